//! What concepts and their relations are called.

use super::TextLang;
use kohtaanto_taxonomy::ConceptKind;

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

/// What a relation is called, by its code in JSON: the heading of a list of concepts.
pub fn concept_relation(code: &str, lang: TextLang) -> &str {
    match code {
        "broader" => lang.pick("kuuluu ryhmään", "hör till", "belongs to"),
        "narrower" => lang.pick("sisältää", "omfattar", "holds"),
        "essential" => lang.pick("vaatii", "kräver", "needs"),
        "optional" => lang.pick("hyötyy", "har nytta av", "can use"),
        "essential_for" => lang.pick("välttämätön näissä", "nödvändig i", "needed in"),
        "optional_for" => lang.pick("hyödyksi näissä", "till nytta i", "of use in"),
        "related" => lang.pick("lähellä", "nära", "near"),
        other => other,
    }
}
