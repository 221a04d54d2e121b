//! All names that stand in a text, overlapping ones too.

use super::{Mention, NamedBy};
use crate::concept::ConceptKind;
use crate::labels::{Lattice, SEPARATOR, TermKind, bag_of, carries_meaning, key};
use crate::taxonomy::{Label, LabelId, Taxonomy};
use fst::raw::{Fst, Node, Output};
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::{AnalyzedToken, Analyzer};
use std::collections::BTreeSet;
use std::ops::Range;

/// A name has at most this many words.
const MAX_WORDS: usize = 8;
/// The words of a bag stand within this many words.
const BAG_WINDOW: usize = 5;
/// At most this many readings of the words of a window are tried.
const MAX_BAGS: usize = 8;

/// Adds what a text names by labels of a language. `whole` for the text's own language; otherwise
/// only labels that stand letter by letter.
pub(super) fn find(
    taxonomy: &Taxonomy,
    text: &str,
    lang: Lang,
    whole: bool,
    found: &mut Vec<Mention>,
) {
    let tokens = Analyzer::of(lang).analyze(text);
    let lattice = Lattice::new(&tokens);
    let Some(terms) = taxonomy.terms() else { return };
    let search = Search { taxonomy, text, lang, lattice: &lattice, fst: terms.as_fst(), whole };
    let Some((root, output)) = search.enter(&key(lang, TermKind::Name, "")) else { return };
    for place in 0..lattice.len() {
        search.names(root, output, place, None, 0, found);
        if whole {
            search.heads(place, found);
            search.bags(place, found);
        }
    }
}

struct Search<'a> {
    taxonomy: &'a Taxonomy,
    text: &'a str,
    lang: Lang,
    lattice: &'a Lattice<'a>,
    fst: &'a Fst<&'a [u8]>,
    whole: bool,
}

impl<'a> Search<'a> {
    fn enter(&self, prefix: &[u8]) -> Option<(Node<'a>, Output)> {
        self.step(self.fst.root(), Output::zero(), prefix)
    }

    fn step(&self, node: Node<'a>, output: Output, bytes: &[u8]) -> Option<(Node<'a>, Output)> {
        bytes.iter().try_fold((node, output), |(node, output), byte| {
            let transition = node.transition(node.find_input(*byte)?);
            Some((self.fst.node(transition.addr), output.cat(transition.out)))
        })
    }

    /// Follows the names that go on at a place.
    fn names(
        &self,
        node: Node<'a>,
        output: Output,
        place: usize,
        from: Option<usize>,
        depth: usize,
        found: &mut Vec<Mention>,
    ) {
        if depth == MAX_WORDS {
            return;
        }
        for word in self.lattice.at(place) {
            let start = from.unwrap_or(word.token.span.start);
            let end = word.token.span.end;
            for (i, lemma) in word.token.forms.lemmas.iter().enumerate() {
                if word.token.forms.lemmas[..i].contains(lemma) {
                    continue;
                }
                let Some((node, output)) = self.step(node, output, lemma.as_bytes()) else {
                    continue;
                };
                if node.is_final() {
                    let at = output.cat(node.final_output()).value();
                    self.add(at, start..end, NamedBy::Label, found);
                }
                let mut separator = [0; 4];
                let separator = SEPARATOR.encode_utf8(&mut separator).as_bytes();
                if let Some((node, output)) = self.step(node, output, separator) {
                    self.names(node, output, word.next, Some(start), depth + 1, found);
                }
            }
        }
    }

    /// Names of one word that are the head of a compound.
    fn heads(&self, place: usize, found: &mut Vec<Mention>) {
        for word in self.lattice.at(place) {
            let AnalyzedToken { forms, span, .. } = word.token;
            for part in forms.parts.iter().filter(|part| !part.generic) {
                let is_head = forms.lemmas.iter().any(|lemma| {
                    lemma.len() > part.form.len() && lemma.ends_with(part.form.as_str())
                });
                if is_head {
                    self.look_up(TermKind::Name, &part.form, span.clone(), NamedBy::Head, found);
                }
            }
        }
    }

    /// Names of several words by their families, in any order, within a few words.
    fn bags(&self, place: usize, found: &mut Vec<Mention>) {
        let mut bags: Vec<BTreeSet<&str>> = vec![BTreeSet::new()];
        let mut span: Option<Range<usize>> = None;
        let mut n = 0;
        for at in place..(place + BAG_WINDOW).min(self.lattice.len()) {
            // The longest word of a place: a word with hyphens, not its first part.
            let word = self.lattice.at(at).iter().max_by_key(|word| word.next);
            let Some(token) = word.map(|word| word.token) else { return };
            if !carries_meaning(token) {
                if n == 0 { return } else { continue }
            }
            let lemmas = token.forms.lemmas.iter().map(String::as_str);
            let readings: Vec<&str> = token.forms.families().chain(lemmas).collect();
            bags = bags
                .iter()
                .flat_map(|bag| readings.iter().map(|reading| with(bag, reading)))
                .take(MAX_BAGS)
                .collect();
            let start = span.as_ref().map_or(token.span.start, |span| span.start);
            // A bag does not reach over the end of a sentence or a line.
            if self.text[start..token.span.start].contains(['.', '\n', ';', '!', '?']) {
                return;
            }
            let words = start..token.span.end;
            span = Some(words.clone());
            n += 1;
            if n >= 2 {
                for bag in bags.iter().filter(|bag| bag.len() == n) {
                    let (kind, bag) = (TermKind::Bag, bag_of(bag));
                    self.look_up(kind, &bag, words.clone(), NamedBy::SameWords, found);
                }
            }
        }
    }

    fn look_up(
        &self,
        kind: TermKind,
        term: &str,
        span: Range<usize>,
        by: NamedBy,
        found: &mut Vec<Mention>,
    ) {
        if let Some(at) = self.fst.get(key(self.lang, kind, term)) {
            self.add(at.value(), span, by, found);
        }
    }

    fn add(&self, at: u64, span: Range<usize>, by: NamedBy, found: &mut Vec<Mention>) {
        for label in self.taxonomy.postings_at(at).into_iter().flatten() {
            let Some(label) = self.taxonomy.label(LabelId(label)) else { continue };
            let kind = self.taxonomy.kind(label.concept);
            // Only an occupation or an act is named by a longer word: a driver by *lorry driver*,
            // not a card by another card.
            let by_head = kind == ConceptKind::Occupation || kind == ConceptKind::Competence;
            if (by == NamedBy::Head && !by_head) || !self.stands(&label, &span) {
                continue;
            }
            let (concept, score) = (label.concept, by.confidence());
            found.push(Mention { span: span.clone(), concept, label: label.id, by, score });
        }
    }

    /// Short names and names in another language must stand as they are written: *C*, *R*, *Go* and
    /// *IT* are also words and letters.
    fn stands(&self, label: &Label<'_>, span: &Range<usize>) -> bool {
        let words = &self.text[span.clone()];
        let name = label.text.split(" (").next().unwrap_or(label.text);
        match name.chars().count() {
            0 | 1 => false,
            2 | 3 if name.chars().any(char::is_uppercase) => words.starts_with(name),
            2 => false,
            _ if self.whole => !is_cyrillic(self.lang) || begin_alike(words, name),
            _ => words.to_lowercase() == name.to_lowercase(),
        }
    }
}

fn is_cyrillic(lang: Lang) -> bool {
    matches!(lang.as_str(), "ru" | "uk")
}

/// Whether two single words can be forms of one: a stemmer cuts *складальник* down to *склад*, and
/// *дояр* to *до*. Words of which either is several are taken as they are.
fn begin_alike(word: &str, name: &str) -> bool {
    /// An ending that is cut or changed has at most so many letters.
    const ENDING: usize = 3;
    if [word, name].iter().any(|text| text.contains(char::is_whitespace)) {
        return true;
    }
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (word, name) = (letters(word), letters(name));
    let shared = word.iter().zip(&name).take_while(|(a, b)| a == b).count();
    shared + ENDING >= name.len().max(word.len().saturating_sub(1)) && shared >= name.len().min(3)
}

fn with<'a>(bag: &BTreeSet<&'a str>, word: &'a str) -> BTreeSet<&'a str> {
    let mut bag = bag.clone();
    bag.insert(word);
    bag
}
