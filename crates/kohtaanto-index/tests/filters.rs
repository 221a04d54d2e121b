//! Filters and facets.

mod common;

use common::snapshot;
use kohtaanto_index::{DocSet, FacetCount, Filter, Snapshot, Tag};

fn ids(snapshot: &Snapshot, docs: &DocSet) -> Vec<String> {
    let mut ids: Vec<_> =
        docs.iter().map(|doc| snapshot.id(doc).expect("an id").to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn filters_combine() {
    let snapshot = snapshot();
    let table: Vec<(Filter, &[&str])> = vec![
        (Filter::default().any_of(Tag::Municipality, ["422", "749"]), &["kokka", "stadare"]),
        (Filter::default().none_of(Tag::Municipality, ["167", "276"]), &["kokka", "stadare"]),
        (
            Filter::default()
                .any_of(Tag::Municipality, ["422", "749"])
                .none_of(Tag::Municipality, ["749"]),
            &["kokka"],
        ),
        (Filter::default().any_of(Tag::Municipality, ["000"]), &[]),
        (Filter::default().any_of(Tag::Shift, ["night"]), &[]),
        // hoitaja does not say when it was published, cpp does not say when it expires.
        (Filter { open_on: Some(102), ..Filter::default() }, &["cpp", "csharp", "hoitaja"]),
        (Filter { open_on: Some(207), ..Filter::default() }, &["cleaner", "cpp", "voditel"]),
        (Filter { published_to: Some(102), ..Filter::default() }, &["cpp", "csharp"]),
        (Filter { published_from: Some(107), ..Filter::default() }, &["cleaner", "voditel"]),
        (Filter { expires_to: Some(202), ..Filter::default() }, &["csharp", "hoitaja"]),
        (
            Filter { expires_from: Some(207), published_to: Some(107), ..Filter::default() },
            &["cleaner"],
        ),
    ];
    for (filter, expected) in table {
        let docs = snapshot.matching(&filter).expect("a set");
        assert_eq!(ids(&snapshot, &docs), expected, "{filter:?}");
    }
    let everything = Filter::default().any_of(Tag::Shift, [""; 0]);
    assert_eq!(snapshot.matching(&everything).expect("a set"), snapshot.all());
}

#[test]
fn facets_agree_with_filters() {
    let snapshot = snapshot();
    let facet = snapshot.facet(&snapshot.all(), Tag::Municipality).expect("counts");
    let count =
        |value: &str, n_docs, n_openings| FacetCount { value: value.into(), n_docs, n_openings };
    assert_eq!(
        facet,
        [
            count("167", 5, 1 + 2 + 4 + 8 + 9),
            count("276", 2, 3 + 5),
            count("422", 1, 6),
            count("749", 1, 7)
        ]
    );
    for FacetCount { value, n_docs, .. } in facet {
        let filter = Filter::default().any_of(Tag::Municipality, [value]);
        assert_eq!(snapshot.matching(&filter).expect("a set").len() as u64, n_docs);
    }
    let none = snapshot.doc_set([]);
    assert!(snapshot.facet(&none, Tag::Municipality).expect("counts").is_empty());
}
