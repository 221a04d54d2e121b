//! Each rule of the reader, by words that it is for.

use kohtaanto_finnish::{Analyses, PartOfSpeech, Source, analyze, is_generic_part};

fn lemmas(word: &str) -> Vec<String> {
    let mut analyses = Analyses::new();
    analyze(word, &mut analyses);
    analyses.iter().map(|reading| reading.lemma().to_owned()).collect()
}

fn parts(word: &str) -> Vec<String> {
    let mut analyses = Analyses::new();
    analyze(word, &mut analyses);
    let first = analyses.iter().next().expect("a reading");
    first.parts().map(|part| part.form.to_owned()).collect()
}

fn source(word: &str) -> Source {
    let mut analyses = Analyses::new();
    analyze(word, &mut analyses);
    let first = analyses.iter().next().expect("a reading");
    first.source()
}

#[test]
fn inflections_have_base_forms() {
    let table = [
        ("lähihoitajia", "lähihoitaja"),
        ("työssä", "työ"),
        ("miehiä", "mies"),
        ("hoidetaan", "hoitaa"),
        ("suurempia", "suuri"),
        ("uudenvuoden", "uusivuosi"),
        ("joensuussa", "joensuu"),
        ("kahdessa", "kaksi"),
        ("kolmea", "kolme"),
        ("ensimmäiseen", "ensimmäinen"),
        ("toista", "toinen"),
        ("kahdessatoista", "kaksitoista"),
        ("kahdeksantoista", "kahdeksantoista"),
        ("kuudellekymmenelle", "kuusikymmentä"),
    ];
    for (word, lemma) in table {
        assert!(lemmas(word).contains(&lemma.to_owned()), "{word}: {:?}", lemmas(word));
    }
}

#[test]
fn clitics_and_possessives_are_stripped() {
    let table = [
        ("hoitajakin", "hoitaja"),
        ("hoitajanko", "hoitaja"),
        ("asiakkaidemme", "asiakas"),
        ("vastuullisuutensa", "vastuullisuus"),
        ("työkseni", "työ"),
        ("talossaan", "talo"),
    ];
    for (word, lemma) in table {
        assert!(lemmas(word).contains(&lemma.to_owned()), "{word}: {:?}", lemmas(word));
    }
}

#[test]
fn a_base_form_that_is_asked_stands_for_itself() {
    let mut analyses = Analyses::new();
    analyze("kokkia", &mut analyses);
    assert_eq!(analyses.iter().count(), 2);
    analyze("maksa", &mut analyses);
    analyses.as_asked("maksa");
    assert!(analyses.iter().all(|reading| reading.lemma() == "maksa"));
}

#[test]
fn compounds_have_parts_and_simple_words_none() {
    assert_eq!(parts("vanhustenhuoltoon"), ["vanhus", "huolto"]);
    assert_eq!(parts("lastenhoitajalle"), ["lapsi", "hoitaja"]);
    assert!(parts("linja-autonkuljettajia").contains(&"kuljettaja".to_owned()));
    for simple in
        ["asiakas", "puhelin", "maanantai", "ravintola", "joensuu", "siivooja", "kaksitoista"]
    {
        assert!(parts(simple).is_empty(), "{simple}: {:?}", parts(simple));
    }
    assert_eq!(parts("full-stack-kehittäjää"), ["full", "stack", "kehittäjä", "full-stack"]);
    assert!(is_generic_part("työ") && !is_generic_part("hoitaja"));
}

#[test]
fn unknown_words_are_cut_before_a_known_last_part_or_stemmed() {
    assert_eq!(source("lähihoitaja"), Source::Known);
    assert_eq!(source("ohjelmistotestauksen"), Source::Compound);
    assert_eq!(lemmas("ohjelmistotestauksen"), ["ohjelmistotestaus"]);
    assert_eq!(source("xyzzyssä"), Source::Guess);
}

#[test]
fn agents_and_acts_share_a_root() {
    for word in ["hoitaja", "hoito", "hoidat", "hoidossa"] {
        let mut analyses = Analyses::new();
        analyze(word, &mut analyses);
        assert!(analyses.iter().any(|reading| reading.root() == Some("hoitaa")), "{word}");
    }
    for (word, root) in [("kokki", "kokata"), ("leipuri", "leipoa"), ("siivous", "siivota")] {
        let mut analyses = Analyses::new();
        analyze(word, &mut analyses);
        assert_eq!(analyses.iter().next().and_then(|reading| reading.root()), Some(root), "{word}");
    }
}

#[test]
fn a_noun_outweighs_a_verb_unless_it_is_rare_or_of_the_verb_itself() {
    let table = [
        ("kokkaan", None),
        ("ohjaa", Some("ohjata")),
        ("myyt", Some("myydä")),
        ("hoidettavia", Some("hoitaa")),
        ("tarkasta", None),
    ];
    for (word, root) in table {
        let mut analyses = Analyses::new();
        analyze(word, &mut analyses);
        let verbs = analyses.iter().filter(|reading| {
            reading.part_of_speech() == PartOfSpeech::Verb && reading.root().is_some()
        });
        assert_eq!(verbs.last().expect(word).likely_root(), root, "{word}");
    }
}

#[test]
fn nothing_is_too_odd() {
    let odd = ["", "-", "--", "a", "-a", "ä", "ää-", "работа", "n", "kään", "kkinkinkin", "s-s"];
    let mut analyses = Analyses::new();
    for word in odd {
        analyze(word, &mut analyses);
        assert!(analyses.iter().next().is_some(), "{word}");
    }
    let long = "työ".repeat(500);
    analyze(&long, &mut analyses);
    assert!(analyses.iter().next().is_some());
}

#[test]
fn the_words_of_the_tables_are_in_the_data() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let rows = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(data.join(name)).expect("a table");
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| line.split('\t').next().unwrap_or_default().to_lowercase()).collect()
    };
    for word in rows("supplement.tsv") {
        let whole = word.replace('|', "");
        assert!(lemmas(&whole).contains(&whole), "{whole}: run cargo xtask finnish");
    }
    for part in rows("generic_parts.tsv") {
        assert!(is_generic_part(&part), "{part}: run cargo xtask finnish");
    }
}
