//! ONNX Runtime, the library that runs models: where it is, how to get it, and loading it.
//!
//! It is looked for in this order: `ORT_DYLIB_PATH`; kohtaanto's own cache, which [`fetch`] fills;
//! an installed Python package. [`fetch`] uses the ordinary clients of the package registries (pip,
//! else npm) and the versions and checksums of `models/runtime.lock` and `models/runtime.toml`,
//! which are compiled in, so that the binary works outside its clone. Nothing else in the project
//! touches the network, and nothing here does unless [`fetch`] or [`ensure`] is called.
//!
//! It does not update a runtime, and never looks for one in the system's library folders: which
//! version lies there nobody knows.

mod fetch;
mod locations;
mod pins;
mod python;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ort::environment::Environment;

use crate::{Error, Result};
pub use fetch::{FetchProgress, FetchStep, ensure, fetch};
pub use locations::Locations;
use pins::Pins;

/// The file name of the library on this system.
pub const LIBRARY_NAME: &str = if cfg!(target_os = "windows") {
    "onnxruntime.dll"
} else if cfg!(target_os = "macos") {
    "libonnxruntime.dylib"
} else {
    "libonnxruntime.so"
};

/// The oldest minor version (of major version 1) that offers the interface we use.
const MIN_MINOR: u32 = 24;

/// A runtime that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// The library.
    pub path: PathBuf,
    /// Why it was looked for there.
    pub source: RuntimeSource,
    /// Its version, where it is known before it is loaded.
    pub version: Option<String>,
}

/// Where a runtime was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeSource {
    /// [`Locations::library`] names it: `ORT_DYLIB_PATH`.
    Named,
    /// It is in kohtaanto's cache.
    Cache,
    /// It belongs to an installed Python package.
    PythonPackage,
}

/// Finds a runtime. It is neither loaded nor fetched.
///
/// # Errors
///
/// [`Error::RuntimeNotFound`], which tells each place that was looked at.
pub fn find(locations: &Locations) -> Result<Runtime> {
    let mut tried = Vec::new();
    if let Some(path) = &locations.library {
        if path.is_file() {
            let version = version_in(path);
            return Ok(Runtime { path: path.clone(), source: RuntimeSource::Named, version });
        }
        // Whoever names a library wants that one, not whichever else there is.
        tried.push(format!("ORT_DYLIB_PATH names {}, which is not a file", path.display()));
        return Err(Error::RuntimeNotFound { tried });
    }
    match find_in_cache(locations) {
        Ok(runtime) => return Ok(runtime),
        Err(reason) => tried.push(reason),
    }
    match python::find(&locations.python) {
        Ok(runtime) => return Ok(runtime),
        Err(reason) => tried.push(reason),
    }
    Err(Error::RuntimeNotFound { tried })
}

/// Loads a runtime, once for the whole process: when one is loaded, that one stays, and the
/// path of the one in use is returned.
///
/// # Errors
///
/// [`Error::RuntimeLoad`] when the library does not load or is older than ONNX Runtime 1.24.
pub fn load(runtime: &Runtime) -> Result<PathBuf> {
    let mut loaded = loaded();
    if let Some((path, _)) = &*loaded {
        return Ok(path.clone());
    }
    let path = &runtime.path;
    let refused = |reason: String| Error::RuntimeLoad { path: path.clone(), reason };
    let builder = ort::init_from(path).map_err(|error| refused(error.to_string()))?;
    let environment = builder
        .with_name("kohtaanto")
        .with_telemetry(false)
        // What matters comes back as an error; a library does not write to the terminal.
        .with_logger(Arc::new(|_, _, _, _, _| {}))
        .build()
        .map_err(|error| refused(error.to_string()))?;
    *loaded = Some((path.clone(), environment));
    Ok(path.clone())
}

/// The loaded runtime.
pub(crate) fn environment() -> Result<Environment> {
    let loaded = loaded();
    loaded.as_ref().map(|(_, environment)| environment.clone()).ok_or(Error::RuntimeNotLoaded)
}

type Loaded = Option<(PathBuf, Environment)>;

fn loaded() -> std::sync::MutexGuard<'static, Loaded> {
    static LOADED: Mutex<Loaded> = Mutex::new(None);
    LOADED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The runtime that [`fetch`] put into the cache, or why there is none.
fn find_in_cache(locations: &Locations) -> Result<Runtime, String> {
    let cache = locations.cache.as_ref().ok_or("there is no cache folder: set KOHTAANTO_CACHE")?;
    let pins = Pins::embedded()?;
    let sources = pins.sources()?;
    for source in &sources {
        let path = source.path_in(cache);
        // The content was checked when it came; a length shows a copy that was broken off.
        if std::fs::metadata(&path).is_ok_and(|file| file.len() == source.library_bytes) {
            let version = Some(source.version.clone());
            return Ok(Runtime { path, source: RuntimeSource::Cache, version });
        }
    }
    Err(format!("{} holds none", cache.display()))
}

/// The version in a library's file name: `libonnxruntime.so.1.31.1`, `libonnxruntime.1.31.1.dylib`.
fn version_in(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let rest = name.strip_prefix("libonnxruntime.")?;
    let rest = rest.strip_prefix("so.").or_else(|| rest.strip_suffix(".dylib"))?;
    let is_version = rest.split('.').all(|n| n.parse::<u32>().is_ok());
    is_version.then(|| rest.to_owned())
}

/// Whether a version offers the interface we use; one that is not known may.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map_while(|n| n.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(1), Some(minor)) => minor >= MIN_MINOR,
        (Some(1), None) | (None, _) => true,
        (Some(_), _) => false,
    }
}
