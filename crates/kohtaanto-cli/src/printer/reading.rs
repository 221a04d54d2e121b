//! What was read from texts: concepts named, requirements with the words that ask them.

use super::{print, taxonomy};
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::MeantConcept;
use kohtaanto::model::{Coded, Importance, JobPosting, Lang, Provenance};
use kohtaanto::taxonomy::{Mention, NamedBy, Taxonomy};
use kohtaanto::text::plain_text;
use kohtaanto::texts::{self, TextLang};
use serde_json::json;

pub(crate) fn mentions(
    settings: &Settings,
    concepts: &Taxonomy,
    text: &str,
    text_lang: Lang,
    mentions: &[Mention],
) -> Result<()> {
    let lang = settings.lang;
    print(|out| {
        for mention in mentions {
            let words = text.get(mention.span.clone()).unwrap_or_default();
            let name = concepts.name_of(mention.concept, &taxonomy::langs(lang));
            let name = name.map_or("", |label| label.text);
            let kind = concepts.kind(mention.concept);
            match settings.format {
                Format::Human => {
                    let kind = texts::concept_kind(kind, lang);
                    writeln!(out, "{:>5.2}  *{words}*  {name} ({kind})", mention.score)?;
                }
                Format::Jsonl => {
                    let (start, end) = (mention.span.start, mention.span.end);
                    let value = json!({"type": "mention", "span": [start, end], "words": words,
                        "language": text_lang.to_string(), "uri": concepts.uri(mention.concept),
                        "kind": kind.code(), "name": name, "score": mention.score,
                        "by": by(mention.by)});
                    writeln!(out, "{value}")?;
                }
            }
        }
        Ok(())
    })
}

/// Concepts that a text means without naming them.
pub(crate) fn meant(
    settings: &Settings,
    concepts: &Taxonomy,
    meant: &[MeantConcept],
) -> Result<()> {
    let lang = settings.lang;
    print(|out| {
        for MeantConcept { concept, nearness } in meant {
            let name = concepts.name_of(*concept, &taxonomy::langs(lang));
            let name = name.map_or("", |label| label.text);
            let kind = concepts.kind(*concept);
            match settings.format {
                Format::Human => {
                    let near = lang.pick(
                        "merkitykseltään lähellä",
                        "nära till betydelsen",
                        "near in meaning",
                    );
                    let kind = texts::concept_kind(kind, lang);
                    writeln!(out, "{nearness:>5.2}  {near}: {name} ({kind})")?;
                }
                Format::Jsonl => {
                    let value = json!({"type": "meant", "uri": concepts.uri(*concept),
                        "kind": kind.code(), "name": name, "nearness": nearness});
                    writeln!(out, "{value}")?;
                }
            }
        }
        Ok(())
    })
}

fn by(named: NamedBy) -> &'static str {
    match named {
        NamedBy::Label => "label",
        NamedBy::SameWords => "same_words",
        NamedBy::Head => "head",
    }
}

pub(crate) fn requirements(settings: &Settings, posting: &JobPosting) -> Result<()> {
    let lang = settings.lang;
    let main = posting.title.langs().next().unwrap_or(Lang::FI);
    let plain = posting.description.best(&[main]).map(|(_, text)| plain_text(text));
    let plain = plain.unwrap_or_default();
    print(|out| {
        for requirement in &posting.requirements {
            let asked = texts::asked(&requirement.demand, lang);
            let (span, by) = match &requirement.provenance {
                Provenance::Extracted { span, by } => (Some(span.clone()), by.as_str()),
                Provenance::Declared => (None, "declared"),
                Provenance::Inferred { by } => (None, by.as_str()),
            };
            let words = span.clone().and_then(|span| plain.get(span)).unwrap_or_default();
            match settings.format {
                Format::Human => {
                    write!(out, "{}  {asked}", importance(requirement.importance, lang))?;
                    match words {
                        "" => writeln!(out)?,
                        words => writeln!(out, "  <- *{}*", words.replace('\n', " "))?,
                    }
                }
                Format::Jsonl => {
                    let span = span.map(|span| [span.start, span.end]);
                    let importance = requirement.importance.code();
                    let value = json!({"type": "requirement", "asked": asked,
                        "importance": importance, "span": span, "words": words, "by": by});
                    writeln!(out, "{value}")?;
                }
            }
        }
        Ok(())
    })
}

fn importance(importance: Importance, lang: TextLang) -> &'static str {
    match importance {
        Importance::Must => lang.pick("vaaditaan", "krävs   ", "needed "),
        Importance::Nice => lang.pick("eduksi   ", "merit   ", "of use "),
    }
}
