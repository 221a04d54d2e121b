use super::*;
use proptest::prelude::*;

fn suppressed(counts: &[Vec<u32>]) -> Table {
    let most: Vec<Vec<Option<u32>>> = counts.iter().map(|row| vec![None; row.len() + 1]).collect();
    let mut table = Table::new(counts, &most);
    table.suppress();
    table
}

/// All values that a reader can think of for each hidden count, by trying every table up to a bound
/// that agrees with what is shown.
fn possible(table: &Table, largest: u32) -> Vec<(u32, u32)> {
    let (rows, columns) = (table.n_rows - 1, table.n_columns - 1);
    let mut spans = vec![(u32::MAX, 0); table.counts.len()];
    let mut guess = vec![0u32; rows * columns];
    loop {
        let counts: Vec<Vec<u32>> = guess.chunks(columns).map(<[u32]>::to_vec).collect();
        let most = vec![vec![None; columns + 1]; rows];
        let other = Table::new(&counts, &most);
        let agrees = (0..other.counts.len())
            .all(|at| !table.shown[at] || other.counts[at] == table.counts[at]);
        if agrees {
            for (span, count) in spans.iter_mut().zip(&other.counts) {
                *span = (span.0.min(*count), span.1.max(*count));
            }
        }
        let Some(next) = guess.iter().position(|count| *count < largest) else { break };
        guess[..next].fill(0);
        guess[next] += 1;
    }
    spans
}

#[test]
fn a_single_hidden_count_takes_another_with_it() {
    // The 3 alone would be 20 - 8 - 9.
    let table = suppressed(&[vec![3, 8, 9], vec![10, 11, 12], vec![13, 14, 15]]);
    assert_eq!(table.shown(0, 0), None);
    let in_row = (0..4).filter(|column| table.shown(0, *column).is_none()).count();
    let in_column = (0..4).filter(|row| table.shown(*row, 0).is_none()).count();
    assert!(in_row >= 2 && in_column >= 2, "{table:?}");
    assert_eq!(table.shown(2, 2), Some(15), "what needs no hiding is shown");
    assert_eq!(table.shown(3, 3), Some(95));
}

#[test]
fn zeros_do_not_cover_for_each_other() {
    // Both hidden counts of the first row are zero: 10 - 10 would tell it.
    let table = suppressed(&[vec![0, 0, 10], vec![20, 20, 20], vec![20, 20, 20]]);
    let shown: Vec<_> = (0..4).map(|column| table.shown(0, column)).collect();
    assert!(shown[2].is_none() || shown[3].is_none(), "{shown:?}");
}

#[test]
fn two_in_each_line_are_not_enough_when_tied() {
    // Two squares of hidden counts, and one hidden count between them: each line has two or more,
    // and still the one between is told by the lines of a square together.
    let mut counts = vec![vec![30; 4]; 4];
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)] {
        counts[row][column] = 4;
    }
    let table = suppressed(&counts);
    let hidden = (0..16).filter(|i| table.shown(i / 4, i % 4).is_none()).count();
    let sums = (0..5).filter(|i| table.shown(*i, 4).is_none() || table.shown(4, *i).is_none());
    assert!(hidden > 9 || sums.count() > 0, "{table:?}");
}

#[test]
fn an_empty_table_shows_nothing() {
    let table = suppressed(&[vec![0, 0], vec![0, 0]]);
    assert!((0..9).all(|i| table.shown(i / 3, i % 3).is_none()));
}

#[test]
fn a_bound_that_is_known_is_reckoned_with() {
    // Without the bounds the hidden counts could be 0 to 8; with them each is 4 for sure.
    let counts = vec![vec![4, 4, 20], vec![20, 20, 20]];
    let most = vec![vec![Some(4), Some(4), None, None], vec![None; 4]];
    let mut table = Table::new(&counts, &most);
    table.suppress();
    let row: Vec<_> = (0..4).map(|column| table.shown(0, column)).collect();
    assert!(row[2].is_none() || row[3].is_none(), "{row:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// What a reader can reckon is tried out: every table that agrees with what is shown.
    #[test]
    fn no_hidden_count_can_be_reckoned(counts in prop::collection::vec(0u32..9, 4)) {
        let counts: Vec<Vec<u32>> = counts.chunks(2).map(<[u32]>::to_vec).collect();
        let table = suppressed(&counts);
        // A count may be as large as all together, and a little more.
        let spans = possible(&table, 16);
        for (at, (least, most)) in spans.into_iter().enumerate() {
            prop_assert!(table.shown[at] || most - least >= SPREAD, "{at} of {table:?}");
            prop_assert!(!table.shown[at] || table.counts[at] >= THRESHOLD);
        }
    }

    #[test]
    fn larger_tables_end_and_keep_small_numbers_hidden(
        counts in prop::collection::vec(prop_oneof![Just(0u32), 0u32..8, 0u32..60], 35),
    ) {
        let counts: Vec<Vec<u32>> = counts.chunks(5).map(<[u32]>::to_vec).collect();
        let table = suppressed(&counts);
        for row in 0..table.n_rows {
            for column in 0..table.n_columns {
                let at = table.at(row, column);
                prop_assert!(!table.shown[at] || table.counts[at] >= THRESHOLD);
                prop_assert!(table.shown[at] || table.is_spread(row, column));
            }
        }
    }
}
