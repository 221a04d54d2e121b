//! Type-ahead: what a text that is being typed may become, with the number of open postings.
//!
//! The last word is completed inside what the words before it leave: `siivooja li` proposes
//! `siivooja Lieksa` with the cleaning work of Lieksa. After a space the next word is proposed: a
//! place or an employer of what was found. Counts are of postings that name what is proposed; a
//! search for it may find more, by letters and meaning. Deliberately no model: it answers at each
//! key.

use super::filters::{filter, must_be_in};
use super::run::SHARED;
use super::understand::{Reading, understand};
use super::{Conditions, Facet};
use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{FieldError, FieldErrors, Lang};
use kohtaanto_index::{DocSet, Filter, Tag};
use kohtaanto_taxonomy::{ConceptKind, Label};
use std::collections::BTreeSet;

/// A posting names a concept when it does so at least this surely.
const NAMED: f32 = 0.5;
/// So many labels that begin so are looked at: after one letter there may be thousands.
const MAX_LABELS: usize = 5000;
const MAX_LIMIT: usize = 50;
const MAX_TEXT_BYTES: usize = 200;
/// A word of so many letters may be mended by one letter, and from so many on by two.
const MIN_MENDED: usize = 4;
const TWO_MENDED: usize = 8;

/// A text that is being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteRequest {
    /// The text so far. A space at its end asks for the next word.
    pub text: String,
    /// Conditions that postings must meet.
    pub conditions: Conditions,
    /// The day: postings open on it are counted.
    pub today: Date,
    /// Languages of names, the first one wanted most; by default Finnish, Swedish, English.
    pub langs: Vec<Lang>,
    /// How many proposals to give, 1 to 50; by default 10.
    pub limit: usize,
}

impl CompleteRequest {
    /// With the defaults, for a text on a day.
    pub fn new(text: impl Into<String>, today: Date) -> Self {
        let langs = vec![Lang::FI, Lang::SV, Lang::EN];
        Self { text: text.into(), conditions: Conditions::default(), today, langs, limit: 10 }
    }
}

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// The name of an occupation.
    Occupation,
    /// The name of a competence, card or permit.
    Competence,
    /// A municipality.
    Place,
    /// An employer.
    Employer,
    /// A word of titles.
    Word,
}

impl ProposalKind {
    /// The kind's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Occupation => "occupation",
            Self::Competence => "competence",
            Self::Place => "place",
            Self::Employer => "employer",
            Self::Word => "word",
        }
    }
}

/// What a text may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The whole text then.
    pub text: String,
    /// The part that is proposed.
    pub name: String,
    /// What that is.
    pub kind: ProposalKind,
    /// The concept's identifier or the municipality's code.
    pub code: Option<String>,
    /// Open postings that name it, under the conditions and the words before. Never 0.
    pub count: u64,
}

/// The answer of a type-ahead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompleteOutcome {
    /// The most frequent first, then by kind and name.
    pub proposals: Vec<Proposal>,
    /// Nothing begins so: what is proposed is spelt nearly so.
    pub mended: bool,
}

impl Snapshot {
    /// Proposes what a text may become.
    ///
    /// # Errors
    /// `InvalidInput` names each field at fault; what the store refuses.
    pub fn complete(&self, request: &CompleteRequest) -> Result<CompleteOutcome> {
        check(request)?;
        let text = request.text.trim_start();
        let start = text
            .rfind(char::is_whitespace)
            .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
        let (before, last) = text.split_at(start);
        let word = last.trim_start_matches(['+', '-', '"']);
        let (operators, prefix) = (&last[..last.len() - word.len()], word.to_lowercase());
        if before.is_empty() && prefix.is_empty() {
            return Ok(CompleteOutcome::default());
        }
        let (within, named) = self.left_by(before, request)?;
        let before_it = format!("{before}{operators}");
        let mut found = Found { before: before_it, named, proposals: Vec::new() };
        self.propose(&prefix, &within, request, &mut found)?;
        if !before.is_empty() && !prefix.is_empty() {
            // A name of several words that is being typed: `sosiaali- ja ter`.
            let (all, _) = self.left_by("", request)?;
            let mut whole = Found::default();
            self.propose(&text.to_lowercase(), &all, request, &mut whole)?;
            found.proposals.extend(whole.proposals);
        }
        let mended = found.proposals.is_empty() && prefix.chars().count() >= MIN_MENDED;
        if mended {
            self.mend(&prefix, &within, request, &mut found)?;
        }
        let mended = mended && !found.proposals.is_empty();
        Ok(CompleteOutcome { proposals: found.ordered(request.limit), mended })
    }

    /// The postings under the conditions that have the words typed before, and the concepts that
    /// these words name.
    fn left_by(
        &self,
        before: &str,
        request: &CompleteRequest,
    ) -> Result<(DocSet, BTreeSet<String>)> {
        let mut conditions = request.conditions.clone();
        let take_places = !conditions.name_places();
        let reading = Reading { take_signed: true, take_places, ..Reading::default() };
        let mut query = understand(before.trim(), reading);
        if let Some(guesser) = self.guesser() {
            query.recognize(guesser, None)?;
        }
        for (_, codes) in &query.understood.places {
            conditions.places.extend(codes.iter().map(ToString::to_string));
        }
        for (_, codes) in &query.understood.not_places {
            conditions.not_places.extend(codes.iter().map(ToString::to_string));
        }
        let mut filtered = self.named(&conditions, request.today)?;
        filtered.extend(query.understood.must_places.iter().map(|(_, codes)| must_be_in(codes)));
        let postings = &self.opportunities.index;
        let within = postings.matching(&filter(&filtered, None)).map_err(index)?;
        let named = query.understood.concepts.iter().map(|concept| concept.uri.clone());
        let named = named.collect();
        if query.words.words.is_empty() {
            return Ok((within, named));
        }
        let words = postings.words(&query.words, &within).map_err(index)?;
        let having = postings.doc_set(words.iter().map(|hit| hit.doc));
        if query.has_operators {
            return Ok((having, named));
        }
        let concepts = postings.concepts(&query.concepts, &within).map_err(index)?;
        let sharing = concepts.iter().filter(|found| found.score >= SHARED).map(|found| found.doc);
        Ok((having.union(&postings.doc_set(sharing)), named))
    }

    fn propose(
        &self,
        prefix: &str,
        within: &DocSet,
        request: &CompleteRequest,
        found: &mut Found,
    ) -> Result<()> {
        if !prefix.is_empty() {
            self.propose_concepts(prefix, &|_| true, within, request, found)?;
            let words = self.opportunities.index.complete(prefix, within, request.limit);
            for (word, count) in words.map_err(index)? {
                found.add(ProposalKind::Word, &word, None, count);
            }
        }
        let begins = |name: &str| name.starts_with(prefix);
        self.propose_places(&begins, within, request, found)?;
        self.propose_employers(&begins, within, request, found)
    }

    /// The names that begin with the prefix and are wanted, each concept by the name to show where
    /// that begins so. Of the languages, the first one in which any is open.
    fn propose_concepts(
        &self,
        prefix: &str,
        is_wanted: &dyn Fn(&str) -> bool,
        within: &DocSet,
        request: &CompleteRequest,
        found: &mut Found,
    ) -> Result<()> {
        let Some(taxonomy) = self.taxonomy.as_deref() else { return Ok(()) };
        for lang in &request.langs {
            let n_before = found.proposals.len();
            let labels = taxonomy.labels_beginning(prefix, *lang);
            let labels = labels.filter(|label| is_wanted(&label.text.to_lowercase()));
            let mut labels: Vec<Label<'_>> = labels.take(MAX_LABELS).collect();
            labels.sort_by_key(|label| (label.concept, label.kind, label.id));
            labels.dedup_by_key(|label| label.concept);
            for Label { concept, text, .. } in labels {
                let Some(kind) = kind_of(taxonomy.kind(concept)) else { continue };
                let uri = taxonomy.uri(concept);
                // What the words before name already is not said again in other words.
                if !found.named.contains(uri) {
                    let count = self.opportunities.index.n_naming(uri, NAMED, within);
                    found.add(kind, text, Some(uri), count.map_err(index)?);
                }
            }
            if found.proposals.len() > n_before {
                break;
            }
        }
        Ok(())
    }

    fn propose_places(
        &self,
        is_wanted: &dyn Fn(&str) -> bool,
        within: &DocSet,
        request: &CompleteRequest,
        found: &mut Found,
    ) -> Result<()> {
        for (code, count) in self.count(within, Facet::Municipality)?.counts {
            let municipality = code.parse().ok().and_then(geo::municipality);
            let Some(municipality) = municipality else { continue };
            let names = request.langs.iter().map(|lang| municipality.name(*lang));
            let mut names = names.chain([municipality.name_fi, municipality.name_sv]);
            if let Some(name) = names.find(|name| is_wanted(&name.to_lowercase())) {
                found.add(ProposalKind::Place, name, Some(&code), count);
            }
        }
        Ok(())
    }

    fn propose_employers(
        &self,
        is_wanted: &dyn Fn(&str) -> bool,
        within: &DocSet,
        request: &CompleteRequest,
        found: &mut Found,
    ) -> Result<()> {
        let counts = self.count(within, Facet::Employer)?.counts;
        let wanted = counts.into_iter().filter(|(name, _)| is_wanted(name));
        for (name, count) in wanted.take(request.limit) {
            // The index keeps the name in lower case; a posting has it as written.
            let of = Filter::default().any_of(Tag::Employer, [name.as_str()]);
            let of = self.opportunities.index.matching(&of).map_err(index)?;
            let first = of.intersection(within).iter().next();
            let name = match first {
                Some(doc) => self.posting_at(doc)?.employer.name,
                None => name,
            };
            found.add(ProposalKind::Employer, &name, None, count);
        }
        Ok(())
    }

    /// Names that are spelt nearly as the prefix is, of those with its first letter.
    fn mend(
        &self,
        prefix: &str,
        within: &DocSet,
        request: &CompleteRequest,
        found: &mut Found,
    ) -> Result<()> {
        let typed: Vec<char> = prefix.chars().collect();
        let max = if typed.len() < TWO_MENDED { 1 } else { 2 };
        let is_near = |name: &str| begins_nearly(&typed, name, max);
        let first: String = typed.iter().take(1).collect();
        self.propose_concepts(&first, &is_near, within, request, found)?;
        self.propose_places(&is_near, within, request, found)?;
        self.propose_employers(&is_near, within, request, found)?;
        for word in self.opportunities.index.suggest(prefix, request.limit).map_err(index)? {
            let words = self.opportunities.index.complete(&word, within, 1).map_err(index)?;
            for (word, count) in words {
                found.add(ProposalKind::Word, &word, None, count);
            }
        }
        Ok(())
    }
}

fn kind_of(kind: ConceptKind) -> Option<ProposalKind> {
    match kind {
        ConceptKind::Occupation => Some(ProposalKind::Occupation),
        ConceptKind::Competence | ConceptKind::Card => Some(ProposalKind::Competence),
        ConceptKind::OccupationGroup | ConceptKind::CompetenceGroup => None,
    }
}

/// Proposals after the words typed before.
#[derive(Debug, Default)]
struct Found {
    before: String,
    /// Concepts that the words before name.
    named: BTreeSet<String>,
    proposals: Vec<Proposal>,
}

impl Found {
    fn add(&mut self, kind: ProposalKind, name: &str, code: Option<&str>, count: u64) {
        if count > 0 {
            let (text, name) = (format!("{}{name}", self.before), name.to_owned());
            let code = code.map(str::to_owned);
            self.proposals.push(Proposal { text, name, kind, code, count });
        }
    }

    /// The most frequent first. Of the same text the first kind stays: a word of titles that is an
    /// occupation's name is the occupation.
    fn ordered(mut self, limit: usize) -> Vec<Proposal> {
        let key = |p: &Proposal| (p.text.to_lowercase(), p.kind, std::cmp::Reverse(p.count));
        self.proposals.sort_by_cached_key(key);
        self.proposals.dedup_by_key(|proposal| proposal.text.to_lowercase());
        self.proposals.sort_by(|a, b| {
            b.count.cmp(&a.count).then(a.kind.cmp(&b.kind)).then_with(|| a.text.cmp(&b.text))
        });
        self.proposals.truncate(limit);
        self.proposals
    }
}

/// Whether a name begins with the letters typed, but for so many put in, left out or changed.
fn begins_nearly(typed: &[char], name: &str, max: usize) -> bool {
    let name: Vec<char> = name.chars().take(typed.len() + max).collect();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    for (i, x) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in name.iter().enumerate() {
            row.push((last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1));
        }
        last = row;
    }
    last.iter().min().is_some_and(|n| *n <= max)
}

fn check(request: &CompleteRequest) -> Result<()> {
    let mut errors = Vec::new();
    if !(1..=MAX_LIMIT).contains(&request.limit) {
        let problem = format!("{} is out of range", request.limit);
        errors.push(FieldError::new("limit", problem, format!("use 1 to {MAX_LIMIT}")));
    }
    if request.text.len() > MAX_TEXT_BYTES {
        let problem = format!("has {} bytes", request.text.len());
        errors.push(FieldError::new("text", problem, format!("cut it to {MAX_TEXT_BYTES}")));
    }
    Ok(FieldErrors::check(errors)?)
}

#[cfg(test)]
mod complete_tests;
