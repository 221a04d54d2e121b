//! A candidate and a posting with their texts analysed once, for many comparisons.

use crate::emphasis::{Emphasis, PersonWeights};
use crate::feature::RankingFeature;
use crate::near::NearConcepts;
use kohtaanto_domain::model::{Candidate, JobPosting, Lang};
use kohtaanto_domain::text::{AnalyzedToken, Analyzer, WordForms, plain_text};
use std::sync::OnceLock;

/// Words of fewer letters carry no evidence alone: `ja`, `on`, `in`.
const MIN_LETTERS: usize = 3;

/// The words of a text by what their inflections have in common.
///
/// A word has one lemma or more (*kokkia* is of *kokki* or *kokka*); two words meet when they share
/// one. Words count once, however many lemmas and inflections they have.
#[derive(Debug, Default, Clone)]
pub(crate) struct Stems {
    tokens: Vec<AnalyzedToken>,
    /// The words by all their lemmas.
    words: OnceLock<Vec<u32>>,
    /// A word of each lemma.
    by_lemma: OnceLock<ByForm>,
    /// A compound of each of its parts that say something alone.
    by_part: OnceLock<ByForm>,
    /// A word of each family.
    by_root: OnceLock<ByForm>,
}

/// Tokens in the order of one kind of their forms, the last token of each form: the number of the
/// token, and which of its forms it is. Made when first asked for.
type ByForm = Vec<(u32, u32)>;

/// One kind of a word's forms, by number: `None` behind the last.
type FormOf = fn(&WordForms, usize) -> Option<&str>;

const LEMMA: FormOf = |forms, i| forms.lemmas.get(i).map(String::as_str);
const ROOT: FormOf = |forms, i| forms.families().nth(i);
const PART: FormOf =
    |forms, i| forms.parts.iter().filter(|part| !part.generic).nth(i).map(|p| p.form.as_str());

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

    fn new(mut tokens: Vec<AnalyzedToken>) -> Self {
        tokens.retain(|token| token.term.chars().nth(MIN_LETTERS - 1).is_some());
        Self { tokens, ..Self::default() }
    }

    /// Adds the words of another text.
    pub(crate) fn extend(&mut self, other: Self) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.extend(other.tokens);
        *self = Self { tokens, ..Self::default() };
    }

    /// The words here that meet all of `asked`'s: `None` unless every one is met.
    pub(crate) fn holding(&self, asked: &Self) -> Option<String> {
        self.meeting(asked, |word| self.met(word))
    }

    /// The words here that are related to all of `asked`'s, or meet them: a word that is not a
    /// compound is related to a compound that has it as a part (*hoitaja* to *lähihoitaja*) and to
    /// the words of its family (*hitsaus* to *hitsaaja*). A compound is related to nothing:
    /// *lähihoitaja* asks for more than any other *hoitaja* has.
    pub(crate) fn related_to(&self, asked: &Self) -> Option<String> {
        self.meeting(asked, |word| {
            let part = |lemma: &String| self.find(&self.by_part, PART, lemma);
            let family = |root: &String| self.find(&self.by_root, ROOT, root);
            self.met(word).or_else(|| {
                let simple = word.parts.is_empty();
                let related = || word.lemmas.iter().find_map(part);
                simple.then(|| related().or_else(|| word.roots.iter().find_map(family)))?
            })
        })
    }

    fn meeting<'a>(
        &'a self,
        asked: &Self,
        met: impl Fn(&WordForms) -> Option<&'a str>,
    ) -> Option<String> {
        let words: Option<Vec<&str>> = asked.words().map(met).collect();
        words.filter(|words| !words.is_empty()).map(|mut words| {
            words.dedup();
            words.join(" ")
        })
    }

    fn met(&self, word: &WordForms) -> Option<&str> {
        word.lemmas.iter().find_map(|lemma| self.find(&self.by_lemma, LEMMA, lemma))
    }

    fn find(&self, kind: &OnceLock<ByForm>, form_of: FormOf, asked: &str) -> Option<&str> {
        let at =
            |(token, nth): (u32, u32)| form_of(&self.tokens[token as usize].forms, nth as usize);
        let sorted = kind.get_or_init(|| {
            let all = (0..).zip(&self.tokens).flat_map(|(i, token)| {
                let there = |nth: &u32| form_of(&token.forms, *nth as usize).is_some();
                (0..).take_while(there).map(move |nth| (i, nth))
            });
            let mut all: ByForm = all.collect();
            all.sort_unstable_by(|a, b| at(*a).cmp(&at(*b)).then(b.cmp(a)));
            all.dedup_by(|next, kept| at(*next) == at(*kept));
            all
        });
        let place = sorted.binary_search_by(|entry| at(*entry).cmp(&Some(asked))).ok()?;
        Some(&self.tokens[sorted[place].0 as usize].term)
    }

    /// Each word once, in the order of the lemmas.
    fn words(&self) -> impl Iterator<Item = &WordForms> {
        let forms = |i: u32| &*self.tokens[i as usize].forms;
        let words = self.words.get_or_init(|| {
            let mut words: Vec<u32> = (0..).zip(&self.tokens).map(|(i, _)| i).collect();
            words.sort_unstable_by(|a, b| forms(*a).lemmas.cmp(&forms(*b).lemmas).then(b.cmp(a)));
            words.dedup_by(|next, kept| forms(*next).lemmas == forms(*kept).lemmas);
            words
        });
        words.iter().map(move |i| forms(*i))
    }

    /// For each word that `other` has too, the word here, by the order of `other`'s lemmas: at most
    /// as many as `other` has words.
    pub(crate) fn shared(&self, other: &Self) -> Vec<String> {
        other.words().filter_map(|word| self.met(word).map(str::to_owned)).collect()
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words().count()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// A candidate ready to be compared with many postings.
#[derive(Debug)]
pub struct PreparedCandidate<'a> {
    pub(crate) candidate: &'a Candidate,
    /// Everything that the person says of what he or she has done and can do, with the languages,
    /// each by the person's own name and what it is called elsewhere.
    pub(crate) told: Vec<(String, Stems)>,
    pub(crate) own_words: Stems,
    pub(crate) wishes: Stems,
    pub(crate) near: NearConcepts,
    pub(crate) weights: PersonWeights,
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
        let (near, weights) = (NearConcepts::default(), PersonWeights::default());
        Self { candidate, told, own_words, wishes, near, weights }
    }

    /// With what matters more or less to the person than usual.
    #[must_use]
    pub fn emphasis(mut self, emphasis: &[(RankingFeature, Emphasis)]) -> Self {
        self.weights = PersonWeights::moved(emphasis);
        self
    }

    /// With the concepts that the person's items are near to.
    #[must_use]
    pub fn near(mut self, near: NearConcepts) -> Self {
        for (label, names) in &near.called {
            let stems = names.iter().map(|(lang, name)| Stems::of_label(*lang, name));
            self.told.extend(stems.map(|stems| (label.clone(), stems)));
        }
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
    use std::sync::Arc;

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
            let forms = Arc::new(WordForms { lemmas, parts, roots, generic_roots: Vec::new() });
            AnalyzedToken { span: 0..term.len(), position, term, forms }
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
