//! Persons who tell of themselves in several languages: how much of what each is offered depends on
//! the language and not on the person.

use crate::error::Result;
use crate::profile::{ProfileDraft, ProfileOptions};
use crate::seek::MatchRequest;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{CandidateId, FieldError, FieldErrors, Lang, Reach};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many opportunities of each telling are compared.
const N_COMPARED: usize = 10;

/// A person with the same telling in several languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPerson {
    id: CandidateId,
    reach: Reach,
    /// Tellings; the first language is the one that the others are compared with.
    texts: Vec<(Lang, String)>,
}

#[derive(Debug, Deserialize)]
struct PersonWire {
    id: String,
    home: Option<String>,
    texts: BTreeMap<String, String>,
}

impl ToldPerson {
    /// Reads a line: `{"id": .., "home": municipality, "texts": {"fi": .., "uk": ..}}`. The Finnish
    /// telling is the one that the others are compared with.
    ///
    /// # Errors
    /// Names the field at fault.
    pub fn read(line: &str) -> Result<Self, FieldErrors> {
        let wire: PersonWire = serde_json::from_str(line).map_err(|error| {
            let fix = "write {\"id\": .., \"home\": .., \"texts\": {\"fi\": .., ..}}";
            FieldError::new("line", error.to_string(), fix)
        })?;
        let home = match &wire.home {
            Some(home) => geo::resolve_municipalities(home)?.first().copied(),
            None => None,
        };
        let mut texts = Vec::with_capacity(wire.texts.len());
        for (lang, text) in wire.texts {
            texts.push((lang.parse::<Lang>()?, text));
        }
        texts.sort_by_key(|(lang, _)| (*lang != Lang::FI, *lang));
        if texts.first().is_none_or(|(lang, _)| *lang != Lang::FI) {
            let fix = "give \"fi\", with which the others are compared";
            return Err(FieldError::new("texts", "has no Finnish telling", fix).into());
        }
        let reach = Reach { home, ..Reach::default() };
        Ok(Self { id: CandidateId::new(wire.id)?, reach, texts })
    }
}

/// What a person is offered in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonResult {
    /// The person's id.
    pub id: String,
    /// By language: the best postings, and how many of them are among those of the first language.
    pub languages: Vec<(Lang, Vec<String>, usize)>,
}

/// Reads each telling as the product does, and matches it: the ten best postings of each, compared
/// with those of the Finnish one.
///
/// # Errors
/// What the store or the model refuses.
pub fn run_person(snapshot: &Snapshot, person: &ToldPerson, today: Date) -> Result<PersonResult> {
    let mut languages: Vec<(Lang, Vec<String>, usize)> = Vec::new();
    for (lang, text) in &person.texts {
        let options = ProfileOptions {
            reach: person.reach.clone(),
            ..ProfileOptions::new(person.id.clone(), today)
        };
        let candidate = ProfileDraft::read(text, snapshot.linker(), options)?.candidate();
        let request = MatchRequest { limit: N_COMPARED, ..MatchRequest::on(today) };
        let found = snapshot.opportunities_for(&candidate, &request)?;
        let ids: Vec<String> = found.matches.into_iter().map(|found| found.id).collect();
        let n_shared = match languages.first() {
            Some((_, first, _)) => ids.iter().filter(|id| first.contains(id)).count(),
            None => ids.len(),
        };
        languages.push((*lang, ids, n_shared));
    }
    Ok(PersonResult { id: person.id.to_string(), languages })
}
