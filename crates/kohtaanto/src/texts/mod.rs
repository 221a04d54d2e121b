//! Words for people, in Finnish, Swedish and English: the same for the advisor, the employer and
//! the person.
//!
//! Short sentences that can be read aloud. No per cent as a verdict, nothing said by colour alone.
//! What a card or a language is called comes from small tables here.

mod concepts;
mod found;
mod gap;
mod names;
mod profile;
mod reasons;
mod trust;
mod wider;

pub use concepts::{concept_kind, concept_relation};
pub use found::found;
pub use gap::{
    asked, gap_row, gap_status, gap_summary, need_cost, need_costs, next_from, next_occupation,
};
pub use names::{
    card, continuity, degradation, education, emphasis, facet_value, feature, gap, language,
    relationship, relaxation, shift, term_kind, working_time,
};
pub use profile::{item, item_kind, item_state, private_kind, removed};
pub use reasons::{missing, reason, requirement, summary};
pub use trust::{audit_action, role, token_state, years_band};
pub use wider::{municipality, wider};

use kohtaanto_domain::model::Lang;
use kohtaanto_rank::Band;

/// A language in which texts for people are complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextLang {
    /// Finnish, the default.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl TextLang {
    /// The languages with their codes.
    pub const ALL: [(&'static str, Self); 3] =
        [("fi", Self::Fi), ("sv", Self::Sv), ("en", Self::En)];

    /// The same as a language of texts.
    pub fn lang(self) -> Lang {
        match self {
            Self::Fi => Lang::FI,
            Self::Sv => Lang::SV,
            Self::En => Lang::EN,
        }
    }

    /// One of three texts.
    pub fn pick<'a>(self, fi: &'a str, sv: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fi => fi,
            Self::Sv => sv,
            Self::En => en,
        }
    }
}

/// What a band is called.
pub fn band(band: Band, lang: TextLang) -> &'static str {
    match band {
        Band::Strong => lang.pick("sopii hyvin", "passar bra", "a strong match"),
        Band::Good => lang.pick("sopii", "passar", "a good match"),
        Band::Possible => lang.pick("mahdollinen", "möjlig", "possible"),
        Band::NotEnoughKnown => {
            lang.pick("liian vähän tietoa", "för lite uppgifter", "not enough known")
        }
    }
}
