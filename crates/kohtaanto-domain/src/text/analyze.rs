//! Words and their common forms by language.
//!
//! For each word of a text: the base forms that its inflections share, the parts of a compound,
//! and the family that agents and acts share. A dictionary reads Finnish words; Snowball stemmers
//! (through `frostem`) read the other languages that have one, and the rest stay as they are.
//! Deliberately no synonyms: those are the taxonomy's.
//!
//! Several forms of one word are alternatives at one position, never a phrase.

use super::known::{KnownWords, Reading};
use super::token::tokenize;
use super::{english, swedish};
use crate::model::Lang;
use frostem::{Algorithm, Stemmer};
use kohtaanto_finnish::{Analyses, is_generic_part};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// How words of a language are brought to a common form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stemming {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English (Porter2).
    English,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// Arabic.
    Arabic,
    /// Estonian.
    Estonian,
    /// Norwegian.
    Norwegian,
    /// Danish.
    Danish,
    /// German.
    German,
    /// Dutch.
    Dutch,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// French.
    French,
    /// Italian.
    Italian,
    /// Romanian.
    Romanian,
    /// Polish.
    Polish,
    /// Czech.
    Czech,
    /// Hungarian.
    Hungarian,
    /// Lithuanian.
    Lithuanian,
    /// Turkish.
    Turkish,
    /// Persian.
    Persian,
    /// Words stay as they are.
    None,
}

impl Stemming {
    /// The stemming of a language; [`Stemming::None`] where there is none, as for Somali.
    pub fn of(lang: Lang) -> Self {
        match lang.as_str() {
            "fi" => Self::Finnish,
            "sv" => Self::Swedish,
            "en" => Self::English,
            "ru" => Self::Russian,
            "uk" => Self::Ukrainian,
            "ar" => Self::Arabic,
            "et" => Self::Estonian,
            "no" | "nb" | "nn" => Self::Norwegian,
            "da" => Self::Danish,
            "de" => Self::German,
            "nl" => Self::Dutch,
            "es" => Self::Spanish,
            "pt" => Self::Portuguese,
            "fr" => Self::French,
            "it" => Self::Italian,
            "ro" => Self::Romanian,
            "pl" => Self::Polish,
            "cs" => Self::Czech,
            "hu" => Self::Hungarian,
            "lt" => Self::Lithuanian,
            "tr" => Self::Turkish,
            "fa" => Self::Persian,
            _ => Self::None,
        }
    }

    /// Finnish has none: a dictionary reads it.
    fn stemmer(self) -> Option<Stemmer> {
        let algorithm = match self {
            Self::Swedish => Algorithm::Swedish,
            Self::English => Algorithm::English,
            Self::Russian => Algorithm::Russian,
            Self::Ukrainian => Algorithm::Ukrainian,
            Self::Arabic => Algorithm::Arabic,
            Self::Estonian => Algorithm::Estonian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Danish => Algorithm::Danish,
            Self::German => Algorithm::German,
            Self::Dutch => Algorithm::Dutch,
            Self::Spanish => Algorithm::Spanish,
            Self::Portuguese => Algorithm::Portuguese,
            Self::French => Algorithm::French,
            Self::Italian => Algorithm::Italian,
            Self::Romanian => Algorithm::Romanian,
            Self::Polish => Algorithm::Polish,
            Self::Czech => Algorithm::Czech,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Lithuanian => Algorithm::Lithuanian,
            Self::Turkish => Algorithm::Turkish,
            Self::Persian => Algorithm::Persian,
            Self::Finnish | Self::None => return None,
        };
        Some(Stemmer::new(algorithm))
    }
}

/// A word with what it has in common with other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyzedToken {
    /// Bytes in the input.
    pub span: Range<usize>,
    /// Number of the word in the text; several tokens at one position are alternatives.
    pub position: u32,
    /// The word in lower case, as [`Token::term`](super::Token::term).
    pub term: String,
    /// What it has in common with other words.
    pub forms: Arc<WordForms>,
}

/// What a word has in common with other words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordForms {
    /// What the inflections of the word have in common: base forms where a dictionary knows it,
    /// else a stem. One or more, the likeliest first.
    pub lemmas: Vec<String>,
    /// Parts of the compound in their base forms, also of what stands for more than one part
    /// (*autonkuljettaja* of *linja-autonkuljettaja*). Empty for a simple word.
    pub parts: Vec<WordPart>,
    /// Families of the word and of its parts: what *hoitaja*, *hoito* and *hoitaa* share.
    pub roots: Vec<String>,
    /// Families that only a part that says little alone gives: what *kotipalvelu* has of
    /// *palvelija*. Two words that share only such a part share nothing by its family either.
    pub generic_roots: Vec<String>,
}

impl WordForms {
    /// All families, those that tell more first.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.roots.iter().chain(&self.generic_roots).map(String::as_str)
    }
}

/// One part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPart {
    /// Its base form.
    pub form: String,
    /// Whether it says little alone, as *työ* in *varastotyö*.
    pub generic: bool,
}

/// Cuts a text into words and gives their forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Analyzer {
    stemming: Stemming,
}

impl Analyzer {
    /// The analyzer of a language.
    pub fn of(lang: Lang) -> Self {
        Self { stemming: Stemming::of(lang) }
    }

    /// How this analyzer stems.
    pub fn stemming(&self) -> Stemming {
        self.stemming
    }

    /// The words of a text with all their forms, in the order of their positions.
    pub fn analyze(&self, text: &str) -> Vec<AnalyzedToken> {
        self.tokens(text, Reading::Text)
    }

    /// The words of what a person asks for: a word that is a base form stands for itself alone
    /// (*kokki* is not a form of *kokka*).
    pub fn analyze_query(&self, text: &str) -> Vec<AnalyzedToken> {
        self.tokens(text, Reading::Query)
    }

    fn tokens(&self, text: &str, reading: Reading) -> Vec<AnalyzedToken> {
        // Taken out for the time of the text: nothing in between comes back here.
        let mut known = KNOWN.take();
        let analyzed = |token: super::Token| {
            let super::Token { span, term, position } = token;
            let forms = known.get(*self, reading, &term, || self.forms(&term, reading));
            AnalyzedToken { span, position, term, forms }
        };
        let tokens = tokenize(text).into_iter().map(analyzed).collect();
        KNOWN.set(known);
        tokens
    }

    fn forms(&self, term: &str, reading: Reading) -> WordForms {
        if self.stemming == Stemming::Finnish {
            return finnish(term, reading);
        }
        let stem = |word: &str| self.stem(word).into_owned();
        let mut forms = WordForms { lemmas: vec![stem(term)], ..WordForms::default() };
        match self.stemming {
            Stemming::Swedish => {
                let parts = swedish::parts(term).into_iter();
                forms.parts =
                    parts.map(|part| WordPart { form: stem(&part.form), ..part }).collect();
            }
            Stemming::English => {
                forms.roots = english::family(term).map(str::to_owned).into_iter().collect();
            }
            _ => {}
        }
        forms
    }

    /// The stem of a term in lower case and NFC. Of a word with hyphens the last part is stemmed;
    /// what has a digit or a sign (`b1`, `c++`, `node.js`) and what is shorter than three letters
    /// stays.
    fn stem<'t>(&self, term: &'t str) -> Cow<'t, str> {
        let Some(stemmer) = self.stemming.stemmer() else {
            return Cow::Borrowed(term);
        };
        let start = term.rfind('-').map_or(0, |at| at + 1);
        let (before, last) = term.split_at(start);
        let is_word = last.chars().all(|c| c == '\'' || !(c.is_numeric() || is_sign(c)));
        if !is_word || last.chars().nth(2).is_none() {
            return Cow::Borrowed(term);
        }
        match stemmer.stem(last) {
            Cow::Borrowed(stem) if stem.len() == last.len() => Cow::Borrowed(term),
            stem if stem.is_empty() => Cow::Borrowed(term),
            stem if before.is_empty() => stem,
            stem => Cow::Owned(format!("{before}{stem}")),
        }
    }
}

thread_local! {
    static KNOWN: RefCell<KnownWords> = RefCell::default();
    static READINGS: RefCell<Analyses> = RefCell::default();
}

/// A Finnish word by the dictionary. A compound has the roots of its parts too.
fn finnish(term: &str, reading: Reading) -> WordForms {
    let mut readings = READINGS.take();
    kohtaanto_finnish::analyze(term, &mut readings);
    if reading == Reading::Query {
        readings.as_asked(term);
    }
    let mut forms = WordForms::default();
    let mut generic_roots = Vec::new();
    let is_asked = reading == Reading::Query;
    for analysis in readings.iter() {
        push_new(&mut forms.lemmas, analysis.lemma());
        if let Some(root) = analysis.likely_root() {
            // Who asks outright for what says little may find it.
            let says_little = !is_asked && is_generic_part(analysis.lemma());
            push_new(if says_little { &mut generic_roots } else { &mut forms.roots }, root);
        }
        for part in analysis.parts() {
            if !forms.parts.iter().any(|other| other.form == part.form) {
                let (form, generic) = (part.form.to_owned(), part.is_generic);
                forms.parts.push(WordPart { form, generic });
            }
            if let Some(root) = part.root {
                push_new(if part.is_generic { &mut generic_roots } else { &mut forms.roots }, root);
            }
        }
    }
    READINGS.set(readings);
    // A verb that says little itself (tehdä, of työntekijä) is no reason to find anything.
    generic_roots.retain(|root| !is_asked || !is_generic_part(root));
    let is_new = |root: &&str| !forms.roots.iter().any(|other| other == root);
    forms.generic_roots = generic_roots.into_iter().filter(|root| is_new(&root.as_str())).collect();
    forms
}

fn push_new(words: &mut Vec<String>, word: &str) {
    if !words.iter().any(|other| other == word) {
        words.push(word.to_owned());
    }
}

fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::{Analyzer, Stemming};
    use crate::model::Lang;
    use proptest::prelude::*;

    #[test]
    fn inflections_share_a_stem() {
        let table = [
            (Lang::SV, "städare", "städaren"),
            (Lang::EN, "cleaner", "cleaners"),
            (Lang::RU, "водитель", "водителя"),
            (Lang::UK, "вчитель", "вчителя"),
            (Lang::ET, "koristaja", "koristajad"),
        ];
        for (lang, a, b) in table {
            let analyzer = Analyzer::of(lang);
            assert_eq!(analyzer.stem(a), analyzer.stem(b), "{lang} {a} {b}");
        }
    }

    fn lemmas(lang: Lang, word: &str) -> Vec<String> {
        let tokens = Analyzer::of(lang).analyze(word);
        let whole = tokens.iter().max_by_key(|token| token.term.len()).expect("a word");
        whole.forms.lemmas.clone()
    }

    #[test]
    fn finnish_words_have_base_forms_parts_and_roots() {
        let token = Analyzer::of(Lang::FI).analyze("Vanhustenhuoltoon").swap_remove(0);
        assert_eq!(token.forms.lemmas, ["vanhustenhuolto"]);
        let parts: Vec<_> = token.forms.parts.iter().map(|part| part.form.as_str()).collect();
        assert_eq!(parts, ["vanhus", "huolto"]);
        assert_eq!(token.forms.roots, ["huoltaa"]);
        assert_eq!(lemmas(Lang::FI, "kokkia"), ["kokki", "kokka"]);
        assert_eq!(
            Analyzer::of(Lang::FI).analyze_query("kokki").swap_remove(0).forms.lemmas,
            ["kokki"]
        );
    }

    #[test]
    fn names_and_levels_are_not_stemmed() {
        for term in ["c++", "c#", "node.js", "b1", "24/7", "it", "3-d"] {
            assert_eq!(lemmas(Lang::FI, term), [term]);
        }
        assert_eq!(Stemming::of(Lang::SO), Stemming::None);
        assert_eq!(Analyzer::of(Lang::SO).stem("nadiifiye"), "nadiifiye");
    }

    #[test]
    fn whole_and_parts_are_at_one_position() {
        let tokens = Analyzer::of(Lang::FI).analyze("IT-tuen asiantuntija");
        let positions: Vec<_> = tokens.iter().map(|t| (t.term.as_str(), t.position)).collect();
        assert_eq!(positions, [("it", 0), ("it-tuen", 0), ("tuen", 1), ("asiantuntija", 2)]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in ".{0,60}") {
            for code in ["fi", "sv", "en", "ru", "uk", "ar", "et", "so", "tr", "fa", "hu"] {
                let Ok(lang) = code.parse() else { continue };
                for token in Analyzer::of(lang).analyze(&text) {
                    prop_assert!(token.forms.lemmas.iter().all(|lemma| !lemma.is_empty()));
                }
            }
        }
    }
}
