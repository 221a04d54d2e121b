//! Which counts of people are shown, so that no hidden one can be reckoned from the others.
//!
//! The table is municipalities by groups, with their totals. Method:
//!
//! 1. **Small numbers.** Every count below [`THRESHOLD`] is hidden, zero too: a row with one count
//!    and zeros beside it would tell the group of each of its people.
//! 2. **Complementary suppression.** Counts of a line and its total are equations that a reader can
//!    solve. For each hidden count the reader's possible values are reckoned: all that the shown
//!    counts, and that no count is below zero (nor above what the band of people within reach
//!    says), leave open. When these span less than [`SPREAD`], the smallest shown count beside it,
//!    or a total, is hidden too, until they do.
//!
//! The spread is exact, not a rule of thumb such as "two hidden in each line", which fails for
//! lines that are tied together. A table with its totals is a flow network (rows and columns are
//! nodes, counts are arcs), and how far a count can move is a maximum flow through the hidden arcs.
//! Hiding more only widens what is possible, so one pass ends.

/// Counts of people below this are not shown.
pub(super) const THRESHOLD: u32 = 5;
/// The possible values of a hidden count span at least this.
const SPREAD: u32 = 5;

/// Counts with their totals: the last row and the last column are sums.
#[derive(Debug, Clone)]
pub(super) struct Table {
    n_rows: usize,
    n_columns: usize,
    counts: Vec<u32>,
    /// What a reader knows to be the most of a count.
    most: Vec<Option<u32>>,
    shown: Vec<bool>,
}

impl Table {
    /// The table of `counts`, row by row, with its totals, all hidden yet. `most` bounds each count
    /// of a row, and last its total.
    pub(super) fn new(counts: &[Vec<u32>], most: &[Vec<Option<u32>>]) -> Self {
        let (n_rows, n_columns) = (counts.len() + 1, counts.first().map_or(0, Vec::len) + 1);
        let mut table = Self {
            n_rows,
            n_columns,
            counts: vec![0; n_rows * n_columns],
            most: vec![None; n_rows * n_columns],
            shown: vec![false; n_rows * n_columns],
        };
        for (row, (counts, most)) in counts.iter().zip(most).enumerate() {
            for (column, most) in most.iter().enumerate().take(n_columns) {
                let at = table.at(row, column);
                table.most[at] = *most;
            }
            for (column, count) in counts.iter().enumerate() {
                let at = table.at(row, column);
                let sums = [
                    at,
                    table.at(row, n_columns - 1),
                    table.at(n_rows - 1, column),
                    table.at(n_rows - 1, n_columns - 1),
                ];
                sums.into_iter().for_each(|at| table.counts[at] += count);
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * self.n_columns + column
    }

    /// The count of a place, when it may be shown; the last row and column are totals.
    pub(super) fn shown(&self, row: usize, column: usize) -> Option<u32> {
        let at = self.at(row, column);
        self.shown[at].then(|| self.counts[at])
    }

    /// Decides what is shown.
    pub(super) fn suppress(&mut self) {
        for (shown, count) in self.shown.iter_mut().zip(&self.counts) {
            *shown = *count >= THRESHOLD;
        }
        // What is hidden on the way may be anywhere, so passes go on until one hides nothing.
        while self.one_pass() {}
    }

    fn one_pass(&mut self) -> bool {
        let mut has_hidden = false;
        for row in 0..self.n_rows {
            for column in 0..self.n_columns {
                while !self.shown[self.at(row, column)] && !self.is_spread(row, column) {
                    let Some(at) = self.beside(row, column) else { break };
                    self.shown[at] = false;
                    has_hidden = true;
                }
            }
        }
        has_hidden
    }

    /// The smallest shown count in the row or column of a place, the first of equals.
    fn beside(&self, row: usize, column: usize) -> Option<usize> {
        let in_row = (0..self.n_columns).map(|column| self.at(row, column));
        let in_column = (0..self.n_rows).map(|row| self.at(row, column));
        let shown = in_row.chain(in_column).filter(|at| self.shown[*at]);
        let near = shown.min_by_key(|at| (self.counts[*at], *at));
        // All beside it is hidden: then the smallest anywhere.
        let anywhere = || (0..self.counts.len()).filter(|at| self.shown[*at]);
        near.or_else(|| anywhere().min_by_key(|at| (self.counts[*at], *at)))
    }

    /// Whether what is shown leaves the hidden count of a place enough possible values.
    fn is_spread(&self, row: usize, column: usize) -> bool {
        let mut flow = Flow::new(self, row, column);
        let at = self.at(row, column);
        let (from, to) = (row, self.n_rows + column);
        let is_sum = self.is_sum(row, column);
        let (room, count) = (self.room(at), self.counts[at]);
        // A sum stands on the other side of its equation: what raises it lowers the rest of it.
        let (up, down) = if is_sum { ((from, to), (to, from)) } else { ((to, from), (from, to)) };
        let raised = flow.push(up, room.min(SPREAD));
        if raised >= SPREAD {
            return true;
        }
        let mut flow = Flow::new(self, row, column);
        raised + flow.push(down, count.min(SPREAD - raised)) >= SPREAD
    }

    /// How much a reader can think of a count to be larger.
    fn room(&self, at: usize) -> u32 {
        self.most[at].map_or(u32::MAX, |most| most.saturating_sub(self.counts[at]))
    }

    /// The sum of a row, or of a column, but not the sum of all: that is a sum of sums.
    fn is_sum(&self, row: usize, column: usize) -> bool {
        (row + 1 == self.n_rows) != (column + 1 == self.n_columns)
    }
}

/// What can move: from row to column an arc takes what raises its count, back what lowers it; sums
/// the other way round.
#[derive(Debug)]
struct Flow<'a> {
    table: &'a Table,
    without: usize,
    /// Moved through each arc from its row to its column.
    moved: Vec<i64>,
}

impl<'a> Flow<'a> {
    fn new(table: &'a Table, row: usize, column: usize) -> Self {
        Self { table, without: table.at(row, column), moved: vec![0; table.counts.len()] }
    }

    /// How much an arc still takes in a direction.
    fn takes(&self, row: usize, column: usize, is_to_column: bool) -> u32 {
        let at = self.table.at(row, column);
        if at == self.without || self.table.shown[at] {
            return 0;
        }
        let raises = is_to_column != self.table.is_sum(row, column);
        let limit = if raises { self.table.room(at) } else { self.table.counts[at] };
        let moved = if is_to_column { self.moved[at] } else { -self.moved[at] };
        u32::try_from((i64::from(limit) - moved).max(0)).unwrap_or(u32::MAX)
    }

    /// Moves up to `wanted` from one node to another, and says how much it was.
    fn push(&mut self, (from, to): (usize, usize), wanted: u32) -> u32 {
        let mut sum = 0;
        while sum < wanted {
            let Some(path) = self.path(from, to) else { break };
            let most = path.iter().map(|step| self.takes(step.row, step.column, step.is_to_column));
            let amount = most.min().unwrap_or(0).min(wanted - sum);
            for step in path {
                let at = self.table.at(step.row, step.column);
                self.moved[at] +=
                    if step.is_to_column { i64::from(amount) } else { -i64::from(amount) };
            }
            sum += amount;
        }
        sum
    }

    /// The shortest way that still takes something; rows are nodes from 0, columns follow.
    fn path(&self, from: usize, to: usize) -> Option<Vec<Step>> {
        let (n_rows, n_columns) = (self.table.n_rows, self.table.n_columns);
        let mut came: Vec<Option<usize>> = vec![None; n_rows + n_columns];
        came[from] = Some(from);
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            if node == to {
                break;
            }
            let next = if node < n_rows { n_rows..n_rows + n_columns } else { 0..n_rows };
            for other in next {
                if came[other].is_none() && Step::new(node, other, n_rows).is_open(self) {
                    came[other] = Some(node);
                    queue.push_back(other);
                }
            }
        }
        let mut steps = Vec::new();
        let mut node = to;
        while node != from {
            let before = came[node]?;
            steps.push(Step::new(before, node, n_rows));
            node = before;
        }
        Some(steps)
    }
}

#[derive(Debug, Clone, Copy)]
struct Step {
    row: usize,
    column: usize,
    is_to_column: bool,
}

impl Step {
    fn new(from: usize, to: usize, n_rows: usize) -> Self {
        if from < n_rows {
            Self { row: from, column: to - n_rows, is_to_column: true }
        } else {
            Self { row: to, column: from - n_rows, is_to_column: false }
        }
    }

    fn is_open(self, flow: &Flow<'_>) -> bool {
        flow.takes(self.row, self.column, self.is_to_column) > 0
    }
}

#[cfg(test)]
#[path = "suppress_tests.rs"]
mod suppress_tests;
