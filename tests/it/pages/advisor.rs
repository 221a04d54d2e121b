//! An advisor's whole conversation by the keyboard alone.

use super::browser::{Browser, ENTER, SPACE, TAB};
use std::time::Instant;

const TOLD: &str = "Olin kahdeksan vuotta lähihoitajana kotihoidossa Lieksassa. Minulla on \
    hygieniapassi ja B-ajokortti.";

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_tab_to_the_print() {
    let Some(browser) = Browser::open(1280, 900).await else { return };
    browser.goto("/fi/asiakas").await;
    let start = Instant::now();

    // The first stop leads past the navigation.
    browser.keys([TAB]).await;
    assert_eq!(browser.text("return document.activeElement.className").await, "skip");
    browser.keys([ENTER]).await;
    assert_eq!(browser.text("return document.activeElement.id").await, "sisalto");

    // What is typed is read without a press of any button, and said aloud.
    browser.tab_to("e.id === 'text'").await;
    browser.keys(TOLD.chars()).await;
    browser.wait("return document.querySelectorAll('#live .card').length === 10").await;
    let first = start.elapsed();
    let said = browser.text("return document.querySelector('[role=status]').textContent").await;
    assert!(said.contains("10 sopivaa paikkaa"), "{said}");
    assert_eq!(browser.text("return document.activeElement.id").await, "text", "typing goes on");

    // Home changes what follows: the nearest come first.
    browser.tab_to("e.id === 'home'").await;
    browser.keys("Lieksa".chars()).await;
    browser
        .wait("return document.querySelector('#live .facts').textContent.includes('Lieksa')")
        .await;

    // An item is confirmed, another rejected; the focus stays where one was.
    browser.tab_to("e.name === 'decide' && e.value.startsWith('confirm:')").await;
    let key = browser.text("return document.activeElement.value.split(/:(.*)/)[1]").await;
    browser.keys([SPACE]).await;
    browser.wait("return !!document.querySelector('#live [name=confirmed]')").await;
    assert_eq!(browser.text("return document.querySelector('[name=confirmed]').value").await, key);
    let at = browser.text("return document.activeElement.value").await;
    assert!(at.ends_with(&key), "the focus is lost: {at}");
    browser.tab_to("e.name === 'decide' && e.value.startsWith('reject:')").await;
    browser.keys([ENTER]).await;
    browser.wait("return !!document.querySelector('#live [name=rejected]')").await;

    // Reasons open, and the gap takes the focus so that it is read next.
    browser.tab_to("e.tagName === 'SUMMARY' && e.closest('#live')").await;
    browser.keys([ENTER]).await;
    browser.wait("return document.querySelector('#live details').open").await;
    browser.tab_to("e.name === 'goal'").await;
    browser.keys([ENTER]).await;
    browser.wait("return document.activeElement.id === 'vertailu'").await;
    browser.shot("asiakas-vertailu-fi-desktop").await;

    // A sheet in the client's language.
    browser.tab_to("e.formAction && e.formAction.endsWith('/sv/asiakas/tuloste')").await;
    browser.keys([ENTER]).await;
    browser
        .wait("return document.documentElement.lang === 'sv' && !!document.querySelector('.sheet')")
        .await;
    let sheet = browser.text("return document.querySelector('.sheet').textContent").await;
    assert!(sheet.contains("Passande jobb") && !sheet.contains("Stämmer inte"));
    // One sheet of paper.
    assert_eq!(browser.n_printed_pages().await, 1);
    // The focus is to be seen wherever it is.
    browser.keys([TAB]).await;
    let outline = "return getComputedStyle(document.activeElement).outlineWidth";
    assert_eq!(browser.text(outline).await, "3px");
    // Generous: the machine that tests may be slow.
    assert!(first.as_secs() < 60, "the first result took {first:?}");
}
