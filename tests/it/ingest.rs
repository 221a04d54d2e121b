//! Lines in: good ones are kept, bad ones are named, nothing panics.

use kohtaanto::{
    Engine, EngineOptions, IngestOptions, IngestReport, LineKind, UnknownFields, read_candidate,
    read_posting,
};
use kohtaanto_tests::{TODAY, candidate_lines, posting_lines, run, stderr, stdout};
use std::io::Cursor;

fn ingest(engine: &Engine, text: impl AsRef<[u8]>, unknown: UnknownFields) -> IngestReport {
    let today = TODAY.parse().expect("a day");
    let options = IngestOptions { kind: LineKind::Postings, unknown, today };
    let mut writer = engine.write_opportunities().expect("a writer");
    let report = writer.ingest(Cursor::new(text), &options, &()).expect("ingests");
    writer.commit().expect("commits");
    report
}

#[test]
fn refusals_name_the_field_and_the_fix() {
    for (line, told) in [
        (r#"{"id": "a"}"#, "line: missing field `title`"),
        (
            r#"{"id": "ä ö", "title": {"fi": "x"}, "employer": {"name": "y"}, "remote_share": 100}"#,
            "id: has the character 'ä'; use letters a-z",
        ),
        (
            r#"{"id": "a", "title": {"fi": " "}, "employer": {"name": "y"}, "remote_share": 100}"#,
            "title: is empty; give a title",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}}"#,
            "places: is empty; give a municipality",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": "999"}]}"#,
            "places[0].municipality: \"999\" is not a municipality of Finland",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": "167"}],
            "terms": {"working_time": "sometimes"}}"#,
            "terms.working_time: \"sometimes\" is not known; use one of full_time, part_time",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": "167"}],
            "published": "24.11.2026"}"#,
            "published: \"24.11.2026\" is not a date; write YYYY-MM-DD",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": "167"}],
            "published": "2026-11-24", "expires": "2026-11-01"}"#,
            "expires: 2026-11-01 is less than published 2026-11-24",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": "167"}],
            "requirements": [{"kind": "card", "importance": "must"}]}"#,
            "requirements[0].card: is missing from a requirement of kind \"card\"",
        ),
        (
            r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "places": [{"municipality": 167}]}"#,
            "places[0].municipality: invalid type: integer `167`, expected a string",
        ),
    ] {
        let line = line.replace('\n', " ");
        let errors = read_posting(&line, UnknownFields::Keep).expect_err("is refused").to_string();
        assert!(errors.contains(told), "{errors}\nshould tell\n{told}");
    }
}

#[test]
fn unknown_fields_are_refused_or_kept_aside() {
    let line = r#"{"id": "a", "title": {"fi": "x"}, "employer": {"name": "y"}, "remote_share": 100, "salary": 1}"#;
    let errors = read_posting(line, UnknownFields::Refuse).expect_err("strict").to_string();
    assert!(errors.contains("salary: is not a known field"), "{errors}");
    let read = read_posting(line, UnknownFields::Keep).expect("lenient");
    assert_eq!(read.unknown_fields, ["salary"]);
}

#[test]
fn what_must_not_rank_a_person_is_never_read() {
    let line = r#"{"id": "c", "name": "x", "age": 61, "profile": {"health": "x", "sex": "f"}}"#;
    let today = TODAY.parse().expect("a day");
    let read = read_candidate(line, UnknownFields::Keep, today).expect("lenient");
    assert_eq!(read.unknown_fields, ["name", "age", "profile.health", "profile.sex"]);
    assert!(read_candidate(line, UnknownFields::Refuse, today).is_err());
}

#[test]
fn bad_lines_are_named_and_good_ones_kept() {
    let engine = Engine::in_memory(EngineOptions::default()).expect("a store");
    let good = &posting_lines()[..3];
    let mut text = format!("\u{feff}{}\nnot json\n{}\n\n", good[0], good[1]).into_bytes();
    text.extend(b"{\"id\": \"\xff\"}\n");
    text.extend(good[2].as_bytes());
    let report = ingest(&engine, text, UnknownFields::Refuse);
    assert_eq!(report.n_accepted, 3);
    let refused: Vec<usize> = report.refused.iter().map(|line| line.line).collect();
    assert_eq!(refused, [2, 5]);
    assert!(report.refused[1].errors.to_string().contains("UTF-8"));
    assert_eq!(engine.snapshot().expect("a snapshot").stats().n_postings, 3);
}

/// One random change of a line's bytes.
fn mutate(line: &str, random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = line.as_bytes().to_vec();
    for _ in 0..=random(3) {
        let at = random(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
        match random(6) {
            0 => bytes[at] = random(256) as u8,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, b"\"{}[],:0-\\e"[random(11)]),
            3 => bytes.truncate(at.max(1)),
            4 => {
                let end = (at + random(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + random(40)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
    bytes.retain(|byte| *byte != b'\n');
    bytes
}

/// 10,000 mutated lines: nothing panics, and every line is either kept or named.
#[test]
fn mutated_lines_are_kept_or_named() {
    // splitmix64: the same mutations on every machine.
    let mut state = 7u64;
    let mut random = |n: usize| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    };
    let lines: Vec<String> = posting_lines().into_iter().chain(candidate_lines()).collect();
    let n = 10_000;
    let mut text = Vec::new();
    for _ in 0..n {
        let line = &lines[random(lines.len())];
        let mut line = mutate(line, &mut random);
        if line.iter().all(u8::is_ascii_whitespace) {
            line = b"{".to_vec();
        }
        text.extend(line);
        text.push(b'\n');
    }
    let engine = Engine::in_memory(EngineOptions::default()).expect("a store");
    let report = ingest(&engine, text, UnknownFields::Keep);
    assert_eq!(report.n_accepted + report.refused.len(), n);
    assert!(report.refused.iter().all(|line| !line.errors.as_slice().is_empty()));
    assert!(report.refused.len() > n / 2, "the mutations do harm");
}

#[test]
fn the_command_names_file_line_and_field_and_exits_with_two() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let file = dir.path().join("in.ndjson");
    std::fs::write(&file, format!("{}\n{{\"id\": 7}}\n", posting_lines()[0])).expect("writes");
    let (store, file) = (dir.path().join("store"), file.to_str().expect("a path"));
    let output = run(&store, &["--no-model", "index", file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("in.ndjson:2: id: invalid type"), "{}", stderr(&output));
    assert!(stdout(&output).contains("1 riviä talletettu, 1 hylätty"), "{}", stdout(&output));
    let other = dir.path().join("other");
    let output = run(&other, &["--no-model", "index", "--all-or-nothing", file]);
    assert_eq!(output.status.code(), Some(2));
    let stats = stdout(&run(&other, &["stats", "--format", "jsonl"]));
    assert!(stats.contains("\"postings\":0"), "{stats}");
}
