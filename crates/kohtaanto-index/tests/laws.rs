//! What holds for all documents and queries.

mod common;

use common::{LANGS, index, posting, query};
use kohtaanto_domain::model::Lang;
use kohtaanto_index::{
    Closeness, FieldText, Filter, FormKind, Index, IndexDocument, LexicalHit, Occur, Part,
    QueryWord, Require, Snapshot, Tag, WordForm, WordKind, WordQuery, WriterOptions,
    explained_score,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const WORDS: [&str; 14] = [
    "lähihoitaja",
    "hoitaja",
    "kotihoito",
    "c++",
    "IT-tuki",
    "tuki",
    "siivooja",
    "siivoojan",
    "städare",
    "cleaner",
    "schools",
    "водитель",
    "node.js",
    "työ",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..12).prop_map(|w| w.join(" "))
}

fn document() -> impl Strategy<Value = IndexDocument> {
    let texts = prop::collection::vec(
        (prop::sample::select(&Part::ALL[..]), prop::sample::select(&LANGS[..]), text()),
        0..5,
    );
    (texts, 0..4u8, any::<bool>()).prop_map(|(texts, place, remote)| {
        let mut tags = vec![(Tag::Municipality, place.to_string())];
        tags.extend(remote.then(|| (Tag::Remote, "yes".to_owned())));
        let texts = texts.into_iter().map(|(p, l, t)| FieldText::new(p, l, t)).collect();
        IndexDocument { texts, tags, ..IndexDocument::default() }
    })
}

fn documents() -> impl Strategy<Value = Vec<IndexDocument>> {
    prop::collection::vec(document(), 1..20).prop_map(|mut documents| {
        for (i, document) in documents.iter_mut().enumerate() {
            document.id = format!("d{i:02}");
        }
        documents
    })
}

/// A form of any kind, whether the analysis would give it or not.
fn form() -> impl Strategy<Value = WordForm> {
    let kinds = [
        FormKind::Raw,
        FormKind::Lemma,
        FormKind::LemmaInPart,
        FormKind::PartAsLemma,
        FormKind::PartInPart,
        FormKind::Root,
    ];
    let lang = prop::option::of(prop::sample::select(&LANGS[..]));
    (lang, prop::sample::select(&WORDS[..]), prop::sample::select(kinds.to_vec()), any::<bool>())
        .prop_map(|(lang, term, kind, generic)| WordForm {
            lang,
            term: term.to_owned(),
            kind,
            generic,
        })
}

fn words() -> impl Strategy<Value = WordQuery> {
    let occur =
        prop::sample::select(vec![Occur::Should, Occur::Should, Occur::Must, Occur::MustNot]);
    let kind = prop::sample::select(vec![
        WordKind::Word,
        WordKind::Word,
        WordKind::Prefix,
        WordKind::Suffix,
    ]);
    let forms = prop::collection::vec(form(), 0..3);
    let word = (occur, kind, prop::sample::select(&WORDS[..]), any::<bool>(), forms);
    let word = word.prop_map(|(occur, kind, surface, phrase, forms)| {
        let kind = if phrase { WordKind::Phrase } else { kind };
        let surface = if phrase { format!("{surface} työ") } else { surface.to_owned() };
        let mut word = QueryWord::analyzed(occur, kind, &surface, &LANGS);
        word.forms.extend(forms);
        word
    });
    let require = prop::sample::select(vec![
        Require::All,
        Require::AllButOne,
        Require::AtLeast(2),
        Require::Any,
    ]);
    (prop::collection::vec(word, 0..5), require)
        .prop_map(|(words, require)| WordQuery { words, require })
}

/// By id: the bits of the score, and the numbers of words met and met exactly.
type ById = BTreeMap<String, (u32, u16, u16)>;

fn by_id(snapshot: &Snapshot, hits: Vec<LexicalHit>) -> ById {
    let hits = hits.into_iter().map(|hit| {
        let id = snapshot.id(hit.doc).expect("an id").to_owned();
        (id, (hit.score.to_bits(), hit.n_met, hit.n_exact))
    });
    hits.collect()
}

type Answer = (ById, ById, Vec<(String, u64)>, Vec<String>);

fn answer(snapshot: &Snapshot, query: &WordQuery, text: &str) -> Answer {
    let words = snapshot.words(query, &snapshot.all()).expect("hits");
    let grams = snapshot.grams(text, &snapshot.all()).expect("hits");
    let complete = snapshot.complete("", &snapshot.all(), 99).expect("words");
    let suggest = snapshot.suggest("siivojan", 9).expect("words");
    (by_id(snapshot, words), by_id(snapshot, grams), complete, suggest)
}

fn snapshot(documents: &[IndexDocument], batch: usize) -> Snapshot {
    index(documents.to_vec(), batch).snapshot().expect("a snapshot")
}

proptest! {
    // Each case commits many times.
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn scores_do_not_depend_on_segments_order_or_deleted_documents(
        (documents, shuffled) in documents().prop_flat_map(|documents| {
            let shuffled = Just(documents.clone()).prop_shuffle();
            (Just(documents), shuffled)
        }),
        query in words(),
        text in text(),
        batch in 4usize..9,
    ) {
        let expected = answer(&snapshot(&documents, 99), &query, &text);
        prop_assert_eq!(&answer(&snapshot(&shuffled, batch), &query, &text), &expected);

        // Others are put in and taken out, some are put in twice, with three threads.
        let index = Index::in_memory().expect("an index");
        let options = WriterOptions { threads: 3, ..WriterOptions::default() };
        let mut writer = index.writer(options).expect("a writer");
        let others: Vec<_> = documents.iter().map(|document| {
            IndexDocument { id: format!("other {}", document.id), ..document.clone() }
        }).collect();
        writer.upsert_all(others.clone()).expect("put in");
        writer.upsert_all(shuffled.clone()).expect("put in");
        writer.commit("{}").expect("committed");
        others.iter().for_each(|other| writer.delete(&other.id).expect("taken out"));
        writer.upsert_all(documents.iter().take(5).cloned().collect()).expect("put in");
        writer.commit("{}").expect("committed");
        let deleted = index.snapshot().expect("a snapshot");
        prop_assert_eq!(&answer(&deleted, &query, &text), &expected);
        writer.compact().expect("compacted");
        let compact = index.snapshot().expect("a snapshot");
        prop_assert_eq!(&answer(&compact, &query, &text), &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_filter_only_removes(documents in documents(), query in words(), text in text(), place in 0..4u8) {
        let snapshot = snapshot(&documents, 7);
        let filter = Filter::default().any_of(Tag::Municipality, [place.to_string()]);
        let within = snapshot.matching(&filter).expect("a set");
        let keep = |hits: Vec<LexicalHit>| -> Vec<LexicalHit> {
            hits.into_iter().filter(|hit| within.contains(hit.doc)).collect()
        };
        let all = snapshot.all();
        prop_assert_eq!(
            snapshot.words(&query, &within).expect("hits"),
            keep(snapshot.words(&query, &all).expect("hits"))
        );
        prop_assert_eq!(
            snapshot.grams(&text, &within).expect("hits"),
            keep(snapshot.grams(&text, &all).expect("hits"))
        );
        let facet = snapshot.facet(&all, Tag::Municipality).expect("counts");
        let count = facet.iter().find(|count| count.value == place.to_string());
        prop_assert_eq!(count.map_or(0, |count| count.n_docs), within.len() as u64);
    }

    #[test]
    fn an_explanation_sums_to_its_score(documents in documents(), query in words()) {
        let snapshot = snapshot(&documents, 7);
        for hit in snapshot.words(&query, &snapshot.all()).expect("hits") {
            let rows = snapshot.explain_words(&query, &[hit.doc]).expect("rows").remove(0);
            prop_assert_eq!(explained_score(&rows).to_bits(), hit.score.to_bits());
            let met = |least| {
                let met = rows.iter().filter(|row| row.closeness() >= least);
                met.map(|row| row.word).collect::<std::collections::BTreeSet<_>>().len()
            };
            prop_assert_eq!(met(Closeness::Related), usize::from(hit.n_met));
            prop_assert_eq!(met(Closeness::Exact), usize::from(hit.n_exact));
            let shares: f32 = rows.iter().map(|row| row.share).sum();
            prop_assert!((shares - hit.score).abs() <= 1e-4 * hit.score.max(1.0));
        }
    }

    #[test]
    fn needing_fewer_words_only_adds(documents in documents(), query in words()) {
        let snapshot = snapshot(&documents, 7);
        let ids = |require| {
            let query = WordQuery { require, ..query.clone() };
            let hits = snapshot.words(&query, &snapshot.all()).expect("hits");
            hits.into_iter().map(|hit| hit.doc).collect::<std::collections::BTreeSet<_>>()
        };
        let (all, but_one, any) = (ids(Require::All), ids(Require::AllButOne), ids(Require::Any));
        prop_assert!(all.is_subset(&but_one) && but_one.is_subset(&any));
    }
}

#[test]
fn a_narrow_set_gives_the_scores_of_a_wide_one() {
    // Long lists, so that a narrow set is looked up by skips over their blocks.
    let documents = (0..1500).map(|i| {
        let title = ["Lähihoitaja", "Siivooja koulu", "Kokki"][i % 3];
        let body = "tuki ".repeat(1 + i % 5) + "on tärkeä";
        let place = if i % 97 == 5 { "999" } else { "167" };
        posting(&format!("d{i:04}"), Lang::FI, [title, "siivous", &body], place)
    });
    let snapshot = common::index(documents.collect(), 1000).snapshot().expect("a snapshot");
    let all = snapshot.all();
    let filter = Filter::default().any_of(Tag::Municipality, ["999"]);
    let narrow = snapshot.matching(&filter).expect("a set");
    assert_eq!(narrow.len(), 16);
    for text in ["siivooja tuki", "\"tuki on\" tärkeä", "tu*", "-kokki"] {
        let query = query(text, Require::Any);
        let mut wide = snapshot.words(&query, &all).expect("hits");
        wide.retain(|hit| narrow.contains(hit.doc));
        assert!(wide.len() > 9, "{text}");
        assert_eq!(snapshot.words(&query, &narrow).expect("hits"), wide, "{text}");
        for hit in wide {
            let rows = snapshot.explain_words(&query, &[hit.doc]).expect("rows").remove(0);
            assert_eq!(explained_score(&rows).to_bits(), hit.score.to_bits(), "{text}");
        }
    }
    let mut wide = snapshot.grams("siivooja", &all).expect("hits");
    wide.retain(|hit| narrow.contains(hit.doc));
    assert_eq!(snapshot.grams("siivooja", &narrow).expect("hits"), wide);
}
