//! Roles, tokens and the audit log, in words.

use super::TextLang;
use crate::trust::{AuditAction, Role, TokenState, YearsBand};

/// What a role is called.
pub fn role(role: Role, lang: TextLang) -> &'static str {
    match role {
        Role::Advisor => lang.pick("neuvoja", "rådgivare", "advisor"),
        Role::Employer => lang.pick("työnantaja", "arbetsgivare", "employer"),
        Role::Service => lang.pick("palvelu", "tjänst", "service"),
        Role::Admin => lang.pick("ylläpitäjä", "administratör", "administrator"),
    }
}

/// How a token stands.
pub fn token_state(state: TokenState, lang: TextLang) -> &'static str {
    match state {
        TokenState::Valid => lang.pick("voimassa", "giltig", "valid"),
        TokenState::Expired => lang.pick("päättynyt", "utgången", "expired"),
        TokenState::Revoked => lang.pick("peruttu", "återkallad", "revoked"),
    }
}

/// What an action of the audit log is called.
pub fn audit_action(action: AuditAction, lang: TextLang) -> &'static str {
    match action {
        AuditAction::RankPeople => {
            lang.pick("osaajat järjestettiin", "personer rangordnades", "people were ranked")
        }
        AuditAction::NeedCosts => lang.pick(
            "vaatimusten hinta laskettiin",
            "kravens pris räknades",
            "costs of requirements were counted",
        ),
        AuditAction::ViewCandidate => {
            lang.pick("profiili näytettiin", "profilen visades", "a profile was seen")
        }
        AuditAction::MatchStored => lang.pick(
            "henkilölle haettiin työtä",
            "arbete söktes för personen",
            "work was looked for",
        ),
        AuditAction::Explain => {
            lang.pick("sopivuus perusteltiin", "passningen motiverades", "a fit was explained")
        }
        AuditAction::Export => {
            lang.pick("tiedot vietiin", "uppgifter exporterades", "data were exported")
        }
        AuditAction::UpsertCandidate => {
            lang.pick("henkilö talletettiin", "personen sparades", "a person was stored")
        }
        AuditAction::DeleteCandidate => {
            lang.pick("henkilö poistettiin", "personen togs bort", "a person was taken out")
        }
        AuditAction::Erase => lang.pick(
            "henkilön tiedot hävitettiin",
            "personens uppgifter raderades",
            "a person's data were erased",
        ),
        AuditAction::HumanDecision => {
            lang.pick("ihmisen ratkaisu", "en människas avgörande", "a human's decision")
        }
    }
}

/// How long work was done.
pub fn years_band(band: YearsBand, lang: TextLang) -> &'static str {
    match band {
        YearsBand::Under1 => lang.pick("alle vuosi", "under ett år", "less than a year"),
        YearsBand::To2 => lang.pick("1–2 vuotta", "1–2 år", "1–2 years"),
        YearsBand::To5 => lang.pick("3–5 vuotta", "3–5 år", "3–5 years"),
        YearsBand::To10 => lang.pick("6–10 vuotta", "6–10 år", "6–10 years"),
        YearsBand::Over10 => lang.pick("yli 10 vuotta", "över 10 år", "over 10 years"),
    }
}
