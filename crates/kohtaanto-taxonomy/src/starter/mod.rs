//! The taxonomy that the project ships: its own tables in `data/`, which a domain expert can edit.
//!
//! They hold common work and competences with identifiers of ESCO where it has them, everyday
//! synonyms, and cards; the groups of ISCO-08 come along as far as occupations need them. The same
//! path leads to a taxonomy as for the whole of ESCO. Licences, education and languages are not
//! here: they are tables of the reading crate.

mod shipped;
#[cfg(test)]
mod starter_tests;
mod tables;

use crate::builder::TaxonomyBuilder;
use crate::error::Result;
use tables::Tables;

/// Collects the starter taxonomy from the tables that are built in.
///
/// # Errors
/// A row that cannot be read, with its table, line and column: the tests see to it that there is
/// none.
pub fn starter_tables() -> Result<TaxonomyBuilder> {
    Tables::SHIPPED.collect()
}
