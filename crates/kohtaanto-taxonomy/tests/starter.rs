//! The starter taxonomy: that its tables hold together, and that they agree with ESCO where they
//! refer to it.

use kohtaanto_domain::model::Lang;
use kohtaanto_taxonomy::{
    ConceptId, ConceptKind, ImportOptions, LabelKind, NewConcept, Relation, Taxonomy, import_esco,
    starter_tables,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Labels that two rows of one kind may share, as (language, label).
const SHARED: [(&str, &str); 15] = [
    ("ar", "حلاق"),
    ("ar", "مربية أطفال"),
    ("fi", "kokki-tarjoilija"),
    ("fi", "lihamestari"),
    ("fi", "ope"),
    ("fi", "opettaja"),
    ("fi", "prosessinhoitaja"),
    ("fi", "prosessioperaattori"),
    ("ru", "дворник"),
    ("ru", "переводчик"),
    ("so", "shaqaale shaybaar"),
    ("sv", "köttmästare"),
    ("sv", "landskapsplanerare"),
    ("uk", "двірник"),
    ("uk", "двірничка"),
];

static STARTER: LazyLock<Taxonomy> =
    LazyLock::new(|| starter_tables().expect("tables").build().expect("a taxonomy"));

fn of_kind(kind: ConceptKind) -> impl Iterator<Item = ConceptId> {
    STARTER.concepts().filter(move |id| STARTER.kind(*id) == kind)
}

fn has_preferred(id: ConceptId, lang: Lang) -> bool {
    let mut labels = STARTER.labels(id);
    labels.any(|label| label.lang == lang && label.kind == LabelKind::Preferred)
}

/// That identifiers are unique, relations lead somewhere and nothing goes in a circle, the builder
/// has made sure of.
#[test]
fn there_is_enough_for_common_work() {
    assert!(of_kind(ConceptKind::Occupation).count() >= 300);
    assert!(of_kind(ConceptKind::Competence).count() >= 600);
    assert!(of_kind(ConceptKind::Card).count() >= 20);
    let further = [Lang::RU, Lang::UK, Lang::AR, Lang::ET, Lang::SO];
    let in_all = |id: &ConceptId| further.iter().all(|lang| has_preferred(*id, *lang));
    assert!(of_kind(ConceptKind::Occupation).filter(in_all).count() >= 120);
}

#[test]
fn everything_has_a_name_in_finnish_swedish_and_english() {
    for id in STARTER.concepts() {
        for lang in [Lang::FI, Lang::SV, Lang::EN] {
            assert!(has_preferred(id, lang), "{} has no name in {lang:?}", STARTER.uri(id));
        }
    }
}

/// ISCO-08 itself has groups that are called like the only group below them.
#[test]
fn no_label_is_there_twice_within_a_kind() {
    let mut bearers: BTreeMap<(&str, Lang, String), BTreeSet<&str>> = BTreeMap::new();
    for id in STARTER.concepts() {
        let kind = STARTER.kind(id);
        if kind == ConceptKind::OccupationGroup {
            continue;
        }
        for label in STARTER.labels(id) {
            let key = (kind.code(), label.lang, label.text.to_lowercase());
            bearers.entry(key).or_default().insert(STARTER.uri(id));
        }
    }
    let allowed = |lang: Lang, text: &str| SHARED.contains(&(lang.as_str(), text));
    let twice: Vec<String> = bearers
        .iter()
        .filter(|((_, lang, text), uris)| uris.len() > if allowed(*lang, text) { 2 } else { 1 })
        .map(|((kind, lang, text), uris)| format!("{kind} {} {text}: {uris:?}", lang.as_str()))
        .collect();
    assert!(twice.is_empty(), "rows share a label:\n{}", twice.join("\n"));
    for (lang, text) in SHARED {
        let is_shared = |key: &&(&str, Lang, String)| key.1.as_str() == lang && key.2 == text;
        let n = bearers.keys().filter(is_shared).filter(|key| bearers[key].len() == 2).count();
        assert!(n > 0, "{lang} {text:?} is shared by no two rows: take it out of the list");
    }
}

#[test]
fn occupations_have_their_unit_group_and_needs_and_competences_a_group() {
    let broader = |id| -> Vec<ConceptId> { STARTER.related(id, Relation::Broader).collect() };
    for id in of_kind(ConceptKind::Occupation) {
        let [group] = broader(id)[..] else { panic!("{} has one group", STARTER.uri(id)) };
        assert_eq!(STARTER.code(group), STARTER.code(id), "{}", STARTER.uri(id));
        let mut group = group;
        while let [above] = broader(group)[..] {
            let [code, prefix] = [group, above].map(|id| STARTER.code(id).expect("a code"));
            assert_eq!(prefix, &code[..code.len() - 1]);
            group = above;
        }
        assert_eq!(STARTER.code(group).map(str::len), Some(1), "{}", STARTER.uri(id));
        let n_needed = STARTER.related(id, Relation::Essential).count();
        assert!(n_needed > 0, "{} needs no competence", STARTER.uri(id));
    }
    for id in of_kind(ConceptKind::Competence) {
        let [group] = broader(id)[..] else { panic!("{} has one group", STARTER.uri(id)) };
        assert_eq!(STARTER.kind(group), ConceptKind::CompetenceGroup);
    }
}

/// Rows of isco-groups.tsv that no occupation needs are no part of the taxonomy.
#[test]
fn groups_that_no_occupation_needs_are_not_kept() {
    let table = include_str!("../data/isco-groups.tsv");
    let n_rows = table.lines().filter(|line| !line.starts_with('#')).count() - 1;
    assert_eq!(n_rows, of_kind(ConceptKind::OccupationGroup).count());
    for id in of_kind(ConceptKind::CompetenceGroup) {
        let n = STARTER.inverse(id, Relation::Broader).count();
        assert!(n > 0, "no competence is in {}", STARTER.uri(id));
    }
}

/// What is called ESCO's is there in ESCO, where that lies beside the project.
#[test]
fn what_refers_to_esco_agrees_with_it() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/esco");
    if !dir.exists() {
        println!("skipped: no ESCO beside the project");
        return;
    }
    let esco = import_esco(&dir, &ImportOptions::default()).expect("an import");
    let esco: BTreeMap<&str, &NewConcept> =
        esco.concepts().map(|concept| (concept.uri.as_str(), concept)).collect();
    for id in STARTER.concepts().filter(|id| STARTER.uri(*id).starts_with("http")) {
        let uri = STARTER.uri(id);
        let other = esco.get(uri).unwrap_or_else(|| panic!("{uri} is not in ESCO"));
        assert_eq!(STARTER.kind(id), other.kind, "{uri}");
        if STARTER.kind(id) != ConceptKind::Competence {
            assert_eq!(STARTER.code(id), other.code.as_deref(), "{uri}");
        }
    }
}

#[test]
fn the_shipped_file_is_that_of_the_tables() {
    let made = starter_tables().expect("the tables").build().expect("it holds together");
    let shipped = Taxonomy::starter();
    assert!(made.as_bytes() == shipped.as_bytes(), "run `cargo xtask taxonomy`");
}
