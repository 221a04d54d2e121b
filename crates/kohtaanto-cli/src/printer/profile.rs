//! Drafts of profiles, for people or as JSON Lines.

use super::jsonl::typed;
use super::print;
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::answers::ItemAnswer;
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{ItemState, ProfileDraft, ProfileItem};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;

/// More words than so many letters are cut.
const SHOWN_LETTERS: usize = 70;

/// What was taken out, on stderr, without repeating it.
pub(crate) fn removed(settings: &Settings, draft: &ProfileDraft) {
    let lang = settings.lang;
    if draft.removed().is_empty() {
        return;
    }
    let what = lang.pick(
        "Tekstistä poistettiin ennen tallentamista:",
        "Ur texten togs bort innan den sparades:",
        "Taken out of the text before it was stored:",
    );
    eprintln!("kohtaanto: {what}");
    for removed in draft.removed() {
        eprintln!("  - {}", texts::removed(removed, lang));
    }
}

pub(crate) fn draft(settings: &Settings, draft: &ProfileDraft) -> Result<()> {
    let items = draft.items();
    print(|out| match settings.format {
        Format::Human => human(out, settings.lang, &items),
        Format::Jsonl => jsonl(out, draft, &items),
    })
}

fn human(out: &mut dyn Write, lang: TextLang, items: &[ProfileItem]) -> Result<()> {
    if items.is_empty() {
        let nothing = lang.pick(
            "Tekstistä ei löytynyt osaamista. Kerro, mitä työtä olet tehnyt ja mitä osaat.",
            "Inget kunnande hittades i texten. Berätta vad du har gjort och vad du kan.",
            "No competence was found in the text. Tell what you have done and can do.",
        );
        return Ok(writeln!(out, "{nothing}")?);
    }
    let mut kind = None;
    for (number, item) in (1..).zip(items) {
        if kind != Some(item.kind) {
            writeln!(out, "{}", texts::item_kind(item.kind, lang))?;
            kind = Some(item.kind);
        }
        let state = match item.state {
            ItemState::Open => String::new(),
            state => format!(" [{}]", texts::item_state(state, lang)),
        };
        let words = shown(&item.words);
        writeln!(out, " {number:>3}. {}{state}  <- \"{words}\"", texts::item(item, lang))?;
    }
    Ok(())
}

fn shown(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN_LETTERS) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

fn jsonl(out: &mut dyn Write, draft: &ProfileDraft, items: &[ProfileItem]) -> Result<()> {
    for (number, item) in (1..).zip(items) {
        typed(out, "item", &ItemAnswer::new(number, item))?;
    }
    let mut removed: BTreeMap<&str, usize> = BTreeMap::new();
    for stretch in draft.removed() {
        *removed.entry(stretch.kind.code()).or_insert(0) += 1;
    }
    let removed: Map<String, Value> =
        removed.into_iter().map(|(kind, n)| (kind.to_owned(), n.into())).collect();
    let value = json!({"type": "summary", "total": items.len(), "lang": draft.lang().to_string(),
        "removed": removed});
    Ok(writeln!(out, "{value}")?)
}
