//! Sentences of ads by kind, the tables, and laws.

use super::{SentenceKind, TABLES, cue, rows, sentences, useful_content};
use SentenceKind::{Application, Employer, Offer, Other, Requirement, Task};
use proptest::prelude::*;

#[test]
fn the_tables_are_well_formed() {
    for row in TABLES.iter().flat_map(|table| rows(table)) {
        let cue = cue(row);
        assert!(cue.is_some(), "{row:?} is not kind, weight, cue");
        let cue = cue.unwrap();
        assert!((1..=5).contains(&cue.weight), "{row:?}");
        assert_eq!(cue.text, cue.text.to_lowercase(), "{row:?}");
        assert!(row.split('\t').count() == 3 && cue.text.trim() == cue.text, "{row:?}");
    }
}

#[test]
fn kinds_of_sentences() {
    let table = [
        ("Työtehtäviisi kuuluu asiakkaiden avustaminen arjessa.", Task),
        ("Vastaat ruoan valmistuksesta ja keittiön siisteydestä.", Task),
        ("Etsimme lähihoitajaa kotihoidon tiimiin.", Task),
        ("Edellytämme hygieniapassia ja B-ajokorttia.", Requirement),
        ("Sinulla on kokemusta varastotyöstä.", Requirement),
        ("Aiempi kokemus alalta katsotaan eduksi.", Requirement),
        ("Tarjoamme kilpailukykyisen palkan ja hyvät edut.", Offer),
        ("Palkka määräytyy työehtosopimuksen mukaan.", Offer),
        ("Yritys on perustettu vuonna 1987.", Employer),
        ("Olemme johtava siivousalan yritys Itä-Suomessa.", Employer),
        ("Lähetä hakemuksesi 15.12. mennessä.", Application),
        ("Lisätietoja antaa Maija Malli, puh. 050 123 4567.", Application),
        ("Ammattitutkintoa ei tarvita, mutta B-ajokortti kyllä.", Requirement),
        ("Kuukausipalkka 2 350 €.", Offer),
        ("Polvijärven kunta (4 000 asukasta) hakee kunnansihteeriä.", Task),
        ("Puhtaus on puoli ruokaa.", Other),
        ("Aurinko paistaa.", Other),
        ("I arbetsuppgifterna ingår städning av kontor.", Task),
        ("Vi förutsätter erfarenhet av vårdarbete.", Requirement),
        ("Företaget är grundat 1987.", Employer),
        ("Mer information ger avdelningschefen.", Application),
        ("You will be responsible for cleaning offices.", Task),
        ("A driving licence is required.", Requirement),
        ("We are a leading provider of care services, founded in 1987.", Employer),
        ("We are looking for a nurse.", Task),
        ("Please send your application by Friday.", Application),
        ("Требования: опыт работы и знание финского языка.", Requirement),
        ("Компания основана в 1987 году.", Employer),
    ];
    for (text, kind) in table {
        let found = sentences(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].kind, kind, "{text}");
    }
}

#[test]
fn boilerplate_is_left_out() {
    let ad = "Lähihoitaja kotihoitoon\nPielisrannan Hoiva on perustettu vuonna 1998. Olemme johtava \
        hoiva-alan toimija.\nTyötehtäväsi:\n- asiakkaiden hoito\n- lääkkeiden jako\n\
        Odotamme sinulta:\n- lähihoitajan tutkintoa\n- B-ajokorttia\nHakemukset 15.12. mennessä. \
        Lisätietoja antaa palveluesimies.";
    let expected = "Lähihoitaja kotihoitoon\nTyötehtäväsi:\n- asiakkaiden hoito\n\
        - lääkkeiden jako\nOdotamme sinulta:\n- lähihoitajan tutkintoa\n- B-ajokorttia";
    assert_eq!(useful_content(ad), expected);
    let kinds: Vec<_> = sentences(ad).iter().map(|sentence| sentence.kind).collect();
    assert_eq!(kinds[3..9], [Task, Task, Task, Requirement, Requirement, Requirement]);
}

#[test]
fn never_nothing() {
    let boilerplate = "Olemme johtava yritys.";
    assert_eq!(useful_content(boilerplate), boilerplate);
    assert_eq!(useful_content(""), "");
}

proptest! {
    #[test]
    fn sentences_are_in_the_text_in_order(text in prop_oneof![
        "[a-dä.!? \n:•-]{0,60}", ".{0,60}", "(haemme|esim\\.|hakemukset| |\n|1\\.){0,12}",
    ]) {
        let mut last = 0;
        for sentence in sentences(&text) {
            prop_assert_eq!(text.get(sentence.span.clone()), Some(sentence.text));
            prop_assert!(sentence.span.start >= last && !sentence.text.is_empty());
            prop_assert_eq!(sentence.text, sentence.text.trim());
            last = sentence.span.end;
        }
        // Nothing but white space is outside the sentences.
        let n_words = sentences(&text).iter().map(|s| s.text.split_whitespace().count()).sum::<usize>();
        prop_assert!(n_words >= text.split_whitespace().count());
        prop_assert_eq!(useful_content(&text), useful_content(&text));
    }
}
