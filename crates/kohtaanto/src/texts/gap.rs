//! Gaps and next steps as an advisor would say them aloud, to the person; what requirements cost,
//! to the employer.

use super::TextLang;
use super::names;
use super::reasons::level_name;
use crate::gap::{GapAnalysis, GapRow, GapStatus, MetBy, Nearness, NextOccupation};
use crate::need_costs::{NeedCosts, RequirementCost};
use kohtaanto_domain::model::{Coded, Demand, Importance};

/// The heading of the rows of a status.
pub fn gap_status(status: GapStatus, lang: TextLang) -> &'static str {
    match status {
        GapStatus::Met => lang.pick("Tämä sinulla on jo", "Det här har du redan", "You have this"),
        GapStatus::Near => lang.pick(
            "Tämä on lähellä sitä, mitä osaat",
            "Det här ligger nära det du kan",
            "This is near to what you can do",
        ),
        GapStatus::Missing => {
            lang.pick("Tämä puuttuu vielä", "Det här saknas ännu", "This is still missing")
        }
        GapStatus::Unknown => lang.pick(
            "Tästä profiilisi ei kerro",
            "Det här berättar din profil inte",
            "Your profile does not tell this",
        ),
    }
}

/// What is asked, in a few words.
pub fn asked(demand: &Demand, lang: TextLang) -> String {
    match demand {
        Demand::Competence { label, .. } => label.clone(),
        Demand::Experience { occupation, years } => experience(
            occupation.as_ref().map(|occupation| occupation.label.as_str()),
            *years,
            lang,
        ),
        Demand::Language { language, level } => {
            let name = names::language(*language, lang);
            match level {
                Some(level) => format!("{name} {}", level_name(*level, lang)),
                None => name,
            }
        }
        Demand::Education { label: Some(label), .. } => label.clone(),
        Demand::Education { level, .. } => names::education(*level, lang).to_owned(),
        Demand::DrivingLicence(class) => {
            format!("{} {}", lang.pick("ajokortti", "körkort", "driving licence"), class.code())
        }
        Demand::Card(card) => names::card(card, lang),
    }
}

fn experience(of: Option<&str>, years: Option<f32>, lang: TextLang) -> String {
    let what = match (of, lang) {
        (Some(of), TextLang::Fi) => format!("työkokemus: {of}"),
        (Some(of), TextLang::Sv) => format!("arbetserfarenhet: {of}"),
        (Some(of), TextLang::En) => format!("work experience: {of}"),
        (None, lang) => lang
            .pick("kokemus tästä työstä", "erfarenhet av arbetet", "experience of this work")
            .to_owned(),
    };
    match years.filter(|years| *years > 0.0) {
        None => what,
        Some(years) => {
            let unit = if years <= 1.0 {
                lang.pick("vuosi", "år", "year")
            } else {
                lang.pick("vuotta", "år", "years")
            };
            format!("{what}, {years} {unit}")
        }
    }
}

/// A row under its heading: what is asked, and what of the person's it rests on.
pub fn gap_row(row: &GapRow, lang: TextLang) -> String {
    let what = asked(&row.asked, lang);
    let nice = match (row.importance, row.status) {
        (Importance::Nice, GapStatus::Missing | GapStatus::Unknown) => {
            lang.pick(" (eduksi)", " (meriterande)", " (a merit)")
        }
        _ => "",
    };
    match row.by.as_ref().and_then(|by| rests_on(by, &what, row.status, lang)) {
        Some(by) => format!("{what}{nice} ({by})"),
        None => format!("{what}{nice}"),
    }
}

/// What a row rests on; `None` when that says no more than what is asked.
fn rests_on(by: &MetBy, asked: &str, status: GapStatus, lang: TextLang) -> Option<String> {
    let said = |fi: &str, sv: &str, en: &str, item: &str| {
        Some(format!("{} {item}", lang.pick(fi, sv, en)))
    };
    match by {
        MetBy::Told(told) if told.to_lowercase() == asked.to_lowercase() => None,
        MetBy::Told(told) => said("kerroit:", "du berättade:", "you told:", told),
        MetBy::NearCompetence { told, how } => match how {
            Nearness::Narrower => {
                said("osaat siitä osan:", "du kan en del av det:", "you know a part of it:", told)
            }
            _ => said(
                "osaat jo läheistä:",
                "du kan redan något närliggande:",
                "you already know something near:",
                told,
            ),
        },
        MetBy::Work(work) => {
            said("tuttua työstäsi:", "bekant från ditt arbete:", "known from your work:", work)
        }
        MetBy::WorkUses(work) => said(
            "ehkä tuttua työstäsi:",
            "kanske bekant från ditt arbete:",
            "perhaps known from your work:",
            work,
        ),
        MetBy::NearWork(work) => said(
            "olet tehnyt läheistä työtä:",
            "du har gjort närliggande arbete:",
            "you have done near work:",
            work,
        ),
        MetBy::Language(level) => {
            let level = level_name(*level, lang);
            match status {
                GapStatus::Met => said("osaat", "du kan", "you have", &level),
                _ => said("osaat nyt", "du kan nu", "you now have", &level),
            }
        }
        MetBy::Education(level, label) => {
            let name = label.as_deref().unwrap_or_else(|| names::education(*level, lang));
            (name.to_lowercase() != asked.to_lowercase())
                .then(|| said("koulutuksesi:", "din utbildning:", "your education:", name))?
        }
        MetBy::Licence(class) => {
            let held = class.code();
            (!asked.ends_with(&format!(" {held}")))
                .then(|| said("sinulla on", "du har", "you hold", held))?
        }
        MetBy::Card(_) => None,
    }
}

/// How much of what must be there the person brings along; `None` when nothing must.
pub fn gap_summary(gap: &GapAnalysis, lang: TextLang) -> Option<String> {
    let (kept, all) = gap.n_kept();
    (all > 0).then(|| match lang {
        TextLang::Fi => format!("Sinulla on {kept}/{all} siitä, mitä tässä tarvitaan."),
        TextLang::Sv => format!("Du har {kept}/{all} av det som behövs här."),
        TextLang::En => format!("You have {kept} of the {all} things needed here."),
    })
}

/// A step: what of it is brought along, from where, and how many postings it would open.
pub fn next_occupation(step: &NextOccupation, reach_known: bool, lang: TextLang) -> String {
    let (kept, all) = step.n_kept();
    let from = step.from.as_ref().map(|(work, n)| (work.as_str(), *n < kept));
    let carried = match (from, lang) {
        (Some((work, more)), TextLang::Fi) => {
            let more = if more { " ja muusta osaamisestasi" } else { "" };
            format!(
                "työstäsi ({work}){more} kannat mukanasi {kept}/{all} tarvittavasta osaamisesta"
            )
        }
        (Some((work, more)), TextLang::Sv) => {
            let more = if more { " och ditt övriga kunnande" } else { "" };
            format!(
                "från ditt arbete ({work}){more} har du med dig {kept}/{all} av det kunnande som behövs"
            )
        }
        (Some((work, more)), TextLang::En) => {
            let more = if more { " and what else you know" } else { "" };
            format!("from your work ({work}){more} you keep {kept} of the {all} competences needed")
        }
        (None, TextLang::Fi) => format!("sinulla on jo {kept}/{all} tarvittavasta osaamisesta"),
        (None, TextLang::Sv) => format!("du har redan {kept}/{all} av det kunnande som behövs"),
        (None, TextLang::En) => format!("you already have {kept} of the {all} competences needed"),
    };
    let partly = match (step.n_partly(), lang) {
        (0, _) => String::new(),
        (n, TextLang::Fi) => format!(", lisäksi {n} osin"),
        (n, TextLang::Sv) => format!(", och delvis {n} till"),
        (n, TextLang::En) => format!(", and {n} more in part"),
    };
    let degree = match step.takes_degree {
        true => lang.pick(
            "; vaatii yleensä korkeakoulututkinnon",
            "; kräver oftast högskoleexamen",
            "; usually takes a degree",
        ),
        false => "",
    };
    let postings = postings(step.n_postings, reach_known, lang);
    format!("{carried}{partly}; {postings}{degree}")
}

fn postings(n: usize, reach_known: bool, lang: TextLang) -> String {
    let place = match reach_known {
        true => lang.pick("matkan päässä sinusta", "inom räckhåll", "within your reach"),
        // Where the person can work is not known: all postings were counted.
        false => lang.pick("kaikkialla yhteensä", "på alla orter", "in all places"),
    };
    match (n, lang) {
        (0, TextLang::Fi) if reach_known => "nyt ei avoimia paikkoja lähelläsi".to_owned(),
        (0, TextLang::Fi) => "nyt ei avoimia paikkoja".to_owned(),
        (0, TextLang::Sv) => format!("inga lediga jobb {place} just nu"),
        (0, TextLang::En) => format!("no open postings {place} now"),
        (1, TextLang::Fi) => format!("1 avoin paikka {place}"),
        (1, TextLang::Sv) => format!("1 ledigt jobb {place}"),
        (1, TextLang::En) => format!("1 open posting {place}"),
        (n, TextLang::Fi) => format!("{n} avointa paikkaa {place}"),
        (n, TextLang::Sv) => format!("{n} lediga jobb {place}"),
        (n, TextLang::En) => format!("{n} open postings {place}"),
    }
}

/// The names of what would have to be gained, at most `n`; `None` when nothing.
pub fn next_from(step: &NextOccupation, n: usize, lang: TextLang) -> Option<String> {
    let names: Vec<&str> = step.missing.iter().take(n).map(|c| c.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let more = step.missing.len().saturating_sub(n);
    let more = match (more, lang) {
        (0, _) => String::new(),
        (n, TextLang::Fi) => format!(" ja {n} muuta"),
        (n, TextLang::Sv) => format!(" och {n} till"),
        (n, TextLang::En) => format!(" and {n} more"),
    };
    let what = lang.pick("opittavaa", "att lära sig", "to learn");
    Some(format!("{what}: {}{more}", names.join(", ")))
}

/// How many people there are for a need with all that must be met.
pub fn need_costs(costs: &NeedCosts, lang: TextLang) -> String {
    let (near, all) = (costs.n_within_reach, costs.with_all);
    let sure = all.sure;
    let first = match (near, lang) {
        (1, TextLang::Fi) => "Työmatkan päässä on 1 henkilö".to_owned(),
        (n, TextLang::Fi) => format!("Työmatkan päässä on {n} henkilöä"),
        (1, TextLang::Sv) => "Inom pendlingsavstånd finns 1 person".to_owned(),
        (n, TextLang::Sv) => format!("Inom pendlingsavstånd finns {n} personer"),
        (1, TextLang::En) => "Within commuting distance there is 1 person".to_owned(),
        (n, TextLang::En) => format!("Within commuting distance there are {n} people"),
    };
    let second = match lang {
        TextLang::Fi => format!("kaikki ehdot täyttää {sure}"),
        TextLang::Sv => format!("{sure} uppfyller alla villkor"),
        TextLang::En => format!("{sure} meet every condition"),
    };
    format!("{first}, {second}{}.", not_known(all.unknown, lang))
}

/// What one requirement costs: how many have it, and how many there are for the need with it and
/// without.
pub fn need_cost(cost: &RequirementCost, costs: &NeedCosts, lang: TextLang) -> String {
    let what = asked(&cost.asked, lang);
    let (met, near) = (cost.n_met, costs.n_within_reach);
    let (with, without) = (costs.with_all.sure, cost.without.sure);
    let known = match lang {
        TextLang::Fi => format!("{met}/{near} täyttää"),
        TextLang::Sv => format!("{met}/{near} uppfyller"),
        TextLang::En => format!("{met} of {near} meet it"),
    };
    let unknown = match (cost.n_unknown, lang) {
        (0, _) => String::new(),
        (n, TextLang::Fi) => format!(", {n} ei tiedossa"),
        (n, TextLang::Sv) => format!(", {n} okända"),
        (n, TextLang::En) => format!(", {n} not known"),
    };
    let without_it = lang.pick("ilman tätä ehtoa", "utan det villkoret", "without it");
    let unit = match without {
        1 => lang.pick("osaaja", "person", "person"),
        _ => lang.pick("osaajaa", "personer", "people"),
    };
    let possible = not_known(cost.without.unknown, lang);
    format!("{what}: {known}{unknown}; {without_it} {with} → {without} {unit}{possible}")
}

fn not_known(n: usize, lang: TextLang) -> String {
    match (n, lang) {
        (0, _) => String::new(),
        (1, TextLang::Fi) => " (lisäksi 1, josta kaikkea ei tiedetä)".to_owned(),
        (n, TextLang::Fi) => format!(" (lisäksi {n}, joista kaikkea ei tiedetä)"),
        (n, TextLang::Sv) => format!(" (och {n} om vilka allt inte är känt)"),
        (n, TextLang::En) => format!(" (and {n} of whom not all is known)"),
    }
}

#[cfg(test)]
#[path = "gap_tests.rs"]
mod tests;
