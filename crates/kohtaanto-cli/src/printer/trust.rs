//! Tokens and the audit log, for people or as JSON Lines.

use super::{human::name, print};
use crate::args::Format;
use crate::settings::Settings;
use anyhow::Result;
use jiff::{Timestamp, Unit};
use kohtaanto::model::Coded;
use kohtaanto::texts::{self, TextLang};
use kohtaanto::trust::{AuditEntry, AuditLine, AuditOutcome, AuditReport, IssuedToken, Token};
use serde_json::{Value, json};
use std::io::Write;

/// How many result ids stand in a line for people.
const SHOWN_RESULTS: usize = 10;

pub(crate) fn issued(settings: &Settings, issued: &IssuedToken, now: Timestamp) -> Result<()> {
    print(|out| match settings.format {
        Format::Human => {
            writeln!(out, "{}", issued.secret.reveal())?;
            let once = settings.lang.pick(
                "Tunniste näytetään vain nyt. Anna se haltijalle suojatusti, älä sähköpostissa.",
                "Koden visas bara nu. Ge den åt innehavaren på ett skyddat sätt, inte per e-post.",
                "The secret is shown only now. Give it to its holder by a protected way, not by e-mail.",
            );
            eprintln!("{once}");
            eprintln!("{}", token_line(&issued.token, settings.lang, now));
            Ok(())
        }
        Format::Jsonl => {
            let mut value = token_json(&issued.token, now);
            value["secret"] = issued.secret.reveal().into();
            Ok(writeln!(out, "{value}")?)
        }
    })
}

pub(crate) fn tokens(settings: &Settings, tokens: &[Token], now: Timestamp) -> Result<()> {
    print(|out| {
        for token in tokens {
            match settings.format {
                Format::Human => writeln!(out, "{}", token_line(token, settings.lang, now))?,
                Format::Jsonl => writeln!(out, "{}", token_json(token, now))?,
            }
        }
        if tokens.is_empty() && settings.format == Format::Human {
            let none = settings.lang.pick(
                "Tunnisteita ei ole.",
                "Det finns inga koder.",
                "There are no tokens.",
            );
            writeln!(out, "{none}")?;
        }
        Ok(())
    })
}

pub(crate) fn revoked(settings: &Settings, token: &Token, now: Timestamp) -> Result<()> {
    tokens(settings, std::slice::from_ref(token), now)
}

fn token_line(token: &Token, lang: TextLang, now: Timestamp) -> String {
    let places: Vec<_> = token.municipalities.iter().map(|m| name(m.to_string(), lang)).collect();
    let places = if places.is_empty() {
        lang.pick("kaikki kunnat", "alla kommuner", "all municipalities").to_owned()
    } else {
        places.join(", ")
    };
    let until = lang.pick("asti", "till", "until");
    let expires = minutes(token.expires);
    let until = match lang {
        TextLang::Fi => format!("{expires} {until}"),
        TextLang::Sv | TextLang::En => format!("{until} {expires}"),
    };
    [
        token.id.clone(),
        texts::token_state(token.state(now), lang).to_owned(),
        texts::role(token.role, lang).to_owned(),
        token.organisation.clone(),
        places,
        token.purpose.clone(),
        until,
    ]
    .join(" · ")
}

fn token_json(token: &Token, now: Timestamp) -> Value {
    let places: Vec<String> = token.municipalities.iter().map(ToString::to_string).collect();
    json!({"type": "token", "id": token.id, "state": token.state(now).code(),
        "role": token.role.code(), "organisation": token.organisation, "municipalities": places,
        "purpose": token.purpose, "created": token.created.to_string(),
        "expires": token.expires.to_string(),
        "revoked": token.revoked.map(|at| at.to_string())})
}

/// A moment as people read it: to the minute, in UTC.
fn minutes(at: Timestamp) -> String {
    let at = at.round(Unit::Minute).unwrap_or(at).to_string();
    at.replace('T', " ").replace(":00Z", "Z")
}

pub(crate) fn audit_report(settings: &Settings, report: &AuditReport) -> Result<()> {
    let lang = settings.lang;
    print(|out| match settings.format {
        Format::Human => {
            let (files, lines, first) = (report.n_files, report.n_lines, report.first_seq);
            match lang {
                TextLang::Fi => writeln!(out, "Ketju on ehjä: {lines} riviä, {files} tiedostoa.")?,
                TextLang::Sv => writeln!(out, "Kedjan är hel: {lines} rader, {files} filer.")?,
                TextLang::En => writeln!(out, "The chain holds: {lines} lines, {files} files.")?,
            }
            if first > 0 {
                let what = lang.pick(
                    "Vanhempia rivejä on poistettu; ensimmäinen on",
                    "Äldre rader har tagits bort; den första är",
                    "Older lines were taken away; the first is",
                );
                writeln!(out, "{what} {first}.")?;
            }
            for tear in &report.tears {
                let what = if tear.is_vouched {
                    lang.pick(
                        "katkennut rivi, jonka tiedot jäivät antamatta",
                        "en avbruten rad, vars uppgifter aldrig gavs",
                        "a line cut short; what it told of was not given",
                    )
                } else {
                    lang.pick(
                        "viimeinen rivi on katkennut; seuraava kirjaus korjaa sen",
                        "den sista raden är avbruten; nästa anteckning lagar den",
                        "the last line is cut short; the next entry mends it",
                    )
                };
                let (path, line) = (tear.path.display(), tear.line);
                writeln!(out, "{path}:{line}: {what} ({} B)", tear.n_bytes)?;
            }
            let what = lang.pick(
                "Kirjaa muualle ja anna seuraavalla kerralla",
                "Anteckna på annat ställe och ge nästa gång",
                "Note elsewhere and give the next time",
            );
            writeln!(out, "{what}: --noted {}", report.last)?;
            Ok(())
        }
        Format::Jsonl => {
            let tears: Vec<Value> = report
                .tears
                .iter()
                .map(|tear| {
                    json!({"file": tear.path.display().to_string(), "line": tear.line,
                        "bytes": tear.n_bytes, "vouched": tear.is_vouched})
                })
                .collect();
            let value = json!({"type": "audit_report", "files": report.n_files,
                "lines": report.n_lines, "first": report.first_seq,
                "last": report.last.to_string(), "tears": tears});
            Ok(writeln!(out, "{value}")?)
        }
    })
}

pub(crate) fn audit_lines(settings: &Settings, lines: &[AuditLine]) -> Result<()> {
    print(|out| {
        for line in lines {
            let Some(entry) = &line.entry else { continue };
            match settings.format {
                Format::Human => human(out, settings.lang, line, entry)?,
                Format::Jsonl => writeln!(out, "{}", entry_json(line, entry))?,
            }
        }
        Ok(())
    })
}

fn human(out: &mut dyn Write, lang: TextLang, line: &AuditLine, entry: &AuditEntry) -> Result<()> {
    let mut who = vec![texts::role(entry.role, lang).to_owned()];
    who.extend(entry.organisation.clone());
    who.extend(entry.token_id.clone());
    let action = texts::audit_action(entry.action, lang);
    let at = minutes(line.at);
    writeln!(out, "{:>5}  {at}  {action} · {}", line.seq, who.join(" · "))?;
    writeln!(out, "       {}: {}", lang.pick("mihin", "varför", "what for"), entry.purpose)?;
    let mut of: Vec<String> = Vec::new();
    of.extend(entry.posting.as_ref().map(ToString::to_string));
    of.extend(entry.candidate.as_ref().map(ToString::to_string));
    if !of.is_empty() {
        writeln!(out, "       {}: {}", lang.pick("kohde", "föremål", "of"), of.join(", "))?;
    }
    match &entry.outcome {
        AuditOutcome::Refused(why) => {
            writeln!(out, "       {}: {why}", lang.pick("evättiin", "nekades", "refused"))?;
        }
        AuditOutcome::Given if !entry.results.is_empty() => {
            let shown: Vec<_> = entry.results.iter().take(SHOWN_RESULTS).cloned().collect();
            let more = if entry.results.len() > SHOWN_RESULTS { ", ..." } else { "" };
            let what = lang.pick("annettiin", "gavs", "given");
            writeln!(out, "       {what}: {}{more}", shown.join(", "))?;
        }
        AuditOutcome::Given => {}
    }
    if let Some(human) = &entry.human {
        writeln!(out, "       {}: {human}", lang.pick("ihminen", "människan", "human"))?;
    }
    Ok(())
}

fn entry_json(line: &AuditLine, entry: &AuditEntry) -> Value {
    let state = entry.state.as_ref().map(|state| {
        json!({"index": state.index, "model": state.model, "taxonomy": state.taxonomy,
            "coefficients": state.coefficients, "version": state.version})
    });
    let refused = match &entry.outcome {
        AuditOutcome::Given => None,
        AuditOutcome::Refused(why) => Some(why),
    };
    json!({"type": "audit", "seq": line.seq, "at": line.at.to_string(),
        "action": entry.action.code(), "role": entry.role.code(),
        "organisation": entry.organisation, "token": entry.token_id, "purpose": entry.purpose,
        "posting": entry.posting.as_ref().map(ToString::to_string),
        "candidate": entry.candidate.as_ref().map(ToString::to_string), "query": entry.query,
        "filters": entry.filters, "results": entry.results, "state": state,
        "human": entry.human, "refused": refused})
}
