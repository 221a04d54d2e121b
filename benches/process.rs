//! What this process takes of the machine, as Linux says it. Elsewhere nothing is known.

use fs_err as fs;
use serde_json::{Value, json};
use std::path::Path;

/// Ticks in which Linux counts processor time; the same on every platform that Rust runs on.
const TICKS_PER_S: f64 = 100.0;

/// Memory of this process that is in RAM, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// All of it (`VmRSS`).
    pub resident: u64,
    /// Its heap and stacks (`RssAnon`): what no other process shares and no file backs.
    pub anonymous: u64,
    /// Pages of mapped files (`RssFile`): given back when others need the memory.
    pub file: u64,
}

impl Memory {
    /// The memory now.
    pub fn now() -> Option<Self> {
        Self::parse(&fs::read_to_string("/proc/self/status").ok()?)
    }

    fn parse(status: &str) -> Option<Self> {
        let bytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kib: u64 = line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kib * 1024)
        };
        let (resident, anonymous) = (bytes("VmRSS")?, bytes("RssAnon")?);
        Some(Self { resident, anonymous, file: bytes("RssFile")? })
    }

    /// In MiB.
    pub fn to_json(self) -> Value {
        let mib = |bytes: u64| crate::rounded(bytes as f64 / f64::from(1 << 20));
        json!({
            "resident_mib": mib(self.resident),
            "anonymous_mib": mib(self.anonymous),
            "file_mib": mib(self.file),
        })
    }
}

/// Processor time that this process has used, user and system, over all threads, in seconds.
pub fn cpu_s() -> Option<f64> {
    cpu_of(&fs::read_to_string("/proc/self/stat").ok()?)
}

fn cpu_of(stat: &str) -> Option<f64> {
    // The name stands in parentheses and may hold spaces: fields are counted behind it.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_S)
}

/// Bytes of a file, or of all files below a folder.
///
/// # Errors
/// What the disk refuses.
pub fn disk_bytes(path: &Path) -> std::io::Result<u64> {
    if !path.is_dir() {
        return Ok(fs::metadata(path)?.len());
    }
    let mut bytes = 0;
    for entry in fs::read_dir(path)? {
        bytes += disk_bytes(&entry?.path())?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_says_is_read() {
        let status = "Name:\tworkload\nVmRSS:\t    2048 kB\nRssAnon:\t  1024 kB\nRssFile:\t 8 kB\n";
        let memory = Memory { resident: 2 << 20, anonymous: 1 << 20, file: 8192 };
        assert_eq!(Memory::parse(status), Some(memory));
        let stat = "12 (a (b) c) R 1 1 1 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 1 2 3";
        assert_eq!(cpu_of(stat), Some(3.0));
        assert_eq!((Memory::parse(""), cpu_of("")), (None, None));
    }
}
