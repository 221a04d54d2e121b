//! The service as a process of its own, for what a test cannot do to itself: being killed, having
//! no room on the disk, holding thousands of connections.

use super::people::token;
use jiff::{SignedDuration, Timestamp};
use kohtaanto::trust::Role;
use kohtaanto_tests::{root, service_binary};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// A running service; killed when it is dropped.
pub(super) struct Process {
    child: Child,
    pub(super) address: SocketAddr,
    log: Arc<Mutex<String>>,
}

impl Process {
    /// Starts the service on a free port, by words only, after a shell has set its limits.
    pub(super) fn start(limits: &str, args: &[&str]) -> Self {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{limits} exec \"$0\" \"$@\"")).arg(service_binary());
        command.args(["--listen", "127.0.0.1:0", "--metrics", "off", "--rate-per-minute", "0"]);
        command.args(args).current_dir(root()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the service runs");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let keep = {
            let log = Arc::clone(&log);
            move |line: &str| {
                let mut log = log.lock().expect("the log");
                log.push_str(line);
                log.push('\n');
            }
        };
        let address = loop {
            let line = lines.next().expect("it says when it is ready").expect("its log");
            keep(&line);
            let listen = line.split_once("listen=").and_then(|(_, rest)| rest.split(' ').next());
            if let Some(address) = listen {
                break address.parse().expect("an address");
            }
        };
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| keep(&line)));
        Self { child, address, log }
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn log(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    pub(super) fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Sends a request and reads the status and the body; `None` when the connection broke.
    pub(super) fn send(&self, request: &Sent) -> Option<(u16, String)> {
        request.to(self.address).ok().flatten()
    }

    pub(super) fn get(&self, path: &str) -> (u16, String) {
        self.send(&Sent { path, ..Sent::default() }).expect("an answer")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request as bytes on a connection.
#[derive(Default)]
pub(super) struct Sent<'a> {
    pub(super) path: &'a str,
    pub(super) token: &'a str,
    /// Lines of an upload; empty for a GET.
    pub(super) lines: &'a str,
}

impl Sent<'_> {
    pub(super) fn to(&self, address: SocketAddr) -> std::io::Result<Option<(u16, String)>> {
        let Self { path, token, lines } = self;
        let method = if lines.is_empty() { "GET" } else { "POST" };
        let n = lines.len();
        let mut stream = TcpStream::connect(address)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {n}\r\n\
             content-type: application/x-ndjson\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(lines.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(parsed(&answer))
    }
}

/// The status and the body of an answer.
pub(super) fn parsed(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

/// A store's folder, and a token that may write to it.
pub(super) struct Place {
    pub(super) dir: tempfile::TempDir,
    pub(super) token: String,
}

impl Place {
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let now = Timestamp::now();
        let ends = now + SignedDuration::from_hours(24);
        let token = token(&dir.path().join("tokens.json"), Role::Service, &[], now, ends);
        Self { dir, token }
    }

    /// The service on the store.
    pub(super) fn serve(&self, limits: &str) -> Process {
        let at = |name: &str| self.dir.path().join(name).to_str().expect("a path").to_owned();
        let (store, tokens, audit) = (at("store"), at("tokens.json"), at("audit.ndjson"));
        let args = ["--no-model", "--store", &store, "--tokens", &tokens, "--audit", &audit];
        Process::start(limits, &args)
    }
}
