//! Character n-grams: what words have in common when no dictionary knows them.
//!
//! As scikit-learn's `char_wb` with `ngram_range=(3, 5)`: within a word padded with a space on
//! both sides. Deliberately no weighting and no removal of duplicates, which belong to the index.

use super::token::tokenize;

const MIN: usize = 3;
const MAX: usize = 5;

/// The 3- to 5-grams of the words of a text, in the order of the words, then of length; duplicates
/// are kept. A word that padded is no longer than a gram gives it once. Of a word with hyphens the
/// parts count, not the whole again.
pub fn char_ngrams(text: &str) -> Vec<String> {
    let mut grams = Vec::new();
    let mut bounds: Vec<usize> = Vec::new();
    let mut last = None;
    for token in tokenize(text) {
        // The whole of a word with hyphens follows its first part at the same position.
        if last.replace(token.position) == Some(token.position) {
            continue;
        }
        let padded = format!(" {} ", token.term);
        bounds.clear();
        bounds.extend(padded.char_indices().map(|(at, _)| at));
        bounds.push(padded.len());
        let n_chars = bounds.len() - 1;
        for n in MIN..=MAX {
            let n_grams = (n_chars + 1).saturating_sub(n).max(1);
            grams.extend(
                (0..n_grams).map(|i| padded[bounds[i]..bounds[(i + n).min(n_chars)]].to_owned()),
            );
            if n_grams == 1 {
                break;
            }
        }
    }
    grams
}

#[cfg(test)]
mod tests {
    use super::char_ngrams;

    #[test]
    fn as_scikit_learn_does() {
        assert_eq!(char_ngrams("a"), [" a "]);
        assert_eq!(char_ngrams("it"), [" it", "it ", " it "]);
        assert_eq!(char_ngrams("Työ"), [" ty", "työ", "yö ", " työ", "työ ", " työ "]);
        let n_grams = char_ngrams("kokki").len();
        assert_eq!(n_grams, 5 + 4 + 3);
        assert_eq!(char_ngrams("kokki kokki").len(), 2 * n_grams);
        assert_eq!(char_ngrams("IT-työ").len(), 3 + 6);
        assert!(char_ngrams(" , ").is_empty());
    }
}
