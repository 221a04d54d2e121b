//! What was read of a person and what was taken out, as it is shown to the person.

use super::TextLang;
use super::names;
use super::reasons::level_name;
use crate::profile::{ItemKind, ItemState, ProfileItem};
use kohtaanto_domain::model::{Card, Coded, EducationLevel, Lang, LanguageLevel};
use kohtaanto_reading::mask::{PrivateKind, Removed};

/// What a kind of items is called.
pub fn item_kind(kind: ItemKind, lang: TextLang) -> &'static str {
    match kind {
        ItemKind::History => lang.pick("kokemus", "erfarenhet", "experience"),
        ItemKind::Competence => lang.pick("osaaminen", "kunnande", "competence"),
        ItemKind::Language => lang.pick("kieli", "språk", "language"),
        ItemKind::Education => lang.pick("koulutus", "utbildning", "education"),
        ItemKind::Licence => lang.pick("ajokortti", "körkort", "driving licence"),
        ItemKind::Card => lang.pick("kortti tai lupa", "kort eller tillstånd", "card or permit"),
    }
}

/// What the person has said of an item.
pub fn item_state(state: ItemState, lang: TextLang) -> &'static str {
    match state {
        ItemState::Open => lang.pick("avoin", "öppen", "open"),
        ItemState::Confirmed => lang.pick("vahvistettu", "bekräftad", "confirmed"),
        ItemState::Rejected => lang.pick("hylätty", "avvisad", "rejected"),
    }
}

/// What an item says, with the names of codes.
pub fn item(item: &ProfileItem, lang: TextLang) -> String {
    let label = item.label.as_str();
    match item.kind {
        ItemKind::Language => {
            let (code, level) = label.split_once(' ').unwrap_or((label, ""));
            let Ok(language) = code.parse::<Lang>() else { return label.to_owned() };
            let name = names::language(language, lang);
            match LanguageLevel::parse(level) {
                Ok(level) => format!("{name} {}", level_name(level, lang)),
                Err(_) => name,
            }
        }
        ItemKind::Education => EducationLevel::parse(label)
            .map_or_else(|_| label.to_owned(), |level| names::education(level, lang).to_owned()),
        ItemKind::Card => names::card(&Card(label.to_owned()), lang),
        ItemKind::History | ItemKind::Competence | ItemKind::Licence => label.to_owned(),
    }
}

/// What a kind of private stretches is called.
pub fn private_kind(kind: PrivateKind, lang: TextLang) -> &'static str {
    match kind {
        PrivateKind::IdentityCode => {
            lang.pick("henkilötunnus tai muu tunnus", "personbeteckning", "identity code")
        }
        PrivateKind::Phone => lang.pick("puhelinnumero", "telefonnummer", "telephone number"),
        PrivateKind::Email => lang.pick("sähköpostiosoite", "e-postadress", "e-mail address"),
        PrivateKind::Address => lang.pick("katuosoite", "gatuadress", "street address"),
        PrivateKind::BirthDate => lang.pick("syntymäaika", "födelsetid", "date of birth"),
        PrivateKind::Age => lang.pick("ikä", "ålder", "age"),
        PrivateKind::Health => lang.pick("terveystieto", "hälsouppgift", "health"),
        PrivateKind::Family => lang.pick("perhetieto", "familjeuppgift", "family"),
        PrivateKind::Belief => lang.pick(
            "vakaumus, kansalaisuus tai alkuperä",
            "övertygelse, medborgarskap eller ursprung",
            "belief, nationality or origin",
        ),
        PrivateKind::Name => lang.pick("nimi", "namn", "name"),
        _ => lang.pick("yksityinen tieto", "privat uppgift", "private"),
    }
}

/// What was taken out, by its kind and its first letter: enough for the person to know which, and
/// not the whole of it.
pub fn removed(removed: &Removed, lang: TextLang) -> String {
    let first: String = removed.text.chars().take(1).collect();
    format!("{} ({first}…)", private_kind(removed.kind, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_shown_by_name_and_what_was_removed_by_its_first_letter() {
        let shown = |kind, label: &str| {
            let (key, label, words) = (String::new(), label.to_owned(), String::new());
            let state = ItemState::Open;
            let of = ProfileItem { key, kind, label, span: 0..0, words, confidence: 1.0, state };
            item(&of, TextLang::Fi)
        };
        assert_eq!(shown(ItemKind::Language, "uk native"), "ukraina äidinkielenä");
        assert_eq!(shown(ItemKind::Language, "fi"), "suomi");
        assert_eq!(shown(ItemKind::Education, "vocational"), "ammatillinen tutkinto");
        assert_eq!(shown(ItemKind::Card, "laakelupa"), "lääkelupa");
        let text = "050 123 4567".to_owned();
        let phone = Removed { span: 0..text.len(), kind: PrivateKind::Phone, text };
        assert_eq!(removed(&phone, TextLang::Fi), "puhelinnumero (0…)");
    }
}
