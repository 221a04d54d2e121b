//! `kohtaanto setup`: fetch the runtime with the ordinary package client, and check the model.

use crate::exit_status::ExitStatus;
use crate::progress::FetchBar;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::runtime::{self, Locations, Runtime};
use kohtaanto::{Embedder, OnnxEmbedder, OnnxOptions};

pub(crate) fn run(settings: &Settings) -> Result<ExitStatus> {
    let runtime = ensure_runtime()?;
    runtime::load(&runtime)?;
    println!("ONNX Runtime: {}", describe(&runtime));
    let embedder = OnnxEmbedder::load(&settings.model, OnnxOptions::default())?;
    let model = embedder.model();
    let what = settings.lang.pick("malli", "modell", "model");
    println!("{what} {} {}: {}", model.name, model.version, settings.model.display());
    Ok(ExitStatus::Found)
}

/// The runtime that is there, or one that is fetched now, once for all.
pub(crate) fn ensure_runtime() -> Result<Runtime> {
    let bar = FetchBar::default();
    Ok(runtime::ensure(&Locations::from_env(), &|step| bar.step(&step))?)
}

pub(crate) fn describe(runtime: &Runtime) -> String {
    let version = runtime.version.as_deref().unwrap_or("?");
    format!("{} ({version})", runtime.path.display())
}
