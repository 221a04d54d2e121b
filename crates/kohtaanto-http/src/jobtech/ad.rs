//! A posting as JobTech's JobAd. What is not known is null, as there.

use serde::Serialize;
use utoipa::ToSchema;

/// A concept of a taxonomy, or a code of a closed set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechConcept)]
pub(super) struct Concept {
    /// Its identifier: that by which parameters name it.
    pub(super) concept_id: Option<String>,
    /// Its name in Finnish.
    pub(super) label: Option<String>,
    /// Always null.
    #[schema(value_type = Option<String>)]
    pub(super) legacy_ams_taxonomy_id: (),
}

/// A concept that is asked.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechWeighted)]
pub(super) struct Weighted {
    #[serde(flatten)]
    pub(super) concept: Concept,
    /// 10 where it must be had, 5 where it is hoped for.
    pub(super) weight: u8,
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechAsked)]
pub(super) struct Asked {
    pub(super) skills: Vec<Weighted>,
    pub(super) languages: Vec<Weighted>,
    pub(super) work_experiences: Vec<Weighted>,
    pub(super) education: Vec<Weighted>,
    pub(super) education_level: Vec<Weighted>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechDescription)]
pub(super) struct Description {
    /// Plain text.
    pub(super) text: Option<String>,
    /// As the source gives it, which may be HTML: clean it before it is shown.
    pub(super) text_formatted: Option<String>,
    pub(super) company_information: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(super) needs: (),
    #[schema(value_type = Option<String>)]
    pub(super) requirements: (),
    #[schema(value_type = Option<String>)]
    pub(super) conditions: (),
}

/// Per cent of a full week.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechScope)]
pub(super) struct Scope {
    pub(super) min: Option<f32>,
    pub(super) max: Option<f32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechEmployer)]
pub(super) struct AdEmployer {
    #[schema(value_type = Option<String>)]
    pub(super) phone_number: (),
    #[schema(value_type = Option<String>)]
    pub(super) email: (),
    #[schema(value_type = Option<String>)]
    pub(super) url: (),
    pub(super) organization_number: Option<String>,
    pub(super) name: String,
    #[schema(value_type = Option<String>)]
    pub(super) workplace: (),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechApplication)]
pub(super) struct Application {
    #[schema(value_type = Option<String>)]
    pub(super) information: (),
    #[schema(value_type = Option<String>)]
    pub(super) reference: (),
    #[schema(value_type = Option<String>)]
    pub(super) email: (),
    #[schema(value_type = Option<bool>)]
    pub(super) via_af: (),
    pub(super) url: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(super) other: (),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechAddress)]
pub(super) struct Address {
    pub(super) municipality: Option<String>,
    pub(super) municipality_code: Option<String>,
    pub(super) municipality_concept_id: Option<String>,
    pub(super) region: Option<String>,
    pub(super) region_code: Option<String>,
    pub(super) region_concept_id: Option<String>,
    pub(super) country: Option<String>,
    pub(super) country_code: Option<String>,
    pub(super) country_concept_id: Option<String>,
    pub(super) street_address: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) city: Option<String>,
    /// Longitude, latitude: of the place itself, or of the centre of its municipality.
    pub(super) coordinates: Option<[f64; 2]>,
}

/// A posting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechJobAd)]
pub(super) struct JobAd {
    #[schema(example = "nk-lie-002")]
    pub(super) id: String,
    #[schema(value_type = Option<String>)]
    pub(super) external_id: (),
    #[schema(value_type = Option<String>)]
    pub(super) webpage_url: (),
    #[schema(value_type = Option<String>)]
    pub(super) logo_url: (),
    pub(super) headline: Option<String>,
    pub(super) application_deadline: Option<String>,
    pub(super) number_of_vacancies: u32,
    pub(super) description: Description,
    pub(super) employment_type: Concept,
    pub(super) salary_type: Concept,
    pub(super) salary_description: Option<String>,
    pub(super) duration: Concept,
    pub(super) working_hours_type: Concept,
    pub(super) scope_of_work: Scope,
    #[schema(value_type = Option<String>)]
    pub(super) access: (),
    pub(super) employer: AdEmployer,
    pub(super) application_details: Application,
    pub(super) experience_required: bool,
    #[schema(value_type = Option<bool>)]
    pub(super) access_to_own_car: (),
    pub(super) driving_license_required: bool,
    pub(super) driving_license: Vec<Concept>,
    pub(super) occupation: Concept,
    pub(super) occupation_group: Concept,
    pub(super) occupation_field: Concept,
    pub(super) workplace_address: Address,
    /// All places of work; the one above is the first of them. Not JobTech's.
    pub(super) workplace_addresses: Vec<Address>,
    pub(super) must_have: Asked,
    pub(super) nice_to_have: Asked,
    #[schema(value_type = Vec<String>)]
    pub(super) application_contacts: [(); 0],
    pub(super) publication_date: Option<String>,
    pub(super) last_publication_date: Option<String>,
    pub(super) removed: bool,
    pub(super) removed_date: Option<String>,
    pub(super) source_type: String,
    /// Milliseconds since 1970-01-01 UTC of the last change.
    pub(super) timestamp: Option<i64>,
    #[schema(value_type = Option<Vec<String>>)]
    pub(super) label: (),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechLabel)]
pub(super) struct Label {
    pub(super) label: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechName)]
pub(super) struct Name {
    pub(super) name: String,
}

/// A posting in short. It has these fields only: a whole ad is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JobTechBriefAd)]
pub(super) struct BriefAd {
    pub(super) id: String,
    pub(super) headline: Option<String>,
    pub(super) application_deadline: Option<String>,
    pub(super) employment_type: Label,
    pub(super) working_hours_type: Label,
    pub(super) employer: Name,
    pub(super) publication_date: Option<String>,
}

impl From<JobAd> for BriefAd {
    fn from(ad: JobAd) -> Self {
        Self {
            id: ad.id,
            headline: ad.headline,
            application_deadline: ad.application_deadline,
            employment_type: Label { label: ad.employment_type.label },
            working_hours_type: Label { label: ad.working_hours_type.label },
            employer: Name { name: ad.employer.name },
            publication_date: ad.publication_date,
        }
    }
}

/// A posting that is no more public.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = JobTechRemoval)]
pub(super) struct RemovedAd {
    pub(super) id: String,
    /// Always true.
    pub(super) removed: bool,
    /// UTC; null when it is not known.
    pub(super) removed_date: Option<String>,
    pub(super) occupation: Option<String>,
    pub(super) occupation_group: Option<String>,
    pub(super) occupation_field: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) region: Option<String>,
    pub(super) country: Option<String>,
}
