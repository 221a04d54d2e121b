//! From a word to its readings.

use crate::analyses::{Analyses, Analysis, Cuts, Entry, Source};
use crate::compound;
use crate::format::{PartOfSpeech, PartUse, ReadingRow};
use crate::lexicon::Lexicon;
use crate::strip::each_stripped;
use frostem::{Algorithm, Stemmer};
use std::cell::RefCell;

/// Words of fewer letters are not stemmed when they are not known.
const MIN_STEMMED: usize = 4;

thread_local! {
    /// For forms that are written anew while stripping.
    static BUFFER: RefCell<String> = const { RefCell::new(String::new()) };
    static STEMMER: Stemmer = Stemmer::new(Algorithm::Finnish);
}

/// Reads a word (lower case, NFC). `analyses` is emptied and filled; there is always at least one
/// reading.
pub fn analyze(word: &str, analyses: &mut Analyses) {
    analyses.clear();
    let lexicon = Lexicon::get();
    let mut buffer = BUFFER.take();
    let is_read = known(lexicon, word, analyses)
        || each_stripped(word, &mut buffer, |form| known(lexicon, form, analyses))
        || hyphenated(word, analyses)
        || compound::guess(lexicon, word, analyses)
        || each_stripped(word, &mut buffer, |form| compound::guess(lexicon, form, analyses));
    if !is_read {
        guess(word, analyses);
    }
    BUFFER.set(buffer);
    compound::add_parts(lexicon, analyses);
}

/// The readings of a word that the dictionary has, as a form or as a compound with one for its last
/// part.
pub(crate) fn known(lexicon: &Lexicon, word: &str, analyses: &mut Analyses) -> bool {
    match lexicon.readings(word) {
        Some(readings) => {
            for reading in readings {
                push(lexicon, "", word, reading, analyses);
            }
            true
        }
        None => compound::known(lexicon, word, analyses),
    }
}

/// Whether a noun is a compound, or a part of compounds.
pub(crate) fn is_compounded(lemma: &str) -> bool {
    let lexicon = Lexicon::get();
    let PartUse { n_head, n_modifier, .. } = lexicon.part_use(lemma);
    n_head + n_modifier > 0 || lexicon.cuts(lemma).is_some()
}

/// Whether a word is a form of a verb too.
pub(crate) fn is_form_of(word: &str, verb: &str) -> bool {
    let mut readings = Analyses::new();
    known(Lexicon::get(), word, &mut readings);
    let is_of = |reading: Analysis<'_>| {
        reading.part_of_speech() == PartOfSpeech::Verb && reading.lemma() == verb
    };
    readings.iter().any(is_of)
}

/// Adds the reading of a form that stands behind other parts, which do not change.
pub(crate) fn push(
    lexicon: &Lexicon,
    before: &str,
    form: &str,
    reading: ReadingRow<'_>,
    analyses: &mut Analyses,
) {
    let kept = form.len().saturating_sub(usize::from(reading.cut));
    let start = form.get(..kept).unwrap_or_default();
    let lemma = analyses.push_text(&[before, start, reading.append]);
    let text = analyses.text.get(lemma.clone()).unwrap_or_default();
    let same = |entry: &Entry| {
        entry.part_of_speech == reading.class.part_of_speech
            && analyses.text.get(entry.lemma.clone()) == Some(text)
    };
    if analyses.entries.iter().any(same) {
        return;
    }
    let part_of_speech = reading.class.part_of_speech;
    let mut cuts = Cuts::default();
    if part_of_speech != PartOfSpeech::Name {
        lexicon.cuts(text).into_iter().flatten().for_each(|end| cuts.push(end));
    }
    let class = reading.class;
    analyses.entries.push(Entry {
        lemma,
        cuts,
        part_of_speech,
        source: Source::Known,
        is_modifier: class.is_modifier,
        is_marked: class.is_marked,
        root: None,
        parts: 0..0,
    });
}

/// A word with hyphens is read as its last part; what stands before stays as it is.
fn hyphenated(word: &str, analyses: &mut Analyses) -> bool {
    let Some(at) = word.rfind('-').map(|at| at + 1) else { return false };
    let (before, last) = word.split_at(at);
    if last.chars().nth(1).is_none() || before.len() < 2 {
        return false;
    }
    let mut inner = Analyses::new();
    analyze(last, &mut inner);
    if !inner.is_known() {
        return false;
    }
    for reading in inner.iter().filter(|reading| reading.entry.source < Source::Guess) {
        let lemma = analyses.push_text(&[before, reading.lemma()]);
        let mut cuts = Cuts::default();
        before.match_indices('-').for_each(|(at, _)| cuts.push(at + 1));
        reading.boundaries().for_each(|end| cuts.push(at + end));
        let entry = reading.entry.clone();
        analyses.entries.push(Entry { lemma, cuts, root: None, parts: 0..0, ..entry });
    }
    true
}

fn guess(word: &str, analyses: &mut Analyses) {
    let is_plain = word.chars().all(|c| c.is_alphabetic() || c == '\'');
    let is_long = word.chars().nth(MIN_STEMMED - 1).is_some();
    let lemma = if is_plain && is_long {
        STEMMER.with(|stemmer| analyses.push_text(&[&stemmer.stem(word)]))
    } else {
        analyses.push_text(&[word])
    };
    analyses.entries.push(Entry {
        lemma,
        cuts: Cuts::default(),
        part_of_speech: PartOfSpeech::Other,
        source: Source::Guess,
        is_modifier: false,
        is_marked: false,
        root: None,
        parts: 0..0,
    });
}
