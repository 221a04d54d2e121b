//! `kohtaanto setup`: fetch the runtime with the ordinary package client, and check the model.

use crate::exit_status::ExitStatus;
use crate::progress::Bar;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::runtime::{self, Locations, Runtime};
use kohtaanto::{Embedder, OnnxEmbedder, OnnxOptions};

pub(crate) fn run(settings: &Settings) -> Result<ExitStatus> {
    let runtime = ensure_runtime()?;
    runtime::load(&runtime)?;
    println!("ONNX Runtime {}: {}", runtime.version, runtime.path.display());
    let embedder = OnnxEmbedder::load(&settings.model, OnnxOptions::default())?;
    let model = embedder.model();
    println!("malli {} {}: {}", model.name, model.version, settings.model.display());
    Ok(ExitStatus::Found)
}

/// The runtime that is there, or one that is fetched now.
pub(crate) fn ensure_runtime() -> Result<Runtime> {
    let locations = Locations::from_env();
    if let Ok(runtime) = runtime::find(&locations) {
        return Ok(runtime);
    }
    eprintln!("kohtaanto: haetaan ONNX Runtime (pip tai npm), vain kerran");
    let bar = Bar::new(None, "haetaan");
    Ok(runtime::fetch(&locations, &bar)?)
}
