//! Documents meet queries through concepts.

use kohtaanto_index::{ConceptLink, Filter, Index, IndexDocument, QueryConcept, WriterOptions};

fn document(id: &str, concepts: &[(&str, f32)]) -> IndexDocument {
    let concepts = concepts.iter().filter_map(|(uri, weight)| ConceptLink::new(*uri, *weight));
    IndexDocument { id: id.to_owned(), concepts: concepts.collect(), ..IndexDocument::default() }
}

#[test]
fn weights_of_both_sides_multiply_and_sum() {
    let index = Index::in_memory().expect("an index");
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    let documents = vec![
        document("a", &[("cook", 1.0), ("waiter", 0.5), ("waiter", 0.25)]),
        document("b", &[("waiter", 1.0)]),
        document("c", &[("nurse", 1.0), ("cook", 0.01)]),
    ];
    writer.upsert_all(documents).expect("put in");
    writer.commit("").expect("committed");
    drop(writer);
    let snapshot = index.snapshot().expect("a snapshot");
    let within = snapshot.matching(&Filter::default()).expect("all");
    let concept = |uri: &str, weight| QueryConcept { concept: uri.to_owned(), weight };
    let query = [concept("cook", 0.8), concept("waiter", 1.0), concept("pilot", 1.0)];
    let found = snapshot.concepts(&query, &within).expect("found");
    let mut found: Vec<_> = found
        .into_iter()
        .map(|hit| (snapshot.id(hit.doc).expect("an id").to_owned(), hit.score, hit.best))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found, [("a".to_owned(), 1.3, 0), ("b".to_owned(), 1.0, 1)]);
    assert!(snapshot.concepts(&[], &within).expect("nothing asked").is_empty());
}
