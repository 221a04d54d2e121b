//! Run when a runtime and the default model are there; otherwise they say why they were skipped.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::runtime;

const TEXTS: [&str; 12] = [
    "Etsimme sairaanhoitajaa terveyskeskukseen.",
    "Vi söker en sjuksköterska till vårdcentralen.",
    "We are looking for a nurse for the health centre.",
    "Мы ищем медсестру в поликлинику.",
    "Haemme kuorma-autonkuljettajaa puutavaran ajoon.",
    "Koneistaja CNC-koneille, Outokumpu",
    "Haemme kokkia Joensuuhun. Työ on vakituista, ja aloitus on heti.",
    "",
    "   ",
    "kokki",
    "عامل نظافة",
    "прибиральниця",
];

fn model_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/kohtaanto-small")
}

/// The default model, or `None` with the reason on the terminal.
fn embedder(sessions: usize, batch_tokens: usize) -> Option<OnnxEmbedder> {
    let loaded = runtime::find(&runtime::Locations::from_env())
        .and_then(|found| runtime::load(&found))
        .and_then(|_| Manifest::read(&model_dir()));
    match loaded {
        Ok(_) => {
            let options = OnnxOptions { sessions, threads: sessions, batch_tokens, verify: false };
            Some(OnnxEmbedder::load(&model_dir(), options).expect("the default model loads"))
        }
        Err(reason) => {
            eprintln!("skipped: {reason}");
            None
        }
    }
}

/// Texts of many lengths.
fn texts() -> Vec<String> {
    let long = TEXTS.join(" ");
    let long = (0..16).map(|n| long.repeat(1 + n / 4).chars().take(20 + 47 * n).collect());
    TEXTS.iter().map(|text| (*text).to_owned()).chain(long).collect()
}

#[test]
fn neighbors_threads_and_batches_change_nothing() {
    let (Some(one), Some(two)) = (embedder(1, 600), embedder(2, 150)) else { return };
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let n_ready = AtomicUsize::new(0);
    let count = |n| {
        n_ready.fetch_add(n, Ordering::Relaxed);
    };
    let together = one.embed(&texts, TextKind::Passage, &count).expect("embeds");
    assert_eq!(n_ready.into_inner(), texts.len());
    assert_eq!(two.embed(&texts, TextKind::Passage, &()).expect("embeds"), together);
    for (text, expected) in texts.iter().zip(&together).step_by(3) {
        let alone = one.embed(&[text], TextKind::Passage, &()).expect("embeds");
        assert_eq!(&alone[0], expected, "{text}");
    }
    assert_eq!(one.model(), two.model());
    assert_eq!((one.dimensions(), together[0].dimensions()), (384, 384));
    assert!(one.embed(&[], TextKind::Query, &()).expect("embeds").is_empty());
}

/// Stronger than the contract: not even the last bit before rounding changes.
#[test]
fn rows_of_a_batch_do_not_touch_each_other() {
    let Some(embedder) = embedder(1, 600) else { return };
    let mut session = embedder.pool.take().expect("a session");
    let mut run = |tokens: &[Vec<u32>], batch_tokens| {
        let mut found = vec![Vec::new(); tokens.len()];
        for batch in batch::plan(tokens, batch_tokens, 512) {
            let pooled = session.run(&batch, tokens, 1).expect("runs");
            for (text, vector) in batch.texts.iter().zip(pooled) {
                found[*text] = vector;
            }
        }
        found
    };
    let texts: Vec<String> = (0..20)
        .map(|n| format!("{} {}", TEXTS[n % 7], "kokki ".repeat(1 + n / 2 * 11 % 90)))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).chain(TEXTS).collect();
    let tokens = embedder.tokenize(&texts, TextKind::Query);
    let alone = run(&tokens, 1);
    assert!(run(&tokens, 600) == alone);
    assert!(run(&tokens, 2000) == alone);
}

#[test]
fn what_means_the_same_is_close() {
    let Some(embedder) = embedder(1, 600) else { return };
    let found = embedder.embed(&TEXTS, TextKind::Symmetric, &()).expect("embeds");
    let similarity = |a: usize, b: usize| found[a].similarity(&found[b]).value();
    for same in [1, 2, 3] {
        for other in [4, 5, 6] {
            assert!(similarity(0, same) > similarity(0, other), "{same} {other}");
        }
    }
    assert_eq!(found[7], found[8], "space is not text");
}

#[test]
fn a_prefix_of_the_manifest_stands_before_a_text() {
    let Some(bare) = embedder(1, 600) else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let manifest = std::fs::read_to_string(model_dir().join("manifest.toml")).expect("reads");
    let prefixed = "[prefixes]\npassage = \"passage: \"\n\n[files.model]";
    std::fs::write(dir.path().join("manifest.toml"), manifest.replace("[files.model]", prefixed))
        .expect("writes");
    for file in ["model.onnx", "tokenizer.json"] {
        std::fs::copy(model_dir().join(file), dir.path().join(file)).expect("copies");
    }
    let options = OnnxOptions { verify: false, ..OnnxOptions::default() };
    let prefixed = OnnxEmbedder::load(dir.path(), options).expect("loads");
    let embed = |embedder: &OnnxEmbedder, text: &str, kind| {
        embedder.embed(&[text], kind, &()).expect("embeds").remove(0)
    };
    let written_out = embed(&bare, "passage: kokki", TextKind::Passage);
    assert_eq!(embed(&prefixed, "kokki", TextKind::Passage), written_out);
    assert_ne!(embed(&prefixed, "kokki", TextKind::Symmetric), written_out);
}

#[test]
fn a_model_that_does_not_fit_its_manifest_is_refused() {
    let Some(_) = embedder(1, 600) else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let manifest = std::fs::read_to_string(model_dir().join("manifest.toml")).expect("reads");
    for file in ["model.onnx", "tokenizer.json"] {
        std::fs::copy(model_dir().join(file), dir.path().join(file)).expect("copies");
    }
    let refused = |manifest: String| {
        std::fs::write(dir.path().join("manifest.toml"), manifest).expect("writes");
        let options = OnnxOptions { verify: false, ..OnnxOptions::default() };
        let loaded = OnnxEmbedder::load(dir.path(), options);
        match loaded {
            Ok(embedder) => embedder.embed(&["kokki"], TextKind::Query, &()).map(drop),
            Err(error) => Err(error),
        }
        .expect_err("refused")
        .to_string()
    };
    let error = refused(manifest.replace("\"last_hidden_state\"", "\"pooled\""));
    assert!(error.ends_with("it has no output `pooled`"), "{error}");
    let error = refused(manifest.replace("\"attention_mask\"", "\"mask\""));
    assert!(error.ends_with("it has no input `mask`"), "{error}");
    let error = refused(manifest.replace("dimensions = 384", "dimensions = 100"));
    assert!(error.contains("kohtaanto-small failed: its output has the shape"));
    std::fs::write(dir.path().join("model.onnx"), "no graph").expect("writes");
    let error = refused(manifest);
    assert!(error.contains("model.onnx: the model cannot be loaded: "), "{error}");
    let error = OnnxEmbedder::load(dir.path(), OnnxOptions::default()).expect_err("refused");
    let error = error.to_string();
    assert!(error.contains("model.onnx is damaged (8 bytes instead of "), "{error}");
}
