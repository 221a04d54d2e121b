//! The words of the labour market: postings, people, competences, places and text.
//!
//! Pure: no files, no clock, no randomness, no environment, no search engine and no model. What the
//! code here needs is passed in, so its tests run in milliseconds.
//!
//! Inside, arrows point one way: [`model`] is used by [`text`], and both by [`geo`].

pub mod geo;
pub mod model;
pub mod text;
