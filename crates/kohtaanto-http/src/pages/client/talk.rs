//! What the form of a talk holds. It is the whole state: the server keeps nothing of it.

use crate::error::ApiError;
use jiff::civil::Date;
use kohtaanto::model::{
    Candidate, CandidateId, Coded, FieldError, MunicipalityCode, Reach, TermsWanted, TransportMode,
    WorkingTime,
};
use kohtaanto::{Decisions, Emphasis, ProfileDraft, ProfileOptions, RankingFeature, Snapshot};
use serde::Deserialize;

/// The longest text that is read: a long CV is some 10,000 characters.
pub(crate) const MAX_CHARS: usize = 20_000;

/// The fields of the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Talk {
    /// What the person tells.
    pub(crate) text: String,
    /// Where the person lives.
    pub(crate) home: String,
    /// How the person gets to work.
    pub(crate) by: String,
    /// Longest journey one way.
    pub(crate) minutes: String,
    /// Full or part time.
    pub(crate) working_time: Vec<String>,
    /// What matters more or less than usual: `FEATURE:less`, `FEATURE:more`.
    pub(crate) emphasis: Vec<String>,
    /// Keys of items that the person confirmed.
    pub(crate) confirmed: Vec<String>,
    /// Keys of items that the person rejected.
    pub(crate) rejected: Vec<String>,
    /// What the person decides now: `confirm:KEY`, `reject:KEY` or `open:KEY`.
    pub(crate) decide: String,
    /// The posting with which the person is compared.
    pub(crate) goal: String,
}

impl Talk {
    pub(crate) fn home(&self) -> Option<MunicipalityCode> {
        self.home.parse().ok()
    }

    pub(crate) fn by(&self) -> Option<TransportMode> {
        TransportMode::parse(&self.by).ok()
    }

    pub(crate) fn minutes(&self) -> Option<u16> {
        self.minutes.parse().ok().filter(|minutes| (1..=600).contains(minutes))
    }

    pub(crate) fn wants(&self, time: WorkingTime) -> bool {
        self.working_time.iter().any(|code| code == time.code())
    }

    /// What matters more or less to the person; what cannot be read is as usual.
    pub(crate) fn emphasis(&self) -> Vec<(RankingFeature, Emphasis)> {
        let read = |code: &String| {
            let (feature, emphasis) = code.split_once(':')?;
            Some((RankingFeature::movable(feature)?, Emphasis::parse(emphasis).ok()?))
        };
        self.emphasis.iter().filter_map(read).collect()
    }

    /// The profile that the text tells; `None` while there is no text.
    ///
    /// # Errors
    /// 422 for a text that is too long.
    pub(crate) fn draft(
        &self,
        snapshot: &Snapshot,
        today: Date,
    ) -> Result<Option<ProfileDraft>, ApiError> {
        if self.text.trim().is_empty() {
            return Ok(None);
        }
        if self.text.chars().count() > MAX_CHARS {
            let fix = format!("shorten it to {MAX_CHARS} characters");
            return Err(ApiError::field(FieldError::new("text", "is too long", fix)));
        }
        let id = CandidateId::new("asiakas").map_err(ApiError::field)?;
        let reach = Reach {
            home: self.home(),
            by: self.by(),
            max_minutes: self.minutes(),
            ..Reach::default()
        };
        let options =
            ProfileOptions { reach, decisions: self.decisions(), ..ProfileOptions::new(id, today) };
        Ok(Some(ProfileDraft::read(&self.text, snapshot.linker(), options)?))
    }

    /// The person of a draft, with the terms that the form asks.
    pub(crate) fn candidate(&self, draft: &ProfileDraft) -> Candidate {
        let working_time = WorkingTime::CODES.iter().map(|(_, time)| *time);
        let working_time = working_time.filter(|time| self.wants(*time)).collect();
        let terms = TermsWanted { working_time, ..TermsWanted::default() };
        Candidate { terms, ..draft.candidate() }
    }

    fn decisions(&self) -> Decisions {
        let mut decisions = Decisions::default();
        decisions.confirmed.extend(self.confirmed.iter().cloned());
        decisions.rejected.extend(self.rejected.iter().cloned());
        if let Some((what, key)) = self.decide.split_once(':') {
            decisions.confirmed.remove(key);
            decisions.rejected.remove(key);
            match what {
                "confirm" => decisions.confirmed.insert(key.to_owned()),
                "reject" => decisions.rejected.insert(key.to_owned()),
                _ => false,
            };
        }
        decisions
    }
}

#[cfg(test)]
mod talk_tests {
    use super::*;

    #[test]
    fn the_last_decision_of_an_item_stands() {
        let talk = |decide: &str| Talk {
            confirmed: vec!["a".to_owned()],
            rejected: vec!["b".to_owned()],
            decide: decide.to_owned(),
            ..Talk::default()
        };
        let of = |decide| {
            let Decisions { confirmed, rejected, .. } = talk(decide).decisions();
            let joined = |keys: std::collections::BTreeSet<String>| {
                keys.into_iter().collect::<Vec<_>>().join(",")
            };
            (joined(confirmed), joined(rejected))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of(""), pair("a", "b"));
        assert_eq!(of("reject:a"), pair("", "a,b"));
        assert_eq!(of("confirm:b"), pair("a,b", ""));
        assert_eq!(of("open:a"), pair("", "b"));
        assert_eq!(of("confirm:c:d"), pair("a,c:d", "b"));
    }
}
