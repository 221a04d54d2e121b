//! Every number that the scores of this crate depend on.
//!
//! None is tuned to an evaluation set. The BM25 constants are the usual ones (Robertson and
//! Zaragoza 2009); the DisMax tie and the weights of forms are those that worked in the
//! measurements of Finnish analysis (reference/measured.md, section 2: raw x1.2, lemma x4, lemma
//! among parts x2, parts among lemmas x0.8, parts x0.6, root x0.3), scaled so that a lemma counts 1;
//! the weights of the parts of a document are our priors.

/// This file as it was compiled, for the hash that an audit log keeps.
pub const SOURCE: &str = include_str!("coefficients.rs");

/// BM25: how soon repeating a word stops to help.
pub const K1: f32 = 1.2;
/// BM25: how much a long text is discounted, 0 to 1.
pub const B: f32 = 0.75;
/// DisMax: share of the forms and parts that are not the best one of their word.
pub const TIE: f32 = 0.1;

/// The word as written. Less than by its lemma, because texts of every language are searched, and
/// where the language is the query's both are met.
pub const RAW: f32 = 0.3;
/// The word by its lemma.
pub const LEMMA: f32 = 1.0;
/// The word's lemma as a part of a compound in the text.
pub const LEMMA_IN_PART: f32 = 0.5;
/// A part of the word as a word of its own in the text.
pub const PART_AS_LEMMA: f32 = 0.2;
/// A part of the word as a part of a compound in the text.
pub const PART_IN_PART: f32 = 0.15;
/// A family of the word.
pub const ROOT: f32 = 0.075;
/// A part of the word that says little alone, wherever it stands (our prior: less than a root).
pub const GENERIC_PART: f32 = 0.05;

/// The title says what the job is.
pub const TITLE: f32 = 3.0;
/// What is required or can be done.
pub const REQUIREMENTS: f32 = 1.5;
/// All other text.
pub const BODY: f32 = 1.0;

/// A prefix stands for at most so many words of each part, the most frequent ones.
pub const MAX_PREFIX_WORDS: usize = 128;

/// A phrase whose words have several lemmas is looked up by at most so many rows of them.
pub const MAX_PHRASE_FORMS: usize = 8;

/// A requirement's likeness by letters counts at this weight beside the title's.
pub const GRAM_REQUIREMENTS: f32 = 0.5;
/// Requirements are compared by letters only when they hold this share of the query: a long list
/// of labels holds some letters of everything.
pub const GRAM_REQUIREMENTS_MIN: f32 = 0.6;

/// Words shorter than this are never corrected: *kokki* and *kokka* are two words.
pub const MIN_FUZZY_LETTERS: usize = 6;
/// From this length two letters may be wrong, below it one: *hoitaja* is not *johtaja*.
pub const MIN_LETTERS_FOR_TWO_EDITS: usize = 8;

/// A posting list that is so many times longer than the set of allowed documents is searched by
/// skips instead of being read through. Speed only: the scores are the same.
pub(crate) const SKIP_RATIO: u64 = 16;
