//! `kohtaanto link`: the concepts that a text names.

use crate::exit_status::ExitStatus;
use crate::printer;
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use kohtaanto::model::Lang;
use kohtaanto::taxonomy::MentionOptions;
use kohtaanto::text;
use std::io::Read;

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
    Ok(ExitStatus::of(!mentions.is_empty()))
}
