//! What was read of a person, each with the words that led to it, to be confirmed or rejected.

use super::super::parts::upper;
use super::super::texts::Texts;
use super::View;
use kohtaanto::texts;
use kohtaanto::{ItemKind, ItemState, ProfileDraft, ProfileItem};
use maud::{Markup, html};

/// The kinds in the order in which an advisor goes through them.
const KINDS: [ItemKind; 6] = [
    ItemKind::History,
    ItemKind::Competence,
    ItemKind::Education,
    ItemKind::Language,
    ItemKind::Licence,
    ItemKind::Card,
];

pub(super) fn items(t: &Texts, draft: &ProfileDraft, view: View) -> Markup {
    let lang = t.lang();
    let items = draft.items();
    html! {
        section.items aria-labelledby="tunnistettu" {
            h2 #tunnistettu { @if view == View::Print { (t.get("print.items")) } @else { (t.get("client.items")) } }
            @if items.is_empty() { p { (t.get("client.items_none")) } }
            @else if view == View::Client { p.small { (t.get("client.items_help")) } }
            @for kind in KINDS {
                @let of_kind: Vec<&ProfileItem> = items.iter().filter(|item| item.kind == kind && (view == View::Client || item.state != ItemState::Rejected)).collect();
                @if !of_kind.is_empty() {
                    div.kind {
                        h3 { (upper(texts::item_kind(kind, lang))) }
                        ul { @for item in of_kind { (row(t, item, view)) } }
                    }
                }
            }
            @if view != View::Print { (removed(t, draft)) }
            @for item in &items {
                @match item.state {
                    ItemState::Confirmed => { input type="hidden" name="confirmed" value=(item.key); }
                    ItemState::Rejected => { input type="hidden" name="rejected" value=(item.key); }
                    ItemState::Open => {}
                }
            }
        }
    }
}

fn row(t: &Texts, item: &ProfileItem, view: View) -> Markup {
    let lang = t.lang();
    let name = texts::item(item, lang);
    let state = match item.state {
        ItemState::Open => "open",
        ItemState::Confirmed => "yes",
        ItemState::Rejected => "no",
    };
    let said = name.to_lowercase() != item.words.to_lowercase();
    html! {
        li class={ "item " (state) } {
            span.what {
                @if item.state == ItemState::Confirmed { span.sign aria-hidden="true" { "✓ " } }
                strong { (upper(&name)) }
                @if item.state != ItemState::Open { " " span.small { "(" (texts::item_state(item.state, lang)) ")" } }
                @if said { span.quote { " ”" (item.words) "”" } }
            }
            @if view == View::Client {
                span.act {
                    @if item.state == ItemState::Open {
                        (button(t.get("client.confirm"), &name, &format!("confirm:{}", item.key)))
                        (button(t.get("client.reject"), &name, &format!("reject:{}", item.key)))
                    } @else {
                        (button(t.get("client.undo"), &name, &format!("open:{}", item.key)))
                    }
                }
            }
        }
    }
}

fn button(what: &str, name: &str, value: &str) -> Markup {
    html! {
        button.small-button type="submit" name="decide" value=(value) {
            (what) span.hidden { ": " (name) }
        }
    }
}

/// What was taken out of the text before anything read it.
fn removed(t: &Texts, draft: &ProfileDraft) -> Markup {
    let told: Vec<String> =
        draft.removed().iter().map(|removed| texts::removed(removed, t.lang())).collect();
    html! {
        @if !told.is_empty() {
            p.notice { (t.get("client.removed")) " " (told.join(", ")) ". " (t.get("client.removed_why")) }
        }
    }
}
