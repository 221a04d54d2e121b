//! `kohtaanto candidates`: people for a posting, for a role and a purpose.

use crate::args::{CandidatesArgs, RoleArg};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::PostingId;
use kohtaanto::{Permit, Role};

pub(crate) fn run(settings: &Settings, args: &CandidatesArgs) -> Result<ExitStatus> {
    let role = match args.role {
        RoleArg::Advisor => Role::Advisor,
        RoleArg::Employer => Role::Employer,
    };
    let permit = Permit::new(role, args.purpose.as_str())?;
    let id = PostingId::new(args.posting.as_str()).map_err(|error| anyhow!("{error}"))?;
    let snapshot = settings.open(None)?.snapshot()?;
    let posting = snapshot.posting(&id)?;
    if args.costs {
        let costs = snapshot.need_costs(&id, &permit, settings.today)?;
        printer::need_costs(settings, &posting, &costs)?;
        return Ok(ExitStatus::of(costs.n_within_reach > 0));
    }
    let outcome = snapshot.candidates_for(&id, &permit, settings.today, args.limit)?;
    printer::people(settings, &posting, &outcome, args.why)?;
    Ok(ExitStatus::of(!outcome.matches.is_empty()))
}
