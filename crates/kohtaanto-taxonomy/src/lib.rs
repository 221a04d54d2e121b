//! Occupations and competences as concepts, so that people and ads meet whatever their words and
//! language.
//!
//! A [`Taxonomy`] is one compact file, mapped into memory: concepts with labels by language, their
//! relations, and indexes that say which concepts a text names. [`TaxonomyBuilder`] makes it from
//! the project's own starter tables or from the official ESCO download; both take the same path.
//!
//! Deliberately not here: embeddings (the library joins them) and what an ad asks or a person
//! tells (`kohtaanto-reading`).

mod build;
mod builder;
mod concept;
mod error;
mod file;
mod import;
mod labels;
mod mentions;
mod starter;
mod taxonomy;

pub use builder::{NewConcept, NewLabel, TaxonomyBuilder};
pub use concept::{ConceptId, ConceptKind, LabelKind, Relation, card_uri, isco_uri};
pub use error::{Error, Result};
pub use import::{ImportOptions, import_esco};
pub use labels::{ConceptHit, RankOptions};
pub use mentions::{Mention, MentionOptions, NamedBy};
pub use starter::starter_tables;
pub use taxonomy::{Label, LabelId, Taxonomy};
