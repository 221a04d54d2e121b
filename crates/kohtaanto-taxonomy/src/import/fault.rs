//! What cells may hold, and what is wrong with them before it is known where they stand.

pub(crate) use crate::concept::isco_uri;
use crate::error::Error;

/// A label of more bytes is a cell that has swallowed others, or no label.
pub(crate) const MAX_LABEL_BYTES: usize = 500;
/// Characters of a cell that an error repeats.
const MAX_SHOWN: usize = 60;

/// What is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    problem: String,
    fix: String,
}

impl Fault {
    /// Both in lower case, without a full stop.
    pub(crate) fn new(problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { problem: problem.into(), fix: fix.into() }
    }

    /// With its place.
    pub(crate) fn at(self, file: &str, line: u64, column: &str) -> Error {
        let (file, column) = (file.to_owned(), column.to_owned());
        Error::Row { file, line, column, problem: self.problem, fix: self.fix }
    }
}

/// A cell as errors show it.
pub(crate) fn shown(cell: &str) -> String {
    match cell.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{:?}", format!("{}...", cell.get(..end).unwrap_or_default())),
        None => format!("{cell:?}"),
    }
}

/// Whether a trimmed cell is an identifier.
pub(crate) fn checked_uri(uri: &str) -> Result<(), Fault> {
    if uri.is_empty() {
        return Err(Fault::new("the identifier is empty", "write the URI of the concept"));
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    match uri.split_once(':') {
        Some((scheme, rest))
            if is_scheme(scheme)
                && !rest.is_empty()
                && !uri.contains(|c: char| c.is_whitespace() || c.is_control()) =>
        {
            Ok(())
        }
        _ => {
            let fix = "write the URI of the concept, such as \
                       http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34";
            Err(Fault::new(format!("{} is not a URI", shown(uri)), fix))
        }
    }
}

/// A label with single spaces; an empty one stays empty.
pub(crate) fn checked_label(label: &str) -> Result<String, Fault> {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.len() > MAX_LABEL_BYTES {
        let n_bytes = label.len();
        let problem = format!("a label of {n_bytes} bytes is over the limit of {MAX_LABEL_BYTES}");
        return Err(Fault::new(problem, "shorten it, or check the quotes of this row"));
    }
    Ok(label)
}

/// Whether a trimmed cell is a code of ISCO-08, of one to four digits.
pub(crate) fn checked_isco(code: &str) -> Result<(), Fault> {
    if matches!(code.len(), 1..=4) && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let problem = format!("{} is not an ISCO-08 code", shown(code));
    Err(Fault::new(problem, "write one to four digits, such as 5321"))
}
