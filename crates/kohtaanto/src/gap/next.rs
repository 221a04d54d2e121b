//! Where a person's competences lead: occupations of which the person brings much along, with how
//! many open postings within reach each of them has.

use super::GapRequest;
use super::known::Known;
use super::person::{blank_posting, named};
use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use crate::store::day_number;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{Candidate, CompetenceProfile, EducationLevel, Localized, WorkPlace};
use kohtaanto_index::{DocSet, Filter, QueryConcept, Tag};
use kohtaanto_rank::coefficients::REACH_AT_LIMIT;
use kohtaanto_rank::{
    Explanation, MatchContext, PreparedCandidate, PreparedPosting, RankingFeature, Retrieval, score,
};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Relation, Taxonomy, card_uri};
use std::collections::{BTreeMap, BTreeSet};

/// What a competence that was of use in work done counts, beside one that the work needs.
const OPTIONAL: f32 = 0.5;
/// Postings are counted for this many occupations of which most is kept.
const POOL: usize = 200;
/// A posting that is about an occupation less surely than this is not counted for it.
const LEAST_LINK: f32 = 0.5;
/// An occupation of which the taxonomy tells one need would win by that one: it counts as one more.
const UNTOLD_NEEDS: f32 = 1.0;
/// How much postings within reach weigh beside the kept share: with seven of them, a step counts
/// twice as much as without any.
const POSTINGS: f32 = 1.0 / 3.0;
/// A step that takes a degree is a longer one: it counts so much of a step that takes none.
const DEGREE: f32 = 0.5;
/// The ISCO-08 major group of professionals, who need skill level 4: a degree (ILO, International
/// Standard Classification of Occupations, volume 1, table 1).
const PROFESSIONALS: &str = "2";
/// A step of which less is kept is no step.
const LEAST_SHARE: f32 = 0.1;

/// A competence or card with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedConcept {
    /// Its identifier.
    pub uri: String,
    /// Its name in the language asked, or another.
    pub name: String,
}

/// A competence that the person brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCompetence {
    /// Which.
    pub concept: NamedConcept,
    /// Told, or needed in the work done; else it was of use in it, and counts half.
    pub is_whole: bool,
}

/// An occupation that may be next.
#[derive(Debug, Clone, PartialEq)]
pub struct NextOccupation {
    /// Position, from 1.
    pub rank: usize,
    /// The occupation.
    pub occupation: NamedConcept,
    /// Its essential competences and cards that the person brings along.
    pub kept: Vec<KeptCompetence>,
    /// Those that the person would have to gain.
    pub missing: Vec<NamedConcept>,
    /// The work done that brings most of them, by the person's name for it, and how many it brings
    /// whole; `None` when what the person told brings more.
    pub from: Option<(String, usize)>,
    /// Open postings within reach that are about the occupation.
    pub n_postings: usize,
    /// It usually takes a degree, and the profile does not tell of one.
    pub takes_degree: bool,
}

impl NextOccupation {
    /// How many of the essential competences are brought along whole, and how many there are.
    pub fn n_kept(&self) -> (usize, usize) {
        let n_whole = self.kept.iter().filter(|kept| kept.is_whole).count();
        (n_whole, self.kept.len() + self.missing.len())
    }

    /// How many were of use in the work done, and may be brought along.
    pub fn n_partly(&self) -> usize {
        self.kept.iter().filter(|kept| !kept.is_whole).count()
    }
}

/// The answer to where to go next.
#[derive(Debug, Clone, PartialEq)]
pub struct NextOccupations {
    /// The steps, best first.
    pub steps: Vec<NextOccupation>,
    /// Whether it is known where the person can work; else all open postings are counted.
    pub reach_known: bool,
    /// The profile names no work and no competence that the taxonomy knows: there are no steps.
    pub too_thin: bool,
}

impl Snapshot {
    /// Occupations that a person's competences lead to, by the share that is kept and the open
    /// postings within reach; what the person has done is left out.
    ///
    /// Kept is what the person told and what the work done needs; what is of use in it counts half.
    ///
    /// # Errors
    /// `Unavailable` without a taxonomy; what the store refuses.
    pub fn next_occupations(
        &self,
        candidate: &Candidate,
        request: &GapRequest,
    ) -> Result<NextOccupations> {
        let taxonomy = self.required_taxonomy()?;
        let candidate = self.linked(candidate)?;
        let known = Known::new(taxonomy, &candidate);
        let kept = kept_competences(taxonomy, &known, &candidate);
        let (within, reach_known) = self.open_within_reach(&candidate, request)?;
        let mut steps: Vec<(f32, ConceptId)> = Vec::new();
        let done = beside_done(taxonomy, &known);
        for id in taxonomy.concepts() {
            if taxonomy.kind(id) == ConceptKind::Occupation && !done.contains(&id) {
                let share = kept_share(taxonomy, id, &kept);
                steps.extend(share.map(|share| (share, id)));
            }
        }
        steps.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        steps.truncate(POOL);
        let has_degree =
            candidate.profile.education.iter().any(|e| e.level >= EducationLevel::Bachelor);
        let takes_degree = |id| !has_degree && is_professional(taxonomy, id);
        let mut counted = Vec::with_capacity(steps.len());
        for (share, id) in steps {
            let n_postings = self.count_about(taxonomy, id, &within)?;
            let effort = if takes_degree(id) { DEGREE } else { 1.0 };
            let opened = 1.0 + POSTINGS * (n_postings as f32 + 1.0).log2();
            counted.push((share * effort * opened, id, n_postings));
        }
        counted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let rows = (1..).zip(counted.into_iter().take(request.limit));
        let steps = rows.map(|(rank, (_, id, n_postings))| {
            let step = Step { taxonomy, known: &known, kept: &kept, request };
            NextOccupation { rank, n_postings, takes_degree: takes_degree(id), ..step.told(id) }
        });
        Ok(NextOccupations { steps: steps.collect(), reach_known, too_thin: kept.is_empty() })
    }

    /// How many postings of a set are about an occupation, or a narrower one.
    fn count_about(&self, taxonomy: &Taxonomy, id: ConceptId, within: &DocSet) -> Result<usize> {
        let narrower = taxonomy.inverse(id, Relation::Broader);
        let concepts = std::iter::once(id).chain(narrower);
        let query = concepts
            .map(|concept| QueryConcept { concept: taxonomy.uri(concept).to_owned(), weight: 1.0 });
        let query: Vec<QueryConcept> = query.collect();
        let found = self.opportunities.index.concepts(&query, within).map_err(index)?;
        Ok(found.iter().filter(|found| found.score >= LEAST_LINK).count())
    }

    /// The open postings in municipalities that ranking calls within the person's reach, and
    /// whether the reach is known. Postings that can be done wholly elsewhere have no place and
    /// are counted unless the person does not want remote work.
    fn open_within_reach(
        &self,
        candidate: &Candidate,
        request: &GapRequest,
    ) -> Result<(DocSet, bool)> {
        let shelf = &self.opportunities.index;
        let open = Filter { open_on: Some(day_number(request.today)), ..Filter::default() };
        let reach = &candidate.reach;
        if reach.home.is_none() && reach.municipalities.is_empty() {
            return Ok((shelf.matching(&open).map_err(index)?, false));
        }
        let codes = self.reached_municipalities(candidate, request)?;
        let mut within = match codes.is_empty() {
            true => shelf.doc_set([]),
            false => {
                let near = open.clone().any_of(Tag::Municipality, codes);
                shelf.matching(&near).map_err(index)?
            }
        };
        if reach.remote != Some(false) {
            let remote = open.any_of(Tag::Remote, ["yes"]);
            let remote = shelf.matching(&remote).map_err(index)?.difference(&within);
            let mut wholly = Vec::new();
            for doc in remote.iter() {
                if self.posting_at(doc)?.remote_share == Some(100) {
                    wholly.push(doc);
                }
            }
            within = within.union(&shelf.doc_set(wholly));
        }
        Ok((within, true))
    }

    /// Codes of the municipalities within reach by ranking's own feature.
    fn reached_municipalities(
        &self,
        candidate: &Candidate,
        request: &GapRequest,
    ) -> Result<Vec<String>> {
        let bare = Candidate {
            profile: CompetenceProfile::default(),
            wishes: Localized::default(),
            ..candidate.clone()
        };
        let person = PreparedCandidate::new(&bare);
        let context = MatchContext { today: request.today, travel: self.travel.as_ref() };
        let mut posting = blank_posting()?;
        let mut reached = Vec::new();
        for municipality in geo::municipalities() {
            let municipality = municipality.code;
            posting.places =
                vec![WorkPlace { municipality, address: None, postal_code: None, point: None }];
            let prepared = PreparedPosting::new(&posting);
            let score = score(&person, &prepared, Retrieval::default(), context);
            if is_within_reach(&score.for_person) == Some(true) {
                reached.push(municipality.to_string());
            }
        }
        Ok(reached)
    }
}

/// Whether the journey of a compared pair is one that suits; `None` when that is not known.
pub(crate) fn is_within_reach(explanation: &Explanation) -> Option<bool> {
    let reach = explanation.contributions.iter().find(|c| c.feature == RankingFeature::Reach)?;
    // A hair below, since the value is reckoned in floating point.
    (reach.coverage > 0.0).then_some(reach.value >= REACH_AT_LIMIT - 1e-4)
}

/// What the person brings along to any work, with what it counts.
fn kept_competences(
    taxonomy: &Taxonomy,
    known: &Known<'_>,
    candidate: &Candidate,
) -> BTreeMap<ConceptId, f32> {
    let mut kept: BTreeMap<ConceptId, f32> = BTreeMap::new();
    for (work, _) in &known.work {
        kept.extend(taxonomy.related(*work, Relation::Optional).map(|c| (c, OPTIONAL)));
    }
    for (work, _) in &known.work {
        kept.extend(taxonomy.related(*work, Relation::Essential).map(|c| (c, 1.0)));
    }
    kept.extend(known.competences.iter().map(|(concept, _)| (*concept, 1.0)));
    let cards = candidate.profile.cards.iter();
    let cards = cards.filter_map(|card| taxonomy.find(&card_uri(&card.0)));
    kept.extend(cards.map(|card| (card, 1.0)));
    kept
}

/// What is no new step: the work done, and what is directly above or below it.
fn beside_done(taxonomy: &Taxonomy, known: &Known<'_>) -> BTreeSet<ConceptId> {
    let mut done = BTreeSet::new();
    for (work, _) in &known.work {
        done.insert(*work);
        done.extend(taxonomy.related(*work, Relation::Broader));
        done.extend(taxonomy.inverse(*work, Relation::Broader));
    }
    done
}

/// `None` for an occupation of which too little is kept, or nothing whole.
fn kept_share(taxonomy: &Taxonomy, id: ConceptId, kept: &BTreeMap<ConceptId, f32>) -> Option<f32> {
    let (mut sum, mut n, mut any_whole) = (0.0, 0.0, false);
    for needed in taxonomy.related(id, Relation::Essential) {
        let weight = kept.get(&needed).copied().unwrap_or(0.0);
        any_whole |= weight >= 1.0;
        sum += weight;
        n += 1.0;
    }
    let share = sum / (n + UNTOLD_NEEDS);
    (any_whole && share >= LEAST_SHARE).then_some(share)
}

/// Whether an occupation is of the group that usually takes a degree.
fn is_professional(taxonomy: &Taxonomy, id: ConceptId) -> bool {
    taxonomy.code(id).is_some_and(|code| code.starts_with(PROFESSIONALS))
}

/// What is needed to tell of one step.
#[derive(Debug, Clone, Copy)]
struct Step<'a> {
    taxonomy: &'a Taxonomy,
    known: &'a Known<'a>,
    kept: &'a BTreeMap<ConceptId, f32>,
    request: &'a GapRequest,
}

impl Step<'_> {
    fn told(self, id: ConceptId) -> NextOccupation {
        let concept = |id| NamedConcept {
            uri: self.taxonomy.uri(id).to_owned(),
            name: named(self.taxonomy, id, &self.request.langs),
        };
        let (mut kept, mut missing) = (Vec::new(), Vec::new());
        let needed: Vec<ConceptId> = self.taxonomy.related(id, Relation::Essential).collect();
        for needed in &needed {
            match self.kept.get(needed) {
                Some(weight) => kept
                    .push(KeptCompetence { concept: concept(*needed), is_whole: *weight >= 1.0 }),
                None => missing.push(concept(*needed)),
            }
        }
        // Whole ones first, each kind in the order of the taxonomy.
        kept.sort_by_key(|kept| !kept.is_whole);
        let from = self.from(&needed);
        let (rank, n_postings, takes_degree) = (0, 0, false);
        let occupation = concept(id);
        NextOccupation { rank, occupation, kept, missing, from, n_postings, takes_degree }
    }

    /// The work that brings most whole, the first of equals; `None` when what was told brings more.
    fn from(self, needed: &[ConceptId]) -> Option<(String, usize)> {
        let told = self.known.competences.iter().filter(|(c, _)| needed.contains(c)).count();
        let mut best: Option<(String, usize)> = None;
        for (work, label) in &self.known.work {
            let essential = self.taxonomy.related(*work, Relation::Essential);
            let n = essential.filter(|c| needed.contains(c)).count();
            if n > 0 && n >= told && best.as_ref().is_none_or(|(_, most)| n > *most) {
                best = Some(((*label).to_owned(), n));
            }
        }
        best
    }
}
