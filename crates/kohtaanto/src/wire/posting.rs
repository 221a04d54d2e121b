//! The JSON of a job posting.

use super::{Check, OccupationWire};
use kohtaanto_domain::geo::Point;
use kohtaanto_domain::model::{
    Card, Demand, Employer, FieldError, FieldErrors, JobPosting, Pay, PostingId, Provenance,
    Requirement, Source, WorkPlace, WorkTerms,
};
use serde::Deserialize;
use std::collections::BTreeMap;

type Texts = BTreeMap<String, String>;

/// A posting as JSON, as it is read.
#[cfg_attr(not(feature = "openapi"), allow(unreachable_pub))]
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Posting))]
pub struct PostingWire {
    id: String,
    #[serde(default)]
    source: Option<SourceWire>,
    #[serde(default)]
    languages: Vec<String>,
    title: Texts,
    #[serde(default)]
    description: Texts,
    employer: EmployerWire,
    #[serde(default)]
    places: Vec<PlaceWire>,
    remote_share: Option<u8>,
    #[serde(default)]
    occupations: Vec<OccupationWire>,
    #[serde(default)]
    requirements: Vec<RequirementWire>,
    #[serde(default)]
    terms: TermsWire,
    openings: Option<u32>,
    published: Option<String>,
    expires: Option<String>,
    apply: Option<ApplyWire>,
    #[serde(default, rename = "read")]
    _read: Option<ReadWire>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingSource))]
struct SourceWire {
    name: String,
    licence: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingEmployer))]
struct EmployerWire {
    name: String,
    business_id: Option<String>,
    #[serde(default)]
    about: Texts,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingPlace))]
struct PlaceWire {
    municipality: String,
    address: Option<String>,
    postal_code: Option<String>,
    point: Option<PointWire>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingPoint))]
struct PointWire {
    lat: f64,
    lon: f64,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingRequirement))]
struct RequirementWire {
    kind: String,
    importance: Option<String>,
    label: Option<String>,
    uri: Option<String>,
    occupation: Option<OccupationWire>,
    years: Option<f32>,
    language: Option<String>,
    level: Option<String>,
    class: Option<String>,
    card: Option<String>,
    /// Where the text asks it, in bytes of the plain text, and by which reader: not declared.
    span: Option<[usize; 2]>,
    by: Option<String>,
}

/// Which terms were read from the text, how many occupations from the title, and by which reader. For
/// those who look at the stored line.
#[derive(Debug, Default, Deserialize)]
#[allow(dead_code, reason = "known, so that it is no unknown field")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingRead))]
struct ReadWire {
    by: String,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    occupations: usize,
}

#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingTerms))]
struct TermsWire {
    relationship: Option<String>,
    continuity: Option<String>,
    working_time: Option<String>,
    hours_min: Option<f32>,
    hours_max: Option<f32>,
    #[serde(default)]
    shifts: Vec<String>,
    start: Option<String>,
    end: Option<String>,
    pay: Option<PayWire>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingPay))]
struct PayWire {
    basis: String,
    min: Option<f32>,
    max: Option<f32>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PostingApply))]
struct ApplyWire {
    url: Option<String>,
}

impl PostingWire {
    pub(super) fn into_domain(self) -> Result<JobPosting, FieldErrors> {
        let mut check = Check::default();
        let id = check.keep("id", PostingId::new(self.id));
        let title = check.localized("title", self.title);
        let description = check.localized("description", self.description);
        let mut languages: Vec<_> = (0..)
            .zip(&self.languages)
            .filter_map(|(i, lang): (usize, _)| check.lang(&format!("languages[{i}]"), lang))
            .collect();
        if languages.is_empty() {
            languages = title.langs().collect();
        }
        let about = check.localized("employer.about", self.employer.about);
        let places = numbered("places", self.places);
        let places =
            places.into_iter().filter_map(|(at, place)| place.into_domain(&mut check, &at));
        let places: Vec<_> = places.collect();
        let occupations = numbered("occupations", self.occupations).into_iter();
        let occupations =
            occupations.filter_map(|(at, occupation)| check.occupation(&at, occupation)).collect();
        let requirements = numbered("requirements", self.requirements).into_iter();
        let requirements = requirements.filter_map(|(at, wire)| wire.into_domain(&mut check, &at));
        let requirements: Vec<_> = requirements.collect();
        let terms = self.terms.into_domain(&mut check);
        let published = check.date("published", self.published.as_ref());
        let expires = check.date("expires", self.expires.as_ref());
        let source = self.source.map_or_else(
            || Source { name: "unknown".to_owned(), licence: None },
            |source| Source { name: source.name, licence: source.licence },
        );
        let posting = id.map(|id| JobPosting {
            id,
            source,
            languages,
            title,
            description,
            employer: Employer {
                name: self.employer.name,
                business_id: self.employer.business_id,
                about,
            },
            places,
            remote_share: self.remote_share,
            occupations,
            requirements,
            terms,
            openings: self.openings.unwrap_or(1),
            published,
            expires,
            apply_url: self.apply.and_then(|apply| apply.url),
        });
        check.finish(posting)
    }
}

fn numbered<T>(field: &str, items: Vec<T>) -> Vec<(String, T)> {
    (0..).zip(items).map(|(i, item): (usize, T)| (format!("{field}[{i}]"), item)).collect()
}

impl PlaceWire {
    fn into_domain(self, check: &mut Check, at: &str) -> Option<WorkPlace> {
        let municipality = check.keep(&format!("{at}.municipality"), self.municipality.parse());
        let point = self.point.map(|point| Point::new(point.lat, point.lon));
        let point = point.and_then(|point| check.keep(&format!("{at}.point"), point));
        let (address, postal_code) = (self.address, self.postal_code);
        Some(WorkPlace { municipality: municipality?, address, postal_code, point })
    }
}

impl RequirementWire {
    fn into_domain(self, check: &mut Check, at: &str) -> Option<Requirement> {
        let importance = self.importance.unwrap_or_else(|| "must".to_owned());
        let importance = check.code(&format!("{at}.importance"), &importance);
        let mut need = |name: &str, value: Option<String>| {
            let value = value.filter(|value| !value.trim().is_empty());
            let missing = || {
                let problem = format!("is missing from a requirement of kind {:?}", self.kind);
                FieldError::new(name, problem, format!("give \"{name}\""))
            };
            check.keep(&format!("{at}.{name}"), value.ok_or_else(missing))
        };
        let demand = match self.kind.as_str() {
            "competence" => Demand::Competence { label: need("label", self.label)?, uri: self.uri },
            "experience" => {
                let occupation = self.occupation;
                let at = format!("{at}.occupation");
                let occupation = occupation.and_then(|wire| check.occupation(&at, wire));
                Demand::Experience { occupation, years: self.years }
            }
            "language" => {
                let language = need("language", self.language)?;
                let language = check.lang(&format!("{at}.language"), &language)?;
                let level = self.level.as_deref();
                let level = level.and_then(|level| check.code(&format!("{at}.level"), level));
                Demand::Language { language, level }
            }
            "education" => {
                let level = need("level", self.level)?;
                let level = check.code(&format!("{at}.level"), &level)?;
                Demand::Education { level, label: self.label }
            }
            "driving_licence" => {
                let class = need("class", self.class)?;
                Demand::DrivingLicence(check.code(&format!("{at}.class"), &class)?)
            }
            "card" => {
                let card = need("card", self.card)?;
                Demand::Card(check.keep(&format!("{at}.card"), card_slug(card))?)
            }
            other => {
                let fix = "use one of competence, experience, language, education, \
                           driving_licence, card";
                let error = FieldError::new("kind", format!("{other:?} is not known"), fix);
                check.keep::<()>(&format!("{at}.kind"), Err(error));
                return None;
            }
        };
        let provenance = match (self.span, self.by) {
            (Some([start, end]), Some(by)) => Provenance::Extracted { span: start..end, by },
            _ => Provenance::Declared,
        };
        Some(Requirement { demand, importance: importance?, provenance })
    }
}

/// A card's slug: small letters, digits and `_`.
pub(super) fn card_slug(text: String) -> Result<Card, FieldError> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !text.is_empty() && text.bytes().all(allowed) {
        return Ok(Card(text));
    }
    let fix = "write a slug of a-z, 0-9 and _, such as \"hygieniapassi\"";
    Err(FieldError::new("card", format!("{text:?} is not a card's slug"), fix))
}

impl TermsWire {
    fn into_domain(self, check: &mut Check) -> WorkTerms {
        let code = self.relationship.as_deref();
        let relationship = code.and_then(|code| check.code("terms.relationship", code));
        let code = self.continuity.as_deref();
        let continuity = code.and_then(|code| check.code("terms.continuity", code));
        let code = self.working_time.as_deref();
        let working_time = code.and_then(|code| check.code("terms.working_time", code));
        let pay = self.pay.and_then(|pay| {
            let basis = check.code("terms.pay.basis", &pay.basis)?;
            Some(Pay { basis, min: pay.min, max: pay.max })
        });
        WorkTerms {
            relationship,
            continuity,
            working_time,
            hours_min: self.hours_min,
            hours_max: self.hours_max,
            shifts: check.codes("terms.shifts", &self.shifts),
            start: check.date("terms.start", self.start.as_ref()),
            end: check.date("terms.end", self.end.as_ref()),
            pay,
        }
    }
}
