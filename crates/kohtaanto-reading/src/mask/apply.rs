//! Puts marks where private stretches stood, and keeps the way back.

use super::{Found, MARK, Masked, Removed};
use std::ops::Range;

/// The found stretches in order, overlapping ones made one, and neighbours of one kind too. The
/// kind of a joined stretch is that of its longest part.
pub(super) fn settle(text: &str, mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|found| !found.span.is_empty());
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end), found.kind));
    // The stretch so far, and how long the part is that gave it its kind.
    let mut settled: Vec<(Found, usize)> = Vec::new();
    for next in found {
        let length = next.span.len();
        match settled.last_mut() {
            Some((last, longest)) if next.span.start < last.span.end => {
                last.span.end = last.span.end.max(next.span.end);
                if length > *longest {
                    (last.kind, *longest) = (next.kind, length);
                }
            }
            Some((last, _))
                if last.kind == next.kind
                    && joins(text.get(last.span.end..next.span.start).unwrap_or("-")) =>
            {
                last.span.end = next.span.end;
            }
            _ => settled.push((next, length)),
        }
    }
    settled.into_iter().map(|(found, _)| found).collect()
}

/// Whether what stands between two stretches of one kind says nothing by itself.
fn joins(between: &str) -> bool {
    matches!(
        between.trim_matches(' '),
        "" | "ja" | "och" | "and" | "и" | "і" | "та" | "sekä" | "samt"
    )
}

/// Takes out of a masked text what was found in it. Marks that a stretch takes in are given up.
pub(super) fn apply(original: &str, masked: &Masked, found: &[Found]) -> Masked {
    let mut removed: Vec<Removed> = Vec::with_capacity(masked.removed.len() + found.len());
    let new: Vec<(Range<usize>, Found)> =
        found.iter().map(|found| (self::original(masked, &found.span), found.clone())).collect();
    let within = |old: &Removed| {
        new.iter().any(|(span, _)| span.start < old.span.end && old.span.start < span.end)
    };
    removed.extend(masked.removed.iter().filter(|old| !within(old)).cloned());
    removed.extend(new.iter().filter_map(|(span, found)| {
        let text = original.get(span.clone())?.to_owned();
        Some(Removed { span: span.clone(), kind: found.kind, text })
    }));
    removed.sort_by_key(|removed| removed.span.start);
    let mut text = String::with_capacity(original.len());
    let mut from = 0;
    for stretch in &removed {
        text.push_str(original.get(from..stretch.span.start).unwrap_or(""));
        text.push_str(MARK);
        from = stretch.span.end;
    }
    text.push_str(original.get(from..).unwrap_or(""));
    Masked { text, removed }
}

/// See [`Masked::original`].
pub(super) fn original(masked: &Masked, span: &Range<usize>) -> Range<usize> {
    let marks = masked.marks();
    let place = |at: usize, is_end: bool| {
        // Bytes taken out, and bytes of marks, before this place.
        let (mut out, mut marked) = (0, 0);
        for (mark, removed) in marks.iter().zip(&masked.removed) {
            if mark.end <= at {
                out += removed.span.len();
                marked += mark.len();
            } else if is_end && mark.start < at {
                return removed.span.end;
            } else if !is_end && mark.start <= at {
                return removed.span.start;
            }
        }
        at + out - marked
    };
    let start = place(span.start, false);
    start..place(span.end, true).max(start)
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::mask::{Found, PrivateKind, mask};
    use kohtaanto_domain::model::Lang;

    #[test]
    fn neighbours_of_one_kind_are_one() {
        let text = "diabetes ja astma ja 040";
        let found = vec![
            Found { span: 12..17, kind: PrivateKind::Health },
            Found { span: 0..8, kind: PrivateKind::Health },
            Found { span: 21..24, kind: PrivateKind::Phone },
        ];
        let spans: Vec<_> = settle(text, found).into_iter().map(|found| found.span).collect();
        assert_eq!(spans, [0..17, 21..24]);
    }

    #[test]
    fn spans_lead_back_over_marks() {
        let text = "Minulla on astma. Soita 040 123 4567, kiitos.";
        let masked = mask(text, Lang::FI);
        assert_eq!(masked.text, "Minulla on […]. Soita […], kiitos.");
        let at = masked.text.find("kiitos").expect("there");
        assert_eq!(&text[masked.original(&(at..at + 6))], "kiitos");
        let mark = masked.marks()[1].clone();
        assert_eq!(&text[masked.original(&mark)], "040 123 4567");
        assert_eq!(&text[masked.original(&(mark.start + 1..mark.end))], "040 123 4567");
        assert_eq!(masked.original(&(0..masked.text.len())), 0..text.len());
    }
}
