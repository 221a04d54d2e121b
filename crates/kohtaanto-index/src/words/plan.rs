//! From a query to the posting lists that answer it, with their weights.

use super::form::{Closeness, FormKind, WordForm, closeness};
use super::query::{Occur, QueryWord, WordKind, WordQuery};
use crate::coefficients::{BODY, MAX_PREFIX_WORDS, REQUIREMENTS, TITLE};
use crate::document::Part;
use crate::error::Result;
use crate::lookup::Found;
use crate::postings;
use crate::schema::{N_SLOTS, slot, text_field};
use crate::snapshot::Snapshot;
use crate::stats::bm25_weight;
use crate::terms::TermKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tantivy::postings::TermInfo;

/// The query's words, ready to be scored.
pub(super) struct Plan {
    pub(super) words: Vec<PlannedWord>,
    /// How many `Should` words a document needs.
    pub(super) n_needed: usize,
    pub(super) n_must: usize,
}

/// A word and where it may stand.
pub(super) struct PlannedWord {
    pub(super) occur: Occur,
    /// In the order in which scores are added up.
    pub(super) terms: Vec<PlannedTerm>,
}

/// One term, or one phrase, in one field.
pub(super) struct PlannedTerm {
    pub(super) part: Part,
    pub(super) slot: usize,
    /// Without the mark.
    pub(super) term: String,
    pub(super) kind: FormKind,
    pub(super) generic: bool,
    /// Weight of part and form times BM25's weight.
    pub(super) weight: f32,
    /// For each segment the posting lists, more than one for a phrase; empty if not all are there.
    pub(super) lists: Vec<Vec<TermInfo>>,
}

impl PlannedTerm {
    pub(super) fn text_field(&self) -> usize {
        text_field(self.part, self.slot)
    }

    pub(super) const fn closeness(&self) -> Closeness {
        closeness(self.kind, self.generic)
    }
}

impl Plan {
    pub(super) fn new(snapshot: &Snapshot, query: &WordQuery) -> Result<Self> {
        let words = query.words.iter().map(|word| PlannedWord::new(snapshot, word));
        let words = words.collect::<Result<Vec<_>>>()?;
        let count = |occur| words.iter().filter(|word| word.occur == occur).count();
        let n_needed = query.require.n_needed(count(Occur::Should));
        Ok(Self { n_needed, n_must: count(Occur::Must), words })
    }
}

impl PlannedWord {
    fn new(snapshot: &Snapshot, word: &QueryWord) -> Result<Self> {
        let mut planned = Self { occur: word.occur, terms: Vec::new() };
        // What is demanded or excluded is the word itself.
        let is_exact = word.occur != Occur::Should;
        let forms = word.forms.iter().filter(|form| !form.term.trim().is_empty());
        for form in forms.filter(|form| !is_exact || form.closeness() == Closeness::Exact) {
            for part in Part::ALL {
                match word.kind {
                    WordKind::Prefix | WordKind::Suffix => {
                        planned.add_affix(snapshot, form, part, word.kind)?;
                    }
                    WordKind::Word | WordKind::Phrase => planned.add(snapshot, form, part)?,
                }
            }
        }
        Ok(planned)
    }

    /// A form of a word or a phrase. Words as written share one weight in all languages.
    fn add(&mut self, snapshot: &Snapshot, form: &WordForm, part: Part) -> Result<()> {
        let words: Vec<&str> = form.term.split_whitespace().collect();
        let keys: Vec<String> = words.iter().map(|word| key(form, word)).collect();
        let mut found = Vec::new();
        for slot in slots(form) {
            let field = snapshot.fields().texts[text_field(part, slot)];
            let terms = keys.iter().map(|key| snapshot.look_up(field, key));
            found.push((slot, terms.collect::<Result<Vec<_>>>()?));
        }
        let of_word = |i: usize| found.iter().map(|(_, terms)| terms[i].n_docs).sum();
        let bm25 = (0..keys.len()).map(|i| bm25_weight(of_word(i), snapshot.n_docs())).sum::<f32>();
        // Most words stand in few languages.
        found.retain(|(_, terms)| terms.iter().all(|term| term.n_docs > 0));
        for (slot, terms) in found {
            let lists = (0..snapshot.segments().len())
                .map(|segment| {
                    let lists = terms.iter().map(|term| term.lists[segment].clone());
                    lists.collect::<Option<Vec<_>>>().unwrap_or_default()
                })
                .collect();
            self.push(form, part, slot, words.join(" "), bm25, lists);
        }
        Ok(())
    }

    /// The words that begin or end so, with one weight, as if they were one word. For an end all
    /// words are walked.
    fn add_affix(
        &mut self,
        snapshot: &Snapshot,
        form: &WordForm,
        part: Part,
        kind: WordKind,
    ) -> Result<()> {
        let asked = form.term.trim();
        let (start, end) = match kind {
            WordKind::Suffix => (key(form, ""), asked),
            _ => (key(form, asked), ""),
        };
        let n_segments = snapshot.segments().len();
        let mut words: BTreeMap<(usize, String), Found> = BTreeMap::new();
        for slot in slots(form) {
            for (i, segment) in snapshot.segments().iter().enumerate() {
                let Some(index) = segment.words(text_field(part, slot)) else {
                    continue;
                };
                let mut stream = snapshot.try_io(index.terms().range().ge(&start).into_stream())?;
                while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                    let Ok(word) = std::str::from_utf8(stream.key()) else {
                        continue;
                    };
                    if !word.ends_with(end) {
                        continue;
                    }
                    let info = stream.value().clone();
                    let n = snapshot.try_io(postings::n_alive(segment, index, &info))?;
                    let found = words.entry((slot, word.to_owned()));
                    let found = found.or_insert_with(|| Found::none(n_segments));
                    found.lists[i] = Some(info);
                    found.n_docs += n;
                }
            }
        }
        let mut words: Vec<_> = words.into_iter().filter(|(_, found)| found.n_docs > 0).collect();
        words.sort_by_key(|(_, found)| Reverse(found.n_docs));
        words.truncate(MAX_PREFIX_WORDS);
        let n_docs = words.iter().map(|(_, found)| found.n_docs).sum();
        let bm25 = bm25_weight(n_docs, snapshot.n_docs());
        for ((slot, word), found) in words {
            let lists = found.lists.into_iter().map(|list| list.into_iter().collect()).collect();
            self.push(form, part, slot, TermKind::split(&word).1.to_owned(), bm25, lists);
        }
        Ok(())
    }

    fn push(
        &mut self,
        form: &WordForm,
        part: Part,
        slot: usize,
        term: String,
        bm25: f32,
        lists: Vec<Vec<TermInfo>>,
    ) {
        if lists.iter().all(Vec::is_empty) {
            return;
        }
        let of_part = match part {
            Part::Title => TITLE,
            Part::Requirements => REQUIREMENTS,
            Part::Body => BODY,
        };
        let weight = of_part * form.weight() * bm25;
        let (kind, generic) = (form.kind, form.generic);
        let same = |other: &&mut PlannedTerm| {
            (other.part, other.slot, other.kind.among()) == (part, slot, kind.among())
                && other.term == term
        };
        let planned = PlannedTerm { part, slot, term: term.clone(), kind, generic, weight, lists };
        // What two forms look for counts once, at the greater weight.
        match self.terms.iter_mut().find(same) {
            Some(other) if other.weight >= weight => {}
            Some(other) => *other = planned,
            None => self.terms.push(planned),
        }
    }
}

fn slots(form: &WordForm) -> std::ops::Range<usize> {
    match form.lang {
        Some(lang) => slot(lang)..slot(lang) + 1,
        None => 0..N_SLOTS,
    }
}

fn key(form: &WordForm, word: &str) -> String {
    form.kind.among().key(word)
}
