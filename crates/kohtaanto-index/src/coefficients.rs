//! Every number that the scores of this crate depend on.
//!
//! None is tuned to an evaluation set. The BM25 constants are the usual ones (Robertson and
//! Zaragoza 2009); the DisMax tie and the extra weight of the raw form are those that worked in the
//! measurements of Finnish analysis (reference/measured.md, section 2); the weights of the parts
//! are our priors.

/// BM25: how soon repeating a word stops to help.
pub const K1: f32 = 1.2;
/// BM25: how much a long text is discounted, 0 to 1.
pub const B: f32 = 0.75;
/// DisMax: share of the forms and parts that are not the best one of their word.
pub const TIE: f32 = 0.1;

/// The word as written (measured.md: raw x1.2).
pub const RAW: f32 = 1.2;
/// The word by its stem in one language.
pub const STEM: f32 = 1.0;
/// A kin of the word that the caller says is not exact, such as a part of a compound
/// (measured.md: parts x0.6).
pub const KIN: f32 = 0.6;

/// The title says what the job is.
pub const TITLE: f32 = 3.0;
/// What is required or can be done.
pub const REQUIREMENTS: f32 = 1.5;
/// All other text.
pub const BODY: f32 = 1.0;

/// A prefix stands for at most so many words of each part, the most frequent ones.
pub const MAX_PREFIX_WORDS: usize = 128;

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
