//! Where to look for a runtime and where to keep one.
//!
//! The only module of the crate that reads the environment, in one function.

use std::env;
use std::path::PathBuf;

/// Places and programs, given by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locations {
    /// A library to use and no other.
    pub library: Option<PathBuf>,
    /// The folder to keep a runtime in; without it none is kept or fetched.
    pub cache: Option<PathBuf>,
    /// The Python interpreter that is asked for its packages and whose pip fetches.
    pub python: PathBuf,
    /// npm, which fetches where pip does not.
    pub npm: PathBuf,
}

impl Locations {
    /// What the environment says: the library from `ORT_DYLIB_PATH`; the cache from
    /// `KOHTAANTO_CACHE`, else `kohtaanto` in `XDG_CACHE_HOME`, else `.cache/kohtaanto` in `HOME`
    /// (`LOCALAPPDATA` on Windows); the programs from `PATH`. An empty variable counts as none.
    #[must_use]
    pub fn from_env() -> Self {
        Self::from_variables(|name| env::var_os(name).map(PathBuf::from))
    }

    pub(super) fn from_variables(variable: impl Fn(&str) -> Option<PathBuf>) -> Self {
        let variable = |name| variable(name).filter(|value| !value.as_os_str().is_empty());
        let windows = cfg!(target_os = "windows");
        let home = if windows { "LOCALAPPDATA" } else { "HOME" };
        let in_home = if windows { "kohtaanto/cache" } else { ".cache/kohtaanto" };
        Self {
            library: variable("ORT_DYLIB_PATH"),
            cache: variable("KOHTAANTO_CACHE")
                .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("kohtaanto")))
                .or_else(|| Some(variable(home)?.join(in_home))),
            python: if windows { "python" } else { "python3" }.into(),
            npm: if windows { "npm.cmd" } else { "npm" }.into(),
        }
    }
}
