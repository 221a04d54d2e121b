//! Writes the data in the form that `kohtaanto_finnish::format` describes.

use super::lexicon::{Lexicon, Reading};
use super::tables::Tables;
use anyhow::{Context, Result};
use fs_err as fs;
use kohtaanto_finnish::format::{self, PartOfSpeech, PartUse};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

pub(crate) fn write(
    data: &Path,
    lexicon: &Lexicon,
    roots: &BTreeMap<String, String>,
    tables: &Tables,
) -> Result<()> {
    let (forms, readings) = forms(lexicon)?;
    let files = [
        (format::FORMS, forms),
        (format::READINGS, readings),
        (format::COMPOUNDS, compounds(lexicon)?),
        (format::PARTS, map(parts(lexicon, tables))?),
        (format::ROOTS, root_map(roots)?.0),
        (format::ROOT_NAMES, root_map(roots)?.1),
    ];
    let mut total = 0;
    for (name, bytes) in files {
        eprintln!("{name}: {} bytes", bytes.len());
        total += bytes.len();
        fs::write(data.join(name), bytes)?;
    }
    eprintln!("{} forms, {total} bytes", lexicon.forms.len());
    Ok(())
}

fn map(entries: impl IntoIterator<Item = (String, u64)>) -> Result<Vec<u8>> {
    let map = fst::Map::from_iter(entries).context("keys out of order")?;
    Ok(map.into_fst().into_inner())
}

/// Forms with the numbers of their lists of readings, the most frequent list first. Lists with
/// numerals, which are few and inflect by themselves, come last: between the others they would
/// break up series of numbers that the map keeps once for many words.
fn forms(lexicon: &Lexicon) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut counts: HashMap<&[u32], usize> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on the order")]
    for numbers in lexicon.forms.values() {
        *counts.entry(numbers).or_default() += 1;
    }
    let key = |numbers: &[u32]| -> Vec<&Reading> {
        numbers.iter().map(|n| &lexicon.readings[*n as usize]).collect()
    };
    let mut lists: Vec<(&[u32], usize)> = counts.into_iter().collect();
    let is_numeral = |reading: &&Reading| reading.class.part_of_speech == PartOfSpeech::Numeral;
    lists.sort_by_cached_key(|(numbers, count)| {
        let readings = key(numbers);
        (readings.iter().any(is_numeral), Reverse(*count), readings)
    });
    let numbers: HashMap<&[u32], u64> =
        (0..).zip(&lists).map(|(i, (list, _))| (*list, i)).collect();
    let mut forms: Vec<(String, u64)> =
        lexicon.forms.iter().map(|(form, list)| (form.clone(), numbers[list.as_slice()])).collect();
    forms.sort();

    let used: BTreeSet<&Reading> = lists.iter().flat_map(|(list, _)| key(list)).collect();
    let used: Vec<&Reading> = used.into_iter().collect();
    let readings: Vec<format::ReadingRow<'_>> = used
        .iter()
        .map(|reading| format::ReadingRow {
            class: reading.class,
            cut: reading.cut,
            append: &reading.append,
        })
        .collect();
    let place = |reading: &Reading| used.binary_search(&reading).unwrap_or_default() as u32;
    let lists: Vec<Vec<u32>> =
        lists.iter().map(|(list, _)| key(list).into_iter().map(place).collect()).collect();
    eprintln!("{} readings in {} lists", readings.len(), lists.len());
    Ok((map(forms)?, format::write_readings(&readings, &lists)))
}

fn compounds(lexicon: &Lexicon) -> Result<Vec<u8>> {
    let cuts = lexicon.compounds.iter().map(|(whole, cut)| {
        let mut at = 0;
        let ends: Vec<usize> = cut
            .split('|')
            .map(|part| {
                at += part.len();
                at
            })
            .collect();
        let cuts = &ends[..ends.len() - 1];
        let packed = format::pack_cuts(cuts);
        let packed = packed.with_context(|| format!("{cut}: too many or too long parts"))?;
        Ok((whole.clone(), packed))
    });
    map(cuts.collect::<Result<Vec<_>>>()?)
}

/// How often each part stands first and last in compounds, and whether it says little.
fn parts(lexicon: &Lexicon, tables: &Tables) -> BTreeMap<String, u64> {
    let mut uses: BTreeMap<String, PartUse> = BTreeMap::new();
    for cut in lexicon.compounds.values() {
        let parts: Vec<&str> = cut.split('|').map(|part| part.trim_end_matches('-')).collect();
        let Some((head, modifiers)) = parts.split_last() else { continue };
        uses.entry((*head).to_owned()).or_default().n_head += 1;
        for modifier in modifiers {
            uses.entry((*modifier).to_owned()).or_default().n_modifier += 1;
        }
    }
    for part in &tables.generic {
        uses.entry(part.clone()).or_default().is_generic = true;
    }
    uses.retain(|part, _| !part.is_empty());
    uses.into_iter().map(|(part, uses)| (part, uses.pack())).collect()
}

fn root_map(roots: &BTreeMap<String, String>) -> Result<(Vec<u8>, Vec<u8>)> {
    let names: BTreeSet<&str> = roots.values().map(String::as_str).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let entries = roots.iter().map(|(word, root)| {
        (word.clone(), names.binary_search(&root.as_str()).unwrap_or_default() as u64)
    });
    Ok((map(entries.collect::<Vec<_>>())?, format::write_names(&names)))
}
