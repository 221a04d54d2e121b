//! How much of what persons are offered depends on the language in which they tell of themselves.

use super::{jsonl, print};
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::evaluate::PersonResult;
use kohtaanto::model::Lang;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;

pub(crate) fn persons(settings: &Settings, results: &[PersonResult]) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => human(out, results),
        Format::Jsonl => {
            for result in results {
                for (lang, ids, n_shared) in &result.languages {
                    let value = json!({"type": "person", "id": result.id, "shared": n_shared,
                        "language": lang.as_str(), "top": ids});
                    jsonl::line(out, &value)?;
                }
            }
            Ok(())
        }
    })
}

fn human(out: &mut dyn Write, results: &[PersonResult]) -> Result<()> {
    let mut by_lang: BTreeMap<Lang, Vec<Option<usize>>> = BTreeMap::new();
    for (row, result) in results.iter().enumerate() {
        for (lang, _, n_shared) in result.languages.iter().skip(1) {
            let column = by_lang.entry(*lang).or_insert_with(|| vec![None; results.len()]);
            column[row] = Some(*n_shared);
        }
    }
    write!(out, "{:<12}", "person")?;
    by_lang.keys().try_for_each(|lang| write!(out, " {:>5}", lang.as_str()))?;
    writeln!(out, "   of the ten best, shared with the Finnish telling")?;
    for (row, result) in results.iter().enumerate() {
        write!(out, "{:<12}", result.id)?;
        for column in by_lang.values() {
            let shared = column[row].map_or_else(|| "-".to_owned(), |n| n.to_string());
            write!(out, " {shared:>5}")?;
        }
        writeln!(out)?;
    }
    let told = |column: &Vec<Option<usize>>| column.iter().flatten().copied().collect::<Vec<_>>();
    write!(out, "{:<12}", "mean")?;
    for told in by_lang.values().map(told) {
        write!(out, " {:>5.1}", told.iter().sum::<usize>() as f64 / told.len().max(1) as f64)?;
    }
    write!(out, "\n{:<12}", "7 or more")?;
    for told in by_lang.values().map(told) {
        write!(out, " {:>5}", told.iter().filter(|n| **n >= 7).count())?;
    }
    Ok(writeln!(out)?)
}
