//! From what a person tells, as a CV or a few spoken sentences, to a profile that can be matched.
//!
//! What is private is taken out first, so that nothing after it sees it: a [`ProfileDraft`] holds
//! the masked text only, and what was removed is shown to the person once and not kept. Each item
//! of the draft says which words led to it. The person confirms or rejects items by their keys; the
//! decisions are kept by key, so that a rejected item never returns from the same words, however
//! often the text is read. Deliberately no file: [`ProfileDraft::record`] gives what must be kept
//! beside the candidate.

mod meant;
mod record;

pub use record::decisions_of;

pub use kohtaanto_reading::mask::{PrivateKind, Removed};
pub use kohtaanto_reading::profile::{Decisions, ItemKind};

use crate::concepts::Linker;
use crate::error::{Error, Result};
use crate::reading::Reader;
use jiff::civil::Date;
use kohtaanto_domain::model::{
    Candidate, CandidateId, Lang, Localized, Occupation, Permissions, Reach, TermsWanted,
};
use kohtaanto_domain::text;
use kohtaanto_reading::mask::MARK;
use kohtaanto_reading::profile::{ProfileReading, ProfileText, read_profile};
use kohtaanto_reading::{ConceptMention, mask};
use kohtaanto_taxonomy::Taxonomy;
use meant::MeantWork;
use std::collections::BTreeMap;
use std::ops::Range;

/// How a text becomes a profile.
#[derive(Debug, Clone)]
pub struct ProfileOptions {
    /// The person's pseudonymous id.
    pub id: CandidateId,
    /// The language of the text; by default it is recognised, else Finnish.
    pub lang: Option<Lang>,
    /// Where the person can work; by default not known.
    pub reach: Reach,
    /// What was decided of items before, by their keys; by default nothing.
    pub decisions: Decisions,
    /// The day on which the person tells it, for *the last five years*.
    pub today: Date,
}

impl ProfileOptions {
    /// With the defaults.
    pub fn new(id: CandidateId, today: Date) -> Self {
        Self { id, lang: None, reach: Reach::default(), decisions: Decisions::default(), today }
    }
}

/// What the person has said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemState {
    /// Nothing yet: it is in the profile.
    Open,
    /// That it is right.
    Confirmed,
    /// That it is wrong: it is not in the profile.
    Rejected,
}

impl ItemState {
    /// The state's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// One thing that the text tells, with the words that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileItem {
    /// What it is known by, also when the text is read anew.
    pub key: String,
    /// What it is.
    pub kind: ItemKind,
    /// What it says.
    pub label: String,
    /// Bytes in the masked text.
    pub span: Range<usize>,
    /// The words there.
    pub words: String,
    /// How sure it is, above 0, at most 1.
    pub confidence: f32,
    /// What the person has said of it.
    pub state: ItemState,
}

/// A profile on its way: what was read, and what the person decided.
#[derive(Debug, Clone)]
pub struct ProfileDraft {
    /// All of the candidate but what is read from the text.
    base: Candidate,
    reading: ProfileReading,
    decisions: Decisions,
    removed: Vec<Removed>,
    /// How many stretches of each kind were taken out, now or when the text was first read.
    n_removed: BTreeMap<&'static str, usize>,
    read_on: Date,
    /// What work means that no name is like.
    meant: MeantWork,
}

impl ProfileDraft {
    /// Masks a text and reads it. Without a taxonomy no competence, card or name of an occupation
    /// is found.
    ///
    /// # Errors
    /// `InvalidInput` for a text that says nothing; what the model refuses.
    pub fn read(text: &str, linker: Linker<'_>, options: ProfileOptions) -> Result<Self> {
        let ProfileOptions { id, lang, reach, decisions, today } = options;
        let base = Candidate {
            id,
            profile: Default::default(),
            reach,
            terms: TermsWanted::default(),
            wishes: Localized::default(),
            permissions: Permissions::default(),
        };
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(empty());
        }
        let lang = lang.or_else(|| text::recognize(text).map(|guess| guess.lang));
        Self::of(base, text, lang.unwrap_or(Lang::FI), linker, decisions, today)
    }

    fn of(
        base: Candidate,
        text: &str,
        lang: Lang,
        linker: Linker<'_>,
        decisions: Decisions,
        read_on: Date,
    ) -> Result<Self> {
        let taxonomy = linker.taxonomy;
        let masked = mask(text, lang);
        let mentions =
            taxonomy.map_or_else(Vec::new, |taxonomy| mentions(taxonomy, &masked.text, lang));
        let profile = ProfileText { text: &masked.text, lang, today: read_on };
        let name_of = |uri: &str| {
            let taxonomy = taxonomy?;
            let name = taxonomy.name_of(taxonomy.find(uri)?, &[lang, Lang::FI]);
            name.map(|label| label.text.to_owned())
        };
        let mut reading = read_profile(&profile, &mentions, &name_of);
        if let Some(taxonomy) = taxonomy {
            for read in &mut reading.history {
                add_isco(taxonomy, &mut read.value.employment.occupation);
            }
        }
        let meant = MeantWork::of(linker, &mut reading)?;
        let mut n_removed = BTreeMap::new();
        for removed in &masked.removed {
            *n_removed.entry(removed.kind.code()).or_insert(0) += 1;
        }
        let removed = masked.removed;
        Ok(Self { base, reading, decisions, removed, n_removed, read_on, meant })
    }

    /// The masked text.
    pub fn text(&self) -> &str {
        &self.reading.text
    }

    /// The language of the text.
    pub fn lang(&self) -> Lang {
        self.reading.lang
    }

    /// What was taken out, to be shown to the person alone. Empty for a draft that was opened
    /// again, since it is not kept.
    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// The items, by kind, then in the order of the text; the rejected ones too.
    pub fn items(&self) -> Vec<ProfileItem> {
        let item = |item: kohtaanto_reading::profile::DraftItem| {
            let key = item.key.as_str().to_owned();
            let state = match (self.decisions.rejected.contains(&key), &self.decisions.confirmed) {
                (true, _) => ItemState::Rejected,
                (_, confirmed) if confirmed.contains(&key) => ItemState::Confirmed,
                _ => ItemState::Open,
            };
            let words = self.text().get(item.span.clone()).unwrap_or_default().to_owned();
            let (kind, label, span) = (item.kind, item.label, item.span);
            ProfileItem { key, kind, label, span, words, confidence: item.confidence, state }
        };
        let mut items: Vec<ProfileItem> = self.reading.items().into_iter().map(item).collect();
        // Experience comes first, in the order of the reading.
        for (item, read) in items.iter_mut().zip(&self.reading.history) {
            if let Some(occupation) = self.meant.occupation_of(&read.value.employment) {
                item.label = occupation.label.clone();
            }
        }
        items
    }

    /// Notes that an item is right.
    ///
    /// # Errors
    /// `NotFound` when there is no such item.
    pub fn confirm(&mut self, key: &str) -> Result<()> {
        self.check(key)?;
        self.decisions.rejected.remove(key);
        self.decisions.confirmed.insert(key.to_owned());
        Ok(())
    }

    /// Notes that an item is wrong. It is taken out, and stays out when the same words are read
    /// again.
    ///
    /// # Errors
    /// `NotFound` when there is no such item.
    pub fn reject(&mut self, key: &str) -> Result<()> {
        self.check(key)?;
        self.decisions.confirmed.remove(key);
        self.decisions.rejected.insert(key.to_owned());
        Ok(())
    }

    fn check(&self, key: &str) -> Result<()> {
        if self.reading.items().iter().any(|item| item.key.as_str() == key) {
            return Ok(());
        }
        Err(Error::NotFound {
            what: "item",
            id: key.to_owned(),
            fix: "check the key; `kohtaanto profile show` lists the items".to_owned(),
        })
    }

    /// What was decided, by the keys of the items.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The person with all items but the rejected ones, and the masked text.
    pub fn candidate(&self) -> Candidate {
        let mut wishes = self.base.wishes.clone();
        let told: Vec<&str> =
            self.reading.wishes.iter().filter_map(|span| self.text().get(span.clone())).collect();
        if wishes.is_blank() && !told.is_empty() {
            wishes = Localized::single(self.lang(), told.join(" "));
        }
        let mut profile = self.reading.decide(&self.decisions);
        self.meant.link(&mut profile.history);
        Candidate { profile, wishes, ..self.base.clone() }
    }
}

fn empty() -> Error {
    let fix = "write what the person has done and can do, in own words";
    let error = kohtaanto_domain::model::FieldError::new("text", "says nothing", fix);
    Error::Fields(error.into())
}

/// The group of an occupation that is linked, where the reader did not know it.
fn add_isco(taxonomy: &Taxonomy, occupation: &mut Occupation) {
    let concept = occupation.uri.as_deref().and_then(|uri| taxonomy.find(uri));
    let code = concept.and_then(|concept| taxonomy.code(concept));
    occupation.isco = occupation.isco.or_else(|| code?.parse().ok());
}

/// The concepts that a text names, each with its name in the language of the text. What stands
/// across a mark of something taken out is named by nobody.
fn mentions(taxonomy: &Taxonomy, text: &str, lang: Lang) -> Vec<ConceptMention> {
    let mut found = Reader::by_words(taxonomy).mentions(text, lang, Vec::new());
    found.retain(|mention| {
        text.get(mention.span.clone()).is_some_and(|words| !words.contains(MARK))
    });
    found
}

#[cfg(test)]
mod profile_tests;
