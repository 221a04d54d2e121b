//! The language of words for people.

use kohtaanto::model::Lang;
use kohtaanto::texts::TextLang;
use serde::{Deserialize, Serialize};

/// A language in which words for people are complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WordsLang {
    /// Finnish, the default.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl WordsLang {
    pub(crate) fn texts(self) -> TextLang {
        match self {
            Self::Fi => TextLang::Fi,
            Self::Sv => TextLang::Sv,
            Self::En => TextLang::En,
        }
    }

    /// Languages of names, the first one wanted most.
    pub(crate) fn names(self) -> Vec<Lang> {
        let first = self.texts().lang();
        let rest = [Lang::FI, Lang::SV, Lang::EN].into_iter().filter(|lang| *lang != first);
        std::iter::once(first).chain(rest).collect()
    }
}

/// The one parameter of many routes.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WordsParams {
    /// Language of words for people.
    #[param(inline)]
    pub(crate) lang: WordsLang,
}
