//! HTML, or what passes for it, to plain text.
//!
//! A scanner, not a parser: tags end lines where blocks end, list items begin with `- `, entities
//! are decoded, scripts and styles are dropped. Whatever is broken is text. Deliberately no
//! tables, links, attributes or styles, and no judgement of what the text says.

use super::entities;

/// Elements whose content is not text for a reader.
const DROPPED: &[&str] = &["script", "style", "head", "template", "noscript", "svg", "iframe"];
/// Elements that begin and end a line.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
];
/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "center", "cite", "code", "del", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "link", "mark", "meta", "o:p", "q", "s", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "button", "col", "colgroup",
];

/// The text of HTML as a reader sees it, with one line break between blocks; plain text comes back
/// unchanged but for white space: runs of spaces become one, blank lines go, ends are trimmed.
///
/// Only known elements count as tags, so `a < b` and `<kokki>` stay. Never fails: what is broken is
/// text.
pub fn plain_text(html_or_text: &str) -> String {
    let mut out = Lines::default();
    let mut rest = html_or_text;
    // Behind the last `>` nothing is a tag: what is broken is read once, not once for each `<`.
    let tags_end = html_or_text.rfind('>').map_or(0, |at| at + 1);
    while let Some(at) = rest.find(['<', '&']) {
        out.push_text(&rest[..at]);
        rest = &rest[at..];
        if let Some((text, after)) = entities::decode(rest) {
            out.push_text(text.as_str());
            rest = after;
        } else if (html_or_text.len() - rest.len() < tags_end || rest.starts_with("<!--"))
            && let Some((markup, after)) = Markup::read(rest)
        {
            rest = after;
            match markup {
                Markup::Nothing => {}
                Markup::Break => out.end_line(),
                Markup::Item => out.begin_item(),
            }
        } else {
            out.push_text(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_text(rest);
    out.finish()
}

/// What a tag does to the lines.
enum Markup {
    Nothing,
    Break,
    Item,
}

impl Markup {
    /// Reads a tag, comment or declaration at the start of the text, and what follows it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let inner = text.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            let after = comment.find("-->").map_or("", |at| &comment[at + 3..]);
            return Some((Self::Nothing, after));
        }
        if inner.starts_with(['!', '?']) {
            let end = inner.find('>')?;
            return Some((Self::Nothing, &inner[end + 1..]));
        }
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name_end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':'))?;
        let name = inner[..name_end].to_ascii_lowercase();
        let knows = |names: &[&str]| names.contains(&name.as_str());
        let (dropped, block) = (knows(DROPPED), knows(BLOCKS));
        if !(dropped || block || knows(INLINE)) {
            return None;
        }
        let end = name_end + tag_end(&inner[name_end..])?;
        let after = &inner[end + 1..];
        if dropped && !closes && !inner[..end].ends_with('/') {
            return Some((Self::Break, skip_element(after, &name)));
        }
        let markup = match name.as_str() {
            "li" if !closes => Self::Item,
            _ if block || dropped => Self::Break,
            _ => Self::Nothing,
        };
        Some((markup, after))
    }
}

/// Where a tag's `>` is: outside quoted values, else the first there is.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    text.find('>')
}

/// What follows the closing tag of an element; nothing when it is not closed.
fn skip_element<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        let same = rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        if same {
            return rest.find('>').map_or("", |at| &rest[at + 1..]);
        }
    }
    ""
}

/// Lines of text with white space kept in order.
#[derive(Default)]
struct Lines {
    out: String,
    /// A space is due before the next text.
    gap: bool,
    /// A line break is due before the next text.
    line_break: bool,
    /// A list item begins with the next text.
    item: bool,
}

impl Lines {
    fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.line_break = true,
                c if c.is_whitespace() => self.gap = true,
                c if c.is_control() => {}
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        if self.line_break && !self.out.is_empty() {
            self.out.push('\n');
        } else if self.gap && !self.out.is_empty() {
            self.out.push(' ');
        }
        if self.item && !matches!(c, '-' | '•' | '*' | '–') {
            self.out.push_str("- ");
        }
        (self.gap, self.line_break, self.item) = (false, false, false);
        self.out.push(c);
    }

    fn end_line(&mut self) {
        self.line_break = true;
    }

    fn begin_item(&mut self) {
        self.line_break = true;
        self.item = true;
    }

    fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
