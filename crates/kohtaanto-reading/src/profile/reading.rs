//! The draft of a profile: items with the words that say them.

use kohtaanto_domain::model::{
    Card, Coded, Competence, Education, Employment, Lang, LanguageSkill, LicenceClass, Provenance,
};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// Name and version of this reader, as provenance gives it.
pub const READER: &str = "kohtaanto-reading/profile-1";

/// Something that a text tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// What.
    pub value: T,
    /// Bytes in the text that was read.
    pub span: Range<usize>,
    /// How sure it is, above 0, at most 1: the bands of [`crate::requirements`].
    pub confidence: f32,
}

impl<T> Read<T> {
    /// Where it comes from.
    pub fn provenance(&self) -> Provenance {
        Provenance::Extracted { span: self.span.clone(), by: READER.to_owned() }
    }
}

/// One period of experience, with its length where the text gives no dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    /// What was done, when and where; its text is the person's words.
    pub employment: Employment,
    /// Years, where the text says how long and not when.
    pub years: Option<f32>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Experience.
    History,
    /// A competence.
    Competence,
    /// A language.
    Language,
    /// A qualification.
    Education,
    /// A driving licence.
    Licence,
    /// A card or permit.
    Card,
}

impl ItemKind {
    /// The kind's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Competence => "competence",
            Self::Language => "language",
            Self::Education => "education",
            Self::Licence => "licence",
            Self::Card => "card",
        }
    }
}

/// What an item is known by, in this text and when it is read anew: its kind, its value and the
/// words that say it, all in small letters. Where it stands does not matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey(String);

impl ItemKey {
    fn new(kind: ItemKind, value: &str, words: &str) -> Self {
        Self(format!("{}|{}|{}", kind.code(), normal(value), normal(words)))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Small letters, digits, and single spaces between; signs that a value is made of stay.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let is_kept = |c: char| c.is_alphanumeric() || "+#./:-_".contains(c);
    let words = lower.split(|c: char| !is_kept(c)).map(|word| word.trim_matches(['.', '-', ':']));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An item to be shown, confirmed or rejected.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftItem {
    /// What it is known by.
    pub key: ItemKey,
    /// What it is.
    pub kind: ItemKind,
    /// What it says, in the language of the text, or a code.
    pub label: String,
    /// Bytes in the text that was read.
    pub span: Range<usize>,
    /// How sure it is.
    pub confidence: f32,
}

/// What a text tells of a person. Lists are in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileReading {
    /// The language of the text.
    pub lang: Lang,
    /// The text that was read.
    pub text: String,
    /// Experience.
    pub history: Vec<Read<Experience>>,
    /// What may be experience: a time stands there, and no word says that something was done. It is
    /// no item before somebody finds what it means.
    pub maybe: Vec<Read<Experience>>,
    /// Competences that the person says to have.
    pub competences: Vec<Read<Competence>>,
    /// Languages.
    pub languages: Vec<Read<LanguageSkill>>,
    /// Qualifications.
    pub education: Vec<Read<Education>>,
    /// Driving licences.
    pub licences: Vec<Read<LicenceClass>>,
    /// Cards and permits.
    pub cards: Vec<Read<Card>>,
    /// Where the text tells of wishes, in bytes.
    pub wishes: Vec<Range<usize>>,
}

impl Default for ProfileReading {
    fn default() -> Self {
        Self {
            lang: Lang::FI,
            text: String::new(),
            history: Vec::new(),
            maybe: Vec::new(),
            competences: Vec::new(),
            languages: Vec::new(),
            education: Vec::new(),
            licences: Vec::new(),
            cards: Vec::new(),
            wishes: Vec::new(),
        }
    }
}

impl ProfileReading {
    /// All items, by kind, then in the order of the text.
    pub fn items(&self) -> Vec<DraftItem> {
        let mut items = Vec::new();
        items.extend(self.history.iter().map(|read| self.item(read)));
        items.extend(self.competences.iter().map(|read| self.item(read)));
        items.extend(self.languages.iter().map(|read| self.item(read)));
        items.extend(self.education.iter().map(|read| self.item(read)));
        items.extend(self.licences.iter().map(|read| self.item(read)));
        items.extend(self.cards.iter().map(|read| self.item(read)));
        items
    }

    /// What one item of this reading is known by.
    pub(super) fn key<T: Item>(&self, read: &Read<T>) -> ItemKey {
        let words = self.text.get(read.span.clone()).unwrap_or("");
        ItemKey::new(T::KIND, &read.value.identity(), words)
    }

    fn item<T: Item>(&self, read: &Read<T>) -> DraftItem {
        DraftItem {
            key: self.key(read),
            kind: T::KIND,
            label: read.value.label(),
            span: read.span.clone(),
            confidence: read.confidence,
        }
    }

    /// In the order of the text, each value once: where it is said first.
    pub(super) fn settled(mut self) -> Self {
        settle(&mut self.competences);
        settle(&mut self.languages);
        settle(&mut self.education);
        settle(&mut self.licences);
        settle(&mut self.cards);
        self.history.sort_by_key(|read| (read.span.start, read.span.end));
        self
    }
}

/// Keeps the first of equal values; a later one lends it what it says better.
fn settle<T: Item>(items: &mut Vec<Read<T>>) {
    items.sort_by_key(|read| (read.span.start, read.span.end));
    let mut seen = BTreeSet::new();
    items.retain(|read| seen.insert(read.value.identity()));
}

/// A value that can be an item.
pub(super) trait Item {
    const KIND: ItemKind;
    /// What it is known by: an identifier or a code where it has one.
    fn identity(&self) -> String;
    /// What is shown.
    fn label(&self) -> String;
}

impl Item for Experience {
    const KIND: ItemKind = ItemKind::History;

    fn identity(&self) -> String {
        let occupation = &self.employment.occupation;
        let name = occupation.uri.as_ref().unwrap_or(&occupation.label);
        format!("{name} {}", self.employment.source.code())
    }

    fn label(&self) -> String {
        self.employment.occupation.label.clone()
    }
}

impl Item for Competence {
    const KIND: ItemKind = ItemKind::Competence;

    fn identity(&self) -> String {
        self.uri.as_ref().unwrap_or(&self.label).clone()
    }

    fn label(&self) -> String {
        self.label.clone()
    }
}

impl Item for LanguageSkill {
    const KIND: ItemKind = ItemKind::Language;

    fn identity(&self) -> String {
        self.language.to_string()
    }

    fn label(&self) -> String {
        match self.level {
            Some(level) => format!("{} {}", self.language, level.code()),
            None => self.language.to_string(),
        }
    }
}

impl Item for Education {
    const KIND: ItemKind = ItemKind::Education;

    fn identity(&self) -> String {
        format!("{} {}", self.level.code(), self.label.as_deref().unwrap_or(""))
    }

    fn label(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.level.code().to_owned())
    }
}

impl Item for LicenceClass {
    const KIND: ItemKind = ItemKind::Licence;

    fn identity(&self) -> String {
        self.code().to_owned()
    }

    fn label(&self) -> String {
        self.code().to_owned()
    }
}

impl Item for Card {
    const KIND: ItemKind = ItemKind::Card;

    fn identity(&self) -> String {
        self.0.clone()
    }

    fn label(&self) -> String {
        self.0.clone()
    }
}
