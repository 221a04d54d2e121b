//! People for a need, as their role may see them.

use super::{human, jsonl, print};
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use kohtaanto::answers::PersonAnswer;
use kohtaanto::model::{Candidate, Coded, JobPosting, LanguageSkill};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::trust::{PseudonymousCandidate, SeenCandidate};
use kohtaanto::{MatchOutcome, RankedMatch};
use serde_json::{Value, json};
use std::io::Write;

/// How many occupations and competences stand in a person's line.
const SHOWN: usize = 3;

pub(crate) fn people(
    settings: &Settings,
    posting: &JobPosting,
    outcome: &MatchOutcome<SeenCandidate>,
    why: bool,
) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => list(out, settings.lang, posting, outcome, why),
        Format::Jsonl => {
            jsonl::matches(out, settings.lang, outcome, |row| ("candidate", value(row)))
        }
    })
}

fn value(row: &RankedMatch<SeenCandidate>) -> Value {
    match &row.other {
        SeenCandidate::Whole(_) => json!({"id": row.id}),
        SeenCandidate::Pseudonymous(person) => json!(PersonAnswer::new(person)),
    }
}

fn list(
    out: &mut dyn Write,
    lang: TextLang,
    posting: &JobPosting,
    outcome: &MatchOutcome<SeenCandidate>,
    why: bool,
) -> Result<()> {
    human::degraded(out, lang, &outcome.degraded)?;
    let title = posting.title.best(&[lang.lang()]).map_or("", |(_, title)| title);
    writeln!(out, "{title} · {} · {}", posting.employer.name, posting.id)?;
    for row in &outcome.matches {
        writeln!(out)?;
        write!(out, "{:>2}. [{}] ", row.rank, texts::band(row.band, lang))?;
        match &row.other {
            SeenCandidate::Whole(candidate) => person_line(out, lang, candidate)?,
            SeenCandidate::Pseudonymous(person) => pseudonymous_line(out, lang, person)?,
        }
        human::reasons(out, lang, row, &row.score.for_work, why)?;
    }
    Ok(())
}

pub(super) fn person_line(
    out: &mut dyn Write,
    lang: TextLang,
    candidate: &Candidate,
) -> Result<()> {
    let profile = &candidate.profile;
    let mut facts = vec![candidate.id.to_string()];
    let mut work: Vec<&str> = profile.history.iter().map(|h| h.occupation.label.as_str()).collect();
    work.dedup();
    work.truncate(SHOWN);
    if !work.is_empty() {
        facts.push(work.join(", "));
    }
    facts.extend(candidate.reach.home.map(|home| human::name(home.to_string(), lang)));
    facts.extend(languages(&profile.languages, lang));
    Ok(writeln!(out, "{}", facts.join(" · "))?)
}

fn pseudonymous_line(
    out: &mut dyn Write,
    lang: TextLang,
    person: &PseudonymousCandidate,
) -> Result<()> {
    let mut facts = vec![person.id.to_string()];
    let work = person.work.iter().take(SHOWN).map(|work| match work.years {
        Some(years) => format!("{} ({})", work.occupation, texts::years_band(years, lang)),
        None => work.occupation.clone(),
    });
    let work: Vec<String> = work.collect();
    if !work.is_empty() {
        facts.push(work.join(", "));
    }
    facts.extend(person.home.map(|home| human::name(home.to_string(), lang)));
    facts.extend(languages(&person.languages, lang));
    if person.may_be_contacted {
        let contact = lang.pick(
            "yhteydenotto neuvojan kautta",
            "kontakt genom rådgivaren",
            "contact through the advisor",
        );
        facts.push(contact.to_owned());
    }
    Ok(writeln!(out, "{}", facts.join(" · "))?)
}

fn languages(skills: &[LanguageSkill], lang: TextLang) -> Option<String> {
    let languages = skills.iter().map(|skill| {
        let level = skill.level.map(Coded::code);
        let level = level.filter(|level| *level != "native").unwrap_or_default();
        format!("{} {level}", texts::language(skill.language, lang)).trim().to_owned()
    });
    let languages: Vec<_> = languages.collect();
    (!languages.is_empty()).then(|| languages.join(", "))
}
