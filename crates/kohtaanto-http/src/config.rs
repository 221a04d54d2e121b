//! How the service is set: flags, then the environment, then a file, then defaults.

use crate::blocking::BlockingOptions;
use crate::limits::RateOptions;
use crate::serve::ServeOptions;
use crate::state::{Day, StateOptions};
use anyhow::{Context, Result, anyhow, bail};
use clap::Parser;
use fs_err as fs;
use kohtaanto::local::{DEFAULT_MODEL, in_source_tree};
use serde::Deserialize;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Palvelu: avoimet työpaikat ja osaajat kohtaavat.
///
/// Serve job postings and explained matches over HTTP.
#[derive(Debug, Parser)]
#[command(name = "kohtaanto-http", version, max_term_width = 100)]
pub struct Args {
    /// File of settings (TOML), with the names of the flags.
    #[arg(long, env = "KOHTAANTO_HTTP_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    layer: Layer,
}

/// Settings as one source gives them: the command line with the environment, or a file.
#[derive(Debug, Default, Clone, clap::Args, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Layer {
    /// Start on the fixtures, in memory, on the day that they are written for.
    #[arg(long, env = "KOHTAANTO_HTTP_DEMO", num_args = 0..=1, default_missing_value = "true")]
    demo: Option<bool>,
    /// Address to listen on [default: 127.0.0.1:8080].
    #[arg(long, env = "KOHTAANTO_HTTP_LISTEN")]
    listen: Option<String>,
    /// Address of the metrics, or `off` [default: 127.0.0.1:9108].
    #[arg(long, env = "KOHTAANTO_HTTP_METRICS")]
    metrics: Option<String>,
    /// Folder of the store [default: kohtaanto-store].
    #[arg(long, env = "KOHTAANTO_HTTP_STORE")]
    store: Option<PathBuf>,
    /// File of tokens, made by `kohtaanto token create`; without one nobody sees people or writes.
    #[arg(long, env = "KOHTAANTO_HTTP_TOKENS")]
    tokens: Option<PathBuf>,
    /// File of the audit log; needed with --tokens, and kept apart from the store.
    #[arg(long, env = "KOHTAANTO_HTTP_AUDIT")]
    audit: Option<PathBuf>,
    /// Refuse all writing: a replica on a store that another process writes.
    #[arg(long, env = "KOHTAANTO_HTTP_READ_ONLY", num_args = 0..=1, default_missing_value = "true")]
    read_only: Option<bool>,
    /// Folder of the embedding model; by default the one of the source tree, or beside the binary.
    #[arg(long, env = "KOHTAANTO_HTTP_MODEL")]
    model: Option<PathBuf>,
    /// Use no embedding model: words and rules only.
    #[arg(long, env = "KOHTAANTO_HTTP_NO_MODEL", num_args = 0..=1, default_missing_value = "true")]
    no_model: Option<bool>,
    /// File of the taxonomy; by default the starter taxonomy.
    #[arg(long, env = "KOHTAANTO_HTTP_TAXONOMY")]
    taxonomy: Option<PathBuf>,
    /// Table of minutes by car between municipalities; without one, minutes are estimated.
    #[arg(long, env = "KOHTAANTO_HTTP_TRAVEL")]
    travel: Option<PathBuf>,
    /// The day on which postings must be open, YYYY-MM-DD; by default today.
    #[arg(long, env = "KOHTAANTO_HTTP_AS_OF")]
    as_of: Option<String>,
    /// Calls of the library at once; by default one for each processor.
    #[arg(long, env = "KOHTAANTO_HTTP_THREADS")]
    threads: Option<u64>,
    /// Calls that wait for a thread; one more is answered 429 [default: 64].
    #[arg(long, env = "KOHTAANTO_HTTP_QUEUE")]
    queue: Option<u64>,
    /// Milliseconds that an answer may take [default: 30000].
    #[arg(long, env = "KOHTAANTO_HTTP_TIMEOUT_MS")]
    timeout_ms: Option<u64>,
    /// Milliseconds that the answer to an upload of lines may take [default: 600000].
    #[arg(long, env = "KOHTAANTO_HTTP_UPLOAD_TIMEOUT_MS")]
    upload_timeout_ms: Option<u64>,
    /// Milliseconds within which a request's head must come [default: 15000].
    #[arg(long, env = "KOHTAANTO_HTTP_HEAD_TIMEOUT_MS")]
    head_timeout_ms: Option<u64>,
    /// Milliseconds that answers under way may take once the service stops [default: 10000].
    #[arg(long, env = "KOHTAANTO_HTTP_SHUTDOWN_MS")]
    shutdown_ms: Option<u64>,
    /// Milliseconds between looks for commits of other processes [default: 1000].
    #[arg(long, env = "KOHTAANTO_HTTP_POLL_MS")]
    poll_ms: Option<u64>,
    /// Bytes of a JSON body [default: 262144].
    #[arg(long, env = "KOHTAANTO_HTTP_MAX_JSON_BYTES")]
    max_json_bytes: Option<u64>,
    /// Bytes of an upload of lines [default: 67108864].
    #[arg(long, env = "KOHTAANTO_HTTP_MAX_UPLOAD_BYTES")]
    max_upload_bytes: Option<u64>,
    /// Connections at once; more wait to be accepted [default: 8192].
    #[arg(long, env = "KOHTAANTO_HTTP_MAX_CONNECTIONS")]
    max_connections: Option<u64>,
    /// Requests a minute of one client in the long run; 0 for no bound [default: 600].
    #[arg(long, env = "KOHTAANTO_HTTP_RATE_PER_MINUTE")]
    rate_per_minute: Option<u64>,
    /// Requests of one client at once, after a pause [default: 120].
    #[arg(long, env = "KOHTAANTO_HTTP_RATE_BURST")]
    rate_burst: Option<u64>,
    /// Proxies of one's own before the service, which write X-Forwarded-For [default: 0].
    #[arg(long, env = "KOHTAANTO_HTTP_PROXIES")]
    proxies: Option<u64>,
    /// Form of the log on stderr: text or json [default: text].
    #[arg(long, env = "KOHTAANTO_HTTP_LOG_FORMAT")]
    log_format: Option<String>,
    /// What is logged: error, warn, info, debug, or a filter by module [default: info].
    #[arg(long, env = "KOHTAANTO_HTTP_LOG")]
    log: Option<String>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object a line.
    Json,
}

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Start on the fixtures.
    pub demo: bool,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address of the metrics.
    pub metrics: Option<SocketAddr>,
    /// Folder of the store.
    pub store: PathBuf,
    /// Files of tokens and of the audit log; `None` when nobody sees people or writes.
    pub trust: Option<(PathBuf, PathBuf)>,
    /// Folder of the model; `None` for words and rules only.
    pub model: Option<PathBuf>,
    /// File of the taxonomy; `None` for the starter taxonomy.
    pub taxonomy: Option<PathBuf>,
    /// Table of minutes; `None` for an estimate.
    pub travel: Option<PathBuf>,
    /// How the service answers.
    pub state: StateOptions,
    /// How connections are kept.
    pub serve: ServeOptions,
    /// Time between looks for commits of other processes.
    pub poll: Duration,
    /// Form of the log.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: String,
}

impl Args {
    /// The settings of the command line, the environment and the file, checked.
    ///
    /// # Errors
    /// Names the setting and the fix.
    pub fn config(self) -> Result<Config> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None => Layer::default(),
        };
        self.layer.over(file).check()
    }
}

fn read(path: &Path) -> Result<Layer> {
    let text = fs::read_to_string(path).context("--config names the file of settings")?;
    toml::from_str(&text).map_err(|error| {
        let told = error.message().to_owned();
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
        let at = line.map_or_else(String::new, |line| format!(" line {line}"));
        anyhow!("{}{at}: {told}; the names are those of the flags, see --help", path.display())
    })
}

impl Layer {
    /// These settings, and the other's where these say nothing.
    fn over(self, other: Self) -> Self {
        Self {
            demo: self.demo.or(other.demo),
            listen: self.listen.or(other.listen),
            metrics: self.metrics.or(other.metrics),
            store: self.store.or(other.store),
            tokens: self.tokens.or(other.tokens),
            audit: self.audit.or(other.audit),
            read_only: self.read_only.or(other.read_only),
            model: self.model.or(other.model),
            no_model: self.no_model.or(other.no_model),
            taxonomy: self.taxonomy.or(other.taxonomy),
            travel: self.travel.or(other.travel),
            as_of: self.as_of.or(other.as_of),
            threads: self.threads.or(other.threads),
            queue: self.queue.or(other.queue),
            timeout_ms: self.timeout_ms.or(other.timeout_ms),
            upload_timeout_ms: self.upload_timeout_ms.or(other.upload_timeout_ms),
            head_timeout_ms: self.head_timeout_ms.or(other.head_timeout_ms),
            shutdown_ms: self.shutdown_ms.or(other.shutdown_ms),
            poll_ms: self.poll_ms.or(other.poll_ms),
            max_json_bytes: self.max_json_bytes.or(other.max_json_bytes),
            max_upload_bytes: self.max_upload_bytes.or(other.max_upload_bytes),
            max_connections: self.max_connections.or(other.max_connections),
            rate_per_minute: self.rate_per_minute.or(other.rate_per_minute),
            rate_burst: self.rate_burst.or(other.rate_burst),
            proxies: self.proxies.or(other.proxies),
            log_format: self.log_format.or(other.log_format),
            log: self.log.or(other.log),
        }
    }

    fn check(self) -> Result<Config> {
        let demo = self.demo.unwrap_or(false);
        let read_only = self.read_only.unwrap_or(false);
        if demo && self.store.is_some() {
            bail!("demo: it is kept in memory, so store means nothing; leave one of them out");
        }
        let trust = match (self.tokens, self.audit) {
            (Some(tokens), Some(audit)) => Some((tokens, audit)),
            (None, None) => None,
            (Some(_), None) => bail!(
                "audit: is missing; whoever sees people is logged, so name a file with --audit"
            ),
            (None, Some(_)) => {
                bail!("tokens: is missing; name the file that `kohtaanto token create` made")
            }
        };
        let listen = address("listen", self.listen.as_deref().unwrap_or("127.0.0.1:8080"))?;
        let metrics = match self.metrics.as_deref().unwrap_or("127.0.0.1:9108") {
            "off" => None,
            text => Some(address("metrics", text)?),
        };
        let processors = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
        let at_once = number("threads", self.threads, processors, 1, 1024)?;
        let queue = number("queue", self.queue, 64, 0, 100_000)?;
        let day = 86_400_000;
        let timeout = number("timeout-ms", self.timeout_ms, 30_000, 10, day)?;
        let upload = number("upload-timeout-ms", self.upload_timeout_ms, 600_000, 10, day)?;
        let head_timeout = number("head-timeout-ms", self.head_timeout_ms, 15_000, 10, day)?;
        let shutdown = number("shutdown-ms", self.shutdown_ms, 10_000, 0, day)?;
        let poll = number("poll-ms", self.poll_ms, 1000, 10, day)?;
        let giga = 1 << 30;
        let max_json = number("max-json-bytes", self.max_json_bytes, 256 << 10, 1024, giga)?;
        let max_upload = number("max-upload-bytes", self.max_upload_bytes, 64 << 20, 1024, giga)?;
        let connections = number("max-connections", self.max_connections, 8192, 1, 1_000_000)?;
        let per_minute = number("rate-per-minute", self.rate_per_minute, 600, 0, 1_000_000)?;
        let burst = number("rate-burst", self.rate_burst, 120, 1, 1_000_000)?;
        let n_proxies = number("proxies", self.proxies, 0, 0, 16)? as usize;
        let rate = match (NonZeroU32::new(per_minute as u32), NonZeroU32::new(burst as u32)) {
            (Some(per_minute), Some(burst)) => Some(RateOptions { burst, per_minute, n_proxies }),
            _ => None,
        };
        let log_format = match self.log_format.as_deref().unwrap_or("text") {
            "text" => LogFormat::Text,
            "json" => LogFormat::Json,
            other => bail!("log-format: {other:?} is not known; use text or json"),
        };
        let model = self.model.unwrap_or_else(|| in_source_tree(DEFAULT_MODEL));
        let day = match self.as_of {
            None => Day::Today,
            Some(text) => Day::Fixed(text.parse().map_err(|_| {
                anyhow!("as-of: {text:?} is not a date; write YYYY-MM-DD, such as 2026-11-24")
            })?),
        };
        Ok(Config {
            demo,
            listen,
            metrics,
            store: self.store.unwrap_or_else(|| "kohtaanto-store".into()),
            model: (!self.no_model.unwrap_or(false)).then_some(model),
            trust,
            taxonomy: self.taxonomy,
            travel: self.travel,
            state: StateOptions {
                day,
                read_only,
                blocking: BlockingOptions { at_once: at_once as usize, queue: queue as usize },
                rate,
                max_json_bytes: max_json as usize,
                max_upload_bytes: max_upload as usize,
                timeout: Duration::from_millis(timeout),
                upload_timeout: Duration::from_millis(upload),
            },
            serve: ServeOptions {
                max_connections: connections as usize,
                head_timeout: Duration::from_millis(head_timeout),
                shutdown_deadline: Duration::from_millis(shutdown),
            },
            poll: Duration::from_millis(poll),
            log_format,
            log: self.log.unwrap_or_else(|| "info".to_owned()),
        })
    }
}

fn address(name: &str, text: &str) -> Result<SocketAddr> {
    text.parse().map_err(|_| {
        anyhow!("{name}: {text:?} is not an address with a port; write one such as 127.0.0.1:8080")
    })
}

fn number(name: &str, given: Option<u64>, usual: u64, least: u64, most: u64) -> Result<u64> {
    let value = given.unwrap_or(usual);
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    bail!("{name}: {value} is out of range; use {least} to {most}")
}

#[cfg(test)]
mod config_tests {
    use super::*;
    use std::io::Write;

    fn config(args: &[&str]) -> Result<Config> {
        let args = std::iter::once("kohtaanto-http").chain(args.iter().copied());
        Args::try_parse_from(args)?.config()
    }

    #[test]
    fn flags_go_before_the_file_and_the_file_before_defaults() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "queue = 3\nthreads = 2\nrate-per-minute = 0").unwrap();
        let path = file.path().to_str().unwrap();
        let config = config(&["--config", path, "--queue", "5"]).unwrap();
        assert_eq!(config.state.blocking, BlockingOptions { at_once: 2, queue: 5 });
        assert_eq!(config.state.rate, None);
        assert_eq!(config.listen.port(), 8080);
    }

    #[test]
    fn each_bad_value_is_named_with_its_fix() {
        let told = |args: &[&str]| format!("{:#}", config(args).unwrap_err());
        let wrong = [
            (
                &["--as-of", "24.11.2026"][..],
                "as-of: \"24.11.2026\" is not a date; write YYYY-MM-DD",
            ),
            (
                &["--listen", "8080"],
                "listen: \"8080\" is not an address with a port; write one such",
            ),
            (&["--timeout-ms", "1"], "timeout-ms: 1 is out of range; use 10 to 86400000"),
            (&["--log-format", "xml"], "log-format: \"xml\" is not known; use text or json"),
            (&["--demo", "--store", "x"], "demo: it is kept in memory"),
            (&["--threads", "many"], "--threads"),
            (&["--config", "/nowhere.toml"], "/nowhere.toml"),
            (&["--tokens", "t.json"], "audit: is missing"),
        ];
        for (args, expected) in wrong {
            let told = told(args);
            assert!(told.contains(expected), "{args:?}: {told}");
        }
    }

    #[test]
    fn a_file_with_an_unknown_name_is_refused_by_its_line() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "queue = 3\nqueu = 4").unwrap();
        let told =
            format!("{:#}", config(&["--config", file.path().to_str().unwrap()]).unwrap_err());
        assert!(told.contains("line 2") && told.contains("queu"), "{told}");
    }
}
