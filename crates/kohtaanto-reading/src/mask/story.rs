//! A text with what its words tell of each other: sentences, clauses and cues.
//!
//! A clause ends at a sign that parts, at a word such as *mutta* or *because*, and where a new
//! subject begins behind a comma or *and*. A relative clause belongs to what it hangs on, so that
//! *asiakkaita, joilla on diabetes* is one. Deliberately no syntax beyond that.

use super::tables::{Cues, cues};
use crate::lexicon::Words;
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// A folded text, read for masking.
pub(super) struct Story<'t> {
    pub(super) lang: Lang,
    pub(super) words: Words<'t>,
    /// What each word tells.
    cues: Vec<Cues>,
    /// Numbers of the sentence and the clause of each word.
    places: Vec<(usize, usize)>,
}

/// An advisor writes of a client: where nobody tells of herself, the client is the person, and *hän*
/// or *she* too.
fn read_as_note(flags: &mut [Cues]) {
    let tells = |cue: Cues| flags.iter().any(|flag| flag.has(cue));
    if !tells(Cues::NOTE) || tells(Cues::SELF) {
        return;
    }
    for flag in flags {
        let of_work = Cues::WORK.with(Cues::OTHER).with(Cues::JOB);
        if flag.has(Cues::NOTE) {
            *flag = flag.without(of_work).with(Cues::PASS);
        }
        if flag.has(Cues::THEIRS) {
            *flag = flag.without(of_work).with(Cues::OWN).with(Cues::BEING);
        }
    }
}

impl<'t> Story<'t> {
    pub(super) fn new(text: &'t str, lang: Lang) -> Self {
        let words = Words::new(lang, text);
        let mut flags = vec![Cues::default(); words.len()];
        for hit in cues().of(lang).all(&words) {
            for flag in &mut flags[hit.words.clone()] {
                *flag = flag.with(*hit.value);
            }
        }
        read_as_note(&mut flags);
        let mut story = Self { lang, words, cues: flags, places: Vec::new() };
        story.places = story.parted();
        story
    }

    pub(super) fn text(&self) -> &'t str {
        self.words.text()
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The lower-case word; empty when there is none.
    pub(super) fn term(&self, at: usize) -> &str {
        self.words.as_slice().get(at).map_or("", |word| word.term.as_str())
    }

    /// What a word tells; nothing when there is no such word.
    pub(super) fn cues(&self, at: usize) -> Cues {
        self.cues.get(at).copied().unwrap_or_default()
    }

    pub(super) fn has(&self, at: usize, cue: Cues) -> bool {
        self.cues(at).has(cue)
    }

    /// Whether a word of a range tells this.
    pub(super) fn any(&self, range: Range<usize>, cue: Cues) -> bool {
        self.cues.get(range).unwrap_or_default().iter().any(|own| own.has(cue))
    }

    /// The words of the clause of a word.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        self.places.get(at).map_or(at..at, |place| {
            let start = self.places.partition_point(|other| other.1 < place.1);
            let end = self.places.partition_point(|other| other.1 <= place.1);
            start..end
        })
    }

    /// Whether two words, the first before the second, are in one sentence.
    pub(super) fn same_sentence(&self, a: usize, b: usize) -> bool {
        match (self.places.get(a), self.places.get(b)) {
            (Some(a), Some(b)) => a.0 == b.0,
            _ => false,
        }
    }

    fn parted(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::with_capacity(self.len());
        let (mut sentence, mut clause) = (0, 0);
        for at in 0..self.len() {
            if at > 0 {
                let ends = self.ends_sentence(at);
                sentence += usize::from(ends);
                clause += usize::from(ends || self.begins_clause(at));
            }
            places.push((sentence, clause));
        }
        places
    }

    /// Whether a sentence ends before a word.
    fn ends_sentence(&self, at: usize) -> bool {
        let gap = self.words.gap_before(at);
        if gap.contains(['\n', '\r', '!', '?', '\u{2028}', '\u{2029}', '•']) {
            return true;
        }
        let Some(stop) = gap.find('.') else { return false };
        if !gap[stop..].contains(char::is_whitespace) {
            return false;
        }
        // "synt. 1985", "3. toukokuuta": an abbreviation or an ordinal goes on in small letters.
        let before = self.term(at - 1);
        let is_short = before.chars().count() <= 4 || before.ends_with(|c: char| c.is_numeric());
        let starts_small = !self.words.is_capitalized(at);
        !(is_short && starts_small)
    }

    /// Whether a clause begins with a word inside a sentence.
    fn begins_clause(&self, at: usize) -> bool {
        let gap = self.words.gap_before(at);
        if gap.contains(';') || gap.contains(" - ") || self.has(at, Cues::STARTER) {
            return true;
        }
        let behind_and = matches!(
            self.term(at - 1),
            "ja" | "sekä" | "och" | "and" | "и" | "а" | "і" | "й" | "та" | "ning"
        );
        self.has(at, Cues::SUBJECT) && (gap.contains(',') || behind_and)
    }
}
