//! The forms by which a word is looked up.

use super::query::{Occur, QueryWord, WordKind};
use crate::coefficients::{
    GENERIC_PART, LEMMA, LEMMA_IN_PART, MAX_PHRASE_FORMS, PART_AS_LEMMA, PART_IN_PART, RAW, ROOT,
};
use crate::terms::TermKind;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer};
use std::collections::VecDeque;
use std::ops::Range;

/// A piece of a hyphenated word with fewer letters says little alone: *it* of *IT-tuki*.
const MIN_PIECE_LETTERS: usize = 3;

/// What a form says of its word and where it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// The word as written, among the words as written.
    Raw,
    /// The word's lemma, among the lemmas of the text: *hoitaja* finds *hoitajia*.
    Lemma,
    /// The word's lemma, among the parts of the text's compounds: *hoitaja* finds *lähihoitajia*.
    LemmaInPart,
    /// A part of the word, as a word of its own: *lähihoitaja* finds *hoitajia*.
    PartAsLemma,
    /// A part of the word, among the parts of the text's compounds: *lähihoitaja* finds
    /// *sairaanhoitajia*.
    PartInPart,
    /// A family of the word, among the families of the text: *hoitaja* finds *hoidat*.
    Root,
    /// A family of the word, among those of parts of the text that say little alone: *palvelija*
    /// finds *kotipalvelu*.
    RootInGenericPart,
}

impl FormKind {
    /// The kind's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Lemma => "lemma",
            Self::LemmaInPart => "lemma_in_part",
            Self::PartAsLemma => "part_as_lemma",
            Self::PartInPart => "part_in_part",
            Self::Root => "root",
            Self::RootInGenericPart => "root_in_generic_part",
        }
    }

    /// How near what it finds is to the word asked.
    pub const fn closeness(self) -> Closeness {
        match self {
            Self::Raw | Self::Lemma | Self::LemmaInPart => Closeness::Exact,
            Self::PartAsLemma | Self::PartInPart | Self::Root | Self::RootInGenericPart => {
                Closeness::Related
            }
        }
    }

    /// What it is looked for among.
    pub const fn among(self) -> TermKind {
        match self {
            Self::Raw => TermKind::Raw,
            Self::Lemma | Self::PartAsLemma => TermKind::Lemma,
            Self::LemmaInPart | Self::PartInPart => TermKind::Part,
            Self::Root => TermKind::Root,
            Self::RootInGenericPart => TermKind::GenericRoot,
        }
    }
}

/// How near what is met is to the word asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// Only a part that says little alone: it adds to the score, but the word is not met.
    InPassing,
    /// A part or the family: the word is met by something related.
    Related,
    /// The word itself, in any inflection and also inside a compound.
    Exact,
}

/// One form by which a word is looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordForm {
    /// In texts of which language; `None` for texts of every language.
    pub lang: Option<Lang>,
    /// The term. Several terms with a space between must stand one after the other: so for a
    /// phrase, and for a word that may be written apart. The beginning of the terms for a prefix.
    pub term: String,
    /// What the term is.
    pub kind: FormKind,
    /// Whether the term is a part that says little alone, as *työ* of *varastotyö*. Whoever has
    /// only that does not meet the word.
    pub generic: bool,
}

impl WordForm {
    /// How near it is to the word.
    pub const fn closeness(&self) -> Closeness {
        closeness(self.kind, self.generic)
    }

    pub(super) const fn weight(&self) -> f32 {
        match self.kind {
            _ if self.generic => GENERIC_PART,
            FormKind::Raw => RAW,
            FormKind::Lemma => LEMMA,
            FormKind::LemmaInPart => LEMMA_IN_PART,
            FormKind::PartAsLemma => PART_AS_LEMMA,
            FormKind::PartInPart => PART_IN_PART,
            FormKind::Root | FormKind::RootInGenericPart => ROOT,
        }
    }
}

pub(super) const fn closeness(kind: FormKind, generic: bool) -> Closeness {
    if generic { Closeness::InPassing } else { kind.closeness() }
}

impl QueryWord {
    /// The word with the forms that the analysis of these languages gives it: as written, and in
    /// each language by its lemmas, its parts and its families. A word with hyphens is met whole,
    /// by its pieces in a row, or by its parts as other compounds are. A text that is several words
    /// becomes a phrase; so does a prefix or suffix of several words.
    ///
    /// A phrase stands for itself: its words are met as written or by their lemmas, never by parts
    /// or families, so one word in quotes asks for just that word. A prefix or suffix is met as
    /// written.
    ///
    /// Without a language there is only the form as written.
    pub fn analyzed(occur: Occur, kind: WordKind, surface: &str, langs: &[Lang]) -> Self {
        let mut word = Self { occur, kind, surface: surface.to_owned(), forms: Vec::new() };
        if langs.is_empty() {
            word.add_forms(&Analyzer::of(Lang::EN).analyze_query(surface), None);
        }
        for lang in langs {
            word.add_forms(&Analyzer::of(*lang).analyze_query(surface), Some(*lang));
        }
        word
    }

    /// The forms of the tokens of the surface: only as written where no language is given.
    fn add_forms(&mut self, tokens: &[AnalyzedToken], lang: Option<Lang>) {
        // The first token of a position is a word; another there is the whole that it begins.
        let row = tokens.chunk_by(|a, b| a.position == b.position);
        let row: Vec<&AnalyzedToken> = row.filter_map(<[_]>::first).collect();
        let first = tokens.iter().map(|token| token.span.start).min();
        let last = tokens.iter().map(|token| token.span.end).max();
        let is_whole = |span: &Range<usize>| first == Some(span.start) && last == Some(span.end);
        let whole = tokens.iter().find(|token| is_whole(&token.span));
        match (whole, self.kind) {
            (Some(whole), WordKind::Word) => {
                self.add_word(whole, lang);
                if row.len() > 1 {
                    self.add_row(&row, lang);
                    if whole.forms.parts.is_empty() {
                        self.add_pieces(&row, lang);
                    }
                }
            }
            (Some(whole), WordKind::Prefix | WordKind::Suffix) => {
                self.add(None, whole.term.clone(), FormKind::Raw);
            }
            (None, WordKind::Word | WordKind::Prefix | WordKind::Suffix)
            | (_, WordKind::Phrase) => {
                if !row.is_empty() {
                    self.kind = WordKind::Phrase;
                    self.add_row(&row, lang);
                }
            }
        }
    }

    fn add_word(&mut self, word: &AnalyzedToken, lang: Option<Lang>) {
        self.add(None, word.term.clone(), FormKind::Raw);
        if lang.is_none() {
            return;
        }
        for kind in [FormKind::Lemma, FormKind::LemmaInPart] {
            word.forms.lemmas.iter().for_each(|lemma| self.add(lang, lemma.clone(), kind));
        }
        for kind in [FormKind::PartAsLemma, FormKind::PartInPart] {
            for part in &word.forms.parts {
                self.push(WordForm { lang, term: part.form.clone(), kind, generic: part.generic });
            }
        }
        for root in word.forms.families() {
            self.add(lang, root.to_owned(), FormKind::Root);
        }
        // What says little on both sides is nothing in common.
        for root in &word.forms.roots {
            self.add(lang, root.clone(), FormKind::RootInGenericPart);
        }
    }

    /// The words one after the other, as written and by their lemmas, the likeliest first.
    fn add_row(&mut self, row: &[&AnalyzedToken], lang: Option<Lang>) {
        let written: Vec<&str> = row.iter().map(|token| token.term.as_str()).collect();
        self.add(None, written.join(" "), FormKind::Raw);
        if lang.is_some() {
            let lemmas: Vec<&[String]> =
                row.iter().map(|token| token.forms.lemmas.as_slice()).collect();
            for phrase in alternatives(&lemmas, MAX_PHRASE_FORMS) {
                self.add(lang, phrase.join(" "), FormKind::Lemma);
            }
        }
    }

    /// The pieces of a hyphenated word as its parts, where the analysis gives it none.
    fn add_pieces(&mut self, row: &[&AnalyzedToken], lang: Option<Lang>) {
        if lang.is_none() {
            return;
        }
        for kind in [FormKind::PartAsLemma, FormKind::PartInPart] {
            for piece in row {
                let generic = piece.term.chars().count() < MIN_PIECE_LETTERS;
                for term in piece.forms.lemmas.iter().cloned() {
                    self.push(WordForm { lang, term, kind, generic });
                }
            }
        }
    }

    fn add(&mut self, lang: Option<Lang>, term: String, kind: FormKind) {
        self.push(WordForm { lang, term, kind, generic: false });
    }

    fn push(&mut self, form: WordForm) {
        if !self.forms.contains(&form) {
            self.forms.push(form);
        }
    }
}

/// At most `limit` ways to take one of each place, those with the fewest second choices first.
fn alternatives<'t>(places: &[&'t [String]], limit: usize) -> Vec<Vec<&'t str>> {
    let mut found = Vec::new();
    // Choices by place, and the last place that was changed: no way is come to twice.
    let mut ways = VecDeque::from([(vec![0; places.len()], 0)]);
    while let Some((choices, last)) = ways.pop_front() {
        let words = places.iter().zip(&choices).map(|(place, choice)| place.get(*choice));
        if let Some(words) = words.map(|word| word.map(String::as_str)).collect() {
            found.push(words);
        }
        if found.len() == limit {
            break;
        }
        for place in last..places.len() {
            if choices[place] + 1 < places[place].len() {
                let mut next = choices.clone();
                next[place] += 1;
                ways.push_back((next, place));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use kohtaanto_domain::text::{WordForms, WordPart};
    use std::sync::Arc;

    fn token(term: &str, position: u32, span: Range<usize>) -> AnalyzedToken {
        let forms = WordForms { lemmas: vec![term.to_owned()], ..WordForms::default() };
        AnalyzedToken { span, position, term: term.to_owned(), forms: Arc::new(forms) }
    }

    fn forms(kind: WordKind, tokens: &[AnalyzedToken]) -> Vec<String> {
        let mut word = QueryWord { kind, ..QueryWord::default() };
        word.add_forms(tokens, Some(Lang::FI));
        let shown = |form: &WordForm| {
            let generic = if form.generic { "?" } else { "" };
            assert_eq!(form.lang.is_none(), form.kind == FormKind::Raw);
            format!("{} {}{generic}", form.kind.code(), form.term)
        };
        word.forms.iter().map(shown).collect()
    }

    #[test]
    fn a_compound_has_all_kinds_of_forms() {
        let part = |form: &str, generic| WordPart { form: form.to_owned(), generic };
        let word = AnalyzedToken {
            forms: Arc::new(WordForms {
                lemmas: vec!["vanhustyö".to_owned()],
                parts: vec![part("vanhus", false), part("työ", true)],
                roots: vec!["tehdä".to_owned()],
                generic_roots: vec!["palvella".to_owned()],
            }),
            ..token("vanhustyötä", 0, 0..13)
        };
        let expected = [
            "raw vanhustyötä",
            "lemma vanhustyö",
            "lemma_in_part vanhustyö",
            "part_as_lemma vanhus",
            "part_as_lemma työ?",
            "part_in_part vanhus",
            "part_in_part työ?",
            "root tehdä",
            "root palvella",
            "root_in_generic_part tehdä",
        ];
        assert_eq!(forms(WordKind::Word, std::slice::from_ref(&word)), expected);
        assert_eq!(forms(WordKind::Phrase, std::slice::from_ref(&word)), expected[..2]);
        assert_eq!(forms(WordKind::Prefix, &[word]), expected[..1]);
    }

    #[test]
    fn pieces_of_a_hyphenated_word_are_its_parts() {
        let tokens = [token("it", 0, 0..2), token("it-tuki", 0, 0..7), token("tuki", 1, 3..7)];
        let expected = [
            "raw it-tuki",
            "lemma it-tuki",
            "lemma_in_part it-tuki",
            "raw it tuki",
            "lemma it tuki",
            "part_as_lemma it?",
            "part_as_lemma tuki",
            "part_in_part it?",
            "part_in_part tuki",
        ];
        assert_eq!(forms(WordKind::Word, &tokens), expected);
    }

    #[test]
    fn phrases_take_the_likeliest_lemmas_first() {
        let two = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let places = [two("a", "A"), two("b", "B"), vec!["c".to_owned()], two("d", "D")];
        let places: Vec<&[String]> = places.iter().map(Vec::as_slice).collect();
        let ways = |limit| -> Vec<String> {
            alternatives(&places, limit).iter().map(|way| way.concat()).collect()
        };
        let all = ["abcd", "Abcd", "aBcd", "abcD", "ABcd", "AbcD", "aBcD", "ABcD"];
        assert_eq!(ways(8), all);
        assert_eq!(ways(100), all);
        assert_eq!(ways(3), all[..3]);
        let long = vec![two("x", "y"); 40];
        let long: Vec<&[String]> = long.iter().map(Vec::as_slice).collect();
        assert_eq!(alternatives(&long, MAX_PHRASE_FORMS).len(), MAX_PHRASE_FORMS);
    }
}
