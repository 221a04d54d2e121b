//! The filter that conditions make.

use super::Conditions;
use super::names::Names;
use crate::changes::WantedOfRemoved;
use crate::error::Result;
use crate::snapshot::Snapshot;
use crate::store::{ASKS_EXPERIENCE, ASKS_LICENCE, REMOTE, day_number, employer_key, thousandths};
use jiff::civil::Date;
use kohtaanto_domain::geo::{self, Point};
use kohtaanto_domain::model::{Coded, FieldError, FieldErrors, Lang, MunicipalityCode};
use kohtaanto_index::{AnyOf, Filter, Tag, TagCondition, TagMatch};

/// How many places are named when a condition is left out.
const SHOWN_PLACES: usize = 4;

/// A condition with its name, so that it can be left out when nothing is found.
#[derive(Debug, Clone)]
pub(crate) struct NamedCondition {
    pub(crate) name: &'static str,
    pub(crate) asked: String,
    pub(crate) part: FilterPart,
}

#[derive(Debug, Clone)]
pub(crate) enum FilterPart {
    Tag(TagCondition),
    AnyOf(AnyOf),
    Extent(Option<u16>, Option<u16>),
    OpenOn(i32),
    Published(Option<i32>, Option<i32>),
}

impl Snapshot {
    /// The conditions one by one, with every place and code resolved.
    pub(crate) fn named(
        &self,
        conditions: &Conditions,
        today: Date,
    ) -> Result<Vec<NamedCondition>> {
        let mut names = Names::new(self, conditions.unknown_codes);
        let mut named = Named::default();
        let places = names.places("places", &conditions.places);
        named.municipalities("places", !conditions.places.is_empty(), &places, false);
        let not_places = names.places("not_places", &conditions.not_places);
        named.municipalities("not_places", !not_places.is_empty(), &not_places, true);
        if let Some(within) = &conditions.within {
            named.municipalities("within", true, &names.within(within), false);
        }
        if !conditions.positions.is_empty() {
            let asked = conditions.positions.iter().map(|at| {
                let Point { lat, lon } = at.point;
                format!("{lat},{lon}")
            });
            let asked: Vec<String> = asked.collect();
            let any_of = names.positions(&conditions.positions);
            named.push("positions", asked.join(" "), FilterPart::AnyOf(any_of));
        }
        named.tag("relationship", Tag::Relationship, coded(&conditions.relationship));
        named.not("not_relationship", Tag::Relationship, coded(&conditions.not_relationship));
        named.tag("continuity", Tag::Continuity, coded(&conditions.continuity));
        named.tag("working_time", Tag::WorkingTime, coded(&conditions.working_time));
        named.tag("shifts", Tag::Shift, coded(&conditions.shifts));
        named.tag("languages", Tag::Language, langs(&conditions.languages));
        for (name, list, negate) in [
            ("occupations", &conditions.occupations, false),
            ("not_occupations", &conditions.not_occupations, true),
        ] {
            let tags = names.occupations(name, list)?;
            named.any_of(name, list, AnyOf { tags, negate, ..AnyOf::default() });
        }
        for (name, list, negate) in
            [("skills", &conditions.skills, false), ("not_skills", &conditions.not_skills, true)]
        {
            let tags = names.skills(name, list)?;
            named.any_of(name, list, AnyOf { tags, negate, ..AnyOf::default() });
        }
        named.tag("asked_languages", Tag::AskedLanguage, langs(&conditions.asked_languages));
        named.tag("licences", Tag::Licence, coded(&conditions.licences));
        named.flag("asks_licence", Tag::Asks, ASKS_LICENCE, conditions.asks_licence);
        named.flag("asks_experience", Tag::Asks, ASKS_EXPERIENCE, conditions.asks_experience);
        named.flag("remote", Tag::Remote, REMOTE, conditions.remote);
        named.extent(conditions, &mut names.errors);
        named.tag("employers", Tag::Employer, lower(&conditions.employers));
        named.not("not_employers", Tag::Employer, lower(&conditions.not_employers));
        for (name, list, negate) in [
            ("employers_starting", &conditions.employers_starting, false),
            ("not_employers_starting", &conditions.not_employers_starting, true),
        ] {
            let start = |name: &String| (Tag::EmployerKey, TagMatch::Prefix(employer_key(name)));
            let tags = list.iter().map(start).collect();
            named.any_of(name, list, AnyOf { tags, negate, ..AnyOf::default() });
        }
        named.tag("sources", Tag::Source, conditions.sources.clone());
        named.published(conditions, &mut names.errors);
        FieldErrors::check(names.errors)?;
        if !conditions.closed_too {
            let part = FilterPart::OpenOn(day_number(today));
            named.push("open", today.to_string(), part);
        }
        Ok(named.0)
    }

    /// What conditions on places and occupations ask of a posting that is no more there.
    pub(crate) fn wanted_of_removed(
        &self,
        conditions: &Conditions,
    ) -> Result<Vec<WantedOfRemoved>> {
        let Conditions { places, not_places, occupations, not_occupations, .. } = conditions;
        let asked = Conditions {
            places: places.clone(),
            not_places: not_places.clone(),
            occupations: occupations.clone(),
            not_occupations: not_occupations.clone(),
            closed_too: true,
            unknown_codes: conditions.unknown_codes,
            ..Conditions::default()
        };
        // The day is looked at by conditions on days only.
        let named = self.named(&asked, Date::constant(1970, 1, 1))?;
        let any_of = named.into_iter().filter_map(|condition| match condition.part {
            FilterPart::AnyOf(any_of) => Some(any_of),
            _ => None,
        });
        let wanted = any_of.map(|any_of| {
            let mut wanted = WantedOfRemoved { negate: any_of.negate, ..Default::default() };
            for (tag, value) in any_of.tags {
                let TagMatch::Whole(value) = value else { continue };
                match tag {
                    Tag::Municipality => wanted.municipalities.insert(value),
                    Tag::Occupation => wanted.groups.insert(value),
                    Tag::Concept => wanted.occupations.insert(value),
                    _ => false,
                };
            }
            wanted
        });
        Ok(wanted.collect())
    }

    /// The filter of conditions on a day.
    pub(crate) fn filter_of(&self, conditions: &Conditions, today: Date) -> Result<Filter> {
        Ok(filter(&self.named(conditions, today)?, None))
    }
}

#[derive(Debug, Default)]
struct Named(Vec<NamedCondition>);

impl Named {
    fn push(&mut self, name: &'static str, asked: String, part: FilterPart) {
        self.0.push(NamedCondition { name, asked, part });
    }

    fn tag(&mut self, name: &'static str, tag: Tag, any_of: Vec<String>) {
        self.tags(name, TagCondition { tag, any_of, negate: false });
    }

    fn not(&mut self, name: &'static str, tag: Tag, any_of: Vec<String>) {
        self.tags(name, TagCondition { tag, any_of, negate: true });
    }

    fn tags(&mut self, name: &'static str, condition: TagCondition) {
        if !condition.any_of.is_empty() {
            self.push(name, condition.any_of.join(", "), FilterPart::Tag(condition));
        }
    }

    /// Municipalities that were asked, also when none of them is known.
    fn municipalities(
        &mut self,
        name: &'static str,
        is_asked: bool,
        municipalities: &[MunicipalityCode],
        negate: bool,
    ) {
        if is_asked {
            let codes: Vec<String> =
                municipalities.iter().map(MunicipalityCode::to_string).collect();
            // What the source declares wins; where it declares none, the text says where.
            let tags = [Tag::Municipality, Tag::UndeclaredMunicipality].into_iter();
            let whole = |tag| codes.iter().map(move |code| (tag, TagMatch::Whole(code.clone())));
            let tags = tags.flat_map(whole).collect();
            let any_of = AnyOf { tags, negate, ..AnyOf::default() };
            self.push(name, names_of(&codes), FilterPart::AnyOf(any_of));
        }
    }

    fn any_of(&mut self, name: &'static str, asked: &[String], any_of: AnyOf) {
        if !asked.is_empty() {
            self.push(name, asked.join(", "), FilterPart::AnyOf(any_of));
        }
    }

    fn flag(&mut self, name: &'static str, tag: Tag, value: &str, asked: Option<bool>) {
        if let Some(asked) = asked {
            let any_of = vec![value.to_owned()];
            let part = FilterPart::Tag(TagCondition { tag, any_of, negate: !asked });
            self.push(name, asked.to_string(), part);
        }
    }

    fn extent(&mut self, conditions: &Conditions, errors: &mut Vec<FieldError>) {
        let asked = [("extent_min", conditions.extent_min), ("extent_max", conditions.extent_max)];
        for (field, share) in asked {
            if let Some(share) = share.filter(|share| !(0.0..=1.0).contains(share)) {
                let problem = format!("{share} is out of range");
                errors.push(FieldError::new(field, problem, "give a share from 0 to 1"));
            }
        }
        if asked.iter().any(|(_, share)| share.is_some()) {
            let [min, max] = asked.map(|(_, share)| share.map(thousandths));
            let asked = asked.iter().filter_map(|(_, share)| share.as_ref().map(f32::to_string));
            let asked: Vec<String> = asked.collect();
            self.push("extent", asked.join(" - "), FilterPart::Extent(min, max));
        }
    }

    fn published(&mut self, conditions: &Conditions, errors: &mut Vec<FieldError>) {
        let days = [conditions.published_from, conditions.published_to];
        if let [Some(from), Some(to)] = days
            && from > to
        {
            let problem = format!("{to} is before published_from {from}");
            errors.push(FieldError::new("published_to", problem, "swap the two days"));
        }
        if days.iter().any(Option::is_some) {
            let asked: Vec<String> = days.iter().flatten().map(Date::to_string).collect();
            let [from, to] = days.map(|day| day.map(day_number));
            self.push("published", asked.join(" - "), FilterPart::Published(from, to));
        }
    }
}

/// One of these municipalities, as a text demands it.
pub(super) fn must_be_in(codes: &[MunicipalityCode]) -> NamedCondition {
    let mut named = Named::default();
    named.municipalities("places", true, codes, false);
    named.0.remove(0)
}

/// The filter of conditions, without the one of number `without`.
pub(crate) fn filter(named: &[NamedCondition], without: Option<usize>) -> Filter {
    let mut filter = Filter::default();
    for (i, condition) in named.iter().enumerate() {
        if Some(i) == without {
            continue;
        }
        match &condition.part {
            FilterPart::Tag(tag) => filter.conditions.push(tag.clone()),
            FilterPart::AnyOf(any_of) => filter.any_of.push(any_of.clone()),
            FilterPart::Extent(min, max) => {
                (filter.extent_min, filter.extent_max) = (*min, *max);
            }
            FilterPart::OpenOn(day) => filter.open_on = Some(*day),
            FilterPart::Published(from, to) => {
                filter.published_from = *from;
                filter.published_to = *to;
            }
        }
    }
    filter
}

/// Municipalities by name, the first few of many.
fn names_of(codes: &[String]) -> String {
    let name = |code: &String| {
        let municipality = code.parse().ok().and_then(geo::municipality);
        municipality.map_or_else(|| code.clone(), |municipality| municipality.name_fi.to_owned())
    };
    let shown: Vec<String> = codes.iter().take(SHOWN_PLACES).map(name).collect();
    let more = if codes.len() > SHOWN_PLACES { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn coded<T: Coded>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.code().to_owned()).collect()
}

fn lower(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn langs(langs: &[Lang]) -> Vec<String> {
    langs.iter().map(Lang::to_string).collect()
}
