//! What concepts and their relations are called.

use super::TextLang;
use kohtaanto_taxonomy::{ConceptKind, Relation};

/// What a kind of concepts is called.
pub fn concept_kind(kind: ConceptKind, lang: TextLang) -> &'static str {
    match kind {
        ConceptKind::Occupation => lang.pick("ammatti", "yrke", "occupation"),
        ConceptKind::OccupationGroup => lang.pick("ammattiryhmä", "yrkesgrupp", "occupation group"),
        ConceptKind::Competence => lang.pick("osaaminen", "kunnande", "competence"),
        ConceptKind::CompetenceGroup => {
            lang.pick("osaamisryhmä", "kunnandegrupp", "competence group")
        }
        ConceptKind::Card => lang.pick("kortti tai lupa", "kort eller tillstånd", "card or permit"),
    }
}

/// What a relation is called, as the heading of a list of concepts; `inverse` for those that are so
/// related to a concept.
pub fn concept_relation(relation: Relation, inverse: bool, lang: TextLang) -> &'static str {
    match (relation, inverse) {
        (Relation::Broader, false) => lang.pick("kuuluu ryhmään", "hör till", "belongs to"),
        (Relation::Broader, true) => lang.pick("sisältää", "omfattar", "holds"),
        (Relation::Essential, false) => lang.pick("vaatii", "kräver", "needs"),
        (Relation::Optional, false) => lang.pick("hyötyy", "har nytta av", "can use"),
        (Relation::Essential, true) => lang.pick("välttämätön näissä", "nödvändig i", "needed in"),
        (Relation::Optional, true) => lang.pick("hyödyksi näissä", "till nytta i", "of use in"),
        (Relation::Related, _) => lang.pick("lähellä", "nära", "near"),
    }
}
