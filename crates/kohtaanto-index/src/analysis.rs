//! From a document to the terms of its fields. The words themselves are `kohtaanto_domain::text`'s.

use crate::document::{IndexDocument, Part};
use crate::schema::{Fields, RAW_MARK, slot, text_field};
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{Analyzer, char_ngrams};
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// The document as tantivy takes it.
pub(crate) fn to_tantivy(document: IndexDocument, fields: &Fields) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    out.add_text(fields.id, &document.id);
    out.add_bytes(fields.payload, &document.payload);
    for text in &document.texts {
        let field = fields.texts[text_field(text.part, slot(text.lang))];
        out.add_pre_tokenized_text(field, words(text.lang, &text.text));
    }
    for (part, field) in [
        (Part::Title, fields.title_grams),
        (Part::Requirements, fields.requirement_grams),
    ] {
        let texts = document.texts.iter().filter(|text| text.part == part);
        let grams: BTreeSet<String> = texts.flat_map(|text| char_ngrams(&text.text)).collect();
        if !grams.is_empty() {
            out.add_pre_tokenized_text(field, tokens(grams.into_iter().map(|gram| (0, gram))));
        }
    }
    let titles = document
        .texts
        .iter()
        .filter(|text| text.part == Part::Title);
    out.add_u64(fields.n_titles, titles.count() as u64);
    let tags: BTreeSet<_> = document.tags.iter().collect();
    for (tag, value) in tags {
        out.add_text(fields.tags[*tag as usize], value);
    }
    let days = [
        (fields.published, document.published),
        (fields.expires, document.expires),
    ];
    for (field, day) in days {
        if let Some(day) = day {
            out.add_i64(field, i64::from(day));
        }
    }
    let rows = [
        (fields.title_row, document.title_row),
        (fields.content_row, document.content_row),
    ];
    for (field, row) in rows {
        if let Some(row) = row {
            out.add_u64(field, row);
        }
    }
    out.add_u64(fields.openings, u64::from(document.openings));
    out
}

/// The words of a text as its fields hold them: by stem, and as written behind the mark.
///
/// Alternatives of one position that have the same stem count once.
fn words(lang: Lang, text: &str) -> PreTokenizedString {
    let analyzed = Analyzer::of(lang).analyze(text).into_iter();
    let mut words: Vec<(usize, String)> = analyzed
        .flat_map(|token| {
            let position = token.position as usize;
            [(position, raw(&token.term)), (position, token.stem)]
        })
        .collect();
    words.sort();
    words.dedup();
    tokens(words.into_iter())
}

/// A word as written, as the fields hold it.
pub(crate) fn raw(term: &str) -> String {
    format!("{RAW_MARK}{term}")
}

fn tokens(words: impl Iterator<Item = (usize, String)>) -> PreTokenizedString {
    let token = |(position, text)| Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    };
    // The text itself is not stored.
    PreTokenizedString {
        text: String::new(),
        tokens: words.map(token).collect(),
    }
}
