//! Writing, opening and reading back.

mod common;

use common::{index, posting, postings, query, snapshot};
use kohtaanto_domain::model::Lang;
use kohtaanto_index::{Error, Index, IndexDocument, Require, Snapshot, Tag, WriterOptions};
use std::fs;

#[test]
fn documents_come_back() {
    let snapshot = snapshot();
    assert_eq!(snapshot.n_docs(), 9);
    assert!(snapshot.find("nobody").expect("read").is_none());
    let doc = snapshot.find("cpp").expect("read").expect("there");
    assert_eq!(snapshot.document(doc).expect("read").payload, b"payload of cpp");
    assert_eq!(snapshot.document(doc).expect("read").id, "cpp");
    assert_eq!(snapshot.tag_values(doc, Tag::Municipality).expect("read"), ["167"]);
    let rows = snapshot.vector_rows(&snapshot.all()).expect("rows");
    assert_eq!(rows.len(), 9);
    for (doc, rows) in rows {
        assert_eq!(rows, snapshot.rows(doc).expect("rows"));
        let title = rows.title.expect("all have one");
        assert_eq!(rows.content, (title % 4 == 0).then_some(title + 1));
    }
}

#[test]
fn a_snapshot_does_not_change_and_knows_its_own() {
    let index = index(postings(), 9);
    let before = index.snapshot().expect("a snapshot");
    let all = before.all();
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    writer.upsert(posting("kokki", Lang::FI, ["Leipuri", "", ""], "999")).expect("put in");
    writer.delete("kokka").expect("taken out");
    writer.delete("nobody").expect("nothing");
    assert_eq!(index.snapshot().expect("a snapshot").n_docs(), 9, "not committed");
    writer.commit(r#"{"generation":7}"#).expect("committed");
    assert_eq!(index.committed_payload().expect("read").as_deref(), Some(r#"{"generation":7}"#));
    let after = index.snapshot().expect("a snapshot");
    assert_eq!((before.n_docs(), after.n_docs()), (9, 8));
    let found = |snapshot: &Snapshot, text| {
        let hits = snapshot.words(&query(text, Require::All), &snapshot.all()).expect("hits");
        hits.len()
    };
    assert_eq!((found(&before, "kokki"), found(&after, "kokki")), (1, 0));
    assert_eq!((found(&before, "leipuri"), found(&after, "leipuri")), (0, 1));
    assert!(after.find("kokka").expect("read").is_none());
    let doc = after.find("kokki").expect("read").expect("there");
    assert_eq!(after.tag_values(doc, Tag::Municipality).expect("read"), ["999"]);
    assert!(matches!(after.facet(&all, Tag::Shift), Err(Error::ForeignSnapshot)));

    writer.delete("cpp").expect("taken out");
    writer.rollback().expect("rolled back");
    writer.commit("{}").expect("committed");
    writer.compact().expect("compacted");
    let compact = index.snapshot().expect("a snapshot");
    assert_eq!(compact.n_docs(), 8);
    assert_eq!(index.committed_payload().expect("read").as_deref(), Some("{}"));
    writer.close().expect("closed");
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let index = Index::create(dir.path()).expect("created");
    let writer = index.writer(WriterOptions::default()).expect("a writer");
    let second = Index::open(dir.path()).expect("opened").writer(WriterOptions::default());
    let error = second.expect_err("locked");
    assert!(matches!(&error, Error::Locked { path } if path == dir.path()), "{error}");
    drop(writer);
    index.writer(WriterOptions::default()).expect("a writer again");
}

#[test]
fn bad_documents_are_refused_before_any_is_written() {
    let index = Index::in_memory().expect("an index");
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    let good = posting("good", Lang::FI, ["Kokki", "", ""], "167");
    let far = IndexDocument { id: "far".into(), title_row: Some(1 << 32), ..good.clone() };
    for bad in [IndexDocument::default(), far] {
        let error = writer.upsert_all(vec![good.clone(), bad]).expect_err("refused");
        assert!(matches!(error, Error::InvalidDocument { .. }), "{error}");
    }
    writer.commit("{}").expect("committed");
    assert_eq!(index.snapshot().expect("a snapshot").n_docs(), 0);
}

#[test]
fn folders_are_opened_or_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("index");
    assert!(matches!(Index::open(&path), Err(Error::NotFound { .. })));
    fs::create_dir(&path).expect("made");
    assert!(matches!(Index::open(&path), Err(Error::Incompatible { .. })));
    let index = Index::create(&path).expect("created");
    assert!(matches!(Index::create(&path), Err(Error::AlreadyExists { .. })));
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    writer.upsert_all(postings()).expect("put in");
    writer.commit("{}").expect("committed");
    writer.close().expect("closed");
    drop(index);
    let index = Index::open(&path).expect("opened");
    assert_eq!(index.snapshot().expect("a snapshot").n_docs(), 9);
    index.verify().expect("whole");
    drop(index);

    let meta = path.join("meta.json");
    let text = fs::read_to_string(&meta).expect("read");
    fs::write(&meta, text.replace("kohtaanto_index_", "elsewhere_")).expect("written");
    let error = Index::open(&path).expect_err("refused");
    assert!(matches!(error, Error::Incompatible { .. }), "{error}");
    assert!(error.to_string().contains("build it anew"), "{error}");
    fs::write(&meta, &text[..text.len() / 2]).expect("written");
    let error = Index::open(&path).expect_err("refused");
    assert!(matches!(error, Error::Corrupt { .. }), "{error}");
    fs::write(&meta, &text).expect("written");

    let files = fs::read_dir(&path).expect("read").map(|entry| entry.expect("an entry").path());
    let segment =
        |file: &std::path::PathBuf| file.extension().is_some_and(|e| e != "json" && e != "lock");
    for file in files.filter(segment) {
        let bytes = fs::read(&file).expect("read");
        for cut in [0, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&file, &bytes[..cut]).expect("written");
            let error = Index::open(&path).and_then(|index| index.verify());
            let error = error.expect_err("refused");
            assert!(matches!(error, Error::Corrupt { .. }), "{} {cut}: {error:?}", file.display());
        }
        fs::remove_file(&file).expect("removed");
        let error = Index::open(&path).expect_err("refused");
        assert!(matches!(error, Error::Corrupt { .. }), "{}: {error:?}", file.display());
        fs::write(&file, &bytes).expect("written");
    }
    Index::open(&path).expect("mended");
}
