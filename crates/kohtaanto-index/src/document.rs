//! What is put in and what is given back.

use kohtaanto_domain::geo::Point;
use kohtaanto_domain::model::Lang;

/// Where in a document a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Title of a posting, occupations of a person.
    Title,
    /// What is required, or what the person can do.
    Requirements,
    /// All other text.
    Body,
}

impl Part {
    /// All parts, from the weightiest.
    pub const ALL: [Self; 3] = [Self::Title, Self::Requirements, Self::Body];

    /// The part's name in the index and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Requirements => "requirements",
            Self::Body => "body",
        }
    }
}

/// One text of a document in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// Where it stands.
    pub part: Part,
    /// Its language, which decides how words are analyzed.
    pub lang: Lang,
    /// The text, plain.
    pub text: String,
}

impl FieldText {
    /// A text of a part in a language.
    pub fn new(part: Part, lang: Lang, text: impl Into<String>) -> Self {
        Self { part, lang, text: text.into() }
    }
}

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $field:literal),+ $(,)?) => {
        /// A keyword field, of which a document may have several values.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Tag {
            $($(#[$doc])* $name),+
        }

        impl Tag {
            /// All tags, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The tag's name in the index and in messages.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $field),+
                }
            }
        }
    };
}

tags! {
    /// What the document is, where one folder holds several kinds: posting, training, service.
    Kind = "kind",
    /// Municipality code.
    Municipality = "municipality",
    /// Code of a municipality that only the text names.
    MentionedMunicipality = "mentioned_municipality",
    /// The same where the source declares no municipality at all.
    UndeclaredMunicipality = "undeclared_municipality",
    /// Region code.
    Region = "region",
    /// Employment area code.
    EmploymentArea = "employment_area",
    /// Relationship of work, such as `employment` or `apprenticeship`.
    Relationship = "relationship",
    /// Continuity, such as `permanent`.
    Continuity = "continuity",
    /// Full or part time.
    WorkingTime = "working_time",
    /// Shifts.
    Shift = "shift",
    /// Language of the text, or one that is required: the caller decides.
    Language = "language",
    /// Employer.
    Employer = "employer",
    /// Source of the data.
    Source = "source",
    /// Occupation codes: the caller adds each prefix of an ISCO code (`5321`, `532`, `53`).
    Occupation = "occupation",
    /// Taxonomy concepts.
    Concept = "concept",
    /// Competences.
    Competence = "competence",
    /// Education level.
    Education = "education",
    /// Driving licence classes.
    Licence = "licence",
    /// Cards and permits.
    Card = "card",
    /// Whether work can be done anywhere.
    Remote = "remote",
    /// Country code.
    Country = "country",
    /// What an employer is looked up by: its name from each of its words on, its business id.
    EmployerKey = "employer_key",
    /// Languages that are asked.
    AskedLanguage = "asked_language",
    /// Kinds of what must be met, such as `driving_licence` or `experience`.
    Asks = "asks",
}

/// A concept that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptLink {
    /// The concept's identifier.
    pub concept: String,
    /// How surely, from 1 to [`ConceptLink::WHOLE`].
    pub weight: u8,
}

impl ConceptLink {
    /// The weight of a concept that is named for certain.
    pub const WHOLE: u8 = 16;

    /// A link with a weight of 0 to 1, rounded; `None` when it rounds to nothing.
    pub fn new(concept: impl Into<String>, weight: f32) -> Option<Self> {
        let weight = (weight.clamp(0.0, 1.0) * f32::from(Self::WHOLE)).round() as u8;
        (weight > 0).then(|| Self { concept: concept.into(), weight })
    }
}

/// A document as it is put in.
///
/// `Default` has one opening, no text, no tag and an empty id, which must be filled.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexDocument {
    /// Unique id; a second document with it replaces the first.
    pub id: String,
    /// Stored and given back as it is.
    pub payload: Vec<u8>,
    /// Texts that are searched.
    pub texts: Vec<FieldText>,
    /// Keywords that are filtered and counted; repeated pairs count once.
    pub tags: Vec<(Tag, String)>,
    /// Concepts that it names; of repeated ones the highest weight counts.
    pub concepts: Vec<ConceptLink>,
    /// First day, in days since 1970-01-01.
    pub published: Option<i32>,
    /// Last day, in days since 1970-01-01.
    pub expires: Option<i32>,
    /// Row of the title's vector, below `u32::MAX`.
    pub title_row: Option<u64>,
    /// Row of the content's vector, below `u32::MAX`.
    pub content_row: Option<u64>,
    /// How many places are open.
    pub openings: u32,
    /// In which of the caller's commits it last changed.
    pub version: Option<u64>,
    /// Where it is, to a tenth of a metre.
    pub points: Vec<Point>,
    /// Its least and most extent, in thousandths of the whole.
    pub extent: Option<(u16, u16)>,
}

impl Default for IndexDocument {
    fn default() -> Self {
        Self {
            id: String::new(),
            payload: Vec::new(),
            texts: Vec::new(),
            tags: Vec::new(),
            concepts: Vec::new(),
            published: None,
            expires: None,
            title_row: None,
            content_row: None,
            openings: 1,
            version: None,
            points: Vec::new(),
            extent: None,
        }
    }
}

/// A document as it is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its id.
    pub id: String,
    /// What the caller stored with it.
    pub payload: Vec<u8>,
}

/// Rows of a document in the vector file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rows {
    /// Row of the title's vector.
    pub title: Option<u64>,
    /// Row of the content's vector.
    pub content: Option<u64>,
}
