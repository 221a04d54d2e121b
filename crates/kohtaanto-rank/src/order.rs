//! The one order of answers: score descending, then external id ascending.

use std::cmp::Ordering;

/// Compares two rows: the higher score first, then the smaller id. Scores are finite.
pub fn by_score_then_id(a: (f32, &str), b: (f32, &str)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1))
}
