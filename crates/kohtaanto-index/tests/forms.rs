//! Kinds of forms: what each weighs, which meet a word, which meet it exactly, which exclude.

mod common;

use common::{index, posting, ranked};
use kohtaanto_domain::model::Lang;
use kohtaanto_index::coefficients::{
    GENERIC_PART, LEMMA, LEMMA_IN_PART, PART_AS_LEMMA, PART_IN_PART, RAW, ROOT,
};
use kohtaanto_index::{
    FormKind, LexicalHit, Occur, QueryWord, Require, Snapshot, TermKind, WordForm, WordKind,
    WordQuery,
};

/// Words that every analysis leaves as they are: what is tested is the index.
fn snapshot() -> Snapshot {
    let documents = vec![
        posting("a1", Lang::SO, ["a1", "", ""], "167"),
        posting("b2", Lang::SO, ["b2", "", ""], "167"),
        posting("c3", Lang::SO, ["c3", "", ""], "167"),
        posting("a1-b2", Lang::SO, ["a1 b2", "", ""], "167"),
        posting("b2-c3", Lang::SO, ["b2 x9 c3", "", ""], "167"),
    ];
    index(documents, 2).snapshot().expect("a snapshot")
}

fn form(kind: FormKind, term: &str) -> WordForm {
    let lang = (kind != FormKind::Raw).then_some(Lang::SO);
    WordForm { lang, term: term.to_owned(), kind, generic: false }
}

fn word(occur: Occur, forms: Vec<WordForm>) -> QueryWord {
    QueryWord { occur, kind: WordKind::Word, surface: String::new(), forms }
}

fn hits(snapshot: &Snapshot, words: Vec<QueryWord>, require: Require) -> Vec<LexicalHit> {
    let query = WordQuery { words, require };
    snapshot.words(&query, &snapshot.all()).expect("hits")
}

fn ids(snapshot: &Snapshot, hits: &[LexicalHit]) -> Vec<String> {
    let mut ids = ranked(snapshot, hits.to_vec());
    ids.sort();
    ids
}

#[test]
fn each_kind_has_its_weight() {
    let snapshot = snapshot();
    let score = |kind| {
        let found =
            hits(&snapshot, vec![word(Occur::Should, vec![form(kind, "a1")])], Require::All);
        found.first().map(|hit| hit.score)
    };
    let lemma = score(FormKind::Lemma).expect("found");
    for (kind, weight) in [(FormKind::Raw, RAW), (FormKind::PartAsLemma, PART_AS_LEMMA)] {
        let found = score(kind).expect("found");
        assert!((found / lemma - weight / LEMMA).abs() < 1e-5, "{kind:?}");
    }
    let marked = [FormKind::LemmaInPart, FormKind::PartInPart, FormKind::Root];
    assert!(marked.iter().all(|kind| score(*kind).is_none()), "no parts, no families");
    let weights = [LEMMA, LEMMA_IN_PART, RAW, PART_AS_LEMMA, PART_IN_PART, ROOT, GENERIC_PART];
    assert!(weights.is_sorted_by(|a, b| a > b));
}

#[test]
fn parts_meet_a_word_but_not_exactly() {
    let snapshot = snapshot();
    let forms = || vec![form(FormKind::Lemma, "a1"), form(FormKind::PartAsLemma, "b2")];
    let demanded = hits(&snapshot, vec![word(Occur::Must, forms())], Require::All);
    assert_eq!(ids(&snapshot, &demanded), ["a1", "a1-b2"], "what is demanded is the word itself");
    let found = hits(&snapshot, vec![word(Occur::Should, forms())], Require::All);
    assert_eq!(ids(&snapshot, &found), ["a1", "a1-b2", "b2", "b2-c3"]);
    for hit in found {
        let has_a = snapshot.id(hit.doc).expect("an id").starts_with("a1");
        assert_eq!((hit.n_met, hit.n_exact), (1, u16::from(has_a)));
    }
}

#[test]
fn a_part_that_says_little_alone_adds_but_does_not_meet() {
    let snapshot = snapshot();
    let generic = WordForm { generic: true, ..form(FormKind::PartAsLemma, "b2") };
    let asked = |occur| word(occur, vec![form(FormKind::Lemma, "a1"), generic.clone()]);
    for occur in [Occur::Should, Occur::Must] {
        let found = hits(&snapshot, vec![asked(occur)], Require::Any);
        assert_eq!(ids(&snapshot, &found), ["a1", "a1-b2"]);
    }
    // With another word that is met, it adds to the score and is explained.
    let other = word(Occur::Should, vec![form(FormKind::Lemma, "c3")]);
    let found = hits(&snapshot, vec![asked(Occur::Should), other.clone()], Require::Any);
    assert_eq!(ids(&snapshot, &found), ["a1", "a1-b2", "b2-c3", "c3"]);
    let both = found.iter().find(|hit| snapshot.id(hit.doc).expect("an id") == "b2-c3");
    let both = both.expect("found");
    assert_eq!((both.n_met, both.n_exact), (1, 1));
    let alone = hits(&snapshot, vec![other.clone()], Require::Any);
    let alone = alone.iter().find(|hit| hit.doc == both.doc).expect("found");
    assert!(both.score > alone.score);
    let query = WordQuery { words: vec![asked(Occur::Should), other], require: Require::Any };
    let rows = snapshot.explain_words(&query, &[both.doc]).expect("rows").remove(0);
    assert_eq!(
        rows.iter().map(|row| (row.word, row.generic)).collect::<Vec<_>>(),
        [(0, true), (1, false)]
    );
}

#[test]
fn only_the_word_itself_excludes() {
    let snapshot = snapshot();
    let generic = WordForm { generic: true, ..form(FormKind::Lemma, "c3") };
    let forms = vec![
        form(FormKind::Lemma, "a1"),
        form(FormKind::PartAsLemma, "b2"),
        form(FormKind::Root, "c3"),
        generic,
    ];
    let found = hits(&snapshot, vec![word(Occur::MustNot, forms)], Require::All);
    assert_eq!(ids(&snapshot, &found), ["b2", "b2-c3", "c3"]);
    let raw = word(Occur::MustNot, vec![form(FormKind::Raw, "b2")]);
    assert_eq!(ids(&snapshot, &hits(&snapshot, vec![raw], Require::All)), ["a1", "c3"]);
}

#[test]
fn phrases_have_alternatives() {
    let snapshot = snapshot();
    let phrase = |rows: &[&str]| QueryWord {
        kind: WordKind::Phrase,
        ..word(Occur::Should, rows.iter().map(|row| form(FormKind::Lemma, row)).collect())
    };
    let found = |rows: &[&str]| ids(&snapshot, &hits(&snapshot, vec![phrase(rows)], Require::All));
    assert_eq!(found(&["a1 b2"]), ["a1-b2"]);
    assert_eq!(found(&["b2 c3"]), [""; 0], "x9 stands between");
    assert_eq!(found(&["a1 c3", "x9 c3", "a1 b2"]), ["a1-b2", "b2-c3"]);
}

#[test]
fn a_term_that_two_forms_look_for_counts_once() {
    let snapshot = snapshot();
    let (lemma, part) = (form(FormKind::Lemma, "a1"), form(FormKind::PartAsLemma, "a1"));
    let expected = hits(&snapshot, vec![word(Occur::Should, vec![lemma.clone()])], Require::All);
    for forms in [vec![lemma.clone(), part.clone()], vec![part, lemma]] {
        assert_eq!(hits(&snapshot, vec![word(Occur::Should, forms)], Require::All), expected);
    }
}

#[test]
fn sizes_are_told_by_kind() {
    let sizes = snapshot().term_sizes().expect("sizes");
    let of = |kind| sizes.iter().find(|size| size.kind == kind).expect("there");
    let (raw, lemma) = (of(Some(TermKind::Raw)), of(Some(TermKind::Lemma)));
    assert_eq!(raw.n_terms, lemma.n_terms);
    assert_eq!(raw.term_bytes, lemma.term_bytes + raw.n_terms, "one byte more for the mark");
    assert!(lemma.posting_bytes > 0 && of(None).n_terms > 0);
}
