//! An ad's reading as lines of text, to be compared with what is expected.

use kohtaanto_domain::model::{Coded, Demand, Lang};
use kohtaanto_reading::requirements::{AdReading, Hours, Stance, Start};
use kohtaanto_reading::{AdText, ConceptMention, read_ad};
use kohtaanto_taxonomy::ConceptKind;

pub(crate) fn read(lang: Lang, plain: &str, mentions: &[ConceptMention]) -> AdReading {
    read_ad(&AdText { title: "", plain, lang }, mentions)
}

/// `words` of the text name a concept of a kind, by an identifier that ends in `slug`.
pub(crate) fn mention(text: &str, words: &str, kind: ConceptKind, slug: &str) -> ConceptMention {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    ConceptMention {
        span: start..start + words.len(),
        uri: format!("kohtaanto:{}/{slug}", kind.code()),
        label: slug.to_owned(),
        kind,
        score: 0.95,
    }
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Must => "must",
        Stance::Nice => "nice",
        Stance::Task => "task",
        Stance::Taught => "taught",
        Stance::NotNeeded => "not needed",
        Stance::Mentioned => "mentioned",
    }
}

/// What was read, one thing a line, sorted.
pub(crate) fn said(reading: &AdReading) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for found in &reading.requirements {
        let what = match &found.demand {
            Demand::Competence { label, .. } => format!("competence {label}"),
            Demand::Experience { occupation, years } => {
                let occupation = occupation.as_ref().map(|o| format!(" as {}", o.label));
                let years = years.map(|years| format!(" {years} y"));
                format!("experience{}{}", years.unwrap_or_default(), occupation.unwrap_or_default())
            }
            Demand::Language { language, level } => {
                format!("language {language} {}", level.map_or("-", Coded::code))
            }
            Demand::Education { level, label } => {
                format!("education {} {:?}", level.code(), label.as_deref().unwrap_or_default())
            }
            Demand::DrivingLicence(class) => format!("licence {}", class.code()),
            Demand::Card(card) => format!("card {}", card.0),
        };
        lines.push(format!("{what}: {}", stance(found.stance)));
    }
    if let Some(car) = &reading.own_car {
        lines.push(format!("car: {}", stance(car.value)));
    }
    let terms = &reading.terms;
    lines.extend(terms.shifts.iter().map(|found| format!("shift {}", found.value.code())));
    lines.extend(terms.working_time.iter().map(|found| found.value.code().to_owned()));
    lines.extend(terms.continuity.iter().map(|found| found.value.code().to_owned()));
    lines.extend(terms.hours.iter().map(|found| {
        let Hours { min, max } = found.value;
        format!("hours {min} to {max}")
    }));
    lines.extend(terms.start.iter().map(|found| match found.value {
        Start::Now => "start now".to_owned(),
        Start::Agreed => "start agreed".to_owned(),
        Start::On { day, month, year } => {
            let part = |number: Option<i16>| number.map_or("-".to_owned(), |n| n.to_string());
            format!("start {} {month} {}", part(day.map(i16::from)), part(year))
        }
    }));
    lines.sort();
    lines
}
