//! `kohtaanto doctor`: what is well, what is not, and how to mend it.

use crate::exit_status::ExitStatus;
use crate::settings::Settings;
use anyhow::Result;

pub(crate) fn run(settings: &Settings) -> Result<ExitStatus> {
    let mut well = true;
    let mut report = |what: &str, result: Result<String>| match result {
        Ok(fine) => println!("kunnossa  {what}: {fine}"),
        Err(error) => {
            well = false;
            println!("korjaa    {what}: {error:#}");
        }
    };
    let locations = kohtaanto::runtime::Locations::from_env();
    let runtime = kohtaanto::runtime::find(&locations);
    let runtime = runtime.map(|runtime| super::setup::describe(&runtime));
    report("ONNX Runtime", runtime.map_err(Into::into));
    let embedder = settings.embedder();
    let model = embedder.as_ref().map(|embedder| {
        let model = embedder.model();
        format!("{} {}", model.name, model.version)
    });
    report("malli", model.map_err(|error| anyhow::anyhow!("{error:#}")));
    let store = settings.open(embedder.ok()).and_then(|engine| {
        engine.verify()?;
        let stats = engine.snapshot()?.stats();
        Ok(format!("{} ilmoitusta, {} henkilöä", stats.n_postings, stats.n_candidates))
    });
    report("varasto", store);
    Ok(if well { ExitStatus::Found } else { ExitStatus::Error })
}
