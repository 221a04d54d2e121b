//! From a draft to a profile: what the person confirmed, rejected, or left open.

use super::reading::{Item, ProfileReading, Read};
use kohtaanto_domain::model::{CompetenceProfile, Evidence, Localized};
use std::collections::BTreeSet;

/// What a person said of items, by their keys. A rejected item stays rejected when the same words
/// are read again; a key that is in both is rejected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Keys of items that are right.
    pub confirmed: BTreeSet<String>,
    /// Keys of items that are wrong.
    pub rejected: BTreeSet<String>,
}

impl ProfileReading {
    /// The profile: all items but the rejected ones. A competence that is not confirmed counts as
    /// told, whatever the text says of work.
    pub fn decide(&self, decisions: &Decisions) -> CompetenceProfile {
        let is_confirmed = |key: &str| decisions.confirmed.contains(key);
        let competences = self.kept(&self.competences, decisions).map(|read| {
            let mut competence = read.value.clone();
            if !is_confirmed(self.key(read).as_str()) {
                competence.evidence = Evidence::Told;
            }
            competence
        });
        CompetenceProfile {
            history: self
                .kept(&self.history, decisions)
                .map(|read| read.value.employment.clone())
                .collect(),
            competences: competences.collect(),
            languages: self.kept(&self.languages, decisions).map(|read| read.value).collect(),
            education: self
                .kept(&self.education, decisions)
                .map(|read| read.value.clone())
                .collect(),
            licences: self.kept(&self.licences, decisions).map(|read| read.value).collect(),
            cards: self.kept(&self.cards, decisions).map(|read| read.value.clone()).collect(),
            text: Localized::single(self.lang, self.text.clone()),
        }
    }

    fn kept<'r, T: Item>(
        &'r self,
        items: &'r [Read<T>],
        decisions: &'r Decisions,
    ) -> impl Iterator<Item = &'r Read<T>> {
        items.iter().filter(|read| !decisions.rejected.contains(self.key(read).as_str()))
    }
}
