//! `kohtaanto requirements`: what a posting asks, as declared and as its text says.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::PostingId;

pub(crate) fn run(settings: &Settings, posting: &str) -> Result<ExitStatus> {
    let id = PostingId::new(posting).map_err(|error| anyhow!("{error}"))?;
    let posting = settings.open(None)?.snapshot()?.posting(&id)?;
    printer::requirements(settings, &posting)?;
    Ok(ExitStatus::of(!posting.requirements.is_empty()))
}
