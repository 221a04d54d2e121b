//! What a query means: its language, its places, its words and their forms.

use super::{Take, WordsNeeded};
use crate::concepts::{self, Guesser, RecognizedConcept};
use crate::error::Result;
use kohtaanto_domain::geo::{self, PlaceMention};
use kohtaanto_domain::model::{Lang, MunicipalityCode};
use kohtaanto_domain::text::{self, Clause, ClauseKind};
use kohtaanto_embed::Embedding;
use kohtaanto_index::{Occur, QueryConcept, QueryWord, Require, WordKind, WordQuery};
use kohtaanto_taxonomy::ConceptKind;

/// Languages in which a query is analysed when it is too short to tell: those of the postings.
const USUAL: [Lang; 3] = [Lang::FI, Lang::SV, Lang::EN];

/// What was understood of a query, given back so that the caller can see and correct it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// Likely languages, most likely first.
    pub languages: Vec<Lang>,
    /// Places named, with the words that named them. They became a condition.
    pub places: Vec<(String, Vec<MunicipalityCode>)>,
    /// Places with `+`: the work must be in each.
    pub must_places: Vec<(String, Vec<MunicipalityCode>)>,
    /// Places with `-`: the work must be in none.
    pub not_places: Vec<(String, Vec<MunicipalityCode>)>,
    /// The words searched for.
    pub words: Vec<String>,
    /// Occupations, competences and cards that the text names, the likeliest first.
    pub concepts: Vec<RecognizedConcept>,
    /// Those that the words with `+` name.
    pub must_concepts: Vec<RecognizedConcept>,
    /// Those that the words with `-` name. They are told, and exclude only by their words.
    pub not_concepts: Vec<RecognizedConcept>,
    /// The text that is compared by meaning and letters: without operators, places and exclusions.
    pub text: String,
}

/// A query understood, ready for retrieval.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) understood: Understood,
    pub(crate) words: WordQuery,
    /// The concepts that are looked for, with those beside them.
    pub(crate) concepts: Vec<QueryConcept>,
    /// Words that the query demands or excludes; leaving them out is a relaxation.
    pub(crate) has_operators: bool,
    /// Words must meet: no likeness stands in for them.
    pub(crate) demands: bool,
    pub(crate) take: Take,
    /// The words with `+`, and those with `-`.
    must: String,
    must_not: String,
}

/// How a query is read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    /// Places with a sign become conditions.
    pub(crate) take_signed: bool,
    /// Places without one do, too.
    pub(crate) take_places: bool,
    pub(crate) take: Take,
    pub(crate) needed: WordsNeeded,
}

/// Reads a query. Places become conditions: of the words without a sign any, those with `+` all,
/// those with `-` none. Concepts are recognised after it, by [`Query::recognize`].
pub(crate) fn understand(text: &str, reading: Reading) -> Query {
    let parsed = text::parse_query(text);
    let any = reading.take_signed || reading.take_places;
    let mut mentions = if any { geo::places_in_text(text) } else { Vec::new() };
    let occur = |mention: &PlaceMention| {
        let clause = parsed.clauses.iter().find(|clause| within(mention, clause, text));
        clause.map_or(text::Occur::Should, |clause| clause.occur)
    };
    mentions.retain(|mention| match occur(mention) {
        text::Occur::Should => reading.take_places,
        text::Occur::Must | text::Occur::MustNot => reading.take_signed,
    });
    let is_place = |clause: &Clause| {
        matches!(clause.kind, ClauseKind::Word | ClauseKind::Phrase)
            && (clause.occur != text::Occur::Should || clause.kind == ClauseKind::Word)
            && mentions.iter().any(|mention| within(mention, clause, text))
    };
    let clauses: Vec<&Clause> = parsed.clauses.iter().filter(|clause| !is_place(clause)).collect();
    let wanted = clauses.iter().filter(|clause| clause.occur != text::Occur::MustNot);
    let wanted: Vec<&str> = wanted.map(|clause| clause.text.as_str()).collect();
    let plain = wanted.join(" ");
    let languages = languages_of(&plain);
    let words: Vec<QueryWord> =
        clauses.iter().flat_map(|clause| query_words(clause, &languages)).collect();
    let n_should = words.iter().filter(|word| word.occur == Occur::Should).count();
    let require = match reading.needed {
        WordsNeeded::Any => Require::Any,
        WordsNeeded::Most if n_should >= 2 => Require::AllButOne,
        WordsNeeded::Most | WordsNeeded::All => Require::All,
    };
    let mut understood = Understood {
        words: wanted.into_iter().map(str::to_owned).collect(),
        ..Understood::default()
    };
    for mention in mentions {
        let places = match occur(&mention) {
            text::Occur::Should => &mut understood.places,
            text::Occur::Must => &mut understood.must_places,
            text::Occur::MustNot => &mut understood.not_places,
        };
        places.push((text[mention.span].to_owned(), mention.place.municipalities));
    }
    let named_with = |occur| -> String {
        let named = clauses.iter().filter(|clause| clause.occur == occur);
        named.map(|clause| clause.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let (must, must_not) = (named_with(text::Occur::Must), named_with(text::Occur::MustNot));
    let has_operators = clauses.iter().any(|clause| clause.occur != text::Occur::Should);
    let demands = has_operators || reading.needed == WordsNeeded::All;
    let words = WordQuery { words, require };
    (understood.languages, understood.text) = (languages, plain);
    let (take, concepts) = (reading.take, Vec::new());
    Query { understood, words, concepts, has_operators, demands, take, must, must_not }
}

impl Query {
    /// Recognises the concepts that the text names. `vector` is that of the text.
    pub(crate) fn recognize(
        &mut self,
        guesser: Guesser<'_>,
        vector: Option<&Embedding>,
    ) -> Result<()> {
        let take = self.take;
        let is_taken = |kind| match kind {
            ConceptKind::Occupation | ConceptKind::OccupationGroup => take.occupations,
            ConceptKind::Competence | ConceptKind::CompetenceGroup | ConceptKind::Card => {
                take.competences
            }
        };
        let of = |text: &str, vector| match text.is_empty() {
            true => Ok(Default::default()),
            false => {
                concepts::of_text(guesser, text, &self.understood.languages, vector, &is_taken)
            }
        };
        let (concepts, looked_for) = of(&self.understood.text, vector)?;
        let must = of(&self.must, None)?.0;
        let must_not = of(&self.must_not, None)?.0;
        self.concepts = looked_for;
        let understood = &mut self.understood;
        (understood.concepts, understood.must_concepts, understood.not_concepts) =
            (concepts, must, must_not);
        Ok(())
    }
}

/// Whether a clause, without its sign and quotes, is the mention or a part of it.
fn within(mention: &PlaceMention, clause: &Clause, text: &str) -> bool {
    let whole = text.get(clause.span.clone()).unwrap_or_default();
    let bare = whole.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = clause.span.end - bare.len();
    let end = start + bare.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    mention.span.start <= start && end <= mention.span.end
}

fn languages_of(text: &str) -> Vec<Lang> {
    match text::recognize(text) {
        None => USUAL.to_vec(),
        Some(guess) if guess.sure => vec![guess.lang],
        Some(guess) => {
            let mut languages = guess.plausible;
            languages.extend(
                USUAL.iter().filter(|lang| !languages.contains(lang)).copied().collect::<Vec<_>>(),
            );
            languages
        }
    }
}

/// A clause may hold several words, `kokki/tarjoilija`; each is one. `IT-tuki` is one word.
fn query_words(clause: &Clause, languages: &[Lang]) -> Vec<QueryWord> {
    let occur = match clause.occur {
        text::Occur::Should => Occur::Should,
        text::Occur::Must => Occur::Must,
        text::Occur::MustNot => Occur::MustNot,
    };
    match clause.kind {
        ClauseKind::Phrase => {
            vec![QueryWord::analyzed(occur, WordKind::Phrase, &clause.text, languages)]
        }
        ClauseKind::Prefix => {
            vec![QueryWord::analyzed(occur, WordKind::Prefix, &clause.text, languages)]
        }
        ClauseKind::Suffix => {
            vec![QueryWord::analyzed(occur, WordKind::Suffix, &clause.text, languages)]
        }
        ClauseKind::Word => {
            let tokens = text::tokenize(&clause.text);
            let word = |term: &str| QueryWord::analyzed(occur, WordKind::Word, term, languages);
            let mut seen: Vec<(&str, Option<&str>)> = Vec::new();
            for token in &tokens {
                // A hyphenated word comes whole and in pieces; the whole has the forms of both.
                let is_piece = tokens.iter().any(|other| {
                    other.span != token.span
                        && other.span.start <= token.span.start
                        && token.span.end <= other.span.end
                });
                if !is_piece && !seen.iter().any(|(term, _)| *term == token.term) {
                    seen.push((&token.term, clause.text.get(token.span.clone())));
                }
            }
            // As typed, for people to see.
            seen.into_iter().map(|(term, typed)| word(typed.unwrap_or(term))).collect()
        }
    }
}

/// The words of a text in a known language, any of which may meet: for profiles and postings that
/// act as queries.
pub(crate) fn plain_words(text: &str, lang: Lang) -> Vec<QueryWord> {
    let mut seen: Vec<String> = Vec::new();
    for token in text::tokenize(text) {
        if token.term.chars().count() > 2 && !seen.contains(&token.term) {
            seen.push(token.term);
        }
    }
    let word = |term: &String| QueryWord::analyzed(Occur::Should, WordKind::Word, term, &[lang]);
    seen.iter().map(word).collect()
}

/// A query of which any word may meet.
pub(crate) fn any_word(words: Vec<QueryWord>) -> WordQuery {
    WordQuery { words, require: Require::Any }
}
