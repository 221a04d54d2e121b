//! Supply and demand, for people or as JSON Lines.

use super::{human::name, jsonl, print};
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::answers::OverviewAnswer;
use kohtaanto::texts::TextLang;
use kohtaanto::{Overview, OverviewCell, OverviewRow};
use std::io::Write;

/// The longest name of a group that is shown whole.
const NAME_WIDTH: usize = 40;

pub(crate) fn overview(
    settings: &Settings,
    overview: &Overview,
    rows: &[&OverviewRow],
    by_group: bool,
) -> Result<()> {
    let lang = settings.lang;
    print(|out| match settings.format {
        Format::Human => human(out, lang, overview, rows, by_group),
        Format::Jsonl => {
            for row in rows {
                jsonl::typed(out, "municipality", &OverviewAnswer::new(overview, row, lang))?;
            }
            jsonl::typed(out, "summary", &OverviewAnswer::new(overview, &overview.total, lang))
        }
    })
}

fn human(
    out: &mut dyn Write,
    lang: TextLang,
    overview: &Overview,
    rows: &[&OverviewRow],
    by_group: bool,
) -> Result<()> {
    let all = lang.pick("Kaikki kunnat", "Alla kommuner", "All municipalities");
    let titled = |row: &OverviewRow| {
        row.municipality.map_or_else(|| all.to_owned(), |code| name(code.to_string(), lang))
    };
    if by_group {
        for row in rows {
            writeln!(out, "{}, {}", titled(row), overview.today)?;
            head(out, lang, lang.pick("ammattiryhmä", "yrkesgrupp", "occupation group"))?;
            groups(out, overview, row)?;
            line(out, lang.pick("yhteensä", "sammanlagt", "in all"), &row.all)?;
            writeln!(out)?;
        }
    } else {
        head(out, lang, lang.pick("kunta", "kommun", "municipality"))?;
        for row in rows {
            line(out, &titled(row), &row.all)?;
        }
        line(out, all, &overview.total.all)?;
        writeln!(out)?;
        head(out, lang, lang.pick("ammattiryhmä", "yrkesgrupp", "occupation group"))?;
        groups(out, overview, &overview.total)?;
        writeln!(out)?;
    }
    let note = lang.pick(
        "– on alle viisi henkilöä, tai piilotettu, ettei pientä lukua voi laskea muista. \
         Ulottuvilla on työmatkan päässä; 20+ on 20–29. Mukana ovat ne, jotka sen sallivat.",
        "– är under fem personer, eller dolt så att inget litet tal kan räknas ut. Inom räckhåll är \
         på pendlingsavstånd; 20+ är 20–29. De räknas som tillåter det.",
        "– is fewer than five people, or hidden so that no small number can be reckoned. Within \
         reach is by the journey to work; 20+ is 20–29. Those are counted who allow it.",
    );
    Ok(writeln!(out, "{note}")?)
}

fn groups(out: &mut dyn Write, overview: &Overview, row: &OverviewRow) -> Result<()> {
    for (name, cell) in overview.groups.iter().zip(&row.by_group) {
        if *cell != OverviewCell::default() {
            line(out, name, cell)?;
        }
    }
    Ok(())
}

fn head(out: &mut dyn Write, lang: TextLang, what: &str) -> Result<()> {
    let columns = [
        lang.pick("ilmoituksia", "annonser", "postings"),
        lang.pick("paikkoja", "platser", "openings"),
        lang.pick("asukkaita", "invånare", "residents"),
        lang.pick("ulottuvilla", "inom räckhåll", "within reach"),
    ];
    let [postings, openings, people, reach] = columns;
    writeln!(out, "{what:<NAME_WIDTH$} {postings:>12} {openings:>9} {people:>10} {reach:>13}")?;
    Ok(())
}

fn line(out: &mut dyn Write, name: &str, cell: &OverviewCell) -> Result<()> {
    let name: String = name.chars().take(NAME_WIDTH).collect();
    let people = cell.n_people.map_or("–".to_owned(), |n| n.to_string());
    let reach = cell.within_reach.map_or("–".to_owned(), |n| format!("{n}+"));
    let (postings, openings) = (cell.n_postings, cell.n_openings);
    writeln!(out, "{name:<NAME_WIDTH$} {postings:>12} {openings:>9} {people:>10} {reach:>13}")?;
    Ok(())
}
