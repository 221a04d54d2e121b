//! `kohtaanto link`: the concepts that a text names, and those that it means.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::Lang;
use kohtaanto::taxonomy::MentionOptions;
use kohtaanto::text;
use std::io::Read;

/// So many concepts that a text only means are listed, of this nearness or more.
const MAX_MEANT: usize = 5;
const LEAST_NEARNESS: f32 = 0.5;

pub(crate) fn run(settings: &Settings, words: &str, in_lang: Option<&str>) -> Result<ExitStatus> {
    let mut read = String::new();
    let words = match words {
        "-" => {
            std::io::stdin().read_to_string(&mut read)?;
            read.as_str()
        }
        words => words,
    };
    let lang = match in_lang {
        Some(code) => code.parse().map_err(|error| anyhow!("--in: {error}"))?,
        None => text::recognize(words).map_or(Lang::FI, |guess| guess.lang),
    };
    let taxonomy = settings.taxonomy()?;
    let mentions = taxonomy.mentions(words, &[lang, Lang::EN], &MentionOptions::default());
    printer::mentions(settings, &taxonomy, words, lang, &mentions)?;
    let engine = settings.engine_options(settings.embedder_if_any())?;
    let mut meant = engine.linker().meant(words, &[lang], MAX_MEANT)?;
    meant.retain(|meant| {
        meant.nearness >= LEAST_NEARNESS
            && !mentions.iter().any(|mention| mention.concept == meant.concept)
    });
    printer::meant(settings, &taxonomy, &meant)?;
    Ok(ExitStatus::of(!mentions.is_empty() || !meant.is_empty()))
}
