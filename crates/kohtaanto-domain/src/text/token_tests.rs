//! Tables and laws of the tokenizer.

use super::tokenize;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Terms with positions, as `it@0`.
fn shown(text: &str) -> String {
    let tokens = tokenize(text);
    let shown: Vec<_> = tokens.iter().map(|t| format!("{}@{}", t.term, t.position)).collect();
    shown.join(" ")
}

#[test]
fn words_of_job_ads() {
    let table = [
        // Names with signs stay whole.
        ("C++", "c++@0"),
        ("C#, F# ja C♯", "c#@0 f#@1 ja@2 c#@3"),
        (".NET", ".net@0"),
        ("C#/.NET-kehittäjä", "c#@0 .net@1 .net-kehittäjä@1 kehittäjä@2"),
        ("ASP.NET Core", "asp.net@0 core@1"),
        ("Node.js", "node.js@0"),
        ("C++-ohjelmoija", "c++@0 c++-ohjelmoija@0 ohjelmoija@1"),
        ("C++:aa osaava", "c++@0 osaava@1"),
        ("C++11", "c++@0 11@1"),
        ("R&D", "r&d@0"),
        // Case endings after a colon.
        ("SQL:ää", "sql@0"),
        ("EU:n", "eu@0"),
        ("IT:n", "it@0"),
        ("IT:N JOHTAJA", "it@0 johtaja@1"),
        ("B1:n taso", "b1@0 taso@1"),
        ("C#:n", "c#@0"),
        ("EU:s regler", "eu@0 regler@1"),
        ("sql:ään", "sql@0"),
        ("Työaika:kokopäivä", "työaika@0 kokopäivä@1"),
        ("Palkka: 2500", "palkka@0 2500@1"),
        ("8:30", "8@0 30@1"),
        // Endings in brackets.
        ("siivooja(t)", "siivooja@0"),
        ("hoitaja (lähihoitaja)", "hoitaja@0 lähihoitaja@1"),
        // Hyphens.
        ("IT-tuki", "it@0 it-tuki@0 tuki@1"),
        ("Pohjois-Karjala", "pohjois@0 pohjois-karjala@0 karjala@1"),
        ("kokki-tarjoilija haetaan", "kokki@0 kokki-tarjoilija@0 tarjoilija@1 haetaan@2"),
        ("kokki/kokki-tarjoilija", "kokki@0 kokki@1 kokki-tarjoilija@1 tarjoilija@2"),
        ("ilta- ja yövuoro", "ilta@0 ja@1 yövuoro@2"),
        ("ohjaaja ja -avustaja", "ohjaaja@0 ja@1 avustaja@2"),
        ("työ-/harjoittelupaikka", "työ@0 harjoittelupaikka@1"),
        ("IT\u{2011}tuki", "it@0 it-tuki@0 tuki@1"),
        ("Joensuu–Kuopio", "joensuu@0 kuopio@1"),
        ("sosiaali- ja terveysala - hoiva", "sosiaali@0 ja@1 terveysala@2 hoiva@3"),
        ("a-b-c", "a@0 a-b-c@0 b@1 c@2"),
        // Numbers.
        ("24/7", "24/7@0"),
        ("2,5 vuotta", "2,5@0 vuotta@1"),
        ("B1", "b1@0"),
        ("3-vuorotyö", "3@0 3-vuorotyö@0 vuorotyö@1"),
        ("1.1.2027", "1.1.2027@0"),
        // Apostrophes, case, invisible characters, missing spaces.
        ("vaa’an", "vaa'an@0"),
        ("don't", "don't@0"),
        ("комп’ютер", "комп'ютер@0"),
        ("ÄÄNITEKNIKKO", "ääniteknikko@0"),
        ("väärä vaara", "väärä@0 vaara@1"),
        ("lähi\u{ad}hoitaja", "lähihoitaja@0"),
        ("lähi\u{200b}hoitaja", "lähihoitaja@0"),
        ("la\u{308}hihoitaja", "lähihoitaja@0"),
        ("hoitotyötä.Tarjoamme", "hoitotyötä@0 tarjoamme@1"),
        ("it", "it@0"),
        ("__tärkeä__", "tärkeä@0"),
        ("", ""),
        ("+ - * \" : # . /", ""),
        ("عامل نظافة", "عامل@0 نظافة@1"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn spans_cover_endings_and_wholes() {
    let text = "Osaat SQL:ää ja IT-tukea.";
    let spans: Vec<_> = tokenize(text).into_iter().map(|t| &text[t.span]).collect();
    assert_eq!(spans, ["Osaat", "SQL:ää", "ja", "IT", "IT-tukea", "tukea"]);
}

#[test]
fn long_words_are_words() {
    let word = "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas".repeat(20);
    assert_eq!(tokenize(&word).len(), 1);
}

/// Text of the characters that the rules look at, and of any others.
fn texts() -> impl Strategy<Value = String> {
    let ours =
        "[a-cA-CäöÄÖåéñйЙاآ가e\u{300}\u{308}\u{30a}0-9 .,:;+#/&'’()_\n\u{ad}\u{200b}-]{0,40}";
    prop_oneof![ours, ".{0,40}"]
}

proptest! {
    #[test]
    fn spans_are_in_the_text_and_positions_in_order(text in texts()) {
        let tokens = tokenize(&text);
        prop_assert_eq!(&tokens, &tokenize(&text));
        let mut last = 0;
        for token in &tokens {
            prop_assert!(text.get(token.span.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(!token.term.is_empty());
            prop_assert!(token.position >= last && token.position <= last + 1);
            last = token.position;
        }
    }

    #[test]
    fn composed_and_decomposed_are_the_same_words(text in texts()) {
        let terms = |text: String| -> Vec<(String, u32)> {
            tokenize(&text).into_iter().map(|t| (t.term, t.position)).collect()
        };
        prop_assert_eq!(terms(text.nfc().collect()), terms(text.nfd().collect()));
    }
}
