//! Municipalities, regions and countries by code, name or concept id, and points.

use super::params::{Compat, SearchParams};
use super::values::Problems;
use kohtaanto::geo::{self, Place, PlaceKind, Point, Resolution};
use kohtaanto::model::FieldError;
use kohtaanto::{Distance, Position};

pub(super) const MUNICIPALITY: &str = "kohtaanto:municipality/";
pub(super) const REGION: &str = "kohtaanto:region/";
pub(super) const COUNTRY: &str = "kohtaanto:country/";
/// The codes and names of the one country.
const FINLAND: [&str; 6] = ["fi", "fin", "246", "suomi", "finland", "finlande"];
/// Kilometres of a circle whose radius is not said.
const USUAL_KM: f64 = 5.0;
/// A place that there is not: with it a condition is met by nothing, as JobTech has it.
const NOWHERE: &str = "nowhere at all";

/// At which level a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Municipality,
    Region,
    Country,
    /// Any of them, as streams have it.
    Any,
}

/// The codes of a place's municipalities.
pub(super) fn municipalities(
    level: Level,
    field: &str,
    text: &str,
    compat: Compat,
    problems: &mut Problems,
) -> Vec<String> {
    match resolve(level, text) {
        Ok(codes) => codes,
        Err(fix) => {
            if compat == Compat::JobTech {
                return vec![NOWHERE.to_owned()];
            }
            let problem = format!("{text:?} is not known");
            problems.add(FieldError::new(field, problem, fix));
            Vec::new()
        }
    }
}

fn resolve(level: Level, text: &str) -> Result<Vec<String>, String> {
    match level {
        Level::Municipality => municipality(text.strip_prefix(MUNICIPALITY).unwrap_or(text)),
        Level::Region => region(text.strip_prefix(REGION).unwrap_or(text)),
        Level::Country => country(text.strip_prefix(COUNTRY).unwrap_or(text)),
        Level::Any if text.starts_with(COUNTRY) => resolve(Level::Country, text),
        Level::Any if text.starts_with(REGION) => resolve(Level::Region, text),
        Level::Any => {
            let found = resolve(Level::Municipality, text);
            found.or_else(|fix| {
                resolve(Level::Region, text)
                    .or_else(|_| resolve(Level::Country, text))
                    .map_err(|_| fix)
            })
        }
    }
}

fn municipality(text: &str) -> Result<Vec<String>, String> {
    match geo::resolve(text) {
        Resolution::Found(place) if is_municipality(&place) => Ok(codes(&place)),
        Resolution::Found(place) => {
            Err(format!("{} is no municipality; use region={text}", place.name))
        }
        Resolution::Unknown { suggestions } => Err(did_you_mean(
            suggestions.iter().filter(|place| is_municipality(place)),
            "write a municipality of Finland, such as 167 or Joensuu",
        )),
    }
}

fn is_municipality(place: &Place) -> bool {
    !matches!(place.how, PlaceKind::Region | PlaceKind::EmploymentArea)
}

fn region(text: &str) -> Result<Vec<String>, String> {
    let found = geo::region(text);
    if !found.is_empty() {
        return Ok(found.iter().map(ToString::to_string).collect());
    }
    let usual = "write a region of Finland, such as 12 or Pohjois-Karjala";
    Err(match geo::resolve(text) {
        Resolution::Found(place) if place.how == PlaceKind::EmploymentArea => usual.to_owned(),
        Resolution::Found(place) => format!("{} is no region; use municipality={text}", place.name),
        Resolution::Unknown { suggestions } => {
            did_you_mean(suggestions.iter().filter(|place| place.how == PlaceKind::Region), usual)
        }
    })
}

fn country(text: &str) -> Result<Vec<String>, String> {
    if FINLAND.contains(&text.to_lowercase().as_str()) {
        return Ok(geo::municipalities().iter().map(|of| of.code.to_string()).collect());
    }
    Err("all postings are in Finland; write FI or leave it out".to_owned())
}

fn codes(place: &Place) -> Vec<String> {
    place.municipalities.iter().map(ToString::to_string).collect()
}

fn did_you_mean<'p>(places: impl Iterator<Item = &'p Place>, otherwise: &str) -> String {
    let names: Vec<&str> = places.map(|place| place.name.as_str()).collect();
    if names.is_empty() {
        return otherwise.to_owned();
    }
    format!("did you mean {}", names.join(" or "))
}

/// The circles: the n-th distance belongs to the n-th point.
pub(super) fn positions(params: &SearchParams, problems: &mut Problems) -> Vec<Position> {
    let SearchParams { position, position_radius, position_minutes, position_mode, .. } = params;
    if let Some(mode) = position_mode.as_deref() {
        problems.one_of("position.mode", mode, &[("car", ())]);
    }
    for (field, list) in
        [("position.radius", position_radius), ("position.minutes", position_minutes)]
    {
        if list.len() > position.len() {
            let problem = format!("there are {} for {} positions", list.len(), position.len());
            problems.add(FieldError::new(field, problem, "give one for each position at most"));
        }
    }
    if position_mode.is_some() && position_minutes.is_empty() {
        let fix = "give the minutes that the journey may take";
        problems.add(FieldError::new("position.minutes", "is missing", fix));
    }
    let mut positions = Vec::new();
    for (i, text) in position.iter().enumerate() {
        let radius = position_radius.get(i).map(String::as_str);
        let km = problems.number("position.radius", radius, 0.0..=2000.0);
        let minutes = position_minutes.get(i).map(String::as_str);
        let minutes = problems.number("position.minutes", minutes, 0..=1440).filter(|m| *m > 0);
        let Some(point) = point(text) else {
            let problem = format!("{text:?} is no point");
            let fix = "write latitude,longitude, such as 62.60,29.76";
            problems.add(FieldError::new("position", problem, fix));
            continue;
        };
        let km = Distance::Km(km.unwrap_or(USUAL_KM));
        positions.push(Position { point, distance: minutes.map_or(km, Distance::Minutes) });
    }
    positions
}

fn point(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?).ok()
}
