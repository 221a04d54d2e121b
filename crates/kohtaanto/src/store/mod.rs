//! One folder: a manifest, and a shelf each for opportunities and people.
//!
//! ```text
//! STORE/manifest.json            format version and model, written once
//! STORE/opportunities/index/     tantivy
//! STORE/opportunities/vectors.vec  rows of vectors and the hashes of their texts
//! STORE/opportunities/changes-0.ndjson  when each commit was made and what it removed
//! STORE/people/...               the same, on its own, so that people can live on another disk
//! ```
//!
//! The index is the source of truth. Rows are appended and synced before the commit that names
//! them, and the commit's payload says how many there are: after a crash at any instant a shelf
//! opens at its last commit, and surplus rows are cut by the next writer. Readers take immutable
//! snapshots and never wait for the writer.

mod changes;
mod documents;
mod manifest;
mod shelf;

pub use changes::KEPT_DAYS;
pub(crate) use changes::RemovedDocument;
pub(crate) use documents::{
    ASKS_EXPERIENCE, ASKS_LICENCE, EmbeddedTexts, REMOTE, candidate_document, candidate_texts,
    day_number, employer_key, posting_document, requirement_labels, thousandths,
};
pub use manifest::{FORMAT_VERSION, Manifest, ModelRecord, TaxonomyRecord};
pub(crate) use shelf::{Draft, Keeps, Shelf, ShelfSnapshot, ShelfWriter};
