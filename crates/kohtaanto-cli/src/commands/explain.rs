//! `kohtaanto explain`: the whole tree of one pair.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::{CandidateId, PostingId};

pub(crate) fn run(settings: &Settings, candidate: &str, posting: &str) -> Result<ExitStatus> {
    let candidate = CandidateId::new(candidate).map_err(|error| anyhow!("{error}"))?;
    let posting = PostingId::new(posting).map_err(|error| anyhow!("{error}"))?;
    let snapshot = settings.open(None)?.snapshot()?;
    let (candidate, posting, score) = snapshot.explain(&candidate, &posting, settings.today)?;
    printer::explanation(settings, &candidate, &posting, &score)?;
    Ok(ExitStatus::Found)
}
