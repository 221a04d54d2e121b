//! Filters and facets.

mod common;

use common::snapshot;
use kohtaanto_domain::geo::Point;
use kohtaanto_index::{
    AnyOf, DocSet, FacetCount, Filter, Index, IndexDocument, Near, Snapshot, Tag, TagMatch,
    WriterOptions,
};

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
fn conditions_across_tags_and_places_combine() {
    let index = Index::in_memory().expect("an index");
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    let document = |id: &str, municipality: &str, employer: &str| IndexDocument {
        id: id.into(),
        tags: vec![(Tag::Municipality, municipality.into()), (Tag::EmployerKey, employer.into())],
        ..IndexDocument::default()
    };
    let point = |lat, lon| Point { lat, lon };
    let documents = vec![
        IndexDocument {
            points: vec![point(62.0, 29.0), point(63.0, 30.0)],
            extent: Some((500, 800)),
            openings: 3,
            ..document("two-points", "167", "kunta")
        },
        IndexDocument {
            points: vec![point(-62.0, -29.0)],
            extent: Some((1000, 1000)),
            version: Some(7),
            ..document("south", "422", "kuntayhtymä")
        },
        document("nowhere", "276", "1234567-1"),
    ];
    writer.upsert_all(documents).expect("put in");
    writer.commit("").expect("committed");
    let snapshot = index.snapshot().expect("a snapshot");
    let whole = |tag, value: &str| (tag, TagMatch::Whole(value.to_owned()));
    let prefix = |tag, value: &str| (tag, TagMatch::Prefix(value.to_owned()));
    let any = |tags, near| AnyOf { tags, near, negate: false };
    let near = |lat, lon, km| Near { point: point(lat, lon), km };
    let with = |any_of| Filter { any_of: vec![any_of], ..Filter::default() };
    let table: Vec<(Filter, &[&str])> = vec![
        (with(any(vec![prefix(Tag::EmployerKey, "kunta")], vec![])), &["south", "two-points"]),
        (with(any(vec![whole(Tag::EmployerKey, "kunta")], vec![])), &["two-points"]),
        (with(any(vec![prefix(Tag::EmployerKey, "1234567")], vec![])), &["nowhere"]),
        (
            with(any(
                vec![whole(Tag::Municipality, "276"), whole(Tag::EmployerKey, "kunta")],
                vec![],
            )),
            &["nowhere", "two-points"],
        ),
        (with(any(vec![], vec![near(62.99, 30.0, 2.0)])), &["two-points"]),
        (with(any(vec![], vec![near(62.99, 30.0, 1.0)])), &[]),
        (
            with(any(vec![whole(Tag::Municipality, "276")], vec![near(-62.0, -29.0, 0.1)])),
            &["nowhere", "south"],
        ),
        (
            with(AnyOf { negate: true, ..any(vec![], vec![near(62.0, 29.0, 5.0)]) }),
            &["nowhere", "south"],
        ),
        (with(AnyOf::default()), &[]),
        (with(AnyOf { negate: true, ..AnyOf::default() }), &["nowhere", "south", "two-points"]),
        (Filter { extent_min: Some(500), ..Filter::default() }, &["south", "two-points"]),
        (Filter { extent_max: Some(800), ..Filter::default() }, &["two-points"]),
        (Filter { extent_min: Some(501), extent_max: Some(999), ..Filter::default() }, &[]),
    ];
    for (filter, expected) in table {
        let docs = snapshot.matching(&filter).expect("a set");
        assert_eq!(ids(&snapshot, &docs), expected, "{filter:?}");
    }
    assert_eq!(snapshot.n_openings(&snapshot.all()).expect("a sum"), 5);
    let version = |id: &str| {
        let doc = snapshot.find(id).expect("reads").expect("is there");
        snapshot.version(doc).expect("reads")
    };
    assert_eq!((version("south"), version("nowhere")), (Some(7), None));
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
