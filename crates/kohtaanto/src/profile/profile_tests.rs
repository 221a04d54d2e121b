use super::*;
use crate::wire::{UnknownFields, read_candidate, write_candidate};
use kohtaanto_domain::model::Evidence;
use kohtaanto_taxonomy::{ConceptKind, LabelKind, NewConcept, NewLabel, TaxonomyBuilder};

const TODAY: Date = Date::constant(2026, 11, 24);
const TEXT: &str = "Nimeni on Maija Esimerkki, puh. 050 123 4567. Olen ollut myyjänä vuosina \
                    2018-2021. Osaan leivontaa ja kassan käyttöä. Minulla on hygieniapassi.";

fn taxonomy() -> Taxonomy {
    use ConceptKind::{Card, Competence, Occupation};
    let mut builder = TaxonomyBuilder::new("small", "1", None);
    for (uri, kind, label) in [
        ("c:till", Competence, "kassan käyttö"),
        ("c:bake", Competence, "leivonta"),
        ("kohtaanto:card/hygieniapassi", Card, "hygieniapassi"),
        ("o:seller", Occupation, "myyjä"),
    ] {
        let (lang, preferred) = (Lang::FI, LabelKind::Preferred);
        let labels = vec![NewLabel { lang, text: label.to_owned(), kind: preferred }];
        builder.add(NewConcept { uri: uri.to_owned(), kind, code: None, labels }).expect("added");
    }
    builder.build().expect("it holds together")
}

fn options() -> ProfileOptions {
    let id = CandidateId::new("p-1").expect("an id");
    ProfileOptions { lang: Some(Lang::FI), ..ProfileOptions::new(id, TODAY) }
}

fn draft(text: &str, options: ProfileOptions) -> ProfileDraft {
    ProfileDraft::read(text, Linker::by_words(Some(&taxonomy())), options).expect("a draft")
}

fn competences(draft: &ProfileDraft) -> Vec<String> {
    draft.candidate().profile.competences.into_iter().map(|c| c.label).collect()
}

fn key(draft: &ProfileDraft, label: &str) -> String {
    draft.items().into_iter().find(|item| item.label == label).expect("an item").key
}

#[test]
fn a_text_becomes_a_profile_without_what_is_private() {
    let draft = draft(TEXT, options());
    let candidate = draft.candidate();
    let written = write_candidate(&candidate) + &draft.record().expect("a record");
    for private in ["Maija", "Esimerkki", "050", "4567"] {
        assert!(!written.contains(private), "{private} is in\n{written}");
    }
    assert_eq!(draft.removed().len(), 2, "{:?}", draft.removed());
    assert_eq!(competences(&draft), ["leivonta", "kassan käyttö"]);
    assert_eq!(candidate.profile.cards.len(), 1);
    assert_eq!(candidate.profile.history[0].occupation.uri.as_deref(), Some("o:seller"));
    let read = read_candidate(&write_candidate(&candidate), UnknownFields::Refuse, TODAY);
    assert_eq!(read.expect("what match takes").value, candidate);
}

#[test]
fn every_item_says_which_words_led_to_it() {
    let draft = draft(TEXT, options());
    for item in draft.items() {
        assert_eq!(draft.text().get(item.span.clone()), Some(item.words.as_str()));
        assert!(!item.words.is_empty() && item.state == ItemState::Open);
        assert!(item.confidence > 0.0 && item.confidence <= 1.0);
    }
    let bake = draft.items().into_iter().find(|item| item.label == "leivonta").expect("baking");
    assert_eq!(bake.words, "leivontaa");
}

#[test]
fn a_rejected_item_never_returns_from_the_same_text() {
    let mut first = draft(TEXT, options());
    let wrong = key(&first, "leivonta");
    first.reject(&wrong).expect("rejected");
    assert_eq!(competences(&first), ["kassan käyttö"]);
    let record = first.record().expect("a record");

    let reopened =
        ProfileDraft::reopen(first.candidate(), &record, Linker::by_words(Some(&taxonomy())));
    let reopened = reopened.expect("a draft");
    assert_eq!(competences(&reopened), ["kassan käyttö"]);
    assert_eq!(reopened.candidate(), first.candidate());
    assert_eq!(reopened.record().expect("a record"), record);

    let decisions = decisions_of(&record).expect("decisions");
    let anew = draft(TEXT, ProfileOptions { decisions, ..options() });
    assert_eq!(competences(&anew), ["kassan käyttö"]);
    let item = anew.items().into_iter().find(|item| item.key == wrong).expect("is shown");
    assert_eq!(item.state, ItemState::Rejected);
}

#[test]
fn decisions_can_be_changed_and_unknown_keys_are_refused() {
    let mut draft = draft(TEXT, options());
    let till = key(&draft, "kassan käyttö");
    draft.reject(&till).expect("rejected");
    draft.confirm(&till).expect("confirmed after all");
    assert_eq!(competences(&draft), ["leivonta", "kassan käyttö"]);
    let items = draft.items();
    let state = items.iter().find(|item| item.key == till).map(|item| item.state);
    assert_eq!(state, Some(ItemState::Confirmed));
    let error = draft.confirm("no such key").expect_err("there is none");
    assert_eq!(error.kind(), crate::ErrorKind::NotFound);
    let told = |c: &kohtaanto_domain::model::Competence| c.evidence == Evidence::Told;
    assert!(draft.candidate().profile.competences.iter().any(told));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let empty = ProfileDraft::read("  \n", Linker::default(), options()).expect_err("says nothing");
    assert_eq!(empty.kind(), crate::ErrorKind::InvalidInput);
    let candidate = draft(TEXT, options()).candidate();
    for record in ["", "{}", r#"{"version": 9}"#] {
        let error =
            ProfileDraft::reopen(candidate.clone(), record, Linker::default()).expect_err(record);
        assert_eq!(error.kind(), crate::ErrorKind::InvalidInput, "{record}");
    }
}
