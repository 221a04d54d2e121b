//! What is read from an ad, as tables of short texts with what they say.

use crate::said::{read, said};
use kohtaanto_domain::model::{Lang, Shift};
use kohtaanto_reading::{AdText, ConceptMention, read_ad};
use kohtaanto_taxonomy::ConceptKind;
use proptest::prelude::*;

/// Checks all rows and shows every one that fails.
fn check(lang: Lang, rows: &[(&str, &[&str])]) {
    let mut failures = Vec::new();
    for (text, expected) in rows {
        let mut expected: Vec<&str> = expected.to_vec();
        expected.sort_unstable();
        let found = said(&read(lang, text, &[]));
        if found != expected {
            failures.push(format!("{text}\n   expected {expected:?}\n   found    {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn finnish_languages() {
    check(
        Lang::FI,
        &[
            ("Edellytämme sujuvaa suomea.", &["language fi C1: must"]),
            ("Hyvä suomen kielen suullinen ja kirjallinen taito.", &["language fi B2: must"]),
            ("Riittää, että osaat välttävää englantia.", &["language en A2: must"]),
            ("Suomen kielen taito B2-tasolla on välttämätön.", &["language fi B2: must"]),
            ("Vaadimme vähintään B1-tason suomea.", &["language fi B1: must"]),
            ("Englanti eduksi.", &["language en -: nice"]),
            ("Englannin kielen taito katsotaan eduksi.", &["language en -: nice"]),
            (
                "Puhut sujuvaa suomea ja englantia.",
                &["language fi C1: must", "language en C1: must"],
            ),
            (
                "Odotamme hyvää suomen ja välttävää englannin kielen taitoa.",
                &["language fi B2: must", "language en A2: must"],
            ),
            (
                "Osaat suomea hyvin ja englantia auttavasti.",
                &["language fi B2: must", "language en A2: must"],
            ),
            ("Suomen kielen taito ei ole välttämätön.", &["language fi -: not needed"]),
            ("Et tarvitse suomen kielen taitoa.", &["language fi -: not needed"]),
            (
                "Edellytämme sujuvaa suomen kielen taitoa, ja ruotsin kielen taito katsotaan eduksi.",
                &["language fi C1: must", "language sv -: nice"],
            ),
            ("Työkielenä on suomi.", &["language fi -: must"]),
            (
                "Palvelet asiakkaita suomeksi ja englanniksi.",
                &["language fi -: must", "language en -: must"],
            ),
            (
                "Vaadimme suomen- ja ruotsinkielen taitoa.",
                &["language fi -: must", "language sv -: must"],
            ),
            ("Olemme Suomen suurin siivousyritys.", &[]),
            ("Matkustat Suomessa ja Ruotsissa.", &[]),
            ("Etsimme suomen kielen opettajaa.", &[]),
            (
                "Vaatimukset:\n- suomi B1\n- englanti A2",
                &["language fi B1: must", "language en A2: must"],
            ),
        ],
    );
}

#[test]
fn finnish_experience() {
    check(
        Lang::FI,
        &[
            ("Edellytämme vähintään kahden vuoden kokemusta.", &["experience 2 y: must"]),
            ("Sinulla on 3 v kokemus alalta.", &["experience 3 y: must"]),
            ("Vaadimme 3–5 vuoden työkokemusta.", &["experience 3 y: must"]),
            ("Aiempi kokemus on eduksi.", &["experience: nice"]),
            ("Aiempaa kokemusta emme edellytä.", &["experience: not needed"]),
            ("Et tarvitse aiempaa kokemusta.", &["experience: not needed"]),
            ("Kokemusta ei vaadita, koulutamme sinut tehtävään.", &["experience: not needed"]),
            ("Voit tulla töihin ilman kokemusta.", &["experience: not needed"]),
            ("Kokemus ei ole välttämätön, mutta se luetaan eduksi.", &["experience: nice"]),
            ("Arvostamme vuoden kokemusta, mutta emme edellytä sitä.", &["experience 1 y: nice"]),
            ("Odotamme usean vuoden kokemusta.", &["experience: must"]),
            ("Luomme parhaan asiakaskokemuksen.", &[]),
            ("Yrityksellämme on 30 vuoden kokemus rakentamisesta.", &[]),
            ("Saat kokemusta monesta työstä.", &["experience: taught"]),
        ],
    );
}

#[test]
fn finnish_licences_and_cars() {
    check(
        Lang::FI,
        &[
            ("Edellytämme B-ajokorttia.", &["licence B: must"]),
            ("Tarvitset BC-kortin.", &["licence C: must"]),
            ("Sinulla on CE-kortti.", &["licence CE: must"]),
            ("Ajokortti on välttämätön.", &["licence B: must"]),
            ("Ajokortti (B) katsotaan eduksi.", &["licence B: nice"]),
            ("Edellytämme C/CE-ajokorttia.", &["licence C: must"]),
            ("B- ja T-kortit ovat eduksi.", &["licence B: nice"]),
            ("Vaaditaan B-luokan ajokortti.", &["licence B: must"]),
            ("Ajokorttia et tarvitse.", &["licence B: not needed"]),
            (
                "Edellytämme B-ajokorttia, alan kokemus eduksi.",
                &["licence B: must", "experience: nice"],
            ),
            ("Netvisor-kokemus on plussaa.", &[]),
            (
                "Edellytämme B-ajokorttia ja oman auton käyttömahdollisuutta.",
                &["licence B: must", "car: must"],
            ),
            ("Oma auto katsotaan eduksi.", &["car: nice"]),
            ("Sinulla on auto käytössä.", &["car: must"]),
            ("Omaa autoa et tarvitse.", &["car: not needed"]),
            ("Saat käyttöösi työsuhdeauton.", &[]),
            ("Talo B ja kerros C.", &[]),
        ],
    );
}

#[test]
fn finnish_education() {
    check(
        Lang::FI,
        &[
            (
                "Edellytämme lähihoitajan tutkintoa.",
                &["education vocational \"lähihoitajan tutkintoa\": must"],
            ),
            (
                "Kelpoisuusvaatimus: sairaanhoitaja (AMK).",
                &["education bachelor \"sairaanhoitaja (AMK)\": must"],
            ),
            (
                "Sinulla on ammatillinen tutkinto.",
                &["education vocational \"ammatillinen tutkinto\": must"],
            ),
            (
                "Odotamme soveltuvaa korkeakoulututkintoa.",
                &["education bachelor \"soveltuvaa korkeakoulututkintoa\": must"],
            ),
            (
                "Vaaditaan ylempi korkeakoulututkinto.",
                &["education master \"ylempi korkeakoulututkinto\": must"],
            ),
            (
                "Sosiaali- ja terveysalan perustutkinto on eduksi.",
                &["education vocational \"Sosiaali- ja terveysalan perustutkinto\": nice"],
            ),
            ("Koulutamme sinut työhön.", &[]),
            ("Tutkintoa ei vaadita.", &["education vocational \"Tutkintoa\": not needed"]),
        ],
    );
}

#[test]
fn finnish_terms() {
    check(
        Lang::FI,
        &[
            ("Työaika on 38 h 15 min/vko.", &["hours 38.25 to 38.25"]),
            ("Työaika 20–30 h/vko.", &["hours 20 to 30"]),
            ("Töitä on n. 15 tuntia viikossa.", &["hours 15 to 15"]),
            ("Viikkotyöaika on 37,5 tuntia.", &["hours 37.5 to 37.5"]),
            ("Työaika on 114 h 45 min kolmessa viikossa.", &["hours 38.25 to 38.25"]),
            ("Palvelemme 24 h vuorokaudessa.", &[]),
            ("Työ on kokoaikainen ja vakituinen.", &["full_time", "permanent"]),
            ("Tarjoamme osa-aikaista, määräaikaista työtä.", &["fixed_term", "part_time"]),
            ("Työsuhde on toistaiseksi voimassa oleva.", &["permanent"]),
            ("Teet keikkatyötä tarvittaessa.", &["on_call"]),
            ("Työ on kaksivuorotyötä.", &["shift two_shift"]),
            ("Vuorot ovat ilta- ja viikonloppuvuoroja.", &["shift evening", "shift weekend"]),
            ("Työskentelet kolmessa vuorossa.", &["shift three_shift"]),
            ("Työ on päivätyötä, ei viikonloppuvuoroja.", &["shift day"]),
            ("Viikonloput ovat vapaita.", &[]),
            ("Työ alkaa heti.", &["start now"]),
            ("Hae heti!", &[]),
            ("Työ alkaa 4.1.2027.", &["start 4 1 2027"]),
            ("Tehtävä alkaa tammikuussa.", &["start - 1 -"]),
            ("Työ alkaa 1. helmikuuta 2027 tai sopimuksen mukaan.", &["start 1 2 2027"]),
            ("Aloitus sopimuksen mukaan.", &["start agreed"]),
            ("Palkka on sopimuksen mukaan.", &[]),
            ("Määräaikainen ajalle 1.6.–31.8.2027.", &["fixed_term", "start 1 6 2027"]),
            ("Hae viimeistään 15.12.2026.", &[]),
        ],
    );
}

#[test]
fn swedish() {
    check(
        Lang::SV,
        &[
            ("Vi förutsätter flytande svenska.", &["language sv C1: must"]),
            ("Goda kunskaper i finska är meriterande.", &["language fi B2: nice"]),
            ("Du talar svenska och finska.", &["language sv -: must", "language fi -: must"]),
            ("Kunskaper i finska krävs inte.", &["language fi -: not needed"]),
            ("Vi kräver minst två års erfarenhet.", &["experience 2 y: must"]),
            ("Tidigare erfarenhet räknas som merit.", &["experience: nice"]),
            ("Du behöver ingen tidigare erfarenhet.", &["experience: not needed"]),
            ("B-körkort krävs.", &["licence B: must"]),
            ("Körkort klass CE är en fördel.", &["licence CE: nice"]),
            ("Egen bil är ett plus.", &["car: nice"]),
            (
                "Vi förutsätter lämplig yrkesexamen.",
                &["education vocational \"lämplig yrkesexamen\": must"],
            ),
            ("Arbetet är på heltid och tillsvidare.", &["full_time", "permanent"]),
            ("Arbetstiden är 20–30 timmar i veckan.", &["hours 20 to 30"]),
            ("Arbetet omfattar kvällsskift och helger.", &["shift evening", "shift weekend"]),
            ("Arbetet börjar 4.1.2027.", &["start 4 1 2027"]),
            ("Vi kräver körkort, och egen bil är meriterande.", &["licence B: must", "car: nice"]),
        ],
    );
}

#[test]
fn english() {
    check(
        Lang::EN,
        &[
            ("Fluent Finnish is required.", &["language fi C1: must"]),
            ("You speak English and Finnish.", &["language en -: must", "language fi -: must"]),
            (
                "Finnish B1 and English B2 are required.",
                &["language fi B1: must", "language en B2: must"],
            ),
            ("No Finnish needed.", &["language fi -: not needed"]),
            ("Finnish skills are not required.", &["language fi -: not needed"]),
            ("Knowledge of Swedish is an advantage.", &["language sv -: nice"]),
            ("We are a Finnish company.", &[]),
            ("You have at least two years of experience.", &["experience 2 y: must"]),
            ("Previous experience is a plus.", &["experience: nice"]),
            ("No experience needed, we train you.", &["experience: not needed"]),
            ("No previous experience is required.", &["experience: not needed"]),
            ("A driving licence is required.", &["licence B: must"]),
            ("Driving licence (category C) is required.", &["licence C: must"]),
            ("You must have a class B driver's license.", &["licence B: must"]),
            ("Access to a car is nice to have.", &["car: nice"]),
            ("A Master's degree is required.", &["education master \"Master's degree\": must"]),
            ("Full-time permanent job.", &["full_time", "permanent"]),
            ("The job is part-time, 20 hours per week.", &["hours 20 to 20", "part_time"]),
            ("You will work night shifts and weekends.", &["shift night", "shift weekend"]),
            ("The job starts as soon as possible.", &["start now"]),
            ("The work starts on January 4, 2027.", &["start 4 1 2027"]),
            (
                "We require a driving licence, but Swedish skills are an advantage.",
                &["language sv -: nice", "licence B: must"],
            ),
        ],
    );
}

#[test]
fn russian() {
    check(
        Lang::RU,
        &[
            ("Требуется знание финского языка на уровне B1.", &["language fi B1: must"]),
            ("Знание английского языка будет преимуществом.", &["language en -: nice"]),
            ("Требуется опыт работы не менее двух лет.", &["experience 2 y: must"]),
            ("Опыт работы не требуется.", &["experience: not needed"]),
            ("Необходимы водительские права категории B.", &["licence B: must"]),
            ("Работа на полный рабочий день.", &["full_time"]),
        ],
    );
}

#[test]
fn lists_are_spoken_of_by_their_heading() {
    check(
        Lang::FI,
        &[
            (
                "Edellytämme:\n- B-ajokortti\n- kokemus alalta\nKatsomme eduksi:\n- englannin kielen taito",
                &["licence B: must", "experience: must", "language en -: nice"],
            ),
            (
                "Vaatimukset\nB-ajokortti\nEduksi\nCE-ajokortti",
                &["licence B: must", "licence CE: nice"],
            ),
            (
                "Edellytämme:\n- B-ajokortti\n- CE-ajokortti (eduksi)",
                &["licence B: must", "licence CE: nice"],
            ),
            ("Toivomme, että sinulla on B-ajokortti.", &["licence B: nice"]),
            ("On eduksi, jos osaat englantia.", &["language en -: nice"]),
            ("Jos sinulla on oma auto, katsomme sen eduksi.", &["car: nice"]),
            ("Emme edellytä, että sinulla on ajokortti.", &["licence B: not needed"]),
        ],
    );
}

#[test]
fn one_sentence_can_say_many_things() {
    check(
        Lang::FI,
        &[
            (
                "Englanti on tarpeen, venäjä, saksa ja ruotsi plussaa.",
                &[
                    "language en -: must",
                    "language ru -: nice",
                    "language de -: nice",
                    "language sv -: nice",
                ],
            ),
            (
                "Vaatimukset:\n- B-ajokortti, T-kortti eduksi",
                &["licence B: must", "licence T: nice"],
            ),
            (
                "Vaatimukset:\n- alan tutkinto tai kokemus",
                &["education vocational \"alan tutkinto\": nice", "experience: nice"],
            ),
            (
                "Toivomme tradenomin tai merkonomin tutkintoa.",
                &[
                    "education bachelor \"tradenomin\": nice",
                    "education vocational \"merkonomin tutkintoa\": nice",
                ],
            ),
            ("Ajokortti B tarvitaan, oma auto ei.", &["licence B: must", "car: not needed"]),
            (
                "Tutkintoa emme kysele: näytä, mitä osaat.",
                &["education vocational \"Tutkintoa\": not needed"],
            ),
            ("Palkka sovitaan kokemuksen mukaan.", &[]),
            ("Ensimmäisen viikon kuljet kokeneen siistijän parina.", &[]),
            ("Haemme kokenutta sorvaria.", &["experience: must"]),
            ("Ellei kelpoisia hakijoita ole, virka täytetään määräajaksi.", &[]),
            ("Soita meille arkisin klo 9–15.", &[]),
            ("Työ on ma–pe klo 5.30–8.30.", &["shift day"]),
            ("Englanti hyvä, ruotsi plussaa.", &["language en B2: must", "language sv -: nice"]),
        ],
    );
}

#[test]
fn the_title_says_terms_too() {
    let ad =
        AdText {
            title: "Yövuoron siivooja, osa-aikainen", plain: "Tule töihin!", lang: Lang::FI
        };
    let reading = read_ad(&ad, &[]);
    assert_eq!(reading.terms.shifts[0].value, Shift::Night);
    assert!(reading.terms.shifts[0].span.is_empty());
    assert_eq!(said(&reading), ["part_time", "shift night"]);
}

#[test]
fn spans_are_the_words() {
    let text = "Edellytämme sujuvaa suomea ja vähintään kahden vuoden kokemusta.";
    let reading = read(Lang::FI, text, &[]);
    let spans: Vec<_> = reading.requirements.iter().map(|r| &text[r.span.clone()]).collect();
    assert_eq!(spans, ["sujuvaa suomea", "kahden vuoden kokemusta"]);
}

/// Texts of pieces that rules look for.
fn ad_like() -> impl Strategy<Value = String> {
    let pieces = [
        "Edellytämme ",
        "suomen ",
        "kielen ",
        "taito ",
        "B-",
        "ajokortti ",
        "C/CE-kortti",
        " ja ",
        ", ",
        ":\n- ",
        "ei ",
        "eduksi",
        ". ",
        "kahden vuoden ",
        "kokemus ",
        "38 h 15 min/vko ",
        "4.1.",
        "2027",
        "–",
        "alkaen ",
        "sosiaali- ja terveysalan ",
        "tutkinto ",
        "(AMK) ",
        "heti ",
        "ä\u{308}",
        "\u{ad}",
        "B1 ",
        "englanti ",
        "oma auto ",
        "yö",
        "- ",
        "å",
        "🙂",
        "ilta- ja yövuoro ",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in prop_oneof![ad_like(), ".{0,80}"], code in 0..5usize, at in 0..80usize) {
        let lang = [Lang::FI, Lang::SV, Lang::EN, Lang::RU, Lang::SO][code];
        let mentions = [ConceptMention {
            span: at..at + 9,
            uri: "kohtaanto:card/x".to_owned(),
            label: "x".to_owned(),
            kind: ConceptKind::Card,
            score: 2.0,
        }];
        let ad = AdText { title: &text, plain: &text, lang };
        let reading = read_ad(&ad, &mentions);
        let terms = &reading.terms;
        let spans = reading.requirements.iter().map(|found| (&found.span, found.confidence))
            .chain(reading.own_car.iter().map(|found| (&found.span, found.confidence)))
            .chain(terms.shifts.iter().map(|found| (&found.span, found.confidence)))
            .chain(terms.hours.iter().map(|found| (&found.span, found.confidence)))
            .chain(terms.start.iter().map(|found| (&found.span, found.confidence)));
        for (span, confidence) in spans {
            prop_assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
            prop_assert!(confidence > 0.0 && confidence <= 1.0);
        }
        prop_assert_eq!(&reading, &read_ad(&ad, &mentions));
    }
}
