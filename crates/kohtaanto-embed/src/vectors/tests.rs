use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::tempdir;

use super::*;
use crate::{Embedder, Embedding, Error, HashingEmbedder};

const DIMENSIONS: usize = 16;

fn hash(text: &str) -> TextHash {
    TextHash::new(TextKind::Passage, text)
}

fn embedding(text: &str) -> Embedding {
    let embedder = HashingEmbedder::new(DIMENSIONS);
    embedder.embed(&[text], TextKind::Passage, &()).expect("embeds").remove(0)
}

fn append(file: &mut VectorFile, texts: &[&str]) -> Vec<u64> {
    let vectors: Vec<_> = texts.iter().map(|text| (hash(text), embedding(text))).collect();
    let rows: Vec<_> = vectors.iter().map(|(hash, vector)| (*hash, vector)).collect();
    file.append(&rows).expect("appends")
}

fn holds(file: &VectorFile, texts: &[&str]) {
    let snapshot = file.snapshot().expect("a snapshot");
    assert_eq!(snapshot.rows(), texts.len() as u64);
    for (row, text) in texts.iter().enumerate() {
        assert_eq!(file.row_of(hash(text)), Some(row as u64), "{text}");
        assert_eq!(snapshot.row(row as u64).expect("a row").to_embedding(), embedding(text));
    }
}

fn corrupt(path: &Path, committed_rows: u64) -> String {
    VectorFile::open(path, DIMENSIONS, committed_rows).expect_err("corrupt").to_string()
}

#[test]
fn the_hash_of_a_text_depends_on_its_kind_and_never_changes() {
    assert_ne!(hash("kokki"), TextHash::new(TextKind::Query, "kokki"));
    assert_eq!(hash("kokki").to_bytes()[..4], [157, 61, 216, 24]);
}

#[test]
fn what_was_appended_is_found_again() {
    let dir = tempdir().expect("a folder");
    let path = dir.path().join("titles.vec");
    let mut file = VectorFile::create(&path, DIMENSIONS).expect("creates");
    assert_eq!(append(&mut file, &["kokki", "siivooja", "kokki"]), [0, 1, 0]);
    assert_eq!(append(&mut file, &["siivooja", "hitsaaja"]), [1, 2]);
    file.sync().expect("syncs");
    file.verify().expect("is whole");
    holds(&file, &["kokki", "siivooja", "hitsaaja"]);
    drop(file);
    let mut file = VectorFile::open(&path, DIMENSIONS, 3).expect("opens");
    assert_eq!(append(&mut file, &["opettaja", "kokki"]), [3, 0]);
    holds(&file, &["kokki", "siivooja", "hitsaaja", "opettaja"]);
    assert_eq!(fs::metadata(&path).expect("a file").len(), 64 + 4 * 2 * DIMENSIONS as u64);
}

#[test]
fn rows_behind_the_commit_are_cut_and_their_texts_forgotten() {
    let dir = tempdir().expect("a folder");
    let path = dir.path().join("vectors");
    let mut file = VectorFile::create(&path, DIMENSIONS).expect("creates");
    append(&mut file, &["kokki", "siivooja", "hitsaaja"]);
    drop(file);
    // A crash in the middle of a row, and with hashes that never reached the disk.
    let n_bytes = fs::metadata(&path).expect("a file").len();
    let cut = fs::OpenOptions::new().write(true).open(&path).expect("opens");
    cut.set_len(n_bytes - 5).expect("cuts");
    let mut file = VectorFile::open(&path, DIMENSIONS, 1).expect("opens");
    assert_eq!(file.row_of(hash("hitsaaja")), None);
    assert_eq!(append(&mut file, &["opettaja"]), [1]);
    holds(&file, &["kokki", "opettaja"]);
    file.verify().expect("is whole");
}

#[test]
fn a_damaged_file_is_refused_by_name() {
    let dir = tempdir().expect("a folder");
    let path = dir.path().join("vectors");
    let mut file = VectorFile::create(&path, DIMENSIONS).expect("creates");
    append(&mut file, &["kokki", "siivooja"]);
    drop(file);
    assert!(corrupt(&path, 3).contains("vectors is corrupt: it has 2 rows, and 3 were committed"));
    let error = VectorFile::open(&path, 8, 2).expect_err("other dimensions");
    assert_eq!(error.to_string(), "the vector file has 16 dimensions, expected 8");

    let whole = fs::read(&path).expect("reads");
    let mut damaged = whole.clone();
    damaged[64 + 40] ^= 1;
    fs::write(&path, &damaged).expect("writes");
    let mut file = VectorFile::open(&path, DIMENSIONS, 2).expect("opens");
    let error = file.verify().expect_err("damaged").to_string();
    assert!(error.contains("row 1 does not match its checksum"), "{error}");
    drop(file);

    damaged[0] = b'x';
    fs::write(&path, &damaged).expect("writes");
    assert!(corrupt(&path, 2).contains("does not begin as a file of vectors does"));
    fs::write(&path, &whole[..10]).expect("writes");
    assert!(corrupt(&path, 2).contains("shorter than its header"));
    damaged[..64].copy_from_slice(&whole[..64]);
    damaged[8] = 9;
    fs::write(&path, &damaged).expect("writes");
    assert!(corrupt(&path, 2).contains("its format is 9, not 1"));
    fs::remove_file(&path).expect("removes");
    let error = VectorFile::open(&path, DIMENSIONS, 2).expect_err("gone");
    assert!(error.to_string().starts_with("cannot open "), "{error}");
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let dir = tempdir().expect("a folder");
    let path = dir.path().join("vectors");
    let mut file = VectorFile::create(&path, DIMENSIONS).expect("creates");
    append(&mut file, &["kokki"]);
    let error = VectorFile::open(&path, DIMENSIONS, 1).expect_err("busy");
    assert!(matches!(error, Error::Busy { .. }), "{error}");
    let before = VectorSnapshot::open(&path, DIMENSIONS, 1).expect("a reader");
    append(&mut file, &["siivooja"]);
    assert_eq!(before.rows(), 1);
    assert_eq!(before.row(0).expect("a row").to_embedding(), embedding("kokki"));
    assert!(matches!(before.row(1), Err(Error::NoSuchRow { row: 1, n_rows: 1 })));
    let error = VectorFile::create(&path, DIMENSIONS).expect_err("busy");
    assert!(matches!(error, Error::Busy { .. }), "{error}");
    drop(file);
    let anew = VectorFile::create(&path, DIMENSIONS).expect("creates");
    assert_eq!(anew.rows(), 0);
    assert_eq!(before.row(0).expect("still there").to_embedding(), embedding("kokki"));
}

#[test]
fn similarities_are_those_of_the_embeddings() {
    let texts = ["kokki", "siivooja", "laitoshuoltaja", "kokin apulainen"];
    let mut file = VectorFile::in_memory(DIMENSIONS);
    append(&mut file, &texts);
    let snapshot = file.snapshot().expect("a snapshot");
    append(&mut file, &["hitsaaja"]);
    assert_eq!((snapshot.rows(), file.rows()), (4, 5));
    let query = embedding("kokki");
    let mut found = vec![9.0];
    snapshot.similarities(&query, &[3, 0, 1], &mut found).expect("similarities");
    let expected = [3, 0, 1].map(|row: usize| query.similarity(&embedding(texts[row])).value());
    assert_eq!(found, expected);
    assert_eq!(snapshot.similarity(&query, 3).expect("one").value(), expected[0]);
    let error = snapshot.similarities(&query, &[0, 4], &mut found).expect_err("no row 4");
    assert_eq!(error.to_string(), "there is no vector row 4: the snapshot has 4");
    let short = HashingEmbedder::new(3).embed(&["a"], TextKind::Query, &()).expect("embeds");
    assert!(snapshot.similarity(&short[0], 0).is_err());
    assert!(file.append(&[(hash("a"), &short[0])]).is_err());
    assert_eq!(file.rows(), 5);
}

#[test]
fn blocks_and_rests_add_up() {
    for dimensions in [1, 31, 32, 33, 100, 384] {
        let embedder = HashingEmbedder::new(dimensions);
        let texts = ["sairaanhoitaja terveyskeskukseen", "terveyskeskuksen hoitajat"];
        let both = embedder.embed(&texts, TextKind::Query, &()).expect("embeds");
        let mut file = VectorFile::in_memory(dimensions);
        file.append(&[(hash("a"), &both[0])]).expect("appends");
        let found = file.snapshot().expect("a snapshot").similarity(&both[1], 0).expect("one");
        assert_eq!(found, both[0].similarity(&both[1]), "{dimensions}");
    }
    let mut none = VectorFile::in_memory(0);
    assert!(none.append(&[(hash("a"), &embedding("a"))]).is_err());
    assert!(none.snapshot().expect("a snapshot").row(0).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is appended, crashes and is reopened: the file holds the first `committed` texts
    /// of those that were new, in the order they came.
    #[test]
    fn a_file_is_its_committed_texts(
        rounds in proptest::collection::vec(
            (proptest::collection::vec("[a-f]{1,2}", 0..6), proptest::bool::ANY),
            1..6,
        ),
    ) {
        let dir = tempdir().expect("a folder");
        let path = dir.path().join("vectors");
        drop(VectorFile::create(&path, DIMENSIONS).expect("creates"));
        let mut committed: Vec<String> = Vec::new();
        for (texts, commits) in &rounds {
            let n_committed = committed.len() as u64;
            let mut file = VectorFile::open(&path, DIMENSIONS, n_committed).expect("opens");
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let rows = append(&mut file, &texts);
            let mut all = committed.clone();
            for (text, row) in texts.iter().zip(rows) {
                if !all.iter().any(|known| known == text) {
                    all.push((*text).to_owned());
                }
                prop_assert_eq!(&all[row as usize], text);
            }
            holds(&file, &all.iter().map(String::as_str).collect::<Vec<_>>());
            if *commits {
                committed = all;
            }
        }
    }
}
