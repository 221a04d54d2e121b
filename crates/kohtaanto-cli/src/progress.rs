//! Progress bars, only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kohtaanto::Progress;
use kohtaanto::runtime::FetchStep;
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

/// Shows how far the fetching of the runtime is: a bar on a terminal, else a line a step.
#[derive(Debug)]
pub(crate) struct FetchBar(ProgressBar);

impl Default for FetchBar {
    fn default() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl FetchBar {
    pub(crate) fn step(&self, step: &FetchStep) {
        match step {
            FetchStep::Download { file, client, n_bytes } => {
                eprintln!("kohtaanto: {client}: {file}");
                if std::io::stderr().is_terminal() {
                    self.0.set_length(n_bytes.unwrap_or(0));
                    if let Ok(style) =
                        ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}")
                    {
                        self.0.set_style(style);
                    }
                    self.0.set_draw_target(ProgressDrawTarget::stderr());
                }
            }
            FetchStep::Downloaded { n_bytes } => self.0.set_position(*n_bytes),
            FetchStep::Failed { reason } => eprintln!("kohtaanto: {reason}"),
            _ => self.0.finish_and_clear(),
        }
    }
}
