//! What the command's exit code says: 0 found, 1 nothing found, 2 an error.

use std::io;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    Found,
    Nothing,
    Error,
}

impl ExitStatus {
    pub(crate) fn of(found: bool) -> Self {
        if found { Self::Found } else { Self::Nothing }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Found => Self::from(0),
            ExitStatus::Nothing => Self::from(1),
            ExitStatus::Error => Self::from(2),
        }
    }
}

/// Whether the reader of our output went away, which is success: `kohtaanto search x | head -1`.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
