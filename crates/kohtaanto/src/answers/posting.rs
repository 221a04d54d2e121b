//! A posting in short.

use kohtaanto_domain::model::{JobPosting, Localized};
use serde::Serialize;
use std::collections::BTreeMap;

/// A posting in short: enough for a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostingBrief {
    /// Id given by the source.
    #[cfg_attr(feature = "openapi", schema(example = "nk-lie-002"))]
    pub id: String,
    /// Title, by language code.
    pub title: BTreeMap<String, String>,
    /// Name of the employer.
    pub employer: String,
    /// Codes of the municipalities of the work.
    #[cfg_attr(feature = "openapi", schema(example = json!(["422"])))]
    pub municipalities: Vec<String>,
    /// Last day on which one can apply.
    pub expires: Option<String>,
    /// Where to apply.
    pub apply: Option<String>,
}

impl PostingBrief {
    /// A posting in short.
    pub fn new(posting: &JobPosting) -> Self {
        Self {
            id: posting.id.to_string(),
            title: texts(&posting.title),
            employer: posting.employer.name.clone(),
            municipalities: posting.places.iter().map(|p| p.municipality.to_string()).collect(),
            expires: posting.expires.map(|day| day.to_string()),
            apply: posting.apply_url.clone(),
        }
    }
}

fn texts(texts: &Localized) -> BTreeMap<String, String> {
    texts.iter().map(|(lang, text)| (lang.to_string(), text.to_owned())).collect()
}
