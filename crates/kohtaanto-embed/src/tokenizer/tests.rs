use super::*;

fn json(model: &str) -> String {
    format!(
        r#"{{
        "added_tokens": [
            {{"id": 0, "content": "<s>", "special": true}},
            {{"id": 1, "content": "<pad>", "special": true}},
            {{"id": 2, "content": "</s>", "special": true}}
        ],
        "normalizer": {{"type": "Sequence", "normalizers": [
            {{"type": "NFKC"}},
            {{"type": "Replace", "pattern": {{"Regex": " {{2,}}"}}, "content": " "}}
        ]}},
        "pre_tokenizer": {{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"}},
        "post_processor": {{"type": "TemplateProcessing",
            "single": [
                {{"SpecialToken": {{"id": "<s>", "type_id": 0}}}},
                {{"Sequence": {{"id": "A", "type_id": 0}}}},
                {{"SpecialToken": {{"id": "</s>", "type_id": 0}}}}
            ],
            "special_tokens": {{
                "<s>": {{"id": "<s>", "ids": [0], "tokens": ["<s>"]}},
                "</s>": {{"id": "</s>", "ids": [2], "tokens": ["</s>"]}}
            }}}},
        "model": {model}
    }}"#
    )
}

const MODEL: &str = r#"{"type": "Unigram", "unk_id": 3, "byte_fallback": false, "vocab": [
    ["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0],
    ["▁", -2.0], ["▁koti", -4.0], ["hoito", -4.5], ["▁kotihoito", -9.0], ["k", -6.0], ["o", -6.0],
    ["t", -6.0], ["i", -6.0], ["h", -6.0], ["\"", -6.0], ["<", -7.0], ["s", -7.0], ["/", -7.0],
    [">", -7.0]
]}"#;

fn tokenizer() -> Tokenizer {
    Tokenizer::from_json(&json(MODEL)).expect("reads")
}

fn encode(text: &str) -> Vec<u32> {
    tokenizer().encode(text, 100)
}

#[test]
fn the_most_likely_cut_wins() {
    assert_eq!(encode("kotihoito"), [0, 5, 6, 2]);
    assert_eq!(encode("koti koti"), [0, 5, 5, 2]);
    assert_eq!(encode("hoito"), [0, 4, 6, 2]);
    assert_eq!(encode("oti\""), [0, 4, 9, 10, 11, 13, 2]);
}

#[test]
fn spaces_join_and_unknown_runs_fuse() {
    assert_eq!(encode("  koti \u{a0}  hoito"), [0, 5, 4, 6, 2]);
    assert_eq!(encode("koti "), [0, 5, 4, 2]);
    assert_eq!(encode("kotiüü漢"), [0, 5, 3, 2]);
    assert_eq!(encode("üü üü"), [0, 4, 3, 4, 3, 2]);
    assert_eq!(encode(""), [0, 2]);
}

#[test]
fn marks_typed_by_a_person_are_text() {
    assert_eq!(encode("</s>"), [0, 4, 14, 16, 15, 17, 2]);
}

#[test]
fn what_is_too_long_keeps_its_end_mark() {
    assert_eq!(tokenizer().encode("koti koti koti", 4), [0, 5, 5, 2]);
    assert_eq!(tokenizer().encode("kotioti", 4), [0, 5, 9, 2]);
    assert_eq!(tokenizer().encode("koti", 3), [0, 5, 2]);
    assert_eq!(tokenizer().pad(), 1);
}

#[test]
fn words_split_at_whitespace_have_no_trailing_space() {
    let json = json(MODEL).replace(
        r#""pre_tokenizer": {"#,
        r#""pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"#,
    );
    let json = json.replace(r#""always"}"#, r#""always"}]}"#);
    let tokenizer = Tokenizer::from_json(&json).expect("reads");
    assert_eq!(tokenizer.encode(" koti\n\thoito ", 100), [0, 5, 4, 6, 2]);
    let older = json.replace(r#""prepend_scheme": "always""#, r#""add_prefix_space": false"#);
    let older = Tokenizer::from_json(&older).expect("reads");
    assert_eq!(older.encode("hoito", 100), [0, 6, 2]);
}

#[test]
fn what_is_not_supported_is_named() {
    let refused = |json: &str| Tokenizer::from_json(json).expect_err("refused");
    let bpe = refused(&json(r#"{"type": "BPE", "vocab": {"a": 0}, "merges": []}"#));
    assert!(bpe.contains("BPE") && bpe.contains("Unigram"), "{bpe}");
    let regex = refused(&json(MODEL).replace("{2,}", "+"));
    assert_eq!(regex, "the normalizer's expression ` +` is not supported");
    let normalizer = refused(&json(MODEL).replace("NFKC", "BertNormalizer"));
    assert!(normalizer.contains("BertNormalizer"), "{normalizer}");
    let fallback = refused(&json(&MODEL.replace("false", "true")));
    assert_eq!(fallback, "byte_fallback is not supported");
    let unk = refused(&json(&MODEL.replace(r#""unk_id": 3"#, r#""unk_id": 99"#)));
    assert_eq!(unk, "unk_id is 99, and there are 18 pieces");
    let frame = refused(&json(MODEL).replace("[2]", "[200]"));
    assert_eq!(frame, "the post processor names piece 200, and there are 18");

    let missing = Tokenizer::load(Path::new("no/such.json")).expect_err("missing");
    assert_eq!(missing.to_string(), "cannot read no/such.json");
}
