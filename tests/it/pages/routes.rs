//! The pages without a browser: what a reader without scripts gets, and what must never be there.

use super::service::{Page, Service};
use axum::body::Body;
use axum::http::Request;

const PATHS: [&str; 5] = ["haku", "asiakas", "tyonantaja", "yhteenveto", "tietoa"];

/// A text as a form's field.
fn field(name: &str, text: &str) -> String {
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("{name}={encoded}")
}

/// How many postings the page says that it found.
fn n_found(page: &Page) -> usize {
    let count = page.between("<p class=\"count\"><strong>", " ");
    count.first().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{}", page.text))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_there_in_each_language_and_holds_no_script_or_style_of_its_own() {
    let service = Service::new();
    for lang in ["fi", "sv", "en"] {
        for path in PATHS.iter().chain(&["paikka/nk-lie-002"]) {
            let page = service.get(&format!("/{lang}/{path}")).await;
            assert_eq!(page.status, 200, "{lang} {path}: {}", page.text);
            assert!(page.text.contains(&format!("<html lang=\"{lang}\" dir=\"ltr\">")));
            assert_eq!(page.text.matches("<h1").count(), 1, "{lang} {path}");
            assert_eq!(page.between("<script", ">").len(), 1, "{lang} {path}: one, of a file");
            for bad in ["<style", " style=", " onclick=", "javascript:", "http-equiv"] {
                assert!(!page.text.contains(bad), "{lang} {path} holds {bad}");
            }
            assert_eq!(page.header("cache-control"), "no-store");
            assert!(page.header("content-security-policy").contains("script-src 'self'"));
            assert_eq!(page.header("set-cookie"), "");
        }
    }
    let first = service.get("/").await;
    assert_eq!((first.status, first.header("location")), (307, "/fi/haku"));
    let request = Request::get("/").header("accept-language", "sv-FI,sv;q=0.9");
    let swedish = service.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(swedish.header("location"), "/sv/haku");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_for_a_year_under_their_hash_and_not_found_under_another() {
    let service = Service::new();
    let page = service.get("/fi/tietoa").await;
    let style = page.between("<link rel=\"stylesheet\" href=\"", "\"")[0];
    let file = service.get(style).await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(file.header("cache-control").contains("immutable"));
    assert_eq!(service.get("/assets/000000000000/pages.css").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_filters_counts_and_explains() {
    let service = Service::new();
    let all = service.get("/fi/haku").await;
    let found = service.get("/fi/haku?q=l%C3%A4hihoitaja").await;
    let lieksa = service.get("/fi/haku?q=l%C3%A4hihoitaja&place=422").await;
    assert!(n_found(&all) > n_found(&found) && n_found(&found) > n_found(&lieksa));
    assert!(n_found(&lieksa) > 0);
    assert!(found.text.contains("<mark>") || found.text.contains("Miksi: sana"), "why it is there");
    // The map and the table count the same, also of what is not chosen.
    let row = |page: &Page| {
        let label = page.between("aria-label=\"Joensuu: ", "\"").first().map(|n| (*n).to_owned());
        label.expect("Joensuu is on the map")
    };
    assert_eq!(row(&found), row(&lieksa), "other municipalities are still counted");
    // A count is what one finds by choosing it.
    let n: usize = row(&found).split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    assert_eq!(n, n_found(&service.get("/fi/haku?q=l%C3%A4hihoitaja&place=167").await));
    // Home tells minutes; minutes filter.
    let home = service.get("/fi/haku?home=422").await;
    assert!(home.text.contains("min autolla"));
    let near = service.get("/fi/haku?home=422&minutes=45").await;
    assert!(n_found(&near) < n_found(&home));
    // Pages do not repeat.
    let second = service.get("/fi/haku?page=2").await;
    let ids = |page: &Page| -> Vec<String> {
        page.between("href=\"/fi/paikka/", "\"").into_iter().map(str::to_owned).collect()
    };
    assert!(ids(&all).iter().all(|id| !ids(&second).contains(id)));
    assert_eq!(service.get("/fi/haku?working_time=x").await.status, 422);
    let nowhere = service.get("/sv/haku?place=Atlantis").await;
    assert_eq!(nowhere.status, 422);
    assert!(nowhere.text.contains("<html lang=\"sv\""), "errors are pages too");
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_are_offered_with_how_many_more_there_are() {
    let service = Service::new();
    for address in ["/fi/haku?q=siivooja&place=607", "/fi/haku?q=siivooja+Polvij%C3%A4rvell%C3%A4"]
    {
        let page = service.get(address).await;
        let offer = page.between("<p class=\"wider\">", "</p>").concat();
        let href = offer.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let href = href.unwrap_or_else(|| panic!("{address}: no offer")).replace("&amp;", "&");
        let more = offer.split('>').nth(1).and_then(|text| text.split(' ').next());
        let more: usize = more.and_then(|n| n.parse().ok()).expect("a number");
        assert!(offer.contains("lisää 45 minuutin päässä: ") && offer.contains("Kontiolahti"));
        assert_eq!(n_found(&service.get(&href).await), n_found(&page) + more, "{href}");
    }
    assert!(!service.get("/fi/haku?q=siivooja").await.text.contains("class=\"wider\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_tells_supply_and_hides_small_numbers_of_people() {
    let service = Service::new();
    let all = service.get("/fi/yhteenveto").await;
    let lieksa = service.get("/fi/yhteenveto?place=422").await;
    assert!(lieksa.text.contains("Ammattiryhmittäin: Lieksa"));
    // What it tells of a municipality is what the search finds there.
    let told = all.between("href=\"/fi/haku?place=422\">", "<").concat();
    let found = n_found(&service.get("/fi/haku?place=422").await);
    assert_eq!(told, found.to_string());
    // People: a number of five or more, or nothing.
    for page in [&all, &lieksa] {
        assert!(page.text.contains("ei näytetä"));
        let rows = page.between("<tr><th scope=\"row\">", "</tr>");
        for row in rows.iter().filter(|row| row.matches("<td").count() >= 3) {
            let people = row.split("<td class=\"num\">").nth(3).unwrap_or_default();
            let people = people.split('<').next().unwrap_or_default();
            assert!(people.parse().map_or(people.is_empty(), |n: u32| n >= 5), "{row}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_found_says_why_and_what_would_find_with_counts_that_hold() {
    let service = Service::new();
    let page = service.get("/fi/haku?q=%2Bkokki&place=707&continuity=seasonal").await;
    assert_eq!(n_found(&page), 0);
    let offers = page.between("<ul class=\"offers\">", "</ul>");
    let offers: Vec<&str> = offers.iter().flat_map(|list| list.split("<li>").skip(1)).collect();
    let mut n_checked = 0;
    for offer in offers.iter().filter(|offer| offer.contains("työpaikka")) {
        let href = offer.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let href = href.expect("an offer is a link").replace("&amp;", "&");
        let told = offer.split("<strong>").nth(1).and_then(|rest| rest.split(' ').next());
        let told: usize = told.and_then(|n| n.parse().ok()).expect("a count");
        assert_eq!(n_found(&service.get(&href).await), told, "{href}");
        n_checked += 1;
    }
    assert!(n_checked > 0, "{}", page.text);
    let typo = service.get("/fi/haku?q=%2Bl%C3%A4hihoitjaa").await;
    assert!(typo.text.contains("Tarkoititko"), "a misspelt word is offered its mending");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_caller_writes_is_never_markup() {
    let service = Service::new();
    let page = service.get("/fi/haku?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!page.text.contains("<script>alert"));
    let text = field("text", "<img src=x onerror=alert(1)> Olen siivonnut kouluja.");
    let page = service.post("/fi/asiakas", &text, "").await;
    assert!(page.status == 200 && !page.text.contains("<img"));
    let missing = service.get("/fi/paikka/%3Cb%3E").await;
    assert_eq!(missing.status, 404);
    assert!(!missing.text.contains("<b>"));
    assert_eq!(service.get("/fi/ei-ole").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_works_without_scripts_masks_and_keeps_what_was_decided() {
    let service = Service::new();
    let told = "Olen Matti Virtanen, puh. 050 123 4567. Olin kahdeksan vuotta lähihoitajana \
                kotihoidossa Lieksassa. Minulla on hygieniapassi ja B-ajokortti.";
    let form = format!("{}&home=422&by=car&minutes=45", field("text", told));
    let page = service.post("/fi/asiakas", &form, "").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("123 4567") && page.text.contains("puhelinnumero"));
    assert!(page.text.contains("Hygieniapassi") && page.text.contains("Lähihoitaja"));
    assert!(page.between("<article class=\"card\">", "</article>").len() == 10);
    assert!(page.text.contains("opittavaa") || page.text.contains("Mihin osaamisesi"));
    // Rejected once, and still when the form comes again.
    let key = page.between("value=\"reject:", "\"").last().map(|key| (*key).to_owned());
    let key = key.expect("something to reject");
    let rejected = service
        .post("/fi/asiakas", &format!("{form}&{}", field("decide", &format!("reject:{key}"))), "")
        .await;
    let hidden = format!("name=\"rejected\" value=\"{key}\"");
    assert!(rejected.text.contains(&hidden), "{key}");
    let again =
        service.post("/fi/asiakas", &format!("{form}&{}", field("rejected", &key)), "").await;
    assert!(again.text.contains(&hidden));
    // The part for the script is the same, and the print has no buttons.
    let part = service.post("/sv/asiakas/osa", &form, "").await;
    assert!(part.text.starts_with("<div data-status=\"Uppdaterat"));
    let print = service.post("/en/asiakas/tuloste", &form, "").await;
    assert!(print.text.contains("<html lang=\"en\"") && !print.text.contains("name=\"decide\""));
    // A posting to be compared with.
    let goal = service.post("/fi/asiakas", &format!("{form}&goal=nk-lie-002"), "").await;
    assert!(goal.text.contains("id=\"vertailu\""));
    // What matters to the client moves the order, and the choice stays; what is no choice is as usual.
    let order = |page: &str| -> Vec<String> {
        let links = page.split("class=\"card\"").skip(1);
        links
            .filter_map(|card| card.split("href=\"").nth(1)?.split('"').next())
            .map(Into::into)
            .collect()
    };
    let moved = format!(
        "{form}&emphasis=reach:usual&emphasis=wishes:much&emphasis=reach:more&emphasis=occupation:less"
    );
    let moved = service.post("/fi/asiakas", &moved, "").await;
    assert!(moved.text.contains("<option value=\"reach:more\" selected>"), "{}", moved.text);
    assert!(moved.text.contains("<option value=\"wishes:usual\" selected>"));
    assert_eq!((order(&page.text).len(), order(&moved.text).len()), (10, 10));
    assert_ne!(order(&page.text), order(&moved.text));
    let empty = service.post("/fi/asiakas", "text=", "").await;
    assert!(empty.text.contains("Näin voi aloittaa"));
    let long = service.post("/fi/asiakas", &field("text", &"a ".repeat(10_001)), "").await;
    assert_eq!(long.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_story_in_the_search_is_matched_and_not_sent_on_unmasked() {
    let service = Service::new();
    let told = "Olen siivonnut kouluja kuusi vuotta Kiteellä ja osaan lattianhoitoa. Numeroni on 050 123 4567.";
    let page = service.post("/fi/haku/osaaminen", &field("text", told), "").await;
    assert_eq!(page.status, 200);
    assert!(page.between("<article class=\"card\">", "</article>").len() == 10);
    assert!(!page.between("name=\"text\" value=\"", "\"").concat().contains("123 4567"));
    let long = format!("/fi/haku?{}", field("q", &told.repeat(3)));
    assert!(service.get(&long).await.text.contains("Työtä osaamisellesi"));
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_other_sites_are_refused() {
    let service = Service::new();
    for path in ["/fi/asiakas", "/fi/tyonantaja", "/fi/tyonantaja/kirjaudu", "/fi/tyonantaja/ulos"]
    {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site");
        let page = service.send(request.body("text=a".into()).expect("a request")).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(page.text.contains("<html lang=\"fi\""));
    }
}
