//! Rows of the tables that are compiled in.
//!
//! The first row names the columns; comments (`#`) and empty lines are left out; a cell may hold
//! several phrases: `a | b | c`. Nothing is checked here: the tables are ours, and tests check that
//! every row is understood.

/// A table with named columns.
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// Reads a table.
pub(crate) fn table(text: &'static str) -> Table {
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>());
    Table { columns: lines.next().unwrap_or_default(), rows: lines.collect() }
}

/// The phrases of a cell.
pub(crate) fn cells(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|phrase| !phrase.is_empty())
}

impl Table {
    /// The names of the columns.
    pub(crate) fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// The rows, by named columns.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    columns: &'t [&'static str],
    cells: &'t [&'static str],
}

impl Row<'_> {
    /// The cell of a column; empty when there is none.
    pub(crate) fn cell(&self, column: &str) -> &'static str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }
}
