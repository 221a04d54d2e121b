//! What is asked of a search.

use super::Conditions;
use jiff::civil::Date;
use kohtaanto_index::Tag;

/// What can be counted over the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Municipality codes.
    Municipality,
    /// Codes of municipalities that the text names and the source does not declare.
    MentionedMunicipality,
    /// ISCO-08 sub-major groups and below, as codes of one to four digits.
    Occupation,
    /// Full or part time.
    WorkingTime,
    /// How long the work goes on.
    Continuity,
    /// Languages of the postings.
    Language,
    /// Employers.
    Employer,
    /// Region codes.
    Region,
    /// Country codes.
    Country,
    /// Occupations, as identifiers of concepts.
    OccupationName,
}

impl Facet {
    /// All facets with their codes.
    pub const ALL: [(&'static str, Self); 10] = [
        ("municipality", Self::Municipality),
        ("mentioned_municipality", Self::MentionedMunicipality),
        ("occupation", Self::Occupation),
        ("working_time", Self::WorkingTime),
        ("continuity", Self::Continuity),
        ("language", Self::Language),
        ("employer", Self::Employer),
        ("region", Self::Region),
        ("country", Self::Country),
        ("occupation_name", Self::OccupationName),
    ];

    /// The facet's code.
    pub fn code(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, facet)| *facet == self);
        known.map_or("", |(code, _)| code)
    }

    pub(super) fn tag(self) -> Tag {
        match self {
            Self::Municipality => Tag::Municipality,
            Self::MentionedMunicipality => Tag::MentionedMunicipality,
            Self::Occupation => Tag::Occupation,
            Self::WorkingTime => Tag::WorkingTime,
            Self::Continuity => Tag::Continuity,
            Self::Language => Tag::Language,
            Self::Employer => Tag::Employer,
            Self::Region => Tag::Region,
            Self::Country => Tag::Country,
            Self::OccupationName => Tag::Concept,
        }
    }
}

/// How many of a text's words without operators a posting needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WordsNeeded {
    /// All but one, of two or more; letters, concepts and meaning may stand in for them.
    #[default]
    Most,
    /// One; the same may stand in for it.
    Any,
    /// All, by words.
    All,
}

/// What of a text is understood as more than words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {
    /// Places become conditions; those without a sign do unless the conditions say where.
    pub places: bool,
    /// Occupations are looked for as concepts.
    pub occupations: bool,
    /// Competences, cards and permits are.
    pub competences: bool,
    /// Titles that are alike in letters are found.
    pub letters: bool,
}

impl Default for Take {
    /// All of it.
    fn default() -> Self {
        Self { places: true, occupations: true, competences: true, letters: true }
    }
}

/// The order of hits. What has no such day comes last; ties are in the order of ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most relevant first; without a text the latest published first.
    #[default]
    Relevance,
    /// The latest published first.
    PublishedLatest,
    /// The first published first.
    PublishedFirst,
    /// Those that can be applied for the longest first.
    ExpiresLatest,
    /// Those that expire first.
    ExpiresFirst,
    /// The latest changed first.
    Changed,
}

impl Sort {
    /// All orders with their codes.
    pub const ALL: [(&'static str, Self); 6] = [
        ("relevance", Self::Relevance),
        ("pubdate-desc", Self::PublishedLatest),
        ("pubdate-asc", Self::PublishedFirst),
        ("applydate-desc", Self::ExpiresLatest),
        ("applydate-asc", Self::ExpiresFirst),
        ("updated", Self::Changed),
    ];
}

/// A search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// Words, with operators `+must -not "phrase" prefix* *suffix`; empty lists all that meet the
    /// conditions, the latest first.
    pub text: String,
    /// Conditions.
    pub conditions: Conditions,
    /// The day of the search: postings open on it are found.
    pub today: Date,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to give, 1 to 1000.
    pub limit: usize,
    /// What to count.
    pub facets: Vec<Facet>,
    /// Whether a neighbour in meaning may stand above a posting that has all the query's words.
    pub meaning_may_outrank: bool,
    /// Whether texts are compared by meaning at all. `false` is the stop switch: words only.
    pub use_meaning: bool,
    /// When municipalities are given or named, what their neighbours within this many minutes by
    /// car would add. By default that is not asked: it is a second search.
    pub widen_minutes: Option<u16>,
    /// How many of the text's words a posting needs.
    pub words_needed: WordsNeeded,
    /// What of the text is understood.
    pub take: Take,
    /// Leaves out hits of less relevance, 0 to 1; see [`SearchHit::relevance`](super::SearchHit).
    pub relevance_threshold: f32,
    /// The order of the hits.
    pub sort: Sort,
}

impl SearchRequest {
    /// A search for a text on a day: 20 hits, no conditions, nothing counted.
    pub fn new(text: impl Into<String>, today: Date) -> Self {
        Self {
            text: text.into(),
            conditions: Conditions::default(),
            today,
            offset: 0,
            limit: 20,
            facets: Vec::new(),
            meaning_may_outrank: false,
            use_meaning: true,
            widen_minutes: None,
            words_needed: WordsNeeded::default(),
            take: Take::default(),
            relevance_threshold: 0.0,
            sort: Sort::default(),
        }
    }
}
