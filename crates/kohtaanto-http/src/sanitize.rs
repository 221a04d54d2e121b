//! Postings' own HTML, made harmless before it is given to a page or a program.

use ammonia::Builder;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a description may hold. No pictures, styles, forms, or headings that would break the order
/// of a page's own.
const TAGS: [&str; 11] = ["p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "a", "blockquote"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    builder
});

/// A description as HTML that can do no harm. A plain text becomes paragraphs.
pub(crate) fn sanitized(text: &str) -> String {
    let paragraphs;
    let text = if text.contains('<') {
        text
    } else {
        let blocks =
            text.split("\n\n").map(|block| format!("<p>{}</p>", block.replace('\n', "<br>")));
        paragraphs = blocks.collect::<String>();
        &paragraphs
    };
    CLEANER.clean(text).to_string()
}

#[cfg(test)]
mod sanitize_tests {
    use super::*;

    #[test]
    fn what_could_do_harm_is_gone_and_the_text_stays() {
        let clean = sanitized(
            "<h1>Kokki</h1><p onclick=\"x()\">Haemme <b>kokkia</b>.<script>steal()</script>\
             <a href=\"javascript:x()\">a</a> <a href=\"https://example.org/\">b</a></p>\
             <img src=x onerror=x()><style>p{}</style>",
        );
        for harmful in ["script", "steal", "onclick", "onerror", "<img", "<style", "<h1"] {
            assert!(!clean.contains(harmful), "{harmful} in {clean}");
        }
        assert!(clean.contains("Kokki") && clean.contains("<b>kokkia</b>"), "{clean}");
        assert!(clean.contains("href=\"https://example.org/\"") && clean.contains("nofollow"));
    }

    #[test]
    fn a_plain_text_becomes_paragraphs() {
        assert_eq!(sanitized("Yksi\nkaksi\n\nkolme"), "<p>Yksi<br>kaksi</p><p>kolme</p>");
    }
}
