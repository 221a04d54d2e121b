//! What is read from texts, as tables and laws: one binary, so that it is linked once.

mod laws;
mod mask;
mod named;
mod profile;
mod requirements;
mod said;
