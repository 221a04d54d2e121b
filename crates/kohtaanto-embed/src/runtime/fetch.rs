//! Fetches the pinned runtime into the cache with an ordinary client: pip, else npm.
//!
//! The library is unpacked and checked beside its place and then renamed into it, so that a cache
//! never holds half of one. It takes nothing but the one library, and runs nothing that came.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::pins::{Library, Npm, Pins, Source, Wheel};
use super::{Locations, Runtime, RuntimeSource, find, find_in_cache};
use crate::{Error, Result, digest};

/// What a fetch is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchStep {
    /// A client begins to download.
    Download {
        /// The file.
        file: String,
        /// The client: pip or npm.
        client: &'static str,
        /// Its length in bytes, where it is known.
        n_bytes: Option<u64>,
    },
    /// Bytes that came so far, a few times a second.
    Downloaded {
        /// How many.
        n_bytes: u64,
    },
    /// The library is being unpacked and checked.
    Unpack,
    /// A client failed; the next is tried.
    Failed {
        /// Why.
        reason: String,
    },
}

/// Is told what a fetch is doing.
pub trait FetchProgress {
    /// The fetch came to this step.
    fn step(&self, step: FetchStep);
}

/// Nobody wants to know.
impl FetchProgress for () {
    fn step(&self, _step: FetchStep) {}
}

impl<F: Fn(FetchStep)> FetchProgress for F {
    fn step(&self, step: FetchStep) {
        self(step);
    }
}

/// The runtime that is found, or one fetched now.
///
/// # Errors
///
/// [`Error::RuntimeFetch`], [`Error::Io`]; [`Error::RuntimeNotFound`] when a library is named that
/// is not there.
pub fn ensure(locations: &Locations, progress: &dyn FetchProgress) -> Result<Runtime> {
    match find(locations) {
        Err(Error::RuntimeNotFound { .. }) if locations.library.is_none() => {
            fetch(locations, progress)
        }
        found => found,
    }
}

/// Fetches the pinned runtime into the cache, unless it is there.
///
/// # Errors
///
/// [`Error::RuntimeFetch`] with what each client said, [`Error::Io`] when the cache cannot be
/// written.
pub fn fetch(locations: &Locations, progress: &dyn FetchProgress) -> Result<Runtime> {
    if let Ok(runtime) = find_in_cache(locations) {
        return Ok(runtime);
    }
    let no_pins = |reason| Error::RuntimeFetch { tried: vec![reason] };
    fetch_pinned(&Pins::embedded().map_err(no_pins)?, locations, progress)
}

pub(super) fn fetch_pinned(
    pins: &Pins,
    locations: &Locations,
    progress: &dyn FetchProgress,
) -> Result<Runtime> {
    let mut tried = Vec::new();
    let Some(cache) = &locations.cache else {
        tried.push("there is no cache folder: set KOHTAANTO_CACHE".into());
        return Err(Error::RuntimeFetch { tried });
    };
    let folder = WorkFolder::new(cache)?;
    let job = Job { locations, cache, folder: &folder.0, progress };
    let fetched = match pins.wheel() {
        Ok(wheel) => job.by_pip(pins, wheel),
        Err(reason) => Err(reason),
    };
    let fetched = fetched.or_else(|reason| {
        progress.step(FetchStep::Failed { reason: reason.clone() });
        tried.push(reason);
        let (npm, library) = pins.npm_library().ok_or("npm's package has no such library")?;
        job.by_npm(npm, library)
    });
    fetched.map_err(|reason| {
        tried.push(reason);
        Error::RuntimeFetch { tried }
    })
}

struct Job<'a> {
    locations: &'a Locations,
    cache: &'a Path,
    folder: &'a Path,
    progress: &'a dyn FetchProgress,
}

impl Job<'_> {
    fn by_pip(&self, pins: &Pins, wheel: &Wheel) -> Result<Runtime, String> {
        self.announce("pip", &wheel.wheel, None);
        let lock = self.folder.join("runtime.lock");
        fs::write(&lock, &pins.lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        let mut pip = Command::new(&self.locations.python);
        pip.args(["-m", "pip", "download", "--no-deps", "--require-hashes"])
            .args(["--only-binary", ":all:", "--disable-pip-version-check", "--no-input"])
            .args(["--python-version", &pins.python_version])
            .args(["--implementation", &pins.implementation])
            .args(["--platform", &wheel.pip_platform])
            .arg("--requirement")
            .arg(&lock)
            .arg("--dest")
            .arg(self.folder);
        self.run("pip", pip)?;
        self.progress.step(FetchStep::Unpack);
        let archive = self.folder.join(&wheel.wheel);
        let unpacked = self.folder.join("library");
        unzip(&archive, &wheel.library.path, &unpacked)
            .map_err(|reason| format!("{}: {reason}", wheel.wheel))?;
        self.keep(&unpacked, &wheel.library, &pins.wheel_source(wheel))
    }

    fn by_npm(&self, npm: &Npm, library: &Library) -> Result<Runtime, String> {
        self.announce("npm", &npm.tarball, Some(npm.tarball_bytes));
        let mut pack = Command::new(&self.locations.npm);
        pack.args(["pack", "--ignore-scripts", "--pack-destination"])
            .arg(self.folder)
            .arg(format!("{}@{}", npm.package, npm.version));
        self.run("npm", pack)?;
        self.progress.step(FetchStep::Unpack);
        let archive = self.folder.join(&npm.tarball);
        check(&archive, &npm.tarball_sha256)?;
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(&archive).arg("-C").arg(self.folder).arg(&library.path);
        self.run("tar", tar)?;
        let unpacked = self.folder.join(&library.path);
        self.keep(&unpacked, library, &Source::new(&npm.version, library))
    }

    fn announce(&self, client: &'static str, file: &str, n_bytes: Option<u64>) {
        self.progress.step(FetchStep::Download { file: file.to_owned(), client, n_bytes });
    }

    /// Runs a client and tells how much it has written; its last words explain a failure.
    fn run(&self, name: &str, mut command: Command) -> Result<(), String> {
        let words_path = self.folder.join("messages");
        let words = File::create(&words_path).map_err(|error| error.to_string())?;
        let mut child = command
            .current_dir(self.folder)
            // What it downloads is then where we can count it, and goes when we go.
            .env("TMPDIR", self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(words)
            .spawn()
            .map_err(|error| format!("{name} does not run ({error})"))?;
        let mut n_told = 0;
        let status = loop {
            if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
                break status;
            }
            thread::sleep(Duration::from_millis(100));
            let n_bytes = bytes_in(self.folder);
            if n_bytes > n_told {
                n_told = n_bytes;
                self.progress.step(FetchStep::Downloaded { n_bytes });
            }
        };
        if status.success() {
            return Ok(());
        }
        let words = fs::read(&words_path).unwrap_or_default();
        Err(format!("{name} failed: {}", last_words(&String::from_utf8_lossy(&words))))
    }

    /// Checks the library and moves it to its place.
    fn keep(&self, unpacked: &Path, library: &Library, source: &Source) -> Result<Runtime, String> {
        check(unpacked, &library.sha256)?;
        let path = source.path_in(self.cache);
        let failed = |error: io::Error| format!("cannot write {}: {error}", path.display());
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        File::open(unpacked).and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(unpacked, &path).map_err(failed)?;
        let version = Some(source.version.clone());
        Ok(Runtime { path, source: RuntimeSource::Cache, version })
    }
}

/// A folder in the cache that goes when it is dropped.
struct WorkFolder(PathBuf);

impl WorkFolder {
    fn new(cache: &Path) -> Result<Self> {
        let path = cache.join(format!("fetch-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
        // Absolute, since clients run inside it.
        path.canonicalize().map(Self).map_err(Error::io("open", &path))
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        // What stays behind is garbage in a cache.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn check(path: &Path, sha256: &str) -> Result<(), String> {
    let found = digest::sha256_file(path).map_err(|error| error.to_string())?;
    if found == sha256 {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().display();
    Err(format!("{name} came with SHA-256 {found}, not {sha256}"))
}

/// Unpacks one file.
fn unzip(archive: &Path, name: &str, to: &Path) -> Result<(), String> {
    let archive = File::open(archive).map_err(|error| error.to_string())?;
    let mut archive = zip::ZipArchive::new(archive).map_err(|error| error.to_string())?;
    let mut entry = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
    let mut file = File::create(to).map_err(|error| error.to_string())?;
    io::copy(&mut entry.by_ref().take(1 << 30), &mut file).map_err(|error| error.to_string())?;
    Ok(())
}

fn bytes_in(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes_in(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

/// The last line that says something, which is where clients say what went wrong.
fn last_words(words: &str) -> &str {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut telling = lines.clone().filter(|line| line.to_lowercase().contains("error"));
    telling.next_back().or_else(|| lines.clone().next_back()).unwrap_or("it said nothing")
}
