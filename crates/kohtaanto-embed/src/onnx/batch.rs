//! Which texts run together, and how wide they are filled up.
//!
//! It plans; it runs nothing.

/// Texts that run together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    /// Tokens of each row.
    pub(super) width: usize,
    /// Indexes of the texts, ascending.
    pub(super) texts: Vec<usize>,
}

impl Batch {
    fn n_tokens(&self) -> usize {
        self.width * self.texts.len()
    }
}

/// Each text in one batch of about `batch_tokens` tokens; the longest texts come first, so that
/// threads end at about the same time.
pub(super) fn plan(tokens: &[Vec<u32>], batch_tokens: usize, max_tokens: usize) -> Vec<Batch> {
    let mut by_width: Vec<(usize, usize)> = tokens
        .iter()
        .enumerate()
        .map(|(text, tokens)| (width(tokens.len(), max_tokens), text))
        .collect();
    by_width.sort_by_key(|(width, text)| (std::cmp::Reverse(*width), *text));
    by_width
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|same| {
            let width = same[0].0;
            let rows = (batch_tokens / width).max(1);
            // Batches of one width are of nearly one size: no last one with a single row.
            let n_batches = same.len().div_ceil(rows);
            same.chunks(same.len().div_ceil(n_batches))
                .map(move |texts| Batch { width, texts: texts.iter().map(|(_, t)| *t).collect() })
        })
        .collect()
}

/// How many full batches the work amounts to.
pub(super) fn n_full(batches: &[Batch], batch_tokens: usize) -> usize {
    batches.iter().map(Batch::n_tokens).sum::<usize>().div_ceil(batch_tokens.max(1))
}

/// The width for a text: it depends on the text's own length alone, so that no neighbor can change
/// its vector. Steps of about a tenth keep the filling small and the batches full.
fn width(n_tokens: usize, max_tokens: usize) -> usize {
    let step = match n_tokens {
        ..=16 => 1,
        17..=32 => 2,
        33..=64 => 4,
        65..=128 => 8,
        _ => 16,
    };
    n_tokens.next_multiple_of(step).min(max_tokens.max(n_tokens)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(lengths: &[usize]) -> Vec<Vec<u32>> {
        lengths.iter().map(|n| vec![7; *n]).collect()
    }

    #[test]
    fn like_lengths_run_together_longest_first() {
        let planned = plan(&tokens(&[5, 130, 5, 140, 6, 5]), 300, 512);
        let batch = |width, texts: &[usize]| Batch { width, texts: texts.to_vec() };
        assert_eq!(planned, [batch(144, &[1, 3]), batch(6, &[4]), batch(5, &[0, 2, 5])]);
        assert_eq!(n_full(&planned, 300), 2);
        assert_eq!(plan(&[], 300, 512), []);
    }

    #[test]
    fn a_text_is_never_wider_than_the_model() {
        assert_eq!(width(500, 510), 510);
        assert_eq!(width(0, 512), 1);
        assert_eq!([16, 17, 33, 65, 129].map(|n| width(n, 512)), [16, 18, 36, 72, 144]);
    }

    proptest! {
        #[test]
        fn each_text_is_in_one_batch_that_fits_it(
            lengths in proptest::collection::vec(1_usize..=512, 0..60),
            batch_tokens in 1_usize..2000,
        ) {
            let planned = plan(&tokens(&lengths), batch_tokens, 512);
            let mut seen: Vec<usize> = planned.iter().flat_map(|b| b.texts.clone()).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..lengths.len()).collect::<Vec<_>>());
            for batch in &planned {
                prop_assert!(batch.texts.len() == 1 || batch.n_tokens() <= batch_tokens);
                for text in &batch.texts {
                    prop_assert!(lengths[*text] <= batch.width && batch.width <= 512);
                    prop_assert_eq!(batch.width, width(lengths[*text], 512));
                }
            }
        }
    }
}
