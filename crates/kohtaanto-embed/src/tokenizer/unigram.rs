//! The most likely way to cut a word into pieces (Viterbi), as SentencePiece's Unigram model
//! defines it: Kudo 2018, "Subword Regularization", with the constants of `sentencepiece` and the
//! tie rules of the `tokenizers` crate, so that ids are the same.
//!
//! It does not sample and does not fall back to bytes.

use super::json::Model;
use super::trie::Trie;

/// The pieces and how likely each is.
#[derive(Debug)]
pub(super) struct Unigram {
    trie: Trie,
    scores: Vec<f64>,
    unk: u32,
    unk_score: f64,
}

/// Memory that the words of a text share.
#[derive(Default)]
pub(super) struct Scratch {
    best: Vec<Best>,
    reversed: Vec<u32>,
}

/// The best way to reach a place in a word.
#[derive(Clone)]
struct Best {
    score: f64,
    start: usize,
    id: u32,
}

/// How much less likely than the rarest piece an unknown character is.
const UNK_PENALTY: f64 = 10.0;
const UNREACHED: usize = usize::MAX;

impl Unigram {
    pub(super) fn new(model: &Model<'_>, special: &[u32]) -> Result<Self, String> {
        let scores: Vec<f64> = model.vocab.iter().map(|piece| piece.1).collect();
        let unk = model.unk_id.ok_or("a model without unk_id is not supported")?;
        if unk as usize >= scores.len() {
            return Err(format!("unk_id is {unk}, and there are {} pieces", scores.len()));
        }
        if model.byte_fallback {
            return Err("byte_fallback is not supported".into());
        }
        let ids = (0..).zip(&model.vocab);
        let pieces = ids.filter(|(id, _)| *id != unk && !special.contains(id));
        let trie = Trie::new(pieces.map(|(id, piece)| (&*piece.0, id)));
        let unk_score = scores.iter().copied().fold(f64::INFINITY, f64::min) - UNK_PENALTY;
        Ok(Self { trie, scores, unk, unk_score })
    }

    /// Appends the ids of one word; a run of unknown characters is one unknown piece.
    pub(super) fn encode(&self, word: &str, scratch: &mut Scratch, ids: &mut Vec<u32>) {
        let Scratch { best, reversed } = scratch;
        best.clear();
        best.resize(word.len() + 1, Best { score: 0.0, start: UNREACHED, id: self.unk });
        for (start, c) in word.char_indices() {
            let so_far = best[start].score;
            let mut improve = |end: usize, id: u32, score: f64| {
                let place = &mut best[end];
                if place.start == UNREACHED || score > place.score {
                    *place = Best { score, start, id };
                }
            };
            let mut is_known = false;
            for (n_bytes, id) in self.trie.prefixes(&word.as_bytes()[start..]) {
                improve(start + n_bytes, id, self.scores[id as usize] + so_far);
                is_known |= n_bytes == c.len_utf8();
            }
            if !is_known {
                improve(start + c.len_utf8(), self.unk, self.unk_score + so_far);
            }
        }
        reversed.clear();
        let mut end = word.len();
        while end > 0 {
            let Best { start, id, .. } = best[end];
            if id != self.unk || reversed.last() != Some(&self.unk) {
                reversed.push(id);
            }
            end = start;
        }
        ids.extend(reversed.iter().rev());
    }
}
