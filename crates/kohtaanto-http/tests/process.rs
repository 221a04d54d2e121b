//! The process itself: settings that are wrong, the demo without anything set up, and stopping.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohtaanto-http"));
    command.env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Ended with the test, also when it fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_wrong_setting_is_told_and_ends_with_2() {
    let wrong = command().args(["--demo", "--as-of", "tomorrow"]).output().expect("run");
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(told.starts_with("kohtaanto-http: as-of: \"tomorrow\" is not a date; write"), "{told}");
    let wrong = command().env("KOHTAANTO_HTTP_QUEUE", "-1").output().expect("run");
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(2) && told.contains("--queue"), "{told}");
    let nowhere = command().args(["--read-only", "--store", "/nowhere"]).output().expect("run");
    let told = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(nowhere.status.code() == Some(2) && told.contains("/nowhere"), "{told}");
}

#[test]
fn the_demo_starts_by_itself_logs_no_words_and_stops_when_asked() {
    let child = command()
        .args(["--demo", "--no-model", "--listen", "127.0.0.1:0", "--metrics", "off"])
        .spawn()
        .expect("started");
    let mut running = Running(child);
    let mut log = BufReader::new(running.0.stderr.take().expect("stderr"));
    let mut all = String::new();
    let address = loop {
        let mut line = String::new();
        assert!(log.read_line(&mut line).expect("a line") > 0, "it ended: {all}");
        all.push_str(&line);
        if let Some((_, rest)) = line.split_once("listen=") {
            break rest.split_whitespace().next().expect("an address").to_owned();
        }
    };
    let mut tokens = String::new();
    let mut out = BufReader::new(running.0.stdout.take().expect("stdout"));
    out.read_line(&mut tokens).expect("a token");
    let secret = tokens.strip_prefix("advisor: ").expect("the advisor's").trim().to_owned();

    assert!(get(&address, "/readyz", "").starts_with("HTTP/1.1 200"));
    let found = get(&address, "/api/v1/search?text=salaisuus", "");
    assert!(found.starts_with("HTTP/1.1 200"), "{found}");
    let bearer = format!("authorization: Bearer {secret}\r\n");
    let person = get(&address, "/api/v1/candidates/c-001", &bearer);
    assert!(person.starts_with("HTTP/1.1 200"), "{person}");
    assert!(get(&address, "/api/v1/candidates/c-001", "").starts_with("HTTP/1.1 401"));

    let pid = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    assert_eq!(running.0.wait().expect("ended").code(), Some(0));
    log.read_to_string(&mut all).expect("the log");
    assert!(all.contains("route=\"/api/v1/search\" status=200"), "{all}");
    assert!(!all.contains("salaisuus") && !all.contains(&secret), "{all}");
}
