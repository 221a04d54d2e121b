//! Finnish words, compounds and families: the queries that issue 3 names.

mod common;

use common::{index, posting, query};
use kohtaanto_domain::model::Lang;
use kohtaanto_index::{Closeness, Occur, QueryWord, Require, Snapshot, WordKind};

fn snapshot() -> Snapshot {
    let titles = [
        ("lähihoitaja", "Lähihoitajia vanhustenhuoltoon", "lähihoitaja"),
        ("sairaanhoitaja", "Sairaanhoitaja päivystykseen", "sairaanhoitaja"),
        ("kokki", "Kokkeja ravintolaan", "kokki"),
        ("kokka", "Laivan kokkaan maalari", "maalari"),
        ("varasto", "Varastotyöntekijä", "trukinkuljettaja"),
        ("tuki", "IT-tuen asiantuntija", "SQL:ää"),
    ];
    let postings =
        titles.map(|(id, title, label)| posting(id, Lang::FI, [title, label, ""], "167"));
    index(postings.to_vec(), 2).snapshot().expect("a snapshot")
}

/// Ids met exactly, and those met by something related.
fn found(snapshot: &Snapshot, text: &str) -> (Vec<String>, Vec<String>) {
    let query = query(text, Require::All);
    let hits = snapshot.words(&query, &snapshot.all()).expect("hits");
    let wanted = query.words.len() as u16;
    let ids = |exact: bool| {
        let hits = hits.iter().filter(|hit| (hit.n_exact == wanted) == exact);
        let mut ids: Vec<String> =
            hits.map(|hit| snapshot.id(hit.doc).expect("an id").to_owned()).collect();
        ids.sort();
        ids
    };
    (ids(true), ids(false))
}

#[test]
fn words_are_met_exactly_or_by_something_related() {
    let snapshot = snapshot();
    let table: &[(&str, &[&str], &[&str])] = &[
        ("lähihoitaja", &["lähihoitaja"], &["sairaanhoitaja"]),
        ("hoitaja", &["lähihoitaja", "sairaanhoitaja"], &[]),
        ("vanhustyö", &[], &["lähihoitaja"]),
        ("kokki", &["kokki"], &[]),
        ("kokka", &["kokka"], &[]),
        ("\"lähihoitaja\"", &["lähihoitaja"], &[]),
        ("varasto", &["varasto"], &[]),
        ("IT-tuki", &["tuki"], &[]),
        ("sql", &["tuki"], &[]),
    ];
    for (text, exact, related) in table {
        let (met, near) = found(&snapshot, text);
        assert_eq!((met, near), (owned(exact), owned(related)), "{text}");
    }
}

#[test]
fn a_part_that_says_little_is_met_by_who_does_it_and_not_by_itself() {
    let titles = [
        ("palvelija", "Asiakaspalvelijoita myymälään"),
        ("palvelemme", "Palvelemme vanhuksia"),
        ("verkko", "Verkkopalvelut"),
        ("teet", "Teet iltavuoroa"),
        ("koti", "Kotipalvelu"),
    ];
    let postings = titles.map(|(id, title)| posting(id, Lang::FI, [title, "", ""], "167"));
    let snapshot = index(postings.to_vec(), 2).snapshot().expect("a snapshot");
    let table: &[(&str, &[&str], &[&str])] = &[
        ("kotipalvelu", &["koti"], &["palvelemme", "palvelija"]),
        ("palvelija", &["palvelija"], &["koti", "palvelemme", "verkko"]),
        ("varastotyöntekijä", &[], &[]),
    ];
    for (text, exact, related) in table {
        assert_eq!(found(&snapshot, text), (owned(exact), owned(related)), "{text}");
    }
    // What judges pairs of words is the same relation.
    for (text, exact, related) in table {
        let word = QueryWord::analyzed(Occur::Should, WordKind::Word, text, &[Lang::FI]);
        for (id, title) in titles {
            let near = word.met_by(Lang::FI, title).filter(|near| *near >= Closeness::Related);
            let expected = match (exact.contains(&id), related.contains(&id)) {
                (true, _) => Some(Closeness::Exact),
                (_, true) => Some(Closeness::Related),
                _ => None,
            };
            assert_eq!(near, expected, "{text} {title}");
        }
    }
}

#[test]
fn a_word_excludes_itself_and_its_compounds_but_not_its_kin() {
    let snapshot = snapshot();
    let left = |text| {
        let query = query(text, Require::All);
        let hits = snapshot.words(&query, &snapshot.all()).expect("hits");
        let ids = hits.iter().map(|hit| snapshot.id(hit.doc).expect("an id").to_owned());
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        ids
    };
    let all_but = |out: &[&str]| {
        let all = ["kokka", "kokki", "lähihoitaja", "sairaanhoitaja", "tuki", "varasto"];
        let left = all.into_iter().filter(|id| !out.contains(id));
        left.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(left("-sairaanhoitaja"), all_but(&["sairaanhoitaja"]));
    assert_eq!(left("-hoitaja"), all_but(&["lähihoitaja", "sairaanhoitaja"]));
    assert_eq!(left("-kokki"), all_but(&["kokki"]));
}

#[test]
fn people_are_offered_base_forms() {
    let snapshot = snapshot();
    let complete = |prefix| -> Vec<String> {
        let words = snapshot.complete(prefix, &snapshot.all(), 9).expect("words");
        words.into_iter().map(|(word, _)| word).collect()
    };
    assert_eq!(complete("lähih"), ["lähihoitaja"]);
    assert_eq!(complete("kokk"), ["kokkaan", "kokki"], "kokka stands nowhere as written");
    assert_eq!(snapshot.suggest("lähihoitja", 3).expect("words"), ["lähihoitaja"]);
}

fn owned(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}
