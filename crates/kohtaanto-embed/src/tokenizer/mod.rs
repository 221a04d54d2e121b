//! Texts to token ids: a reader of Hugging Face `tokenizer.json` files of the Unigram kind.
//!
//! 160,000 pieces are ready in a few hundredths of a second and take about 10 MB; the `tokenizers`
//! crate needs 0.7 s and 300 MB for the same family. It reads what multilingual sentence models of
//! the XLM-R kind use, and names what it does not support.
//!
//! Not done: other models (WordPiece, BPE), offsets into the text, and special tokens in the text:
//! `</s>` typed by a person is four characters like any others.

mod json;
#[cfg(test)]
mod tests;
mod text;
mod trie;
mod unigram;

use std::path::Path;

use crate::{Error, Result};
use text::{Normalizer, PreTokenizer};
use unigram::{Scratch, Unigram};

/// Turns texts into the ids that a model was trained on.
#[derive(Debug)]
pub struct Tokenizer {
    normalizer: Normalizer,
    pre_tokenizer: PreTokenizer,
    unigram: Unigram,
    before: Vec<u32>,
    after: Vec<u32>,
    pad: u32,
}

impl Tokenizer {
    /// Reads a `tokenizer.json`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], and [`Error::Tokenizer`] that names what is wrong or not supported.
    pub fn load(path: &Path) -> Result<Self> {
        let json = std::fs::read_to_string(path).map_err(Error::io("read", path))?;
        Self::from_json(&json)
            .map_err(|reason| Error::Tokenizer { path: path.to_path_buf(), reason })
    }

    /// Reads the content of a `tokenizer.json`, or says why not.
    pub(crate) fn from_json(json: &str) -> Result<Self, String> {
        let json: json::Tokenizer<'_> =
            serde_json::from_str(json).map_err(|error| error.to_string())?;
        let (before, after) = json.frame()?;
        let special = json.special_ids();
        let n_pieces = json.model.vocab.len() as u32;
        if let Some(id) = before.iter().chain(&after).find(|id| **id >= n_pieces) {
            return Err(format!("the post processor names piece {id}, and there are {n_pieces}"));
        }
        Ok(Self {
            pad: json.pad_id().unwrap_or(0),
            normalizer: Normalizer::new(json.normalizer)?,
            pre_tokenizer: PreTokenizer::new(json.pre_tokenizer)?,
            unigram: Unigram::new(&json.model, &special)?,
            before,
            after,
        })
    }

    /// The ids of `text` between those that begin and end each text, `max_tokens` in all at most:
    /// what is too long loses its end, not its end mark.
    #[must_use]
    pub fn encode(&self, text: &str, max_tokens: usize) -> Vec<u32> {
        let mut ids = self.before.clone();
        let room = max_tokens.saturating_sub(self.after.len());
        let mut scratch = Scratch::default();
        let normalized = self.normalizer.apply(text);
        self.pre_tokenizer.split(&normalized, |token| {
            self.unigram.encode(token, &mut scratch, &mut ids);
            ids.len() < room
        });
        ids.truncate(room);
        ids.extend(&self.after);
        ids
    }

    /// The id that fills up shorter texts of a batch.
    #[must_use]
    pub fn pad(&self) -> u32 {
        self.pad
    }
}
