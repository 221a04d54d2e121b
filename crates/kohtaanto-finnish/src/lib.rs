//! Finnish words: base forms, parts of compounds, and what agents and acts share.
//!
//! ```
//! use kohtaanto_finnish::{Analyses, analyze};
//!
//! let mut analyses = Analyses::new();
//! analyze("lähihoitajia", &mut analyses);
//! let reading = analyses.iter().next().expect("a reading");
//! assert_eq!(reading.lemma(), "lähihoitaja");
//! let parts: Vec<_> = reading.parts().map(|part| (part.form, part.root)).collect();
//! assert_eq!(parts, [("lähi", None), ("hoitaja", Some("hoitaa"))]);
//! ```
//!
//! A word is looked up in a map of four million forms; clitics (*-kin*, *-ko*) and possessives
//! (*-mme*, *-nsa*) are stripped first where it does not stand there, and compounds are put
//! together of a known last part and what stands before it. What no rule reads is stemmed by
//! Snowball and marked as a guess. Words are given in lower case and NFC, without a case ending
//! after a colon. Identity is the base form, never a stem, so that *kokki* (cook) and *kokka* (bow)
//! stay apart.
//!
//! Deliberately no syntax, no choice among readings by context, no synonyms (*siivooja* and
//! *laitoshuoltaja* are the taxonomy's) and no correction of spelling.
//!
//! The data derive from pykko and Kotus' word list: see `NOTICE` and `data/README.md`.

mod analyses;
mod compound;
pub mod format;
mod lexicon;
mod reader;
mod strip;

pub use analyses::{Analyses, Analysis, Part, Source};
pub use format::PartOfSpeech;
pub use reader::analyze;

/// Whether a word says little alone as a part of a compound: *työ*, *ala*, *henkilö*.
pub fn is_generic_part(lemma: &str) -> bool {
    lexicon::Lexicon::get().part_use(lemma).is_generic
}
