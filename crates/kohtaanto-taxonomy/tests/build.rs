//! A small taxonomy: built, read back, searched, and refused when it does not hold together.

use kohtaanto_domain::model::Lang;
use kohtaanto_taxonomy::{
    ConceptKind, LabelKind, MentionOptions, NamedBy, NewConcept, NewLabel, RankOptions, Relation,
    Taxonomy, TaxonomyBuilder,
};

fn concept(uri: &str, kind: ConceptKind, labels: &[(Lang, &str)]) -> NewConcept {
    let mut seen = Vec::new();
    let labels = labels.iter().map(|(lang, text)| {
        let kind = if seen.contains(lang) { LabelKind::Alternative } else { LabelKind::Preferred };
        seen.push(*lang);
        NewLabel { lang: *lang, text: (*text).to_owned(), kind }
    });
    NewConcept { uri: uri.to_owned(), kind, code: None, labels: labels.collect() }
}

fn builder() -> TaxonomyBuilder {
    use ConceptKind::{Competence, Occupation};
    const FI: Lang = Lang::FI;
    let mut builder = TaxonomyBuilder::new("small", "1", None);
    let concepts = [
        concept(
            "o:nurse",
            Occupation,
            &[(FI, "lähihoitaja"), (FI, "lähäri"), (Lang::EN, "practical nurse")],
        ),
        concept(
            "o:waiter",
            Occupation,
            &[(FI, "tarjoilija"), (Lang::EN, "waiter"), (Lang::RU, "официант")],
        ),
        concept("o:bank", Occupation, &[(FI, "pankkitoimihenkilö")]),
        concept("c:medicine", Competence, &[(FI, "annostella lääkkeitä"), (FI, "lääkehoito")]),
        concept("c:serve", Competence, &[(FI, "asiakaspalvelu"), (Lang::EN, "customer service")]),
        concept("c:c", Competence, &[(FI, "C")]),
        concept("c:cpp", Competence, &[(FI, "C++"), (Lang::EN, "C++")]),
        concept("c:python", Competence, &[(Lang::EN, "Python (computer programming)")]),
        concept("c:coach", Competence, &[(FI, "valmennus")]),
        concept("c:coach-sport", Competence, &[(FI, "urheiluvalmennus"), (FI, "valmennus")]),
        concept("o:trainer", Occupation, &[(FI, "urheiluvalmentaja")]),
    ];
    for concept in concepts {
        builder.add(concept).expect("a good concept");
    }
    builder.relate("o:nurse", Relation::Essential, "c:medicine");
    builder.relate("o:waiter", Relation::Essential, "c:serve");
    builder.relate("o:trainer", Relation::Essential, "c:coach-sport");
    builder
}

fn named(taxonomy: &Taxonomy, text: &str) -> Vec<(String, String, NamedBy)> {
    let mentions = taxonomy.mentions(text, &[Lang::FI, Lang::EN], &MentionOptions::default());
    let of = |m: kohtaanto_taxonomy::Mention| {
        (text[m.span].to_owned(), taxonomy.uri(m.concept).to_owned(), m.by)
    };
    mentions.into_iter().map(of).collect()
}

#[test]
fn what_was_put_in_is_read_back() {
    let taxonomy = builder().build().expect("it holds together");
    let nurse = taxonomy.find("o:nurse").expect("a nurse");
    assert_eq!(taxonomy.uri(nurse), "o:nurse");
    assert_eq!(taxonomy.kind(nurse), ConceptKind::Occupation);
    let labels: Vec<_> = taxonomy.labels(nurse).map(|l| (l.lang, l.text, l.kind)).collect();
    let (preferred, other) = (LabelKind::Preferred, LabelKind::Alternative);
    let expected = [
        (Lang::EN, "practical nurse", preferred),
        (Lang::FI, "lähihoitaja", preferred),
        (Lang::FI, "lähäri", other),
    ];
    assert_eq!(labels, expected);
    assert_eq!(taxonomy.name_of(nurse, &[Lang::SV, Lang::FI]).map(|l| l.text), Some("lähihoitaja"));
    let medicine = taxonomy.find("c:medicine").expect("a competence");
    let needed: Vec<_> = taxonomy.related(nurse, Relation::Essential).collect();
    let needs: Vec<_> = taxonomy.inverse(medicine, Relation::Essential).collect();
    assert_eq!((needed, needs), (vec![medicine], vec![nurse]));
    let again = Taxonomy::from_bytes(taxonomy.as_bytes().to_vec()).expect("the same");
    assert_eq!(again.hash(), builder().build().expect("the same").hash());
}

#[test]
fn the_concept_of_a_title_comes_first() {
    let taxonomy = builder().build().expect("it holds together");
    let first = |text: &str, lang| {
        let hits = taxonomy.rank(text, &[lang], &RankOptions::default());
        hits.first().map(|hit| (taxonomy.uri(hit.concept).to_owned(), hit.score))
    };
    for (text, lang, uri) in [
        ("Lähihoitajia kotihoitoon", Lang::FI, "o:nurse"),
        ("tarjoilijja", Lang::FI, "o:waiter"),
        ("Официант в ресторан", Lang::RU, "o:waiter"),
    ] {
        assert_eq!(first(text, lang).expect(text).0, uri, "{text}");
    }
    let (_, score) = first("lähihoitaja", Lang::FI).expect("a nurse");
    assert!((score - 1.0).abs() < 1e-5, "{score}");
    assert!(first("", Lang::FI).is_none() && first("lähihoitaja", Lang::SV).is_none());
}

#[test]
fn texts_name_concepts_in_their_own_words() {
    let taxonomy = builder().build().expect("it holds together");
    let by = |words: &str, uri: &str, by| (words.to_owned(), uri.to_owned(), by);
    let table = [
        ("Haemme lähihoitajia.", by("lähihoitajia", "o:nurse", NamedBy::Label)),
        ("lääkkeiden annostelua", by("lääkkeiden annostelua", "c:medicine", NamedBy::SameWords)),
        ("Yötarjoilijan työ", by("Yötarjoilijan", "o:waiter", NamedBy::Head)),
        ("Osaat C++:aa", by("C++:aa", "c:cpp", NamedBy::Label)),
        ("Python plussaa", by("Python", "c:python", NamedBy::Label)),
    ];
    for (text, expected) in table {
        assert_eq!(named(&taxonomy, text), [expected], "{text}");
    }
    for text in ["C-ajokortti", "lääkkeitä. Annostelu", "kokka", ""] {
        assert_eq!(named(&taxonomy, text), [], "{text}");
    }
}

#[test]
fn the_rest_of_the_text_tells_which_is_meant() {
    let taxonomy = builder().build().expect("it holds together");
    let of = |text| named(&taxonomy, text).into_iter().map(|m| m.1).collect::<Vec<_>>();
    assert_eq!(of("Valmennusta tiimeille"), ["c:coach"]);
    assert_eq!(of("Urheiluvalmentaja: valmennusta"), ["o:trainer", "c:coach-sport"]);
}

#[test]
fn what_does_not_hold_together_is_refused() {
    let mut circle = builder();
    circle.relate("c:medicine", Relation::Broader, "c:serve");
    circle.relate("c:serve", Relation::Broader, "c:coach");
    circle.relate("c:coach", Relation::Broader, "c:medicine");
    let mut nowhere = builder();
    nowhere.relate("o:nurse", Relation::Essential, "c:gone");
    let mut huge = builder();
    let long = "a".repeat(501);
    huge.add(concept("c:huge", ConceptKind::Competence, &[(Lang::FI, &long)])).expect("added");
    let mut twice = builder();
    let label = NewLabel { lang: Lang::FI, text: "hoitaja".to_owned(), kind: LabelKind::Preferred };
    twice.add_labels("o:nurse", vec![label]).expect("added");
    let table = [
        (
            circle,
            "c:coach: is broader than itself, by way of c:serve; take one of the broader relations away",
        ),
        (
            nowhere,
            "c:gone: is not there, and o:nurse is related to it; add the concept, or take the relation away",
        ),
        (huge, "c:huge: has a label of 501 bytes in fi; shorten it: a label is a name"),
        (
            twice,
            "o:nurse: has two preferred labels in fi: \"lähihoitaja\", \"hoitaja\"; make one of them an alternative",
        ),
    ];
    for (builder, expected) in table {
        assert_eq!(builder.build().expect_err(expected).to_string(), expected);
    }
    let again = concept("o:nurse", ConceptKind::Occupation, &[(Lang::FI, "x")]);
    let error = builder().add(again).expect_err("it is there").to_string();
    assert_eq!(error, "o:nurse: is there twice; keep one of the rows");
}

#[test]
fn a_damaged_file_is_refused() {
    let good = builder().build().expect("it holds together").as_bytes().to_vec();
    let refused = |bytes: Vec<u8>| Taxonomy::from_bytes(bytes).err().map(|error| error.to_string());
    for end in (0..good.len()).step_by(7) {
        assert!(refused(good[..end].to_vec()).is_some(), "cut at {end}");
    }
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        assert!(refused(bad).is_some(), "changed at {at}");
    }
    let error = refused(b"not a taxonomy".to_vec()).expect("refused");
    assert_eq!(
        error,
        "taxonomy is not a taxonomy of this version: it does not begin as one; import it anew with \
         `kohtaanto taxonomy import`"
    );
}
