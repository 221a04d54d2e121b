//! What a search found, what it understood, and why nothing was found.

use super::{PostingBrief, degraded};
use crate::search::{
    FacetCounts, MetWord, Relaxation, SearchHit, SearchOutcome, Surface, SurfaceText, Understood,
    WhyNothing, Wider, WiderPlace,
};
use crate::texts::{self, TextLang};
use kohtaanto_domain::geo::{MentionedPlace, TravelSource};
use serde::Serialize;

/// A posting found, and by what.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HitAnswer {
    /// Position, from 1.
    pub rank: usize,
    /// Fused score: comparable within this answer only.
    pub score: f32,
    /// Whether it has every word of the query, or the very concept that the query names.
    pub exact: bool,
    /// What each branch says.
    pub branches: BranchesAnswer,
    /// The query's words that it meets.
    pub words: Vec<MetWordAnswer>,
    /// The query's words that it does not meet.
    pub missing: Vec<String>,
    /// Municipalities that its text names as the place of work and its source does not declare. A
    /// search in one of them finds it only where the source declares none.
    pub mentioned: Vec<MentionedPlaceAnswer>,
    /// The posting.
    pub posting: PostingBrief,
}

/// A municipality that a posting's text names as the place of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentionedPlaceAnswer {
    /// Its code.
    #[cfg_attr(feature = "openapi", schema(example = "422"))]
    pub municipality: String,
    /// The words that name it.
    pub surface: SurfaceAnswer,
}

/// What the branches of a search say of a hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchesAnswer {
    /// Score of the words, 0 when none met.
    pub words: f32,
    /// Likeness of letters, 0 to 1.
    pub letters: f32,
    /// Nearness in meaning, 0 to 1; null when meaning took no part.
    pub meaning: Option<f32>,
    /// How much it shares the query's concepts.
    pub concepts: f32,
}

/// A word of the query and what met it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MetWordAnswer {
    /// The query's word.
    pub asked: String,
    /// The term of the index that met it: not for people to see.
    pub term: String,
    /// What the term is to the word.
    pub kind: &'static str,
    /// The part of the posting.
    pub part: &'static str,
    /// What the word adds to the words branch.
    pub score: f32,
    /// The word as it stands in the posting.
    pub surface: Option<SurfaceAnswer>,
}

/// A word as it stands in a text of a posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurfaceAnswer {
    /// As written there.
    pub word: String,
    /// Which text: `title`, `label`, `description` (without markup) or `employer`.
    #[serde(rename = "in")]
    pub text: &'static str,
    /// The label's text, when it is a label.
    pub label: Option<String>,
    /// Language of the text.
    pub lang: String,
    /// Bytes of the word in the text: first, and one past the last.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<usize>, min_items = 2, max_items = 2))]
    pub span: [usize; 2],
}

/// Counts of one facet over all that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetAnswer {
    /// Which facet.
    #[cfg_attr(feature = "openapi", schema(example = "municipality"))]
    pub facet: &'static str,
    /// Its values, the most first.
    pub counts: Vec<FacetCount>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    /// The value's code.
    pub value: String,
    /// Its name.
    pub label: String,
    /// How many were found.
    pub count: u64,
}

/// All of a search's answer but its hits and facets.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchSummary {
    /// How many postings were found.
    pub total: usize,
    /// How many of them are exact: they come first.
    pub exact: usize,
    /// What was understood of the text.
    pub understood: UnderstoodAnswer,
    /// Why nothing was found; null when something was.
    pub nothing: Option<NothingAnswer>,
    /// What neighbouring municipalities add; null when that was not asked, or no municipality was.
    pub wider: Option<WiderAnswer>,
    /// What did not take part.
    pub degraded: Vec<&'static str>,
}

/// What neighbours within a journey add to a search of some municipalities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WiderAnswer {
    /// The longest journey by car, in minutes.
    pub minutes: u16,
    /// How many postings they add together.
    pub total: usize,
    /// Those that add something, the nearest first.
    pub places: Vec<WiderPlaceAnswer>,
    /// The same in words; null when nothing is added.
    pub text: Option<String>,
}

/// What one neighbour adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WiderPlaceAnswer {
    /// Code of the municipality.
    #[cfg_attr(feature = "openapi", schema(example = "426"))]
    pub municipality: String,
    /// Its name.
    pub name: String,
    /// Minutes by car from the nearest municipality that was searched.
    pub minutes: u16,
    /// Whether the minutes are estimated by coordinates.
    pub estimated: bool,
    /// How many postings it adds; one with two places counts in both.
    pub postings: u64,
}

/// What was understood of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnderstoodAnswer {
    /// Likely languages, the likeliest first.
    pub languages: Vec<String>,
    /// Places named, which became a condition.
    pub places: Vec<PlaceRead>,
    /// The words searched for.
    pub words: Vec<String>,
    /// Occupations, competences and cards that the text names, the likeliest first.
    pub concepts: Vec<ConceptRead>,
}

/// A place that a text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceRead {
    /// The words that name it.
    pub words: String,
    /// Codes of its municipalities.
    pub municipalities: Vec<String>,
}

/// A concept that a text names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConceptRead {
    /// Its identifier.
    pub uri: String,
    /// What it is.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The label that is like the words; empty where they tell what is done in the work, or only mean
    /// the concept.
    pub label: String,
    /// Likeness, above 0, at most 1.
    pub likeness: f32,
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NothingAnswer {
    /// Conditions whose removal finds something, the most first.
    pub relaxations: Vec<RelaxationAnswer>,
    /// Words that no posting has, each with words that it may stand for.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<serde_json::Value>>))]
    pub suggestions: Vec<(String, Vec<String>)>,
}

/// One condition left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelaxationAnswer {
    /// The condition's name.
    pub without: &'static str,
    /// What it asked.
    pub asked: String,
    /// How many postings are found without it.
    pub total: usize,
}

impl HitAnswer {
    /// A hit's answer.
    pub fn new(hit: &SearchHit) -> Self {
        let branches = BranchesAnswer {
            words: hit.branches.words,
            letters: hit.branches.letters,
            meaning: hit.branches.meaning,
            concepts: hit.branches.concepts,
        };
        Self {
            rank: hit.rank,
            score: hit.score,
            exact: hit.exact,
            branches,
            words: hit.words.iter().map(MetWordAnswer::new).collect(),
            missing: hit.missing.clone(),
            mentioned: hit.mentioned.iter().map(MentionedPlaceAnswer::new).collect(),
            posting: PostingBrief::new(&hit.posting),
        }
    }
}

impl MentionedPlaceAnswer {
    fn new(place: &MentionedPlace) -> Self {
        let text = if place.in_title { SurfaceText::Title } else { SurfaceText::Description };
        let surface = SurfaceAnswer {
            word: place.word.clone(),
            text: text.code(),
            label: None,
            lang: place.lang.to_string(),
            span: [place.span.start, place.span.end],
        };
        Self { municipality: place.municipality.to_string(), surface }
    }
}

impl MetWordAnswer {
    fn new(met: &MetWord) -> Self {
        Self {
            asked: met.asked.clone(),
            term: met.term.clone(),
            kind: met.kind.code(),
            part: met.part.name(),
            score: met.score,
            surface: met.surface.as_ref().map(SurfaceAnswer::new),
        }
    }
}

impl SurfaceAnswer {
    fn new(surface: &Surface) -> Self {
        let label = match &surface.text {
            SurfaceText::Label(label) => Some(label.clone()),
            _ => None,
        };
        let span = [surface.span.start, surface.span.end];
        let (word, lang) = (surface.word.clone(), surface.lang.to_string());
        Self { word, text: surface.text.code(), label, lang, span }
    }
}

impl FacetAnswer {
    /// A facet's counts, with names in a language.
    pub fn new(facet: &FacetCounts, lang: TextLang) -> Self {
        let counts = facet.counts.iter().map(|(value, count)| FacetCount {
            value: value.clone(),
            label: texts::facet_value(facet.facet, value, lang),
            count: *count,
        });
        Self { facet: facet.facet.code(), counts: counts.collect() }
    }
}

impl SearchSummary {
    /// All of an outcome but its hits and facets, with words in a language.
    pub fn new(outcome: &SearchOutcome, lang: TextLang) -> Self {
        Self {
            total: outcome.total,
            exact: outcome.n_exact,
            understood: UnderstoodAnswer::new(&outcome.understood),
            nothing: outcome.nothing.as_ref().map(NothingAnswer::new),
            wider: outcome.wider.as_ref().map(|wider| WiderAnswer::new(wider, lang)),
            degraded: degraded(&outcome.degraded),
        }
    }
}

impl WiderAnswer {
    fn new(wider: &Wider, lang: TextLang) -> Self {
        let place = |place: &WiderPlace| WiderPlaceAnswer {
            municipality: place.municipality.to_string(),
            name: texts::municipality(place.municipality, lang),
            minutes: place.travel.minutes,
            estimated: place.travel.source == TravelSource::Estimate,
            postings: place.n_postings,
        };
        Self {
            minutes: wider.minutes,
            total: wider.total,
            places: wider.places.iter().map(place).collect(),
            text: texts::wider(wider, lang),
        }
    }
}

impl UnderstoodAnswer {
    fn new(understood: &Understood) -> Self {
        let places = understood.places.iter().map(|(words, codes)| PlaceRead {
            words: words.clone(),
            municipalities: codes.iter().map(ToString::to_string).collect(),
        });
        let concepts = understood.concepts.iter().map(|concept| ConceptRead {
            uri: concept.uri.clone(),
            kind: concept.kind.code(),
            name: concept.name.clone(),
            label: concept.label.clone(),
            likeness: concept.likeness,
        });
        Self {
            languages: understood.languages.iter().map(ToString::to_string).collect(),
            places: places.collect(),
            words: understood.words.clone(),
            concepts: concepts.collect(),
        }
    }
}

impl NothingAnswer {
    fn new(nothing: &WhyNothing) -> Self {
        let relaxation = |Relaxation { condition, asked, total }: &Relaxation| RelaxationAnswer {
            without: condition,
            asked: asked.clone(),
            total: *total,
        };
        let relaxations = nothing.relaxations.iter().map(relaxation).collect();
        Self { relaxations, suggestions: nothing.suggestions.clone() }
    }
}
