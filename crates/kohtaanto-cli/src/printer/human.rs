//! Text for people, readable without colour and aloud.

use super::people;
use anyhow::Result;
use kohtaanto::evaluate::{Metrics, PairClass, PairExpectation, ScenarioResult, SetResult};
use kohtaanto::model::{Candidate, JobPosting};
use kohtaanto::search::{Part, TermSizes, WhyNothing};
use kohtaanto::texts::{self, TextLang};
use kohtaanto::{
    Degradation, Explanation, Gap, IngestReport, MatchOutcome, MatchScore, RankedMatch, Scenario,
    SearchOutcome, Similar, Snapshot, Status, StoreStats, geo,
};
use std::io::Write;

/// A query is seldom about more concepts.
const SHOWN_CONCEPTS: usize = 3;

type Out<'a> = &'a mut dyn Write;

/// How many reasons stand under a match.
const SHOWN_REASONS: usize = 4;

pub(crate) fn indexed(
    out: Out<'_>,
    lang: TextLang,
    report: &IngestReport,
    stats: StoreStats,
) -> Result<()> {
    let (accepted, refused) = (report.n_accepted, report.refused.len());
    match lang {
        TextLang::Fi => writeln!(
            out,
            "{accepted} riviä talletettu, {refused} hylätty. Varastossa {} ilmoitusta ja {} henkilöä.",
            stats.n_postings, stats.n_candidates
        )?,
        TextLang::Sv => writeln!(
            out,
            "{accepted} rader sparades, {refused} avvisades. Lagret har {} annonser och {} personer.",
            stats.n_postings, stats.n_candidates
        )?,
        TextLang::En => writeln!(
            out,
            "{accepted} lines stored, {refused} refused. The store holds {} postings and {} people.",
            stats.n_postings, stats.n_candidates
        )?,
    }
    Ok(())
}

pub(crate) fn search(
    out: Out<'_>,
    lang: TextLang,
    outcome: &SearchOutcome,
    why: bool,
) -> Result<()> {
    degraded(out, lang, &outcome.degraded)?;
    let places = &outcome.understood.places;
    if !places.is_empty() {
        let names: Vec<_> = places
            .iter()
            .flat_map(|(_, codes)| codes)
            .map(|code| name(code.to_string(), lang))
            .collect();
        let what = lang.pick("Rajattu paikkaan", "Avgränsat till", "Limited to");
        writeln!(out, "{what}: {}", names.join(", "))?;
    }
    let concepts = &outcome.understood.concepts;
    let names: Vec<&str> =
        concepts.iter().take(SHOWN_CONCEPTS).map(|concept| concept.name.as_str()).collect();
    if !names.is_empty() {
        let what = lang.pick("Tunnistettu", "Igenkänt", "Recognised");
        writeln!(out, "{what}: {}", names.join(", "))?;
    }
    let what = match outcome.total {
        1 => lang.pick("avoin työpaikka", "ledigt jobb", "open posting"),
        _ => lang.pick("avointa työpaikkaa", "lediga jobb", "open postings"),
    };
    write!(out, "{} {what}", outcome.total)?;
    if (1..outcome.total).contains(&outcome.n_exact) {
        let n = outcome.n_exact;
        match lang {
            TextLang::Fi => write!(out, ", joista {n} vastaa kaikkia hakusanoja")?,
            TextLang::Sv => write!(out, ", varav {n} motsvarar alla sökord")?,
            TextLang::En => write!(out, ", of which {n} answer every word")?,
        }
    }
    writeln!(out)?;
    for hit in &outcome.hits {
        writeln!(out)?;
        posting_lines(out, lang, hit.rank, "", &hit.posting)?;
        if let Some(reason) = texts::found(hit, lang).filter(|_| why) {
            writeln!(out, "    {reason}")?;
        }
    }
    for facet in &outcome.facets {
        writeln!(out)?;
        for (value, count) in facet.counts.iter().take(15) {
            writeln!(out, "  {count:>5}  {}", texts::facet_value(facet.facet, value, lang))?;
        }
    }
    if let Some(nothing) = &outcome.nothing {
        why_nothing(out, lang, nothing)?;
    }
    if let Some(text) = outcome.wider.as_ref().and_then(|wider| texts::wider(wider, lang)) {
        writeln!(out, "\n{text}")?;
    }
    Ok(())
}

pub(super) fn name(code: String, lang: TextLang) -> String {
    let municipality = code.parse().ok().and_then(geo::municipality);
    municipality.map_or(code, |municipality| municipality.name(lang.lang()).to_owned())
}

fn why_nothing(out: Out<'_>, lang: TextLang, nothing: &WhyNothing) -> Result<()> {
    writeln!(out)?;
    for (word, near) in &nothing.suggestions {
        let what = lang.pick("tarkoititko", "menade du", "did you mean");
        writeln!(out, "{word}: {what} {}?", near.join(", "))?;
    }
    for relaxation in &nothing.relaxations {
        let what = texts::relaxation(relaxation.condition, lang);
        writeln!(out, "{what} ({}): {}", relaxation.asked, relaxation.total)?;
    }
    if nothing.relaxations.is_empty() && nothing.suggestions.is_empty() {
        let advice = lang.pick(
            "Kokeile toista sanaa tai ammatin nimeä.",
            "Prova ett annat ord eller ett yrkesnamn.",
            "Try another word, or the name of an occupation.",
        );
        writeln!(out, "{advice}")?;
    }
    Ok(())
}

pub(super) fn degraded(out: Out<'_>, lang: TextLang, degraded: &[Degradation]) -> Result<()> {
    for degradation in degraded {
        let note = lang.pick("Huom", "Obs", "Note");
        writeln!(out, "{note}: {}", texts::degradation(degradation, lang))?;
    }
    Ok(())
}

fn posting_lines(
    out: Out<'_>,
    lang: TextLang,
    rank: usize,
    band: &str,
    posting: &JobPosting,
) -> Result<()> {
    let title = posting.title.best(&[lang.lang()]).map_or("", |(_, title)| title);
    let band = if band.is_empty() { String::new() } else { format!("  [{band}]") };
    writeln!(out, "{rank:>2}. {title}{band}")?;
    let mut places: Vec<String> =
        posting.places.iter().map(|place| name(place.municipality.to_string(), lang)).collect();
    places.dedup();
    if posting.remote_share == Some(100) {
        places.push(lang.pick("etätyö", "distansarbete", "remote").to_owned());
    }
    let mut facts = vec![posting.employer.name.clone(), places.join(", ")];
    facts.extend(posting.terms.working_time.map(|time| texts::working_time(time, lang).to_owned()));
    facts.extend(posting.terms.continuity.map(|kind| texts::continuity(kind, lang).to_owned()));
    if let Some(expires) = posting.expires {
        let day = format!("{}.{}.{}", expires.day(), expires.month(), expires.year());
        facts.push(format!(
            "{} {day}",
            lang.pick("haku päättyy", "sista ansökningsdag", "apply by")
        ));
    }
    facts.push(posting.id.to_string());
    writeln!(out, "    {}", facts.join(" · "))?;
    Ok(())
}

pub(crate) fn opportunities(
    out: Out<'_>,
    lang: TextLang,
    candidate: &Candidate,
    outcome: &MatchOutcome<JobPosting>,
    why: bool,
) -> Result<()> {
    degraded(out, lang, &outcome.degraded)?;
    people::person_line(out, lang, candidate)?;
    if outcome.too_thin {
        let what = lang.pick(
            "Profiilissa on liian vähän tietoa, jotta työpaikkoja voisi asettaa järjestykseen. Kysy yksi näistä:",
            "Profilen har för lite uppgifter för att ordna jobben. Fråga en av dessa:",
            "The profile tells too little to rank postings by. Ask one of these:",
        );
        writeln!(out, "{what}")?;
        return gaps(out, lang, &outcome.gaps);
    }
    for row in &outcome.matches {
        writeln!(out)?;
        posting_lines(out, lang, row.rank, texts::band(row.band, lang), &row.other)?;
        reasons(out, lang, row, &row.score.for_person, why)?;
    }
    if !outcome.gaps.is_empty() {
        let what = lang.pick(
            "Järjestys tarkentuisi, jos kertoisi vielä:",
            "Ordningen blir bättre om personen också berättar:",
            "The order would be better if the person also told:",
        );
        writeln!(out, "\n{what}")?;
        gaps(out, lang, &outcome.gaps)?;
    }
    Ok(())
}

fn gaps(out: Out<'_>, lang: TextLang, gaps: &[Gap]) -> Result<()> {
    for gap in gaps.iter().take(3) {
        writeln!(out, "  - {}", texts::gap(*gap, lang))?;
    }
    Ok(())
}

pub(super) fn reasons<T>(
    out: Out<'_>,
    lang: TextLang,
    row: &RankedMatch<T>,
    explanation: &Explanation,
    why: bool,
) -> Result<()> {
    if why {
        tree(out, lang, explanation)?;
    } else {
        for reason in texts::summary(explanation, SHOWN_REASONS, lang) {
            writeln!(out, "    + {reason}")?;
        }
    }
    if !row.score.missing.is_empty() {
        let missing: Vec<_> =
            row.score.missing.iter().map(|reason| texts::missing(reason, lang)).collect();
        writeln!(
            out,
            "    - {}: {}",
            lang.pick("puuttuu", "saknas", "missing"),
            missing.join(", ")
        )?;
    }
    Ok(())
}

fn tree(out: Out<'_>, lang: TextLang, explanation: &Explanation) -> Result<()> {
    for contribution in &explanation.contributions {
        if contribution.weight <= 0.0 {
            continue;
        }
        let status = match contribution.status() {
            Status::Met => lang.pick("täyttyy", "uppfylls", "met"),
            Status::Partly => lang.pick("osittain", "delvis", "in part"),
            Status::NotMet => lang.pick("ei täyty", "uppfylls inte", "not met"),
            Status::Unknown => lang.pick("ei tiedossa", "okänt", "not known"),
        };
        writeln!(
            out,
            "    {:.3} / {:.2}  {} ({status})",
            contribution.share,
            contribution.weight,
            texts::feature(contribution.feature, lang)
        )?;
        for reason in &contribution.reasons {
            writeln!(out, "                   {}", texts::reason(reason, lang))?;
        }
    }
    let what = lang.pick("yhteensä", "sammanlagt", "in all");
    let known = lang.pick("tiedossa", "känt", "known");
    writeln!(
        out,
        "    {:.3}         {what} ({known} {:.0} %)",
        explanation.score,
        explanation.coverage * 100.0
    )?;
    Ok(())
}

pub(crate) fn similar(out: Out<'_>, lang: TextLang, similar: &[Similar]) -> Result<()> {
    for row in similar {
        posting_lines(out, lang, row.rank, "", &row.posting)?;
    }
    Ok(())
}

pub(crate) fn explanation(
    out: Out<'_>,
    lang: TextLang,
    candidate: &Candidate,
    posting: &JobPosting,
    score: &MatchScore,
) -> Result<()> {
    people::person_line(out, lang, candidate)?;
    posting_lines(out, lang, 1, "", posting)?;
    for (what, explanation) in [
        (
            lang.pick(
                "Näin työ sopii henkilölle",
                "Så passar arbetet personen",
                "How the work suits the person",
            ),
            &score.for_person,
        ),
        (
            lang.pick(
                "Näin henkilö sopii työhön",
                "Så passar personen arbetet",
                "How the person fits the work",
            ),
            &score.for_work,
        ),
    ] {
        writeln!(out, "\n{what}: {}", texts::band(score.band(explanation), lang))?;
        tree(out, lang, explanation)?;
    }
    if !score.missing.is_empty() {
        let what = lang.pick("Puuttuu", "Saknas", "Missing");
        writeln!(out, "\n{what}:")?;
        for reason in &score.missing {
            writeln!(out, "  - {}", texts::missing(reason, lang))?;
        }
    }
    Ok(())
}

pub(crate) fn stats(
    out: Out<'_>,
    lang: TextLang,
    snapshot: &Snapshot,
    open: &SearchOutcome,
    sizes: &[TermSizes],
) -> Result<()> {
    let stats = snapshot.stats();
    let model = snapshot.manifest().model.as_ref();
    let model = model.map_or("-".to_owned(), |model| format!("{} {}", model.name, model.version));
    for (what, value) in [
        (lang.pick("ilmoituksia", "annonser", "postings"), stats.n_postings.to_string()),
        (lang.pick("joista avoinna", "varav öppna", "of which open"), open.total.to_string()),
        (lang.pick("henkilöitä", "personer", "people"), stats.n_candidates.to_string()),
        (
            lang.pick("ilmoitusten vektoreita", "annonsvektorer", "posting vectors"),
            stats.n_posting_vectors.to_string(),
        ),
        (
            lang.pick("henkilöiden vektoreita", "personvektorer", "people's vectors"),
            stats.n_candidate_vectors.to_string(),
        ),
        (lang.pick("malli", "modell", "model"), model),
    ] {
        writeln!(out, "{what:<24} {value}")?;
    }
    term_sizes(out, lang, sizes)?;
    for facet in &open.facets {
        writeln!(out)?;
        for (value, count) in facet.counts.iter().take(20) {
            writeln!(out, "  {count:>6}  {}", texts::facet_value(facet.facet, value, lang))?;
        }
    }
    Ok(())
}

/// Kilobytes by kind of term and part of the posting.
fn term_sizes(out: Out<'_>, lang: TextLang, sizes: &[TermSizes]) -> Result<()> {
    let parts = [
        (Part::Title, lang.pick("nimike", "titel", "title")),
        (Part::Requirements, lang.pick("vaatimukset", "krav", "requirements")),
        (Part::Body, lang.pick("kuvaus", "beskrivning", "description")),
    ];
    write!(out, "\n{:<24}", lang.pick("sanahakemisto, kt", "ordindex, kB", "index of words, kB"))?;
    parts.iter().try_for_each(|(_, name)| write!(out, " {name:>12}"))?;
    writeln!(out)?;
    let mut kinds: Vec<_> = sizes.iter().map(|size| size.kind).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        write!(out, "  {:<22}", texts::term_kind(kind, lang))?;
        for (part, _) in parts {
            let here = sizes.iter().find(|size| size.part == part && size.kind == kind);
            let bytes = here.map_or(0, |size| size.posting_bytes + size.position_bytes);
            write!(out, " {:>12}", bytes.div_ceil(1000))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

pub(crate) fn evaluation(out: Out<'_>, result: &SetResult, first: bool) -> Result<()> {
    if first {
        write!(out, "{:<28} {:<8}", "set", "branch")?;
        for (name, _) in Metrics::default().named() {
            write!(out, " {name:>9}")?;
        }
        writeln!(out)?;
    }
    for branch in &result.branches {
        write!(out, "{:<28} {:<8}", result.name, branch.branch)?;
        for (_, value) in branch.metrics.named() {
            write!(out, " {value:>9.4}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

pub(crate) fn scenarios(out: Out<'_>, results: &[(Scenario, ScenarioResult)]) -> Result<()> {
    writeln!(
        out,
        "{:<8} {:<4} {:>8} {:>8} {:>10}",
        "scenario", "lang", "ndcg@10", "mrr", "recall@10"
    )?;
    for (scenario, result) in results {
        let m = &result.metrics;
        let lang = scenario.language;
        writeln!(
            out,
            "{:<8} {:<4} {:>8.4} {:>8.4} {:>10.4}",
            scenario.id,
            lang.as_str(),
            m.ndcg_10,
            m.mrr,
            m.recall_10
        )?;
    }
    let all: Vec<Metrics> = results.iter().map(|(_, result)| result.metrics).collect();
    let mean = Metrics::mean(&all);
    writeln!(
        out,
        "{:<8} {:<4} {:>8.4} {:>8.4} {:>10.4}",
        "mean", "", mean.ndcg_10, mean.mrr, mean.recall_10
    )?;
    Ok(())
}

pub(crate) fn pairs(out: Out<'_>, classes: &[PairClass]) -> Result<()> {
    writeln!(out, "{:<14} {:<7} {:>6} {:>6}  wrong", "class", "expect", "pairs", "meet")?;
    for class in classes {
        let expected = class.expected.code();
        let wrong: Vec<String> =
            class.wrong.iter().map(|(asked, form)| format!("{asked}/{form}")).collect();
        let wrong = wrong.join(" ");
        let (name, n, met) = (&class.class, class.n, class.n_met);
        writeln!(out, "{name:<14} {expected:<7} {n:>6} {met:>6}  {wrong}")?;
    }
    let sum = |expected| {
        let of = classes.iter().filter(|class| class.expected == expected);
        of.fold((0, 0), |(n, met), class| (n + class.n, met + class.n_met))
    };
    let (must, met) = sum(PairExpectation::Meet);
    let (must_not, met_wrongly) = sum(PairExpectation::Not);
    let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    writeln!(
        out,
        "recall {:.1} % ({met} of {must}), precision {:.1} % ({met_wrongly} of {must_not} meet wrongly)",
        percent(met, must),
        percent(met, met + met_wrongly),
    )?;
    Ok(())
}
