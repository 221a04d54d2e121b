//! Travel times from a table.
//!
//! It reads text that it is given, and no file. What the table lacks is estimated, and the answer
//! says so.

use super::{EstimatedTravel, Travel, TravelSource, TravelTime, municipality};
use crate::model::{FieldError, FieldErrors, MunicipalityCode};
use std::collections::BTreeMap;

/// Travel times by car from a table; pairs that it lacks are estimated by [`EstimatedTravel`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TravelTable {
    pairs: BTreeMap<(MunicipalityCode, MunicipalityCode), Travel>,
}

const HEADER: [&str; 4] = ["from", "to", "minutes", "km"];
const MAX_MINUTES: u16 = 1440;

impl TravelTable {
    /// Reads a table of tab-separated lines, one pair of municipalities each. `#` begins a comment
    /// line; the first other line is the header, which begins `from`, `to`, `minutes`, `km`; more
    /// columns are notes and are not read. `from` and `to` are codes, `minutes` 1 to 1440, `km`
    /// kilometres by road or empty. A pair stands for both directions unless both are given.
    ///
    /// # Errors
    /// Every cell that is wrong, as `line 7, minutes`, with the fix.
    pub fn parse(tsv: &str) -> Result<Self, FieldErrors> {
        let mut errors = Vec::new();
        let mut given = BTreeMap::new();
        let mut has_header = false;
        for (i, line) in tsv.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let place = format!("line {}", i + 1);
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if !has_header {
                has_header = true;
                if !cells.starts_with(&HEADER) {
                    let fix =
                        format!("begin it with the columns {}, cut by tabs", HEADER.join(", "));
                    errors.push(FieldError::new(place, "is not the header", fix));
                    break;
                }
                continue;
            }
            match row(&cells) {
                Err(error) => {
                    let field = format!("{place}, {}", error.field);
                    errors.push(FieldError::new(field, error.problem, error.fix));
                }
                Ok((pair, travel)) => {
                    if given.insert(pair, travel).is_some() {
                        let problem = format!("gives {} to {} again", pair.0, pair.1);
                        errors.push(FieldError::new(place, problem, "keep one of the lines"));
                    }
                }
            }
        }
        if !has_header {
            let fix = format!("give the header {} and at least one line", HEADER.join(", "));
            errors.push(FieldError::new("line 1", "the table is empty", fix));
        }
        FieldErrors::check(errors)?;
        let mut pairs = given.clone();
        for ((from, to), travel) in given {
            pairs.entry((to, from)).or_insert(travel);
        }
        Ok(Self { pairs })
    }

    /// Whether the table itself has the pair, so that nothing is estimated.
    pub fn has(&self, from: MunicipalityCode, to: MunicipalityCode) -> bool {
        self.pairs.contains_key(&(from, to))
    }
}

impl TravelTime for TravelTable {
    fn by_car(&self, from: MunicipalityCode, to: MunicipalityCode) -> Option<Travel> {
        let found = self.pairs.get(&(from, to)).copied();
        found.or_else(|| EstimatedTravel.by_car(from, to))
    }
}

fn row(cells: &[&str]) -> Result<((MunicipalityCode, MunicipalityCode), Travel), FieldError> {
    let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
    let pair = (code(HEADER[0], cell(0))?, code(HEADER[1], cell(1))?);
    let minutes = cell(2).parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
    let minutes = minutes.ok_or_else(|| {
        let fix = format!("write whole minutes from 1 to {MAX_MINUTES}");
        FieldError::new(HEADER[2], format!("{:?} is not a travel time", cell(2)), fix)
    })?;
    let distance_km = match cell(3) {
        "" => None,
        text => {
            let km = text.parse().ok().filter(|km: &f32| (0.0..=3000.0).contains(km));
            Some(km.ok_or_else(|| {
                let problem = format!("{text:?} is not a distance");
                FieldError::new(HEADER[3], problem, "write kilometres with a point, or nothing")
            })?)
        }
    };
    Ok((pair, Travel { minutes, distance_km, source: TravelSource::Table }))
}

fn code(column: &str, text: &str) -> Result<MunicipalityCode, FieldError> {
    let code: MunicipalityCode = text
        .parse()
        .map_err(|error: FieldError| FieldError::new(column, error.problem, error.fix))?;
    if municipality(code).is_none() {
        let problem = format!("\"{code}\" is not a municipality of Finland");
        let fix = "use a code of 2026, such as \"167\" for Joensuu";
        return Err(FieldError::new(column, problem, fix));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::super::region;
    use super::*;
    use proptest::prelude::*;

    const NORTH_KARELIA: &str =
        include_str!("../../../../fixtures/north-karelia/travel-minutes.tsv");

    fn number(code: &str) -> MunicipalityCode {
        code.parse().unwrap()
    }

    fn minutes(travel: &dyn TravelTime, from: &str, to: &str) -> u16 {
        travel.by_car(number(from), number(to)).unwrap().minutes
    }

    #[test]
    fn north_karelia_is_complete_and_symmetric() {
        let table = TravelTable::parse(NORTH_KARELIA).unwrap();
        let codes = region("12");
        for from in &codes {
            for to in &codes {
                assert!(table.has(*from, *to), "{from}-{to}");
                let travel = table.by_car(*from, *to).unwrap();
                assert_eq!(travel.source, TravelSource::Table);
                assert_eq!(Some(travel), table.by_car(*to, *from), "{from}-{to}");
            }
        }
    }

    #[test]
    fn no_detour_is_faster_in_north_karelia() {
        let table = TravelTable::parse(NORTH_KARELIA).unwrap();
        let codes = region("12");
        let min = |a, b| table.by_car(a, b).unwrap().minutes;
        let km = |a, b| table.by_car(a, b).and_then(|travel| travel.distance_km).unwrap();
        for a in &codes {
            for b in codes.iter().filter(|b| *b != a) {
                let straight = municipality(*a).unwrap().point;
                let straight = straight.distance_km(&municipality(*b).unwrap().point) as f32;
                assert!(km(*a, *b) >= straight, "{a}-{b} is shorter than the crow flies");
                for via in codes.iter().filter(|via| *via != a && *via != b) {
                    // Two minutes for what rounding may add.
                    assert!(min(*a, *b) <= min(*a, *via) + min(*via, *b) + 2, "{a}-{via}-{b}");
                }
            }
        }
    }

    #[test]
    fn the_road_goes_around_pielinen() {
        let table = TravelTable::parse(NORTH_KARELIA).unwrap();
        let (by_table, estimated) =
            (minutes(&table, "176", "422"), minutes(&EstimatedTravel, "176", "422"));
        assert!(by_table >= estimated + 30, "{by_table} by table, {estimated} estimated");
    }

    #[test]
    fn what_the_table_lacks_is_estimated() {
        let table = TravelTable::parse("from\tto\tminutes\tkm\n167\t146\t58\t\n").unwrap();
        let travel = table.by_car(number("146"), number("167")).unwrap();
        assert_eq!((travel.minutes, travel.source), (58, TravelSource::Table));
        assert_eq!(travel.distance_km, None);
        let travel = table.by_car(number("167"), number("297")).unwrap();
        assert_eq!(travel.source, TravelSource::Estimate);
    }

    #[test]
    fn each_direction_can_have_its_own_time() {
        let text = "from\tto\tminutes\tkm\n167\t146\t58\t72\n146\t167\t60\t72\n";
        let table = TravelTable::parse(text).unwrap();
        assert_eq!((minutes(&table, "167", "146"), minutes(&table, "146", "167")), (58, 60));
    }

    #[test]
    fn errors_name_the_line_and_the_fix() {
        let header = "# a comment\nfrom\tto\tminutes\tkm\n";
        for (text, field, problem, fix) in [
            (
                "",
                "line 1",
                "the table is empty",
                "give the header from, to, minutes, km and at least one line",
            ),
            (
                "a\tb\n",
                "line 1",
                "is not the header",
                "begin it with the columns from, to, minutes, km, cut by tabs",
            ),
            (
                "911\t167\t9\t",
                "line 3, from",
                "\"911\" is not a municipality of Finland",
                "use a code of 2026, such as \"167\" for Joensuu",
            ),
            (
                "167\tx\t9\t",
                "line 3, to",
                "\"x\" is not a municipality code",
                "write three digits, such as \"167\" for Joensuu",
            ),
            (
                "167\t146\t0\t",
                "line 3, minutes",
                "\"0\" is not a travel time",
                "write whole minutes from 1 to 1440",
            ),
            (
                "167\t146",
                "line 3, minutes",
                "\"\" is not a travel time",
                "write whole minutes from 1 to 1440",
            ),
            (
                "167\t146\t58\t7,2",
                "line 3, km",
                "\"7,2\" is not a distance",
                "write kilometres with a point, or nothing",
            ),
            (
                "167\t146\t58\t\n167\t146\t59\t",
                "line 4",
                "gives 167 to 146 again",
                "keep one of the lines",
            ),
        ] {
            let with_header = if field.starts_with("line 1") {
                text.to_owned()
            } else {
                format!("{header}{text}")
            };
            let errors = TravelTable::parse(&with_header).unwrap_err();
            assert_eq!(errors.as_slice(), [FieldError::new(field, problem, fix)], "{text}");
        }
        let errors = TravelTable::parse(&format!("{header}x\t1\n167\t146\t-1\t")).unwrap_err();
        assert_eq!(errors.as_slice().len(), 2, "all wrong lines are named");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "(from\tto\tminutes\tkm\n)?[0-9\t\n#,a-z]{0,60}") {
            let _ = TravelTable::parse(&text);
        }
    }
}
