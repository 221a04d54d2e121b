//! The data, read where they lie in the binary.

use crate::format::{self, PartUse, ReadingRow, Readings};
use fst::Map;
use std::sync::LazyLock;

type Words = Map<&'static [u8]>;

/// All maps of the data.
#[derive(Debug)]
pub(crate) struct Lexicon {
    forms: Words,
    readings: Readings<'static>,
    compounds: Words,
    parts: Words,
    roots: Words,
    root_names: &'static [u8],
}

#[expect(clippy::expect_used, reason = "the data are part of the program, and a test reads them")]
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let map = |bytes: &'static [u8]| Map::new(bytes).expect("a map in the data");
    let readings = Readings::new(include_bytes!("../data/readings.bin"));
    Lexicon {
        forms: map(include_bytes!("../data/forms.fst")),
        readings: readings.expect("readings in the data"),
        compounds: map(include_bytes!("../data/compounds.fst")),
        parts: map(include_bytes!("../data/parts.fst")),
        roots: map(include_bytes!("../data/roots.fst")),
        root_names: include_bytes!("../data/roots.bin"),
    }
});

impl Lexicon {
    /// The lexicon; maps are not unpacked, so the first call costs no more than the others.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    /// The readings of a form that stands in the map; `None` where it does not.
    pub(crate) fn readings(&self, form: &str) -> Option<impl Iterator<Item = ReadingRow<'static>>> {
        Some(self.readings.list(self.forms.get(form)?))
    }

    /// Where a base form is cut, if it is a known compound.
    pub(crate) fn cuts(&self, lemma: &str) -> Option<impl Iterator<Item = usize>> {
        self.compounds.get(lemma).map(format::unpack_cuts)
    }

    /// How a part is used in compounds.
    pub(crate) fn part_use(&self, part: &str) -> PartUse {
        self.parts.get(part).map(PartUse::unpack).unwrap_or_default()
    }

    /// Whether the dictionary has a word in this base form.
    pub(crate) fn is_base_form(&self, text: &str) -> bool {
        let is_base = |reading: ReadingRow<'_>| reading.cut == 0 && reading.append.is_empty();
        self.compounds.contains_key(text)
            || self.readings(text).is_some_and(|mut readings| readings.any(is_base))
    }

    /// A verb that is a root, as it lies in the data.
    pub(crate) fn verb(&self, lemma: &str) -> Option<&'static str> {
        format::find_name(self.root_names, lemma)
    }

    /// The verb that a base form is the agent or act of.
    pub(crate) fn root(&self, lemma: &str) -> Option<&'static str> {
        format::name(self.root_names, self.roots.get(lemma)?)
    }
}
