//! The starter taxonomy, made ready: `cargo xtask taxonomy` writes `data/starter.bin` from the
//! tables, and a test compares the two.

use crate::taxonomy::Taxonomy;
use std::sync::{Arc, LazyLock};

#[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
static STARTER: LazyLock<Arc<Taxonomy>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../data/starter.bin");
    Arc::new(
        Taxonomy::from_static(bytes).expect("the starter taxonomy; run `cargo xtask taxonomy`"),
    )
});

impl Taxonomy {
    /// The starter taxonomy that the project ships, read where it lies in the program.
    pub fn starter() -> Arc<Self> {
        Arc::clone(&STARTER)
    }
}
