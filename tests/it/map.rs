//! The map of the code names every crate and nothing else, and the arrows are those it draws.

use kohtaanto_tests::root;
use std::collections::BTreeSet;

#[test]
fn the_map_names_every_crate_and_nothing_else() {
    let text = std::fs::read_to_string(root().join("crates/README.md")).expect("the map");
    let named: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("## `"))
        .map(|rest| rest.trim_end_matches('`').to_owned())
        .collect();
    let there: BTreeSet<String> = std::fs::read_dir(root().join("crates"))
        .expect("the crates")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(named, there);
}

#[test]
fn arrows_point_one_way() {
    let allowed: [(&str, &[&str]); 11] = [
        ("kohtaanto-finnish", &[]),
        ("xtask", &["kohtaanto-finnish", "kohtaanto-taxonomy"]),
        ("kohtaanto-domain", &["kohtaanto-finnish"]),
        ("kohtaanto-taxonomy", &["kohtaanto-domain"]),
        ("kohtaanto-reading", &["kohtaanto-domain", "kohtaanto-taxonomy"]),
        ("kohtaanto-index", &["kohtaanto-domain"]),
        ("kohtaanto-embed", &[]),
        ("kohtaanto-rank", &["kohtaanto-domain"]),
        (
            "kohtaanto",
            &[
                "kohtaanto-domain",
                "kohtaanto-taxonomy",
                "kohtaanto-reading",
                "kohtaanto-index",
                "kohtaanto-embed",
                "kohtaanto-rank",
            ],
        ),
        ("kohtaanto-cli", &["kohtaanto"]),
        ("kohtaanto-http", &["kohtaanto"]),
    ];
    for (name, may) in allowed {
        let text = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml"));
        let text = text.expect("a manifest");
        let dependencies = text.split("[dependencies]").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines().filter(|line| line.starts_with("kohtaanto")) {
            let used = line.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(may.contains(&used), "{name} must not use {used}");
        }
    }
}
