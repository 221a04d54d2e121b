//! Concepts, for people or as JSON Lines.

use super::print;
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::LabelVectors;
use kohtaanto::model::Lang;
use kohtaanto::taxonomy::{ConceptHit, ConceptId, ConceptKind, Relation, Taxonomy};
use kohtaanto::texts::{self, TextLang};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// A list of more concepts is cut for people.
const MAX_LISTED: usize = 12;

/// What a concept is related to, in the order of its telling.
const RELATIONS: [(Relation, bool, &str); 7] = [
    (Relation::Broader, false, "broader"),
    (Relation::Broader, true, "narrower"),
    (Relation::Essential, false, "essential"),
    (Relation::Optional, false, "optional"),
    (Relation::Essential, true, "essential_for"),
    (Relation::Optional, true, "optional_for"),
    (Relation::Related, false, "related"),
];

pub(crate) fn langs(lang: TextLang) -> [Lang; 3] {
    match lang {
        TextLang::Fi => [Lang::FI, Lang::EN, Lang::SV],
        TextLang::Sv => [Lang::SV, Lang::FI, Lang::EN],
        TextLang::En => [Lang::EN, Lang::FI, Lang::SV],
    }
}

fn name(taxonomy: &Taxonomy, id: ConceptId, lang: TextLang) -> &str {
    taxonomy.name_of(id, &langs(lang)).map_or("", |label| label.text)
}

fn related(taxonomy: &Taxonomy, id: ConceptId, relation: (Relation, bool)) -> Vec<ConceptId> {
    match relation {
        (relation, false) => taxonomy.related(id, relation).collect(),
        (relation, true) => taxonomy.inverse(id, relation).collect(),
    }
}

pub(crate) fn concept(settings: &Settings, taxonomy: &Taxonomy, id: ConceptId) -> Result<()> {
    let lang = settings.lang;
    print(|out| match settings.format {
        Format::Human => {
            let kind = texts::concept_kind(taxonomy.kind(id), lang);
            write!(out, "{} ({kind}", name(taxonomy, id, lang))?;
            match taxonomy.code(id) {
                Some(code) => writeln!(out, ", {code})")?,
                None => writeln!(out, ")")?,
            }
            writeln!(out, "  {}", taxonomy.uri(id))?;
            for (code, _) in taxonomy.langs() {
                let labels = taxonomy.labels(id).filter(|label| label.lang == *code);
                let labels: Vec<&str> = labels.map(|label| label.text).collect();
                if !labels.is_empty() {
                    writeln!(out, "  {code}  {}", labels.join(" | "))?;
                }
            }
            for (relation, inverse, _) in RELATIONS {
                let all = related(taxonomy, id, (relation, inverse));
                if all.is_empty() {
                    continue;
                }
                writeln!(
                    out,
                    "  {} ({})",
                    texts::concept_relation(relation, inverse, lang),
                    all.len()
                )?;
                let names = all.iter().take(MAX_LISTED).map(|other| name(taxonomy, *other, lang));
                let names: Vec<&str> = names.collect();
                let more = if all.len() > MAX_LISTED { ", ..." } else { "" };
                writeln!(out, "    {}{more}", names.join(", "))?;
            }
            notice(out, taxonomy)
        }
        Format::Jsonl => {
            let mut labels: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for label in taxonomy.labels(id) {
                labels.entry(label.lang.to_string()).or_default().push(label.text);
            }
            let uris = |(relation, inverse, code): (Relation, bool, &str)| {
                let all = related(taxonomy, id, (relation, inverse));
                let uris: Vec<&str> = all.iter().map(|other| taxonomy.uri(*other)).collect();
                (code.to_owned(), Value::from(uris))
            };
            let relations: Map<String, Value> = RELATIONS.into_iter().map(uris).collect();
            let value = json!({"type": "concept", "uri": taxonomy.uri(id),
                "kind": taxonomy.kind(id).code(), "code": taxonomy.code(id), "labels": labels,
                "relations": relations});
            Ok(writeln!(out, "{value}")?)
        }
    })
}

pub(crate) fn concepts(
    settings: &Settings,
    taxonomy: &Taxonomy,
    hits: &[ConceptHit],
) -> Result<()> {
    let lang = settings.lang;
    print(|out| {
        for hit in hits {
            let id = hit.concept;
            let label = taxonomy.label(hit.label).map_or("", |label| label.text);
            match settings.format {
                Format::Human => {
                    let kind = texts::concept_kind(taxonomy.kind(id), lang);
                    write!(out, "{:>5.2}  {} ({kind})", hit.score, name(taxonomy, id, lang))?;
                    if label != name(taxonomy, id, lang) {
                        write!(out, "  <- {label}")?;
                    }
                    writeln!(out)?;
                }
                Format::Jsonl => {
                    let value = json!({"type": "concept_hit", "uri": taxonomy.uri(id),
                        "kind": taxonomy.kind(id).code(), "name": name(taxonomy, id, lang),
                        "label": label, "score": hit.score});
                    writeln!(out, "{value}")?;
                }
            }
        }
        if settings.format == Format::Human && !hits.is_empty() {
            notice(out, taxonomy)?;
        }
        Ok(())
    })
}

pub(crate) fn taxonomy_stats(settings: &Settings, taxonomy: &Taxonomy) -> Result<()> {
    let mut kinds: Vec<(ConceptKind, u32)> =
        ConceptKind::ALL.iter().map(|(_, kind)| (*kind, 0)).collect();
    for id in taxonomy.concepts() {
        let kind = taxonomy.kind(id);
        kinds.iter_mut().filter(|(other, _)| *other == kind).for_each(|(_, n)| *n += 1);
    }
    print(|out| match settings.format {
        Format::Human => {
            writeln!(out, "{} {}", taxonomy.name(), taxonomy.version())?;
            for (kind, n) in &kinds {
                writeln!(out, "  {n:>8}  {}", texts::concept_kind(*kind, settings.lang))?;
            }
            let langs: Vec<String> =
                taxonomy.langs().iter().map(|(lang, n)| format!("{lang} {n}")).collect();
            writeln!(out, "  {:>8}  {}", taxonomy.n_all_labels(), langs.join(", "))?;
            writeln!(out, "  {:>8}  kB", taxonomy.n_bytes().div_ceil(1000))?;
            notice(out, taxonomy)
        }
        Format::Jsonl => {
            let kinds: Map<String, Value> =
                kinds.iter().map(|(kind, n)| (kind.code().to_owned(), (*n).into())).collect();
            let langs: Map<String, Value> =
                taxonomy.langs().iter().map(|(lang, n)| (lang.to_string(), (*n).into())).collect();
            let value = json!({"type": "taxonomy", "name": taxonomy.name(),
                "version": taxonomy.version(), "concepts": kinds, "labels": langs,
                "bytes": taxonomy.n_bytes(), "notice": taxonomy.notice()});
            Ok(writeln!(out, "{value}")?)
        }
    })
}

pub(crate) fn label_vectors(settings: &Settings, labels: &LabelVectors, path: &Path) -> Result<()> {
    let (n, bytes) = (labels.n_labels(), labels.as_bytes().len());
    print(|out| match settings.format {
        Format::Human => {
            let what = settings.lang.pick("nimen vektorit", "namns vektorer", "labels' vectors");
            Ok(writeln!(out, "{n} {what}, {} kB: {}", bytes.div_ceil(1000), path.display())?)
        }
        Format::Jsonl => {
            let value = json!({"type": "label_vectors", "labels": n, "bytes": bytes, "path": path});
            Ok(writeln!(out, "{value}")?)
        }
    })
}

fn notice(out: &mut dyn Write, taxonomy: &Taxonomy) -> Result<()> {
    if let Some(notice) = taxonomy.notice() {
        writeln!(out, "\n{notice}")?;
    }
    Ok(())
}
