//! More of the same in the neighbouring municipalities, with how many and where.

use super::super::parts::place;
use super::super::texts::Texts;
use super::map::Counts;
use super::params::SearchParams;
use super::results::without_places;
use crate::error::ApiError;
use jiff::civil::Date;
use kohtaanto::model::MunicipalityCode;
use kohtaanto::{SearchOutcome, SearchRequest, Snapshot};
use maud::{Markup, html};

/// What counts as near, minutes one way by car.
const NEAR_MIN: u16 = 45;
/// How many municipalities are named.
const SHOWN: usize = 5;

/// An offer of the neighbours, when a place is asked and they have more.
pub(super) fn wider(
    t: &Texts,
    snapshot: &Snapshot,
    params: &SearchParams,
    outcome: &SearchOutcome,
    counts: &Counts,
    today: Date,
) -> Result<Markup, ApiError> {
    let asked = asked(params, outcome);
    let mut near: Vec<(u16, MunicipalityCode)> = Vec::new();
    for (code, n, _) in &counts.rows {
        let ways = asked.iter().filter_map(|from| snapshot.by_car(*from, *code));
        let minutes = ways.map(|way| way.minutes).min();
        if let Some(minutes) = minutes.filter(|minutes| *n > 0 && *minutes <= NEAR_MIN)
            && !asked.contains(code)
        {
            near.push((minutes, *code));
        }
    }
    if near.is_empty() {
        return Ok(html! {});
    }
    near.sort();
    let all = asked.iter().copied().chain(near.iter().map(|(_, code)| *code));
    let wide = SearchParams {
        q: without_places(&params.q, outcome),
        place: all.map(|code| code.to_string()).collect(),
        page: String::new(),
        ..params.clone()
    };
    // A posting may have places on both sides: what is more is counted, not summed.
    let found = snapshot.search(&SearchRequest { limit: 1, ..wide.request(today)? })?;
    let more = found.total.saturating_sub(outcome.total);
    let lang = t.lang();
    let names: Vec<String> = near.iter().take(SHOWN).map(|(_, code)| place(*code, lang)).collect();
    Ok(html! {
        @if more > 0 {
            p.wider {
                a.button.quiet href=(wide.link(lang, |_| {})) {
                    (t.with("search.wider", &[("n", &more), ("minutes", &NEAR_MIN), ("places", &names.join(", "))]))
                }
            }
        }
    })
}

/// The municipalities that the conditions or the words ask.
fn asked(params: &SearchParams, outcome: &SearchOutcome) -> Vec<MunicipalityCode> {
    let chosen = params.place.iter().filter_map(|code| code.parse().ok());
    let told = outcome.understood.places.iter().flat_map(|(_, codes)| codes.iter().copied());
    chosen.chain(told).collect()
}
