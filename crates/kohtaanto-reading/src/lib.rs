//! What ads ask and what people tell, read from free text with spans.
//!
//! Rules and tables, no model: each thing found says which words led to it, and how sure it is.

mod calendar;
mod cues;
pub mod lexicon;
pub mod mask;
pub mod profile;
pub mod requirements;

pub use mask::{Masked, PrivateKind, Removed, mask};
pub use profile::{Decisions, ProfileReading, ProfileText, read_profile};
pub use requirements::{AdReading, AdText, ConceptMention, read_ad};
