//! A candidate and a posting with their texts analysed once, for many comparisons.

use kohtaanto_domain::model::{Candidate, JobPosting, Lang};
use kohtaanto_domain::text::{Analyzer, plain_text};
use std::collections::BTreeMap;

/// Words of fewer letters carry no evidence alone: `ja`, `on`, `in`.
const MIN_LETTERS: usize = 3;

/// The stems of a text with the words that they stand for, by language.
#[derive(Debug, Default, Clone)]
pub(crate) struct Stems(BTreeMap<String, String>);

impl Stems {
    /// The stems of a text.
    pub(crate) fn of(lang: Lang, text: &str) -> Self {
        let tokens = Analyzer::of(lang).analyze(text).into_iter();
        let telling = tokens.filter(|token| token.term.chars().count() >= MIN_LETTERS);
        let stems = telling.flat_map(|token| {
            let term = token.term;
            token.lemmas.into_iter().map(move |lemma| (lemma, term.clone()))
        });
        Self(stems.collect())
    }

    /// Adds the stems of another text.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The words here whose stems are all of `asked`'s: `None` unless every one is found.
    pub(crate) fn holding(&self, asked: &Self) -> Option<String> {
        if asked.0.is_empty() {
            return None;
        }
        let words: Option<Vec<&str>> =
            asked.0.keys().map(|stem| self.0.get(stem).map(String::as_str)).collect();
        words.map(|words| words.join(" "))
    }

    /// The words here that `other` has too, by the stem's order.
    pub(crate) fn shared(&self, other: &Self) -> Vec<String> {
        let found = self.0.iter().filter(|(stem, _)| other.0.contains_key(*stem));
        found.map(|(_, word)| word.clone()).collect()
    }

    /// How many stems there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A candidate ready to be compared with many postings.
#[derive(Debug)]
pub struct PreparedCandidate<'a> {
    pub(crate) candidate: &'a Candidate,
    /// Everything that the person says of what he or she has done and can do, with the languages.
    pub(crate) told: Vec<(String, Stems)>,
    pub(crate) own_words: Stems,
    pub(crate) wishes: Stems,
}

impl<'a> PreparedCandidate<'a> {
    /// Analyses a candidate's texts. Labels have no language of their own: they are analysed in
    /// the language of the person's text, or as Finnish.
    pub fn new(candidate: &'a Candidate) -> Self {
        let profile = &candidate.profile;
        let lang = profile.text.langs().next().unwrap_or(Lang::FI);
        let labels = profile.competences.iter().map(|competence| competence.label.as_str());
        let labels = labels.chain(profile.history.iter().map(|h| h.occupation.label.as_str()));
        let labels = labels
            .chain(profile.education.iter().filter_map(|education| education.label.as_deref()));
        let told = labels.map(|label| (label.to_owned(), Stems::of(lang, label))).collect();
        let mut own_words = Stems::default();
        for (lang, text) in profile.text.iter() {
            own_words.extend(Stems::of(lang, text));
        }
        for work in &profile.history {
            if let Some(text) = &work.text {
                own_words.extend(Stems::of(lang, text));
            }
        }
        let mut wishes = Stems::default();
        for (lang, text) in candidate.wishes.iter() {
            wishes.extend(Stems::of(lang, text));
        }
        Self { candidate, told, own_words, wishes }
    }
}

/// A posting ready to be compared with many candidates.
#[derive(Debug)]
pub struct PreparedPosting<'a> {
    pub(crate) posting: &'a JobPosting,
    pub(crate) lang: Lang,
    pub(crate) title: Stems,
    pub(crate) text: Stems,
}

impl<'a> PreparedPosting<'a> {
    /// Analyses a posting's texts in their own languages.
    pub fn new(posting: &'a JobPosting) -> Self {
        let lang = posting.title.langs().next().unwrap_or(Lang::FI);
        let mut title = Stems::default();
        for (lang, text) in posting.title.iter() {
            title.extend(Stems::of(lang, text));
        }
        let mut text = title.clone();
        for (lang, description) in posting.description.iter() {
            text.extend(Stems::of(lang, &plain_text(description)));
        }
        Self { posting, lang, title, text }
    }
}
