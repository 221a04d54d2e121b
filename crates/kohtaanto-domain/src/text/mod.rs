//! Text: words, language, boilerplate and query operators.
//!
//! From the words of an ad or a person to what can be indexed and met: [`tokenize`] and
//! [`Analyzer`] for words, [`char_ngrams`] for what no dictionary knows, [`recognize`] for the
//! language, [`plain_text`], [`sentences`] and [`useful_content`] for what an ad really says, and
//! [`parse_query`] for the operators of a query.
//!
//! Deliberately not here: knowledge of occupations, competences or places, stop lists, spelling
//! correction, and any folding of letters that tell Finnish words apart (*väärä* is not *vaara*).
//! Spans are always bytes in the text that was given, on character boundaries.

mod analyze;
mod bounds;
mod clean;
mod content;
mod english;
mod entities;
mod html;
mod known;
mod language;
mod ngram;
mod query;
mod sentence;
mod swedish;
mod token;

pub use analyze::{AnalyzedToken, Analyzer, Stemming, WordForms, WordPart};
pub use content::{Sentence, SentenceKind, sentences, useful_content};
pub use html::plain_text;
pub use language::{LanguageGuess, recognize, recognize_among};
pub use ngram::char_ngrams;
pub use query::{Clause, ClauseKind, Occur, QueryText, parse_query};
pub use token::{Token, tokenize};
