//! Reasons as sentences.

use super::TextLang;
use super::names;
use kohtaanto_domain::geo::{self, TravelSource};
use kohtaanto_domain::model::{Coded, Importance, LanguageLevel, MunicipalityCode, TransportMode};
use kohtaanto_rank::{Explanation, Reason, Side, Status};

/// A reason as one sentence without a full stop.
pub fn reason(reason: &Reason, lang: TextLang) -> String {
    match reason {
        Reason::NotSaid(Side::Person) => lang
            .pick("henkilö ei ole kertonut", "personen har inte sagt", "the person has not said")
            .to_owned(),
        Reason::NotSaid(Side::Posting) => lang
            .pick("ilmoitus ei kerro", "annonsen berättar inte", "the posting does not say")
            .to_owned(),
        Reason::Journey { from, to, minutes, limit, by, source } => {
            journey(*from, *to, *minutes, *limit, *by, *source, lang)
        }
        Reason::WantedPlace(code) => {
            let place = place(*code, lang);
            match lang {
                TextLang::Fi => format!("{place} on toivottu työpaikkakunta"),
                TextLang::Sv => format!("{place} är en önskad arbetsort"),
                TextLang::En => format!("{place} is a wanted place of work"),
            }
        }
        Reason::Remote { share } if *share == 100 => lang
            .pick(
                "työn voi tehdä etänä",
                "arbetet kan göras på distans",
                "the work can be done remotely",
            )
            .to_owned(),
        Reason::Remote { share } => match lang {
            TextLang::Fi => format!("etätyötä enintään {share} % työajasta"),
            TextLang::Sv => format!("distansarbete högst {share} % av arbetstiden"),
            TextLang::En => format!("remote work up to {share} % of the time"),
        },
        Reason::Experience { did, offered, shared_digits, years, since } => {
            experience(did, offered, *shared_digits, *years, *since, lang)
        }
        Reason::OtherExperience { did, offered } => match lang {
            TextLang::Fi => format!("aiempi työ ({did}) on eri alalta kuin {offered}"),
            TextLang::Sv => {
                format!("tidigare arbete ({did}) är från en annan bransch än {offered}")
            }
            TextLang::En => format!("earlier work ({did}) is of another field than {offered}"),
        },
        Reason::Trained { qualification, offered } => match lang {
            TextLang::Fi => format!("koulutus {qualification} vastaa työtä {offered}"),
            TextLang::Sv => format!("utbildningen {qualification} motsvarar arbetet {offered}"),
            TextLang::En => format!("the qualification {qualification} fits the work {offered}"),
        },
        Reason::Mentioned { told, words } => match lang {
            TextLang::Fi => format!("ilmoituksessa mainitaan osaaminen {told} (\"{words}\")"),
            TextLang::Sv => format!("annonsen nämner kunnandet {told} (\"{words}\")"),
            TextLang::En => format!("the posting mentions the competence {told} (\"{words}\")"),
        },
        Reason::Competence { .. }
        | Reason::Language { .. }
        | Reason::Education { .. }
        | Reason::Licence { .. }
        | Reason::Card { .. } => requirement(reason, lang),
        Reason::WorkingTime { offered, status } => {
            suits(names::working_time(*offered, lang), *status, lang)
        }
        Reason::Continuity { offered, status } => {
            suits(names::continuity(*offered, lang), *status, lang)
        }
        Reason::Shifts { offered, unsuitable, status } => {
            let list = |shifts: &[_]| {
                let names: Vec<_> = shifts.iter().map(|shift| names::shift(*shift, lang)).collect();
                names.join(", ")
            };
            let what = lang.pick("työajat", "arbetstider", "shifts");
            if unsuitable.is_empty() {
                suits(&format!("{what} ({})", list(offered)), *status, lang)
            } else {
                suits(&format!("{what} ({})", list(unsuitable)), Status::NotMet, lang)
            }
        }
        Reason::Hours { offered, wanted, .. } => match lang {
            TextLang::Fi => format!("{offered} tuntia viikossa, toive vähintään {wanted}"),
            TextLang::Sv => format!("{offered} timmar i veckan, önskemål minst {wanted}"),
            TextLang::En => format!("{offered} hours a week, at least {wanted} wanted"),
        },
        Reason::Start { status: Status::Met } => {
            lang.pick("aloituspäivä sopii", "startdagen passar", "the first day suits").to_owned()
        }
        Reason::Start { .. } => lang
            .pick(
                "työ alkaisi ennen kuin henkilö voi aloittaa",
                "arbetet börjar innan personen kan börja",
                "the work would begin before the person can start",
            )
            .to_owned(),
        Reason::Wished { words } => match lang {
            TextLang::Fi => format!("vastaa toivetta: {}", words.join(", ")),
            TextLang::Sv => format!("motsvarar önskemålet: {}", words.join(", ")),
            TextLang::En => format!("answers the wish: {}", words.join(", ")),
        },
        Reason::SharedWords { words } => match lang {
            TextLang::Fi => format!("samoja sanoja: {}", words.join(", ")),
            TextLang::Sv => format!("samma ord: {}", words.join(", ")),
            TextLang::En => format!("shared words: {}", words.join(", ")),
        },
        Reason::Meaning { nearness } => {
            let near = match nearness {
                n if *n >= 0.75 => lang.pick("hyvin lähellä", "mycket nära", "very near"),
                n if *n >= 0.5 => lang.pick("lähellä", "nära", "near"),
                _ => lang.pick("kaukana", "långt från", "far from"),
            };
            match lang {
                TextLang::Fi => format!("tekstit ovat merkitykseltään {near} toisiaan"),
                TextLang::Sv => format!("texterna är {near} varandra i betydelse"),
                TextLang::En => format!("the texts are {near} each other in meaning"),
            }
        }
    }
}

/// A requirement with whether it is met.
pub fn requirement(reason: &Reason, lang: TextLang) -> String {
    let (what, importance, status) = match reason {
        Reason::Competence { asked, told, importance, status } => {
            let what = match told {
                Some(told) if told.to_lowercase() != asked.to_lowercase() => {
                    format!("{asked} ({told})")
                }
                _ => asked.clone(),
            };
            (what, *importance, *status)
        }
        Reason::Language { language, asked, told, importance, inferred, status } => {
            let name = names::language(*language, lang);
            if *inferred {
                return inferred_language(&name, *told, lang);
            }
            let asked =
                asked.map(|level| format!(" {}", level_name(level, lang))).unwrap_or_default();
            let told = match told {
                Some(level) => {
                    let level = level_name(*level, lang);
                    let has = lang.pick("osaa", "kan", "has");
                    format!(" ({has} {level})")
                }
                None => String::new(),
            };
            (format!("{name}{asked}{told}"), *importance, *status)
        }
        Reason::Education { asked, importance, status, .. } => {
            (names::education(*asked, lang).to_owned(), *importance, *status)
        }
        Reason::Licence { asked, importance, status } => {
            let what = lang.pick("ajokortti", "körkort", "driving licence");
            (format!("{what} {}", asked.code()), *importance, *status)
        }
        Reason::Card { asked, importance, status } => {
            (names::card(asked, lang), *importance, *status)
        }
        other => return self::reason(other, lang),
    };
    let status = match (status, importance) {
        (Status::Met, _) => lang.pick("täyttyy", "uppfylls", "met"),
        (Status::Partly, _) => lang.pick("täyttyy osittain", "uppfylls delvis", "met in part"),
        (Status::NotMet, Importance::Must) => lang.pick("puuttuu", "saknas", "missing"),
        (Status::NotMet, Importance::Nice) => {
            lang.pick("puuttuu, olisi eduksi", "saknas, vore en merit", "missing, would be a merit")
        }
        (Status::Unknown, Importance::Must) => {
            lang.pick("vaaditaan, ei tiedossa", "krävs, okänt", "required, not known")
        }
        (Status::Unknown, Importance::Nice) => {
            lang.pick("eduksi, ei tiedossa", "merit, okänt", "a merit, not known")
        }
    };
    format!("{what}: {status}")
}

/// What is missing, in a few words, for "what would change it".
pub fn missing(reason: &Reason, lang: TextLang) -> String {
    match reason {
        Reason::Language { language, asked, .. } => {
            let level = asked.map(|level| format!(" {}", level_name(level, lang)));
            format!("{}{}", names::language(*language, lang), level.unwrap_or_default())
        }
        Reason::Education { asked, .. } => names::education(*asked, lang).to_owned(),
        Reason::Licence { asked, .. } => {
            format!("{} {}", lang.pick("ajokortti", "körkort", "driving licence"), asked.code())
        }
        Reason::Card { asked, .. } => names::card(asked, lang),
        Reason::Competence { asked, .. } => asked.clone(),
        other => self::reason(other, lang),
    }
}

/// The most telling reasons of an explanation, in the order of what they add.
pub fn summary(explanation: &Explanation, n: usize, lang: TextLang) -> Vec<String> {
    let mut contributions: Vec<_> = explanation
        .contributions
        .iter()
        .filter(|c| c.coverage > 0.0 && c.value >= 0.3)
        .filter(|c| !c.reasons.is_empty())
        .collect();
    contributions.sort_by(|a, b| b.share.total_cmp(&a.share));
    let telling = contributions.iter().filter_map(|contribution| {
        let good = contribution.reasons.iter().find(|reason| !is_shortfall(reason));
        good.map(|good| self::reason(good, lang))
    });
    telling.take(n).collect()
}

fn is_shortfall(reason: &Reason) -> bool {
    match reason {
        Reason::NotSaid(_) | Reason::OtherExperience { .. } => true,
        Reason::Competence { status, .. }
        | Reason::Language { status, .. }
        | Reason::Education { status, .. }
        | Reason::Licence { status, .. }
        | Reason::Card { status, .. }
        | Reason::WorkingTime { status, .. }
        | Reason::Continuity { status, .. }
        | Reason::Shifts { status, .. }
        | Reason::Start { status } => matches!(status, Status::NotMet | Status::Unknown),
        _ => false,
    }
}

fn suits(what: &str, status: Status, lang: TextLang) -> String {
    let verdict = match status {
        Status::Met => lang.pick("sopii", "passar", "suits"),
        Status::Partly => lang.pick("sopii osittain", "passar delvis", "suits in part"),
        Status::NotMet => {
            lang.pick("ei vastaa toivetta", "motsvarar inte önskemålet", "is not what was wished")
        }
        Status::Unknown => lang.pick("ei tiedossa", "okänt", "not known"),
    };
    format!("{what}: {verdict}")
}

fn place(code: MunicipalityCode, lang: TextLang) -> String {
    geo::municipality(code).map_or_else(|| code.to_string(), |m| m.name(lang.lang()).to_owned())
}

pub(super) fn level_name(level: LanguageLevel, lang: TextLang) -> String {
    match level {
        LanguageLevel::Native => {
            lang.pick("äidinkielenä", "som modersmål", "as mother tongue").to_owned()
        }
        level => level.code().to_owned(),
    }
}

fn inferred_language(name: &str, told: Option<LanguageLevel>, lang: TextLang) -> String {
    match (told, lang) {
        (Some(level), TextLang::Fi) => {
            format!("ilmoituksen kieli {name}: osaa {}", level_name(level, lang))
        }
        (Some(level), TextLang::Sv) => {
            format!("annonsens språk {name}: kan {}", level_name(level, lang))
        }
        (Some(level), TextLang::En) => {
            format!("the posting is in {name}: has {}", level_name(level, lang))
        }
        (None, TextLang::Fi) => format!("ilmoituksen kieli {name}: taito ei tiedossa"),
        (None, TextLang::Sv) => format!("annonsens språk {name}: kunskapen är okänd"),
        (None, TextLang::En) => format!("the posting is in {name}: level not known"),
    }
}

#[allow(clippy::too_many_arguments, reason = "the fields of one variant, taken apart")]
fn journey(
    from: MunicipalityCode,
    to: MunicipalityCode,
    minutes: u16,
    limit: Option<u16>,
    by: TransportMode,
    source: TravelSource,
    lang: TextLang,
) -> String {
    let by = match by {
        TransportMode::Car => lang.pick("autolla", "med bil", "by car"),
        TransportMode::Bus => lang.pick("bussilla", "med buss", "by bus"),
        TransportMode::Bicycle => lang.pick("pyörällä", "med cykel", "by bicycle"),
        TransportMode::OnFoot => lang.pick("jalan", "till fots", "on foot"),
    };
    let about = match source {
        TravelSource::Table => "",
        TravelSource::Estimate => lang.pick("noin ", "cirka ", "about "),
    };
    let limit = match limit {
        Some(limit) if minutes > limit => match lang {
            TextLang::Fi => format!(", yli toivotun {limit} min"),
            TextLang::Sv => format!(", över önskade {limit} min"),
            TextLang::En => format!(", over the {limit} min wished"),
        },
        _ => String::new(),
    };
    if from == to {
        let home = place(from, lang);
        return match lang {
            TextLang::Fi => format!("työ on kotikunnassa ({home})"),
            TextLang::Sv => format!("arbetet är i hemkommunen ({home})"),
            TextLang::En => format!("the work is in the home municipality ({home})"),
        };
    }
    format!("{}–{} {about}{minutes} min {by}{limit}", place(from, lang), place(to, lang))
}

fn experience(
    did: &str,
    offered: &str,
    shared_digits: u8,
    years: Option<f32>,
    since: Option<f32>,
    lang: TextLang,
) -> String {
    let years = years.map(|years| match (years.round() as i32, lang) {
        (0, TextLang::Fi) => ", alle vuosi".to_owned(),
        (0, TextLang::Sv) => ", under ett år".to_owned(),
        (0, TextLang::En) => ", under a year".to_owned(),
        (1, TextLang::Fi) => ", noin vuosi".to_owned(),
        (1, TextLang::Sv) => ", ungefär ett år".to_owned(),
        (1, TextLang::En) => ", about a year".to_owned(),
        (n, TextLang::Fi) => format!(", {n} vuotta"),
        (n, TextLang::Sv) => format!(", {n} år"),
        (n, TextLang::En) => format!(", {n} years"),
    });
    let years = years.unwrap_or_default();
    let since = match (since.map(|since| since.round() as i32), lang) {
        (Some(n), TextLang::Fi) if n >= 2 => format!(", päättyi {n} vuotta sitten"),
        (Some(n), TextLang::Sv) if n >= 2 => format!(", slutade för {n} år sedan"),
        (Some(n), TextLang::En) if n >= 2 => format!(", ended {n} years ago"),
        _ => String::new(),
    };
    let same = did.to_lowercase() == offered.to_lowercase();
    let what = match (same, shared_digits, lang) {
        (true, _, TextLang::Fi) => format!("kokemusta samasta työstä: {did}"),
        (true, _, TextLang::Sv) => format!("erfarenhet av samma arbete: {did}"),
        (true, _, TextLang::En) => format!("experience of the same work: {did}"),
        (_, 3 | 2, TextLang::Fi) => format!("kokemusta läheisestä työstä: {did} → {offered}"),
        (_, 3 | 2, TextLang::Sv) => format!("erfarenhet av närliggande arbete: {did} → {offered}"),
        (_, 3 | 2, TextLang::En) => format!("experience of near work: {did} → {offered}"),
        (_, _, TextLang::Fi) => format!("kokemusta työstä: {did} → {offered}"),
        (_, _, TextLang::Sv) => format!("erfarenhet av arbetet: {did} → {offered}"),
        (_, _, TextLang::En) => format!("experience of the work: {did} → {offered}"),
    };
    format!("{what}{years}{since}")
}
