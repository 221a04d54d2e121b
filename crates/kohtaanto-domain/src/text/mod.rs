//! Text: words, language, boilerplate and query operators.
