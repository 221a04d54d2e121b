//! Where in a posting's own texts the words stand that met a query: the inflected word and its
//! bytes, for people to see.
//!
//! The index knows terms, not places in texts. So the texts of the hits that are shown, and of no
//! others, are analysed again, as they were for the index, until the term is found.

use crate::store::requirement_labels;
use kohtaanto_domain::model::{JobPosting, Lang};
use kohtaanto_domain::text::{AnalyzedToken, Analyzer, plain_text};
use kohtaanto_index::{
    Closeness, FormKind, Part, WordContribution, WordQuery, explained_score, field_lang,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A word of the query and the word of the posting that met it.
#[derive(Debug, Clone, PartialEq)]
pub struct MetWord {
    /// The query's word.
    pub asked: String,
    /// Its number in the query, from 0.
    pub number: usize,
    /// The term of the index that met it: a base form or a stem, not for people to see.
    pub term: String,
    /// What the term is: the word itself, a part or a family.
    pub kind: FormKind,
    /// Where.
    pub part: Part,
    /// What the word adds to the words branch, by all its forms.
    pub score: f32,
    /// The word as it stands in the posting.
    pub surface: Option<Surface>,
}

/// A word, or words in a row, as they stand in a text of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surface {
    /// As written there.
    pub word: String,
    /// In which text.
    pub text: SurfaceText,
    /// The text's language.
    pub lang: Lang,
    /// Bytes of the word in the text.
    pub span: Range<usize>,
}

/// A text of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SurfaceText {
    /// The title in the surface's language.
    Title,
    /// The name of a requirement or an occupation, given here.
    Label(String),
    /// The description in the surface's language, without markup (`kohtaanto::text::plain_text`).
    Description,
    /// The employer's name.
    Employer,
}

impl SurfaceText {
    /// The text's code in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Label(_) => "label",
            Self::Description => "description",
            Self::Employer => "employer",
        }
    }
}

/// The words of a query that a posting meets, each by its best form: the nearest to the word, and
/// of equally near ones the one that adds most.
pub(super) fn met_words(
    posting: &JobPosting,
    query: &WordQuery,
    explained: &[WordContribution],
) -> Vec<MetWord> {
    let mut texts = Texts { posting, parts: BTreeMap::new() };
    let words = explained.chunk_by(|a, b| a.word == b.word);
    let met = words.filter_map(|forms| {
        let near = forms.iter().filter(|form| form.closeness() >= Closeness::Related);
        let best = near.rev().max_by(|a, b| {
            a.closeness().cmp(&b.closeness()).then_with(|| a.score.total_cmp(&b.score))
        })?;
        let asked = query.words.get(best.word).map(|word| word.surface.clone());
        Some(MetWord {
            asked: asked.unwrap_or_default(),
            number: best.word,
            term: best.term.clone(),
            kind: best.kind,
            part: best.part,
            score: explained_score(forms),
            surface: texts.find(best),
        })
    });
    met.collect()
}

/// The texts of a posting, analysed when they are needed.
struct Texts<'a> {
    posting: &'a JobPosting,
    parts: BTreeMap<Part, Vec<Text<'a>>>,
}

struct Text<'a> {
    name: SurfaceText,
    lang: Lang,
    text: Cow<'a, str>,
    tokens: Option<Vec<AnalyzedToken>>,
}

impl Texts<'_> {
    fn find(&mut self, met: &WordContribution) -> Option<Surface> {
        let texts = self.parts.entry(met.part).or_insert_with(|| texts(self.posting, met.part));
        let texts = texts.iter_mut().filter(|text| field_lang(text.lang) == met.lang);
        for text in texts {
            let analyze = || Analyzer::of(text.lang).analyze(&text.text);
            let tokens = text.tokens.get_or_insert_with(analyze);
            let span = find(tokens, met.kind, &met.term);
            if let Some((word, span)) =
                span.and_then(|span| Some((text.text.get(span.clone())?, span)))
            {
                let (word, name) = (word.to_owned(), text.name.clone());
                return Some(Surface { word, text: name, lang: text.lang, span });
            }
        }
        None
    }
}

/// The texts of a part, as they were put into the index.
fn texts(posting: &JobPosting, part: Part) -> Vec<Text<'_>> {
    let main = posting.title.langs().next().unwrap_or(Lang::FI);
    let text = |name, lang, text| Text { name, lang, text, tokens: None };
    let label = |label: Cow<'_, str>| SurfaceText::Label(label.into_owned());
    match part {
        Part::Title => {
            let titles = posting.title.iter();
            titles.map(|(lang, title)| text(SurfaceText::Title, lang, title.into())).collect()
        }
        Part::Requirements => {
            let asked = requirement_labels(posting).into_iter().map(Cow::Owned);
            let occupations = posting.occupations.iter();
            let occupations = occupations.map(|occupation| occupation.label.as_str().into());
            let labels = asked.chain(occupations);
            labels.map(|of: Cow<'_, str>| text(label(of.clone()), main, of)).collect()
        }
        Part::Body => {
            let descriptions = posting.description.iter().map(|(lang, description)| {
                text(SurfaceText::Description, lang, plain_text(description).into())
            });
            let employer = posting.employer.name.as_str().into();
            descriptions.chain([text(SurfaceText::Employer, main, employer)]).collect()
        }
    }
}

/// The bytes of the first place where the term, or its words in a row, stand.
fn find(tokens: &[AnalyzedToken], kind: FormKind, term: &str) -> Option<Range<usize>> {
    let mut words = term.split(' ');
    let first = words.next()?;
    let rest: Vec<&str> = words.collect();
    tokens.iter().enumerate().filter(|(_, token)| is(token, kind, first)).find_map(|(i, start)| {
        let mut end = start;
        for (position, word) in (start.position + 1..).zip(&rest) {
            let after = tokens.get(i..)?.iter();
            let mut there = after.filter(|token| token.position == position);
            end = there.find(|token| is(token, kind, word))?;
        }
        Some(start.span.start..end.span.end.max(start.span.start))
    })
}

fn is(token: &AnalyzedToken, kind: FormKind, term: &str) -> bool {
    let has = |terms: &[String]| terms.iter().any(|of| of == term);
    match kind {
        FormKind::Raw => token.term == term,
        FormKind::Lemma | FormKind::PartAsLemma => has(&token.forms.lemmas),
        FormKind::LemmaInPart | FormKind::PartInPart => {
            token.forms.parts.iter().any(|part| part.form == term)
        }
        FormKind::Root => has(&token.forms.roots),
        FormKind::RootInGenericPart => has(&token.forms.generic_roots),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kohtaanto_domain::text::{WordForms, WordPart};
    use std::sync::Arc;

    /// Words with their lemmas (`/`), parts (`+`) and families (`~`).
    fn tokens(text: &str) -> Vec<AnalyzedToken> {
        let mut at = 0;
        let words = (0..).zip(text.split(' ')).map(|(position, word)| {
            let mut pieces = word.split_inclusive(['/', '+', '~']);
            let term = pieces.next().unwrap_or_default();
            let mut sign = term.chars().last();
            let term = term.trim_end_matches(['/', '+', '~']).to_owned();
            let span = at..at + term.len();
            at += term.len() + 1;
            let (mut lemmas, mut parts, mut roots) = (Vec::new(), Vec::new(), Vec::new());
            for piece in pieces {
                let form = piece.trim_end_matches(['/', '+', '~']).to_owned();
                match sign {
                    Some('/') => lemmas.push(form),
                    Some('+') => parts.push(WordPart { form, generic: false }),
                    _ => roots.push(form),
                }
                sign = piece.chars().last();
            }
            let forms = Arc::new(WordForms { lemmas, parts, roots, generic_roots: Vec::new() });
            AnalyzedToken { span, position, term, forms }
        });
        words.collect()
    }

    #[test]
    fn terms_are_found_where_they_stand() {
        let text = tokens(
            "haemme/hakea lähihoitajia/lähihoitaja+lähi+hoitaja~hoitaa tai/tai kokkia/kokki/kokka",
        );
        let plain = "haemme lähihoitajia tai kokkia";
        let table = [
            (FormKind::Raw, "lähihoitajia", Some("lähihoitajia")),
            (FormKind::Raw, "lähihoitaja", None),
            (FormKind::Lemma, "lähihoitaja", Some("lähihoitajia")),
            (FormKind::LemmaInPart, "hoitaja", Some("lähihoitajia")),
            (FormKind::PartInPart, "lähi", Some("lähihoitajia")),
            (FormKind::PartAsLemma, "hoitaja", None),
            (FormKind::Root, "hoitaa", Some("lähihoitajia")),
            (FormKind::Lemma, "kokka", Some("kokkia")),
            (FormKind::Lemma, "tai kokki", Some("tai kokkia")),
            (FormKind::Lemma, "hakea lähihoitaja tai", Some("haemme lähihoitajia tai")),
            (FormKind::Lemma, "hakea tai", None),
            (FormKind::Lemma, "kokki tai", None),
        ];
        for (kind, term, expected) in table {
            let found = find(&text, kind, term).and_then(|span| plain.get(span));
            assert_eq!(found, expected, "{kind:?} {term}");
        }
    }
}
