//! Each page in Finnish and Swedish at three widths: no finding of axe, nothing beside the screen.

use super::browser::Browser;
use serde_json::Value;

/// What is looked at: a name for the picture, the address without the language, and a script that
/// fills the page, where it is empty without.
const VIEWS: [(&str, &str); 8] = [
    ("haku", "/haku"),
    ("haku-osumat", "/haku?q=l%C3%A4hihoitaja&home=422&minutes=60"),
    ("haku-tyhja", "/haku?q=%2Bkokki&place=707&continuity=seasonal"),
    ("paikka", "/paikka/nk-lie-002"),
    ("asiakas", "/asiakas"),
    ("tyonantaja", "/tyonantaja"),
    ("yhteenveto", "/yhteenveto"),
    ("tietoa", "/tietoa"),
];

async fn look(width: u32, height: u32, device: &str, langs: &[&str]) {
    let Some(browser) = Browser::open(width, height).await else { return };
    for lang in langs {
        for (name, address) in VIEWS {
            browser.goto(&format!("/{lang}{address}")).await;
            check(&browser, &format!("{name}-{lang}-{device}")).await;
        }
        told(&browser, lang, device).await;
    }
}

async fn check(browser: &Browser, name: &str) {
    browser.shot(name).await;
    let wide = "return [document.documentElement.scrollWidth, window.innerWidth]";
    let wide = browser.eval(wide).await;
    let (content, window) = (wide[0].as_u64().unwrap_or(u64::MAX), wide[1].as_u64().unwrap_or(0));
    assert!(content <= window, "{name}: {content} points of content in a window of {window}");
    // Small targets are those that stand alone: a link within a line of text may be lower.
    let small = "return [...document.querySelectorAll('button, .button, summary, input, select')]
        .filter(e => e.type !== 'hidden' && e.checkVisibility())
        .map(e => [e.outerHTML.slice(0, 80), e.closest('label') ? e.closest('label') : e])
        .map(([html, e]) => [html, e.getBoundingClientRect()])
        .filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24)).map(([html]) => html)";
    assert_eq!(
        browser.eval(small).await,
        Value::Array(Vec::new()),
        "{name}: targets below 24 points"
    );
    if let Some(found) = browser.axe().await {
        assert!(found.is_empty(), "{name}: axe finds\n{}", found.join("\n"));
    }
}

/// The client's page once something was told, and the sheet that is printed.
async fn told(browser: &Browser, lang: &str, device: &str) {
    browser.goto(&format!("/{lang}/asiakas")).await;
    let tell = "document.getElementById('text').value = 'Olen Matti Virtanen. Olin kahdeksan vuotta \
        lähihoitajana kotihoidossa Lieksassa. Minulla on hygieniapassi ja B-ajokortti, puhun ruotsia vähän.';
        document.getElementById('home').value = '422'; document.getElementById('by').value = 'car';
        document.getElementById('text').dispatchEvent(new Event('input', {bubbles: true}))";
    browser.eval(tell).await;
    browser.wait("return document.querySelectorAll('#live .card').length > 0").await;
    browser.eval("document.querySelector('#live .card details').open = true").await;
    check(browser, &format!("asiakas-kerrottu-{lang}-{device}")).await;
    let print =
        format!("document.querySelector('[formaction=\"/{lang}/asiakas/tuloste\"]').click()");
    browser.eval(&print).await;
    browser
        .wait("return document.readyState === 'complete' && !!document.querySelector('.sheet')")
        .await;
    check(browser, &format!("tuloste-{lang}-{device}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_desktop() {
    look(1280, 900, "desktop", &["fi", "sv"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone() {
    look(360, 800, "phone", &["fi", "sv"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enlarged_four_times() {
    // 1280 points at 400 per cent (WCAG 2.2, 1.4.10).
    look(320, 640, "reflow", &["fi", "en"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_a_need_on_a_desktop_and_a_phone() {
    for (width, device) in [(1280, "desktop"), (360, "phone")] {
        let Some(browser) = Browser::open(width, 900).await else { return };
        browser.goto("/fi/tyonantaja").await;
        let login = format!(
            "document.getElementById('token').value = '{}'; document.getElementById('token').form.requestSubmit()",
            browser.service.employer
        );
        browser.eval(&login).await;
        browser.wait("return !!document.querySelector('.who')").await;
        let need = "const set = (id, value) => document.getElementById(id).value = value;
            set('work', 'Lähihoitaja kotihoitoon'); set('home', '422'); set('know', 'lääkehoito');
            set('finnish', 'B2'); set('permits', 'B-ajokortti');
            document.querySelector('[name=action][value=people]').click()";
        browser.eval(need).await;
        browser
            .wait(
                "return document.readyState === 'complete' && !!document.querySelector('#ihmiset')",
            )
            .await;
        check(&browser, &format!("tyonantaja-osaajat-fi-{device}")).await;
    }
}
