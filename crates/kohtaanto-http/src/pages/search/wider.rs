//! More of the same in the neighbouring municipalities: the library says how many and where, here
//! it is a link.

use super::super::texts::Texts;
use super::params::SearchParams;
use super::results::without_places;
use kohtaanto::texts;
use kohtaanto::{SearchOutcome, model::MunicipalityCode};
use maud::{Markup, html};

/// What counts as near, minutes one way by car.
pub(super) const NEAR_MIN: u16 = 45;

/// An offer of the neighbours, when a place is asked and they have more.
pub(super) fn wider(t: &Texts, params: &SearchParams, outcome: &SearchOutcome) -> Markup {
    let Some(wider) = &outcome.wider else { return html! {} };
    let link = params.link(t.lang(), |params| {
        let near = wider.places.iter().map(|near| near.municipality);
        params.place =
            asked(params, outcome).into_iter().chain(near).map(|of| of.to_string()).collect();
        params.q = without_places(&params.q, outcome);
    });
    html! {
        @if let Some(offer) = texts::wider(wider, t.lang()) {
            p.wider { a.button.quiet href=(link) { (offer) } }
        }
    }
}

/// The municipalities that the conditions or the words ask.
fn asked(params: &SearchParams, outcome: &SearchOutcome) -> Vec<MunicipalityCode> {
    let chosen = params.place.iter().filter_map(|code| code.parse().ok());
    let told = outcome.understood.places.iter().flat_map(|(_, codes)| codes.iter().copied());
    chosen.chain(told).collect()
}
