//! A text as the rules read it, and the way back to the original bytes.
//!
//! Invisible characters are left out, every dash is a hyphen, every space of a line is a space and
//! full-width signs are plain ones, so that a number is found however it was typed. Letters stay.

use std::ops::Range;

/// A folded text.
#[derive(Debug)]
pub(super) struct View {
    text: String,
    /// For each byte of `text`, the bytes of the original character that it comes from.
    from: Vec<(usize, usize)>,
}

impl View {
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut from = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices() {
            if let Some(folded) = fold(c) {
                text.push(folded);
                let source = (at, at + c.len_utf8());
                from.extend(std::iter::repeat_n(source, folded.len_utf8()));
            }
        }
        Self { text, from }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes of a span of the folded text; `None` when it is empty or out of range.
    pub(super) fn original(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let start = self.from.get(span.start)?.0;
        let end = self.from.get(span.end.checked_sub(1)?)?.1;
        (start < end).then_some(start..end)
    }
}

fn fold(c: char) -> Option<char> {
    match c {
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => None,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn spans_lead_back() {
        let original = "a\u{200b}0\u{a0}１–2é";
        let view = View::new(original);
        assert_eq!(view.text(), "a0 1-2é");
        let span = view.original(&(3..5)).expect("inside");
        assert_eq!(&original[span], "１–");
        assert_eq!(view.original(&(3..3)), None);
        assert_eq!(view.original(&(0..99)), None);
    }
}
