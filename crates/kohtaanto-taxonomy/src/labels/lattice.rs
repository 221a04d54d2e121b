//! The words of a text by place, with words that stand for several places.

use kohtaanto_domain::text::AnalyzedToken;
use std::ops::Range;

/// A word at its place, and the place that follows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) token: &'a AnalyzedToken,
    pub(crate) next: usize,
}

/// The words of a text by place: a word with hyphens goes from its first part's place to the one
/// after its last part, beside the parts.
#[derive(Debug)]
pub(crate) struct Lattice<'a>(Vec<Vec<Node<'a>>>);

impl<'a> Lattice<'a> {
    pub(crate) fn new(tokens: &'a [AnalyzedToken]) -> Self {
        let n = tokens.last().map_or(0, |token| token.position as usize + 1);
        let mut places: Vec<Vec<Node<'_>>> = (0..n).map(|_| Vec::new()).collect();
        for (i, token) in tokens.iter().enumerate() {
            // The parts of a word follow it, and its first part goes before it at its place.
            let inside = tokens[i..].iter().take_while(|other| holds(&token.span, &other.span));
            let last = inside.last().map_or(token.position, |other| other.position);
            if let Some(place) = places.get_mut(token.position as usize) {
                place.push(Node { token, next: last as usize + 1 });
            }
        }
        Self(places)
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The words that begin at a place.
    pub(crate) fn at(&self, place: usize) -> &[Node<'a>] {
        self.0.get(place).map_or(&[], Vec::as_slice)
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
