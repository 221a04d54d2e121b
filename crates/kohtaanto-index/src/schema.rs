//! The fields of the index.
//!
//! Each part has one field for each language that has one of its own, and one for all others. In a
//! text field every word stands at its position by its lemmas, as written, by the parts of a
//! compound and by its families ([`TermKind`](crate::TermKind)). All share one field, so that a
//! posting in three languages is not taken for one posting of three times the length.

use crate::analysis::TOKENIZER;
use crate::document::{Part, Tag};
use kohtaanto_domain::model::Lang;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Raised when what is written changes (fields, analysis): older folders are then incompatible.
const FORMAT: &str = "kohtaanto_index_5";

/// Languages with fields of their own; the last one stands for all others.
const SLOTS: [&str; 13] =
    ["fi", "sv", "en", "ru", "et", "uk", "ar", "de", "fr", "es", "da", "no", "xx"];

/// How many languages have fields of their own, with one for the others.
pub(crate) const N_SLOTS: usize = SLOTS.len();
/// How many text fields there are.
pub(crate) const N_TEXT_FIELDS: usize = N_SLOTS * Part::ALL.len();

/// The language field of a language.
pub(crate) fn slot(lang: Lang) -> usize {
    let code = match lang.as_str() {
        "nb" | "nn" => "no",
        code => code,
    };
    SLOTS.iter().position(|slot| *slot == code).unwrap_or(N_SLOTS - 1)
}

/// The language of a language field, `xx` for the others.
pub(crate) fn slot_lang(slot: usize) -> Lang {
    SLOTS.get(slot).and_then(|code| code.parse().ok()).unwrap_or(Lang::EN)
}

/// The language under which contributions and sizes name texts of a language: its own, or that of
/// the field that it shares (`no` for `nb`, `xx` for languages without a field).
pub fn field_lang(lang: Lang) -> Lang {
    slot_lang(slot(lang))
}

/// The number of a text field among the text fields.
pub(crate) fn text_field(part: Part, slot: usize) -> usize {
    part as usize * N_SLOTS + slot
}

pub(crate) const PUBLISHED: &str = "published";
pub(crate) const EXPIRES: &str = "expires";
pub(crate) const TITLE_ROW: &str = "title_row";
pub(crate) const CONTENT_ROW: &str = "content_row";
pub(crate) const OPENINGS: &str = "openings";
pub(crate) const N_TITLES: &str = "n_titles";
pub(crate) const VERSION: &str = "version";
pub(crate) const POINTS: &str = "points";
pub(crate) const EXTENT_MIN: &str = "extent_min";
pub(crate) const EXTENT_MAX: &str = "extent_max";
pub(crate) const ID: &str = "id";

/// Name of a tag's field.
pub(crate) fn tag_name(tag: Tag) -> String {
    format!("tag_{}", tag.name())
}

/// Handles of the fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) payload: Field,
    /// By [`text_field`].
    pub(crate) texts: Vec<Field>,
    pub(crate) title_grams: Field,
    pub(crate) requirement_grams: Field,
    /// Concepts, each as often as it weighs.
    pub(crate) concepts: Field,
    /// In the order of [`Tag::ALL`].
    pub(crate) tags: Vec<Field>,
    pub(crate) published: Field,
    pub(crate) expires: Field,
    pub(crate) title_row: Field,
    pub(crate) content_row: Field,
    pub(crate) openings: Field,
    pub(crate) n_titles: Field,
    pub(crate) version: Field,
    /// As [`pack`](crate::points::pack) packs them.
    pub(crate) points: Field,
    pub(crate) extent_min: Field,
    pub(crate) extent_max: Field,
}

/// The schema and its handles.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |tokenizer, option, norms| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let words = indexed(TOKENIZER, IndexRecordOption::WithFreqsAndPositions, true);
    let grams = indexed(TOKENIZER, IndexRecordOption::Basic, true);
    let weighted = indexed(TOKENIZER, IndexRecordOption::WithFreqs, false);
    let keywords = indexed("raw", IndexRecordOption::Basic, false).set_fast("raw");

    builder.add_bytes_field(FORMAT, STORED);
    let fields = Fields {
        id: builder.add_text_field(ID, STRING | STORED | FAST),
        payload: builder.add_bytes_field("payload", STORED),
        texts: Part::ALL
            .iter()
            .flat_map(|part| SLOTS.map(|slot| format!("{}_{slot}", part.name())))
            .map(|name| builder.add_text_field(&name, words.clone()))
            .collect(),
        title_grams: builder.add_text_field("title_grams", grams.clone()),
        requirement_grams: builder.add_text_field("requirement_grams", grams),
        concepts: builder.add_text_field("concepts", weighted),
        tags: Tag::ALL
            .iter()
            .map(|tag| builder.add_text_field(&tag_name(*tag), keywords.clone()))
            .collect(),
        published: builder.add_i64_field(PUBLISHED, FAST),
        expires: builder.add_i64_field(EXPIRES, FAST),
        title_row: builder.add_u64_field(TITLE_ROW, FAST),
        content_row: builder.add_u64_field(CONTENT_ROW, FAST),
        openings: builder.add_u64_field(OPENINGS, FAST),
        n_titles: builder.add_u64_field(N_TITLES, FAST),
        version: builder.add_u64_field(VERSION, FAST),
        points: builder.add_u64_field(POINTS, FAST),
        extent_min: builder.add_u64_field(EXTENT_MIN, FAST),
        extent_max: builder.add_u64_field(EXTENT_MAX, FAST),
    };
    (builder.build(), fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_without_a_field_share_one() {
        let lang = |code: &str| code.parse::<Lang>().expect("a code");
        assert_eq!(slot(Lang::FI), 0);
        assert_eq!(slot(lang("nb")), slot(lang("no")));
        assert_eq!(slot(Lang::SO), slot(lang("pl")));
        assert_eq!(field_lang(Lang::SO).as_str(), "xx");
        assert_eq!(text_field(Part::Body, N_SLOTS - 1), N_TEXT_FIELDS - 1);
    }
}
