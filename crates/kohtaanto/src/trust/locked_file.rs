//! Files that several processes change: a lock beside the file, and writing as a whole.

use fs_err as fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Held while a file is changed; others wait. The lock is on a file beside it, `NAME.lock`, since
/// the file itself is renamed over.
#[derive(Debug)]
pub(super) struct FileLock(#[expect(dead_code, reason = "dropping it unlocks")] fs::File);

impl FileLock {
    pub(super) fn exclusive(path: &Path) -> io::Result<Self> {
        let file = Self::open(path)?;
        file.lock()?;
        Ok(Self(file))
    }

    fn open(path: &Path) -> io::Result<fs::File> {
        private(&mut fs::OpenOptions::new())
            .write(true)
            .create(true)
            .open(with_ending(path, "lock"))
    }
}

/// `NAME.ending` for `NAME`, whatever endings the name has already.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Files are made readable and writable for their owner alone (mode 0600 on Unix).
pub(super) fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Writes a file as a whole or not at all: beside its place, synced, renamed, the folder synced.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = with_ending(path, "partial");
    // A partial file of a write that was cut short has no value, and its mode may be another's.
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file =
        private(&mut fs::OpenOptions::new()).write(true).create_new(true).open(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    sync_folder(path)
}

/// Makes a new or renamed name durable. Windows keeps names by itself and opens no folders.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
