//! What a person's competences and work are near to, as values: the taxonomy is the caller's.

use kohtaanto_domain::model::Lang;
use std::collections::BTreeMap;

/// Something near, how near, and which item of the person's it is near to.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// 0 to 1, 1 for the same.
    pub nearness: f32,
    /// The person's name for the item.
    pub by: String,
}

/// Concepts that a person's items are near to, by their identifiers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NearConcepts {
    /// Competences, by what the person tells and by the work done.
    pub competences: BTreeMap<String, Near>,
    /// Occupations, by the work done.
    pub occupations: BTreeMap<String, Near>,
    /// Occupations, by what the person wishes for.
    pub wished: BTreeMap<String, Near>,
    /// What the person's items are called in other languages, by the person's name for each.
    pub called: BTreeMap<String, Vec<(Lang, String)>>,
}

impl NearConcepts {
    /// Keeps the nearest item of a concept; the first of equals.
    pub fn raise(near: &mut BTreeMap<String, Near>, uri: &str, nearness: f32, by: &str) {
        match near.get_mut(uri) {
            Some(old) if old.nearness >= nearness => {}
            Some(old) => *old = Near { nearness, by: by.to_owned() },
            None => {
                near.insert(uri.to_owned(), Near { nearness, by: by.to_owned() });
            }
        }
    }
}
