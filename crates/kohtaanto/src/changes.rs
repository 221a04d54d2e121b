//! Lists of all postings, and of what changed in a time: for those who keep a copy.
//!
//! A listing is made once, in the order of ids, and read in pieces: it holds ids and no texts, so
//! a copy of the whole store takes no more memory than its ids. A removal is told for 90 days
//! ([`KEPT_DAYS`]). Publication and expiry are changes of their day, with no writing: a posting that
//! becomes public is listed, one that has expired is removed.
//!
//! What has no known time (it was written by [`Writer::commit`](crate::Writer::commit)) is in every
//! list of changes: someone may see it twice, and nobody misses it.

pub use crate::store::KEPT_DAYS;

use crate::error::{Error, Result, index, io};
use crate::search::Conditions;
use crate::snapshot::Snapshot;
use crate::store::{RemovedDocument, day_number};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kohtaanto_domain::model::{JobPosting, PostingId};
use kohtaanto_index::DocKey;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A time from an instant (included) to a later one (not included), so that one after the other
/// tell everything once.
#[derive(Debug, Clone)]
pub struct Window {
    /// From this instant on.
    pub from: Timestamp,
    /// Until before this one: now, in the least. What holds at it is told.
    pub until: Timestamp,
    /// Where days begin.
    pub zone: TimeZone,
}

/// What is known of a posting that is no more public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Its id.
    pub id: PostingId,
    /// Since when; `None` when that is not known.
    pub at: Option<Timestamp>,
    /// Its occupations, as identifiers of concepts.
    pub occupations: Vec<String>,
    /// Its occupation groups, ISCO-08 codes of one to four digits.
    pub groups: Vec<String>,
    /// Codes of the municipalities of the work.
    pub municipalities: Vec<String>,
}

/// What a listing tells of one id.
#[derive(Debug, Clone, PartialEq)]
pub enum Listed {
    /// A public posting, with the time of its last change, when that is known.
    Posting(Box<JobPosting>, Option<Timestamp>),
    /// A posting that is no more public.
    Removed(Removal),
}

/// Ids in order, each with what is to be told of it. It belongs to its snapshot.
#[derive(Debug, Clone, Default)]
pub struct Listing(Vec<Entry>);

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Posting(DocKey),
    Expired(DocKey, Timestamp),
    Removed(Box<RemovedDocument>, Option<Timestamp>),
}

impl Listing {
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of the first id after this one.
    pub fn after(&self, id: &str) -> usize {
        self.0.partition_point(|entry| entry.id.as_str() <= id)
    }
}

impl Snapshot {
    /// The number of the commit of postings that this is: another one for each commit, so that the
    /// same number and day stand for the same listing.
    pub fn version(&self) -> u64 {
        self.opportunities.version
    }

    /// The instant of that commit, when its writer gave it. What is committed later has a later one:
    /// who has seen all changes before it goes on from there.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn committed_at(&self) -> Result<Option<Timestamp>> {
        self.time_of(Some(self.opportunities.version))
    }

    /// All postings that meet the conditions, in the order of their ids.
    ///
    /// # Errors
    /// `InvalidInput` names each field at fault; what the disk refuses.
    pub fn list(&self, conditions: &Conditions, today: Date) -> Result<Listing> {
        let mut entries = Vec::new();
        for doc in self.open(conditions, today)?.iter() {
            let id = self.opportunities.index.id(doc).map_err(index)?.to_owned();
            entries.push(Entry { id, what: What::Posting(doc) });
        }
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Listing(entries))
    }

    /// What of the postings that meet the conditions changed in a time, in the order of their ids.
    /// Of removed postings only conditions on places and occupations are looked at.
    ///
    /// # Errors
    /// `InvalidInput` names each field at fault; what the disk refuses.
    pub fn list_changes(&self, conditions: &Conditions, window: &Window) -> Result<Listing> {
        let today = window.zone.to_datetime(window.until).date();
        let conditions = Conditions { closed_too: true, ..conditions.clone() };
        let mut entries = Vec::new();
        for doc in self.open(&conditions, today)?.iter() {
            if let Some(what) = self.change(doc, window, today)? {
                let id = self.opportunities.index.id(doc).map_err(index)?.to_owned();
                entries.push(Entry { id, what });
            }
        }
        entries.extend(self.removals(&conditions, window)?);
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Listing(entries))
    }

    /// What a part of a listing tells.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn read_listed(&self, listing: &Listing, range: Range<usize>) -> Result<Vec<Listed>> {
        let entries = listing.0.get(range).unwrap_or_default();
        entries.iter().map(|entry| self.listed(entry)).collect()
    }

    /// When a document last changed.
    pub(crate) fn changed(&self, doc: DocKey) -> Result<Option<Timestamp>> {
        self.time_of(self.opportunities.index.version(doc).map_err(index)?)
    }

    fn time_of(&self, version: Option<u64>) -> Result<Option<Timestamp>> {
        let Some(version) = version else { return Ok(None) };
        let seconds = self.opportunities.changes.time_of(version)?;
        Ok(seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()))
    }

    /// What a stored posting's state at the window's end tells, if it came about in the window.
    fn change(&self, doc: DocKey, window: &Window, today: Date) -> Result<Option<What>> {
        let postings = &self.opportunities.index;
        let published = postings.published(doc).map_err(index)?;
        let expires = postings.expires(doc).map_err(index)?;
        let (changed, day) = (self.changed(doc)?, day_number(today));
        if published.is_some_and(|published| published > day) {
            return Ok(None);
        }
        if let Some(expires) = expires.filter(|expires| *expires < day) {
            // Expired on its day, or put in later, already expired.
            let ended = start_of(expires + 1, &window.zone)?;
            let at = changed.map_or(ended, |changed| ended.max(changed));
            return Ok(window.contains(at).then_some(What::Expired(doc, at)));
        }
        let public = published.map(|day| start_of(day, &window.zone)).transpose()?;
        let at = changed.map(|changed| public.map_or(changed, |public| public.max(changed)));
        Ok(at.is_none_or(|at| window.contains(at)).then_some(What::Posting(doc)))
    }

    /// The last removal of each id that is no more there.
    fn removals(&self, conditions: &Conditions, window: &Window) -> Result<Vec<Entry>> {
        let mut last: BTreeMap<&str, (&RemovedDocument, Option<Timestamp>)> = BTreeMap::new();
        for commit in self.opportunities.changes.commits()? {
            let at = commit.at.and_then(|seconds| Timestamp::from_second(seconds).ok());
            last.extend(commit.removed.iter().map(|document| (&*document.id, (document, at))));
        }
        let wanted = self.wanted_of_removed(conditions)?;
        let mut entries = Vec::new();
        for (id, (document, at)) in last {
            let is_back = self.opportunities.index.find(id).map_err(index)?.is_some();
            let in_time = at.is_none_or(|at| window.contains(at));
            if in_time && !is_back && wanted.iter().all(|wanted| wanted.is_met_by(document)) {
                let what = What::Removed(Box::new(document.clone()), at);
                entries.push(Entry { id: id.to_owned(), what });
            }
        }
        Ok(entries)
    }

    fn listed(&self, entry: &Entry) -> Result<Listed> {
        let (document, at) = match &entry.what {
            What::Posting(doc) => {
                let changed = self.changed(*doc)?;
                return Ok(Listed::Posting(Box::new(self.posting_at(*doc)?), changed));
            }
            What::Expired(doc, at) => {
                let postings = &self.opportunities.index;
                (RemovedDocument::of_doc(postings, *doc).map_err(index)?, Some(*at))
            }
            What::Removed(document, at) => ((**document).clone(), *at),
        };
        let RemovedDocument { id, occupations, groups, municipalities } = document;
        let id = PostingId::new(id).map_err(|error| Error::Corrupt {
            path: "changes".into(),
            problem: format!("it has a removal of no id: {error}"),
        })?;
        Ok(Listed::Removed(Removal { id, at, occupations, groups, municipalities }))
    }
}

impl Window {
    fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

/// The beginning of a day, in days since 1970-01-01.
fn start_of(day: i32, zone: &TimeZone) -> Result<Timestamp> {
    let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(day));
    let start = date.and_then(|date| zone.to_timestamp(date.at(0, 0, 0, 0)));
    start.map_err(|error| io(std::io::Error::other(error)))
}

/// One of these values must be there.
#[derive(Debug, Default)]
pub(crate) struct WantedOfRemoved {
    pub(crate) occupations: BTreeSet<String>,
    pub(crate) groups: BTreeSet<String>,
    pub(crate) municipalities: BTreeSet<String>,
    pub(crate) negate: bool,
}

impl WantedOfRemoved {
    fn is_met_by(&self, document: &RemovedDocument) -> bool {
        let any =
            |wanted: &BTreeSet<String>, has: &[String]| has.iter().any(|v| wanted.contains(v));
        let met = any(&self.occupations, &document.occupations)
            || any(&self.groups, &document.groups)
            || any(&self.municipalities, &document.municipalities);
        met != self.negate
    }
}
