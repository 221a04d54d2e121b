//! A need in five fields, and the posting that it is.

use super::super::lang::code;
use super::super::texts::Texts;
use crate::error::ApiError;
use jiff::ToSpan;
use jiff::civil::Date;
use kohtaanto::model::{Coded, JobPosting, Lang, LanguageLevel, MunicipalityCode, WorkingTime};
use kohtaanto::{UnknownFields, read_posting};
use serde::Deserialize;
use serde_json::{Value, json};

/// Stands for what is not stored: no stored posting's vectors may be taken for the need's.
const UNKEPT: &str = "unkept:need";
/// How long a published need stays open.
const OPEN_DAYS: i64 = 30;
/// Levels that an employer chooses from; the words beside them tell what each is.
pub(super) const LEVELS: [LanguageLevel; 4] =
    [LanguageLevel::A2, LanguageLevel::B1, LanguageLevel::B2, LanguageLevel::C1];

/// The fields of the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Need {
    /// What work.
    pub(super) work: String,
    /// Where.
    pub(super) home: String,
    /// What one must know.
    pub(super) know: String,
    /// Level of Finnish.
    pub(super) finnish: String,
    /// Other languages, cards and permits, in own words.
    pub(super) permits: String,
    /// Full or part time.
    pub(super) working_time: String,
    /// First day.
    pub(super) start: String,
    /// Name of the employer.
    pub(super) employer: String,
    /// The session's secret.
    pub(super) csrf: String,
    /// `people`, `publish`, or a look at the ad.
    pub(super) action: String,
}

impl Need {
    pub(super) fn place(&self) -> Option<MunicipalityCode> {
        self.home.parse().ok()
    }

    pub(super) fn level(&self) -> Option<LanguageLevel> {
        LanguageLevel::parse(&self.finnish).ok()
    }

    pub(super) fn time(&self) -> Option<WorkingTime> {
        WorkingTime::parse(&self.working_time).ok()
    }

    /// Whether work and place are told; without them there is no need.
    pub(super) fn is_told(&self) -> bool {
        !self.work.trim().is_empty() && self.place().is_some()
    }

    /// The need as a posting's line, in the language of the page.
    pub(super) fn line(&self, t: &Texts, id: &str, today: Date) -> String {
        let lang = code(t.lang());
        let mut asks = Vec::new();
        for text in [&self.know, &self.permits] {
            if !text.trim().is_empty() {
                asks.push(t.with("employer.ad_asks", &[("what", &text.trim())]));
            }
        }
        let mut requirements: Vec<Value> = Vec::new();
        if let Some(level) = self.level() {
            requirements.push(json!({"kind": "language", "language": Lang::FI.to_string(),
                "level": level.code(), "importance": "must"}));
        }
        let employer = match self.employer.trim() {
            "" => t.get("employer.unnamed"),
            name => name,
        };
        let mut terms = json!({});
        if let Some(time) = self.time() {
            terms["working_time"] = time.code().into();
        }
        if let Ok(start) = self.start.parse::<Date>() {
            terms["start"] = start.to_string().into();
        }
        let expires = today.checked_add(OPEN_DAYS.days()).unwrap_or(today);
        let mut line = json!({
            "id": id, "source": {"name": "kohtaanto"}, "languages": [lang],
            "title": {lang: self.work.trim()}, "employer": {"name": employer},
            "places": [{"municipality": self.home}], "requirements": requirements, "terms": terms,
            "published": today.to_string(), "expires": expires.to_string(),
        });
        if !asks.is_empty() {
            line["description"] = json!({lang: asks.join("\n\n")});
        }
        line.to_string()
    }

    /// The need as a posting that is not kept.
    ///
    /// # Errors
    /// 422 for a field that does not hold.
    pub(super) fn posting(&self, t: &Texts, today: Date) -> Result<JobPosting, ApiError> {
        Ok(read_posting(&self.line(t, UNKEPT, today), UnknownFields::Refuse)?.value)
    }
}

#[cfg(test)]
mod need_tests {
    use super::*;
    use kohtaanto::texts::TextLang;

    #[test]
    fn five_fields_are_a_posting_in_each_language() {
        let need = Need {
            work: "Kokki".to_owned(),
            home: "260".to_owned(),
            know: "lounaan valmistus \"itse\"".to_owned(),
            finnish: "B1".to_owned(),
            start: "2026-12-01".to_owned(),
            working_time: "part_time".to_owned(),
            ..Need::default()
        };
        let today = jiff::civil::date(2026, 11, 24);
        for (_, lang) in TextLang::ALL {
            let posting = need.posting(Texts::of(lang), today).unwrap();
            assert_eq!(posting.title.get(lang.lang()), Some("Kokki"));
            assert!(
                posting
                    .description
                    .get(lang.lang())
                    .unwrap()
                    .contains("lounaan valmistus \"itse\"")
            );
            assert_eq!(posting.requirements.len(), 1);
            assert_eq!(posting.terms.start, Some(jiff::civil::date(2026, 12, 1)));
            assert!(posting.is_open_on(today));
        }
        assert!(need.is_told() && !Need { home: String::new(), ..need }.is_told());
    }
}
