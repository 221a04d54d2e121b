use super::super::{former_municipalities, municipalities, regions};
use super::*;
use proptest::prelude::*;

fn found(text: &str) -> Place {
    match resolve(text) {
        Resolution::Found(place) => place,
        Resolution::Unknown { suggestions } => panic!("{text}: {suggestions:?}"),
    }
}

fn suggested(text: &str) -> Vec<String> {
    match resolve(text) {
        Resolution::Found(place) => panic!("{text}: {place:?}"),
        Resolution::Unknown { suggestions } => suggestions.into_iter().map(|of| of.name).collect(),
    }
}

#[test]
fn texts_name_places() {
    use PlaceKind::*;
    for (text, name, code, how) in [
        ("Joensuu", "Joensuu", "167", Municipality),
        ("joensuussa", "Joensuu", "167", Municipality),
        (" JOENSUU. ", "Joensuu", "167", Municipality),
        ("Joensuun kaupunki", "Joensuu", "167", Municipality),
        ("Kiteeltä", "Kitee", "260", Municipality),
        ("Rääkkylään", "Rääkkylä", "707", Municipality),
        ("Raakkyla", "Rääkkylä", "707", Municipality),
        ("Ra\u{308}a\u{308}kkyla\u{308}", "Rääkkylä", "707", Municipality),
        ("Polvijärven", "Polvijärvi", "607", Municipality),
        ("Polvijarvi", "Polvijärvi", "607", Municipality),
        ("Heinävedeltä", "Heinävesi", "090", Municipality),
        ("juuassa", "Juuka", "176", Municipality),
        ("lahti", "Lahti", "398", Municipality),
        ("ii", "Ii", "139", Municipality),
        ("Iso-Kyrö", "Isokyrö", "152", Municipality),
        ("Koski", "Koski Tl", "284", Municipality),
        ("Ilomants", "Ilomantsi", "146", Swedish),
        ("S:t Michel", "Mikkeli", "491", Swedish),
        ("Libelits", "Liperi", "426", Swedish),
        ("Valtimo", "Valtimo", "541", Former),
        ("Valtimolla", "Valtimo", "541", Former),
        ("911", "Valtimo", "541", Former),
        ("enossa", "Eno", "167", Former),
        ("167", "Joensuu", "167", Code),
        ("80100", "80100 Joensuu", "167", PostalCode),
        ("FI-82900 Ilomantsi", "82900 Ilomantsi", "146", PostalCode),
    ] {
        let place = found(text);
        assert_eq!((place.name.as_str(), place.how), (name, how), "{text}");
        let codes: Vec<_> = place.municipalities.iter().map(ToString::to_string).collect();
        assert_eq!(codes, [code], "{text}");
    }
}

#[test]
fn texts_name_areas() {
    for text in [
        "Pohjois-Karjala",
        "Pohjois-Karjalan",
        "pohjoiskarjalassa",
        "pohjois karjala",
        "Pohjois-Karjalan maakunta",
        "Norra Karelen",
        "north karelia",
    ] {
        let place = found(text);
        assert_eq!(
            (place.name.as_str(), place.how),
            ("Pohjois-Karjala", PlaceKind::Region),
            "{text}"
        );
        assert_eq!(place.municipalities.len(), 13, "{text}");
    }
    assert_eq!(found("uudellamaalla").name, "Uusimaa");
    assert_eq!(found("Lappi").how, PlaceKind::Region);
    assert_eq!(found("Ylä-Savossa").how, PlaceKind::EmploymentArea);
    let place = found("Pohjois-Karjalan työllisyysalueella");
    assert_eq!((place.how, place.municipalities.len()), (PlaceKind::EmploymentArea, 13));
}

#[test]
fn every_name_names_its_own_place() {
    for of in municipalities() {
        assert_eq!(found(of.name_fi).municipalities, [of.code], "{}", of.name_fi);
        assert_eq!(found(of.name_sv).municipalities, [of.code], "{}", of.name_sv);
        assert_eq!(found(&of.code.to_string()).municipalities, [of.code]);
    }
    for former in former_municipalities() {
        assert_eq!(found(former.name_fi).municipalities, [former.now], "{}", former.name_fi);
    }
    for area in regions() {
        for name in [area.fi, area.sv, area.en] {
            assert_eq!(found(name).name, area.fi, "{name}");
        }
    }
}

#[test]
fn no_inflected_form_of_a_municipality_names_another() {
    for of in municipalities() {
        for (form, _) in of.inflection.forms() {
            assert_eq!(found(&form).municipalities, [of.code], "{form}");
        }
    }
}

#[test]
fn the_misspelt_is_suggested() {
    for (text, name) in [
        ("Jonsuu", "Joensuu"),
        ("Lieska", "Lieksa"),
        ("Kontionlahti", "Kontiolahti"),
        ("Tohmajärvella", "Tohmajärvi"),
        ("Iilomantsi", "Ilomantsi"),
        ("Nurmekseessa", "Nurmes"),
        ("Outokunpu", "Outokumpu"),
        ("Pohjois-Karhala", "Pohjois-Karjala"),
        ("Joensuu tai lähellä", "Joensuu"),
    ] {
        let names = suggested(text);
        assert_eq!(names.first().map(String::as_str), Some(name), "{text}: {names:?}");
        assert!(names.len() <= 3, "{text}");
    }
    for text in ["", "?", "x", "000", "00001", "Qwrtzx", &"Joensu".repeat(100)] {
        assert!(suggested(text).is_empty(), "{text}");
    }
}

#[test]
fn suggestions_are_distinct_and_named_places_come_alone() {
    assert_eq!(suggested("Joensuu, Eno ja Liperi, Kitee"), ["Joensuu", "Eno", "Liperi"]);
    assert_eq!(suggested("siivooja lieksa tai nurmes"), ["Lieksa", "Nurmes"]);
    assert_eq!(suggested("Jonsuu"), suggested("jonsuu"));
}

#[test]
fn an_unknown_place_is_refused_with_suggestions() {
    assert_eq!(resolve_municipalities("Joensuussa").unwrap().len(), 1);
    let error = resolve_municipalities("Jonsuu").unwrap_err();
    assert_eq!(error.problem, "\"Jonsuu\" is not a known place");
    assert!(error.fix.starts_with("did you mean \"Joensuu\" (167)"), "{}", error.fix);
    let error = resolve_municipalities("Qwrtzx").unwrap_err();
    assert_eq!(error.fix, "write a municipality of Finland, such as \"Joensuu\" or \"167\"");
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        if let Resolution::Unknown { suggestions } = resolve(&text) {
            prop_assert!(suggestions.len() <= 3);
        }
    }

    #[test]
    fn texts_near_places_are_answered(text in "[a-zäö0-9:\\- İß]{0,12}") {
        prop_assert_eq!(resolve(&text), resolve(&text));
    }
}
