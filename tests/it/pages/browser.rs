//! A headless Chromium for each test, and what is asked of it.

use super::service::Service;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::{PrintConfiguration, PrintSize};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use kohtaanto_tests::root;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Pinned, as what it finds changes with its version.
const AXE: &str = "axe-core@4.14.1";
pub(super) const TAB: char = '\u{e004}';
pub(super) const ENTER: char = '\u{e007}';
pub(super) const SPACE: char = ' ';

/// A browser with a service beside it.
#[derive(Debug)]
pub(super) struct Browser {
    client: Client,
    driver: Child,
    port: u16,
    base: String,
    pub(super) service: Service,
}

/// One installation at a time.
static INSTALLING: Mutex<()> = Mutex::new(());

/// Whether the tests of the browser must run.
fn required() -> bool {
    std::env::var("KOHTAANTO_BROWSER_TESTS").is_ok_and(|value| value == "required")
}

#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn missing(what: &str) {
    assert!(!required(), "{what} is missing, and KOHTAANTO_BROWSER_TESTS=required");
    eprintln!("left out: {what} is missing (apt-get install chromium chromium-driver npm)");
}

impl Browser {
    /// A window of a size in points, as on a device of that width; `None` where Chromium is
    /// missing and need not be there.
    pub(super) async fn open(width: u32, height: u32) -> Option<Self> {
        let port = |line: &str| -> Option<u16> {
            let rest = line.split("started successfully on port ").nth(1)?;
            rest.trim_end_matches('.').trim().parse().ok()
        };
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn();
        let Ok(mut driver) = driver else {
            missing("chromedriver");
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().expect("its stdout")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| port(&line));
        let port = port.expect("chromedriver tells its port");
        let options = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                    "--disable-gpu", "--force-prefers-reduced-motion", "--lang=fi"],
                "mobileEmulation": {"deviceMetrics":
                    {"width": width, "height": height, "pixelRatio": 1.0, "touch": false}}
            }
        });
        let Value::Object(options) = options else { return None };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(options)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        let client = match client {
            Ok(client) => client,
            Err(error) => {
                let _ = driver.kill();
                missing(&format!("chromium ({error})"));
                return None;
            }
        };
        let service = Service::new();
        let base = format!("http://{}", service.listen().await);
        Some(Self { client, driver, port, base, service })
    }

    pub(super) async fn goto(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.expect("the page opens");
    }

    pub(super) async fn eval(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    pub(super) async fn text(&self, script: &str) -> String {
        self.eval(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script gives true.
    pub(super) async fn wait(&self, script: &str) {
        let start = Instant::now();
        while self.eval(script).await != Value::Bool(true) {
            assert!(start.elapsed() < Duration::from_secs(30), "in vain: {script}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses keys, as a keyboard does: they go to whatever has the focus.
    pub(super) async fn keys(&self, keys: impl IntoIterator<Item = char>) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.expect("the keys are pressed");
    }

    /// Tabs until the script says true of the focused element `e`; fails after too many.
    pub(super) async fn tab_to(&self, what: &str) {
        for _ in 0..200 {
            let script = format!("const e = document.activeElement; return Boolean({what});");
            if self.eval(&script).await == Value::Bool(true) {
                return;
            }
            self.keys([TAB]).await;
        }
        panic!("the keyboard does not reach {what}");
    }

    /// Keeps a picture of the whole page, when a folder for them is given.
    pub(super) async fn shot(&self, name: &str) {
        let Some(folder) = std::env::var_os("KOHTAANTO_SHOTS") else { return };
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), picture).expect("kept");
    }

    /// How many sheets of A4 the page takes on paper.
    pub(super) async fn n_printed_pages(&self) -> usize {
        let a4 = PrintSize { width: 21.0, height: 29.7 };
        let printed = PrintConfiguration::builder().size(a4).build().expect("a print");
        let pdf = self.client.print(printed).await.expect("printed");
        let pdf = String::from_utf8_lossy(&pdf).into_owned();
        pdf.matches("/Type /Page\n").count()
    }

    /// What axe finds against WCAG 2.2 A and AA and its best practices, each with where.
    pub(super) async fn axe(&self) -> Option<Vec<String>> {
        let source = axe_source()?;
        self.client.execute(&source, Vec::new()).await.expect("axe loads");
        let run = "const done = arguments[arguments.length - 1];
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
            axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(
                r => done({rules: r.passes.length, found: r.violations.flatMap(v => v.nodes.map(
                    n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary))}),
                e => done({rules: 0, found: [String(e)]}));";
        let answer = self.client.execute_async(run, Vec::new()).await.expect("axe runs");
        let n_rules = answer["rules"].as_u64().unwrap_or(0);
        let found = answer["found"].as_array().cloned().unwrap_or_default();
        let found: Vec<String> =
            found.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect();
        assert!(n_rules > 15 || !found.is_empty(), "axe looked at {n_rules} rules only");
        Some(found)
    }
}

impl Drop for Browser {
    /// The driver takes its browser with it when it is asked to stop, also after a failed test.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            let _ = stream.read(&mut [0; 64]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The script of axe-core, installed by npm into the target folder.
fn axe_source() -> Option<String> {
    let _one = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = root().join("target/axe");
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.exists() {
        std::fs::create_dir_all(&folder).expect("a folder");
        let npm = Command::new("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
            .arg(&folder)
            .arg(AXE)
            .stdout(Stdio::null())
            .status();
        if !npm.is_ok_and(|status| status.success()) {
            missing("axe-core, by npm");
            return None;
        }
    }
    Some(std::fs::read_to_string(script).expect("axe-core"))
}
