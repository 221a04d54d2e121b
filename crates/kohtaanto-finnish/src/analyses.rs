//! What a word is read as.

use crate::format::PartOfSpeech;
use crate::reader;
use std::ops::Range;

/// How a reading was come by, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The dictionary has the word.
    Known,
    /// The dictionary has the last part of the compound, and the first is a word that can stand
    /// there.
    Compound,
    /// Only the ending was cut off (Snowball): the base form is not a word.
    Guess,
}

/// Readings of one word. Reuse it: after the first words, those that the dictionary has allocate
/// nothing any more.
#[derive(Debug, Default, Clone)]
pub struct Analyses {
    pub(crate) text: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) parts: Vec<PartEntry>,
}

/// A reading, with its texts as ranges.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) lemma: Range<usize>,
    pub(crate) cuts: Cuts,
    pub(crate) part_of_speech: PartOfSpeech,
    pub(crate) source: Source,
    pub(crate) is_modifier: bool,
    pub(crate) is_marked: bool,
    pub(crate) root: Option<&'static str>,
    pub(crate) parts: Range<usize>,
}

/// A part of a compound, with its text as a range.
#[derive(Debug, Clone)]
pub(crate) struct PartEntry {
    pub(crate) form: Range<usize>,
    pub(crate) is_generic: bool,
    pub(crate) root: Option<&'static str>,
}

/// Where a base form is cut: bytes from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cuts {
    ends: [u8; Self::MAX],
    n: u8,
}

impl Cuts {
    const MAX: usize = crate::format::MAX_CUTS;

    pub(crate) fn push(&mut self, end: usize) {
        if let (Some(slot), Ok(end)) = (self.ends.get_mut(usize::from(self.n)), u8::try_from(end)) {
            *slot = end;
            self.n += 1;
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.ends.iter().take(usize::from(self.n)).map(|end| usize::from(*end))
    }

    pub(crate) fn last(&self) -> Option<usize> {
        self.iter().next_back()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.n == 0
    }
}

/// One reading of a word.
#[derive(Debug, Clone, Copy)]
pub struct Analysis<'a> {
    pub(crate) all: &'a Analyses,
    pub(crate) entry: &'a Entry,
}

/// A part of a compound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its base form: *lapsi* of *lastenhoitaja*.
    pub form: &'a str,
    /// Whether it says little alone, as *työ* in *varastotyö*.
    pub is_generic: bool,
    /// The verb that it is the agent or act of.
    pub root: Option<&'static str>,
}

impl<'a> Analysis<'a> {
    /// The base form; of a [`Source::Guess`] what is left without the ending.
    pub fn lemma(&self) -> &'a str {
        self.all.text.get(self.entry.lemma.clone()).unwrap_or_default()
    }

    /// Where the base form is cut into parts: bytes from its beginning. Empty for a simple word.
    pub fn boundaries(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.entry.cuts.iter()
    }

    /// The parts in their base forms, and longer parts that are words themselves
    /// (*autonkuljettaja* of *linja-autonkuljettaja*). None for a simple word or a name.
    pub fn parts(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let all = self.all;
        let parts = all.parts.get(self.entry.parts.clone()).unwrap_or_default();
        parts.iter().map(|part| Part {
            form: all.text.get(part.form.clone()).unwrap_or_default(),
            is_generic: part.is_generic,
            root: part.root,
        })
    }

    /// What kind of word it is.
    pub fn part_of_speech(&self) -> PartOfSpeech {
        self.entry.part_of_speech
    }

    /// How the reading was come by.
    pub fn source(&self) -> Source {
        self.entry.source
    }

    /// The verb that the word is the agent, the act or a form of: *hoitaa* of *hoitaja*, *hoito*
    /// and *hoidetaan*. Of a compound see its parts.
    pub fn root(&self) -> Option<&'static str> {
        self.entry.root
    }

    /// [`Self::root`], but not of a verb that another reading outweighs: *kokkaan* is hardly of
    /// *kokata*. A noun that stands in no compound (*ohja*, of *ohjaa*) is too rare to outweigh a
    /// verb, and an adjective that the verb itself has made (*hoidettava*) says the same.
    pub fn likely_root(&self) -> Option<&'static str> {
        let root = self.root()?;
        let is_verb = |of: &Self| of.part_of_speech() == PartOfSpeech::Verb;
        let outweighs = |other: Self| match other.part_of_speech() {
            PartOfSpeech::Verb => false,
            PartOfSpeech::Noun => reader::is_compounded(other.lemma()),
            PartOfSpeech::Adjective => !reader::is_form_of(other.lemma(), self.lemma()),
            PartOfSpeech::Numeral | PartOfSpeech::Other | PartOfSpeech::Name => true,
        };
        let is_outweighed = is_verb(self) && self.all.iter().any(outweighs);
        (!is_outweighed).then_some(root)
    }
}

impl Analyses {
    /// For no word yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The readings, the likeliest first; at least one after [`crate::analyze`].
    pub fn iter(&self) -> impl Iterator<Item = Analysis<'_>> {
        self.entries.iter().map(|entry| Analysis { all: self, entry })
    }

    /// Whether the dictionary has the word, or the last part of it.
    pub fn is_known(&self) -> bool {
        self.entries.iter().any(|entry| entry.source < Source::Guess)
    }

    /// Keeps only the reading as base form, if the word is one: who asks for *kokki* does not mean
    /// a form of *kokka*.
    pub fn as_asked(&mut self, word: &str) {
        let Self { text, entries, .. } = self;
        let is_lemma = |entry: &Entry| text.get(entry.lemma.clone()) == Some(word);
        if entries.iter().any(is_lemma) {
            entries.retain(is_lemma);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.entries.clear();
        self.parts.clear();
    }

    pub(crate) fn push_text(&mut self, pieces: &[&str]) -> Range<usize> {
        let start = self.text.len();
        pieces.iter().for_each(|piece| self.text.push_str(piece));
        start..self.text.len()
    }
}
