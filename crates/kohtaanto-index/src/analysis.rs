//! From a document to the terms of its fields. The words themselves are `kohtaanto_domain::text`'s.

use crate::document::{ConceptLink, IndexDocument, Part};
use crate::points;
use crate::schema::{Fields, slot, text_field};
use crate::terms::TermKind;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer, char_ngrams};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::TantivyDocument;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of [`Terms`] in the schema.
pub(crate) const TOKENIZER: &str = "kohtaanto";

/// Before a word at the next position.
const NEXT: u8 = b'\n';
/// Before a word at the position of the word before.
const SAME: u8 = b'\t';

/// The document as tantivy takes it.
pub(crate) fn to_tantivy(document: IndexDocument, fields: &Fields) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    out.add_text(fields.id, &document.id);
    out.add_bytes(fields.payload, &document.payload);
    for text in &document.texts {
        let field = fields.texts[text_field(text.part, slot(text.lang))];
        out.add_text(field, words(text.lang, &text.text));
    }
    for (part, field) in
        [(Part::Title, fields.title_grams), (Part::Requirements, fields.requirement_grams)]
    {
        let texts = document.texts.iter().filter(|text| text.part == part);
        let grams: BTreeSet<String> = texts.flat_map(|text| char_ngrams(&text.text)).collect();
        if !grams.is_empty() {
            out.add_text(field, encode(grams.into_iter().map(|gram| (0, gram))));
        }
    }
    let mut concepts: BTreeMap<&str, u8> = BTreeMap::new();
    for link in &document.concepts {
        let weight = concepts.entry(&link.concept).or_default();
        *weight = link.weight.min(ConceptLink::WHOLE).max(*weight);
    }
    if !concepts.is_empty() {
        let repeated = concepts.into_iter().flat_map(|(c, n)| (0..n).map(move |_| c.to_owned()));
        out.add_text(fields.concepts, encode((0..).zip(repeated)));
    }
    let titles = document.texts.iter().filter(|text| text.part == Part::Title);
    out.add_u64(fields.n_titles, titles.count() as u64);
    let tags: BTreeSet<_> = document.tags.iter().collect();
    for (tag, value) in tags {
        out.add_text(fields.tags[*tag as usize], value);
    }
    let days = [(fields.published, document.published), (fields.expires, document.expires)];
    for (field, day) in days {
        if let Some(day) = day {
            out.add_i64(field, i64::from(day));
        }
    }
    let rows = [(fields.title_row, document.title_row), (fields.content_row, document.content_row)];
    for (field, row) in rows {
        if let Some(row) = row {
            out.add_u64(field, row);
        }
    }
    out.add_u64(fields.openings, u64::from(document.openings));
    if let Some(version) = document.version {
        out.add_u64(fields.version, version);
    }
    for point in &document.points {
        out.add_u64(fields.points, points::pack(point));
    }
    if let Some((min, max)) = document.extent {
        out.add_u64(fields.extent_min, u64::from(min));
        out.add_u64(fields.extent_max, u64::from(max));
    }
    out
}

/// The words of a text as its fields hold them: by all their lemmas, as written, by parts and by
/// families. What alternatives of one position have in common counts once.
fn words(lang: Lang, text: &str) -> String {
    encode(terms(Analyzer::of(lang).analyze(text)).into_iter())
}

pub(crate) fn terms(tokens: Vec<AnalyzedToken>) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for token in tokens {
        let position = token.position as usize;
        let mut add = |kind: TermKind, term: &str| words.push((position, kind.key(term)));
        add(TermKind::Raw, &token.term);
        token.forms.lemmas.iter().for_each(|lemma| add(TermKind::Lemma, lemma));
        token.forms.parts.iter().for_each(|part| add(TermKind::Part, &part.form));
        token.forms.roots.iter().for_each(|root| add(TermKind::Root, root));
        token.forms.generic_roots.iter().for_each(|root| add(TermKind::GenericRoot, root));
    }
    words.sort();
    words.dedup();
    words
}

/// Words with their positions, in order, as [`Terms`] reads them. (tantivy's own pre-tokenized text
/// goes through JSON, which takes longer than the rest of indexing.)
fn encode(words: impl Iterator<Item = (usize, String)>) -> String {
    let mut out = String::new();
    let mut n_positions = 0;
    for (position, word) in words {
        if position < n_positions {
            out.push(SAME.into());
        }
        while n_positions <= position {
            out.push(NEXT.into());
            n_positions += 1;
        }
        out.push_str(&word);
    }
    out
}

/// Reads what [`encode`] wrote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms;

/// The words that are left.
pub(crate) struct Rest<'a> {
    text: &'a str,
    n_positions: usize,
    token: Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = Rest<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Rest<'a> {
        Rest { text, n_positions: 0, token: Token::default() }
    }
}

impl TokenStream for Rest<'_> {
    fn advance(&mut self) -> bool {
        while let Some(mark) = self.text.bytes().next() {
            let after = self.text.get(1..).unwrap_or_default();
            let end = after.bytes().position(|byte| byte == NEXT || byte == SAME);
            let (word, rest) = after.split_at(end.unwrap_or(after.len()));
            self.text = rest;
            self.n_positions += usize::from(mark == NEXT);
            if !word.is_empty() {
                self.token.position = self.n_positions.saturating_sub(1);
                self.token.text.clear();
                self.token.text.push_str(word);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kohtaanto_domain::text::{WordForms, WordPart};
    use std::sync::Arc;

    #[test]
    fn all_kinds_of_a_word_stand_at_its_position() {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let part = |form: &str| WordPart { form: form.to_owned(), generic: form == "työ" };
        let token = |term: &str, position, lemmas: &[&str], parts: &[&str]| AnalyzedToken {
            span: 0..term.len(),
            position,
            term: term.to_owned(),
            forms: Arc::new(WordForms {
                lemmas: owned(lemmas),
                parts: parts.iter().map(|form| part(form)).collect(),
                roots: owned(&["root"]),
                generic_roots: owned(&["weak"]),
            }),
        };
        let tokens = vec![
            token("it", 0, &["it"], &[]),
            token("it-työ", 0, &["it-työ"], &["it", "työ"]),
            token("kokkia", 2, &["kokki", "kokka"], &[]),
        ];
        let terms = terms(tokens);
        let terms: Vec<_> = terms.iter().map(|(at, term)| (*at, term.as_str())).collect();
        let expected = [
            (0, "\u{1}it"),
            (0, "\u{1}it-työ"),
            (0, "\u{2}it"),
            (0, "\u{2}työ"),
            (0, "\u{3}root"),
            (0, "\u{4}weak"),
            (0, "it"),
            (0, "it-työ"),
            (2, "\u{1}kokkia"),
            (2, "\u{3}root"),
            (2, "\u{4}weak"),
            (2, "kokka"),
            (2, "kokki"),
        ];
        assert_eq!(terms, expected);
    }

    #[test]
    fn words_keep_their_positions() {
        let table: [&[(usize, &str)]; 4] = [
            &[],
            &[(0, "it")],
            &[(0, "it"), (0, "it-tuki"), (1, "tuki"), (4, "työ")],
            &[(2, "a"), (2, "b"), (3, "c")],
        ];
        for words in table {
            let text = encode(words.iter().map(|(at, word)| (*at, (*word).to_owned())));
            let mut tokenizer = Terms;
            let mut stream = tokenizer.token_stream(&text);
            let mut read = Vec::new();
            while let Some(token) = stream.next() {
                read.push((token.position, token.text.clone()));
            }
            let read: Vec<_> = read.iter().map(|(at, word)| (*at, word.as_str())).collect();
            assert_eq!(read, words);
        }
    }
}
