//! A line of the log as JSON: `seq`, `at`, `prev`, and `entry` unless it is the first line.

use super::super::digest::{hex, sha256};
use super::entry::{AuditAction, AuditEntry, AuditOutcome, StateRecord};
use jiff::{Timestamp, Unit};
use kohtaanto_domain::model::{CandidateId, Coded, PostingId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `prev` of the first line of a log.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireLine {
    pub(super) seq: u64,
    at: String,
    pub(super) prev: String,
    /// What a crash left of lines before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) torn: Option<Torn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<WireEntry>,
}

/// Bytes before a line that are no line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Torn {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl Torn {
    pub(super) fn of(block: &[u8]) -> Option<Self> {
        let torn = || Self { bytes: block.len() as u64, sha256: hex(&sha256(block)) };
        (!block.is_empty()).then(torn)
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEntry {
    action: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    purpose: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    posting: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    filters: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    results: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<WireState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    human: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireState {
    index: String,
    model: Option<String>,
    taxonomy: Option<String>,
    coefficients: String,
    version: String,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number, from 0, over all files of the log.
    pub seq: u64,
    /// When, to the millisecond.
    pub at: Timestamp,
    /// What it tells; `None` for the first line, which only begins the log.
    pub entry: Option<AuditEntry>,
}

impl WireLine {
    pub(super) fn new(
        seq: u64,
        at: Timestamp,
        prev: String,
        torn: Option<Torn>,
        entry: Option<&AuditEntry>,
    ) -> Self {
        let at = at.round(Unit::Millisecond).unwrap_or(at).to_string();
        Self { seq, at, prev, torn, entry: entry.map(wire_entry) }
    }

    /// Reads a line without its end.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    pub(super) fn read(self) -> Result<AuditLine, String> {
        let at = self.at.parse().map_err(|error: jiff::Error| format!("at: {error}"))?;
        Ok(AuditLine { seq: self.seq, at, entry: self.entry.map(read_entry).transpose()? })
    }
}

/// The hash of a line, which stands in the next one.
pub(super) fn hash_of(line: &[u8]) -> String {
    hex(&sha256(line))
}

fn wire_entry(entry: &AuditEntry) -> WireEntry {
    WireEntry {
        action: entry.action.code().to_owned(),
        role: entry.role.code().to_owned(),
        organisation: entry.organisation.clone(),
        token: entry.token_id.clone(),
        purpose: entry.purpose.clone(),
        posting: entry.posting.as_ref().map(ToString::to_string),
        candidate: entry.candidate.as_ref().map(ToString::to_string),
        query: entry.query.clone(),
        filters: entry.filters.clone(),
        results: entry.results.clone(),
        state: entry.state.as_ref().map(|state| WireState {
            index: state.index.clone(),
            model: state.model.clone(),
            taxonomy: state.taxonomy.clone(),
            coefficients: state.coefficients.clone(),
            version: state.version.clone(),
        }),
        human: entry.human.clone(),
        refused: match &entry.outcome {
            AuditOutcome::Given => None,
            AuditOutcome::Refused(why) => Some(why.clone()),
        },
    }
}

fn read_entry(wire: WireEntry) -> Result<AuditEntry, String> {
    let said = |error: kohtaanto_domain::model::FieldError| error.to_string();
    let state = wire.state.map(|state| {
        let WireState { index, model, taxonomy, coefficients, version } = state;
        StateRecord { index, model, taxonomy, coefficients, version }
    });
    Ok(AuditEntry {
        action: AuditAction::parse(&wire.action).map_err(said)?,
        role: Coded::parse(&wire.role).map_err(said)?,
        purpose: wire.purpose,
        organisation: wire.organisation,
        token_id: wire.token,
        posting: wire.posting.map(PostingId::new).transpose().map_err(said)?,
        candidate: wire.candidate.map(CandidateId::new).transpose().map_err(said)?,
        query: wire.query,
        filters: wire.filters,
        results: wire.results,
        state,
        human: wire.human,
        outcome: wire.refused.map_or(AuditOutcome::Given, AuditOutcome::Refused),
    })
}
