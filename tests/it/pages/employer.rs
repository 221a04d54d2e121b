//! The employer's page: a look at the ad for all, people for those who may, publishing.

use super::service::{Page, Service};

const NEED: &str =
    "work=L%C3%A4hihoitaja&home=422&know=l%C3%A4%C3%A4kehoito&finnish=B2&working_time=full_time";

fn csrf(page: &Page) -> String {
    page.between("name=\"csrf\" value=\"", "\"")
        .first()
        .map(|csrf| (*csrf).to_owned())
        .expect("one")
}

async fn logged_in(service: &Service, token: &str) -> (String, String) {
    let form = format!("token={token}");
    let answer = service.post("/fi/tyonantaja/kirjaudu", &form, "").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/fi/tyonantaja"));
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let request = axum::http::Request::get("/fi/tyonantaja").header("cookie", &cookie);
    let page = service.send(request.body(axum::body::Body::empty()).expect("a request")).await;
    (cookie, csrf(&page))
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_one_sees_the_ad_and_no_person() {
    let service = Service::new();
    let page = service.post("/fi/tyonantaja", &format!("{NEED}&action=people"), "").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Suomi B2") && page.text.contains("Edellytämme: lääkehoito."));
    assert!(!page.text.contains("id=\"ihmiset\"") && page.text.contains("id=\"kirjaudu\""));
    let bare = service.post("/fi/tyonantaja", "work=Kokki", "").await;
    assert_eq!(bare.status, 422);
    assert!(bare.text.contains("value=\"Kokki\""), "what was written stays");
    let wrong = service.post("/fi/tyonantaja/kirjaudu", "token=abc", "").await;
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, ""));
    assert!(wrong.text.contains("role=\"alert\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_token_people_are_counted_ranked_and_logged_and_forms_need_their_secret() {
    let service = Service::new();
    let (cookie, csrf) = logged_in(&service, &service.employer).await;
    let form = format!("{NEED}&action=people");
    for bad in [String::new(), "&csrf=abc".to_owned()] {
        let refused = service.post("/fi/tyonantaja", &format!("{form}{bad}"), &cookie).await;
        assert_eq!(refused.status, 403, "{bad}");
    }
    let page = service.post("/fi/tyonantaja", &format!("{form}&csrf={csrf}"), &cookie).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Työmatkan päässä on"), "{}", page.text);
    assert!(
        !page
            .between("<strong>", "</strong>")
            .iter()
            .filter(|cell| cell.contains(" → "))
            .collect::<Vec<_>>()
            .is_empty()
    );
    assert_eq!(page.between("<article class=\"card\">", "</article>").len(), 10);
    // An employer sees no free text of a person.
    assert!(!page.text.contains("Parasta on, kun vanhukselle"));
    // An employer may not publish, whatever the form says.
    let publish = format!("{NEED}&action=publish&csrf={csrf}");
    assert_eq!(service.post("/fi/tyonantaja", &publish, &cookie).await.status, 403);
    // Out, and the old cookie opens nothing more.
    let out = service.post("/fi/tyonantaja/ulos", "csrf=abc", &cookie).await;
    assert_eq!(out.status, 403);
    let out = service.post("/fi/tyonantaja/ulos", &format!("csrf={csrf}"), &cookie).await;
    assert!(out.status == 303 && out.header("set-cookie").contains("Max-Age=0"));
    let after = service.post("/fi/tyonantaja", &format!("{form}&csrf={csrf}"), &cookie).await;
    assert!(!after.text.contains("id=\"ihmiset\"") && after.text.contains("id=\"kirjaudu\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_advisor_publishes_and_all_find_it_at_once() {
    let service = Service::new();
    let (cookie, csrf) = logged_in(&service, &service.advisor).await;
    let need = "work=Savottakokki&home=146&know=keitto&employer=Mets%C3%A4kuppila";
    let form = format!("{need}&action=publish&csrf={csrf}");
    let done = service.post("/sv/tyonantaja", &form, &cookie).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let posting = service.get(done.header("location")).await;
    assert!(posting.text.contains("Savottakokki") && posting.text.contains("Metsäkuppila"));
    let found = service.get("/fi/haku?q=savottakokki").await;
    assert!(found.text.contains("Metsäkuppila"));
}
