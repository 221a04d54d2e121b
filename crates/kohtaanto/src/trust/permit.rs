//! Who may see people, and what for.

use crate::error::{Error, Result};
use kohtaanto_domain::model::{Candidate, Coded, MunicipalityCode};

/// Who ranks or views people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An advisor of an employment area or a municipality.
    Advisor,
    /// An employer: sees pseudonyms only.
    Employer,
    /// Another service: puts people in, matches them, takes them out.
    Service,
    /// Who runs the installation.
    Admin,
}

impl Coded for Role {
    const FIELD: &'static str = "role";
    const CODES: &'static [(&'static str, Self)] = &[
        ("advisor", Self::Advisor),
        ("employer", Self::Employer),
        ("service", Self::Service),
        ("admin", Self::Admin),
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Advisor => "advisor",
            Self::Employer => "employer",
            Self::Service => "service",
            Self::Admin => "admin",
        }
    }
}

/// The key to people: who, and what for. There is no default.
///
/// A permit may be bound to municipalities: then it opens only people who are known to live there,
/// because a person's municipality answers for the person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    role: Role,
    purpose: String,
    organisation: Option<String>,
    token_id: Option<String>,
    municipalities: Vec<MunicipalityCode>,
}

impl Permit {
    /// A permit for a role and a purpose of at least three words, which the audit log keeps. It is
    /// not bound to municipalities, and no organisation or token stands behind it: the form for a
    /// program on one's own machine. A service takes the permit of a token's
    /// [`Claims`](crate::trust::Claims).
    ///
    /// # Errors
    /// When the purpose says nothing.
    pub fn new(role: Role, purpose: impl Into<String>) -> Result<Self> {
        let purpose = purpose.into();
        check_purpose(&purpose).map_err(Error::PeopleLocked)?;
        Ok(Self { role, purpose, organisation: None, token_id: None, municipalities: Vec::new() })
    }

    pub(super) fn of(claims: &super::Claims) -> Self {
        Self {
            role: claims.role,
            purpose: claims.purpose.clone(),
            organisation: Some(claims.organisation.clone()),
            token_id: Some(claims.token_id.clone()),
            municipalities: claims.municipalities.clone(),
        }
    }

    /// Who ranks.
    pub fn role(&self) -> Role {
        self.role
    }

    /// What for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// For whom the role acts; `None` when no token says.
    pub fn organisation(&self) -> Option<&str> {
        self.organisation.as_deref()
    }

    /// The token that gave the permit.
    pub fn token_id(&self) -> Option<&str> {
        self.token_id.as_deref()
    }

    /// The municipalities whose people it opens; empty for all.
    pub fn municipalities(&self) -> &[MunicipalityCode] {
        &self.municipalities
    }

    /// Whether it opens a person. Where the person lives must be known when the permit is bound to
    /// municipalities: what is not known is not a match.
    pub fn covers(&self, candidate: &Candidate) -> bool {
        let home = candidate.reach.home;
        self.municipalities.is_empty()
            || home.is_some_and(|home| self.municipalities.contains(&home))
    }

    /// Refuses a person whom the permit does not open. The message does not say where the person
    /// lives.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn check(&self, candidate: &Candidate) -> Result<()> {
        if self.covers(candidate) {
            return Ok(());
        }
        Err(Error::Forbidden(format!(
            "{} is not of the municipalities of this permit; ask for a token of the person's \
             municipality",
            candidate.id
        )))
    }

    /// Refuses roles that are not among those named.
    ///
    /// # Errors
    /// `Forbidden` names the roles that may.
    pub fn require(&self, roles: &[Role]) -> Result<()> {
        if roles.contains(&self.role) {
            return Ok(());
        }
        let may: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        Err(Error::Forbidden(format!(
            "the role {} may not do this; it needs {}",
            self.role.code(),
            may.join(" or ")
        )))
    }
}

/// What is wrong with a purpose.
pub(super) fn check_purpose(purpose: &str) -> Result<(), String> {
    if purpose.split_whitespace().count() < 3 {
        return Err(format!(
            "the purpose {purpose:?} does not say what for; write it in three words or more"
        ));
    }
    if purpose.chars().any(char::is_control) || purpose.len() > MAX_TEXT_BYTES {
        return Err(format!("the purpose is not one line of at most {MAX_TEXT_BYTES} bytes"));
    }
    Ok(())
}

/// The longest purpose, organisation or other line of text that a token or the log takes.
pub(super) const MAX_TEXT_BYTES: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trust::Claims;
    use crate::{UnknownFields, read_candidate};
    use jiff::civil::Date;

    fn person(home: &str) -> Candidate {
        let line = format!(r#"{{"id": "c-1", "reach": {{{home}}}}}"#);
        let today = Date::constant(2026, 11, 24);
        read_candidate(&line, UnknownFields::Refuse, today).unwrap().value
    }

    #[test]
    fn a_bound_permit_opens_only_people_known_to_live_there() {
        let claims = Claims {
            token_id: "t".to_owned(),
            role: Role::Advisor,
            organisation: "Lieksan kaupunki".to_owned(),
            municipalities: vec!["422".parse().unwrap()],
            purpose: "asiakkaan ohjaus työhön".to_owned(),
        };
        let permit = claims.permit();
        assert!(permit.check(&person(r#""home": "422""#)).is_ok());
        for other in [r#""home": "167""#, ""] {
            let refused = permit.check(&person(other)).unwrap_err();
            assert_eq!(refused.kind(), crate::ErrorKind::Forbidden);
            assert!(!refused.to_string().contains("167"));
        }
        assert_eq!(
            (permit.organisation(), permit.token_id()),
            (Some("Lieksan kaupunki"), Some("t"))
        );
        assert!(Permit::new(Role::Admin, "koko alueen tarkastus").unwrap().covers(&person("")));
    }

    #[test]
    fn a_purpose_says_what_for() {
        for wrong in ["", "paikan täyttö", "rivi\nkaksi kolme neljä"] {
            assert!(Permit::new(Role::Employer, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_role_is_required_by_name() {
        let permit = Permit::new(Role::Employer, "avoimen paikan täyttö").unwrap();
        assert!(permit.require(&[Role::Employer]).is_ok());
        let refused = permit.require(&[Role::Advisor, Role::Admin]).unwrap_err().to_string();
        assert!(refused.contains("advisor or admin"), "{refused}");
    }
}
