//! Parts that several pages show.

use super::lang::{Day, Section, code, direction};
use super::texts::Texts;
use kohtaanto::geo;
use kohtaanto::model::{JobPosting, Lang, Localized, MunicipalityCode};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{Band, Degradation, Snapshot};
use maud::{Markup, html};

/// Region of which the pages show a map and a table: North Karelia.
pub(crate) const REGION: &str = "12";

/// The municipalities of the region, in the order of their names.
pub(crate) fn region(lang: TextLang) -> Vec<&'static geo::Municipality> {
    let mut of: Vec<_> = geo::municipalities().iter().filter(|m| m.region == REGION).collect();
    of.sort_by_key(|m| m.name(lang.lang()));
    of
}

/// The names of a posting's municipalities, each once.
pub(crate) fn places(posting: &JobPosting, lang: TextLang) -> String {
    let mut names: Vec<String> = Vec::new();
    for at in &posting.places {
        let name = texts::municipality(at.municipality, lang);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// A text in the page's language where there is one, with the language it is in when it is another.
pub(crate) fn best(text: &Localized, lang: TextLang) -> (&str, Option<Lang>) {
    let wanted = [lang.lang(), Lang::FI, Lang::EN];
    let Some((of, text)) = text.best(&wanted) else { return ("", None) };
    (text, (of != lang.lang()).then_some(of))
}

/// The direction of a text in another language, when it is not the usual one.
pub(crate) fn direction_of(other: Option<&str>) -> Option<&'static str> {
    other.map(direction).filter(|direction| *direction == "rtl")
}

/// Minutes by car from home to the nearest place of a posting.
pub(crate) fn minutes(
    snapshot: &Snapshot,
    home: Option<MunicipalityCode>,
    posting: &JobPosting,
) -> Option<u16> {
    let home = home?;
    let times = posting.places.iter().filter_map(|at| snapshot.by_car(home, at.municipality));
    times.map(|travel| travel.minutes).min()
}

/// Who, where, how far and until when, in one line.
pub(crate) fn facts(t: &Texts, posting: &JobPosting, minutes: Option<u16>) -> Markup {
    let places = places(posting, t.lang());
    html! {
        p.facts {
            span { (posting.employer.name) }
            @if !places.is_empty() { span { (places) } }
            @if let Some(minutes) = minutes {
                span { (t.with("posting.minutes", &[("n", &minutes)])) }
            }
            @if let Some(day) = posting.expires {
                span { (t.with("posting.until", &[("day", &Day(day))])) }
            }
        }
    }
}

/// The address of a posting's own page.
pub(crate) fn posting_path(t: &Texts, id: &str) -> String {
    format!("/{}/paikka/{}", code(t.lang()), encoded(id))
}

/// A text as one segment of an address.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let byte =
        |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}

/// A line with words between stars, as the library says reasons, with these words marked.
pub(crate) fn starred(line: &str) -> Markup {
    html! {
        @for (i, piece) in line.split('*').enumerate() {
            @if i % 2 == 1 { mark { (piece) } } @else { (piece) }
        }
    }
}

/// A band as words with a sign that does without colour.
pub(crate) fn band(band: Band, lang: TextLang) -> Markup {
    let n_full = match band {
        Band::Strong => 3,
        Band::Good => 2,
        Band::Possible => 1,
        Band::NotEnoughKnown => 0,
    };
    html! {
        span class={ "band band-" (n_full) } {
            span.dots aria-hidden="true" {
                @for i in 0..3 { @if i < n_full { "●" } @else { "○" } }
            }
            (upper(texts::band(band, lang)))
        }
    }
}

/// With a capital letter first.
pub(crate) fn upper(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// What did not take part in an answer, said plainly.
pub(crate) fn degraded(t: &Texts, all: &[Degradation]) -> Markup {
    html! {
        @for one in all {
            p.notice { (upper(texts::degradation(one, t.lang()))) "." }
        }
    }
}

/// A choice of a municipality of the region.
pub(crate) fn municipality_select(
    t: &Texts,
    id: &str,
    chosen: Option<MunicipalityCode>,
    none: &str,
) -> Markup {
    let lang = t.lang();
    html! {
        select id=(id) name="home" {
            option value="" selected[chosen.is_none()] { (none) }
            @for of in region(lang) {
                option value=(of.code) selected[chosen == Some(of.code)] { (of.name(lang.lang())) }
            }
        }
    }
}

/// A link to a part of the page that tells more.
pub(crate) fn about_link(t: &Texts, part: &str, text: &str) -> Markup {
    html! { a href={ (Section::About.path(t.lang())) "#" (part) } { (text) } }
}
