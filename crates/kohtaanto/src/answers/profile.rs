//! What was read from a person's text.

use crate::profile::ProfileItem;
use serde::Serialize;

/// One thing that a text tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemAnswer {
    /// Its number, from 1.
    pub number: usize,
    /// What it is known by, also when the text is read anew.
    pub key: String,
    /// What it is.
    pub kind: &'static str,
    /// What it says.
    pub label: String,
    /// The words that led to it.
    pub words: String,
    /// Bytes of the words in the masked text: first, and one past the last.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<usize>, min_items = 2, max_items = 2))]
    pub span: [usize; 2],
    /// How sure it is, above 0, at most 1.
    pub confidence: f32,
    /// What the person has said of it.
    pub state: &'static str,
}

impl ItemAnswer {
    /// An item with its number.
    pub fn new(number: usize, item: &ProfileItem) -> Self {
        Self {
            number,
            key: item.key.clone(),
            kind: item.kind.code(),
            label: item.label.clone(),
            words: item.words.clone(),
            span: [item.span.start, item.span.end],
            confidence: item.confidence,
            state: item.state.code(),
        }
    }
}
