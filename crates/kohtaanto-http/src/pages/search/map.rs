//! The map of the municipalities: postings by colour and by number, minutes from home. Each
//! municipality is a link that filters. The same stands in a list beside it.

use super::super::parts::region;
use super::super::texts::Texts;
use super::params::SearchParams;
use kohtaanto::model::MunicipalityCode;
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Facet, Snapshot};
use maud::{Markup, html};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/north-karelia-map.tsv");

/// One outline of the drawing.
#[derive(Debug)]
struct Outline {
    code: MunicipalityCode,
    label: (f32, f32),
    path: &'static str,
}

/// The drawing: its size and its outlines.
#[derive(Debug, Default)]
struct Drawing {
    size: (u32, u32),
    outlines: Vec<Outline>,
}

static DRAWING: LazyLock<Drawing> = LazyLock::new(|| {
    let mut drawing = Drawing::default();
    for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = row.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        match next() {
            "view" => drawing.size = (number(next()), number(next())),
            code => {
                let Ok(code) = code.parse() else { continue };
                let label = (number(next()) as f32, number(next()) as f32);
                drawing.outlines.push(Outline { code, label, path: next() });
            }
        }
    }
    drawing
});

fn number(text: &str) -> u32 {
    text.parse().unwrap_or(0)
}

/// How many postings each municipality has, and how far it is.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) rows: Vec<(MunicipalityCode, u64, Option<u16>)>,
    /// Postings in municipalities that the map does not show.
    pub(crate) elsewhere: Vec<(MunicipalityCode, u64)>,
}

impl Counts {
    pub(crate) fn new(
        snapshot: &Snapshot,
        counts: &[(String, u64)],
        home: Option<MunicipalityCode>,
        lang: TextLang,
    ) -> Self {
        let of = |code: MunicipalityCode| {
            let code = code.to_string();
            counts.iter().find(|(known, _)| *known == code).map_or(0, |(_, n)| *n)
        };
        let rows = region(lang).into_iter().map(|municipality| {
            let code = municipality.code;
            let minutes = home.and_then(|home| snapshot.by_car(home, code));
            (code, of(code), minutes.map(|travel| travel.minutes))
        });
        let rows: Vec<_> = rows.collect();
        let other = |(code, n): &(String, u64)| code.parse().ok().map(|code| (code, *n));
        let elsewhere = counts.iter().filter_map(other);
        let elsewhere =
            elsewhere.filter(|(code, _)| !rows.iter().any(|(shown, ..)| shown == code)).collect();
        Self { rows, elsewhere }
    }
}

pub(super) fn map(t: &Texts, params: &SearchParams, counts: &Counts) -> Markup {
    let (width, height) = DRAWING.size;
    let lang = t.lang();
    let most = counts.rows.iter().map(|(_, n, _)| *n).max().unwrap_or(0);
    let shown: Vec<Shown<'_>> = DRAWING
        .outlines
        .iter()
        .map(|outline| {
            let row = counts.rows.iter().find(|(code, ..)| *code == outline.code);
            let (n, minutes) = row.map_or((0, None), |(_, n, minutes)| (*n, *minutes));
            let chosen = params.place.contains(&outline.code.to_string());
            Shown { outline, n, minutes, step: step(n, most), chosen }
        })
        .collect();
    html! {
        svg.map viewBox={ "0 0 " (width) " " (height) } role="group" aria-labelledby="kartta" {
            @for one in &shown {
                a href=(toggled(lang, params, one.outline.code)) class={ "m" (one.step) @if one.chosen { " chosen" } }
                    aria-label=(told(t, one.outline.code, one.n, one.minutes))
                    aria-current=[one.chosen.then_some("true")] { path d=(one.outline.path) {} }
            }
            // Labels last: no neighbour covers them. The links say the same.
            g.labels aria-hidden="true" {
                @for one in shown.iter().filter(|one| one.chosen) { path.ring d=(one.outline.path) {} }
                @for one in &shown { (one.label(lang)) }
            }
        }
    }
}

/// An outline with what it tells.
#[derive(Debug)]
struct Shown<'a> {
    outline: &'a Outline,
    n: u64,
    minutes: Option<u16>,
    step: u8,
    chosen: bool,
}

impl Shown<'_> {
    fn label(&self, lang: TextLang) -> Markup {
        let (x, y) = self.outline.label;
        html! {
            g class={ "m" (self.step) } {
                text.n x=(x) y=(y + 4.0) { (self.n) }
                text.name x=(x) y=(y + 25.0) { (texts::municipality(self.outline.code, lang)) }
                @if let Some(minutes) = self.minutes {
                    text.min x=(x) y=(y + 45.0) { (minutes) " min" }
                }
            }
        }
    }
}

/// The same as the map, as a table.
pub(super) fn table(t: &Texts, params: &SearchParams, counts: &Counts) -> Markup {
    let lang = t.lang();
    let has_home = params.home().is_some();
    html! {
        table.plain {
            caption.hidden { (t.get("map.caption")) }
            thead {
                tr {
                    th scope="col" { (t.get("map.place")) }
                    th.num scope="col" { (t.get("map.postings")) }
                    @if has_home { th.num scope="col" { (t.get("map.minutes")) } }
                }
            }
            tbody {
                @for (code, n, minutes) in &counts.rows {
                    @let chosen = params.place.contains(&code.to_string());
                    tr {
                        th scope="row" {
                            a href=(toggled(lang, params, *code)) aria-current=[chosen.then_some("true")] {
                                @if chosen { span aria-hidden="true" { "✓ " } }
                                (texts::municipality(*code, lang))
                            }
                        }
                        td.num { (n) }
                        @if has_home { td.num { @if let Some(minutes) = minutes { (minutes) " min" } } }
                    }
                }
            }
        }
        @if !counts.elsewhere.is_empty() {
            p.small {
                (t.get("map.elsewhere")) " "
                @for (i, (code, n)) in counts.elsewhere.iter().take(8).enumerate() {
                    @if i > 0 { ", " }
                    a href=(toggled(lang, params, *code)) { (texts::municipality(*code, lang)) " (" (n) ")" }
                }
            }
        }
    }
}

fn told(t: &Texts, code: MunicipalityCode, n: u64, minutes: Option<u16>) -> String {
    let place = texts::municipality(code, t.lang());
    let n = t.count("search.postings", usize::try_from(n).unwrap_or(usize::MAX));
    match minutes {
        Some(minutes) => format!("{place}: {n}, {}", t.with("posting.minutes", &[("n", &minutes)])),
        None => format!("{place}: {n}"),
    }
}

fn toggled(lang: TextLang, params: &SearchParams, code: MunicipalityCode) -> String {
    super::filters::toggled(lang, params, Facet::Municipality, &code.to_string())
}

/// Which of the five colours: none, then by quarters of the most on a scale of roots, so that a
/// village with two postings is seen beside a town with a hundred.
fn step(n: u64, most: u64) -> u8 {
    if n == 0 || most == 0 {
        return 0;
    }
    let share = (n as f64).sqrt() / (most as f64).sqrt();
    (share * 4.0).ceil().clamp(1.0, 4.0) as u8
}

#[cfg(test)]
mod map_tests {
    use super::*;

    #[test]
    fn the_drawing_has_every_municipality_of_the_region() {
        let mut drawn: Vec<_> = DRAWING.outlines.iter().map(|outline| outline.code).collect();
        let mut known: Vec<_> = region(TextLang::Fi).iter().map(|m| m.code).collect();
        drawn.sort();
        known.sort();
        assert_eq!((drawn.len(), drawn), (13, known));
        for outline in &DRAWING.outlines {
            assert!(outline.path.starts_with('M') && outline.path.ends_with('Z'));
            assert!(
                outline.label.0 < DRAWING.size.0 as f32 && outline.label.1 < DRAWING.size.1 as f32
            );
        }
    }

    #[test]
    fn a_village_is_seen_beside_a_town() {
        let steps: Vec<u8> = [0, 1, 10, 60, 135].iter().map(|n| step(*n, 135)).collect();
        assert_eq!(steps, [0, 1, 2, 3, 4]);
        assert_eq!(step(0, 0), 0);
    }
}
