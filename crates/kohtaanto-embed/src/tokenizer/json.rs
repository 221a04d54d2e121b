//! The parts of a `tokenizer.json` that are read, borrowed from its text.
//!
//! It only knows how the file is written; what the parts mean is next door.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use spm_precompiled::Precompiled;

#[derive(Deserialize)]
pub(super) struct Tokenizer<'a> {
    #[serde(default)]
    pub(super) added_tokens: Vec<AddedToken>,
    pub(super) normalizer: Option<Normalizer>,
    pub(super) pre_tokenizer: Option<PreTokenizer>,
    post_processor: Option<PostProcessor>,
    #[serde(borrow)]
    pub(super) model: Model<'a>,
}

#[derive(Deserialize)]
pub(super) struct AddedToken {
    id: u32,
    content: String,
    #[serde(default)]
    special: bool,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(super) enum Normalizer {
    Sequence {
        normalizers: Vec<Normalizer>,
    },
    Precompiled(Precompiled),
    Replace {
        pattern: Pattern,
        content: String,
    },
    Strip {
        strip_left: bool,
        strip_right: bool,
    },
    Lowercase,
    #[serde(rename = "NFC")]
    Nfc,
    #[serde(rename = "NFD")]
    Nfd,
    #[serde(rename = "NFKC")]
    Nfkc,
    #[serde(rename = "NFKD")]
    Nfkd,
}

#[derive(Deserialize)]
pub(super) enum Pattern {
    String(String),
    Regex(String),
}

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(super) enum PreTokenizer {
    Sequence { pretokenizers: Vec<PreTokenizer> },
    WhitespaceSplit,
    Metaspace(Metaspace),
}

#[derive(Deserialize)]
pub(super) struct Metaspace {
    pub(super) replacement: char,
    pub(super) prepend_scheme: Option<Prepend>,
    /// What older files say in place of the scheme.
    pub(super) add_prefix_space: Option<bool>,
    pub(super) split: Option<bool>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Debug)]
#[serde(rename_all = "lowercase")]
pub(super) enum Prepend {
    Always,
    First,
    Never,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum PostProcessor {
    #[serde(rename = "TemplateProcessing")]
    Template { single: Vec<TemplatePart>, special_tokens: HashMap<String, SpecialToken> },
    #[serde(rename = "RobertaProcessing")]
    Roberta { cls: (String, u32), sep: (String, u32) },
    #[serde(rename = "BertProcessing")]
    Bert { cls: (String, u32), sep: (String, u32) },
}

#[derive(Deserialize)]
enum TemplatePart {
    SpecialToken { id: String },
    Sequence {},
}

#[derive(Deserialize)]
struct SpecialToken {
    ids: Vec<u32>,
}

#[derive(Deserialize)]
pub(super) struct Model<'a> {
    /// Before the vocabulary in every file, so that another kind is named, not misread.
    #[serde(rename = "type")]
    _kind: Option<Kind>,
    pub(super) unk_id: Option<u32>,
    #[serde(default)]
    pub(super) byte_fallback: bool,
    #[serde(borrow)]
    pub(super) vocab: Vec<Piece<'a>>,
}

/// The kinds of model that are supported.
#[derive(Deserialize)]
enum Kind {
    Unigram,
}

/// A piece of text and the logarithm of how likely it is.
#[derive(Deserialize)]
pub(super) struct Piece<'a>(#[serde(borrow)] pub(super) Cow<'a, str>, pub(super) f64);

impl Tokenizer<'_> {
    /// The ids before and after each text.
    pub(super) fn frame(&self) -> Result<(Vec<u32>, Vec<u32>), String> {
        let (single, special_tokens) = match &self.post_processor {
            None => return Ok((Vec::new(), Vec::new())),
            Some(PostProcessor::Roberta { cls, sep } | PostProcessor::Bert { cls, sep }) => {
                return Ok((vec![cls.1], vec![sep.1]));
            }
            Some(PostProcessor::Template { single, special_tokens }) => (single, special_tokens),
        };
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut seen_text = false;
        for part in single {
            match part {
                TemplatePart::Sequence {} => seen_text = true,
                TemplatePart::SpecialToken { id } => {
                    let token = special_tokens
                        .get(id)
                        .ok_or_else(|| format!("the post processor does not explain {id}"))?;
                    if seen_text { &mut after } else { &mut before }.extend(&token.ids);
                }
            }
        }
        Ok((before, after))
    }

    /// Ids that no text is turned into.
    pub(super) fn special_ids(&self) -> Vec<u32> {
        self.added_tokens.iter().filter(|token| token.special).map(|token| token.id).collect()
    }

    /// The id of the token that fills up.
    pub(super) fn pad_id(&self) -> Option<u32> {
        let is_pad = |token: &&AddedToken| ["<pad>", "[PAD]"].contains(&token.content.as_str());
        self.added_tokens.iter().find(is_pad).map(|token| token.id)
    }
}
