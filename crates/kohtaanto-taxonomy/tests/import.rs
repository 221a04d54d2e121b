//! The importer of the official ESCO download: what it takes, and what it refuses with which words.

use flate2::Compression;
use flate2::write::GzEncoder;
use kohtaanto_domain::model::Lang;
use kohtaanto_taxonomy::{
    ConceptKind, ImportOptions, LabelKind, NewLabel, Relation, Taxonomy, import_esco,
};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WAITER: &str = "http://data.europa.eu/esco/occupation/aaaa";
const COOK: &str = "http://data.europa.eu/esco/occupation/bbbb";
const SERVE: &str = "http://data.europa.eu/esco/skill/cccc";
const COUNT: &str = "http://data.europa.eu/esco/skill/dddd";
const GROUP: &str = "http://data.europa.eu/esco/skill/eeee";

const ISCO: &str =
    "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description
ISCOGroup,http://data.europa.eu/esco/isco/C5,5,Service and sales workers,released,,,
ISCOGroup,http://data.europa.eu/esco/isco/C51,51,Personal service workers,released,,,
";
const OCCUPATIONS_EN: &str =
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate
Occupation,http://data.europa.eu/esco/occupation/aaaa,51,waiter,\"waitress
server\",garcon,released,2022-01-17T13:58:41Z
Occupation,http://data.europa.eu/esco/occupation/bbbb,51,cook,,,released,2022-03-01T00:00:00Z
Occupation,http://data.europa.eu/esco/occupation/0ld,51,,,,obsolete,2023-01-01T00:00:00Z
";
const OCCUPATIONS_FI: &str =
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status
Occupation,http://data.europa.eu/esco/occupation/aaaa,51,tarjoilija,\"tarjoilijatar
 salonki  tarjoilija \",,released
";
const SKILLS_EN: &str =
    "conceptType,conceptUri,skillType,preferredLabel,altLabels,hiddenLabels,status
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/cccc,skill/competence,serve food,,,released
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/dddd,skill/competence,count,,,released
";
const SKILL_GROUPS_EN: &str =
    "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,code
SkillGroup,http://data.europa.eu/esco/skill/eeee,serving,,,released,S3.1
";
const BROADER_SKILL: &str = "conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/cccc,SkillGroup,http://data.europa.eu/esco/skill/eeee
";
const NEEDS: &str = "occupationUri,relationType,skillType,skillUri
http://data.europa.eu/esco/occupation/aaaa,essential,skill/competence,http://data.europa.eu/esco/skill/cccc
http://data.europa.eu/esco/occupation/aaaa,optional,skill/competence,http://data.europa.eu/esco/skill/dddd
http://data.europa.eu/esco/occupation/0ld,optional,skill/competence,http://data.europa.eu/esco/skill/dddd
";
const SKILL_SKILL: &str =
    "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri
http://data.europa.eu/esco/skill/cccc,knowledge,optional,knowledge,http://data.europa.eu/esco/skill/dddd
http://data.europa.eu/esco/skill/dddd,knowledge,optional,knowledge,http://data.europa.eu/esco/skill/dddd
";

/// A folder with files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    for (name, data) in files {
        fs_err::write(dir.path().join(name), data).expect("written");
    }
    dir
}

/// The whole of the small taxonomy.
fn small() -> TempDir {
    folder(&[
        ("ISCOGroups_en.csv", ISCO.as_bytes()),
        ("occupations_en.csv", OCCUPATIONS_EN.as_bytes()),
        ("occupations_fi.csv", OCCUPATIONS_FI.as_bytes()),
        ("skills_en.csv", SKILLS_EN.as_bytes()),
        ("skillGroups_en.csv", SKILL_GROUPS_EN.as_bytes()),
        ("broaderRelationsSkillPillar_en.csv", BROADER_SKILL.as_bytes()),
        ("occupationSkillRelations_en.csv", NEEDS.as_bytes()),
        ("occupationSkillRelations_fi.csv", NEEDS.as_bytes()),
        ("skillSkillRelations.csv", SKILL_SKILL.as_bytes()),
        ("dictionary_en.csv", b"\xff not read"),
    ])
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("packed");
    encoder.finish().expect("packed")
}

fn import(dir: &Path, langs: &[Lang]) -> Taxonomy {
    let options = ImportOptions { langs: langs.to_vec() };
    import_esco(dir, &options).expect("an import").build().expect("a taxonomy")
}

/// What an import says where it fails.
fn error(dir: &TempDir) -> String {
    import_esco(dir.path(), &ImportOptions::default()).expect_err("an error").to_string()
}

/// What the small taxonomy's import says when one file is another.
fn error_with(name: &str, data: &[u8]) -> String {
    let dir = small();
    fs_err::write(dir.path().join(name), data).expect("written");
    error(&dir)
}

fn labels(taxonomy: &Taxonomy, uri: &str) -> Vec<(String, String, LabelKind)> {
    let id = taxonomy.find(uri).expect("a concept");
    let label = |label: kohtaanto_taxonomy::Label<'_>| {
        (label.lang.as_str().to_owned(), label.text.to_owned(), label.kind)
    };
    taxonomy.labels(id).map(label).collect()
}

fn related(taxonomy: &Taxonomy, uri: &str, relation: Relation) -> Vec<String> {
    let id = taxonomy.find(uri).expect("a concept");
    taxonomy.related(id, relation).map(|id| taxonomy.uri(id).to_owned()).collect()
}

fn preferred(lang: &str, text: &str) -> (String, String, LabelKind) {
    (lang.to_owned(), text.to_owned(), LabelKind::Preferred)
}

fn alternative(lang: &str, text: &str) -> (String, String, LabelKind) {
    (lang.to_owned(), text.to_owned(), LabelKind::Alternative)
}

#[test]
fn two_languages_become_one_taxonomy() {
    let taxonomy = import(small().path(), &[]);
    assert_eq!(taxonomy.n_concepts(), 7);
    assert_eq!((taxonomy.name(), taxonomy.version()), ("ESCO", "as modified on 2022-03-01"));
    let notice = "This service uses the ESCO classification of the European Commission";
    assert_eq!(taxonomy.notice(), Some(notice));
    let expected = [
        preferred("en", "waiter"),
        alternative("en", "garcon"),
        alternative("en", "server"),
        alternative("en", "waitress"),
        preferred("fi", "tarjoilija"),
        alternative("fi", "salonki tarjoilija"),
        alternative("fi", "tarjoilijatar"),
    ];
    assert_eq!(labels(&taxonomy, WAITER), expected);
    let waiter = taxonomy.find(WAITER).expect("a concept");
    assert_eq!(taxonomy.kind(waiter), ConceptKind::Occupation);
    assert_eq!(taxonomy.code(waiter), Some("51"));
    let group = taxonomy.find(GROUP).expect("a concept");
    assert_eq!(taxonomy.kind(group), ConceptKind::CompetenceGroup);
    assert_eq!(taxonomy.code(group), Some("S3.1"));
    let isco = "http://data.europa.eu/esco/isco/C51";
    assert_eq!(related(&taxonomy, WAITER, Relation::Broader), [isco]);
    assert_eq!(related(&taxonomy, COOK, Relation::Broader), [isco]);
    let above = "http://data.europa.eu/esco/isco/C5";
    assert_eq!(related(&taxonomy, isco, Relation::Broader), [above]);
    assert_eq!(related(&taxonomy, WAITER, Relation::Essential), [SERVE]);
    assert_eq!(related(&taxonomy, WAITER, Relation::Optional), [COUNT]);
    assert_eq!(related(&taxonomy, SERVE, Relation::Broader), [GROUP]);
    assert_eq!(related(&taxonomy, SERVE, Relation::Optional), [COUNT]);
    assert_eq!(related(&taxonomy, COUNT, Relation::Optional), [""; 0]);
    assert_eq!(taxonomy.find("http://data.europa.eu/esco/occupation/0ld"), None);
}

#[test]
fn packed_files_a_byte_order_mark_and_other_line_ends_change_nothing() {
    let plain = import(small().path(), &[]);
    let dir = small();
    let fi = format!("\u{feff}{}", OCCUPATIONS_FI.replace('\n', "\r\n"));
    fs_err::write(dir.path().join("occupations_fi.csv"), fi).expect("written");
    fs_err::remove_file(dir.path().join("skills_en.csv")).expect("removed");
    let packed = gzip(SKILLS_EN.as_bytes());
    fs_err::write(dir.path().join("skills_en.csv.gz"), packed).expect("written");
    assert_eq!(import(dir.path(), &[]).as_bytes(), plain.as_bytes());
}

#[test]
fn languages_are_chosen_and_no_concept_is_lost() {
    let taxonomy = import(small().path(), &[Lang::FI]);
    assert_eq!(taxonomy.n_concepts(), 7);
    assert!(labels(&taxonomy, WAITER).iter().all(|(lang, ..)| lang == "fi"));
    assert_eq!(labels(&taxonomy, COOK), [preferred("en", "cook")]);
    assert_eq!(labels(&taxonomy, GROUP), [preferred("en", "serving")]);
}

#[test]
fn lists_beside_the_tables_add_labels() {
    let dir = small();
    let list = format!(
        r#"[{{"uri": "{COUNT}", "prefLabel": {{"fi": "laskea", "sv": null, "en": "calculate"}}}}]"#
    );
    let map = format!(
        r#"{{"{COUNT}": {{"fi": ["laskeminen"], "sv": ["räkna", "beräkna"]}},
            "http://data.europa.eu/esco/skill/unknown": {{"fi": ["jokin"]}}}}"#
    );
    let unit_groups = "code,fi,sv\n5131,Tarjoilijat,\n";
    let groups = r#"[{"uri": "http://data.europa.eu/esco/isco/C513", "notation": "513",
        "prefLabel": {"fi": "Tarjoilutyöntekijät"},
        "broader": ["http://data.europa.eu/esco/isco/C51"]}]"#;
    for (name, data) in [
        ("skills_fi_sv_en.json.gz", gzip(list.as_bytes())),
        ("labels_21_languages.json", map.into_bytes()),
        ("isco08_unitgroups_labels.csv", unit_groups.into()),
        ("occupations_fi_sv_en.json", groups.into()),
    ] {
        fs_err::write(dir.path().join(name), data).expect("written");
    }
    let taxonomy = import(dir.path(), &[]);
    let expected = [
        preferred("en", "count"),
        alternative("en", "calculate"),
        preferred("fi", "laskea"),
        alternative("fi", "laskeminen"),
        preferred("sv", "räkna"),
        alternative("sv", "beräkna"),
    ];
    assert_eq!(labels(&taxonomy, COUNT), expected);
    let isco = |code: &str| format!("http://data.europa.eu/esco/isco/C{code}");
    assert_eq!(labels(&taxonomy, &isco("5131")), [preferred("fi", "Tarjoilijat")]);
    assert_eq!(related(&taxonomy, &isco("5131"), Relation::Broader), [isco("513")]);
    assert_eq!(related(&taxonomy, &isco("513"), Relation::Broader), [isco("51")]);
    assert_eq!(taxonomy.n_concepts(), 9);
}

#[test]
fn the_hierarchy_brings_groups_that_the_table_of_groups_lacks() {
    let dir = small();
    let hierarchy = "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,\
        Level 2 URI,Level 2 preferred term,Level 3 URI,Level 3 preferred term,Description,\
        Scope note,Level 0 code,Level 1 code,Level 2 code,Level 3 code\r\n\
        http://data.europa.eu/esco/skill/top,skills,,,,,,,,,S\r\n\
        http://data.europa.eu/esco/skill/top,skills,http://data.europa.eu/esco/skill/eeee,serving,\
        ,,,,,,S,S3.1\r\n";
    fs_err::write(dir.path().join("skillsHierarchy_en.csv"), hierarchy).expect("written");
    let taxonomy = import(dir.path(), &[]);
    let top = "http://data.europa.eu/esco/skill/top";
    assert_eq!(related(&taxonomy, GROUP, Relation::Broader), [top]);
    assert_eq!(taxonomy.code(taxonomy.find(top).expect("a concept")), Some("S"));
}

#[test]
fn a_folder_without_known_files_says_what_is_expected() {
    let dir = folder(&[("readme.txt", b""), ("skillSkillRelations.csv", SKILL_SKILL.as_bytes())]);
    let expected = format!(
        "{} is not there; put the CSV files of the official ESCO download there: \
         occupations_<lang>, skills_<lang>, ISCOGroups_<lang>, skillGroups_<lang> and the \
         relations, as .csv or .csv.gz",
        dir.path().join("occupations_<lang>.csv").display()
    );
    assert_eq!(error(&dir), expected);
    let nowhere = dir.path().join("nowhere");
    let message = import_esco(&nowhere, &ImportOptions::default()).expect_err("an error");
    let expected = format!(
        "{} is not there; name the folder with the files of the official ESCO download",
        nowhere.display()
    );
    assert_eq!(message.to_string(), expected);
}

/// The Finnish table with something else in it, and what the import says of it.
#[test]
fn each_fault_of_a_table_has_its_place_and_its_fix() {
    let long = "x".repeat(501);
    let row = "Occupation,http://data.europa.eu/esco/occupation/bbbb,51,kokki,,,released\n";
    let header = OCCUPATIONS_FI.lines().next().expect("a header");
    let swap = |from: &str, to: &str| OCCUPATIONS_FI.replace(from, to).into_bytes();
    let add = |row: &str| format!("{OCCUPATIONS_FI}{row}").into_bytes();
    let mut latin = add("");
    latin.extend_from_slice(&row.replace("kokki", "k@kki").into_bytes());
    let at = latin.iter().position(|byte| *byte == b'@').expect("a sign");
    latin[at] = 0xe4;
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            swap("iscoGroup", "isco"),
            "line 1, column iscoGroup: the column is missing; keep the header of the official ESCO \
             download",
        ),
        (
            b"".to_vec(),
            "line 1, column conceptType: the column is missing; keep the header of the official \
             ESCO download",
        ),
        (
            swap(WAITER, ""),
            "line 2, column conceptUri: the identifier is empty; write the URI of the concept",
        ),
        (
            add(&row.replace(COOK, "the cook")),
            "line 4, column conceptUri: \"the cook\" is not a URI; write the URI of the concept, \
             such as http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34",
        ),
        (
            add(&row.replace("Occupation,", "Job,")),
            "line 4, column conceptType: \"Job\" is not the concept type of this file; write \
             Occupation",
        ),
        (
            add(&row.replace("kokki", " ")),
            "line 4, column preferredLabel: the preferred label is empty; give the concept a name \
             in the language fi",
        ),
        (
            add(&row.replace("kokki", &long)),
            "line 4, column preferredLabel: a label of 501 bytes is over the limit of 500; shorten \
             it, or check the quotes of this row",
        ),
        (
            add(&row.replace(",kokki,,", &format!(",kokki,\"keittäjä\n{long}\","))),
            "line 4, column altLabels: a label of 501 bytes is over the limit of 500; shorten it, \
             or check the quotes of this row",
        ),
        (latin, "line 4, column preferredLabel: the text is not UTF-8; save the file as UTF-8"),
        (
            b"\xff\xfec\0o\0n\0".to_vec(),
            "line 1, column all: the text is not UTF-8; save the file as UTF-8",
        ),
        (
            add(&format!("\n{row}{row}")),
            "line 6, column conceptUri: http://data.europa.eu/esco/occupation/bbbb is on line 5 \
             too; keep one of the rows",
        ),
        (
            add("Occupation,http://data.europa.eu/esco/occupation/bbbb,51\n"),
            "line 4, column all: the row has 3 cells, the header has 7; check the quotes and the \
             separators of this row",
        ),
        (
            format!("{header}\r\n\r\nOccupation\r\n").into_bytes(),
            "line 3, column all: the row has 1 cell, the header has 7; check the quotes and the \
             separators of this row",
        ),
        (
            add(&row.replace("kokki", "\"kokki")),
            "line 4, column all: the row has 4 cells, the header has 7; check the quotes and the \
             separators of this row",
        ),
        (
            add(&row.replace(",51,", ",kokit,")),
            "line 4, column iscoGroup: \"kokit\" is not an ISCO-08 code; write one to four digits, \
             such as 5321",
        ),
    ];
    for (data, expected) in cases {
        let message = error_with("occupations_fi.csv", &data);
        assert_eq!(message, format!("occupations_fi.csv: {expected}"));
    }
}

#[test]
fn what_does_not_fit_together_is_named() {
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "occupations_en.csv",
            OCCUPATIONS_EN.replacen(",51,", ",5120,", 1).into_bytes(),
            "line 2, column iscoGroup: no file describes the ISCO-08 group 5120; add \
             ISCOGroups_<lang>.csv to the folder, or correct the code",
        ),
        (
            "ISCOGroups_en.csv",
            format!("{ISCO}ISCOGroup,http://data.europa.eu/esco/isco/C01,1,Officers,released,,,\n")
                .into_bytes(),
            "line 4, column code: the code 1 is not that of http://data.europa.eu/esco/isco/C01; \
             write the digits that end the identifier",
        ),
        (
            "skills_en.csv",
            SKILLS_EN.replace(COUNT, WAITER).into_bytes(),
            "line 3, column conceptUri: http://data.europa.eu/esco/occupation/aaaa is of the kind \
             occupation elsewhere; keep the concept in the files of one kind",
        ),
        (
            "occupationSkillRelations_en.csv",
            NEEDS.replace("/dddd", "/dddx").into_bytes(),
            "line 3, column skillUri: no file describes the concept \
             http://data.europa.eu/esco/skill/dddx; add the file that describes it, or remove the \
             row",
        ),
        (
            "occupationSkillRelations_en.csv",
            NEEDS.replace("optional", "useful").into_bytes(),
            "line 3, column relationType: \"useful\" is not a type of relation; write essential or \
             optional",
        ),
        (
            "broaderRelationsSkillPillar_en.csv",
            BROADER_SKILL.replace("/eeee", "/cccc").into_bytes(),
            "line 2, column broaderUri: a concept is broader than itself; remove the row",
        ),
    ];
    for (name, data, expected) in cases {
        assert_eq!(error_with(name, &data), format!("{name}: {expected}"));
    }
}

#[test]
fn a_packed_file_that_ends_early_is_refused() {
    let text: String = (0..2000).fold(SKILLS_EN.to_owned(), |text, n| {
        let uri = format!("http://data.europa.eu/esco/skill/{n}");
        text + &format!("KnowledgeSkillCompetence,{uri},,skill {n},,,released\n")
    });
    let mut packed = gzip(text.as_bytes());
    let dir = small();
    let path = dir.path().join("skills_fi.csv.gz");
    packed.truncate(packed.len() / 2);
    fs_err::write(&path, &packed).expect("written");
    let message = error(&dir);
    assert!(message.starts_with("skills_fi.csv.gz: line "), "{message}");
    let end = "column all: the gzip file ends too early; download or pack the file again";
    assert!(message.ends_with(end), "{message}");
    fs_err::write(&path, text.as_bytes()).expect("written");
    let damaged = "skills_fi.csv.gz: line 1, column all: the gzip file is damaged; download or pack \
                   the file again";
    assert_eq!(error(&dir), damaged);
}

#[test]
fn json_that_is_not_as_known_is_refused() {
    let cases = [
        (
            "skills_fi_sv_en.json",
            format!("[\n{{\"uri\": \"{COUNT}\"}}]"),
            "line 2, column all: the file is not the JSON that is known by this name: missing \
             field `prefLabel` at line 2 column 48; correct it, or take it out of the folder",
        ),
        (
            "labels_21_languages.json",
            format!("{{\n\"{COUNT}\": {{\"fi\": [\"{}\"]}}}}", "x".repeat(501)),
            "line 2, column fi: a label of 501 bytes is over the limit of 500; shorten it, or \
             check the quotes of this row",
        ),
        (
            "labels_21_languages.json",
            format!("{{\"{COUNT}\": {{}},\n\"{COUNT}\": {{}}}}"),
            "line 1, column uri: http://data.europa.eu/esco/skill/dddd is there twice; keep one of \
             the two",
        ),
    ];
    for (name, data, expected) in cases {
        assert_eq!(error_with(name, data.as_bytes()), format!("{name}: {expected}"));
    }
}

/// All of ESCO, where it lies beside the project.
#[test]
fn all_of_esco_is_imported() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/esco");
    if !dir.exists() {
        println!("skipped: no ESCO beside the project");
        return;
    }
    let langs = vec![Lang::FI, Lang::SV, Lang::EN];
    let esco = import_esco(&dir, &ImportOptions { langs }).expect("an import");
    let n_of = |kind| esco.concepts().filter(|concept| concept.kind == kind).count();
    let counts = ConceptKind::ALL.map(|(code, kind)| (code, n_of(kind)));
    let expected = [
        ("occupation", 3008),
        ("occupation_group", 619),
        ("competence", 13896),
        ("competence_group", 647),
        ("card", 0),
    ];
    assert_eq!(counts, expected);
    let n_related =
        |wanted| esco.relations().filter(|(_, relation, _)| *relation == wanted).count();
    let relations = [Relation::Broader, Relation::Essential, Relation::Optional].map(n_related);
    assert_eq!(relations, [25521, 65137, 64616]);
    let unnamed = |lang: Lang| {
        let is_name = |label: &NewLabel| label.lang == lang && label.kind == LabelKind::Preferred;
        esco.concepts().filter(|concept| !concept.labels.iter().any(is_name)).count()
    };
    // Groups of competences are there in English only, and one occupation has no Swedish name.
    assert_eq!([Lang::EN, Lang::FI, Lang::SV].map(unnamed), [0, 647, 648]);
}
