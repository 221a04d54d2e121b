//! The runtime inside an installed Python package.
//!
//! The interpreter says where the package is; the package is not imported, and nothing is
//! installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Runtime, RuntimeSource, is_new_enough, version_in};

/// Prints the folder of the package, from anywhere but the current folder.
const FIND_PACKAGE: &str = "\
import sys
sys.path = [p for p in sys.path if p]
from importlib.util import find_spec
spec = find_spec('onnxruntime')
print((spec.submodule_search_locations or [''])[0] if spec else '')
";

/// The library in the package that `python` has, or why there is none.
pub(super) fn find(python: &Path) -> Result<Runtime, String> {
    let name = python.display();
    let output = Command::new(python)
        .args(["-c", FIND_PACKAGE])
        .output()
        .map_err(|error| format!("{name} does not run ({error})"))?;
    let folder = String::from_utf8_lossy(&output.stdout);
    let folder = folder.trim();
    if !output.status.success() || folder.is_empty() {
        return Err(format!("{name} has no package onnxruntime"));
    }
    in_package(Path::new(folder))
}

/// The library in a package's folder.
pub(super) fn in_package(folder: &Path) -> Result<Runtime, String> {
    let folder = folder.join("capi");
    let none = || format!("{} has no {}", folder.display(), super::LIBRARY_NAME);
    let mut libraries: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|_| none())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_library(path))
        .collect();
    libraries.sort();
    let path = libraries.pop().ok_or_else(none)?;
    let version = version_in(&path);
    match version {
        Some(old) if !is_new_enough(&old) => {
            Err(format!("{} is version {old}, older than 1.{}", path.display(), super::MIN_MINOR))
        }
        version => Ok(Runtime { path, source: RuntimeSource::PythonPackage, version }),
    }
}

fn is_library(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == super::LIBRARY_NAME || version_in(path).is_some()
}
