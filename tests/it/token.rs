//! Tokens by the command: made, listed, used, refused with the reason, revoked.

use kohtaanto_tests::{command, stderr, stdout, store};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

/// A folder of its own for tokens and the log, beside the store that all may read.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { dir: TempDir::new().expect("a folder") }
    }

    fn tokens(&self) -> PathBuf {
        self.dir.path().join("tokens.json")
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = command(store());
        command.env("KOHTAANTO_TOKENS", self.tokens());
        command.env("KOHTAANTO_AUDIT", self.dir.path().join("audit.ndjson"));
        command.args(args).output().expect("the command runs")
    }

    fn create(&self, more: &[&str]) -> Value {
        let last_day = jiff::ZonedDateTime::now().date() + jiff::Span::new().days(30);
        let last_day = last_day.to_string();
        let args = ["token", "create", "--organisation", "Kiteen kahvila", "--purpose"];
        let args = [&args[..], &["kokin paikan täyttäminen", "--expires", &last_day]].concat();
        let output = self.run(&[&args[..], &["--format", "jsonl"], more].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        serde_json::from_str(stdout(&output).trim()).expect("JSON")
    }

    fn candidates(&self, secret: &str) -> Output {
        self.run(&["candidates", "nk-lie-001", "--token", secret, "--format", "jsonl"])
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().expect("a text")
}

#[test]
fn a_token_opens_people_until_it_is_revoked() {
    let place = Place::new();
    let made = place.create(&["--role", "advisor", "--place", "Lieksa", "--place", "Nurmes"]);
    let (id, secret) = (text(&made, "id"), text(&made, "secret"));
    assert_eq!(made["municipalities"], serde_json::json!(["422", "541"]));
    let output = place.candidates(secret);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));

    let list = stdout(&place.run(&["token", "list"]));
    for shown in [id, "voimassa", "neuvoja", "Kiteen kahvila", "Lieksa, Nurmes"] {
        assert!(list.contains(shown), "{shown} in {list}");
    }
    assert!(!list.contains(&secret[14..]));

    let revoked = place.run(&["token", "revoke", id, "--lang", "sv"]);
    assert!(stdout(&revoked).contains("återkallad"));
    let output = place.candidates(secret);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(stderr(&output).contains("was revoked"), "{}", stderr(&output));
}

#[test]
fn each_refusal_says_why_and_what_to_do() {
    let place = Place::new();
    let made = place.create(&["--role", "employer"]);
    let secret = text(&made, "secret");
    let unknown = format!("{}{}", &secret[..secret.len() - 2], "zz");
    let mut other = secret.to_owned();
    other.replace_range(14..16, if &secret[14..16] == "00" { "11" } else { "00" });
    for (wrong, why) in
        [("x", "this is no token"), (&*unknown, "this is no token"), (&*other, "no token has this")]
    {
        let said = stderr(&place.candidates(wrong));
        assert!(said.contains(why) && !said.contains(&secret[14..40]), "{said}");
    }
    // The moment of ending is in the past: the file says so.
    let kept = std::fs::read_to_string(place.tokens()).expect("tokens");
    let (created, expires) = (text(&made, "created"), text(&made, "expires"));
    let past = kept.replace(created, "2026-01-01T00:00:00Z");
    let past = past.replace(expires, "2026-02-01T00:00:00Z");
    std::fs::write(place.tokens(), past).expect("writes");
    let said = stderr(&place.candidates(secret));
    assert!(said.contains("ended 2026-02-01T00:00:00Z; ask for a new one"), "{said}");
}

#[test]
fn what_a_token_must_say_is_asked_for() {
    let place = Place::new();
    let create = |organisation, purpose, expires: &str, at| {
        let args = ["token", "create", "--role", "employer", "--organisation", organisation];
        let more = ["--purpose", purpose, "--expires", expires, "--place", at];
        place.run(&[&args[..], &more].concat())
    };
    for (output, said) in [
        (create(" ", "kokin paikan täyttö", "2099-01-01", "Kitee"), "organisation"),
        (create("x", "kokki", "2099-01-01", "Kitee"), "purpose"),
        (create("x", "kokin paikan täyttö", "2099-01-01", "Kitee"), "not within a year"),
        (create("x", "kokin paikan täyttö", "2020-01-01", "Kitee"), "not within a year"),
        (create("x", "kokin paikan täyttö", "ensi vuonna", "Kitee"), "write YYYY-MM-DD"),
        (create("x", "kokin paikan täyttö", "2099-01-01", "Kiite"), "--place"),
        (place.run(&["token", "revoke", "nope"]), "token list"),
    ] {
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{said} in {}", stderr(&output));
    }
    assert_eq!(place.run(&["token", "list"]).status.code(), Some(1));
}

#[test]
fn a_token_of_one_municipality_opens_only_its_people() {
    let place = Place::new();
    let homes = |places: &[&str]| {
        let made = place.create(&[&["--role", "employer"], places].concat());
        let output = place.candidates(text(&made, "secret"));
        let rows = stdout(&output);
        let rows = rows.lines().map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
        let rows = rows.filter(|row| row["type"] == "match");
        rows.map(|row| row["candidate"]["home"].to_string()).collect::<Vec<_>>()
    };
    let (all, bound) = (homes(&[]), homes(&["--place", "Lieksa"]));
    assert!(all.iter().any(|home| home != "\"422\""), "{all:?}");
    assert!(!bound.is_empty() && bound.iter().all(|home| home == "\"422\""), "{bound:?}");
}

#[test]
fn an_employer_sees_pseudonyms_without_own_words() {
    let place = Place::new();
    let made = place.create(&["--role", "employer"]);
    let seen = stdout(&place.candidates(text(&made, "secret")));
    let people = kohtaanto_tests::candidate_lines();
    let mut n = 0;
    for row in seen.lines().map(|row| serde_json::from_str::<Value>(row).expect("JSON")) {
        let Some(id) = row["candidate"]["id"].as_str() else { continue };
        n += 1;
        for hidden in ["text", "wishes", "from", "to"] {
            assert!(row["candidate"].get(hidden).is_none(), "{hidden} of {id}");
        }
        let stored = people.iter().find(|line| line.contains(&format!("\"{id}\"")));
        let stored: Value = serde_json::from_str(stored.expect("a person")).expect("JSON");
        for work in stored["profile"]["history"].as_array().into_iter().flatten() {
            if let Some(own) = work["text"].as_str() {
                assert!(!row.to_string().contains(own), "{own}");
            }
        }
    }
    assert!(n > 3, "{n}");
}

#[cfg(unix)]
#[test]
fn the_file_of_tokens_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let made = place.create(&["--role", "admin"]);
    let metadata = std::fs::metadata(place.tokens()).expect("the file");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    let kept = std::fs::read_to_string(place.tokens()).expect("tokens");
    assert!(!kept.contains(&text(&made, "secret")[14..]), "only a hash is kept");
}
