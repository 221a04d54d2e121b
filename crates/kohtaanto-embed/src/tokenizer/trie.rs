//! All pieces that begin a text: a byte trie in three flat arrays, built from sorted pieces.
//!
//! The children of a node lie side by side, so a node needs nine bytes. It never changes.

/// Finds the pieces that a text begins with.
#[derive(Debug)]
pub(super) struct Trie {
    /// The byte that leads to a node.
    labels: Vec<u8>,
    /// Where the children of a node begin; they end where those of the next begin.
    children: Vec<u32>,
    /// The piece that ends at a node.
    pieces: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// The sorted pieces from `start` to `end` share their first `depth` bytes.
struct Span {
    start: u32,
    end: u32,
    depth: u32,
}

impl Trie {
    /// A trie of pieces with their ids. Of equal pieces the last id counts; an empty piece is
    /// left out.
    pub(super) fn new<'a>(pieces: impl Iterator<Item = (&'a str, u32)>) -> Self {
        // The first eight bytes as a number decide nearly all comparisons, and spare most steps
        // the way to the piece itself.
        let mut sorted: Vec<(u64, &[u8], u32)> = pieces
            .filter(|(piece, _)| !piece.is_empty())
            .map(|(piece, id)| (first_bytes(piece.as_bytes()), piece.as_bytes(), id))
            .collect();
        sorted.sort_unstable();

        let mut trie = Self { labels: vec![0], children: Vec::new(), pieces: Vec::new() };
        let mut spans = vec![Span { start: 0, end: sorted.len() as u32, depth: 0 }];
        let mut node = 0;
        while node < spans.len() {
            let Span { mut start, end, depth } = spans[node];
            let byte = |at: u32| {
                let (first, piece, _) = sorted[at as usize];
                match depth {
                    _ if depth as usize >= piece.len() => None,
                    ..8 => Some((first >> (56 - 8 * depth)) as u8),
                    _ => Some(piece[depth as usize]),
                }
            };
            trie.children.push(spans.len() as u32);
            let mut piece = NONE;
            while start < end {
                let label = byte(start);
                let mut next = start + 1;
                while next < end && byte(next) == label {
                    next += 1;
                }
                match label {
                    None => piece = sorted[next as usize - 1].2,
                    Some(label) => {
                        trie.labels.push(label);
                        spans.push(Span { start, end: next, depth: depth + 1 });
                    }
                }
                start = next;
            }
            trie.pieces.push(piece);
            node += 1;
        }
        trie.children.push(spans.len() as u32);
        trie
    }

    /// The length in bytes and the id of each piece that `text` begins with, shortest first.
    pub(super) fn prefixes(&self, text: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        let mut node = 0;
        text.iter()
            .map_while(move |byte| {
                let start = self.children[node] as usize;
                let labels = &self.labels[start..self.children[node + 1] as usize];
                node = start + position(labels, *byte)?;
                Some(self.pieces[node])
            })
            .enumerate()
            .filter(|(_, piece)| *piece != NONE)
            .map(|(at, piece)| (at + 1, piece))
    }
}

/// Where `byte` is in sorted `labels`.
fn position(labels: &[u8], byte: u8) -> Option<usize> {
    if labels.len() < 16 {
        labels.iter().position(|label| *label == byte)
    } else {
        labels.binary_search(&byte).ok()
    }
}

fn first_bytes(piece: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let n = piece.len().min(8);
    bytes[..n].copy_from_slice(&piece[..n]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prefixes_come_shortest_first() {
        let trie = Trie::new([("työ", 1), ("t", 2), ("työtön", 3), ("ö", 4)].into_iter());
        let found: Vec<_> = trie.prefixes("työttömyys".as_bytes()).collect();
        assert_eq!(found, [(1, 2), (4, 1)]);
        assert_eq!(trie.prefixes(b"a").count(), 0);
        assert_eq!(trie.prefixes(b"").count(), 0);
        assert_eq!(Trie::new(std::iter::empty()).prefixes(b"a").count(), 0);
    }

    proptest! {
        #[test]
        fn it_finds_what_starts_with_finds(
            pieces in proptest::collection::vec("[abä]{0,12}", 0..40),
            text in "[abä]{0,14}",
        ) {
            let trie = Trie::new(pieces.iter().map(String::as_str).zip(0..));
            let mut expected: Vec<_> = (0..pieces.len())
                .filter(|id| !pieces[*id].is_empty() && text.starts_with(&pieces[*id]))
                .filter(|id| !pieces[id + 1..].contains(&pieces[*id]))
                .map(|id| (pieces[id].len(), id as u32))
                .collect();
            expected.sort_unstable();
            prop_assert_eq!(trie.prefixes(text.as_bytes()).collect::<Vec<_>>(), expected);
        }
    }
}
