//! Measures of a ranking against judgments, by TREC conventions at full depth.
//!
//! All are means over queries that have a relevant document. Grades count as gains for nDCG when
//! `graded` is set; the open evaluation sets use one gain for every relevant document.

use std::collections::BTreeMap;

/// Measures of one ranking or their means, each 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Metrics {
    /// Mean of the precision at each relevant document.
    pub map: f64,
    /// One over the rank of the first relevant document.
    pub mrr: f64,
    /// The first document is relevant.
    pub hit_1: f64,
    /// One of the first ten is relevant.
    pub hit_10: f64,
    /// Share of the relevant documents among the first ten.
    pub recall_10: f64,
    /// Precision at min(5, number of relevant documents).
    pub rp_5: f64,
    /// Precision at min(10, number of relevant documents).
    pub rp_10: f64,
    /// Normalised discounted cumulative gain of the first ten.
    pub ndcg_10: f64,
}

impl Metrics {
    /// Names and values, in the order in which they are printed.
    pub fn named(&self) -> [(&'static str, f64); 8] {
        [
            ("map", self.map),
            ("mrr", self.mrr),
            ("hit@1", self.hit_1),
            ("hit@10", self.hit_10),
            ("recall@10", self.recall_10),
            ("rp@5", self.rp_5),
            ("rp@10", self.rp_10),
            ("ndcg@10", self.ndcg_10),
        ]
    }

    /// The mean of several.
    pub fn mean(all: &[Self]) -> Self {
        let n = all.len().max(1) as f64;
        let of = |field: fn(&Self) -> f64| all.iter().map(field).sum::<f64>() / n;
        Self {
            map: of(|m| m.map),
            mrr: of(|m| m.mrr),
            hit_1: of(|m| m.hit_1),
            hit_10: of(|m| m.hit_10),
            recall_10: of(|m| m.recall_10),
            rp_5: of(|m| m.rp_5),
            rp_10: of(|m| m.rp_10),
            ndcg_10: of(|m| m.ndcg_10),
        }
    }
}

/// Measures one ranking, best first, against graded judgments (grade 0 is not relevant). `None`
/// when nothing is relevant.
pub fn measure<'a>(
    ranking: impl IntoIterator<Item = &'a str>,
    judgments: &BTreeMap<String, u8>,
    graded: bool,
) -> Option<Metrics> {
    let gain = |grade: u8| if graded { 2f64.powi(i32::from(grade)) - 1.0 } else { 1.0 };
    let mut ideal: Vec<f64> =
        judgments.values().filter(|grade| **grade > 0).map(|grade| gain(*grade)).collect();
    if ideal.is_empty() {
        return None;
    }
    ideal.sort_by(|a, b| b.total_cmp(a));
    let n = ideal.len();
    let found: Vec<(usize, f64)> = (1..)
        .zip(ranking)
        .filter_map(|(rank, id)| match judgments.get(id) {
            Some(grade) if *grade > 0 => Some((rank, gain(*grade))),
            _ => None,
        })
        .collect();
    let discounted = |gains: &mut dyn Iterator<Item = (usize, f64)>| -> f64 {
        gains.fold(0.0, |sum, (rank, gain)| sum + gain / (rank as f64 + 1.0).log2())
    };
    let within = |k: usize| found.iter().filter(|(rank, _)| *rank <= k).count() as f64;
    let precisions =
        (1..).zip(&found).fold(0.0, |sum, (k, (rank, _))| sum + f64::from(k) / *rank as f64);
    let best = discounted(&mut (1..).zip(ideal.into_iter().take(10)));
    Some(Metrics {
        map: precisions / n as f64,
        mrr: found.first().map_or(0.0, |(rank, _)| 1.0 / *rank as f64),
        hit_1: within(1),
        hit_10: within(10).min(1.0),
        recall_10: within(10) / n as f64,
        rp_5: within(5) / n.min(5) as f64,
        rp_10: within(10) / n.min(10) as f64,
        ndcg_10: discounted(&mut found.iter().copied().filter(|(rank, _)| *rank <= 10)) / best,
    })
}

#[cfg(test)]
mod tests {
    use super::measure;
    use std::collections::BTreeMap;

    #[test]
    fn measures_by_hand() {
        let judgments = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 1)]);
        let got = measure(["x", "a", "y", "b"], &judgments, false).unwrap();
        assert!((got.map - (0.5 + 0.5) / 2.0).abs() < 1e-12);
        assert!((got.mrr - 0.5).abs() < 1e-12);
        assert_eq!((got.hit_1, got.hit_10, got.recall_10), (0.0, 1.0, 1.0));
        assert_eq!((got.rp_5, got.rp_10), (1.0, 1.0));
        let ideal = 1.0 + 1.0 / 3f64.log2();
        let dcg = 1.0 / 3f64.log2() + 1.0 / 5f64.log2();
        assert!((got.ndcg_10 - dcg / ideal).abs() < 1e-12);
    }

    #[test]
    fn nothing_relevant_is_left_out() {
        let judgments = BTreeMap::from([("a".to_owned(), 0)]);
        assert!(measure(["a"], &judgments, false).is_none());
    }

    #[test]
    fn grades_order_the_ideal() {
        let judgments = BTreeMap::from([("a".to_owned(), 3), ("b".to_owned(), 1)]);
        let best = measure(["a", "b"], &judgments, true).unwrap();
        let worse = measure(["b", "a"], &judgments, true).unwrap();
        assert!((best.ndcg_10 - 1.0).abs() < 1e-12);
        assert!(worse.ndcg_10 < best.ndcg_10);
    }
}
