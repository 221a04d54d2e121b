//! A seller in Joensuu, a small taxonomy, a few postings and people.

use super::*;
use crate::rank_people::{Permit, Role};
use crate::wire::{UnknownFields, read_candidate};
use crate::{Engine, EngineOptions, ErrorKind, Prepared, Snapshot};
use kohtaanto_domain::model::{Candidate, PostingId};
use kohtaanto_taxonomy::{
    ConceptKind, LabelKind, NewConcept, NewLabel, Relation, Taxonomy, TaxonomyBuilder,
};
use std::sync::Arc;

const TODAY: Date = Date::constant(2026, 11, 24);

fn taxonomy() -> Taxonomy {
    use ConceptKind::{Card, Competence, CompetenceGroup, Occupation};
    let mut builder = TaxonomyBuilder::new("small", "1", None);
    let concepts = [
        ("g:retail", CompetenceGroup, "kaupan taidot"),
        ("c:serve", Competence, "asiakaspalvelu"),
        ("c:till", Competence, "kassan käyttö"),
        ("c:sell", Competence, "myyntityö"),
        ("c:display", Competence, "esillepano"),
        ("c:stock", Competence, "varastointi"),
        ("c:coffee", Competence, "kahvin valmistus"),
        ("c:bake", Competence, "leivonta"),
        ("c:cakes", Competence, "kakkujen koristelu"),
        ("kohtaanto:card/hygieniapassi", Card, "hygieniapassi"),
        ("o:seller", Occupation, "myyjä"),
        ("o:cafe", Occupation, "kahvilatyöntekijä"),
        ("o:baker", Occupation, "leipuri"),
        ("o:store", Occupation, "varastotyöntekijä"),
    ];
    for (uri, kind, label) in concepts {
        let (lang, label_kind) = (Lang::FI, LabelKind::Preferred);
        let labels = vec![NewLabel { lang, text: label.to_owned(), kind: label_kind }];
        let code = (kind == Card).then(|| "hygieniapassi".to_owned());
        builder.add(NewConcept { uri: uri.to_owned(), kind, code, labels }).expect("a concept");
    }
    for (from, relation, to) in [
        ("o:seller", Relation::Essential, "c:serve"),
        ("o:seller", Relation::Essential, "c:till"),
        ("o:seller", Relation::Essential, "c:sell"),
        ("o:seller", Relation::Optional, "c:stock"),
        ("o:cafe", Relation::Essential, "c:serve"),
        ("o:cafe", Relation::Essential, "c:till"),
        ("o:cafe", Relation::Essential, "c:coffee"),
        ("o:cafe", Relation::Essential, "kohtaanto:card/hygieniapassi"),
        ("o:cafe", Relation::Optional, "c:bake"),
        ("o:baker", Relation::Essential, "c:bake"),
        ("o:baker", Relation::Essential, "c:coffee"),
        ("o:store", Relation::Essential, "c:stock"),
        ("c:cakes", Relation::Broader, "c:bake"),
        ("c:display", Relation::Broader, "g:retail"),
        ("c:sell", Relation::Broader, "g:retail"),
    ] {
        builder.relate(from, relation, to);
    }
    builder.build().expect("it holds together")
}

fn snapshot(people: &[String]) -> Snapshot {
    let taxonomy = Some(Arc::new(taxonomy()));
    let engine = Engine::in_memory(EngineOptions { taxonomy, ..EngineOptions::default() });
    let engine = engine.expect("an engine");
    let posting = |id: &str, occupation: &str, place: &str, asked: &str| {
        let line = format!(
            r#"{{"id": "{id}", "title": {{"fi": "{occupation}"}}, "employer": {{"name": "Oy"}},
            "places": [{{"municipality": "{place}"}}], "occupations": [{{"label": "{occupation}"}}],
            "requirements": [{asked}], "expires": "2026-12-24"}}"#
        );
        Prepared::posting(&line, UnknownFields::Refuse).expect("a posting")
    };
    let asked = r#"{"kind": "competence", "label": "kassan käyttö", "importance": "must"},
        {"kind": "competence", "label": "leivonta", "importance": "nice"},
        {"kind": "language", "language": "fi", "level": "B2", "importance": "must"},
        {"kind": "card", "card": "hygieniapassi", "importance": "must"},
        {"kind": "driving_licence", "class": "B", "importance": "nice"},
        {"kind": "experience", "importance": "must"}"#;
    let mut writer = engine.write_opportunities().expect("a writer");
    let postings = vec![
        posting("cafe-1", "kahvilatyöntekijä", "167", asked),
        posting("cafe-2", "kahvilatyöntekijä", "276", ""),
        posting("cafe-3", "kahvilatyöntekijä", "091", ""),
        posting("baker-1", "leipuri", "091", ""),
    ];
    writer.upsert(postings, &()).expect("upserts");
    writer.commit().expect("commits");
    drop(writer);
    let mut writer = engine.write_people().expect("a writer");
    let read = |line: &String| Prepared::candidate(line, UnknownFields::Refuse, TODAY);
    let people = people.iter().map(|line| read(line).expect("a person"));
    writer.upsert(people.collect(), &()).expect("upserts");
    writer.commit().expect("commits");
    drop(writer);
    engine.snapshot().expect("a snapshot")
}

/// A person's line; `extra` goes into the profile.
fn line(id: &str, home: &str, extra: &str, rank: bool) -> String {
    format!(
        r#"{{"id": "{id}", "profile": {{{extra}}}, "reach": {{"home": "{home}", "by": "car",
        "max_minutes": 40}}, "permissions": {{"rank": {rank}}}}}"#
    )
}

fn person(extra: &str) -> Candidate {
    let line = line("p", "167", extra, true);
    read_candidate(&line, UnknownFields::Refuse, TODAY).expect("a person").value
}

const SELLER: &str = r#""history": [{"occupation": {"label": "myyjä"}}],
    "competences": [{"label": "kakkujen koristelu"}],
    "languages": [{"language": "fi", "level": "B1"}]"#;

fn told(gap: &GapAnalysis) -> Vec<(String, &'static str)> {
    let name = |row: &GapRow| crate::texts::asked(&row.asked, crate::texts::TextLang::Fi);
    gap.rows.iter().map(|row| (name(row), row.status.code())).collect()
}

#[test]
fn a_posting_s_requirements_are_met_near_missing_or_unknown() {
    let snapshot = snapshot(&[]);
    let id = PostingId::new("cafe-1").expect("an id");
    let request = GapRequest::on(TODAY);
    let gap = snapshot.gap_to_posting(&person(SELLER), &id, &request).expect("a gap");
    let expected = [
        ("kassan käyttö", "near"),
        ("suomi B2", "near"),
        ("hygieniapassi", "unknown"),
        ("kokemus tästä työstä", "missing"),
        ("leivonta", "near"),
        ("ajokortti B", "unknown"),
    ];
    let expected = expected.map(|(what, status)| (what.to_owned(), status));
    assert_eq!(told(&gap), expected);
    let by: Vec<_> = gap.rows.iter().map(|row| row.by.clone()).collect();
    assert_eq!(by[0], Some(MetBy::Work("myyjä".to_owned())));
    assert_eq!(by[1], Some(MetBy::Language(LanguageLevel::B1)));
    let (told, how) = ("kakkujen koristelu".to_owned(), Nearness::Narrower);
    assert_eq!(by[4], Some(MetBy::NearCompetence { told, how }));
    assert_eq!(gap.n_kept(), (1, 4));
}

#[test]
fn what_nobody_told_is_not_missing() {
    let snapshot = snapshot(&[]);
    let id = PostingId::new("cafe-1").expect("an id");
    let request = GapRequest::on(TODAY);
    let silent = snapshot.gap_to_posting(&person(""), &id, &request).expect("a gap");
    assert!(silent.rows.iter().all(|row| row.status == GapStatus::Unknown), "{silent:?}");
    let told_others = r#""competences": [{"label": "varastointi"}], "licences": ["T"],
        "cards": ["trukkikortti"], "languages": [{"language": "en", "level": "C1"}],
        "history": [{"occupation": {"label": "metsuri"}}]"#;
    let other = snapshot.gap_to_posting(&person(told_others), &id, &request).expect("a gap");
    assert!(other.rows.iter().all(|row| row.status == GapStatus::Missing), "{other:?}");
}

#[test]
fn an_occupation_is_compared_by_its_competences() {
    let snapshot = snapshot(&[]);
    let request = GapRequest::on(TODAY);
    let gap = snapshot.gap_to_occupation(&person(SELLER), "o:cafe", &request).expect("a gap");
    assert_eq!(gap.goal, "kahvilatyöntekijä");
    let mut rows = told(&gap);
    rows.sort();
    let expected = [
        ("asiakaspalvelu", "near"),
        ("hygieniapassi", "unknown"),
        ("kahvin valmistus", "missing"),
        ("kassan käyttö", "near"),
        ("leivonta", "near"),
    ];
    assert_eq!(rows, expected.map(|(what, status)| (what.to_owned(), status)));
    assert_eq!(gap.n_kept(), (2, 4));
    let error = snapshot.gap_to_occupation(&person(SELLER), "c:serve", &request);
    assert_eq!(error.expect_err("is no occupation").kind(), ErrorKind::NotFound);
    let displays = r#""competences": [{"label": "esillepano"}]"#;
    let gap = snapshot.gap_to_occupation(&person(displays), "o:seller", &request).expect("a gap");
    let sell = gap.rows.iter().find(|row| row.by.is_some()).expect("one is near");
    let (told, how) = ("esillepano".to_owned(), Nearness::SameGroup);
    assert_eq!(sell.by, Some(MetBy::NearCompetence { told, how }));
}

#[test]
fn the_next_occupations_keep_most_and_count_postings_within_reach() {
    let snapshot = snapshot(&[]);
    let request = GapRequest::on(TODAY);
    let next = snapshot.next_occupations(&person(SELLER), &request).expect("steps");
    let names: Vec<_> = next.steps.iter().map(|step| step.occupation.name.as_str()).collect();
    assert_eq!(names, ["kahvilatyöntekijä"], "storing is of use in shop work, not needed");
    let step = &next.steps[0];
    assert_eq!((step.n_kept(), step.n_postings), ((2, 4), 2), "Helsinki is out of reach");
    assert_eq!(step.from, Some(("myyjä".to_owned(), 2)));
    let missing: Vec<_> = step.missing.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(missing, ["kahvin valmistus", "hygieniapassi"]);
    assert!(next.reach_known && !next.too_thin);
    assert_eq!(next, snapshot.next_occupations(&person(SELLER), &request).expect("the same"));
    let mut anywhere = person(r#""competences": [{"label": "leivonta"}]"#);
    anywhere.reach.home = None;
    let next = snapshot.next_occupations(&anywhere, &request).expect("steps");
    assert!(!next.reach_known);
    assert_eq!(next.steps[0].occupation.name, "leipuri");
    assert_eq!((next.steps[0].n_postings, &next.steps[0].from), (1, &None));
    assert!(snapshot.next_occupations(&person(""), &request).expect("none").too_thin);
}

#[test]
fn a_requirement_costs_those_who_lack_it() {
    let all = r#""history": [{"occupation": {"label": "kahvilatyöntekijä"}}],
        "cards": ["hygieniapassi"],"#;
    let fluent = format!(r#"{all} "languages": [{{"language": "fi", "level": "native"}}]"#);
    let learning = format!(r#"{all} "languages": [{{"language": "fi", "level": "A2"}}]"#);
    let unsaid = format!(r#"{all} "languages": []"#);
    let people = [
        line("fluent", "167", &fluent, true),
        line("learning", "167", &learning, true),
        line("learning-2", "276", &learning, true),
        line("unsaid", "167", &unsaid, true),
        line("far", "091", &fluent, true),
        line("hidden", "167", &fluent, false),
    ];
    let snapshot = snapshot(&people);
    let id = PostingId::new("cafe-1").expect("an id");
    let permit = Permit::new(Role::Employer, "avoimen paikan täyttö").expect("a permit");
    let costs = snapshot.need_costs(&id, &permit, TODAY).expect("costs");
    assert_eq!((costs.n_people, costs.n_within_reach, costs.n_reach_unknown), (5, 4, 0));
    assert_eq!((costs.with_all.sure, costs.with_all.unknown), (1, 1));
    let finnish = &costs.requirements[0];
    assert!(matches!(finnish.asked, Demand::Language { language: Lang::FI, .. }));
    assert_eq!((finnish.without.sure, finnish.without.unknown), (4, 0));
    assert_eq!((finnish.n_met, finnish.n_missing, finnish.n_unknown), (1, 2, 1));
    assert!(costs.requirements[1..].iter().all(|r| r.without == costs.with_all));
    let musts = costs.requirements.iter().all(|r| !matches!(r.asked, Demand::DrivingLicence(_)));
    assert!(musts && costs.requirements.len() == 4);
}
