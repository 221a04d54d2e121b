//! `kohtaanto search`.

use crate::args::SearchArgs;
use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;
use kohtaanto::geo::Point;
use kohtaanto::model::{Coded, Lang};
use kohtaanto::{Conditions, Distance, Facet, Position, SearchRequest, Sort, Within};

pub(crate) fn run(settings: &Settings, args: &SearchArgs) -> Result<ExitStatus> {
    let request = request(settings, args)?;
    let needs_model = !request.text.trim().is_empty() && !args.words_only;
    let embedder = if needs_model { settings.embedder_if_any() } else { None };
    let snapshot = settings.open(embedder)?.snapshot()?;
    let outcome = snapshot.search(&request)?;
    printer::search(settings, &outcome, args.why)?;
    Ok(ExitStatus::of(outcome.total > 0))
}

fn request(settings: &Settings, args: &SearchArgs) -> Result<SearchRequest> {
    let within = match (&args.near, args.minutes, args.km) {
        (None, ..) => None,
        (Some(from), Some(minutes), _) => {
            Some(Within { from: from.clone(), distance: Distance::Minutes(minutes) })
        }
        (Some(from), None, Some(km)) => {
            Some(Within { from: from.clone(), distance: Distance::Km(km) })
        }
        (Some(_), None, None) => bail!("--near: give --minutes or --km with it"),
    };
    let conditions = Conditions {
        places: args.place.clone(),
        not_places: args.not_place.clone(),
        within,
        positions: positions(args)?,
        skills: args.skill.clone(),
        relationship: codes("--relationship", &args.relationship)?,
        continuity: codes("--continuity", &args.continuity)?,
        working_time: codes("--working-time", &args.working_time)?,
        languages: args
            .language
            .iter()
            .map(|code| code.parse::<Lang>().map_err(|error| anyhow!("--language: {error}")))
            .collect::<Result<_>>()?,
        occupations: args.occupation.clone(),
        employers: args.employer.clone(),
        sources: args.source.clone(),
        published_from: date("--published-from", args.published_from.as_deref())?,
        published_to: date("--published-to", args.published_to.as_deref())?,
        closed_too: args.closed_too,
        ..Conditions::default()
    };
    let facets = args.facet.iter().map(|name| known("--facet", name, &Facet::ALL));
    let mut facets: Vec<Facet> = facets.collect::<Result<_>>()?;
    for name in &args.stats {
        let facet = known("--stats", name, &STATS)?;
        if !facets.contains(&facet) {
            facets.push(facet);
        }
    }
    Ok(SearchRequest {
        conditions,
        facets,
        relevance_threshold: args.relevance_threshold,
        sort: known("--sort", &args.sort, &Sort::ALL)?,
        offset: args.offset,
        limit: args.limit,
        meaning_may_outrank: args.meaning_may_outrank,
        use_meaning: !args.words_only,
        widen_minutes: Some(args.widen).filter(|minutes| *minutes > 0),
        ..SearchRequest::new(args.text.join(" "), settings.today)
    })
}

/// What is counted, by JobTech's names. Groups and fields are one facet: codes of one to four
/// digits.
const STATS: [(&str, Facet); 6] = [
    ("municipality", Facet::Municipality),
    ("region", Facet::Region),
    ("country", Facet::Country),
    ("occupation-name", Facet::OccupationName),
    ("occupation-group", Facet::Occupation),
    ("occupation-field", Facet::Occupation),
];

/// Kilometres of a circle whose radius is not said.
const USUAL_KM: f64 = 5.0;

fn known<T: Copy>(flag: &str, name: &str, all: &[(&str, T)]) -> Result<T> {
    let found = all.iter().find(|(code, _)| *code == name).map(|(_, value)| *value);
    let names: Vec<_> = all.iter().map(|(code, _)| *code).collect();
    found.ok_or_else(|| anyhow!("{flag}: {name:?} is not known; use one of {}", names.join(", ")))
}

fn positions(args: &SearchArgs) -> Result<Vec<Position>> {
    if args.position_radius.len() > args.position.len() {
        bail!("--position-radius: give one for each --position at most");
    }
    let position = |(i, text): (usize, &String)| {
        let point = text.split_once(',').and_then(|(lat, lon)| {
            Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?).ok()
        });
        let point = point
            .ok_or_else(|| anyhow!("--position: {text:?} is no point; write latitude,longitude"))?;
        let km = args.position_radius.get(i).copied().unwrap_or(USUAL_KM);
        let distance = args.position_minutes.map_or(Distance::Km(km), Distance::Minutes);
        Ok(Position { point, distance })
    };
    args.position.iter().enumerate().map(position).collect()
}

fn codes<T: Coded>(flag: &str, texts: &[String]) -> Result<Vec<T>> {
    let parse = |text: &String| {
        T::parse(text).map_err(|error| anyhow!("{flag}: {}; {}", error.problem, error.fix))
    };
    texts.iter().map(parse).collect()
}

fn date(flag: &str, text: Option<&str>) -> Result<Option<Date>> {
    let parse = |text: &str| {
        text.parse().map_err(|_| anyhow!("{flag}: {text:?} is not a date; write YYYY-MM-DD"))
    };
    text.map(parse).transpose()
}
