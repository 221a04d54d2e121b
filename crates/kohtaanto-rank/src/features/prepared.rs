//! A candidate and a posting with their texts analysed once, for many comparisons.

use crate::near::NearConcepts;
use kohtaanto_domain::model::{Candidate, JobPosting, Lang};
use kohtaanto_domain::text::{AnalyzedToken, Analyzer, plain_text};
use std::collections::BTreeMap;

/// Words of fewer letters carry no evidence alone: `ja`, `on`, `in`.
const MIN_LETTERS: usize = 3;

/// The words of a text by what their inflections have in common.
///
/// A word has one lemma or more (*kokkia* is of *kokki* or *kokka*); two words meet when they share
/// one. Words count once, however many lemmas and inflections they have.
#[derive(Debug, Default, Clone)]
pub(crate) struct Stems {
    /// The words by their lemmas.
    words: BTreeMap<Vec<String>, Word>,
    /// A word of each lemma.
    by_lemma: BTreeMap<String, String>,
    /// A compound of each of its parts that say something alone.
    by_part: BTreeMap<String, String>,
    /// A word of each family.
    by_root: BTreeMap<String, String>,
}

#[derive(Debug, Clone)]
struct Word {
    is_compound: bool,
    roots: Vec<String>,
}

impl Stems {
    /// The words of a text.
    pub(crate) fn of(lang: Lang, text: &str) -> Self {
        Self::new(Analyzer::of(lang).analyze(text))
    }

    /// The words of a label, such as a competence. Labels are written in base forms: a word that
    /// may be one is not taken for an inflection of another.
    pub(crate) fn of_label(lang: Lang, label: &str) -> Self {
        Self::new(Analyzer::of(lang).analyze_query(label))
    }

    fn new(tokens: Vec<AnalyzedToken>) -> Self {
        let mut stems = Self::default();
        for token in tokens {
            let AnalyzedToken { term, lemmas, parts, roots, .. } = token;
            if term.chars().count() < MIN_LETTERS {
                continue;
            }
            for lemma in &lemmas {
                stems.by_lemma.insert(lemma.clone(), term.clone());
            }
            for root in &roots {
                stems.by_root.insert(root.clone(), term.clone());
            }
            let is_compound = !parts.is_empty();
            for part in parts.into_iter().filter(|part| !part.generic) {
                stems.by_part.insert(part.form, term.clone());
            }
            stems.words.insert(lemmas, Word { is_compound, roots });
        }
        stems
    }

    /// Adds the words of another text.
    pub(crate) fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
        self.by_lemma.extend(other.by_lemma);
        self.by_part.extend(other.by_part);
        self.by_root.extend(other.by_root);
    }

    /// The words here that meet all of `asked`'s: `None` unless every one is met.
    pub(crate) fn holding(&self, asked: &Self) -> Option<String> {
        self.meeting(asked, |lemmas, _| self.met(lemmas))
    }

    /// The words here that are related to all of `asked`'s, or meet them: a word that is not a
    /// compound is related to a compound that has it as a part (*hoitaja* to *lähihoitaja*) and to
    /// the words of its family (*hitsaus* to *hitsaaja*). A compound is related to nothing:
    /// *lähihoitaja* asks for more than any other *hoitaja* has.
    pub(crate) fn related_to(&self, asked: &Self) -> Option<String> {
        self.meeting(asked, |lemmas, word| {
            let simple = Some(word).filter(|word| !word.is_compound);
            let part = || lemmas.iter().find_map(|lemma| self.by_part.get(lemma));
            let family = |word: &Word| word.roots.iter().find_map(|root| self.by_root.get(root));
            self.met(lemmas).or_else(|| simple.and_then(|word| part().or_else(|| family(word))))
        })
    }

    fn meeting<'a>(
        &'a self,
        asked: &Self,
        met: impl Fn(&[String], &Word) -> Option<&'a String>,
    ) -> Option<String> {
        if asked.words.is_empty() {
            return None;
        }
        let words = asked.words.iter().map(|(lemmas, word)| met(lemmas, word));
        let words: Option<Vec<&str>> = words.map(|word| word.map(String::as_str)).collect();
        words.map(|mut words| {
            words.dedup();
            words.join(" ")
        })
    }

    fn met(&self, lemmas: &[String]) -> Option<&String> {
        lemmas.iter().find_map(|lemma| self.by_lemma.get(lemma))
    }

    /// For each word that `other` has too, the word here, by the order of `other`'s lemmas: at most
    /// as many as `other` has words.
    pub(crate) fn shared(&self, other: &Self) -> Vec<String> {
        other.words.keys().filter_map(|lemmas| self.met(lemmas).cloned()).collect()
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
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
    pub(crate) near: NearConcepts,
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
        let told = labels.map(|label| (label.to_owned(), Stems::of_label(lang, label))).collect();
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
        Self { candidate, told, own_words, wishes, near: NearConcepts::default() }
    }

    /// With the concepts that the person's items are near to.
    #[must_use]
    pub fn near(mut self, near: NearConcepts) -> Self {
        self.near = near;
        self
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

#[cfg(test)]
mod tests {
    use super::*;
    use kohtaanto_domain::text::WordPart;

    /// Words as `term lemma/lemma +part ~root`, separated by commas.
    fn stems(text: &str) -> Stems {
        let words = (0..).zip(text.split(", ")).map(|(position, word)| {
            let mut pieces = word.split(' ');
            let term = pieces.next().unwrap_or_default().to_owned();
            let lemmas = pieces.next().unwrap_or(&term).split('/').map(str::to_owned).collect();
            let (mut parts, mut roots) = (Vec::new(), Vec::new());
            for piece in pieces {
                match piece.strip_prefix('~') {
                    Some(root) => roots.push(root.to_owned()),
                    None => {
                        let form = piece.trim_start_matches('+').to_owned();
                        parts.push(WordPart { generic: form == "työ", form });
                    }
                }
            }
            AnalyzedToken { span: 0..term.len(), position, term, lemmas, parts, roots }
        });
        Stems::new(words.collect())
    }

    #[test]
    fn words_meet_by_any_lemma_and_count_once() {
        let text = stems("kokkia kokki/kokka, keittiössä keittiö");
        for label in ["kokki kokki", "kokka kokka"] {
            assert_eq!(text.holding(&stems(label)).as_deref(), Some("kokkia"));
            assert_eq!(text.shared(&stems(label)), ["kokkia"]);
        }
        assert_eq!(text.len(), 2);
        assert_eq!(stems("kokki kokki").shared(&text), ["kokki"], "one of two words");
        assert_eq!(stems("siivooja siivooja, siivoojan siivooja").len(), 1);
        assert_eq!(text.holding(&stems("kokki kokki, tarjoilija tarjoilija")), None);
    }

    #[test]
    fn a_simple_word_is_related_to_its_compounds_and_family() {
        let told =
            stems("hitsaaja hitsaaja ~hitsata, lähihoitaja lähihoitaja +lähi +hoitaja ~hoitaa");
        let related = |asked: &str| told.related_to(&stems(asked));
        assert_eq!(related("hitsaus hitsaus ~hitsata").as_deref(), Some("hitsaaja"));
        assert_eq!(related("hoitaja hoitaja ~hoitaa").as_deref(), Some("lähihoitaja"));
        assert_eq!(related("hitsaaja hitsaaja").as_deref(), Some("hitsaaja"));
        assert_eq!(related("sairaanhoitaja sairaanhoitaja +sairas +hoitaja ~hoitaa"), None);
        assert_eq!(told.holding(&stems("hitsaus hitsaus ~hitsata")), None);
        let work = stems("varastotyö varastotyö +varasto +työ");
        assert_eq!(work.related_to(&stems("työ työ")), None, "says little alone");
    }
}
