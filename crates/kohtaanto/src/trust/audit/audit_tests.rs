use super::*;
use crate::trust::{Permit, Role};
use fs_err as fs;
use kohtaanto_domain::model::CandidateId;

fn now() -> Timestamp {
    "2026-11-24T08:00:00Z".parse().unwrap()
}

fn entry(result: &str) -> AuditEntry {
    let permit = Permit::new(Role::Advisor, "avoimen paikan täyttö").unwrap();
    let results = vec![result.to_owned()];
    AuditEntry { results, ..AuditEntry::new(AuditAction::RankPeople, &permit) }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("audit.ndjson");
    (dir, path)
}

fn open(path: &Path) -> AuditLog {
    AuditLog::open(path, AuditOptions::default(), now()).unwrap()
}

/// A log of a beginning and `n` entries.
fn written(path: &Path, n: usize) -> AuditLog {
    let log = open(path);
    for i in 0..n {
        log.append(&entry(&format!("c-{i}")), now()).unwrap();
    }
    log
}

fn problem(path: &Path) -> (u64, String) {
    match verify_audit(path, None).unwrap_err() {
        Error::AuditBroken { line, problem, .. } => (line, problem),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_written_is_read_back() {
    let (_dir, path) = folder();
    let log = open(&path);
    let mut told = entry("c-1");
    told.posting = Some(kohtaanto_domain::model::PostingId::new("a-1").unwrap());
    told.filters.insert("limit".to_owned(), "10".to_owned());
    told.human = Some("haastatteluun".to_owned());
    log.append(&told, now()).unwrap();
    let refused = AuditEntry { outcome: AuditOutcome::Refused("ei".to_owned()), ..entry("c-2") };
    let point = log.append(&refused, now()).unwrap();
    let read = read_audit(&path, &AuditFilter::default()).unwrap();
    let entries: Vec<_> = read.iter().map(|line| line.entry.clone().unwrap()).collect();
    assert_eq!(entries, [told, refused]);
    let report = verify_audit(&path, Some(&point)).unwrap();
    assert_eq!((report.n_lines, report.first_seq, report.last), (3, 0, point));

    let about = |id: &str| {
        let candidate = Some(CandidateId::new(id).unwrap());
        let filter = AuditFilter { candidate, ..AuditFilter::default() };
        read_audit(&path, &filter).unwrap().len()
    };
    assert_eq!((about("c-1"), about("c-2"), about("c")), (1, 1, 0));
    let last = AuditFilter { last: Some(1), ..AuditFilter::default() };
    assert_eq!(read_audit(&path, &last).unwrap(), read[1..]);
}

#[test]
fn every_changed_byte_is_found() {
    let (_dir, path) = folder();
    let log = written(&path, 3);
    let noted = log.append(&entry("c-9"), now()).unwrap();
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert!(verify_audit(&path, Some(&noted)).is_err(), "byte {at}");
    }
}

#[test]
fn the_first_line_that_does_not_hold_is_named() {
    let (_dir, path) = folder();
    written(&path, 4);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();

    fs::write(&path, text.replace("c-1", "c-7")).unwrap();
    let (line, said) = problem(&path);
    assert!(line == 4 && said.contains("the line before it"), "{line}: {said}");

    let without: Vec<&str> = [&lines[..2], &lines[3..]].concat();
    fs::write(&path, without.join("\n") + "\n").unwrap();
    let (line, said) = problem(&path);
    assert!(line == 3 && said.contains("its number is 3, after 1"), "{line}: {said}");

    let with: Vec<&str> = [&lines[..2], &["{}"], &lines[2..]].concat();
    fs::write(&path, with.join("\n") + "\n").unwrap();
    let (line, said) = problem(&path);
    assert!(line == 3 && said.contains("does not vouch"), "{line}: {said}");

    fs::write(&path, lines[2..].join("\n") + "\n").unwrap();
    let report = verify_audit(&path, None).unwrap();
    assert_eq!(report.first_seq, 2, "older lines were taken away, and it says so");
}

#[test]
fn a_cut_end_is_found_by_the_writer_and_by_a_noted_point() {
    let (_dir, path) = folder();
    let log = written(&path, 3);
    let noted = verify_audit(&path, None).unwrap().last;
    let text = fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> = text.lines().take(3).collect();
    fs::write(&path, kept.join("\n") + "\n").unwrap();
    assert!(verify_audit(&path, None).is_ok(), "a chain alone cannot show it");
    let cut = verify_audit(&path, Some(&noted)).unwrap_err().to_string();
    assert!(cut.contains("it ends at line 2; line 3 was noted"), "{cut}");
    let refused = log.append(&entry("c-1"), now()).unwrap_err();
    assert_eq!(refused.kind(), crate::ErrorKind::Corrupt);
    let other = AuditPoint { hash: noted.hash.replace(['0', '1'], "2"), ..noted };
    fs::write(&path, text).unwrap();
    assert!(verify_audit(&path, Some(&other)).is_err());
}

#[test]
fn a_torn_line_is_reported_and_the_log_goes_on() {
    let (_dir, path) = folder();
    written(&path, 2);
    let whole = fs::read(&path).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    // A crash at each byte of the last line; at the last one only the end is missing.
    for at in last..whole.len() {
        fs::write(&path, &whole[..at]).unwrap();
        let is_whole = at == whole.len() - 1;
        let report = verify_audit(&path, None).unwrap();
        let expected = usize::from(at > last && !is_whole);
        assert_eq!(report.tears.len(), expected, "byte {at}");
        assert!(report.tears.iter().all(|tear| !tear.is_vouched && tear.line == 3));

        let log = open(&path);
        log.append(&entry("c-8"), now()).unwrap();
        log.append(&entry("c-9"), now()).unwrap();
        let report = verify_audit(&path, None).unwrap();
        assert_eq!(report.last.seq, if is_whole { 4 } else { 3 });
        assert_eq!(report.tears.len(), expected);
        assert!(report.tears.iter().all(|tear| tear.is_vouched));
        assert!(fs::read(&path).unwrap().starts_with(&whole[..at]), "nothing is taken out");
    }
    // The remains may not be changed later.
    let text = fs::read_to_string(&path).unwrap();
    assert!(verify_audit(&path, None).is_ok());
    fs::write(&path, text.replacen("{\"seq\":2", "{\"seq\":2,", 1)).unwrap();
    assert!(verify_audit(&path, None).is_err());
}

#[test]
fn a_mending_that_is_torn_too_is_mended() {
    let (_dir, path) = folder();
    written(&path, 1);
    let mut bytes = fs::read(&path).unwrap();
    for remains in [&b"{\"seq\":2,\"at"[..], b"\n{\"seq\":2", b"\0\0\0\n\0\0"] {
        bytes.extend_from_slice(remains);
        fs::write(&path, &bytes).unwrap();
        assert_eq!(verify_audit(&path, None).unwrap().tears.len(), 1);
    }
    written(&path, 2);
    let report = verify_audit(&path, None).unwrap();
    assert_eq!((report.n_lines, report.tears.len()), (4, 1));
    assert!(report.tears[0].is_vouched);
}

#[test]
fn a_torn_beginning_is_mended() {
    let (_dir, path) = folder();
    for remains in ["", "{\"seq\":0"] {
        fs::write(&path, remains).unwrap();
        assert!(verify_audit(&path, None).is_err(), "no line yet");
        written(&path, 1);
        assert_eq!(verify_audit(&path, None).unwrap().n_lines, 2);
    }
}

#[test]
fn a_long_line_is_found_from_the_end() {
    let (_dir, path) = folder();
    let log = written(&path, 1);
    let results: Vec<String> = (0..20_000).map(|i| format!("candidate-{i}")).collect();
    log.append(&AuditEntry { results, ..entry("") }, now()).unwrap();
    log.append(&entry("c-1"), now()).unwrap();
    assert_eq!(verify_audit(&path, None).unwrap().n_lines, 4);
    let results: Vec<String> = (0..200_000).map(|i| format!("candidate-{i}")).collect();
    let refused = log.append(&AuditEntry { results, ..entry("") }, now()).unwrap_err();
    assert_eq!(refused.kind(), crate::ErrorKind::InvalidInput);
}

#[test]
fn the_chain_goes_on_over_files() {
    let (_dir, path) = folder();
    let log = AuditLog::open(&path, AuditOptions { rotate_bytes: 600 }, now()).unwrap();
    for i in 0..20 {
        log.append(&entry(&format!("c-{i}")), now()).unwrap();
    }
    let report = verify_audit(&path, None).unwrap();
    assert!(report.n_files > 4 && report.n_lines == 21, "{report:?}");
    assert_eq!(read_audit(&path, &AuditFilter::default()).unwrap().len(), 20);

    // A crash between the two halves of a rotation.
    fs::rename(&path, files::finished(&path, report.last.seq)).unwrap();
    assert_eq!(verify_audit(&path, None).unwrap().n_lines, 21);
    written(&path, 1);
    assert_eq!(verify_audit(&path, None).unwrap().n_lines, 22);

    let finished = files::all_finished(&path).unwrap();
    fs::remove_file(&finished[0]).unwrap();
    assert!(verify_audit(&path, None).unwrap().first_seq > 0, "the oldest may be taken away");
    fs::remove_file(&finished[2]).unwrap();
    assert!(verify_audit(&path, None).is_err(), "one between may not");
}

#[test]
fn several_writers_make_one_chain() {
    let (_dir, path) = folder();
    let options = AuditOptions { rotate_bytes: 4000 };
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let path = &path;
            scope.spawn(move || {
                // Each with a handle of its own, as processes have.
                let log = AuditLog::open(path, options, now()).unwrap();
                for i in 0..20 {
                    log.append(&entry(&format!("c-{writer}-{i}")), now()).unwrap();
                }
            });
        }
    });
    let report = verify_audit(&path, None).unwrap();
    assert_eq!((report.n_lines, report.tears.len()), (121, 0));
}

#[test]
fn where_nothing_can_be_written_nothing_is_opened() {
    let (dir, _) = folder();
    let nowhere = dir.path().join("no-such-folder/audit.ndjson");
    let refused = AuditLog::open(&nowhere, AuditOptions::default(), now()).unwrap_err();
    assert_eq!(refused.kind(), crate::ErrorKind::Unavailable);
    assert!(refused.to_string().contains("make its folder"), "{refused}");
    let missing = verify_audit(&dir.path().join("none"), None).unwrap_err();
    assert_eq!(missing.kind(), crate::ErrorKind::NotFound);
    // /dev/full is a disk that is full.
    #[cfg(target_os = "linux")]
    {
        let full = dir.path().join("full.ndjson");
        std::os::unix::fs::symlink("/dev/full", &full).unwrap();
        let refused = AuditLog::open(&full, AuditOptions::default(), now()).unwrap_err();
        assert!(refused.to_string().contains("make room on the disk"), "{refused}");
    }
}

#[test]
fn points_are_read_back() {
    let point = AuditPoint { seq: 7, hash: GENESIS.to_owned() };
    assert_eq!(point.to_string().parse(), Ok(point));
    for wrong in ["", "7", "x:00", "7:00"] {
        assert!(wrong.parse::<AuditPoint>().is_err(), "{wrong}");
    }
}
