//! The person of a request: stored, told as a profile, or told in own words. Nothing of it is kept.

use super::unkept;
use crate::error::ApiError;
use jiff::civil::Date;
use kohtaanto::answers::{CandidateWire, ItemAnswer};
use kohtaanto::geo::resolve_municipalities;
use kohtaanto::model::{Candidate, CandidateId, Coded, FieldError, Lang, Reach, TransportMode};
use kohtaanto::{Decisions, ProfileDraft, ProfileOptions, Snapshot, UnknownFields, read_candidate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Stands for who is not stored.
const UNKEPT: &str = "unkept:profile";

/// Who is meant: exactly one of these.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Person)]
pub(crate) struct PersonBody {
    /// Id of a stored candidate. Needs a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) candidate: Option<String>,
    /// A profile, which is not kept. Its id may be left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, schema_with = unkept::form_or_null::<CandidateWire>)]
    pub(crate) profile: Option<serde_json::Value>,
    /// What a person tells, which is masked, read and not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) told: Option<ToldBody>,
}

/// What a person tells in own words, such as a CV.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Told)]
pub(crate) struct ToldBody {
    /// The text.
    #[schema(example = "Olen siivonnut kouluja kuusi vuotta ja osaan lattianhoitoa. Ajokortti B.")]
    text: String,
    /// Its language, two letters; by default it is recognised.
    lang: Option<String>,
    /// Home municipality, by name or code.
    #[schema(example = "Lieksa")]
    home: Option<String>,
    /// `car`, `bus` or `none`; by default by car.
    by: Option<String>,
    /// The longest journey that suits, in minutes one way.
    #[schema(example = 45)]
    max_minutes: Option<u16>,
    /// Keys of items that the person confirmed.
    confirmed: Vec<String>,
    /// Keys of items that the person rejected.
    rejected: Vec<String>,
}

/// What was read of a text, for the person to confirm or reject.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReadAnswer {
    /// The text without what was taken out of it.
    text: String,
    /// Its language.
    lang: String,
    /// What it tells.
    items: Vec<ItemAnswer>,
    /// How many stretches of each kind were taken out: identity codes, contacts, health, family.
    removed: BTreeMap<&'static str, usize>,
}

/// A person ready to be compared.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) candidate: Candidate,
    pub(super) read: Option<ReadAnswer>,
}

impl PersonBody {
    /// The id of the stored candidate who is meant, when one is.
    pub(super) fn stored(&self) -> Result<Option<CandidateId>, ApiError> {
        let given = [self.candidate.is_some(), self.profile.is_some(), self.told.is_some()];
        if given.iter().filter(|given| **given).count() != 1 {
            let fix = "give one of candidate, profile and told";
            return Err(ApiError::field(FieldError::new("body", "does not say who is meant", fix)));
        }
        let id = self.candidate.as_deref().map(CandidateId::new).transpose();
        id.map_err(|e| ApiError::field(FieldError { field: "candidate".to_owned(), ..e }))
    }

    /// The person who is told of.
    pub(super) fn told(&self, snapshot: &Snapshot, today: Date) -> Result<Person, ApiError> {
        match (&self.profile, &self.told) {
            (Some(profile), _) => {
                let profile = unkept::identified(profile, UNKEPT);
                let read = read_candidate(&profile.to_string(), UnknownFields::Refuse, today);
                let read = read.map_err(|errors| errors.within("profile"))?;
                Ok(Person { candidate: read.value, read: None })
            }
            (None, Some(told)) => told.read(snapshot, today),
            (None, None) => Err(ApiError::bad_request("the person is stored")),
        }
    }
}

impl ToldBody {
    fn read(&self, snapshot: &Snapshot, today: Date) -> Result<Person, ApiError> {
        let at = |error: FieldError| ApiError::field(error.within("told"));
        let lang = self.lang.as_deref().map(str::parse::<Lang>).transpose();
        let lang = lang.map_err(|e| at(FieldError { field: "lang".to_owned(), ..e }))?;
        let reach = self.reach().map_err(at)?;
        let id = CandidateId::new(UNKEPT).map_err(at)?;
        let decisions = Decisions {
            confirmed: self.confirmed.iter().cloned().collect(),
            rejected: self.rejected.iter().cloned().collect(),
        };
        let options = ProfileOptions { lang, reach, decisions, ..ProfileOptions::new(id, today) };
        let draft = ProfileDraft::read(&self.text, snapshot.linker(), options)?;
        let mut removed = BTreeMap::new();
        for stretch in draft.removed() {
            *removed.entry(stretch.kind.code()).or_insert(0) += 1;
        }
        let items = (1..).zip(&draft.items()).map(|(n, item)| ItemAnswer::new(n, item)).collect();
        let (text, lang) = (draft.text().to_owned(), draft.lang().to_string());
        let read = Some(ReadAnswer { text, lang, items, removed });
        Ok(Person { candidate: draft.candidate(), read })
    }

    fn reach(&self) -> Result<Reach, FieldError> {
        let Some(home) = &self.home else { return Ok(Reach::default()) };
        let home = resolve_municipalities(home);
        let home = home.map_err(|e| FieldError { field: "home".to_owned(), ..e })?;
        let by = self.by.as_deref().map(TransportMode::parse).transpose();
        let by = by.map_err(|e| FieldError { field: "by".to_owned(), ..e })?;
        let by = by.or(Some(TransportMode::Car));
        let (home, max_minutes) = (home.first().copied(), self.max_minutes);
        Ok(Reach { home, by, max_minutes, ..Reach::default() })
    }
}
