//! From names and codes of conditions to what the index holds, and what is said of unknown ones.

use super::conditions::{Distance, Position, UnknownCodes, Within};
use crate::concepts::Guesser;
use crate::error::{Result, index};
use crate::snapshot::Snapshot;
use kohtaanto_domain::geo;
use kohtaanto_domain::model::{FieldError, IscoCode, Lang, MunicipalityCode};
use kohtaanto_index::{AnyOf, Filter, Near, Tag, TagMatch};
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Relation, Taxonomy};

/// A name that is less like what was given is no suggestion.
const LIKE: f32 = 0.6;
const MAX_SUGGESTIONS: usize = 3;
const LANGS: [Lang; 3] = [Lang::FI, Lang::SV, Lang::EN];
/// No chain of narrower occupations is longer.
const MAX_DEPTH: usize = 8;

/// Resolves names; what is not known is noted.
pub(super) struct Names<'a> {
    snapshot: &'a Snapshot,
    unknown: UnknownCodes,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> Names<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, unknown: UnknownCodes) -> Self {
        Self { snapshot, unknown, errors: Vec::new() }
    }

    pub(super) fn places(&mut self, field: &str, places: &[String]) -> Vec<MunicipalityCode> {
        let mut found = Vec::new();
        for (i, place) in places.iter().enumerate() {
            match geo::resolve_municipalities(place) {
                Ok(codes) => found.extend(codes),
                Err(error) => self.refuse(FieldError { field: format!("{field}[{i}]"), ..error }),
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The municipalities within the distance: the nearest of those that the place names counts.
    pub(super) fn within(&mut self, within: &Within) -> Vec<MunicipalityCode> {
        let from = self.places("within.from", std::slice::from_ref(&within.from));
        let mut reached = Vec::new();
        for home in from {
            match within.distance {
                Distance::Minutes(minutes) => reached.extend(self.reached(home, minutes)),
                Distance::Km(km) => {
                    let Some(municipality) = geo::municipality(home) else { continue };
                    let near = geo::within_km(municipality.point, km);
                    reached.extend(near.into_iter().map(|(code, _)| code));
                }
            }
        }
        reached.sort();
        reached.dedup();
        reached
    }

    fn reached(&self, home: MunicipalityCode, minutes: u16) -> Vec<MunicipalityCode> {
        let near = geo::within_minutes(self.snapshot.travel.as_ref(), home, minutes);
        near.into_iter().map(|(code, _)| code).collect()
    }

    pub(super) fn positions(&mut self, positions: &[Position]) -> AnyOf {
        let mut any_of = AnyOf::default();
        for (i, Position { point, distance }) in positions.iter().enumerate() {
            match *distance {
                Distance::Km(km) if km >= 0.0 => any_of.near.push(Near { point: *point, km }),
                Distance::Km(km) => {
                    let problem = format!("{km} is out of range");
                    let field = format!("positions[{i}].km");
                    self.errors.push(FieldError::new(field, problem, "give 0 or more"));
                }
                Distance::Minutes(minutes) => {
                    let Some(home) = geo::nearest_municipality(*point) else { continue };
                    let whole = |code: MunicipalityCode| TagMatch::Whole(code.to_string());
                    let codes = self.reached(home, minutes).into_iter().map(whole);
                    any_of.tags.extend(codes.map(|code| (Tag::Municipality, code)));
                }
            }
        }
        any_of
    }

    pub(super) fn occupations(
        &mut self,
        field: &str,
        codes: &[String],
    ) -> Result<Vec<(Tag, TagMatch)>> {
        let mut tags = Vec::new();
        for (i, code) in codes.iter().enumerate() {
            let found = self.occupation(code)?;
            if found.is_empty() {
                let fix = match code.parse::<IscoCode>() {
                    Ok(_) => self.near_group(code),
                    Err(_) => self.like(code, &[ConceptKind::Occupation])?,
                };
                let fix = fix.unwrap_or_else(|| {
                    "give an ISCO-08 group of one to four digits, such as 5321, or the \
                     identifier of an occupation"
                        .to_owned()
                });
                self.refuse_code(field, i, code, fix);
            }
            tags.extend(found);
        }
        Ok(tags)
    }

    fn occupation(&self, code: &str) -> Result<Vec<(Tag, TagMatch)>> {
        let of = |tag, value: &str| (tag, TagMatch::Whole(value.to_owned()));
        let taxonomy = self.snapshot.taxonomy.as_deref();
        let known = taxonomy.and_then(|taxonomy| Some((taxonomy, taxonomy.find(code)?)));
        if let Some((taxonomy, concept)) = known {
            return Ok(match taxonomy.kind(concept) {
                ConceptKind::Occupation => {
                    let all = with_narrower(taxonomy, concept).into_iter();
                    all.map(|concept| of(Tag::Concept, taxonomy.uri(concept))).collect()
                }
                ConceptKind::OccupationGroup => taxonomy
                    .code(concept)
                    .map(|code| of(Tag::Occupation, code))
                    .into_iter()
                    .collect(),
                _ => Vec::new(),
            });
        }
        let is_group = code.parse::<IscoCode>().is_ok();
        let tag = if is_group { Tag::Occupation } else { Tag::Concept };
        let known = is_group && group(taxonomy, code).is_some();
        Ok(if known || self.is_used(tag, code)? { vec![of(tag, code)] } else { Vec::new() })
    }

    pub(super) fn skills(&mut self, field: &str, uris: &[String]) -> Result<Vec<(Tag, TagMatch)>> {
        let mut tags = Vec::new();
        let kinds = [ConceptKind::Competence, ConceptKind::Card];
        for (i, uri) in uris.iter().enumerate() {
            let taxonomy = self.snapshot.taxonomy.as_deref();
            let kind = taxonomy.and_then(|taxonomy| Some(taxonomy.kind(taxonomy.find(uri)?)));
            let known = kind.is_some_and(|kind| kinds.contains(&kind));
            if !known && !self.is_used(Tag::Competence, uri)? {
                let fix = self.like(uri, &kinds)?;
                let fix = fix.unwrap_or_else(|| {
                    "give the identifier of a competence, card or permit".to_owned()
                });
                self.refuse_code(field, i, uri, fix);
                continue;
            }
            tags.push((Tag::Competence, TagMatch::Whole(uri.clone())));
        }
        Ok(tags)
    }

    fn is_used(&self, tag: Tag, value: &str) -> Result<bool> {
        let filter = Filter::default().any_of(tag, [value]);
        let having = self.snapshot.opportunities.index.matching(&filter).map_err(index)?;
        Ok(!having.is_empty())
    }

    fn refuse_code(&mut self, field: &str, i: usize, code: &str, fix: String) {
        let problem = format!("{code:?} is not known");
        self.refuse(FieldError::new(format!("{field}[{i}]"), problem, fix));
    }

    fn refuse(&mut self, error: FieldError) {
        if self.unknown == UnknownCodes::Refuse {
            self.errors.push(error);
        }
    }

    /// The narrowest known group above an unknown one.
    fn near_group(&self, code: &str) -> Option<String> {
        let taxonomy = self.snapshot.taxonomy.as_deref();
        (1..code.len()).rev().find_map(|n| {
            let name = group(taxonomy, &code[..n])?;
            Some(format!("did you mean {} ({name})", &code[..n]))
        })
    }

    /// Concepts whose names are like a text that is no identifier.
    fn like(&self, text: &str, kinds: &[ConceptKind]) -> Result<Option<String>> {
        let Some(taxonomy) = self.snapshot.taxonomy.as_deref() else { return Ok(None) };
        let mut guesses = Guesser::by_words(taxonomy).guess(text, &LANGS, None)?;
        guesses.retain(|guess| {
            guess.likeness >= LIKE && kinds.contains(&taxonomy.kind(guess.concept))
        });
        let shown = guesses.iter().take(MAX_SUGGESTIONS).map(|guess| {
            let name = taxonomy.name_of(guess.concept, &LANGS).map_or("", |label| label.text);
            format!("{} ({name})", taxonomy.uri(guess.concept))
        });
        let shown: Vec<String> = shown.collect();
        Ok((!shown.is_empty()).then(|| format!("did you mean {}", shown.join(" or "))))
    }
}

/// The name of the group of a code.
fn group<'t>(taxonomy: Option<&'t Taxonomy>, code: &str) -> Option<&'t str> {
    let taxonomy = taxonomy?;
    let is_it = |concept: &ConceptId| {
        taxonomy.kind(*concept) == ConceptKind::OccupationGroup
            && taxonomy.code(*concept) == Some(code)
    };
    let concept = taxonomy.concepts().find(is_it)?;
    Some(taxonomy.name_of(concept, &LANGS).map_or("", |label| label.text))
}

/// The concept and the occupations below it.
fn with_narrower(taxonomy: &Taxonomy, concept: ConceptId) -> Vec<ConceptId> {
    let (mut all, mut level) = (vec![concept], vec![concept]);
    for _ in 0..MAX_DEPTH {
        let below = level.iter().flat_map(|above| taxonomy.inverse(*above, Relation::Broader));
        let below = below.filter(|concept| taxonomy.kind(*concept) == ConceptKind::Occupation);
        level = below.filter(|concept| !all.contains(concept)).collect();
        if level.is_empty() {
            break;
        }
        all.extend(&level);
    }
    all
}
