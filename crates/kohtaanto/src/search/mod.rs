//! Search: a text and conditions in, postings with reasons out.
//!
//! `request -> understand -> filter -> retrieve -> order -> explain`. Everything after the filter
//! works inside one set of documents, so totals and facet counts agree with the hits.

mod conditions;
mod highlight;
mod nothing;
mod retrieve;
mod run;
mod understand;
mod widen;

pub(crate) use conditions::filter_of;
pub use conditions::{Conditions, Distance, Within};
pub use highlight::{MetWord, Surface, SurfaceText};
pub use kohtaanto_index::{Closeness, FormKind, Part, TermKind, TermSizes};
pub use nothing::{Relaxation, WhyNothing};
pub(crate) use retrieve::{Probe, RetrievalQuery, Retrieved, retrieve};
pub use run::{BranchShare, Facet, FacetCounts, SearchHit, SearchOutcome, SearchRequest};
pub(crate) use run::{LIKE_LETTERS, SAME_CONCEPT, SHARED};
pub use understand::Understood;
pub(crate) use understand::{any_word, plain_words};
pub use widen::{Wider, WiderPlace};
