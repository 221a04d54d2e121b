//! What is read from what people tell, and what holds for any text.

use crate::laws::{joined, langs};
use jiff::civil::{Date, date};
use kohtaanto_domain::model::{Coded, Evidence, Lang};
use kohtaanto_reading::profile::{Experience, ItemKind, Read};
use kohtaanto_reading::{ConceptMention, Decisions, ProfileReading, ProfileText, read_profile};
use kohtaanto_taxonomy::{ConceptKind, Taxonomy};
use proptest::prelude::*;

/// Occupations, competences and cards that the tests know, by how they begin in a text.
const NAMES: [(&str, &str, ConceptKind); 12] = [
    ("siivooja", "siivooja", ConceptKind::Occupation),
    ("kokki", "kokki", ConceptKind::Occupation),
    ("Kokki", "kokki", ConceptKind::Occupation),
    ("Lähihoitaja", "lähihoitaja", ConceptKind::Occupation),
    ("cook", "cook", ConceptKind::Occupation),
    ("cleaner", "cleaner", ConceptKind::Occupation),
    ("повар", "повар", ConceptKind::Occupation),
    ("kock", "kock", ConceptKind::Occupation),
    ("hitsa", "hitsaus", ConceptKind::Competence),
    ("keräily", "keräily", ConceptKind::Competence),
    ("welding", "welding", ConceptKind::Competence),
    ("hygieniapassi", "hygieniapassi", ConceptKind::Card),
];

/// A linker for tests: a word that begins with a name names it.
fn mentions(text: &str) -> Vec<ConceptMention> {
    let mut found = Vec::new();
    for (start, label, kind) in NAMES {
        for (at, _) in text.match_indices(start) {
            let rest = &text[at..];
            let end = at + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let uri = format!("test:{label}");
            let label = label.to_owned();
            found.push(ConceptMention { span: at..end, uri, label, kind, score: 0.9 });
        }
    }
    found
}

fn read(lang: Lang, text: &str) -> ProfileReading {
    let profile = ProfileText { text, lang, today: date(2026, 11, 24) };
    // A linker that knows every occupation by its identifier.
    read_profile(&profile, &mentions(text), &|uri| Some(uri.to_owned()))
}

fn told(read: &Read<Experience>) -> String {
    let Experience { employment, years } = &read.value;
    let month = |day: Option<Date>| day.map_or(String::new(), |d| d.strftime("%Y-%m").to_string());
    let (from, to) = (month(employment.from), month(employment.to));
    let years = years.map_or(String::new(), |years| format!(" {years} y"));
    let (label, source) = (&employment.occupation.label, employment.source.code());
    format!("{label} {from}..{to}{years} {source}")
}

#[test]
fn experience_with_times_and_sources() {
    let table = [
        (
            Lang::FI,
            "Lähihoitaja, kotihoito, Lieksa 3/2018–6/2022",
            "lähihoitaja 2018-03..2022-06 work",
        ),
        (
            Lang::FI,
            "Olin siivoojana maaliskuusta 2018 kesäkuuhun 2022.",
            "siivooja 2018-03..2022-06 work",
        ),
        (Lang::FI, "Työskentelin siivoojana.", "siivooja .. work"),
        (
            Lang::FI,
            "Kaksi vuotta siivoojana ja vuosi kokkina.",
            "siivooja .. 2 y work; kokki .. 1 y work",
        ),
        (
            Lang::FI,
            "2015-2019 siivooja, 2019-2021 kokki",
            "siivooja 2015-01..2019-01 work; kokki 2019-01..2021-01 work",
        ),
        (Lang::FI, "Viimeiset viisi vuotta olen ollut kokkina.", "kokki 2021-11.. 5 y work"),
        (Lang::FI, "Hoidin isääni kotona 2019–2021.", "omaisen hoito 2019-01..2021-01 caring"),
        (Lang::FI, "Hoidin […] kotona kaksi vuotta.", "omaisen hoito .. 2 y caring"),
        (Lang::FI, "Talkoissa olen ollut kokkina vuodesta 2020.", "kokki 2020-01.. volunteering"),
        (Lang::FI, "Oma toiminimi 2010–2014, kokki.", "kokki 2010-01..2014-01 own_business"),
        (Lang::FI, "Harjoittelussa kokkina kesällä 2020.", "kokki 2020-06..2020-08 internship"),
        (Lang::FI, "Nyt haen kokiksi. Haluaisin siivoojaksi.", ""),
        (Lang::FI, "Autoin kokin apuna.", ""),
        (Lang::EN, "Since May 2021 I have worked as a cook.", "cook 2021-05.. work"),
        (Lang::EN, "I would like to work as a cook.", ""),
        (Lang::SV, "Jag jobbade som kock i två år.", "kock .. 2 y work"),
        (Lang::RU, "С 2016 по 2020 год работала поваром.", "повар 2016-01..2020-01 work"),
    ];
    for (lang, text, expected) in table {
        let found: Vec<_> = read(lang, text).history.iter().map(told).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

#[test]
fn work_is_told_by_what_is_done() {
    let table = [
        (Lang::FI, "Siivosin kouluja kahdeksan vuotta.", "siivooja 8 y"),
        (Lang::FI, "Olen siivonnut hotellissa kaksi vuotta.", "kerroshoitaja 2 y"),
        (Lang::FI, "Ajoin rekkaa 2011–2022.", "yhdistelmäajoneuvonkuljettaja 2011..2022"),
        (Lang::FI, "Rekkaa ajoin 2011–2022.", "yhdistelmäajoneuvonkuljettaja 2011..2022"),
        (Lang::FI, "Olin töissä autokorjaamossa.", "ajoneuvoasentaja"),
        (Lang::FI, "Kolme vuotta kalatehtaassa.", "kalankäsittelijä 3 y"),
        // A skill, what one would do, what one did not do, and what one hopes for are no experience.
        (Lang::FI, "Hitsaan ja korjaan autoja.", ""),
        (Lang::FI, "Laittaisin ruokaa mielelläni.", ""),
        (Lang::FI, "En ole siivonnut kouluja.", ""),
        (Lang::FI, "Haluaisin siivota kouluja.", ""),
        // The name says more surely what it was.
        (Lang::FI, "Olin kokkina ja siivosin keittiön.", "kokki"),
        (Lang::EN, "I drove a bus for five years.", "linja-autonkuljettaja 5 y"),
        (Lang::EN, "I looked after elderly people for ten years.", "lähihoitaja 10 y"),
        (Lang::SV, "Jag städade skolor i två år.", "siivooja 2 y"),
        (Lang::RU, "Три года убирала офисы.", "siivooja 3 y"),
        (Lang::UK, "П'ятнадцять років зварюю.", "hitsaaja 15 y"),
        (Lang::AR, "نظّفت المدارس خمس سنوات.", "siivooja 5 y"),
    ];
    let taxonomy = Taxonomy::starter();
    let name_of = |uri: &str| {
        let name = taxonomy.name_of(taxonomy.find(uri)?, &[Lang::FI]);
        name.map(|label| label.text.to_owned())
    };
    for (lang, text, expected) in table {
        let profile = ProfileText { text, lang, today: date(2026, 11, 24) };
        let reading = read_profile(&profile, &mentions(text), &name_of);
        let linked =
            reading.history.iter().filter(|read| read.value.employment.occupation.uri.is_some());
        let found: Vec<String> = linked.map(told_shortly).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

fn told_shortly(read: &Read<Experience>) -> String {
    let Experience { employment, years } = &read.value;
    let mut told = employment.occupation.label.clone();
    if let (Some(from), Some(to)) = (employment.from, employment.to) {
        told = format!("{told} {}..{}", from.year(), to.year());
    }
    years.map_or(told.clone(), |years| format!("{told} {years} y"))
}

#[test]
fn a_time_that_no_word_calls_work_may_be_work() {
    let maybe = read(Lang::UK, "Я розводила бджіл чотири роки.").maybe;
    assert_eq!(maybe.len(), 1);
    assert!(read(Lang::FI, "Ajokortti on voimassa vuoteen 2029.").maybe.is_empty());
}

/// The table names what it means.
#[test]
fn every_doing_is_an_occupation_of_the_starter_taxonomy() {
    let taxonomy = Taxonomy::starter();
    let rows = include_str!("../../data/doings.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#')).skip(1);
    let mut n = 0;
    for row in rows {
        let [uri, name, ..] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}");
        };
        let concept = taxonomy.find(uri).unwrap_or_else(|| panic!("{uri} is not known"));
        assert_eq!(taxonomy.name_of(concept, &[Lang::FI]).map(|label| label.text), Some(name));
        n += 1;
    }
    assert!(n >= 60, "{n}");
}

#[test]
fn closed_classes() {
    let text = "Kielet: suomi äidinkieli, englanti B1, ruotsia en osaa. Kortit: C, CE ja hygieniapassi. \
                Datanomi 2015. Kävin lukion. Trukkikorttia ei ole.";
    let reading = read(Lang::FI, text);
    let languages: Vec<_> = reading
        .languages
        .iter()
        .map(|read| format!("{} {}", read.value.language, read.value.level.map_or("", Coded::code)))
        .collect();
    assert_eq!(languages, ["fi native", "en B1"]);
    let licences: Vec<_> = reading.licences.iter().map(|read| read.value.code()).collect();
    assert_eq!(licences, ["C", "CE"]);
    let cards: Vec<_> = reading.cards.iter().map(|read| read.value.0.as_str()).collect();
    assert_eq!(cards, ["hygieniapassi"]);
    let education: Vec<_> =
        reading.education.iter().map(|read| (read.value.level.code(), read.value.year)).collect();
    assert_eq!(education, [("vocational", Some(2015)), ("upper_secondary", None)]);
}

#[test]
fn denied_and_wished_is_not_known() {
    let reading = read(Lang::FI, "Osaan keräilyä. En osaa hitsata.");
    assert_eq!(reading.competences.len(), 1);
    let reading = read(Lang::FI, "Osaan keräilyä, mutta haluaisin oppia hitsaamaan.");
    assert_eq!(reading.competences.len(), 1);
    let wishes: Vec<_> = reading.wishes.iter().map(|span| &reading.text[span.clone()]).collect();
    assert_eq!(wishes, ["haluaisin oppia hitsaamaan"]);
    assert!(read(Lang::EN, "I don't know welding.").competences.is_empty());
}

#[test]
fn what_is_rejected_never_returns() {
    let text = "Olin kokkina 2015–2019. Osaan hitsata. Hygieniapassi: hygieniapassi.";
    let reading = read(Lang::FI, text);
    let mut decisions = Decisions::default();
    assert_eq!(reading.decide(&decisions).history.len(), 1);
    for item in reading.items() {
        match item.kind {
            ItemKind::History => decisions.rejected.insert(item.key.to_string()),
            _ => decisions.confirmed.insert(item.key.to_string()),
        };
    }
    // The same words at another place.
    let longer = format!("Asun Lieksassa.\n{text}");
    let profile = read(Lang::FI, &longer).decide(&decisions);
    assert!(profile.history.is_empty());
    assert_eq!((profile.competences.len(), profile.cards.len()), (1, 1));
}

#[test]
fn use_at_work_counts_once_it_is_confirmed() {
    let reading = read(Lang::FI, "Olin kokkina 2015–2019 ja opin hitsausta.");
    let mut decisions = Decisions::default();
    assert_eq!(reading.decide(&decisions).competences[0].evidence, Evidence::Told);
    decisions.confirmed.extend(reading.items().into_iter().map(|item| item.key.to_string()));
    assert_eq!(reading.decide(&decisions).competences[0].evidence, Evidence::Work);
}

/// Texts of what the rules react to.
fn eventful() -> impl Strategy<Value = String> {
    joined(vec![
        "olin",
        "siivoojana",
        "kokki",
        "2015",
        "–",
        "-",
        "2019",
        "3/2018",
        "maaliskuusta",
        "kesäkuuhun",
        "kaksi",
        "vuotta",
        "viimeiset",
        ",",
        ".",
        "\n",
        "sitä ennen",
        "hoidin",
        "isääni",
        "[…]",
        "kotona",
        "talkoissa",
        "haluaisin",
        "hitsata",
        "en",
        "osaa",
        "puhun",
        "suomea",
        "B1",
        "äidinkieli",
        "C",
        "CE",
        "kortit",
        ":",
        "lukio",
        "kävin",
        "vuosi",
        "kesä",
        "since",
        "May",
        "worked as",
        "cook",
        "från",
        "till",
        "с",
        "по",
        "год",
        "поваром",
        "2/99",
        "0000",
        "99 vuotta",
        "ä\u{308}",
        "\u{200b}",
        "3-6/2022",
        "2015-19",
        "nyt",
        "alkaen",
        "asti",
    ])
}

fn holds(text: &str, lang: Lang) -> Result<(), TestCaseError> {
    let reading = read(lang, text);
    for item in reading.items() {
        prop_assert!(text.get(item.span.clone()).is_some());
        prop_assert!(item.confidence > 0.0 && item.confidence <= 1.0);
    }
    for wish in &reading.wishes {
        prop_assert!(text.get(wish.clone()).is_some());
    }
    prop_assert_eq!(&read(lang, text), &reading);
    let mut decisions = Decisions::default();
    decisions.rejected.extend(reading.items().into_iter().map(|item| item.key.to_string()));
    let profile = reading.decide(&decisions);
    prop_assert!(profile.history.is_empty() && profile.competences.is_empty());
    prop_assert!(profile.languages.is_empty() && profile.cards.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_holds(text in any::<String>(), lang in langs()) {
        holds(&text, lang)?;
    }

    #[test]
    fn eventful_texts_hold(text in eventful(), lang in langs()) {
        holds(&text, lang)?;
    }

    #[test]
    fn mentions_that_do_not_fit_do_no_harm(
        text in ".{0,40}",
        spans in prop::collection::vec((0_usize..60, 0_usize..60), 0..5),
    ) {
        let odd: Vec<ConceptMention> = spans
            .into_iter()
            .map(|(start, end)| ConceptMention {
                span: start..end,
                uri: "test:x".to_owned(),
                label: "x".to_owned(),
                kind: ConceptKind::Occupation,
                score: f32::NAN,
            })
            .collect();
        let profile = ProfileText { text: &text, lang: Lang::FI, today: date(2026, 11, 24) };
        let _ = read_profile(&profile, &odd, &|_| None);
    }
}
