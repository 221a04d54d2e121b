//! Features, fusion, scores and explanations: pure functions of values.
