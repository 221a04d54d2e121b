//! How sure a rule is, in bands.
//!
//! The bands are ours, not measured probabilities: they say which kind of rule found a thing, so
//! that a caller can take only what is said outright. What is found has the lesser of two bands:
//! how sure it is that the words mean it, and how sure how the ad speaks of it.

/// The words say it, and a cue in the same clause says how.
pub const EXPLICIT: f32 = 0.95;
/// The heading or opening line of a list says how.
pub const CARRIED: f32 = 0.9;
/// The cue stands in another clause of the sentence.
pub const FAR: f32 = 0.8;
/// No cue: what the sentence is about, or the kind of thing, says how.
pub const INFERRED: f32 = 0.7;
/// It can be read otherwise.
pub const WEAK: f32 = 0.5;
/// Nothing says so: a competence that is named in a sentence of no known kind.
pub const GUESSED: f32 = 0.4;
