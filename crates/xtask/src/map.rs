//! Makes the map of the pages: outlines of municipalities as path data of an SVG.
//!
//! The outlines are rounded to a grid of a drawing 600 wide. Every vertex is rounded alike, so that
//! neighbours keep a common border. No outline is simplified further: that would open gaps.

use anyhow::{Context, Result, bail};
use fs_err as fs;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const WIDTH: f64 = 600.0;
const MARGIN: f64 = 6.0;
/// Steps of the grid on which the place of a label is looked for.
const LABEL_STEPS: i32 = 60;

type Ring = Vec<(f64, f64)>;

/// Reads GeoJSON and writes the table.
pub(crate) fn draw(boundaries: &Path, out: &Path) -> Result<usize> {
    let source: Value = serde_json::from_str(&fs::read_to_string(boundaries)?)?;
    let mut outlines = BTreeMap::new();
    for feature in source["features"].as_array().context("no features")? {
        let code = feature["properties"]["NATCODE"].as_str().context("no NATCODE")?;
        outlines.insert(code.to_owned(), rings(&feature["geometry"])?);
    }
    let (height, outlines) = projected(outlines)?;
    let mut table = String::from(HEAD);
    writeln!(table, "view\t{WIDTH}\t{height}")?;
    for (code, rings) in &outlines {
        let (x, y) = label_place(rings);
        writeln!(table, "{code}\t{x}\t{y}\t{}", path_data(rings)?)?;
    }
    fs::write(out, &table)?;
    Ok(table.len())
}

const HEAD: &str = "\
# Outlines of the municipalities of North Karelia, for the map of the pages.
#
# Source: National Land Survey of Finland, division into administrative areas, 9/2024, simplified;
# licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changes: projected and rounded
# to a drawing by `cargo xtask map`. Columns, separated by tabs: code, place of the label (x, y),
# path data of an SVG. The first row is the size of the drawing.
";

fn rings(geometry: &Value) -> Result<Vec<Ring>> {
    let coordinates = &geometry["coordinates"];
    let polygons: Vec<&Value> = match geometry["type"].as_str() {
        Some("Polygon") => vec![coordinates],
        Some("MultiPolygon") => coordinates.as_array().context("no polygons")?.iter().collect(),
        other => bail!("a geometry of type {other:?} has no outline"),
    };
    let mut rings = Vec::new();
    for ring in polygons.iter().filter_map(|polygon| polygon.as_array()).flatten() {
        let point = |point: &Value| Some((point[0].as_f64()?, point[1].as_f64()?));
        let points = ring.as_array().context("no ring")?.iter().map(point);
        rings.push(points.collect::<Option<Ring>>().context("a point is no pair of numbers")?);
    }
    Ok(rings)
}

/// Degrees to the drawing: east and north as they are in the middle of the area.
fn projected(outlines: BTreeMap<String, Vec<Ring>>) -> Result<(f64, BTreeMap<String, Vec<Ring>>)> {
    let all: Vec<(f64, f64)> = outlines.values().flatten().flatten().copied().collect();
    let edge = |f: fn(f64, f64) -> f64, at: fn(&(f64, f64)) -> f64| all.iter().map(at).reduce(f);
    let (Some(west), Some(east)) = (edge(f64::min, |p| p.0), edge(f64::max, |p| p.0)) else {
        bail!("there is no point")
    };
    let (Some(south), Some(north)) = (edge(f64::min, |p| p.1), edge(f64::max, |p| p.1)) else {
        bail!("there is no point")
    };
    let narrow = ((south + north) / 2.0).to_radians().cos();
    let scale = (WIDTH - 2.0 * MARGIN) / ((east - west) * narrow);
    let height = ((north - south) * scale + 2.0 * MARGIN).ceil();
    let place = |(x, y): (f64, f64)| {
        let x = (x - west) * narrow * scale + MARGIN;
        let y = (north - y) * scale + MARGIN;
        (x.round(), y.round())
    };
    let drawn = |ring: Ring| {
        let mut ring: Ring = ring.into_iter().map(place).collect();
        ring.dedup();
        ring
    };
    let outlines =
        outlines.into_iter().map(|(code, rings)| (code, rings.into_iter().map(drawn).collect()));
    Ok((height, outlines.collect()))
}

fn path_data(rings: &[Ring]) -> Result<String> {
    let mut path = String::new();
    for ring in rings {
        let Some((first, rest)) = ring.split_first() else { continue };
        write!(path, "M{} {}", first.0, first.1)?;
        let mut last = *first;
        // The ring ends where it began: that point is Z.
        for point in rest.iter().filter(|point| *point != first) {
            write!(path, "l{} {}", point.0 - last.0, point.1 - last.1)?;
            last = *point;
        }
        path.push('Z');
    }
    Ok(path)
}

/// The point inside that is farthest from the outline.
fn label_place(rings: &[Ring]) -> (f64, f64) {
    let points = || rings.iter().flatten();
    let (left, right) = points().fold((f64::MAX, 0.0), |(a, b), p| (p.0.min(a), p.0.max(b)));
    let (top, bottom) = points().fold((f64::MAX, 0.0), |(a, b), p| (p.1.min(a), p.1.max(b)));
    let mut best = (f64::MIN, (left, top));
    for i in 0..=LABEL_STEPS {
        for j in 0..=LABEL_STEPS {
            let part = |from: f64, to: f64, i: i32| {
                from + (to - from) * f64::from(i) / f64::from(LABEL_STEPS)
            };
            let point = (part(left, right, i), part(top, bottom, j));
            if is_inside(point, rings) {
                // Labels are wider than high.
                let room =
                    edges(rings).map(|(a, b)| distance(point, a, b)).fold(f64::MAX, f64::min);
                if room > best.0 {
                    best = (room, point);
                }
            }
        }
    }
    (best.1.0.round(), best.1.1.round())
}

fn edges(rings: &[Ring]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().skip(1).copied()))
}

fn is_inside((x, y): (f64, f64), rings: &[Ring]) -> bool {
    let crosses = |((ax, ay), (bx, by)): &((f64, f64), (f64, f64))| {
        (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    edges(rings).filter(crosses).count() % 2 == 1
}

fn distance((x, y): (f64, f64), (ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along =
        if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - ax - along * dx).hypot(y - ay - along * dy)
}
