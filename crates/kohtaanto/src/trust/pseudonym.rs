//! What an employer may see of a person: what can be matched, and nothing that points at who.
//!
//! Left out for good: all free texts, dates, employers, names of schools, wishes. Names of
//! occupations and competences are those of the taxonomy: what a source or a person wrote may hold
//! the name of an employer or a place. Items that no concept names are held back and counted; they
//! are shown when the person allows contact. Contact details are not part of the model at all.

use jiff::civil::Date;
use kohtaanto_domain::model::{
    Candidate, CandidateId, Card, EducationLevel, Lang, LanguageSkill, LicenceClass,
    MunicipalityCode, Occupation,
};
use kohtaanto_rank::{Explanation, MatchScore, Reason};
use kohtaanto_taxonomy::Taxonomy;

/// Years of work, rounded so that they do not point at one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearsBand {
    /// Less than one.
    Under1,
    /// One or two.
    To2,
    /// Three to five.
    To5,
    /// Six to ten.
    To10,
    /// More than ten.
    Over10,
}

impl YearsBand {
    /// The band of some years.
    pub fn of(years: f32) -> Self {
        match years {
            years if years < 1.0 => Self::Under1,
            years if years < 3.0 => Self::To2,
            years if years < 6.0 => Self::To5,
            years if years <= 10.0 => Self::To10,
            _ => Self::Over10,
        }
    }

    /// The band's code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Under1 => "under_1",
            Self::To2 => "1_to_2",
            Self::To5 => "3_to_5",
            Self::To10 => "6_to_10",
            Self::Over10 => "over_10",
        }
    }

    /// The least years of the band.
    const fn least(self) -> f32 {
        match self {
            Self::Under1 => 0.0,
            Self::To2 => 1.0,
            Self::To5 => 3.0,
            Self::To10 => 6.0,
            Self::Over10 => 10.0,
        }
    }
}

/// Work done, all periods of one occupation together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PseudonymousWork {
    /// The occupation's name.
    pub occupation: String,
    /// How long; `None` when no period says.
    pub years: Option<YearsBand>,
}

/// What an employer sees of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct PseudonymousCandidate {
    /// Pseudonymous id.
    pub id: CandidateId,
    /// Work done, latest first.
    pub work: Vec<PseudonymousWork>,
    /// Competences by name.
    pub competences: Vec<String>,
    /// Languages with levels.
    pub languages: Vec<LanguageSkill>,
    /// Highest level of education.
    pub education: Option<EducationLevel>,
    /// Driving licences.
    pub licences: Vec<LicenceClass>,
    /// Cards and permits.
    pub cards: Vec<Card>,
    /// Home municipality.
    pub home: Option<MunicipalityCode>,
    /// How many occupations and competences are held back until contact is allowed.
    pub n_held_back: usize,
    /// Whether the person may be contacted, through the advisor.
    pub may_be_contacted: bool,
}

impl PseudonymousCandidate {
    /// The view of a person, with names in the first of `langs` that has one; `None` when the
    /// person does not allow to be ranked for employers' needs.
    pub fn of(
        candidate: &Candidate,
        taxonomy: Option<&Taxonomy>,
        langs: &[Lang],
        today: Date,
    ) -> Option<Self> {
        if !candidate.permissions.rank {
            return None;
        }
        let may_be_contacted = candidate.permissions.contact;
        let names = Names { taxonomy, langs, may_be_contacted };
        let profile = &candidate.profile;
        let mut work: Vec<(String, Option<f32>)> = Vec::new();
        let mut n_held_back = 0;
        for period in &profile.history {
            let years = period.years(today);
            match names.occupation(&period.occupation) {
                None => n_held_back += 1,
                Some(name) => match work.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, sum)) => *sum = years.map_or(*sum, |y| Some(sum.unwrap_or(0.0) + y)),
                    None => work.push((name, years)),
                },
            }
        }
        let mut competences = Vec::new();
        for competence in &profile.competences {
            match names.of(competence.uri.as_deref(), &competence.label) {
                None => n_held_back += 1,
                Some(name) if competences.contains(&name) => {}
                Some(name) => competences.push(name),
            }
        }
        let work = work.into_iter().map(|(occupation, years)| PseudonymousWork {
            occupation,
            years: years.map(YearsBand::of),
        });
        Some(Self {
            id: candidate.id.clone(),
            work: work.collect(),
            competences,
            languages: profile.languages.clone(),
            education: profile.education.iter().map(|education| education.level).max(),
            licences: profile.licences.clone(),
            cards: profile.cards.clone(),
            home: candidate.reach.home,
            n_held_back,
            may_be_contacted,
        })
    }

    /// The reasons of a score without what the view leaves out: own words, dates, exact years.
    pub(super) fn explained(
        &self,
        candidate: &Candidate,
        taxonomy: Option<&Taxonomy>,
        langs: &[Lang],
        mut score: MatchScore,
    ) -> MatchScore {
        let names = Names { taxonomy, langs, may_be_contacted: self.may_be_contacted };
        let shown = |told: &str| names.shown(candidate, told);
        let keep = |reason: Reason| kept(reason, &shown);
        let clean = |explanation: &mut Explanation| {
            for contribution in &mut explanation.contributions {
                let reasons = std::mem::take(&mut contribution.reasons);
                contribution.reasons = reasons.into_iter().filter_map(keep).collect();
            }
        };
        clean(&mut score.for_person);
        clean(&mut score.for_work);
        score.missing = score.missing.into_iter().filter_map(keep).collect();
        score
    }
}

/// A reason as an employer may read it; `None` when nothing is left of it.
fn kept(reason: Reason, shown: &dyn Fn(&str) -> Option<String>) -> Option<Reason> {
    let banded = |years: Option<f32>| years.map(|years| YearsBand::of(years).least());
    Some(match reason {
        Reason::Experience { did, offered, shared_digits, years, since } => {
            let (years, since) = (banded(years), banded(since));
            Reason::Experience { did: shown(&did)?, offered, shared_digits, years, since }
        }
        Reason::OtherExperience { did, offered } => {
            Reason::OtherExperience { did: shown(&did)?, offered }
        }
        Reason::Mentioned { told, words } => Reason::Mentioned { told: shown(&told)?, words },
        Reason::Competence { asked, told, importance, status } => {
            let told = told.as_deref().and_then(shown);
            Reason::Competence { asked, told, importance, status }
        }
        // The name of a qualification may hold the school's; wishes are the person's own words.
        Reason::Trained { .. } | Reason::Wished { .. } => return None,
        other => other,
    })
}

/// Which names may be shown.
#[derive(Debug, Clone, Copy)]
struct Names<'a> {
    taxonomy: Option<&'a Taxonomy>,
    langs: &'a [Lang],
    may_be_contacted: bool,
}

impl Names<'_> {
    fn of(&self, uri: Option<&str>, label: &str) -> Option<String> {
        let named = self.taxonomy.and_then(|taxonomy| {
            let id = taxonomy.find(uri?)?;
            taxonomy.name_of(id, self.langs).map(|label| label.text.to_owned())
        });
        named.or_else(|| self.may_be_contacted.then(|| label.to_owned()))
    }

    fn occupation(&self, occupation: &Occupation) -> Option<String> {
        self.of(occupation.uri.as_deref(), &occupation.label)
    }

    /// The name to show for a label of the profile.
    fn shown(&self, candidate: &Candidate, told: &str) -> Option<String> {
        let profile = &candidate.profile;
        let work = profile.history.iter().find(|period| period.occupation.label == told);
        let competence = profile.competences.iter().find(|of| of.label == told);
        let of_work = || work.and_then(|period| self.occupation(&period.occupation));
        competence.and_then(|of| self.of(of.uri.as_deref(), &of.label)).or_else(of_work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{UnknownFields, read_candidate};

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn person(permissions: &str) -> Candidate {
        let taxonomy = Taxonomy::starter();
        let cook = taxonomy.concepts().find(|id| taxonomy.code(*id) == Some("5120"));
        let cook = taxonomy.uri(cook.expect("cooks")).to_owned();
        let line = format!(
            r#"{{"id": "c-1", "permissions": {permissions},
            "reach": {{"home": "260", "by": "car"}}, "wishes": {{"fi": "lähellä Salmen torppaa"}},
            "profile": {{"history": [
                {{"occupation": {{"label": "kokki Salmen torpalla", "uri": "{cook}"}},
                  "from": "2015-01", "to": "2017-06", "text": "Salmen torppa"}},
                {{"occupation": {{"label": "apuri Salmen torpalla", "isco": "9412"}}}},
                {{"occupation": {{"label": "kokki", "uri": "{cook}"}}, "from": "2020-01", "to": "2021-07"}}],
              "competences": [{{"label": "Salmen torpan erikoiset", "evidence": "told"}}],
              "education": [{{"level": "vocational", "label": "Salmen opisto", "year": 1987}}],
              "text": {{"fi": "Olin Salmen torpalla."}}}}}}"#
        );
        read_candidate(&line, UnknownFields::Refuse, TODAY).expect("a person").value
    }

    fn seen(candidate: &Candidate) -> Option<PseudonymousCandidate> {
        let taxonomy = Taxonomy::starter();
        PseudonymousCandidate::of(candidate, Some(&taxonomy), &[Lang::FI], TODAY)
    }

    #[test]
    fn nothing_is_shown_without_permission() {
        assert_eq!(seen(&person(r#"{"rank": false, "contact": true}"#)), None);
    }

    #[test]
    fn an_employer_sees_no_own_words_no_dates_and_no_places_of_work() {
        let seen = seen(&person(r#"{"rank": true, "contact": false}"#)).expect("ranked");
        assert_eq!((seen.work.len(), seen.n_held_back), (1, 2));
        assert_eq!(seen.work[0].years, Some(YearsBand::To5), "2.4 and 1.5 years of one work");
        let all = format!("{seen:?}");
        for hidden in ["Salmen", "2015", "1987", "torp"] {
            assert!(!all.contains(hidden), "{hidden} in {all}");
        }
        assert_eq!(seen.education, Some(EducationLevel::Vocational));
    }

    #[test]
    fn contact_opens_the_names_but_not_the_texts() {
        let seen = seen(&person(r#"{"rank": true, "contact": true}"#)).expect("ranked");
        assert!(seen.may_be_contacted && seen.n_held_back == 0);
        assert_eq!(seen.competences, ["Salmen torpan erikoiset"]);
        assert!(!format!("{seen:?}").contains("opisto"));
    }

    #[test]
    fn years_are_banded() {
        let bands = [0.9, 1.0, 2.9, 3.0, 6.0, 10.0, 10.1].map(YearsBand::of).map(YearsBand::code);
        let expected = ["under_1", "1_to_2", "1_to_2", "3_to_5", "6_to_10", "6_to_10", "over_10"];
        assert_eq!(bands, expected);
    }
}
