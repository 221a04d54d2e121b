//! The harness of the tests: the project's paths, the command, and one store that all may read.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The day that the fixtures are written for.
pub const TODAY: &str = "2026-11-24";

/// The root of the source tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the source tree")
}

/// A folder of the fixtures.
pub fn fixtures() -> PathBuf {
    root().join("fixtures/north-karelia")
}

/// All posting lines of the fixtures.
pub fn posting_lines() -> Vec<String> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(fixtures().join("postings"))
        .expect("the postings")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files.iter().flat_map(|file| lines(file)).collect()
}

/// All candidate lines of the fixtures.
pub fn candidate_lines() -> Vec<String> {
    lines(&fixtures().join("candidates.ndjson"))
}

/// The lines of a file that hold something.
pub fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a file of lines");
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// The command's binary, built in this profile if it is not there yet, with its runtime fetched.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let binary = built("kohtaanto");
        // The runtime is fetched once, before any test needs it.
        let setup = Command::new(&binary).current_dir(root()).arg("setup").output();
        let setup = setup.expect("the command runs");
        assert!(setup.status.success(), "setup fails: {}", stderr(&setup));
        binary
    })
}

/// The service's binary.
pub fn service_binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| built("kohtaanto-http"))
}

/// A binary of the workspace, built in this test's profile.
fn built(name: &str) -> PathBuf {
    let exe = std::env::current_exe().expect("this test");
    let profile = exe.ancestors().nth(2).expect("the profile's folder").to_path_buf();
    let mut build = Command::new(env!("CARGO"));
    // Of the whole workspace: with its features nothing is compiled a second time.
    build.current_dir(root()).args(["build", "--quiet", "--workspace", "--bin", name]);
    build.env("CARGO_TARGET_DIR", profile.parent().expect("the target folder"));
    if profile.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().expect("cargo").success(), "{name} does not build");
    profile.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The command on a store, on the fixtures' day, with their travel table.
pub fn command(store: &Path) -> Command {
    let mut command = Command::new(binary());
    command.current_dir(root()).env("KOHTAANTO_STORE", store).env("KOHTAANTO_AS_OF", TODAY);
    command.env("KOHTAANTO_TRAVEL", fixtures().join("travel-minutes.tsv"));
    command
}

/// Runs the command with arguments.
pub fn run(store: &Path, args: &[&str]) -> Output {
    command(store).args(args).output().expect("the command runs")
}

/// The text of an output's stdout.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The text of an output's stderr.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The store that `kohtaanto demo` makes, and what it printed; made once for all tests.
pub fn demo() -> &'static (PathBuf, String) {
    static DEMO: OnceLock<(TempDir, (PathBuf, String))> = OnceLock::new();
    &DEMO
        .get_or_init(|| {
            let dir = TempDir::new().expect("a folder");
            let store = dir.path().join("store");
            let output = run(&store, &["demo"]);
            assert!(output.status.success(), "the demo fails: {}", stderr(&output));
            (dir, (store, stdout(&output)))
        })
        .1
}

/// The demo's store.
pub fn store() -> &'static Path {
    &demo().0
}
