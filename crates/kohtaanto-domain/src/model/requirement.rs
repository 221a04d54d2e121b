//! What a posting asks for.

use super::codes::coded;
use super::{Lang, Occupation};
use std::ops::Range;

coded! {
    /// Whether a requirement must be met or is a merit.
    Importance, "importance", {
        /// Must be met.
        Must = "must",
        /// Counts in favour.
        Nice = "nice",
    }
}

coded! {
    /// Level of a language, CEFR or mother tongue, lowest first.
    LanguageLevel, "level", {
        /// Breakthrough.
        A1 = "A1",
        /// Waystage.
        A2 = "A2",
        /// Threshold.
        B1 = "B1",
        /// Vantage.
        B2 = "B2",
        /// Effective operational proficiency.
        C1 = "C1",
        /// Mastery.
        C2 = "C2",
        /// Mother tongue.
        Native = "native",
    }
}

coded! {
    /// Level of education, lowest first.
    EducationLevel, "level", {
        /// Comprehensive school.
        Basic = "basic",
        /// Vocational qualification.
        Vocational = "vocational",
        /// Matriculation or general upper secondary.
        UpperSecondary = "upper_secondary",
        /// Bachelor's degree or polytechnic degree.
        Bachelor = "bachelor",
        /// Master's degree.
        Master = "master",
        /// Licentiate or doctor.
        Doctor = "doctor",
    }
}

coded! {
    /// Driving licence class.
    LicenceClass, "class", {
        /// Moped.
        Am = "AM",
        /// Light motorcycle.
        A1 = "A1",
        /// Motorcycle up to 35 kW.
        A2 = "A2",
        /// Motorcycle.
        A = "A",
        /// Car.
        B = "B",
        /// Car with a trailer.
        Be = "BE",
        /// Light lorry.
        C1 = "C1",
        /// Light lorry with a trailer.
        C1e = "C1E",
        /// Lorry.
        C = "C",
        /// Lorry with a trailer.
        Ce = "CE",
        /// Minibus.
        D1 = "D1",
        /// Minibus with a trailer.
        D1e = "D1E",
        /// Bus.
        D = "D",
        /// Bus with a trailer.
        De = "DE",
        /// Tractor.
        T = "T",
        /// Tractor for hire transport.
        Lt = "LT",
    }
}

impl LicenceClass {
    /// Whether one who holds this class may drive what `asked` names (Finnish Driving Licence Act
    /// 386/2011, section 4 and 6: B gives AM and T; C and D rest on B; E classes on their base).
    pub fn covers(self, asked: Self) -> bool {
        let below: &[Self] = match self {
            Self::Am => &[],
            Self::A1 => &[Self::Am],
            Self::A2 => &[Self::A1, Self::Am],
            Self::A => &[Self::A2, Self::A1, Self::Am],
            Self::T => &[Self::Am],
            Self::Lt => &[Self::T, Self::Am],
            Self::B => &[Self::Am, Self::T],
            Self::Be => &[Self::B, Self::Am, Self::T],
            Self::C1 => &[Self::B, Self::Am, Self::T, Self::Lt],
            Self::C1e => &[Self::C1, Self::Be, Self::B, Self::Am, Self::T, Self::Lt],
            Self::C => &[Self::C1, Self::B, Self::Am, Self::T, Self::Lt],
            Self::Ce => {
                &[Self::C, Self::C1, Self::C1e, Self::Be, Self::B, Self::Am, Self::T, Self::Lt]
            }
            Self::D1 => &[Self::B, Self::Am, Self::T],
            Self::D1e => &[Self::D1, Self::Be, Self::B, Self::Am, Self::T],
            Self::D => &[Self::D1, Self::B, Self::Am, Self::T],
            Self::De => &[Self::D, Self::D1, Self::D1e, Self::Be, Self::B, Self::Am, Self::T],
        };
        self == asked || below.contains(&asked)
    }
}

/// A card or permit by its slug, such as `hygieniapassi`: small letters, digits and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Card(pub String);

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Provenance {
    /// The source gave it as a field.
    #[default]
    Declared,
    /// Read from the text at this span of bytes, by this version of the reader.
    Extracted {
        /// Bytes in the description.
        span: Range<usize>,
        /// Name and version of the reader.
        by: String,
    },
    /// Concluded from other values, by this version of the rule.
    Inferred {
        /// Name and version of the rule.
        by: String,
    },
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// A competence.
    Competence {
        /// Its name in the posting's language.
        label: String,
        /// Its concept in the taxonomy.
        uri: Option<String>,
    },
    /// Experience of an occupation.
    Experience {
        /// The occupation; `None` is experience of the advertised work.
        occupation: Option<Occupation>,
        /// Years of it.
        years: Option<f32>,
    },
    /// A language at a level; no level means that the posting does not say.
    Language {
        /// Which language.
        language: Lang,
        /// The least level.
        level: Option<LanguageLevel>,
    },
    /// A level of education.
    Education {
        /// The least level.
        level: EducationLevel,
        /// Which qualification, in the posting's language.
        label: Option<String>,
    },
    /// A driving licence.
    DrivingLicence(LicenceClass),
    /// A card or permit.
    Card(Card),
}

/// One requirement of a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// What is asked.
    pub demand: Demand,
    /// How much it matters.
    pub importance: Importance,
    /// Where it comes from.
    pub provenance: Provenance,
}
