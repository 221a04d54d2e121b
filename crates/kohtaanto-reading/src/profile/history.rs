//! Experience: what was done, when, and where it was gained.
//!
//! An occupation and a time of one stretch belong together: in a line that begins with an
//! occupation the time that follows it, in one that begins with a time the occupation that follows.
//! An occupation without a time counts where the text says that it was done (*työskentelin
//! siivoojana*, *as a cleaner*). A time without an occupation has the person's own words for a
//! name. Caring for one of kin is experience too.

use super::care;
use super::doing;
use super::name::name;
use super::periods::Period;
use super::reading::{Experience, Read};
use super::told::{Role, Stretch, Told};
use super::work::Work;
use crate::requirements::{ConceptMention, EXPLICIT, FAR, INFERRED, WEAK};
use kohtaanto_domain::model::{Education, Employment, HistorySource, Occupation};
use kohtaanto_taxonomy::ConceptKind;
use std::ops::Range;

/// The experience of a telling, and what may be experience.
pub(super) fn find(
    told: &Told<'_>,
    periods: Vec<Period>,
    placed: &[(Range<usize>, &ConceptMention)],
    education: &[Read<Education>],
    name_of: &dyn Fn(&str) -> Option<String>,
) -> (Vec<Read<Experience>>, Vec<Read<Experience>>) {
    let in_education = |words: &Range<usize>| {
        let span = told.words.span(words);
        education.iter().any(|read| read.span.start < span.end && span.start < read.span.end)
    };
    let is_card = |words: &Range<usize>| {
        placed
            .iter()
            .any(|(other, mention)| mention.kind == ConceptKind::Card && overlaps(other, words))
    };
    let mut works: Vec<Work> = placed
        .iter()
        .filter(|(_, mention)| mention.kind == ConceptKind::Occupation)
        .filter(|(words, _)| !in_education(words) && !is_card(words))
        .filter_map(|(words, mention)| Work::of(told, words, mention))
        .collect();
    for stretch in &told.stretches {
        // The name says more surely what it was.
        if !within(&works, &stretch.words, |work| &work.words).is_empty() {
            continue;
        }
        let has_time = !within(&periods, &stretch.words, |time| &time.words).is_empty();
        let done = doing::doings(told, stretch, has_time).into_iter();
        let done = done.filter(|doing| !in_education(&doing.words));
        works.extend(done.filter_map(|doing| Work::by_doing(doing, name_of)));
    }
    works.sort_by_key(|work| (work.words.start, work.words.end));
    let history = History { told, periods, works, placed, education };
    let found = history.find();
    let maybe = history.maybe(&found);
    (found, maybe)
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

struct History<'h, 't> {
    told: &'h Told<'t>,
    periods: Vec<Period>,
    works: Vec<Work>,
    placed: &'h [(Range<usize>, &'h ConceptMention)],
    education: &'h [Read<Education>],
}

impl History<'_, '_> {
    fn find(&self) -> Vec<Read<Experience>> {
        let mut found = Vec::new();
        let mut open: Option<&Work> = None;
        for stretch in &self.told.stretches {
            let works: Vec<&Work> = within(&self.works, &stretch.words, |work| &work.words);
            let times: Vec<&Period> = within(&self.periods, &stretch.words, |time| &time.words);
            let times: Vec<&Period> =
                times.into_iter().filter(|time| self.is_of_work(time, !works.is_empty())).collect();
            if let Some(words) = care::care(self.told, stretch) {
                let label = care::label(self.told.lang).to_owned();
                let occupation = Occupation { label, isco: None, uri: None };
                let (source, time) = (HistorySource::Caring, times.first().copied());
                found.push(self.read(stretch, occupation, source, &words, time, FAR));
                open = None;
                continue;
            }
            let starts_with_time = match (works.first(), times.first()) {
                (Some(work), Some(time)) => time.words.start < work.words.start,
                _ => false,
            };
            let mut used = vec![false; times.len()];
            let mut left: Option<&Work> = None;
            for (at, work) in works.iter().enumerate() {
                match self.time_of(&works, at, &times, starts_with_time) {
                    Some(time) => {
                        used[time] = true;
                        found.push(self.experience(stretch, Some(work), Some(times[time])));
                    }
                    None if work.is_said || self.is_doing(stretch, work) => {
                        found.push(self.experience(stretch, Some(work), None));
                        left = Some(work);
                    }
                    None => left = Some(work),
                }
            }
            for (time, _) in times.iter().zip(&used).filter(|(_, used)| !**used) {
                // "Datanomi, sovelluskehittäjä. 8/2021–: TypeScript": the time of the work before.
                if works.is_empty() && self.is_told_anew(&times, time) {
                    continue;
                }
                let goes_on = self.goes_on(stretch, time);
                let before = match works.last() {
                    Some(work) => Some(*work),
                    None => open.take().filter(|_| goes_on),
                };
                let named =
                    before.filter(|_| works.is_empty() || self.source(stretch, None).is_some());
                match named {
                    Some(work) => found.push(self.experience(stretch, Some(work), Some(time))),
                    None if self.is_told(stretch, time) => {
                        found.push(self.experience(stretch, None, Some(time)));
                    }
                    None => {}
                }
            }
            if works.is_empty() && times.is_empty() {
                if let Some(experience) = self.bare(stretch) {
                    found.push(experience);
                }
            } else {
                open = left;
            }
        }
        found.retain(|read| !read.value.employment.occupation.label.is_empty());
        self.settled(found)
    }

    /// Stretches with a time of which no experience was found, and that are not of a school or a
    /// wish; where no work was found at all, those without a time too.
    fn maybe(&self, found: &[Read<Experience>]) -> Vec<Read<Experience>> {
        let has_work = found.iter().any(|read| read.value.employment.occupation.uri.is_some());
        let is_read = |stretch: &Stretch| {
            let span = self.told.words.span(&stretch.words);
            let reads = found.iter().map(|read| &read.span);
            reads.chain(self.education.iter().map(|read| &read.span)).any(|s| overlaps(s, &span))
        };
        let mut maybe = Vec::new();
        for stretch in self.told.stretches.iter().filter(|stretch| !is_read(stretch)) {
            let times = within(&self.periods, &stretch.words, |time| &time.words);
            let time = times.into_iter().find(|time| !time.is_point);
            if time.is_none() && has_work {
                continue;
            }
            let words = time.map_or(&stretch.words, |time| &time.words);
            let is_other = self.told.is_wished(words)
                || self.told.is_denied(words)
                || self.is_of_permits(stretch);
            if !is_other {
                maybe.push(self.experience(stretch, None, time));
            }
        }
        maybe.retain(|read| !read.value.employment.occupation.label.is_empty());
        maybe
    }

    /// Whether a time tells of the occupation of the sentence before: *Datanomi, sovelluskehittäjä.
    /// 8/2021–: ...*, *I am a carpenter. I built houses for eight years.*
    fn goes_on(&self, stretch: &Stretch, time: &Period) -> bool {
        let told = self.told;
        let first = stretch.words.start;
        let is_new = told.is(first, Role::Before) || told.is(first, Role::Then);
        let does = stretch.words.clone().take(4).any(|at| told.is(at, Role::Did));
        let begins = time.words.start == first;
        !is_new
            && (begins || (does && time.years.is_some() && self.source(stretch, None).is_none()))
    }

    /// Whether a length of time only repeats dates that stand beside it: *three summers, 2019 to
    /// 2021*.
    fn is_told_anew(&self, times: &[&Period], time: &Period) -> bool {
        time.years.is_some() && times.iter().any(|other| other.years.is_none() && !other.is_point)
    }

    /// Whether a time can be of work: a year beside a qualification or a card is of that.
    fn is_of_work(&self, time: &Period, has_work: bool) -> bool {
        if !time.is_point || has_work {
            return true;
        }
        let span = self.told.words.span(&time.words);
        let near = |other: &Range<usize>| {
            let gap = if other.end <= span.start {
                span.start - other.end
            } else {
                other.start.saturating_sub(span.end)
            };
            gap < 24
        };
        let of_education = self.education.iter().any(|read| near(&read.span));
        let of_card = self.placed.iter().any(|(words, mention)| {
            mention.kind == ConceptKind::Card && near(&self.told.words.span(words))
        });
        !(of_education || of_card)
    }

    /// Which of the times of its stretch an occupation has.
    fn time_of(
        &self,
        works: &[&Work],
        at: usize,
        times: &[&Period],
        starts_with_time: bool,
    ) -> Option<usize> {
        let work = works[at];
        let before = times.iter().rposition(|time| time.words.end <= work.words.start);
        let after = times.iter().position(|time| time.words.start >= work.words.end);
        let (first, second) = if starts_with_time { (before, after) } else { (after, before) };
        let chosen = first.or(second)?;
        // Another occupation between has the time for itself, unless the two are listed together.
        let time = &times[chosen].words;
        let between = if time.end <= work.words.start {
            time.end..work.words.start
        } else {
            work.words.end..time.start
        };
        let parted = works.iter().enumerate().any(|(other, work)| {
            other != at && between.contains(&work.words.start) && !self.is_listed(works, at, other)
        });
        (!parted).then_some(chosen)
    }

    /// Whether two occupations stand side by side: *siivoojana ja keittiöapulaisena*.
    fn is_listed(&self, works: &[&Work], a: usize, b: usize) -> bool {
        let (first, last) = (a.min(b), a.max(b));
        last == first + 1 && works[last].words.start - works[first].words.end <= 1
    }

    /// Whether the stretch tells of doing, with the occupation as what the person is.
    fn is_doing(&self, stretch: &Stretch, work: &Work) -> bool {
        let before = stretch.words.start..work.words.start;
        before.rev().take(4).any(|at| self.told.is(at, Role::Did))
    }

    /// Whether a time without an occupation is of something done.
    fn is_told(&self, stretch: &Stretch, time: &Period) -> bool {
        let does = stretch.words.clone().any(|at| self.told.is(at, Role::Did));
        let has_source = self.told.source_in(&stretch.words).is_some();
        let is_wish = self.told.is_wished(&time.words) || self.told.is_denied(&time.words);
        if !does && self.is_of_permits(stretch) {
            return false;
        }
        // In a line of a list, a span of time is enough.
        let is_line = !time.is_point && (time.years.is_none() || time.from.is_some());
        let is_school = self
            .education
            .iter()
            .any(|read| overlaps(&self.told.words.within(&read.span), &stretch.words));
        // "2 years in a warehouse, 6 months in a bakery"
        let begins = time.words.start == stretch.words.start
            || self.told.words.gap_before(time.words.start).contains(',');
        let is_length = time.years.is_some() && begins && time.words.end < stretch.words.end;
        !is_wish && (does || has_source || ((is_line || is_length) && !is_school))
    }

    /// Where the experience of a stretch was gained, as its words or its heading say.
    fn source(
        &self,
        stretch: &Stretch,
        near: Option<(&Range<usize>, Option<&Period>)>,
    ) -> Option<HistorySource> {
        let own = self.told.source_in(&stretch.words).filter(|(at, _)| {
            near.is_none_or(|(work, time)| {
                let of_time = time.is_none_or(|time| self.is_nearest_time(stretch, time, *at));
                of_time && !self.belongs_to_other(stretch, work, *at)
            })
        });
        own.map(|(_, source)| source).or(stretch.heading)
    }

    /// Whether no other time of the stretch stands nearer to a word.
    fn is_nearest_time(&self, stretch: &Stretch, time: &Period, at: usize) -> bool {
        let own = distance(&time.words, at);
        within(&self.periods, &stretch.words, |time| &time.words)
            .iter()
            .all(|other| other.words == time.words || distance(&other.words, at) >= own)
    }

    /// Whether a word stands nearer to another occupation of the stretch.
    fn belongs_to_other(&self, stretch: &Stretch, words: &Range<usize>, at: usize) -> bool {
        let own = distance(words, at);
        within(&self.works, &stretch.words, |work| &work.words)
            .iter()
            .any(|other| other.words != *words && distance(&other.words, at) < own)
    }

    /// The words of the times and occupations of a stretch.
    fn taken(&self, stretch: &Stretch) -> Vec<&Range<usize>> {
        let times = within(&self.periods, &stretch.words, |time| &time.words);
        let works = within(&self.works, &stretch.words, |work| &work.words);
        let times = times.into_iter().map(|time| &time.words);
        times.chain(works.into_iter().map(|work| &work.words)).collect()
    }

    fn experience(
        &self,
        stretch: &Stretch,
        work: Option<&Work>,
        time: Option<&Period>,
    ) -> Read<Experience> {
        match (work, time) {
            (Some(work), time) => {
                let source = self.source(stretch, Some((&work.words, time)));
                let sure = if time.is_some() { EXPLICIT } else { INFERRED };
                let (occupation, source) =
                    (work.occupation.clone(), source.unwrap_or(HistorySource::Work));
                let inside = stretch.words.contains(&work.words.start);
                let words = if inside { work.words.clone() } else { stretch.words.clone() };
                self.read(stretch, occupation, source, &words, time, work.score.min(sure))
            }
            (None, time) => {
                let words = name(self.told, stretch, time, &self.taken(stretch));
                let label = self.told.words.text_of(&words).to_owned();
                let occupation = Occupation { label, isco: None, uri: None };
                let source = self.source(stretch, Some((&words, time)));
                let source = source.unwrap_or(HistorySource::Work);
                self.read(stretch, occupation, source, &words, time, WEAK)
            }
        }
    }

    fn read(
        &self,
        stretch: &Stretch,
        occupation: Occupation,
        source: HistorySource,
        words: &Range<usize>,
        time: Option<&Period>,
        confidence: f32,
    ) -> Read<Experience> {
        let text = self.told.words.text_of(&stretch.words);
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        let (from, to) = time.map_or((None, None), |time| (time.from, time.to));
        let hull = match time {
            Some(time) if stretch.words.contains(&time.words.start) => {
                words.start.min(time.words.start)..words.end.max(time.words.end)
            }
            _ => words.clone(),
        };
        let employment = Employment { occupation, from, to, source, text };
        let years = time.and_then(|time| time.years);
        let span = self.told.words.span(&hull);
        Read { value: Experience { employment, years }, span, confidence }
    }

    /// A stretch without a time and an occupation that says where experience was gained and what
    /// was done: *vapaaehtoisena ruoka-avussa*.
    fn bare(&self, stretch: &Stretch) -> Option<Read<Experience>> {
        let (at, source) = self.told.source_in(&stretch.words)?;
        let is_heading = stretch.words.len() < 3;
        let words = at..at + 1;
        let is_open = is_heading
            || self.is_of_permits(stretch)
            || source == HistorySource::Work
            || self.told.is_wished(&words)
            || self.told.is_denied(&words);
        if is_open {
            return None;
        }
        Some(self.experience(stretch, None, None))
    }

    /// Whether a stretch tells of cards, licences or languages.
    fn is_of_permits(&self, stretch: &Stretch) -> bool {
        let tells = |at| self.told.is(at, Role::Licence) || self.told.is(at, Role::Speak);
        stretch.words.clone().any(tells)
            || self.placed.iter().any(|(words, mention)| {
                mention.kind == ConceptKind::Card && overlaps(words, &stretch.words)
            })
    }

    /// Each occupation of a time once; one without a time gives way to the same one with a time.
    fn settled(&self, found: Vec<Read<Experience>>) -> Vec<Read<Experience>> {
        let mut kept: Vec<Read<Experience>> = Vec::with_capacity(found.len());
        let is_timed = |read: &Read<Experience>| {
            let Experience { employment, years } = &read.value;
            employment.from.is_some() || employment.to.is_some() || years.is_some()
        };
        for read in &found {
            let is_same = |other: &&Read<Experience>| {
                let (a, b) =
                    (&read.value.employment.occupation, &other.value.employment.occupation);
                a.uri == b.uri && a.label == b.label
            };
            let has_timed = !is_timed(read) && found.iter().filter(is_same).any(is_timed);
            let is_again = kept.iter().any(|other| other.value == read.value)
                || (!is_timed(read) && kept.iter().any(|other| is_same(&other)));
            if !has_timed && !is_again {
                kept.push(read.clone());
            }
        }
        kept
    }
}

/// How many words lie between some words and a place.
fn distance(words: &Range<usize>, at: usize) -> usize {
    at.saturating_sub(words.end.saturating_sub(1)) + words.start.saturating_sub(at)
}

/// Those whose words begin in a range.
fn within<'i, T>(
    items: &'i [T],
    range: &Range<usize>,
    words: impl Fn(&T) -> &Range<usize>,
) -> Vec<&'i T> {
    items.iter().filter(|item| range.contains(&words(item).start)).collect()
}
