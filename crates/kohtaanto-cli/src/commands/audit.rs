//! `kohtaanto audit`: check the chain of the log, read it.

use crate::args::{AuditCommand, AuditShowArgs};
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::{CandidateId, Coded, PostingId};
use kohtaanto::trust::{AuditAction, AuditFilter, AuditPoint, read_audit, verify_audit};

pub(crate) fn run(settings: &Settings, command: &AuditCommand) -> Result<ExitStatus> {
    match command {
        AuditCommand::Verify { noted } => {
            let noted = noted.as_deref().map(str::parse::<AuditPoint>).transpose();
            let noted =
                noted.map_err(|error| anyhow!("--noted: {}; {}", error.problem, error.fix))?;
            let report = verify_audit(&settings.audit, noted.as_ref())?;
            printer::audit_report(settings, &report)?;
            Ok(ExitStatus::Found)
        }
        AuditCommand::Show(args) => {
            let lines = read_audit(&settings.audit, &filter(args)?)?;
            printer::audit_lines(settings, &lines)?;
            Ok(ExitStatus::of(!lines.is_empty()))
        }
    }
}

fn filter(args: &AuditShowArgs) -> Result<AuditFilter> {
    let candidate = args.candidate.as_deref().map(CandidateId::new).transpose();
    let posting = args.posting.as_deref().map(PostingId::new).transpose();
    let action = args.action.as_deref().map(AuditAction::parse).transpose();
    Ok(AuditFilter {
        candidate: candidate.map_err(|error| anyhow!("--candidate: {error}"))?,
        posting: posting.map_err(|error| anyhow!("--posting: {error}"))?,
        token_id: args.token_id.clone(),
        action: action.map_err(|error| anyhow!("--action: {}; {}", error.problem, error.fix))?,
        last: Some(args.last),
    })
}
