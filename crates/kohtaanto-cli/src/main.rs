//! The `kohtaanto` command.
fn main() {}
