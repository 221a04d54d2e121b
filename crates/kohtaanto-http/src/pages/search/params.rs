//! The conditions of a search as they stand in its address: plain, so that a link can be shared.

use super::super::lang::Section;
use crate::error::ApiError;
use jiff::civil::Date;
use kohtaanto::model::{Coded, FieldError, Lang, MunicipalityCode};
use kohtaanto::texts::TextLang;
use kohtaanto::{Conditions, Distance, Facet, SearchRequest, Within};
use serde::{Deserialize, Serialize};

/// How many postings stand on a page.
pub(super) const PAGE: usize = 20;
/// The choices of minutes.
pub(super) const MINUTES: [u16; 5] = [15, 30, 45, 60, 90];

/// What is asked. An empty field is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SearchParams {
    /// Words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    /// Municipalities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) place: Vec<String>,
    /// The municipality from which one goes to work.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) home: String,
    /// Within how many minutes from home.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) minutes: String,
    /// Full or part time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) working_time: Vec<String>,
    /// How long the work goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) continuity: Vec<String>,
    /// Languages of the posting.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) language: Vec<String>,
    /// Groups of occupations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) occupation: Vec<String>,
    /// Anything: closed postings too.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) closed: String,
    /// Which page, from 1.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) page: String,
}

impl SearchParams {
    pub(crate) fn home(&self) -> Option<MunicipalityCode> {
        self.home.parse().ok()
    }

    pub(crate) fn minutes(&self) -> Option<u16> {
        self.minutes.parse().ok().filter(|_| self.home().is_some())
    }

    pub(super) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, 1000)
    }

    /// The address of these conditions, without the language.
    pub(crate) fn address(&self) -> String {
        let query = serde_html_form::to_string(self).unwrap_or_default();
        let slug = Section::Search.slug();
        if query.is_empty() { format!("/{slug}") } else { format!("/{slug}?{query}") }
    }

    /// The address of other conditions, on their first page.
    pub(super) fn link(&self, lang: TextLang, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self { page: String::new(), ..self.clone() };
        change(&mut other);
        format!("/{}{}", super::super::lang::code(lang), other.address())
    }

    /// The values of a facet that are chosen.
    pub(super) fn chosen(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Municipality => &self.place,
            Facet::WorkingTime => &self.working_time,
            Facet::Continuity => &self.continuity,
            Facet::Language => &self.language,
            Facet::Occupation => &self.occupation,
            Facet::MentionedMunicipality
            | Facet::Employer
            | Facet::Region
            | Facet::Country
            | Facet::OccupationName => &[],
        }
    }

    pub(super) fn chosen_mut(&mut self, facet: Facet) -> Option<&mut Vec<String>> {
        match facet {
            Facet::Municipality => Some(&mut self.place),
            Facet::WorkingTime => Some(&mut self.working_time),
            Facet::Continuity => Some(&mut self.continuity),
            Facet::Language => Some(&mut self.language),
            Facet::Occupation => Some(&mut self.occupation),
            Facet::MentionedMunicipality
            | Facet::Employer
            | Facet::Region
            | Facet::Country
            | Facet::OccupationName => None,
        }
    }

    /// Whether anything but words is asked.
    pub(super) fn has_filters(&self) -> bool {
        let bare = Self {
            q: self.q.clone(),
            page: self.page.clone(),
            home: self.home.clone(),
            ..Self::default()
        };
        *self != bare
    }

    /// As the library takes it.
    pub(super) fn request(&self, today: Date) -> Result<SearchRequest, ApiError> {
        let within = self.minutes().map(|minutes| Within {
            from: self.home.clone(),
            distance: Distance::Minutes(minutes),
        });
        let conditions = Conditions {
            places: self.place.clone(),
            within,
            working_time: coded("working_time", &self.working_time)?,
            continuity: coded("continuity", &self.continuity)?,
            languages: self
                .language
                .iter()
                .map(|code| code.parse::<Lang>())
                .collect::<Result<_, _>>()
                .map_err(ApiError::field)?,
            occupations: self.occupation.clone(),
            closed_too: !self.closed.is_empty(),
            ..Conditions::default()
        };
        let offset = (self.page() - 1) * PAGE;
        let request = SearchRequest::new(self.q.trim(), today);
        Ok(SearchRequest { conditions, offset, limit: PAGE, ..request })
    }
}

fn coded<T: Coded>(field: &str, codes: &[String]) -> Result<Vec<T>, ApiError> {
    let read = |code: &String| {
        T::parse(code)
            .map_err(|error| ApiError::field(FieldError { field: field.to_owned(), ..error }))
    };
    codes.iter().map(read).collect()
}

#[cfg(test)]
mod params_tests {
    use super::*;

    #[test]
    fn an_address_holds_all_that_is_asked_and_nothing_empty() {
        let params = SearchParams {
            q: "lähihoitaja & yö".to_owned(),
            place: vec!["422".to_owned(), "541".to_owned()],
            minutes: "45".to_owned(),
            ..SearchParams::default()
        };
        let address = params.address();
        assert_eq!(address, "/haku?q=l%C3%A4hihoitaja+%26+y%C3%B6&place=422&place=541&minutes=45");
        let read: SearchParams =
            serde_html_form::from_str(address.split_once('?').unwrap().1).unwrap();
        assert_eq!(read, params);
        assert_eq!(read.minutes(), None, "minutes are from a home");
        assert_eq!(SearchParams::default().address(), "/haku");
    }

    #[test]
    fn unknown_codes_are_refused() {
        let params = SearchParams { working_time: vec!["x".to_owned()], ..SearchParams::default() };
        let error = params.request(jiff::civil::date(2026, 11, 24)).unwrap_err();
        assert_eq!(error.status.as_u16(), 422);
    }
}
