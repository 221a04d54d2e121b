//! What masking takes out and leaves, and what holds for any text.

use crate::laws::{joined, langs};
use kohtaanto_domain::model::Lang;
use kohtaanto_reading::mask::{MARK, PrivateKind, mask};
use proptest::prelude::*;

fn masked(lang: Lang, text: &str) -> String {
    mask(text, lang).text
}

#[test]
fn the_persons_own_goes_and_work_stays() {
    let table = [
        (Lang::FI, "Minulla on diabetes ja astma.", "Minulla on […]."),
        (
            Lang::FI,
            "Hoidin muistisairaita ja diabeetikoita.",
            "Hoidin muistisairaita ja diabeetikoita.",
        ),
        (
            Lang::FI,
            "Lastenhoitaja, diabeteshoitaja, mielenterveystyö.",
            "Lastenhoitaja, diabeteshoitaja, mielenterveystyö.",
        ),
        (Lang::FI, "Selkävaivan takia en nosta.", "[…] takia en nosta."),
        (Lang::FI, "Olen naimisissa, lapseni ovat aikuisia.", "Olen […], […] ovat aikuisia."),
        (Lang::FI, "Olen kahden lapsen äiti.", "Olen […]."),
        (Lang::FI, "Kokki, diabetes, ei yötöitä.", "Kokki, […], ei yötöitä."),
        (Lang::FI, "Äitiysloman sijaisena pankissa.", "Äitiysloman sijaisena pankissa."),
        (
            Lang::FI,
            "Neuvoin astma- ja diabeteslääkkeistä.",
            "Neuvoin astma- ja diabeteslääkkeistä.",
        ),
        (Lang::FI, "Asiakas on 42-vuotias, hänellä on astma.", "Asiakas on […], hänellä on […]."),
        (
            Lang::FI,
            "Olen 45-vuotias siivooja, 20 vuotta alalla.",
            "Olen […] siivooja, 20 vuotta alalla.",
        ),
        (
            Lang::FI,
            "Yritys on 50-vuotias, hoidin 3-vuotiaita.",
            "Yritys on 50-vuotias, hoidin 3-vuotiaita.",
        ),
        (Lang::FI, "Olen muslimi. Seurakunnan suntio.", "Olen […]. Seurakunnan suntio."),
        (Lang::FI, "Nimeni on Maija Mallikas.", "Nimeni on […]."),
        (Lang::FI, "Asun Kauppakatu 5 A 12, 80100 Joensuu.", "Asun […] Joensuu."),
        (Lang::SV, "Jag är gift och har två barn.", "Jag är […] och har […]."),
        (Lang::SV, "Jag vårdade personer med demens.", "Jag vårdade personer med demens."),
        (Lang::SV, "Jag har fasta tider och diabetes.", "Jag har fasta tider och […]."),
        (Lang::EN, "I cared for patients with dementia.", "I cared for patients with dementia."),
        (
            Lang::EN,
            "I have diabetes. I was a children's nurse.",
            "I have […]. I was a children's nurse.",
        ),
        (Lang::EN, "My husband works nights.", "[…] works nights."),
        (Lang::EN, "I turned 50 last month.", "I turned […] last month."),
        (Lang::RU, "Мне 45 лет, у меня астма.", "Мне […], у меня […]."),
        (Lang::RU, "Ухаживала за больными с деменцией.", "Ухаживала за больными с деменцией."),
        (Lang::UK, "Я заміжня.", "Я […]."),
        (Lang::ET, "Mul on diabeet.", "Mul on […]."),
    ];
    for (lang, text, expected) in table {
        assert_eq!(masked(lang, text), expected, "{text}");
    }
}

#[test]
fn kinds_have_codes() {
    for (code, kind) in PrivateKind::ALL {
        assert_eq!(kind.code(), code);
    }
}

#[test]
fn what_was_taken_out_is_not_in_debug() {
    let masked = mask("Soita 040 123 4567", Lang::FI);
    assert_eq!(masked.removed.len(), 1);
    assert!(!format!("{masked:?}").contains("4567"));
}

/// Texts of what the rules react to.
fn eventful() -> impl Strategy<Value = String> {
    joined(vec![
        "minulla",
        "on",
        "diabetes",
        "olen",
        "naimisissa",
        "45-vuotias",
        "hoidin",
        "lapseni",
        "ja",
        ",",
        ".",
        "\n",
        "Kauppakatu",
        "5",
        "A",
        "12",
        "80100",
        "040",
        "1234567",
        "131052-308T",
        "synt",
        "3.4.1985",
        "1985",
        "nimeni",
        "Maija",
        "Mallikas",
        "[…]",
        "takia",
        "asiakas",
        "@",
        "posti.example",
        "erkki",
        "ikä",
        "57",
        "-",
        "—",
        "kaksi",
        "lasta",
        "sairauslomalla",
        "(",
        "perhe",
        ":",
        "kotoisin",
        "Syyriasta",
        "puh",
        "i",
        "am",
        "married",
        "jag",
        "är",
        "gift",
        "terveisin",
        "v",
        "\u{200b}",
        "ä\u{308}",
        "+358",
        "työ",
        "hoitajana",
        "/",
        "…",
        "mies",
    ])
}

fn holds(text: &str, lang: Lang) -> Result<(), TestCaseError> {
    let masked = mask(text, lang);
    let mut last = 0;
    for removed in &masked.removed {
        prop_assert!(removed.span.start >= last && removed.span.end <= text.len());
        prop_assert_eq!(text.get(removed.span.clone()), Some(removed.text.as_str()));
        last = removed.span.end;
    }
    for (mark, removed) in masked.marks().iter().zip(&masked.removed) {
        prop_assert_eq!(masked.text.get(mark.clone()), Some(MARK));
        prop_assert_eq!(masked.original(mark), removed.span.clone());
    }
    prop_assert_eq!(masked.original(&(0..masked.text.len())), 0..text.len());
    let again = mask(&masked.text, lang);
    prop_assert!(again.removed.is_empty(), "{:?} from {:?}", again.text, masked.text);
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
}
