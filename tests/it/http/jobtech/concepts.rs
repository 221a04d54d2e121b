//! Parameters that name concepts and codes, against the postings themselves.

use super::{ask, hits, ids, n_open, refused, search, total};
use kohtaanto::model::{
    Continuity, Demand, Importance, JobPosting, LicenceClass, Relationship, WorkingTime,
};
use serde_json::{Value, json};

const NURSE: &str = "lähihoitaja";

fn has_group(posting: &JobPosting, group: &str) -> bool {
    let mut isco = posting.occupations.iter().filter_map(|occupation| occupation.isco);
    isco.any(|isco| isco.to_string().starts_with(group))
}

fn asks(posting: &JobPosting, is: impl Fn(&Demand) -> bool) -> bool {
    posting.requirements.iter().any(|requirement| is(&requirement.demand))
}

fn must(posting: &JobPosting, is: impl Fn(&Demand) -> bool) -> bool {
    let mut must = posting.requirements.iter().filter(|r| r.importance == Importance::Must);
    must.any(|requirement| is(&requirement.demand))
}

#[tokio::test]
async fn occupations_by_identifier_code_and_group() {
    let uri = {
        let found = hits(&[("q", NURSE)]).await;
        let named = found.iter().find(|ad| ad["occupation"]["label"] == NURSE).expect("one");
        named["occupation"]["concept_id"].as_str().expect("an identifier").to_owned()
    };
    let by_name = hits(&[("occupation-name", &uri)]).await;
    assert!(by_name.iter().any(|ad| ad["occupation"]["concept_id"] == json!(uri)));
    let n_named =
        n_open(|posting| posting.occupations.iter().any(|o| o.uri.as_deref() == Some(&uri)));
    assert!(by_name.len() as u64 >= n_named && n_named > 0);
    let n_group = n_open(|posting| has_group(posting, "5321"));
    assert_eq!(total(&[("occupation-group", "5321")]).await, n_group);
    let by_uri = total(&[("occupation-group", "http://data.europa.eu/esco/isco/C5321")]).await;
    assert_eq!(by_uri, n_group);
    let n_field = n_open(|posting| has_group(posting, "5"));
    assert_eq!(total(&[("occupation-field", "5")]).await, n_field);
    let all = total(&[]).await;
    assert_eq!(total(&[("occupation-field", "-5")]).await, all - n_field);
    // Any of them, between the levels too.
    let either = [("occupation-group", "5321"), ("occupation-group", "9112")];
    let n_either = n_open(|posting| has_group(posting, "5321") || has_group(posting, "9112"));
    assert_eq!(total(&either).await, n_either);
    let levels = [("occupation-name", uri.as_str()), ("occupation-field", "9")];
    assert!(total(&levels).await > total(&[("occupation-field", "9")]).await);
    let but = [("occupation-field", "5"), ("occupation-group", "-5321")];
    assert_eq!(total(&but).await, n_field - n_group);
}

#[tokio::test]
async fn skills_and_languages_that_are_asked() {
    let card = "kohtaanto:card/hygieniapassi";
    let asked = hits(&[("skill", card)]).await;
    let n = n_open(|p| asks(p, |d| matches!(d, Demand::Card(card) if card.0 == "hygieniapassi")));
    assert_eq!(asked.len() as u64, n.min(100));
    let lists = |ad: &Value| -> Vec<Value> {
        let of = |kind: &str| ad[kind]["skills"].as_array().expect("skills").clone();
        [of("must_have"), of("nice_to_have")].concat()
    };
    assert!(asked.iter().all(|ad| lists(ad).iter().any(|skill| skill["concept_id"] == card)));
    let all = total(&[]).await;
    assert_eq!(total(&[("skill", &format!("-{card}"))]).await, all - n);
    let n = n_open(|p| {
        asks(p, |d| matches!(d, Demand::Language { language, .. } if language.as_str() == "sv"))
    });
    assert!(n > 0);
    assert_eq!(total(&[("language", "sv")]).await, n);
    assert_eq!(refused("/search", &[("language", "ruotsi")]).await.0, 400);
}

#[tokio::test]
async fn terms_of_work() {
    let full = n_open(|p| p.terms.working_time == Some(WorkingTime::FullTime));
    assert_eq!(total(&[("worktime-extent", "full_time")]).await, full);
    let both = n_open(|p| p.terms.working_time.is_some());
    let pairs = [("worktime-extent", "full_time"), ("worktime-extent", "part_time")];
    assert_eq!(total(&pairs).await, both);
    let public = n_open(|p| p.terms.relationship == Some(Relationship::PublicService));
    assert_eq!(total(&[("employment-type", "public_service")]).await, public);
    let summer = n_open(|p| p.terms.continuity == Some(Continuity::Summer));
    assert_eq!(total(&[("duration", "summer")]).await, summer);
    let learning = n_open(|p| p.terms.relationship == Some(Relationship::Apprenticeship));
    assert!(full > 0 && public > 0 && summer > 0 && learning > 0);
    assert_eq!(total(&[("larling", "true")]).await, learning);
    assert_eq!(total(&[("larling", "false")]).await, total(&[]).await - learning);
    let remote = n_open(|p| p.remote_share.is_some_and(|share| share > 0));
    assert!(remote > 0);
    assert_eq!(total(&[("remote", "true")]).await, remote);
    assert_eq!(total(&[("remote", "false")]).await, total(&[]).await - remote);
    let (status, field, fix) = refused("/search", &[("worktime-extent", "heltid")]).await;
    assert_eq!((status, field.as_str()), (400, "worktime-extent"));
    assert!(fix.contains("full_time"), "{fix}");
}

#[tokio::test]
async fn part_time_by_per_cent() {
    let within = |least: f32, most: f32| {
        n_open(|p| p.terms.extent().is_some_and(|(min, max)| min >= least && max <= most))
    };
    assert!(within(0.0, 0.99) > 0);
    assert_eq!(total(&[("parttime.max", "99")]).await, within(0.0, 0.99));
    assert_eq!(total(&[("parttime.min", "100")]).await, within(1.0, 1.0));
    let pairs = [("parttime.min", "40"), ("parttime.max", "85")];
    let found = hits(&pairs).await;
    assert_eq!(found.len() as u64, within(0.4, 0.85));
    let scope = |ad: &Value, name: &str| ad["scope_of_work"][name].as_f64().expect("per cent");
    assert!(!found.is_empty());
    assert!(found.iter().all(|ad| scope(ad, "min") >= 40.0 && scope(ad, "max") <= 85.0));
    assert_eq!(refused("/search", &[("parttime.min", "101")]).await.0, 400);
}

#[tokio::test]
async fn licences_and_experience() {
    let licence = |demand: &Demand| matches!(demand, Demand::DrivingLicence(_));
    let class_b = |demand: &Demand| matches!(demand, Demand::DrivingLicence(LicenceClass::B));
    let n_must = n_open(|p| must(p, licence));
    assert!(n_must > 0);
    let found = hits(&[("driving-license-required", "true")]).await;
    assert!(found.iter().all(|ad| ad["driving_license_required"] == true));
    assert_eq!(total(&[("driving-license-required", "true")]).await, n_must);
    let all = total(&[]).await;
    assert_eq!(total(&[("driving-license-required", "false")]).await, all - n_must);
    let n_b = n_open(|p| asks(p, class_b));
    assert_eq!(total(&[("driving-license", "B")]).await, n_b);
    let experience = |demand: &Demand| matches!(demand, Demand::Experience { .. });
    let n = n_open(|p| must(p, experience));
    assert!(n > 0);
    assert_eq!(total(&[("experience", "true")]).await, n);
    assert_eq!(total(&[("experience", "false")]).await, all - n);
    assert_eq!(refused("/search", &[("experience", "maybe")]).await.1, "experience");
    assert_eq!(refused("/search", &[("driving-license", "X")]).await.1, "driving-license");
}

#[tokio::test]
async fn employers_by_any_beginning() {
    let whole = n_open(|p| p.employer.name == "Pohjois-Karjalan hyvinvointialue");
    for name in ["Pohjois-Karjalan hyvinvointialue", "hyvinvointialue", "karjalan hyvin"] {
        assert_eq!(total(&[("employer", name)]).await, whole, "{name}");
    }
    assert_eq!(total(&[("employer", "yvinvointialue")]).await, 0, "not inside a word");
    let all = total(&[]).await;
    assert_eq!(total(&[("employer", "-hyvinvointialue")]).await, all - whole);
    let joensuu = total(&[("employer", "joensuun kaupunki")]).await;
    let either = [("employer", "joensuun kaupunki"), ("employer", "hyvinvointialue")];
    assert_eq!(total(&either).await, joensuu + whole);
    let demanded = [("employer", "joensuun kaupunki"), ("employer", "+hyvinvointialue")];
    assert_eq!(total(&demanded).await, whole);
}

#[tokio::test]
async fn unknown_codes_are_refused_with_what_may_be_meant() {
    let (status, field, fix) = refused("/search", &[("occupation-name", NURSE)]).await;
    assert_eq!((status, field.as_str()), (400, "occupation-name"));
    assert!(fix.contains("did you mean http://data.europa.eu/esco/occupation/"), "{fix}");
    let (_, field, fix) = refused("/search", &[("occupation-group", "5399")]).await;
    assert_eq!(field, "occupation-group");
    assert!(fix.contains("did you mean 53"), "{fix}");
    let (_, field, fix) = refused("/search", &[("skill", "hygieniapassi")]).await;
    assert_eq!(field, "skill");
    assert!(fix.contains("kohtaanto:card/hygieniapassi"), "{fix}");
    let compat = [("x-compat", "jobtech")];
    for pairs in [[("occupation-name", NURSE)], [("occupation-group", "5399")], [("skill", "x")]] {
        let answer = ask("/search", &pairs, &compat).await.json();
        assert_eq!(answer["total"]["value"], 0, "{pairs:?}");
    }
    let negated = ask("/search", &[("occupation-name", "-x")], &compat).await.json();
    assert_eq!(negated["total"], search(&[]).await["total"]);
    assert_eq!(ask("/search", &[], &[("x-compat", "google")]).await.status, 400);
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_or_ignored() {
    for name in [
        "occupation-collection",
        "workplace-model",
        "unspecified-sweden-workplace",
        "abroad",
        "label",
        "open_for_all",
        "trainee",
        "franchise",
        "hire-work-place",
        "colour",
    ] {
        let (status, field, fix) = refused("/search", &[(name, "true")]).await;
        assert_eq!((status, field.as_str()), (400, name));
        assert!(!fix.is_empty());
        let ignored = ask("/search", &[(name, "true")], &[("x-compat", "jobtech")]).await;
        assert_eq!(ignored.json()["total"], search(&[]).await["total"], "{name}");
    }
    let header = [("x-feature-enable-false-negative", "true")];
    assert_eq!(ask("/search", &[], &header).await.status, 400);
    assert!(!ids(&[]).await.is_empty());
}
