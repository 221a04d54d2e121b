//! Finnish searches on a whole store: words, places of work that only a text names, and what is
//! offered while typing.

use kohtaanto::{
    Conditions, Engine, EngineOptions, Facet, Prepared, SearchOutcome, SearchRequest, UnknownFields,
};

const POSTINGS: [(&str, &str, &str, &str); 9] = [
    ("lahi", "Lähihoitajia vanhustenhuoltoon", r#"[{"municipality": "422"}]"#, "Tervetuloa."),
    ("sairaan", "Sairaanhoitaja", r#"[{"municipality": "167"}]"#, "Työskentelet päivystyksessä."),
    ("muualla", "Sairaanhoitaja", r#"[{"municipality": "541"}]"#, "Työskentelet osastolla."),
    ("kokki", "Kokkeja ravintolaan", r#"[{"municipality": "167"}]"#, "Keität lounaan."),
    ("kokka", "Laivan kokkaan maalari", r#"[{"municipality": "167"}]"#, "Maalaat laivoja."),
    ("cpp", "C++-ohjelmoija", r#"[{"municipality": "167"}]"#, "Osaat SQL:ää."),
    ("tuki", "IT-tuen asiantuntija", r#"[{"municipality": "167"}]"#, "Autat käyttäjiä."),
    ("teksti", "Kotiavustaja", "[]", "Työskentelet Lieksassa ja Nurmeksessa."),
    ("extra", "Siivooja", r#"[{"municipality": "167"}]"#, "Työskentelet myös Lieksassa."),
];

fn engine() -> Engine {
    let engine = Engine::in_memory(EngineOptions::default()).expect("an engine");
    let mut writer = engine.write_opportunities().expect("a writer");
    let postings = POSTINGS.map(|(id, title, places, text)| {
        let line = format!(
            r#"{{"id": "{id}", "title": {{"fi": "{title}"}}, "places": {places},
            "employer": {{"name": "Lieksan kaupunki"}}, "description": {{"fi": "{text}"}}}}"#
        );
        Prepared::posting(&line, UnknownFields::Refuse).expect("a posting")
    });
    writer.upsert(postings.into(), &()).expect("upserts");
    writer.commit().expect("commits");
    drop(writer);
    engine
}

fn request(text: &str) -> SearchRequest {
    SearchRequest::new(text, "2026-11-24".parse().expect("a day"))
}

fn search(engine: &Engine, request: &SearchRequest) -> SearchOutcome {
    engine.snapshot().expect("a snapshot").search(request).expect("searches")
}

fn ids(outcome: &SearchOutcome) -> Vec<String> {
    let mut ids: Vec<String> = outcome.hits.iter().map(|hit| hit.posting.id.to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn words_find_what_they_mean_and_nothing_that_looks_alike() {
    let engine = engine();
    let table: &[(&str, &[&str], &[&str])] = &[
        ("lähihoitaja", &["lahi"], &["kokki"]),
        ("hoitaja", &["lahi", "sairaan", "muualla"], &["kokki"]),
        ("vanhustyö", &["lahi"], &["kokki", "tuki"]),
        ("kokki", &["kokki"], &["kokka"]),
        ("kokka", &["kokka"], &["kokki"]),
        ("sairaanhoitaja Joensuu", &["sairaan"], &["muualla", "lahi"]),
        ("c++", &["cpp"], &["tuki"]),
        ("IT-tuki", &["tuki"], &["cpp"]),
        ("SQL:ää", &["cpp"], &["tuki"]),
    ];
    for (text, wanted, unwanted) in table {
        let found = ids(&search(&engine, &request(text)));
        let has = |id: &&str| found.iter().any(|found| found == id);
        assert!(wanted.iter().all(&has), "{text}: {found:?}");
        assert!(!unwanted.iter().any(has), "{text}: {found:?}");
    }
}

#[test]
fn a_place_that_only_the_text_names_is_found_counted_and_told() {
    let engine = engine();
    let conditions = Conditions { places: vec!["Lieksa".to_owned()], ..Conditions::default() };
    let outcome = search(&engine, &SearchRequest { conditions, ..request("") });
    // Not the one whose source declares Joensuu, and none by the employer's name.
    assert_eq!(ids(&outcome), ["lahi", "teksti"]);
    let hit = outcome.hits.iter().find(|hit| hit.posting.id.to_string() == "teksti");
    let hit = hit.expect("found by its text");
    let words: Vec<&str> = hit.mentioned.iter().map(|place| place.word.as_str()).collect();
    assert_eq!(words, ["Lieksassa", "Nurmeksessa"]);
    let why = kohtaanto::texts::found(hit, kohtaanto::texts::TextLang::Fi);
    assert_eq!(
        why.as_deref(),
        Some("miksi: työpaikka luettu tekstistä: *Lieksassa*, *Nurmeksessa*")
    );
    let facets = vec![Facet::Municipality, Facet::MentionedMunicipality];
    let outcome = search(&engine, &SearchRequest { facets, ..request("") });
    let count = |facet: usize, code: &str| {
        let counts = outcome.facets[facet].counts.iter();
        counts.filter(|(value, _)| value == code).map(|(_, n)| *n).sum::<u64>()
    };
    assert_eq!((count(0, "422"), count(1, "422")), (1, 2), "declared and mentioned apart");
    let conditions = Conditions { not_places: vec!["Nurmes".to_owned()], ..Conditions::default() };
    let outcome = search(&engine, &SearchRequest { conditions, ..request("") });
    assert!(!ids(&outcome).contains(&"teksti".to_owned()));
}
