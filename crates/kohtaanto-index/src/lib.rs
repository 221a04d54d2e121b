//! Lexical retrieval, filters and facets over tantivy.
