//! HTML as ads have it, broken HTML, and laws.

use super::plain_text;
use proptest::prelude::*;

#[test]
fn html_as_ads_have_it() {
    let table = [
        ("<p>Haemme <b>kokkia</b>.</p><p>Tule meille!</p>", "Haemme kokkia.\nTule meille!"),
        (
            "Osaat:<ul><li>keittää</li><li>paistaa</li></ul>Hae nyt",
            "Osaat:\n- keittää\n- paistaa\nHae nyt",
        ),
        ("rivi<br/>toinen<BR>kolmas", "rivi\ntoinen\nkolmas"),
        ("ty&ouml; &amp; el&#228;m&#xE4;&nbsp;2&euro;", "työ & elämä 2€"),
        ("R&D AT&T &tuntematon; & &#xD800; &#0;", "R&D AT&T &tuntematon; & &#xD800; &#0;"),
        ("<script>alert('<p>')</script>Siivooja<style>p{}</style>", "Siivooja"),
        ("<!-- piilossa -->näkyy<!-- avoin", "näkyy"),
        ("<a href=\"x>y\">linkki</a> <img alt='>'>kuva", "linkki kuva"),
        ("palkka < 3000 ja > 2000, <kokki>", "palkka < 3000 ja > 2000, <kokki>"),
        ("<p>avoin kappale", "avoin kappale"),
        ("<p", "<p"),
        ("lähi&shy;hoitaja", "lähi\u{ad}hoitaja"),
        ("  paljon   tyhjää \n\n\n rivejä\t ", "paljon tyhjää\nrivejä"),
        ("<li>- viiva jo</li>", "- viiva jo"),
        ("&lt;b&gt; ei lihava", "<b> ei lihava"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("Kokki\r\nJoensuu", "Kokki\nJoensuu"),
    ];
    for (html, expected) in table {
        assert_eq!(plain_text(html), expected, "{html}");
    }
}

#[test]
fn broken_html_is_read_in_linear_time() {
    for piece in ["<a href=\"", "<!--", "&#", "<script>", "</", "<"] {
        let text = plain_text(&piece.repeat(20_000));
        assert!(text.len() <= 9 * 20_000);
    }
}

proptest! {
    #[test]
    fn nothing_is_too_broken(text in prop_oneof![
        "[<>/!&;#a-px0-9 \"'=\n-]{0,60}", "(<(p|li|ul|/p|script|/style|!--)>?|[äa ]|&auml;?){0,20}", ".{0,60}",
    ]) {
        let plain = plain_text(&text);
        prop_assert_eq!(plain.trim(), &plain);
        prop_assert!(!plain.contains("\n\n") && !plain.contains("  "));
    }

    #[test]
    fn plain_text_keeps_its_words(text in "[a-zäö0-9.,:;()!?+ \n-]{0,60}") {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&plain_text(&text)), words(&text));
    }
}
