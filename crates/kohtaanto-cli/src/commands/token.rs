//! `kohtaanto token`: make, list, revoke.

use super::candidates::role_of;
use crate::args::{TokenCommand, TokenCreateArgs};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use kohtaanto::geo;
use kohtaanto::trust::NewToken;

pub(crate) fn run(settings: &Settings, command: &TokenCommand) -> Result<ExitStatus> {
    let now = Timestamp::now();
    match command {
        TokenCommand::Create(args) => create(settings, args, now),
        TokenCommand::List => {
            let tokens = settings.tokens().list()?;
            printer::tokens(settings, &tokens, now)?;
            Ok(ExitStatus::of(!tokens.is_empty()))
        }
        TokenCommand::Revoke { id } => {
            let token = settings.tokens().revoke(id, now)?;
            printer::revoked(settings, &token, now)?;
            Ok(ExitStatus::Found)
        }
    }
}

fn create(settings: &Settings, args: &TokenCreateArgs, now: Timestamp) -> Result<ExitStatus> {
    let mut municipalities = Vec::new();
    for place in &args.place {
        let found = geo::resolve_municipalities(place)
            .map_err(|error| anyhow!("--place: {}; {}", error.problem, error.fix))?;
        municipalities.extend(found);
    }
    municipalities.sort_unstable();
    municipalities.dedup();
    let new = NewToken {
        role: role_of(args.role),
        organisation: args.organisation.clone(),
        municipalities,
        purpose: args.purpose.clone(),
        expires: end_of(&args.expires)?,
    };
    let random = &mut |bytes: &mut [u8]| Ok(getrandom::fill(bytes)?);
    let issued = settings.tokens().create(new, now, random)?;
    printer::issued(settings, &issued, now)?;
    Ok(ExitStatus::Found)
}

/// The end of a day where this machine is.
fn end_of(day: &str) -> Result<Timestamp> {
    let date: Date = day.parse().map_err(|_| {
        anyhow!("--expires: {day:?} is not a date; write YYYY-MM-DD, such as 2027-06-30")
    })?;
    let next = date.tomorrow()?.to_datetime(jiff::civil::Time::midnight());
    Ok(TimeZone::system().to_timestamp(next)?)
}
