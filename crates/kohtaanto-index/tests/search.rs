//! Words, n-grams and suggestions on a handful of postings.

mod common;

use common::{posting, query, ranked, snapshot};
use kohtaanto_domain::model::Lang;
use kohtaanto_index::{
    Closeness, Filter, FormKind, Occur, Part, QueryWord, Require, Tag, WordKind, explained_score,
};

#[test]
fn words_find_what_they_should() {
    let snapshot = snapshot();
    let table: &[(&str, Require, &[&str])] = &[
        ("lähihoitajan", Require::All, &["hoitaja"]),
        ("C++", Require::All, &["cpp"]),
        ("c#", Require::All, &["csharp"]),
        ("c", Require::All, &[]),
        ("sql", Require::All, &["cpp"]),
        ("SQL:ää", Require::All, &["cpp"]),
        ("node.js", Require::All, &["cpp"]),
        ("IT-tuki", Require::All, &["tuki"]),
        ("\"IT tuki\"", Require::All, &["tuki"]),
        ("it", Require::All, &["tuki"]),
        ("kokki", Require::All, &["kokki"]),
        ("\"söker städare\"", Require::All, &["stadare"]),
        ("\"städare söker\"", Require::All, &[]),
        ("\"tuki on tärkeä\"", Require::All, &["tuki"]),
        ("\"tuki tärkeä\"", Require::All, &[]),
        ("schools", Require::All, &["cleaner"]),
        ("водители", Require::All, &["voditel"]),
        ("ohjel*", Require::All, &["cpp", "csharp"]),
        ("*hoitaja", Require::All, &["hoitaja"]),
        ("*hoitajaa", Require::All, &[]),
        ("ohjel* -c++", Require::All, &["csharp"]),
        ("ohjel* -\"c++ ohjelmoija\"", Require::All, &["csharp"]),
        ("+windows tuki torilla", Require::Any, &["tuki"]),
        ("tuki windows torilla", Require::All, &[]),
        ("tuki windows torilla", Require::AllButOne, &["tuki"]),
        ("tuki windows torilla", Require::Any, &["tuki", "kokki"]),
        ("tuki windows torilla", Require::AtLeast(2), &["tuki"]),
        (
            "-lähihoitaja -kokki -c++ -c# -it",
            Require::All,
            &["cleaner", "kokka", "stadare", "voditel"],
        ),
        ("tuntematon", Require::All, &[]),
        ("+tuntematon kokki", Require::Any, &[]),
        ("", Require::All, &[]),
    ];
    for (text, require, expected) in table {
        let hits = snapshot.words(&query(text, *require), &snapshot.all()).expect("hits");
        assert_eq!(ranked(&snapshot, hits), *expected, "{text} {require:?}");
    }
}

#[test]
fn the_set_is_never_left() {
    let snapshot = snapshot();
    let filter = Filter::default().any_of(Tag::Municipality, ["276"]);
    let within = snapshot.matching(&filter).expect("a set");
    for text in ["kokki", "ohjel*", "*okki", "-c++", "\"ohjelmoit palveluja\""] {
        let hits = snapshot.words(&query(text, Require::Any), &within).expect("hits");
        assert!(!hits.is_empty() && hits.iter().all(|hit| within.contains(hit.doc)), "{text}");
    }
    let hits = snapshot.grams("kokki", &within).expect("hits");
    assert_eq!(ranked(&snapshot, hits), ["kokki"]);
}

#[test]
fn hits_count_the_words_they_meet() {
    let snapshot = snapshot();
    let query = query("+windows tuki torilla", Require::Any);
    let hits = snapshot.words(&query, &snapshot.all()).expect("hits");
    assert_eq!(hits.iter().map(|hit| hit.n_met).collect::<Vec<_>>(), [2]);
}

#[test]
fn the_title_weighs_more_than_the_body() {
    let documents = vec![
        posting("body", Lang::FI, ["Avustaja", "", "Siivooja tekee työn."], "167"),
        posting("title", Lang::FI, ["Siivooja", "", "Avustaja tekee työn."], "167"),
    ];
    let snapshot = common::index(documents, 9).snapshot().expect("a snapshot");
    let hits = snapshot.words(&query("siivooja", Require::All), &snapshot.all()).expect("hits");
    assert_eq!(ranked(&snapshot, hits), ["title", "body"]);
}

#[test]
fn translations_do_not_make_a_posting_long() {
    let mut many = posting("many", Lang::FI, ["Siivooja koulu", "", ""], "167");
    let sv = posting("x", Lang::SV, ["Städare till en skola i Joensuu", "", ""], "167");
    many.texts.extend(sv.texts);
    let one = posting("one", Lang::FI, ["Siivooja koulu", "", ""], "167");
    let snapshot = common::index(vec![many, one], 9).snapshot().expect("a snapshot");
    let hits = snapshot.words(&query("siivooja", Require::All), &snapshot.all()).expect("hits");
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0].score.to_bits(), hits[1].score.to_bits());
}

#[test]
fn explanations_name_term_part_and_language() {
    let snapshot = snapshot();
    let doc = snapshot.find("hoitaja").expect("read").expect("there");
    let query = query("lähihoitajan tuntematon", Require::Any);
    let rows = snapshot.explain_words(&query, &[doc]).expect("rows").remove(0);
    let exact = rows.iter().filter(|row| row.closeness() == Closeness::Exact);
    let seen: Vec<_> = exact.map(|r| (r.word, r.part, r.lang, r.kind)).collect();
    let lemma = |part| (0, part, Lang::FI, FormKind::Lemma);
    assert_eq!(seen, [lemma(Part::Title), lemma(Part::Body)]);
    let hits = snapshot.words(&query, &snapshot.all()).expect("hits");
    assert_eq!(explained_score(&rows).to_bits(), hits[0].score.to_bits());
    let shares: f32 = rows.iter().map(|row| row.share).sum();
    assert!((shares - hits[0].score).abs() < 1e-5);
}

#[test]
fn grams_find_compounds_and_misspellings() {
    let snapshot = snapshot();
    let first = |text: &str| {
        let hits = snapshot.grams(text, &snapshot.all()).expect("hits");
        assert!(hits.iter().all(|hit| hit.score > 0.0 && hit.score <= 1.0), "{text}");
        let best = hits.iter().map(|hit| hit.score).fold(0.0, f32::max);
        (ranked(&snapshot, hits).first().cloned(), best)
    };
    assert_eq!(first("Lähihoitaja, kotihoito"), (Some("hoitaja".into()), 1.0));
    assert_eq!(first("Водитель автобуса").1, 1.0);
    assert_eq!(first("lähihoitja").0.as_deref(), Some("hoitaja"));
    assert_eq!(first("kokkina").0.as_deref(), Some("kokki"));
    assert_eq!(first("lääkehoidon").0.as_deref(), Some("hoitaja"));
    assert_eq!(first("hygieniapassi"), (Some("kokki".into()), 0.5), "a requirement counts half");
    assert_eq!(first("xyz").0, None);
    assert_eq!(first("").0, None);
}

#[test]
fn suggestions_are_words_of_titles() {
    let snapshot = snapshot();
    let suggest = |word| snapshot.suggest(word, 3).expect("words");
    assert_eq!(suggest("Lähihoitja"), ["lähihoitaja"]);
    assert_eq!(suggest("clenaer"), ["cleaner"]);
    assert!(suggest("kokke").is_empty(), "too short to correct");
    assert!(suggest("lähihoitaja").is_empty(), "right as it is");
    let complete = |prefix| snapshot.complete(prefix, &snapshot.all(), 9).expect("words");
    assert_eq!(complete("Kok"), [("kokka".to_owned(), 1), ("kokki".to_owned(), 1)]);
    assert_eq!(complete("hygienia"), [], "not a word of a title");
    let within = snapshot.doc_set(snapshot.find("kokki").expect("read"));
    assert_eq!(snapshot.complete("kok", &within, 9).expect("words").len(), 1);
}

#[test]
fn a_word_is_analyzed_into_forms() {
    let forms = |kind, surface: &str| {
        let word = QueryWord::analyzed(Occur::Should, kind, surface, &[Lang::FI]);
        let forms = word.forms.into_iter().map(|form| (form.kind, form.term));
        (word.kind, forms.collect::<Vec<_>>())
    };
    let form = |kind, term: &str| (kind, term.to_owned());
    let (word, phrase, prefix) = (WordKind::Word, WordKind::Phrase, WordKind::Prefix);
    let expected = [FormKind::Raw, FormKind::Lemma, FormKind::LemmaInPart];
    assert_eq!(forms(word, "c++"), (word, expected.map(|kind| form(kind, "c++")).to_vec()));
    assert_eq!(forms(prefix, "Ohjel"), (prefix, vec![form(FormKind::Raw, "ohjel")]));
    let suffix = WordKind::Suffix;
    assert_eq!(forms(suffix, "Hoitaja"), (suffix, vec![form(FormKind::Raw, "hoitaja")]));
    let hyphenated = forms(word, "IT-tuki");
    assert_eq!(hyphenated.0, word);
    for expected in [form(FormKind::Raw, "it-tuki"), form(FormKind::Raw, "it tuki")] {
        assert!(hyphenated.1.contains(&expected), "{hyphenated:?}");
    }
    assert!(hyphenated.1.iter().any(|(kind, _)| *kind == FormKind::PartAsLemma), "{hyphenated:?}");
    assert_eq!(forms(word, "it tuki").0, phrase);
    let in_quotes = forms(phrase, "tuki").1;
    let kinds: Vec<_> = in_quotes.iter().map(|(kind, _)| *kind).collect();
    assert!(kinds.starts_with(&[FormKind::Raw, FormKind::Lemma]), "{kinds:?}");
    assert!(kinds.iter().all(|kind| matches!(kind, FormKind::Raw | FormKind::Lemma)), "{kinds:?}");
    assert_eq!(QueryWord::analyzed(Occur::Must, word, "tuki", &[]).forms.len(), 1);
}
