//! What ads ask and what people tell, read from free text with spans.
//!
//! Rules and tables, no model: each thing found says which words led to it, and how sure it is.
