//! The JSON of a candidate. A field for name, age, sex, nationality, health, family, photo or
//! address is unknown, whatever the mode, and is never read.

use super::posting::card_slug;
use super::{Check, OccupationWire};
use jiff::civil::Date;
use kohtaanto_domain::model::{
    Candidate, CandidateId, Coded, Competence, CompetenceProfile, Education, Employment, Evidence,
    FieldError, FieldErrors, HistorySource, LanguageSkill, MunicipalityCode, Permissions, Reach,
    TermsWanted,
};
use serde::Deserialize;
use std::collections::BTreeMap;

type Texts = BTreeMap<String, String>;

/// A candidate as JSON, as it is read.
#[cfg_attr(not(feature = "openapi"), allow(unreachable_pub))]
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Candidate))]
pub struct CandidateWire {
    id: String,
    #[serde(default)]
    profile: ProfileWire,
    #[serde(default)]
    reach: ReachWire,
    #[serde(default)]
    terms: TermsWire,
    #[serde(default)]
    wishes: Texts,
    #[serde(default)]
    permissions: PermissionsWire,
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateProfile))]
struct ProfileWire {
    #[serde(default)]
    history: Vec<EmploymentWire>,
    #[serde(default)]
    competences: Vec<CompetenceWire>,
    #[serde(default)]
    languages: Vec<LanguageWire>,
    #[serde(default)]
    education: Vec<EducationWire>,
    #[serde(default)]
    licences: Vec<String>,
    #[serde(default)]
    cards: Vec<String>,
    #[serde(default)]
    text: Texts,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateEmployment))]
struct EmploymentWire {
    occupation: OccupationWire,
    from: Option<String>,
    to: Option<String>,
    source: Option<String>,
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateCompetence))]
struct CompetenceWire {
    label: String,
    uri: Option<String>,
    evidence: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateLanguage))]
struct LanguageWire {
    language: String,
    level: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateEducation))]
struct EducationWire {
    level: String,
    label: Option<String>,
    year: Option<i16>,
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateReach))]
struct ReachWire {
    home: Option<String>,
    by: Option<String>,
    max_minutes: Option<u16>,
    remote: Option<bool>,
    #[serde(default)]
    municipalities: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidateTerms))]
struct TermsWire {
    #[serde(default)]
    relationship: Vec<String>,
    #[serde(default)]
    continuity: Vec<String>,
    #[serde(default)]
    working_time: Vec<String>,
    #[serde(default)]
    shifts: Vec<String>,
    hours_min: Option<f32>,
    hours_max: Option<f32>,
    start: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CandidatePermissions))]
struct PermissionsWire {
    #[serde(default)]
    rank: bool,
    #[serde(default)]
    contact: bool,
}

impl CandidateWire {
    pub(super) fn into_domain(self) -> Result<Candidate, FieldErrors> {
        let mut check = Check::default();
        let id = check.keep("id", CandidateId::new(self.id));
        let profile = self.profile.into_domain(&mut check);
        let reach = self.reach.into_domain(&mut check);
        let terms = TermsWanted {
            relationship: check.codes("terms.relationship", &self.terms.relationship),
            continuity: check.codes("terms.continuity", &self.terms.continuity),
            working_time: check.codes("terms.working_time", &self.terms.working_time),
            shifts: check.codes("terms.shifts", &self.terms.shifts),
            hours_min: self.terms.hours_min,
            hours_max: self.terms.hours_max,
            start: check.date("terms.start", self.terms.start.as_ref()),
        };
        let wishes = check.localized("wishes", self.wishes);
        let permissions =
            Permissions { rank: self.permissions.rank, contact: self.permissions.contact };
        let candidate = id.map(|id| Candidate { id, profile, reach, terms, wishes, permissions });
        check.finish(candidate)
    }
}

impl ProfileWire {
    fn into_domain(self, check: &mut Check) -> CompetenceProfile {
        let mut profile = CompetenceProfile {
            licences: check.codes("profile.licences", &self.licences),
            text: check.localized("profile.text", self.text),
            ..CompetenceProfile::default()
        };
        for (i, wire) in self.history.into_iter().enumerate() {
            let at = format!("profile.history[{i}]");
            profile.history.extend(wire.into_domain(check, &at));
        }
        for (i, wire) in self.competences.into_iter().enumerate() {
            let at = format!("profile.competences[{i}].evidence");
            let evidence = wire.evidence.map_or(Some(Evidence::Told), |e| check.code(&at, &e));
            let Some(evidence) = evidence else { continue };
            profile.competences.push(Competence { label: wire.label, uri: wire.uri, evidence });
        }
        for (i, wire) in self.languages.into_iter().enumerate() {
            let at = format!("profile.languages[{i}]");
            let language = check.lang(&format!("{at}.language"), &wire.language);
            let level = wire.level.and_then(|level| check.code(&format!("{at}.level"), &level));
            profile.languages.extend(language.map(|language| LanguageSkill { language, level }));
        }
        for (i, wire) in self.education.into_iter().enumerate() {
            let level = check.code(&format!("profile.education[{i}].level"), &wire.level);
            let education =
                level.map(|level| Education { level, label: wire.label, year: wire.year });
            profile.education.extend(education);
        }
        for (i, card) in self.cards.into_iter().enumerate() {
            profile.cards.extend(check.keep(&format!("profile.cards[{i}]"), card_slug(card)));
        }
        profile
    }
}

impl EmploymentWire {
    fn into_domain(self, check: &mut Check, at: &str) -> Option<Employment> {
        let source = self.source.as_deref().unwrap_or(HistorySource::Work.code());
        let source = check.code(&format!("{at}.source"), source);
        let from = month(check, &format!("{at}.from"), self.from);
        let to = month(check, &format!("{at}.to"), self.to);
        let occupation = check.occupation(&format!("{at}.occupation"), self.occupation)?;
        Some(Employment { occupation, from, to, source: source?, text: self.text })
    }
}

/// The first day of a month, or of a year.
fn month(check: &mut Check, field: &str, text: Option<String>) -> Option<Date> {
    let text = text?;
    let date = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.clone(),
    };
    let parsed = date.parse().ok().filter(|_| date.len() == 10).ok_or_else(|| {
        let problem = format!("{text:?} is not a month");
        FieldError::new(field, problem, "write YYYY-MM or YYYY, such as \"2019-08\"")
    });
    check.keep(field, parsed)
}

impl ReachWire {
    fn into_domain(self, check: &mut Check) -> Reach {
        let home = self.home.map(|home| home.parse::<MunicipalityCode>());
        let home = home.and_then(|home| check.keep("reach.home", home));
        let by = self.by.and_then(|by| check.code("reach.by", &by));
        let wanted = self.municipalities.iter().enumerate();
        let municipalities = wanted
            .filter_map(|(i, code)| check.keep(&format!("reach.municipalities[{i}]"), code.parse()))
            .collect();
        Reach { home, by, max_minutes: self.max_minutes, remote: self.remote, municipalities }
    }
}
