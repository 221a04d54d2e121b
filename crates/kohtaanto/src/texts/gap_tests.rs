use super::*;
use crate::gap::{KeptCompetence, NamedConcept};
use crate::need_costs::PeopleCount;
use kohtaanto_domain::model::{Card, Lang, LanguageLevel};

fn concept(name: &str) -> NamedConcept {
    NamedConcept { uri: format!("c:{name}"), name: name.to_owned() }
}

fn step(n_postings: usize, from: Option<(&str, usize)>) -> NextOccupation {
    let kept = |name| KeptCompetence { concept: concept(name), is_whole: true };
    NextOccupation {
        rank: 1,
        occupation: concept("kahvilatyöntekijä"),
        kept: ["asiakaspalvelu", "kassan käyttö"].map(kept).to_vec(),
        missing: ["kahvin valmistus", "leivonta", "omavalvonta"].map(concept).to_vec(),
        from: from.map(|(work, n): (&str, usize)| (work.to_owned(), n)),
        n_postings,
        takes_degree: false,
    }
}

#[test]
fn a_step_says_what_is_carried_along() {
    let table = [
        (
            step(6, Some(("myyjä", 2))),
            true,
            "työstäsi (myyjä) kannat mukanasi 2/5 tarvittavasta osaamisesta; 6 avointa paikkaa \
             matkan päässä sinusta",
        ),
        (
            NextOccupation {
                kept: vec![KeptCompetence { concept: concept("kassa"), is_whole: false }],
                ..step(0, Some(("myyjä", 0)))
            },
            true,
            "työstäsi (myyjä) kannat mukanasi 0/4 tarvittavasta osaamisesta, lisäksi 1 osin; nyt \
             ei avoimia paikkoja lähelläsi",
        ),
        (
            step(2, Some(("myyjä", 1))),
            true,
            "työstäsi (myyjä) ja muusta osaamisestasi kannat mukanasi 2/5 tarvittavasta \
             osaamisesta; 2 avointa paikkaa matkan päässä sinusta",
        ),
        (
            NextOccupation { takes_degree: true, ..step(1, None) },
            false,
            "sinulla on jo 2/5 tarvittavasta osaamisesta; 1 avoin paikka kaikkialla yhteensä; \
             vaatii yleensä korkeakoulututkinnon",
        ),
        (
            step(0, None),
            true,
            "sinulla on jo 2/5 tarvittavasta osaamisesta; nyt ei avoimia paikkoja lähelläsi",
        ),
    ];
    for (step, reach_known, expected) in table {
        assert_eq!(next_occupation(&step, reach_known, TextLang::Fi), expected);
    }
    let missing = next_from(&step(0, None), 2, TextLang::Fi);
    assert_eq!(missing.as_deref(), Some("opittavaa: kahvin valmistus, leivonta ja 1 muuta"));
}

#[test]
fn a_row_says_what_it_rests_on() {
    let competence = || Demand::Competence { label: "myyntityö".to_owned(), uri: None };
    let language = Demand::Language { language: Lang::FI, level: Some(LanguageLevel::B2) };
    let near = MetBy::NearCompetence { told: "neuvonta".to_owned(), how: Nearness::SameGroup };
    let card = Demand::Card(Card("hygieniapassi".to_owned()));
    let (must, nice) = (Importance::Must, Importance::Nice);
    let table = [
        (
            competence(),
            must,
            GapStatus::Met,
            Some(MetBy::Told("Myyntityö".to_owned())),
            "myyntityö",
        ),
        (
            competence(),
            must,
            GapStatus::Near,
            Some(near),
            "myyntityö (osaat jo läheistä: neuvonta)",
        ),
        (
            competence(),
            must,
            GapStatus::Near,
            Some(MetBy::Work("myyjä".to_owned())),
            "myyntityö (tuttua työstäsi: myyjä)",
        ),
        (
            language,
            must,
            GapStatus::Near,
            Some(MetBy::Language(LanguageLevel::B1)),
            "suomi B2 (osaat nyt B1)",
        ),
        (card, nice, GapStatus::Unknown, None, "hygieniapassi (eduksi)"),
    ];
    for (asked, importance, status, by, expected) in table {
        let row = GapRow { asked, importance, status, by };
        assert_eq!(gap_row(&row, TextLang::Fi), expected);
    }
}

#[test]
fn a_cost_shows_both_numbers() {
    let asked = Demand::Language { language: Lang::FI, level: Some(LanguageLevel::C1) };
    let without = PeopleCount { sure: 9, unknown: 2 };
    let cost = RequirementCost { asked, n_met: 3, n_near: 6, n_missing: 0, n_unknown: 2, without };
    let costs = NeedCosts {
        n_people: 20,
        n_within_reach: 12,
        n_reach_unknown: 1,
        with_all: PeopleCount { sure: 3, unknown: 0 },
        requirements: vec![cost.clone()],
    };
    assert_eq!(
        need_cost(&cost, &costs, TextLang::Fi),
        "suomi C1: 3/12 täyttää, 2 ei tiedossa; ilman tätä ehtoa 3 → 9 osaajaa (lisäksi 2, joista \
         kaikkea ei tiedetä)"
    );
    assert_eq!(
        need_costs(&costs, TextLang::Fi),
        "Työmatkan päässä on 12 henkilöä, kaikki ehdot täyttää 3."
    );
}
