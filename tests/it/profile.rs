//! `kohtaanto profile`: a text becomes a profile that `match` takes, decisions hold, and a profile
//! is compared with work.

use kohtaanto::model::Lang;
use kohtaanto::taxonomy::{
    ConceptKind, LabelKind, NewConcept, NewLabel, Relation, TaxonomyBuilder,
};
use kohtaanto_tests::{run, stderr, stdout};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;
use tempfile::TempDir;

const TEXT: &str = "Nimeni on Maija Esimerkki, puh. 050 123 4567. Olen ollut myyjänä vuosina \
                    2018-2021. Osaan leivontaa ja kassan käyttöä. Minulla on hygieniapassi.";

/// A store without a model, with a small taxonomy and two postings.
fn store() -> &'static Path {
    static STORE: OnceLock<TempDir> = OnceLock::new();
    STORE
        .get_or_init(|| {
            let dir = TempDir::new().expect("a folder");
            std::fs::write(dir.path().join("taxonomy"), taxonomy()).expect("writes");
            let postings = dir.path().join("postings.ndjson");
            std::fs::write(&postings, POSTINGS).expect("writes");
            let args = ["index", postings.to_str().expect("a path")];
            let output = command(dir.path(), &args);
            assert!(output.status.success(), "{}", stderr(&output));
            dir
        })
        .path()
}

const POSTINGS: &str = concat!(
    r#"{"id": "k-1", "title": {"fi": "Kahvilatyöntekijä"}, "employer": {"name": "Oy"}, "#,
    r#""places": [{"municipality": "167"}], "occupations": [{"label": "kahvilatyöntekijä"}], "#,
    r#""requirements": [{"kind": "competence", "label": "leivonta", "importance": "must"}, "#,
    r#"{"kind": "language", "language": "fi", "level": "B2", "importance": "must"}, "#,
    r#"{"kind": "card", "card": "hygieniapassi", "importance": "must"}], "#,
    r#""expires": "2026-12-24"}"#,
    "\n",
    r#"{"id": "k-2", "title": {"fi": "Kahvilatyöntekijä"}, "employer": {"name": "Oy"}, "#,
    r#""places": [{"municipality": "091"}], "occupations": [{"label": "kahvilatyöntekijä"}], "#,
    r#""expires": "2026-12-24"}"#,
    "\n",
);

fn taxonomy() -> Vec<u8> {
    use ConceptKind::{Card, Competence, Occupation};
    let mut builder = TaxonomyBuilder::new("small", "1", None);
    for (uri, kind, label) in [
        ("c:till", Competence, "kassan käyttö"),
        ("c:bake", Competence, "leivonta"),
        ("c:coffee", Competence, "kahvin valmistus"),
        ("kohtaanto:card/hygieniapassi", Card, "hygieniapassi"),
        ("o:seller", Occupation, "myyjä"),
        ("o:cafe", Occupation, "kahvilatyöntekijä"),
    ] {
        let (lang, preferred) = (Lang::FI, LabelKind::Preferred);
        let labels = vec![NewLabel { lang, text: label.to_owned(), kind: preferred }];
        let code = (kind == Card).then(|| "hygieniapassi".to_owned());
        builder.add(NewConcept { uri: uri.to_owned(), kind, code, labels }).expect("added");
    }
    for (from, to) in [("o:seller", "c:till"), ("o:cafe", "c:till"), ("o:cafe", "c:coffee")] {
        builder.relate(from, Relation::Essential, to);
    }
    builder.build().expect("it holds together").as_bytes().to_vec()
}

fn command(store: &Path, args: &[&str]) -> Output {
    let taxonomy = store.join("taxonomy");
    let taxonomy = taxonomy.to_str().expect("a path");
    let global = ["--no-model", "--taxonomy", taxonomy];
    run(&store.join("store"), &[&global[..], args].concat())
}

fn profile(args: &[&str]) -> Output {
    command(store(), &[&["profile"], args].concat())
}

/// A folder with the text and a profile built of it.
fn built() -> (TempDir, PathBuf, Output) {
    let dir = TempDir::new().expect("a folder");
    let text = dir.path().join("cv.txt");
    std::fs::write(&text, TEXT).expect("writes");
    let out = dir.path().join("profile.json");
    let output = build(&text, &out);
    (dir, out, output)
}

fn build(text: &Path, out: &Path) -> Output {
    let (text, out) = (text.to_str().expect("a path"), out.to_str().expect("a path"));
    profile(&["build", text, "--out", out, "--home", "Joensuu", "--lang-of", "fi"])
}

fn rows(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn competences(profile: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(profile).expect("a profile");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let list = value["profile"]["competences"].as_array().cloned().unwrap_or_default();
    list.iter().map(|c| c["label"].as_str().expect("a label").to_owned()).collect()
}

#[test]
fn building_takes_out_what_is_private_and_says_so() {
    let (dir, out, output) = built();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("puhelinnumero (0…)") && told.contains("nimi"), "{told}");
    let mut written = told + &stdout(&output);
    for file in [out.clone(), out.with_extension("items.json")] {
        written += &std::fs::read_to_string(file).expect("a file");
    }
    for private in ["Esimerkki", "050", "4567"] {
        assert!(!written.contains(private), "{private} is in\n{written}");
    }
    assert!(written.contains("\"leivontaa\""), "the words that led to it: {written}");
    assert_eq!(competences(&out), ["leivonta", "kassan käyttö"]);
    let matched = command(store(), &["match", out.to_str().expect("a path")]);
    assert_eq!(matched.status.code(), Some(0), "{}", stderr(&matched));
    assert!(stdout(&matched).contains("k-1"));
    drop(dir);
}

#[test]
fn a_rejected_item_does_not_return_when_the_text_is_built_again() {
    let (dir, out, _) = built();
    let path = out.to_str().expect("a path");
    let output = profile(&["reject", path, "leivonta"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("leivonta [hylätty]"), "{}", stdout(&output));
    assert_eq!(competences(&out), ["kassan käyttö"]);
    let output = build(&dir.path().join("cv.txt"), &out);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(competences(&out), ["kassan käyttö"]);

    let shown = rows(&profile(&["show", path, "--format", "jsonl"]));
    let item = shown.iter().find(|row| row["label"] == "leivonta").expect("is shown");
    assert_eq!((&item["state"], &item["words"]), (&"rejected".into(), &"leivontaa".into()));
    let number = item["number"].to_string();
    let output = profile(&["confirm", path, &number]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(competences(&out), ["leivonta", "kassan käyttö"]);
    let none = profile(&["reject", path, "hitsaus"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("hitsaus"));
}

#[test]
fn a_gap_is_met_near_missing_or_unknown() {
    let (_dir, out, _) = built();
    let path = out.to_str().expect("a path");
    let output = profile(&["gap", path, "--posting", "k-1"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    for line in [
        "Sinulla on 2/3 siitä, mitä tässä tarvitaan.",
        "Tämä sinulla on jo:\n  - leivonta\n  - hygieniapassi",
        "Tästä profiilisi ei kerro:\n  - suomi B2",
    ] {
        assert!(text.contains(line), "{line} is missing from\n{text}");
    }
    let gap =
        rows(&profile(&["gap", path, "--occupation", "kahvilatyöntekijä", "--format", "jsonl"]));
    let status = |label: &str| {
        let row = gap.iter().find(|row| row["asked"]["label"] == label).expect("a row");
        row["status"].as_str().expect("a status").to_owned()
    };
    assert_eq!(
        (status("kassan käyttö"), status("kahvin valmistus")),
        ("met".into(), "missing".into())
    );
    assert_eq!(profile(&["gap", path, "--occupation", "astronautti"]).status.code(), Some(2));
}

#[test]
fn next_occupations_say_what_is_carried_along() {
    let (_dir, out, _) = built();
    let path = out.to_str().expect("a path");
    let output = profile(&["gap", path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let line = "1. kahvilatyöntekijä: työstäsi (myyjä) kannat mukanasi 1/2 tarvittavasta \
                osaamisesta; 1 avoin paikka matkan päässä sinusta";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("opittavaa: kahvin valmistus"), "{text}");
}

#[test]
fn what_a_requirement_costs_needs_a_role_and_a_purpose() {
    let unsaid = command(store(), &["candidates", "k-1", "--costs"]);
    assert_eq!(unsaid.status.code(), Some(2));
    let said =
        ["candidates", "k-1", "--costs", "--role", "advisor", "--purpose", "paikan täyttö yhdessä"];
    let output = command(store(), &said);
    assert_eq!(output.status.code(), Some(1), "nobody is stored: {}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("Työmatkan päässä on 0 henkilöä, kaikki ehdot täyttää 0."), "{text}");
    assert!(text.contains("suomi B2: 0/0 täyttää; ilman tätä ehtoa 0 → 0 osaajaa"), "{text}");
}
