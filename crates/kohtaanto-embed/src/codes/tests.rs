//! A table gives back what was put in, up to the size of its steps, and refuses what is damaged.

use super::CodeTable;
use crate::{Embedder, Embedding, Error, HashingEmbedder, TextKind};

fn embeddings(n: usize) -> Vec<Embedding> {
    let texts: Vec<String> = (0..n).map(|i| format!("työ numero {i}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    HashingEmbedder::default().embed(&texts, TextKind::Symmetric, &()).expect("embedded")
}

fn table(embeddings: &[Embedding]) -> CodeTable {
    let rows: Vec<_> = (7..).zip(embeddings).collect();
    CodeTable::new("seven and up", embeddings[0].dimensions(), &rows).expect("a table")
}

#[test]
fn similarities_are_those_of_the_vectors_up_to_the_steps() {
    let embeddings = embeddings(40);
    let table = table(&embeddings);
    let mut found = Vec::new();
    table.similarities(&embeddings[3], 2..30, &mut found).expect("compared");
    assert_eq!(found.len(), 28);
    for (found, other) in found.iter().zip(&embeddings[2..30]) {
        assert!((found - embeddings[3].similarity(other).value()).abs() < 0.02, "{found}");
    }
    assert_eq!(table.keys().collect::<Vec<_>>(), (7..47).collect::<Vec<u32>>());
    let mut none = Vec::new();
    table.similarities(&embeddings[0], 40..50, &mut none).expect("no rows");
    assert!(none.is_empty());
}

#[test]
fn a_file_is_read_where_it_lies_and_a_damaged_one_refused() {
    let table = table(&embeddings(5));
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("labels.codes");
    std::fs::write(&path, table.as_bytes()).expect("written");
    let opened = CodeTable::open(&path).expect("opened");
    assert_eq!((opened.made_of(), opened.n_rows()), ("seven and up", 5));
    assert_eq!(opened.as_bytes(), table.as_bytes());
    for cut in [0, 10, table.as_bytes().len() - 1] {
        std::fs::write(&path, &table.as_bytes()[..cut]).expect("written");
        assert!(matches!(CodeTable::open(&path), Err(Error::Corrupt { .. })), "{cut} bytes");
    }
    for at in [0, 9, 13, 40, table.as_bytes().len() - 1] {
        let mut bytes = table.as_bytes().to_vec();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).expect("written");
        assert!(matches!(CodeTable::open(&path), Err(Error::Corrupt { .. })), "byte {at}");
    }
}

#[test]
fn vectors_of_another_length_are_refused() {
    let embeddings = embeddings(2);
    let table = table(&embeddings);
    let short = Embedding::new(vec![1.0, 0.0]).expect("a direction");
    let error = table.similarities(&short, 0..2, &mut Vec::new()).expect_err("refused");
    assert!(matches!(error, Error::Dimensions { .. }));
    assert!(CodeTable::new("", 2, &[(1, &embeddings[0])]).is_err());
    let empty = CodeTable::new("", 2, &[]).expect("an empty table");
    empty.similarities(&short, 0..9, &mut Vec::new()).expect("no rows");
}
