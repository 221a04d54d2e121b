//! Terms offered against terms that the person can take.

use super::{PreparedCandidate, PreparedPosting};
use crate::explanation::{Reason, Side, Status};
use crate::feature::{FeatureValue, Tally};
use kohtaanto_domain::model::Shift;

pub(super) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
) -> FeatureValue {
    let wanted = &candidate.candidate.terms;
    let offered = &posting.posting.terms;
    let mut tally = Tally::default();
    if let Some(time) = offered.working_time
        && !wanted.working_time.is_empty()
    {
        let met = flag(wanted.working_time.contains(&time));
        let status = status(met);
        tally.add(2.0, Some(met), Reason::WorkingTime { offered: time, status });
    }
    if let Some(continuity) = offered.continuity
        && !wanted.continuity.is_empty()
    {
        let met = flag(wanted.continuity.contains(&continuity));
        let status = status(met);
        tally.add(1.0, Some(met), Reason::Continuity { offered: continuity, status });
    }
    if !offered.shifts.is_empty() && !wanted.shifts.is_empty() {
        let (met, unsuitable) = shifts(&offered.shifts, &wanted.shifts);
        let status = status(met);
        let reason = Reason::Shifts { offered: offered.shifts.clone(), unsuitable, status };
        tally.add(2.0, Some(met), reason);
    }
    if let (Some(most), Some(least)) = (offered.hours_max.or(offered.hours_min), wanted.hours_min) {
        let met = (most / least.max(1.0)).min(1.0);
        let met = if met >= 1.0 { 1.0 } else { met * 0.8 };
        let status = status(met);
        tally.add(1.0, Some(met), Reason::Hours { offered: most, wanted: least, status });
    }
    if let (Some(start), Some(can)) = (offered.start, wanted.start) {
        let met = flag(can <= start);
        tally.add(1.0, Some(met), Reason::Start { status: status(met) });
    }
    let side = if *wanted == Default::default() { Side::Person } else { Side::Posting };
    tally.finish().unwrap_or_else(|| FeatureValue::unknown(Reason::NotSaid(side)))
}

fn flag(met: bool) -> f32 {
    if met { 1.0 } else { 0.0 }
}

fn status(met: f32) -> Status {
    if met >= 1.0 {
        Status::Met
    } else if met > 0.3 {
        Status::Partly
    } else {
        Status::NotMet
    }
}

/// The share of the offered parts of the day that suit, and the offered shifts that do not.
fn shifts(offered: &[Shift], wanted: &[Shift]) -> (f32, Vec<Shift>) {
    let suits = |part: &Shift| {
        wanted.iter().any(|want| want == part || want.parts().contains(part))
            || wanted.contains(&Shift::Flexible)
    };
    let unsuitable: Vec<Shift> = offered
        .iter()
        .copied()
        .filter(|shift| !suits(shift) && !shift.parts().iter().all(&suits))
        .collect();
    (1.0 - unsuitable.len() as f32 / offered.len() as f32, unsuitable)
}

#[cfg(test)]
mod tests {
    use super::{Shift, shifts};

    #[test]
    fn three_shifts_hold_a_night() {
        let (met, unsuitable) = shifts(&[Shift::ThreeShift], &[Shift::Day, Shift::Evening]);
        assert_eq!((met, unsuitable), (0.0, vec![Shift::ThreeShift]));
        let wanted = [Shift::Day, Shift::Evening, Shift::Night];
        assert_eq!(shifts(&[Shift::ThreeShift], &wanted).0, 1.0);
        assert_eq!(shifts(&[Shift::Day, Shift::Weekend], &[Shift::Day]).0, 0.5);
    }
}
