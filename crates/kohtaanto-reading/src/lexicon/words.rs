//! A text as analysed words, in the shape that phrases are looked for in.
//!
//! A word with hyphens stands twice: as its parts, and joined at the first of them. What is left
//! out before a hyphen is filled in (*ilta- ja viikonloppuvuorot* has *iltavuoro*), and a number is
//! parted from a unit that is written to it (*38h*).

use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer};
use std::borrow::Cow;
use std::ops::Range;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Bytes in the text.
    pub span: Range<usize>,
    /// The word in lower case.
    pub term: String,
    /// Base forms or a stem, the likeliest first.
    pub lemmas: Vec<String>,
    /// Last parts of a compound, in base form: *kokemus* of *työkokemus*.
    pub heads: Vec<String>,
    /// The word with hyphens that begins with this word.
    pub joined: Option<Box<Joined>>,
}

/// A word with hyphens as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The word in lower case.
    pub term: String,
    /// Base forms.
    pub lemmas: Vec<String>,
    /// Last parts, in base form.
    pub heads: Vec<String>,
    /// How many words it takes.
    pub n_words: usize,
}

/// The words of a text.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    /// The text with Latin signs, byte for byte: rules look for *,* where Arabic has *،*.
    signs: Cow<'t, str>,
    words: Vec<Word>,
}

impl<'t> Words<'t> {
    /// Cuts a text in a language.
    pub fn new(lang: Lang, text: &'t str) -> Self {
        let analyzer = Analyzer::of(lang);
        let mut words = Self::from_tokens(text, analyzer.analyze(text));
        for word in &mut words.words {
            if let Some(rest) = without_and(&word.term) {
                let analyzed = analyzer.analyze(rest).into_iter();
                word.lemmas.extend(analyzed.flat_map(|token| token.forms.lemmas.clone()));
            }
        }
        words
    }

    /// As [`Words::new`], where a word that is a base form stands for itself alone: for phrases.
    pub(super) fn of_phrase(lang: Lang, text: &'t str) -> Self {
        Self::from_tokens(text, Analyzer::of(lang).analyze_query(text))
    }

    fn from_tokens(text: &'t str, tokens: Vec<AnalyzedToken>) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        // Index of the last word, and its position.
        let mut last = None;
        let mut joined_end = 0;
        for token in tokens {
            if last == Some(token.position) {
                let Some(first) = words.last_mut() else { continue };
                joined_end = token.span.end;
                let heads = heads(&token);
                let AnalyzedToken { term, forms, .. } = token;
                let lemmas = forms.lemmas.clone();
                first.joined = Some(Box::new(Joined { term, lemmas, heads, n_words: 1 }));
                continue;
            }
            last = Some(token.position);
            if token.span.end <= joined_end {
                // Another part of the joined word.
                let opener = words.iter_mut().rev().find_map(|word| word.joined.as_mut());
                if let Some(joined) = opener {
                    joined.n_words += 1;
                }
            }
            push_word(&mut words, text, token);
        }
        fill_elided(&mut words, text);
        Self { text, signs: with_latin_signs(text), words }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The words in order.
    pub fn as_slice(&self) -> &[Word] {
        &self.words
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The bytes of a range of words; empty for an empty range.
    pub fn span(&self, words: &Range<usize>) -> Range<usize> {
        match self.words.get(words.clone()).unwrap_or_default() {
            [first, .., last] => first.span.start..last.span.end,
            [only] => only.span.clone(),
            [] => 0..0,
        }
    }

    /// The text of a range of words.
    pub fn text_of(&self, words: &Range<usize>) -> &'t str {
        self.text.get(self.span(words)).unwrap_or_default()
    }

    /// The words that lie in a span of bytes, or share bytes with it.
    pub fn within(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        start..end.max(start)
    }

    /// The text between a word and the one before it, with Latin signs.
    pub fn gap_before(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|at| self.words.get(at)).map_or(0, |w| w.span.end);
        let end = self.words.get(at).map_or(self.text.len(), |word| word.span.start);
        self.signs.get(start..end).unwrap_or_default()
    }

    /// Whether the word is a later part of a word with hyphens.
    pub fn is_joined_to_before(&self, at: usize) -> bool {
        (at.saturating_sub(8)..at).any(|start| {
            let joined = self.words.get(start).and_then(|word| word.joined.as_ref());
            joined.is_some_and(|joined| at < start + joined.n_words)
        })
    }

    /// Whether the word begins with a capital letter.
    pub fn is_capitalized(&self, at: usize) -> bool {
        let first = self.words.get(at).and_then(|word| self.text[word.span.clone()].chars().next());
        first.is_some_and(char::is_uppercase)
    }
}

/// An Arabic word without the *and* that is written to it: *والإنجليزية*.
pub(super) fn without_and(term: &str) -> Option<&str> {
    term.strip_prefix('و').filter(|rest| rest.chars().nth(2).is_some())
}

fn with_latin_signs(text: &str) -> Cow<'_, str> {
    // Each pair is of the same length in bytes.
    const SIGNS: [(char, &str); 3] = [('،', ", "), ('؛', "; "), ('؟', "? ")];
    SIGNS.iter().fold(Cow::Borrowed(text), |text, (sign, latin)| match text.contains(*sign) {
        true => Cow::Owned(text.replace(*sign, latin)),
        false => text,
    })
}

fn heads(token: &AnalyzedToken) -> Vec<String> {
    let is_head = |form: &str| {
        token.forms.lemmas.iter().any(|lemma| lemma.len() > form.len() && lemma.ends_with(form))
    };
    let forms = token.forms.parts.iter().map(|part| &part.form).filter(|form| is_head(form));
    forms.cloned().collect()
}

fn push_word(words: &mut Vec<Word>, text: &str, token: AnalyzedToken) {
    let heads = heads(&token);
    let AnalyzedToken { span, term, forms, .. } = token;
    let digits = term.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')));
    let cut = digits.filter(|at| {
        // Only what stands so in the text, and only a unit of letters.
        *at > 0
            && text.get(span.clone()).is_some_and(|own| own.get(..*at) == term.get(..*at))
            && term[*at..].chars().all(char::is_alphabetic)
    });
    let Some(at) = cut else {
        let lemmas = forms.lemmas.clone();
        words.push(Word { span, term, lemmas, heads, joined: None });
        return;
    };
    let middle = span.start + at;
    for (span, term) in [(span.start..middle, &term[..at]), (middle..span.end, &term[at..])] {
        let (term, lemmas) = (term.to_owned(), vec![term.to_owned()]);
        words.push(Word { span, term, lemmas, heads: Vec::new(), joined: None });
    }
}

/// Words that can stand between what is left out and the compound that has it.
const LINKS: &[&str] =
    &["ja", "tai", "sekä", "eli", "kuin", "että", "och", "eller", "samt", "and", "or"];

/// *ilta- ja viikonloppuvuorot*, *suomen-, ruotsin- ja englanninkielinen*: the head of the compound
/// that follows belongs to the words before the hyphens too.
fn fill_elided(words: &mut [Word], text: &str) {
    for at in (0..words.len()).rev() {
        let after = &text[words[at].span.end..];
        let hangs = after.starts_with('-') && !after[1..].starts_with(char::is_alphanumeric);
        if !hangs {
            continue;
        }
        let mut next = at + 1;
        while words.get(next).is_some_and(|word| LINKS.contains(&word.term.as_str())) {
            next += 1;
        }
        let Some(follower) = words.get(next).filter(|_| next <= at + 2) else { continue };
        let joined = follower.joined.as_deref();
        let heads = joined.map_or(&follower.heads, |joined| &joined.heads);
        let lemmas = joined.map_or(&follower.lemmas, |joined| &joined.lemmas);
        let heads: Vec<String> = match heads.is_empty() {
            // `B- ja C-kortti`: where no parts are known, what stands behind the hyphen.
            true => lemmas.iter().filter_map(|l| l.rsplit_once('-')).map(|p| p.1.into()).collect(),
            false => heads.clone(),
        };
        let term = words[at].term.clone();
        let filled = heads.iter().map(|head| format!("{term}{head}"));
        let lemmas: Vec<String> =
            filled.chain(heads.iter().map(|h| format!("{term}-{h}"))).collect();
        words[at].lemmas.extend(lemmas);
        words[at].heads.extend(heads);
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use kohtaanto_domain::model::Lang;

    #[test]
    fn joined_words_elided_heads_and_units() {
        let words = Words::new(Lang::FI, "ilta- ja viikonloppuvuoroja, B- ja CE-kortti, 38h");
        let slice = words.as_slice();
        assert!(slice[0].lemmas.iter().any(|lemma| lemma == "iltavuoro"));
        assert!(slice[3].lemmas.iter().any(|lemma| lemma == "b-kortti"), "{:?}", slice[3]);
        let joined = slice[5].joined.as_deref().expect("joined");
        assert_eq!((joined.term.as_str(), joined.n_words), ("ce-kortti", 2));
        let terms: Vec<_> = slice[7..].iter().map(|word| word.term.as_str()).collect();
        assert_eq!(terms, ["38", "h"]);
        assert_eq!(words.text_of(&(5..7)), "CE-kortti");
    }
}
