//! From a posting to a JobAd.

use super::ad::{
    AdEmployer, Address, Application, Asked, Concept, Description, JobAd, RemovedAd, Scope,
    Weighted,
};
use super::places::{COUNTRY, MUNICIPALITY, REGION};
use crate::sanitize::sanitized;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kohtaanto::changes::Removal;
use kohtaanto::geo;
use kohtaanto::model::{
    Coded, Demand, Importance, JobPosting, Lang, MunicipalityCode, Occupation, Pay, PayBasis,
    Requirement, WorkPlace,
};
use kohtaanto::taxonomy::{Taxonomy, card_uri};
use kohtaanto::text::plain_text;
use kohtaanto::texts::{self, TextLang};

/// The language of names, and of texts where there are several.
const LANG: TextLang = TextLang::Fi;
const TEXTS: [Lang; 3] = [Lang::FI, Lang::SV, Lang::EN];
const GROUP: &str = "http://data.europa.eu/esco/isco/C";

/// Makes ads, with the names of a taxonomy.
#[derive(Debug, Clone)]
pub(super) struct Ads<'a> {
    pub(super) taxonomy: Option<&'a Taxonomy>,
    pub(super) today: Date,
    pub(super) zone: TimeZone,
}

impl Ads<'_> {
    /// A posting's ad. One that has expired carries `removed`.
    pub(super) fn ad(&self, posting: &JobPosting, changed: Option<Timestamp>) -> JobAd {
        let text = |texts: &kohtaanto::model::Localized| {
            texts.best(&TEXTS).map(|(_, text)| text.to_owned())
        };
        let terms = &posting.terms;
        let description = text(&posting.description);
        let occupation = posting.occupations.first();
        let isco = occupation.and_then(|occupation| occupation.isco);
        let asked = |importance| self.asked(&posting.requirements, importance);
        let must = |is: fn(&Demand) -> bool| {
            posting.requirements.iter().any(|r| r.importance == Importance::Must && is(&r.demand))
        };
        let addresses: Vec<Address> = posting.places.iter().map(address).collect();
        let ended = posting.expires.filter(|last| *last < self.today);
        let deadline = posting.expires.map(|day| format!("{day}T23:59:59"));
        let percent = |share: f32| (share * 1000.0).round() / 10.0;
        let extent = terms.extent();
        JobAd {
            id: posting.id.to_string(),
            headline: text(&posting.title),
            application_deadline: deadline.clone(),
            number_of_vacancies: posting.openings,
            description: Description {
                text: description.as_deref().map(plain_text),
                text_formatted: description.as_deref().map(sanitized),
                company_information: text(&posting.employer.about),
                ..Description::default()
            },
            employment_type: of_code(terms.relationship, |r| texts::relationship(r, LANG)),
            salary_type: of_code(terms.pay.map(|pay| pay.basis), pay_basis),
            salary_description: terms.pay.and_then(pay),
            duration: of_code(terms.continuity, |c| texts::continuity(c, LANG)),
            working_hours_type: of_code(terms.working_time, |w| texts::working_time(w, LANG)),
            scope_of_work: Scope {
                min: extent.map(|(min, _)| percent(min)),
                max: extent.map(|(_, max)| percent(max)),
            },
            employer: AdEmployer {
                organization_number: posting.employer.business_id.clone(),
                name: posting.employer.name.clone(),
                ..AdEmployer::default()
            },
            application_details: Application {
                url: posting.apply_url.clone(),
                ..Application::default()
            },
            experience_required: must(|demand| matches!(demand, Demand::Experience { .. })),
            driving_license_required: must(|demand| matches!(demand, Demand::DrivingLicence(_))),
            driving_license: posting.requirements.iter().filter_map(licence).collect(),
            occupation: occupation.map(|of| self.occupation(of)).unwrap_or_default(),
            occupation_group: isco.map(|isco| self.group(&isco.group(4))).unwrap_or_default(),
            occupation_field: isco.map(|isco| self.group(&isco.group(1))).unwrap_or_default(),
            workplace_address: addresses.first().cloned().unwrap_or_default(),
            workplace_addresses: addresses,
            must_have: asked(Importance::Must),
            nice_to_have: asked(Importance::Nice),
            publication_date: posting.published.map(|day| format!("{day}T00:00:00")),
            last_publication_date: deadline,
            removed: ended.is_some(),
            removed_date: ended
                .and_then(|last| last.tomorrow().ok())
                .map(|day| format!("{day}T00:00:00")),
            source_type: posting.source.name.clone(),
            timestamp: changed.map(|at| at.as_millisecond()),
            ..JobAd::default()
        }
    }

    /// A removal's event.
    pub(super) fn removed(&self, removal: &Removal) -> RemovedAd {
        let codes = removal.municipalities.first().and_then(|code| code.parse().ok());
        let municipality = codes.and_then(|code: MunicipalityCode| geo::municipality(code));
        let group = |digits: usize| {
            let group = removal.groups.iter().find(|group| group.len() == digits);
            group.map(|group| format!("{GROUP}{group}"))
        };
        RemovedAd {
            id: removal.id.to_string(),
            removed: true,
            removed_date: removal.at.map(|at| self.zone.to_datetime(at).to_string()),
            occupation: removal.occupations.first().cloned(),
            occupation_group: group(4),
            occupation_field: group(1),
            municipality: municipality.map(|of| format!("{MUNICIPALITY}{}", of.code)),
            region: municipality.map(|of| format!("{REGION}{}", of.region)),
            country: municipality.map(|_| format!("{COUNTRY}FI")),
        }
    }

    /// The group of an ISCO-08 code.
    pub(super) fn group(&self, code: &str) -> Concept {
        let uri = format!("{GROUP}{code}");
        Concept { label: self.name(&uri), concept_id: Some(uri), ..Concept::default() }
    }

    /// The name of a concept.
    pub(super) fn name(&self, uri: &str) -> Option<String> {
        let taxonomy = self.taxonomy?;
        let label = taxonomy.name_of(taxonomy.find(uri)?, &TEXTS)?;
        Some(label.text.to_owned())
    }

    fn occupation(&self, occupation: &Occupation) -> Concept {
        let uri = occupation.uri.clone();
        let name = uri.as_deref().and_then(|uri| self.name(uri));
        let label = Some(name.unwrap_or_else(|| occupation.label.clone()));
        Concept { concept_id: uri, label, ..Concept::default() }
    }

    fn asked(&self, requirements: &[Requirement], importance: Importance) -> Asked {
        let weight = match importance {
            Importance::Must => 10,
            Importance::Nice => 5,
        };
        let mut asked = Asked::default();
        for requirement in requirements.iter().filter(|r| r.importance == importance) {
            let add = |list: &mut Vec<Weighted>, concept_id: Option<String>, label: String| {
                let concept = Concept { concept_id, label: Some(label), ..Concept::default() };
                list.push(Weighted { concept, weight });
            };
            match &requirement.demand {
                Demand::Competence { label, uri } => {
                    add(&mut asked.skills, uri.clone(), label.clone());
                }
                Demand::Card(card) => {
                    add(&mut asked.skills, Some(card_uri(&card.0)), texts::card(card, LANG));
                }
                Demand::Language { language, .. } => {
                    let label = texts::language(*language, LANG);
                    add(&mut asked.languages, Some(language.to_string()), label);
                }
                Demand::Experience { occupation, .. } => {
                    let concept = occupation.as_ref().map(|of| self.occupation(of));
                    let concept = concept.unwrap_or_default();
                    asked.work_experiences.push(Weighted { concept, weight });
                }
                Demand::Education { level, label } => {
                    let of_level = texts::education(*level, LANG).to_owned();
                    let label = label.clone().unwrap_or_else(|| of_level.clone());
                    add(&mut asked.education, None, label);
                    add(&mut asked.education_level, Some(level.code().to_owned()), of_level);
                }
                Demand::DrivingLicence(_) => {}
            }
        }
        asked
    }
}

fn of_code<T: Coded>(value: Option<T>, name: impl Fn(T) -> &'static str) -> Concept {
    let concept = value.map(|value| Concept {
        concept_id: Some(value.code().to_owned()),
        label: Some(name(value).to_owned()),
        ..Concept::default()
    });
    concept.unwrap_or_default()
}

fn licence(requirement: &Requirement) -> Option<Concept> {
    match requirement.demand {
        Demand::DrivingLicence(class) => Some(of_code(Some(class), |class| class.code())),
        _ => None,
    }
}

fn pay_basis(basis: PayBasis) -> &'static str {
    match basis {
        PayBasis::Monthly => "kuukausipalkka",
        PayBasis::Hourly => "tuntipalkka",
        PayBasis::Piece => "urakkapalkka",
        PayBasis::Commission => "provisiopalkka",
    }
}

fn pay(pay: Pay) -> Option<String> {
    let range = match (pay.min, pay.max) {
        (Some(min), Some(max)) if min < max => format!("{min}–{max} €"),
        (Some(least), None) => format!("vähintään {least} €"),
        (None, Some(most)) => format!("enintään {most} €"),
        (Some(one), Some(_)) => format!("{one} €"),
        (None, None) => return None,
    };
    Some(format!("{} {range}", pay_basis(pay.basis)))
}

fn address(place: &WorkPlace) -> Address {
    let municipality = geo::municipality(place.municipality);
    let point = place.point.or_else(|| municipality.map(|municipality| municipality.point));
    Address {
        municipality: municipality.map(|of| of.name_fi.to_owned()),
        municipality_code: Some(place.municipality.to_string()),
        municipality_concept_id: Some(format!("{MUNICIPALITY}{}", place.municipality)),
        region: municipality.map(|of| of.region_fi.to_owned()),
        region_code: municipality.map(|of| of.region.to_owned()),
        region_concept_id: municipality.map(|of| format!("{REGION}{}", of.region)),
        country: Some("Suomi".to_owned()),
        country_code: Some("FI".to_owned()),
        country_concept_id: Some(format!("{COUNTRY}FI")),
        street_address: place.address.clone(),
        postcode: place.postal_code.clone(),
        city: None,
        coordinates: point.map(|point| [point.lon, point.lat]),
    }
}
