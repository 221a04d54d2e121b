//! Operators of a query: `+must`, `-not`, `"phrase"`, `prefix*`, `*suffix`.
//!
//! What people type is never an error: a lone sign is ignored, a quote that is not closed reads to
//! the end, and signs inside words are letters (`C++`, `IT-tuki`). Deliberately no `AND`, `OR`,
//! brackets or field names, and no look at what the words mean.

use super::clean::Cleaned;
use std::ops::Range;

/// A query cut into its clauses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryText {
    /// The clauses in the order typed.
    pub clauses: Vec<Clause>,
}

/// One word, phrase or beginning of a word, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether it has to be met.
    pub occur: Occur,
    /// What its text is.
    pub kind: ClauseKind,
    /// The text without operators, as typed but for invisible characters and NFC. It may still
    /// give several tokens (`IT-tuki`) or none (`***`).
    pub text: String,
    /// Bytes in the query, with operators and quotes.
    pub span: Range<usize>,
}

/// Whether a clause has to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occur {
    /// Better if met.
    Should,
    /// Has to be met (`+`).
    Must,
    /// Must not be met (`-`).
    MustNot,
}

/// What the text of a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// A word.
    Word,
    /// Words that follow each other (in quotes).
    Phrase,
    /// The beginning of a word (`*` at its end).
    Prefix,
    /// The end of a word (`*` at its beginning). With one at both ends it is a beginning.
    Suffix,
}

/// Cuts a query into clauses. White space, commas and semicolons separate; typographic quotes and
/// minus signs count as their plain forms.
pub fn parse_query(text: &str) -> QueryText {
    let cleaned = Cleaned::new(text);
    let query = cleaned.text();
    let mut clauses = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        if is_separator(c) {
            at += c.len_utf8();
            continue;
        }
        let start = at;
        let mut occur = Occur::Should;
        if let Some(sign) = sign(c) {
            occur = sign;
            at += c.len_utf8();
        }
        let next = query[at..].chars().next();
        let (kind, content, end) = match next.filter(|c| is_quote(*c)) {
            Some(quote) => {
                let from = at + quote.len_utf8();
                let close = query[from..].char_indices().find(|(_, c)| is_quote(*c));
                let to = close.map_or(query.len(), |(at, _)| from + at);
                let end = close.map_or(to, |(_, c)| to + c.len_utf8());
                (ClauseKind::Phrase, query[from..to].trim(), end)
            }
            None => {
                // A quote opens only where a word may begin: inside a word it ends the word.
                let stops = |c: char| is_separator(c) || is_quote(c);
                let end = query[at..].find(stops).map_or(query.len(), |length| at + length);
                let word = &query[at..end];
                let bare = word.trim_matches('*');
                let kind = match (word.ends_with('*'), word.starts_with('*')) {
                    (true, _) => ClauseKind::Prefix,
                    (false, true) => ClauseKind::Suffix,
                    (false, false) => ClauseKind::Word,
                };
                (kind, bare, end)
            }
        };
        // Always forward: a lone sign was consumed above, a quote and a word have a length.
        at = end;
        if content.chars().any(char::is_alphanumeric) {
            let span = cleaned.original(start..end);
            clauses.push(Clause { occur, kind, text: content.to_owned(), span });
        }
    }
    QueryText { clauses }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn sign(c: char) -> Option<Occur> {
    match c {
        '+' | '＋' => Some(Occur::Must),
        '-' | '−' | '–' => Some(Occur::MustNot),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ClauseKind, Occur, parse_query};
    use proptest::prelude::*;

    /// Clauses as they could be typed: `+word`, `-"phrase"`, `prefix*`, `*suffix`.
    fn shown(text: &str) -> String {
        let clause = |clause: &super::Clause| {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            match clause.kind {
                ClauseKind::Word => format!("{sign}{}", clause.text),
                ClauseKind::Phrase => format!("{sign}<{}>", clause.text),
                ClauseKind::Prefix => format!("{sign}{}*", clause.text),
                ClauseKind::Suffix => format!("{sign}*{}", clause.text),
            }
        };
        parse_query(text).clauses.iter().map(clause).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn operators() {
        let table = [
            ("kokki Joensuu", "kokki Joensuu"),
            ("+kokki -vuorotyö", "+kokki -vuorotyö"),
            ("\"osa-aikainen työ\" siivooja", "<osa-aikainen työ> siivooja"),
            ("+\"B-ajokortti\" -\"oma auto\"", "+<B-ajokortti> -<oma auto>"),
            ("hoit* +sairaan*", "hoit* +sairaan*"),
            ("*hoitaja -*johtaja", "*hoitaja -*johtaja"),
            ("*hoita*", "hoita*"),
            ("kokki,tarjoilija, myyjä", "kokki tarjoilija myyjä"),
            ("C++ c# .NET", "C++ c# .NET"),
            ("+C++", "+C++"),
            ("IT-tuki kokki-tarjoilija", "IT-tuki kokki-tarjoilija"),
            ("kokki - Joensuu", "kokki Joensuu"),
            ("+ - * kokki", "kokki"),
            ("\"avoin lainaus", "<avoin lainaus>"),
            ("“typografinen lainaus” ”toinen”", "<typografinen lainaus> <toinen>"),
            ("–yövuoro", "-yövuoro"),
            ("--kokki", "--kokki"),
            ("\"\" kokki", "kokki"),
            ("kokki\"lista", "kokki <lista>"),
            ("24/7 2,5", "24/7 2 5"),
            ("", ""),
            ("   ", ""),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn spans_have_the_operators() {
        let text = "a +\"b c\" d*";
        let spans: Vec<_> = parse_query(text).clauses.into_iter().map(|c| &text[c.span]).collect();
        assert_eq!(spans, ["a", "+\"b c\"", "d*"]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in prop_oneof!["[a-cäö+*\"“, \u{ad}-]{0,30}", ".{0,30}"]) {
            let query = parse_query(&text);
            prop_assert_eq!(&query, &parse_query(&text));
            let mut last = 0;
            for clause in query.clauses {
                prop_assert!(text.get(clause.span.clone()).is_some());
                prop_assert!(clause.span.start >= last && !clause.text.is_empty());
                last = clause.span.end;
            }
        }
    }
}
