//! Reading one posting list inside a set of documents.

use crate::bits::Bits;
use crate::coefficients::SKIP_RATIO;
use crate::segment::Segment;
use std::io;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, InvertedIndexReader, TERMINATED};

/// Calls `f` with each allowed document of the list and how often the word stands in it (1 where
/// the field does not count), in increasing order.
///
/// A short set is looked up by skips, a long one is tested while the list is read through: the
/// calls are the same.
pub(crate) fn for_each(
    index: &InvertedIndexReader,
    info: &TermInfo,
    within: &Bits,
    option: IndexRecordOption,
    mut f: impl FnMut(u32, u32),
) -> io::Result<()> {
    let counts = option != IndexRecordOption::Basic;
    let mut blocks = index.read_block_postings_from_terminfo(info, option)?;
    if u64::from(within.len()) * SKIP_RATIO < u64::from(info.doc_freq) {
        for doc in within.iter() {
            let at = blocks.seek(doc);
            match blocks.doc(at) {
                TERMINATED => break,
                found if found == doc => f(doc, if counts { blocks.freq(at) } else { 1 }),
                _ => {}
            }
        }
        return Ok(());
    }
    loop {
        let docs = blocks.docs();
        if docs.is_empty() {
            return Ok(());
        }
        if counts {
            for (doc, n) in docs.iter().zip(blocks.freqs()) {
                if within.contains(*doc) {
                    f(*doc, *n);
                }
            }
        } else {
            for doc in docs {
                if within.contains(*doc) {
                    f(*doc, 1);
                }
            }
        }
        blocks.advance();
    }
}

/// In how many living documents of the segment the word stands.
pub(crate) fn n_alive(
    segment: &Segment,
    index: &InvertedIndexReader,
    info: &TermInfo,
) -> io::Result<u64> {
    let mut n = u64::from(info.doc_freq);
    if let Some(deleted) = &segment.deleted {
        for_each(index, info, deleted, IndexRecordOption::Basic, |_, _| n -= 1)?;
    }
    Ok(n)
}

/// The documents of the list.
pub(crate) fn documents(
    index: &InvertedIndexReader,
    info: &TermInfo,
    n_docs: u32,
) -> io::Result<Bits> {
    let mut bits = Bits::empty(n_docs);
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        blocks.docs().iter().for_each(|doc| bits.insert(*doc));
        blocks.advance();
    }
    Ok(bits)
}

/// Calls `f` with each allowed document in which the words stand one after the other, and how
/// often they do.
pub(crate) fn for_each_phrase(
    index: &InvertedIndexReader,
    infos: &[TermInfo],
    within: &Bits,
    mut f: impl FnMut(u32, u32),
) -> io::Result<()> {
    use tantivy::postings::Postings as _;
    let option = IndexRecordOption::WithFreqsAndPositions;
    let open = |info: &TermInfo| index.read_postings_from_terminfo(info, option);
    let mut words = infos.iter().map(open).collect::<io::Result<Vec<_>>>()?;
    let (mut starts, mut next) = (Vec::new(), Vec::new());
    let mut target = 0;
    'documents: loop {
        let mut i = 0;
        while let Some(word) = words.get_mut(i) {
            let doc = if word.doc() < target { word.seek(target) } else { word.doc() };
            if doc == TERMINATED {
                return Ok(());
            }
            // Whoever runs ahead sets a new target for those before.
            (target, i) = if doc > target && i > 0 { (doc, 0) } else { (doc, i + 1) };
        }
        if within.contains(target) {
            for (i, word) in words.iter_mut().enumerate() {
                // The same word twice is two lists, so each is read once in a document.
                match i {
                    0 => word.positions(&mut starts),
                    _ => {
                        word.positions(&mut next);
                        let at = i as u32;
                        starts.retain(|start| next.binary_search(&(start + at)).is_ok());
                    }
                }
                if starts.is_empty() {
                    target += 1;
                    continue 'documents;
                }
            }
            starts.dedup();
            f(target, starts.len() as u32);
        }
        target += 1;
    }
}
