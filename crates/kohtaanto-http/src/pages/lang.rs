//! The languages of the pages, and where each page is in each of them.

use kohtaanto::texts::TextLang;
use std::fmt;

/// A page that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Search,
    Client,
    Employer,
    Overview,
    About,
}

impl Section {
    pub(crate) const ALL: [Self; 5] =
        [Self::Search, Self::Client, Self::Employer, Self::Overview, Self::About];

    /// The page's place under its language: the same in all, so that a link is easy to say aloud.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Search => "haku",
            Self::Client => "asiakas",
            Self::Employer => "tyonantaja",
            Self::Overview => "yhteenveto",
            Self::About => "tietoa",
        }
    }

    pub(crate) fn path(self, lang: TextLang) -> String {
        format!("/{}/{}", code(lang), self.slug())
    }
}

/// The language's code, as in addresses and in `lang`.
pub(crate) fn code(lang: TextLang) -> &'static str {
    let known = TextLang::ALL.iter().find(|(_, of)| *of == lang);
    known.map_or("fi", |(code, _)| code)
}

/// The language of a code.
pub(crate) fn of_code(code: &str) -> Option<TextLang> {
    TextLang::ALL.iter().find(|(known, _)| *known == code).map(|(_, lang)| *lang)
}

/// The direction of a language's writing, by its code: the pages' own and those of postings.
pub(crate) fn direction(code: &str) -> &'static str {
    match code {
        "ar" | "fa" | "he" | "ku" | "ps" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// The language that a browser likes best, by its `Accept-Language`; Finnish where it says none.
pub(crate) fn preferred(accept: &str) -> TextLang {
    let mut wanted: Vec<(f32, TextLang)> = Vec::new();
    for part in accept.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let code = pieces.next().unwrap_or_default().split('-').next().unwrap_or_default();
        let quality = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse().ok());
        if let Some(lang) = of_code(&code.to_ascii_lowercase()) {
            wanted.push((quality.unwrap_or(1.0), lang));
        }
    }
    // Of equals the first stays.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map_or(TextLang::Fi, |(_, lang)| *lang)
}

/// A day as people write it: 4.12.2026; in English 4 December is told by its number too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day(pub(crate) jiff::civil::Date);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0.day(), self.0.month(), self.0.year())
    }
}

#[cfg(test)]
mod lang_tests {
    use super::*;

    #[test]
    fn the_browser_chooses_the_language() {
        for (accept, expected) in [
            ("sv-FI,sv;q=0.9,en;q=0.8", TextLang::Sv),
            ("de-DE,en;q=0.5", TextLang::En),
            ("en;q=0.2, fi;q=0.7", TextLang::Fi),
            ("", TextLang::Fi),
            ("ru", TextLang::Fi),
            ("sv;q=x,en", TextLang::Sv),
        ] {
            assert_eq!(preferred(accept), expected, "{accept}");
        }
    }
}
