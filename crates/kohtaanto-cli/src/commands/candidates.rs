//! `kohtaanto candidates`: people for a posting, for a role and a purpose, behind the audit log.

use crate::args::{CandidatesArgs, RoleArg};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow, bail};
use jiff::Timestamp;
use kohtaanto::model::PostingId;
use kohtaanto::{Permit, Role};

pub(crate) fn run(settings: &Settings, args: &CandidatesArgs) -> Result<ExitStatus> {
    let now = Timestamp::now();
    let permit = permit(settings, args, now)?;
    let id = PostingId::new(args.posting.as_str()).map_err(|error| anyhow!("{error}"))?;
    let snapshot = settings.open(None)?.snapshot()?;
    let posting = snapshot.posting(&id)?;
    let log = settings.audit_log()?;
    let people = snapshot.audited(&log, permit, now).with_langs(&printer::langs(settings.lang));
    if args.costs {
        let costs = people.need_costs(&id, settings.today)?;
        printer::need_costs(settings, &posting, &costs)?;
        return Ok(ExitStatus::of(costs.n_within_reach > 0));
    }
    let outcome = people.candidates_for(&id, settings.today, args.limit)?;
    printer::people(settings, &posting, &outcome, args.why)?;
    Ok(ExitStatus::of(!outcome.matches.is_empty()))
}

fn permit(settings: &Settings, args: &CandidatesArgs, now: Timestamp) -> Result<Permit> {
    if let Some(secret) = &args.token {
        let claims = settings.tokens().verify(secret.trim(), now)?;
        return Ok(claims.permit());
    }
    let (Some(role), Some(purpose)) = (args.role, &args.purpose) else {
        bail!("give --token, or --role and --purpose");
    };
    Ok(Permit::new(role_of(role), purpose.as_str())?)
}

pub(super) fn role_of(role: RoleArg) -> Role {
    match role {
        RoleArg::Advisor => Role::Advisor,
        RoleArg::Employer => Role::Employer,
        RoleArg::Service => Role::Service,
        RoleArg::Admin => Role::Admin,
    }
}
