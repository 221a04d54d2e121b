//! Search: a text and conditions in, postings with reasons out.
//!
//! `request -> understand -> filter -> retrieve -> order -> explain`. Everything after the filter
//! works inside one set of documents, so totals and facet counts agree with the hits.

mod complete;
mod conditions;
mod filters;
mod highlight;
mod names;
mod nothing;
mod order;
mod request;
mod retrieve;
mod run;
mod understand;
mod widen;

pub use complete::{CompleteOutcome, CompleteRequest, Proposal, ProposalKind};
pub use conditions::{Conditions, Distance, Position, UnknownCodes, Within};
pub use highlight::{MetWord, Surface, SurfaceText};
pub use kohtaanto_index::{Closeness, FormKind, Part, TermKind, TermSizes};
pub use nothing::{Relaxation, WhyNothing};
pub use request::{Facet, SearchRequest, Sort, Take, WordsNeeded};
pub(crate) use retrieve::{Probe, RetrievalQuery, Retrieved, retrieve};
pub use run::{BranchShare, FacetCounts, SearchHit, SearchOutcome};
pub(crate) use run::{LIKE_LETTERS, SAME_CONCEPT, SHARED};
pub use understand::Understood;
pub(crate) use understand::{any_word, plain_words};
pub use widen::{Wider, WiderPlace};
