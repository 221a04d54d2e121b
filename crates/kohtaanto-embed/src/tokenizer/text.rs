//! What happens to a text before it is cut into pieces: normalization, and the split into words
//! that carry their space as `▁`.
//!
//! The steps are those that a `tokenizer.json` lists; it knows no pieces and no ids.

use std::borrow::Cow;

use spm_precompiled::Precompiled;
use unicode_normalization::UnicodeNormalization;

use super::json::{self, Metaspace, Pattern, Prepend};

/// The normalizing steps, in order.
#[derive(Debug, Default)]
pub(super) struct Normalizer(Vec<Step>);

#[derive(Debug)]
enum Step {
    Precompiled(Precompiled),
    Replace { from: String, to: String },
    Spaces { to: String },
    Strip { left: bool, right: bool },
    Lowercase,
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

impl Normalizer {
    pub(super) fn new(json: Option<json::Normalizer>) -> Result<Self, String> {
        let mut steps = Vec::new();
        if let Some(json) = json {
            add_steps(json, &mut steps)?;
        }
        Ok(Self(steps))
    }

    pub(super) fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, step| match step {
            Step::Precompiled(map) => Cow::Owned(map.normalize_string(&text)),
            Step::Replace { from, to } => Cow::Owned(text.replace(from, to)),
            Step::Spaces { to } if text.contains("  ") => Cow::Owned(join_spaces(&text, to)),
            Step::Spaces { .. } => text,
            Step::Strip { left, right } => Cow::Owned(strip(&text, *left, *right).to_owned()),
            Step::Lowercase => Cow::Owned(text.to_lowercase()),
            Step::Nfc => Cow::Owned(text.nfc().collect()),
            Step::Nfd => Cow::Owned(text.nfd().collect()),
            Step::Nfkc => Cow::Owned(text.nfkc().collect()),
            Step::Nfkd => Cow::Owned(text.nfkd().collect()),
        })
    }
}

fn add_steps(json: json::Normalizer, steps: &mut Vec<Step>) -> Result<(), String> {
    steps.push(match json {
        json::Normalizer::Sequence { normalizers } => {
            return normalizers.into_iter().try_for_each(|json| add_steps(json, steps));
        }
        json::Normalizer::Precompiled(map) => Step::Precompiled(map),
        json::Normalizer::Replace { pattern: Pattern::String(from), content: to } => {
            Step::Replace { from, to }
        }
        json::Normalizer::Replace { pattern: Pattern::Regex(regex), content: to } => {
            if regex != " {2,}" {
                return Err(format!("the normalizer's expression `{regex}` is not supported"));
            }
            Step::Spaces { to }
        }
        json::Normalizer::Strip { strip_left, strip_right } => {
            Step::Strip { left: strip_left, right: strip_right }
        }
        json::Normalizer::Lowercase => Step::Lowercase,
        json::Normalizer::Nfc => Step::Nfc,
        json::Normalizer::Nfd => Step::Nfd,
        json::Normalizer::Nfkc => Step::Nfkc,
        json::Normalizer::Nfkd => Step::Nfkd,
    });
    Ok(())
}

/// Each run of two spaces or more becomes `to`.
fn join_spaces(text: &str, to: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("  ") {
        joined.push_str(&rest[..at]);
        joined.push_str(to);
        rest = rest[at..].trim_start_matches(' ');
    }
    joined.push_str(rest);
    joined
}

fn strip(text: &str, left: bool, right: bool) -> &str {
    let text = if left { text.trim_start() } else { text };
    if right { text.trim_end() } else { text }
}

/// The split into words.
#[derive(Debug)]
pub(super) struct PreTokenizer {
    at_whitespace: bool,
    metaspace: Option<MetaspaceRule>,
}

#[derive(Debug)]
struct MetaspaceRule {
    replacement: char,
    prepend: Prepend,
    splits: bool,
}

impl PreTokenizer {
    pub(super) fn new(json: Option<json::PreTokenizer>) -> Result<Self, String> {
        let mut rule = Self { at_whitespace: false, metaspace: None };
        if let Some(json) = json {
            rule.add(json)?;
        }
        Ok(rule)
    }

    fn add(&mut self, json: json::PreTokenizer) -> Result<(), String> {
        match json {
            json::PreTokenizer::Sequence { pretokenizers } => {
                return pretokenizers.into_iter().try_for_each(|json| self.add(json));
            }
            json::PreTokenizer::WhitespaceSplit if self.metaspace.is_none() => {
                self.at_whitespace = true;
            }
            json::PreTokenizer::Metaspace(json) if self.metaspace.is_none() => {
                self.metaspace = Some(MetaspaceRule::new(&json));
            }
            _ => return Err("the order of the pre-tokenizers is not supported".into()),
        }
        Ok(())
    }

    /// Gives each word to `each`, until it returns false.
    pub(super) fn split(&self, text: &str, mut each: impl FnMut(&str) -> bool) {
        let mut buffer = String::new();
        let mut is_first = true;
        let mut word = |word: &str| {
            let goes_on = match &self.metaspace {
                None => each(word),
                Some(rule) => rule.split(word, is_first, &mut buffer, &mut each),
            };
            is_first = false;
            goes_on
        };
        if self.at_whitespace {
            text.split_whitespace().all(word);
        } else if !text.is_empty() {
            word(text);
        }
    }
}

impl MetaspaceRule {
    fn new(json: &Metaspace) -> Self {
        let prepend = match (json.prepend_scheme, json.add_prefix_space) {
            (Some(scheme), _) => scheme,
            (None, Some(false)) => Prepend::Never,
            (None, _) => Prepend::Always,
        };
        Self { replacement: json.replacement, prepend, splits: json.split.unwrap_or(true) }
    }

    fn split(
        &self,
        text: &str,
        is_first: bool,
        buffer: &mut String,
        each: &mut impl FnMut(&str) -> bool,
    ) -> bool {
        let mark = self.replacement;
        let prepends = match self.prepend {
            Prepend::Always => true,
            Prepend::First => is_first,
            Prepend::Never => false,
        };
        buffer.clear();
        if prepends && !text.starts_with([' ', mark]) {
            buffer.push(mark);
        }
        buffer.extend(text.chars().map(|c| if c == ' ' { mark } else { c }));
        if !self.splits {
            return each(buffer);
        }
        let mut start = 0;
        let marks = buffer.match_indices(mark).map(|(at, _)| at);
        for end in marks.chain([buffer.len()]) {
            if end > start && !each(&buffer[start..end]) {
                return false;
            }
            start = end;
        }
        true
    }
}
