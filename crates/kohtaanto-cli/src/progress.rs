//! Progress bars, only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use kohtaanto::Progress;
use std::io::IsTerminal;

/// A bar that the library advances.
#[derive(Debug)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar of `n` steps; without a length it counts only.
    pub(crate) fn new(n: Option<u64>, what: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let (bar, template) = match n {
            Some(n) => (ProgressBar::new(n), "{msg} {bar:30} {pos}/{len} {eta}"),
            None => (ProgressBar::new_spinner(), "{msg} {spinner} {pos}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        Self(bar)
    }
}

impl Progress for Bar {
    fn advance(&self, n: usize) {
        self.0.inc(n as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
