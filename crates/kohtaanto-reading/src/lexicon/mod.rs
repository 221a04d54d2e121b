//! The closed classes of the labor market as tables that an expert can edit, and how a text names
//! their members.
//!
//! [`Words`] is a text cut into analysed words, [`Phrase`] a row of a table, [`PhraseBook`] the
//! phrases of one language with what each means, and [`tables`] the tables themselves. What an ad
//! asks and what a person tells are both read with them.
//!
//! Words meet by their base forms, so that inflections meet; never as a part of another word's
//! letters. Deliberately no open classes: occupations, competences and cards are the taxonomy's.

mod book;
mod classes;
mod numbers;
mod phrase;
mod roles;
mod rows;
pub mod tables;
mod words;

pub use book::{PhraseBook, PhraseHit};
pub(crate) use classes::{class_letters, classes_of};
pub use numbers::{Number, number_at};
pub use phrase::Phrase;
pub use roles::Roles;
pub(crate) use rows::{Table, cells, table};
pub use words::{Joined, Word, Words};
