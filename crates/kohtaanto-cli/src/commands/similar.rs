//! `kohtaanto similar`.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::MatchRequest;
use kohtaanto::model::PostingId;

pub(crate) fn run(settings: &Settings, posting: &str, limit: usize) -> Result<ExitStatus> {
    let id = PostingId::new(posting).map_err(|error| anyhow!("{error}"))?;
    let snapshot = settings.open(None)?.snapshot()?;
    let request = MatchRequest { limit, ..MatchRequest::on(settings.today) };
    let similar = snapshot.similar(&id, &request)?;
    printer::similar(settings, &similar)?;
    Ok(ExitStatus::of(!similar.is_empty()))
}
