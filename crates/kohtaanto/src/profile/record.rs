//! What is kept of a draft beside the candidate: which words led to what, and what was decided.
//! The text is kept once, masked, in the candidate.

use super::{Decisions, ProfileDraft};
use crate::concepts::Linker;
use crate::error::{Error, Result};
use kohtaanto_domain::model::{Candidate, FieldError, Lang, Localized};
use kohtaanto_reading::mask::PrivateKind;
use kohtaanto_reading::profile::READER;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    version: u32,
    /// Name and version of the reader that found the items.
    by: String,
    lang: String,
    /// The day on which it was told.
    read_on: String,
    /// How many stretches of each kind were taken out.
    #[serde(default)]
    removed: BTreeMap<String, usize>,
    confirmed: BTreeSet<String>,
    rejected: BTreeSet<String>,
    /// For those who look at the file; they are read from the text again.
    #[serde(default, skip_deserializing)]
    items: Vec<ItemRecord>,
}

#[derive(Debug, Serialize)]
struct ItemRecord {
    key: String,
    kind: &'static str,
    label: String,
    words: String,
    span: [usize; 2],
    confidence: f32,
    state: &'static str,
}

impl ProfileDraft {
    /// What must be kept beside the candidate so that the draft can be opened again: the items with
    /// the words that led to them, and the decisions. JSON.
    ///
    /// # Errors
    /// `Internal` when it cannot be written, which is a fault of this library.
    pub fn record(&self) -> Result<String> {
        let items = self.items().into_iter().map(|item| ItemRecord {
            key: item.key,
            kind: item.kind.code(),
            label: item.label,
            words: item.words,
            span: [item.span.start, item.span.end],
            confidence: item.confidence,
            state: item.state.code(),
        });
        let removed = self.n_removed.iter().map(|(kind, n)| ((*kind).to_owned(), *n));
        let record = Record {
            version: VERSION,
            by: READER.to_owned(),
            lang: self.lang().to_string(),
            read_on: self.read_on.to_string(),
            removed: removed.collect(),
            confirmed: self.decisions.confirmed.clone(),
            rejected: self.decisions.rejected.clone(),
            items: items.collect(),
        };
        serde_json::to_string_pretty(&record).map_err(|error| crate::error::io(error.into()))
    }

    /// Opens a draft again from the candidate and the record. The candidate's masked text is read
    /// anew, the decisions hold; what else the candidate has (reach, terms, permissions) stays.
    ///
    /// # Errors
    /// `InvalidInput` for a record that cannot be read, or a candidate without the text.
    pub fn reopen(candidate: Candidate, record: &str, linker: Linker<'_>) -> Result<Self> {
        let record = parse(record)?;
        let lang: Lang = record.lang.parse().map_err(|error| refused("lang", &error))?;
        let read_on = record.read_on.parse().map_err(|error| refused("read_on", &error))?;
        let text = candidate.profile.text.get(lang).unwrap_or_default().to_owned();
        if text.trim().is_empty() {
            return Err(super::empty());
        }
        let base = Candidate { profile: Default::default(), ..candidate };
        let decisions = record.decisions();
        let mut draft = Self::of(base, &text, lang, linker, decisions, read_on)?;
        for (code, kind) in PrivateKind::ALL {
            let before = record.removed.get(code).copied().unwrap_or(0);
            if before > 0 {
                *draft.n_removed.entry(kind.code()).or_insert(0) += before;
            }
        }
        // Wishes that were read are read again; others stay.
        if draft.reading_wishes() == draft.base.wishes {
            draft.base.wishes = Localized::default();
        }
        Ok(draft)
    }

    fn reading_wishes(&self) -> Localized {
        let base = Candidate { wishes: Localized::default(), ..self.base.clone() };
        Self { base, ..self.clone() }.candidate().wishes
    }
}

/// What was decided, as a record keeps it: for a text that is read anew.
///
/// # Errors
/// `InvalidInput` for a record that cannot be read.
pub fn decisions_of(record: &str) -> Result<Decisions> {
    Ok(parse(record)?.decisions())
}

impl Record {
    fn decisions(&self) -> Decisions {
        let (confirmed, rejected) = (self.confirmed.clone(), self.rejected.clone());
        Decisions { confirmed, rejected }
    }
}

fn parse(record: &str) -> Result<Record> {
    let record: Record = serde_json::from_str(record).map_err(|error| refused("items", &error))?;
    if record.version != VERSION {
        let problem = format!("{} is not a version that this program reads", record.version);
        let fix = "build the profile anew from its text";
        return Err(Error::Fields(FieldError::new("version", problem, fix).into()));
    }
    Ok(record)
}

fn refused(field: &str, error: &dyn std::fmt::Display) -> Error {
    let problem = format!("cannot be read: {error}");
    let fix = "build the profile anew from its text";
    Error::Fields(FieldError::new(field, problem, fix).into())
}
