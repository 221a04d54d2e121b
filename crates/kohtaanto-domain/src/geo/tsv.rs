//! Rows of the tables that are compiled in.
//!
//! It checks nothing: the tables are ours, and tests check that every row is understood.

/// The rows of a table, cut at tabs; comments (`#`) and empty lines are left out.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
