//! Competences, cards and occupations that an ad names, by how it speaks of them.

use crate::said::{mention, read, said};
use kohtaanto_domain::model::Lang;
use kohtaanto_reading::requirements::Stance;
use kohtaanto_taxonomy::ConceptKind;

/// One text with its mentions, and what is read of competences and cards.
struct Named<'a> {
    lang: Lang,
    text: &'a str,
    mentions: &'a [(&'a str, ConceptKind, &'a str)],
    expected: &'a [&'a str],
}

#[test]
fn competences_and_cards_by_how_the_ad_speaks_of_them() {
    use ConceptKind::{Card, Competence};
    let (fi, sv, en, ru) = (Lang::FI, Lang::SV, Lang::EN, Lang::RU);
    let rows = [
        Named {
            lang: fi,
            text: "Edellytämme lääkehoidon osaamista, ja haavahoito katsotaan eduksi.",
            mentions: &[
                ("lääkehoidon", Competence, "lääkehoito"),
                ("haavahoito", Competence, "haava"),
            ],
            expected: &["competence haava: nice", "competence lääkehoito: must"],
        },
        Named {
            lang: fi,
            text: "Metallialan yritys hakee kirjanpitäjää.",
            mentions: &[("Metallialan", Competence, "metalli")],
            expected: &["competence metalli: mentioned"],
        },
        Named {
            lang: fi,
            text: "Olemme hitsaukseen erikoistunut yritys ja haemme kirjanpitäjää.",
            mentions: &[("hitsaukseen", Competence, "hitsaus")],
            expected: &["competence hitsaus: mentioned"],
        },
        Named {
            lang: fi,
            text: "Tehtäviisi kuuluu siivous ja ruoanlaitto.",
            mentions: &[("siivous", Competence, "siivous"), ("ruoanlaitto", Competence, "ruoka")],
            expected: &["competence ruoka: task", "competence siivous: task"],
        },
        Named {
            lang: fi,
            text: "Perehdytämme sinut kassan käyttöön.",
            mentions: &[("kassan käyttöön", Competence, "kassa")],
            expected: &["competence kassa: taught"],
        },
        Named {
            lang: fi,
            text: "Et tarvitse hygieniapassia.",
            mentions: &[("hygieniapassia", Card, "hygieniapassi")],
            expected: &["card hygieniapassi: not needed"],
        },
        Named {
            lang: fi,
            text: "Hygieniapassi ja anniskelupassi vaaditaan, trukkikortti on plussaa.",
            mentions: &[
                ("Hygieniapassi", Card, "hygieniapassi"),
                ("anniskelupassi", Card, "anniskelupassi"),
                ("trukkikortti", Card, "trukkikortti"),
            ],
            expected: &[
                "card anniskelupassi: must",
                "card hygieniapassi: must",
                "card trukkikortti: nice",
            ],
        },
        Named {
            lang: fi,
            text: "Toivomme sinulta hitsaustaitoa, mutta koulutamme myös tehtävään.",
            mentions: &[("hitsaustaitoa", Competence, "hitsaus")],
            expected: &["competence hitsaus: nice"],
        },
        Named {
            lang: sv,
            text: "Hygienpass krävs och truckkort är meriterande.",
            mentions: &[("Hygienpass", Card, "hygieniapassi"), ("truckkort", Card, "trukkikortti")],
            expected: &["card hygieniapassi: must", "card trukkikortti: nice"],
        },
        Named {
            lang: sv,
            text: "Du ansvarar för städning.",
            mentions: &[("städning", Competence, "städning")],
            expected: &["competence städning: task"],
        },
        Named {
            lang: en,
            text: "A metal working company is looking for an accountant.",
            mentions: &[("metal working", Competence, "metal")],
            expected: &["competence metal: mentioned"],
        },
        Named {
            lang: en,
            text: "You have welding skills; knowledge of CNC machines is an advantage.",
            mentions: &[("welding", Competence, "welding"), ("CNC machines", Competence, "cnc")],
            expected: &["competence cnc: nice", "competence welding: must"],
        },
        Named {
            lang: en,
            text: "We train you in welding.",
            mentions: &[("welding", Competence, "welding")],
            expected: &["competence welding: taught"],
        },
        Named {
            lang: ru,
            text: "Санитарный паспорт обязателен, умение готовить будет плюсом.",
            mentions: &[
                ("Санитарный паспорт", Card, "hygieniapassi"),
                ("готовить", Competence, "cook"),
            ],
            expected: &["card hygieniapassi: must", "competence cook: nice"],
        },
    ];
    for Named { lang, text, mentions, expected } in rows {
        let mentions: Vec<_> =
            mentions.iter().map(|(words, kind, slug)| mention(text, words, *kind, slug)).collect();
        assert_eq!(said(&read(lang, text, &mentions)), expected, "{text}");
    }
}

#[test]
fn occupations_that_are_sought_and_those_that_are_not() {
    let text =
        "Haemme kirjanpitäjää. Edellytämme vähintään vuoden kokemusta palkanlaskijan työstä.";
    let mentions = [
        mention(text, "kirjanpitäjää", ConceptKind::Occupation, "kirjanpitäjä"),
        mention(text, "palkanlaskijan", ConceptKind::Occupation, "palkanlaskija"),
    ];
    let reading = read(Lang::FI, text, &mentions);
    assert_eq!(said(&reading), ["experience 1 y as palkanlaskija: must"]);
    assert_eq!(reading.occupations[0].stance, Stance::Task);
    let text = "Työskentelet yhdessä lääkärin kanssa.";
    let mentions = [mention(text, "lääkärin", ConceptKind::Occupation, "lääkäri")];
    assert!(said(&read(Lang::FI, text, &mentions)).is_empty());
}
