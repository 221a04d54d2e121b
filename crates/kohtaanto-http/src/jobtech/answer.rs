//! The answer of a search.

use super::ad::{BriefAd, JobAd};
use super::ad_from::Ads;
use super::places::{COUNTRY, MUNICIPALITY, REGION};
use kohtaanto::answers::BranchesAnswer;
use kohtaanto::model::MunicipalityCode;
use kohtaanto::search::{FacetCounts, Understood};
use kohtaanto::taxonomy::ConceptKind;
use kohtaanto::texts::{TextLang, facet_value};
use kohtaanto::{Facet, RecognizedConcept, SearchHit};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechTotal)]
pub(super) struct Total {
    pub(super) value: usize,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechSearch)]
pub(super) struct SearchAnswer {
    pub(super) total: Total,
    /// Openings of all that was found together.
    pub(super) positions: u64,
    pub(super) query_time_in_millis: u64,
    pub(super) result_time_in_millis: u64,
    pub(super) stats: Vec<StatsBlock>,
    pub(super) freetext_concepts: FreetextConcepts,
    pub(super) hits: Vec<Hit>,
    /// What took no part in the answer. Not JobTech's.
    pub(super) degraded: Vec<&'static str>,
}

/// A posting found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechHit)]
pub(super) struct Hit {
    /// 0 to 1: a share of the best hit's; 1 without `q`.
    pub(super) relevance: f32,
    /// What each branch of the search says. Not JobTech's.
    pub(super) relevance_parts: BranchesAnswer,
    #[serde(flatten)]
    pub(super) ad: HitAd,
}

/// The whole ad, or a brief one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = JobTechHitAd)]
pub(super) enum HitAd {
    /// `resdet=full`.
    Full(Box<JobAd>),
    /// `resdet=brief`.
    Brief(BriefAd),
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechStats)]
pub(super) struct StatsBlock {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) values: Vec<StatsValue>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobTechStatsValue)]
pub(super) struct StatsValue {
    /// Its name.
    pub(super) term: String,
    pub(super) concept_id: String,
    pub(super) code: String,
    pub(super) count: u64,
}

/// What was recognised in `q`.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = JobTechFreetextConcepts)]
pub(super) struct FreetextConcepts {
    skill: Vec<String>,
    occupation: Vec<String>,
    location: Vec<String>,
    skill_must: Vec<String>,
    occupation_must: Vec<String>,
    location_must: Vec<String>,
    skill_must_not: Vec<String>,
    occupation_must_not: Vec<String>,
    location_must_not: Vec<String>,
}

impl FreetextConcepts {
    pub(super) fn new(understood: &Understood) -> Self {
        let must = &understood.must_concepts;
        let others = understood.concepts.iter();
        let others = others.filter(|concept| must.iter().all(|other| other.uri != concept.uri));
        let others: Vec<RecognizedConcept> = others.cloned().collect();
        Self {
            skill: names(&others, Kind::Skill),
            occupation: names(&others, Kind::Occupation),
            location: places(&understood.places),
            skill_must: names(must, Kind::Skill),
            occupation_must: names(must, Kind::Occupation),
            location_must: places(&understood.must_places),
            skill_must_not: names(&understood.not_concepts, Kind::Skill),
            occupation_must_not: names(&understood.not_concepts, Kind::Occupation),
            location_must_not: places(&understood.not_places),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Skill,
    Occupation,
}

fn names(concepts: &[RecognizedConcept], wanted: Kind) -> Vec<String> {
    let kind = |concept: &RecognizedConcept| match concept.kind {
        ConceptKind::Occupation | ConceptKind::OccupationGroup => Kind::Occupation,
        ConceptKind::Competence | ConceptKind::CompetenceGroup | ConceptKind::Card => Kind::Skill,
    };
    let of_kind = concepts.iter().filter(|concept| kind(concept) == wanted);
    of_kind.map(|concept| concept.name.to_lowercase()).collect()
}

/// Places by their names, or by the words that named an area.
fn places(places: &[(String, Vec<MunicipalityCode>)]) -> Vec<String> {
    let name = |(words, codes): &(String, Vec<MunicipalityCode>)| {
        let only = match codes.as_slice() {
            [code] => kohtaanto::geo::municipality(*code),
            _ => None,
        };
        only.map_or_else(|| words.to_lowercase(), |of| of.name_fi.to_lowercase())
    };
    places.iter().map(name).collect()
}

/// What can be counted, by JobTech's names.
pub(super) const STATS: [(&str, Stat); 6] = [
    ("occupation-name", Stat::OccupationName),
    ("occupation-group", Stat::OccupationGroup),
    ("occupation-field", Stat::OccupationField),
    ("country", Stat::Country),
    ("municipality", Stat::Municipality),
    ("region", Stat::Region),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stat {
    OccupationName,
    OccupationGroup,
    OccupationField,
    Country,
    Municipality,
    Region,
}

impl Stat {
    pub(super) fn facet(self) -> Facet {
        match self {
            Self::OccupationName => Facet::OccupationName,
            Self::OccupationGroup | Self::OccupationField => Facet::Occupation,
            Self::Country => Facet::Country,
            Self::Municipality => Facet::Municipality,
            Self::Region => Facet::Region,
        }
    }

    fn name(self) -> &'static str {
        STATS.iter().find(|(_, stat)| *stat == self).map_or("", |(name, _)| name)
    }

    /// The first rows of a count.
    pub(super) fn block(self, counts: &FacetCounts, limit: usize, ads: &Ads<'_>) -> StatsBlock {
        let digits = match self {
            Self::OccupationGroup => Some(4),
            Self::OccupationField => Some(1),
            _ => None,
        };
        let rows = counts.counts.iter();
        let rows = rows.filter(|(code, _)| digits.is_none_or(|digits| code.len() == digits));
        let values = rows.take(limit).map(|(code, count)| self.value(code, *count, ads));
        StatsBlock { kind: self.name(), values: values.collect() }
    }

    fn value(self, code: &str, count: u64, ads: &Ads<'_>) -> StatsValue {
        let named = |prefix: &str| {
            (facet_value(self.facet(), code, TextLang::Fi), format!("{prefix}{code}"))
        };
        let (term, concept_id) = match self {
            Self::OccupationName => {
                (ads.name(code).unwrap_or_else(|| code.to_owned()), code.to_owned())
            }
            Self::OccupationGroup | Self::OccupationField => {
                let group = ads.group(code);
                (
                    group.label.unwrap_or_else(|| code.to_owned()),
                    group.concept_id.unwrap_or_default(),
                )
            }
            Self::Country => named(COUNTRY),
            Self::Municipality => named(MUNICIPALITY),
            Self::Region => named(REGION),
        };
        StatsValue { term, concept_id, code: code.to_owned(), count }
    }
}

impl Hit {
    pub(super) fn new(hit: &SearchHit, ads: &Ads<'_>, is_brief: bool) -> Self {
        let ad = ads.ad(&hit.posting, hit.changed);
        let ad = if is_brief { HitAd::Brief(ad.into()) } else { HitAd::Full(Box::new(ad)) };
        let relevance_parts = BranchesAnswer {
            words: hit.branches.words,
            letters: hit.branches.letters,
            meaning: hit.branches.meaning,
            concepts: hit.branches.concepts,
        };
        Self { relevance: hit.relevance, relevance_parts, ad }
    }
}
