//! Work done before against the work offered: the same, or near to it in ISCO-08, recent first.

use super::prepared::Stems;
use super::{PreparedCandidate, PreparedPosting};
use crate::coefficients::{
    EXPERIENCE_FLOOR, EXPERIENCE_HALF_LIFE_YEARS, FULL_EXPERIENCE_YEARS, OCCUPATION_BY_DIGITS,
};
use crate::explanation::{Reason, Side};
use crate::feature::FeatureValue;
use crate::scorer::MatchContext;
use kohtaanto_domain::model::{Employment, HistorySource, Lang, Occupation};

/// A name that meets the title's words counts as much as a shared minor group.
const NAME_MEETS_TITLE: f32 = 0.8;
/// A qualification for the work, without experience of it.
const TRAINED: f32 = 0.7;

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    context: MatchContext<'_>,
) -> FeatureValue {
    let profile = &candidate.candidate.profile;
    let lang = profile.text.langs().next().unwrap_or(Lang::FI);
    let done = profile
        .history
        .iter()
        .filter_map(|work| best_offer(candidate, work, lang, posting, context));
    let best = done.max_by(|a, b| a.0.total_cmp(&b.0));
    let trained = profile.education.iter().find_map(|education| {
        let qualification = education.label.as_deref()?;
        let stems = Stems::of(lang, qualification);
        let offered = meets_offer(&stems, posting)?;
        Some((TRAINED, Reason::Trained { qualification: qualification.to_owned(), offered }))
    });
    let mut reasons = Vec::new();
    let mut value = 0.0f32;
    for (worth, reason) in best.into_iter().chain(trained) {
        if worth > value {
            reasons.insert(0, reason);
        } else {
            reasons.push(reason);
        }
        value = value.max(worth);
    }
    if !reasons.is_empty() {
        return FeatureValue::known(value, reasons);
    }
    let latest = profile.history.iter().max_by_key(|work| (work.to.is_none(), work.to, work.from));
    match latest {
        Some(work) if !posting.title.is_empty() => {
            let did = work.occupation.label.clone();
            let reason = Reason::OtherExperience { did, offered: offered_name(posting) };
            FeatureValue::known(0.0, vec![reason])
        }
        _ => FeatureValue::unknown(Reason::NotSaid(Side::Person)),
    }
}

/// The best of the offered occupations for one period of experience; `None` when none is near.
fn best_offer(
    candidate: &PreparedCandidate<'_>,
    work: &Employment,
    lang: Lang,
    posting: &PreparedPosting<'_>,
    context: MatchContext<'_>,
) -> Option<(f32, Reason)> {
    let offers = posting.posting.occupations.iter();
    let by_code = offers.filter_map(|offered| likeness(&work.occupation, offered));
    let by_code = by_code.max_by(|a, b| a.0.total_cmp(&b.0));
    let by_concept = posting.posting.occupations.iter().filter_map(|offered| {
        let near = candidate.near.occupations.get(offered.uri.as_deref()?)?;
        let is_this_work = near.by == work.occupation.label;
        is_this_work.then(|| (near.nearness, 0, offered.label.clone()))
    });
    let by_concept = by_concept.max_by(|a, b| a.0.total_cmp(&b.0));
    let own_name = Stems::of(lang, &work.occupation.label);
    let called = candidate.near.called.get(&work.occupation.label).into_iter().flatten();
    let names = called.map(|(lang, name)| Stems::of(*lang, name));
    let by_name = std::iter::once(own_name)
        .chain(names)
        .find_map(|name| meets_offer(&name, posting).map(|offered| (NAME_MEETS_TITLE, 0, offered)));
    let nearest =
        by_code.into_iter().chain(by_name).chain(by_concept).max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (likeness, shared_digits, offered) = nearest;
    let (years, since) = (work.years(context.today), work.years_since(context.today));
    let worth = likeness * recency(since) * length(years) * strength(work.source);
    let did = work.occupation.label.clone();
    Some((worth, Reason::Experience { did, offered, shared_digits, years, since }))
}

fn likeness(done: &Occupation, offered: &Occupation) -> Option<(f32, u8, String)> {
    if done.uri.is_some() && done.uri == offered.uri {
        return Some((1.0, 4, offered.label.clone()));
    }
    let shared = done.isco?.shared_digits(offered.isco?);
    let likeness = OCCUPATION_BY_DIGITS.get(shared).copied().unwrap_or(1.0);
    (shared >= 2).then(|| (likeness, shared as u8, offered.label.clone()))
}

/// The offered occupation or title whose words hold all of a name's words.
fn meets_offer(name: &Stems, posting: &PreparedPosting<'_>) -> Option<String> {
    let occupations = posting.posting.occupations.iter();
    let by_label = occupations
        .filter(|offered| Stems::of(posting.lang, &offered.label).holding(name).is_some())
        .map(|offered| offered.label.clone())
        .next();
    by_label.or_else(|| posting.title.holding(name).map(|_| offered_name(posting)))
}

fn offered_name(posting: &PreparedPosting<'_>) -> String {
    let title = posting.posting.title.best(&[posting.lang]).map(|(_, title)| title);
    let label = posting.posting.occupations.first().map(|occupation| occupation.label.as_str());
    label.or(title).unwrap_or_default().to_owned()
}

fn recency(since: Option<f32>) -> f32 {
    let Some(since) = since else { return 0.9 };
    let decayed = 0.5f32.powf(since / EXPERIENCE_HALF_LIFE_YEARS);
    EXPERIENCE_FLOOR + (1.0 - EXPERIENCE_FLOOR) * decayed
}

fn length(years: Option<f32>) -> f32 {
    let Some(years) = years else { return 0.85 };
    0.7 + 0.3 * (years / FULL_EXPERIENCE_YEARS).min(1.0)
}

fn strength(source: HistorySource) -> f32 {
    match source {
        HistorySource::Work | HistorySource::OwnBusiness => 1.0,
        HistorySource::Internship => 0.85,
        HistorySource::Caring | HistorySource::Volunteering => 0.75,
        HistorySource::Hobby => 0.65,
    }
}
