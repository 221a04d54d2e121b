//! Lexical retrieval, filters and facets over tantivy.
//!
//! An [`Index`] is a folder of generic documents: postings and people use the same crate in two
//! folders. An [`IndexWriter`] puts documents in and commits them with the caller's payload; a
//! [`Snapshot`] is what one search sees. A [`Filter`] gives a [`DocSet`], and every branch works
//! inside that set, so totals and facet counts always agree with the hits. [`Snapshot::words`] and
//! [`Snapshot::grams`] score all hits inside the set, [`Snapshot::explain_words`] says why.
//!
//! Scores are computed here, term at a time over tantivy's posting lists, from the statistics of
//! the living documents. So they are the same bits whatever the segments, the merges, the order of
//! insertion or the number of threads.
//!
//! What it does not do: parse a query (the caller says which words, in which forms), sort or cut
//! hits, blend them with vectors, or know what a municipality is. No type of tantivy is part of a
//! public signature.
//!
//! ```
//! use kohtaanto_domain::model::Lang;
//! use kohtaanto_index::{
//!     FieldText, Filter, Index, IndexDocument, Occur, Part, QueryWord, Require, Tag, WordKind,
//!     WordQuery, WriterOptions,
//! };
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer(WriterOptions::default())?;
//! writer.upsert(IndexDocument {
//!     id: "nk-joe-001".into(),
//!     texts: vec![FieldText::new(Part::Title, Lang::FI, "Lähihoitaja, kotihoito")],
//!     tags: vec![(Tag::Municipality, "167".into())],
//!     ..IndexDocument::default()
//! })?;
//! writer.commit("{}")?;
//!
//! let snapshot = index.snapshot()?;
//! let joensuu = snapshot.matching(&Filter::default().any_of(Tag::Municipality, ["167"]))?;
//! let word = QueryWord::analyzed(Occur::Should, WordKind::Word, "lähihoitajia", &[Lang::FI]);
//! let query = WordQuery { words: vec![word], require: Require::All };
//! let hits = snapshot.words(&query, &joensuu)?;
//! assert_eq!(snapshot.id(hits[0].doc)?, "nk-joe-001");
//! # Ok::<(), kohtaanto_index::Error>(())
//! ```

pub mod coefficients;

mod analysis;
mod bits;
mod concepts;
mod doc_set;
mod document;
mod error;
mod facets;
mod filter;
mod grams;
mod index;
mod lookup;
mod points;
mod postings;
mod schema;
mod segment;
mod sizes;
mod snapshot;
mod stats;
mod suggest;
mod terms;
mod words;
mod writer;

pub use concepts::{ConceptMatch, QueryConcept};
pub use doc_set::{DocKey, DocSet};
pub use document::{ConceptLink, FieldText, IndexDocument, Part, Rows, StoredDocument, Tag};
pub use error::{Error, Result};
pub use facets::FacetCount;
pub use filter::{AnyOf, Filter, Near, TagCondition, TagMatch};
pub use index::Index;
pub use schema::field_lang;
pub use sizes::TermSizes;
pub use snapshot::Snapshot;
pub use terms::TermKind;
pub use words::{
    Closeness, FormKind, LexicalHit, Occur, QueryWord, Require, WordContribution, WordForm,
    WordKind, WordQuery, explained_score,
};
pub use writer::{IndexWriter, WriterOptions};
