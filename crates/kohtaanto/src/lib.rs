//! Index job postings across municipalities and rank them for people, or people for a need, with
//! reasons that a person can read.
//!
//! An [`Engine`] owns a store: a folder, or memory. A [`Writer`] puts postings or candidates in; a
//! [`Snapshot`] is what one search sees. [`Snapshot::search`] finds postings by words and meaning,
//! [`Snapshot::opportunities_for`] ranks them for a person, [`Snapshot::candidates_for`] ranks
//! people for a posting, for those who have a [`Permit`].
//!
//! The library works alone: no server, no network, no GPU. It prints nothing and reads no clock:
//! the day is part of every request.
//!
//! ```
//! use kohtaanto::{Engine, EngineOptions, HashingEmbedder, MatchRequest, Prepared, SearchRequest};
//! use kohtaanto::{UnknownFields, read_candidate};
//! use std::sync::Arc;
//!
//! // A real program loads a model (see `OnnxEmbedder`); this one hashes words and letters.
//! let options =
//!     EngineOptions { embedder: Some(Arc::new(HashingEmbedder::default())), ..Default::default() };
//! let engine = Engine::in_memory(options)?;
//! let mut writer = engine.write_opportunities()?;
//! let posting = r#"{"id": "a-1", "title": {"fi": "Lähihoitajia vanhustyöhön"},
//!     "employer": {"name": "Lieksan kaupunki"}, "places": [{"municipality": "422"}],
//!     "occupations": [{"label": "lähihoitaja", "isco": "5321"}]}"#;
//! writer.upsert(vec![Prepared::posting(posting, UnknownFields::Refuse)?], &())?;
//! writer.commit()?;
//!
//! let today = "2026-11-24".parse()?;
//! let snapshot = engine.snapshot()?;
//! let found = snapshot.search(&SearchRequest::new("lähihoitaja Lieksassa", today))?;
//! assert_eq!(found.hits[0].posting.id.as_str(), "a-1");
//!
//! let person = r#"{"id": "c-1", "reach": {"home": "541", "by": "car", "max_minutes": 60},
//!     "profile": {"history": [{"occupation": {"label": "lähihoitaja", "isco": "5321"}}]}}"#;
//! let person = read_candidate(person, UnknownFields::Refuse, today)?.value;
//! let answer = snapshot.opportunities_for(&person, &MatchRequest::on(today))?;
//! let best = &answer.matches[0];
//! let sum: f32 = best.score.for_person.contributions.iter().map(|c| c.share).sum();
//! assert!((sum - best.score.for_person.score).abs() < 1e-6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod answers;
pub mod changes;
mod concepts;
mod engine;
mod error;
pub mod evaluate;
mod explain;
pub mod gap;
mod ingest;
pub mod local;
mod matching;
mod need_costs;
pub mod overview;
pub mod profile;
pub mod rank_people;
mod reading;
pub mod search;
pub mod seek;
mod snapshot;
mod store;
pub mod texts;
pub mod trust;
mod wire;

pub use concepts::{LabelVectors, Linker, MeantConcept, RecognizedConcept};
pub use engine::{Engine, EngineOptions, Prepared, Writer};
pub use error::{Error, ErrorKind, Result};
pub use gap::{
    GapAnalysis, GapRequest, GapRow, GapStatus, KeptCompetence, MetBy, NamedConcept, Nearness,
    NextOccupation, NextOccupations,
};
pub use ingest::{IngestOptions, IngestReport, LineKind, RefusedLine, read_lines};
pub use matching::{MatchOutcome, RankedMatch};
pub use need_costs::{NeedCosts, PeopleCount, RequirementCost};
pub use overview::{Overview, OverviewCell, OverviewRow, SubGroup};
pub use profile::{
    Decisions, ItemKind, ItemState, PrivateKind, ProfileDraft, ProfileItem, ProfileOptions, Removed,
};
pub use rank_people::{Permit, Role};
pub use search::{
    CompleteOutcome, CompleteRequest, Conditions, Distance, Facet, Position, Proposal,
    ProposalKind, SearchHit, SearchOutcome, SearchRequest, Sort, Take, UnknownCodes, Wider,
    WiderPlace, Within, WordsNeeded,
};
pub use seek::{MatchRequest, Similar};
pub use snapshot::{Degradation, Snapshot, StoreStats};
pub use store::{FORMAT_VERSION, Manifest, ModelRecord, TaxonomyRecord};
pub use wire::{
    Read, Scenario, ScenarioTask, UnknownFields, read_candidate, read_posting, read_scenario,
    write_candidate,
};

pub use kohtaanto_domain::{geo, model, text};
pub use kohtaanto_embed::{
    Embedder, HashingEmbedder, OnnxEmbedder, OnnxOptions, Progress, TextKind, runtime,
};
pub use kohtaanto_rank::{
    Band, Contribution, Emphasis, Explanation, FeatureValue, Gap, MatchScore, RankingFeature,
    Reason, Side, Status,
};
pub use kohtaanto_taxonomy as taxonomy;
