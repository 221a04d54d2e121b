//! Private words, and whether they are of the person who tells.
//!
//! The same word is private or an occupation: *minulla on diabetes*, *hoidin diabeetikoita*. What
//! decides is whether the word is the person's own (*minulla*, *lapseni*, *my*, *takia*) and
//! whether work with others is told in the same clause. Work wins where nothing says that the word
//! is the person's own.

use super::story::Story;
use super::tables::{Cues, PrivateWord, When, beginnings, private_words};
use super::{Found, PrivateKind};
use crate::lexicon::tables::language_names;
use crate::lexicon::{PhraseHit, number_at};
use kohtaanto_domain::model::Lang;
use std::ops::Range;

/// How many words behind a private word can make it a name of work (*diabeteksen hoito*).
const WORK_BEHIND: usize = 2;
/// Work that comes first is what the clause tells, wherever the private word stands; work that
/// comes later only this near.
const WORK_LATER: usize = 3;

/// The private words that are of the person, with what belongs to them.
pub(super) fn find(story: &Story<'_>) -> Vec<Found> {
    let mut search = Search { story, private: vec![false; story.len()] };
    let mut found = Vec::new();
    let mut hits = private_words().of(story.lang).all(&story.words);
    for (at, word) in story.words.as_slice().iter().enumerate() {
        let known = beginnings(story.lang).iter().filter(|(start, _)| word.term.starts_with(start));
        hits.extend(known.map(|(_, value)| PhraseHit { words: at..at + 1, value }));
    }
    hits.sort_by_key(|hit| hit.words.start);
    for hit in hits {
        if search.is_private(&hit) {
            let words = search.with_belongings(&hit.words);
            search.private[words.clone()].fill(true);
            found.push(Found { span: story.words.span(&words), kind: hit.value.kind });
        }
    }
    found
}

struct Search<'s, 't> {
    story: &'s Story<'t>,
    /// Words that were found to be private.
    private: Vec<bool>,
}

impl Search<'_, '_> {
    fn is_private(&self, hit: &PhraseHit<'_, PrivateWord>) -> bool {
        let words = &hit.words;
        let PrivateWord { kind, when } = *hit.value;
        let is_kin = kind == PrivateKind::Family;
        if kind == PrivateKind::Belief && self.is_tongue(words) {
            return false;
        }
        let is_mine = self.is_own(words) || self.is_being(words);
        if self.is_cut_short(words) || (self.names_work(words) && !is_kin && !is_mine) {
            return false;
        }
        match when {
            // A spouse's work is no work of the person.
            When::Told if is_kin => !self.is_of_others(words) && !self.is_of_office(words),
            When::Always => {
                let of_others = self.is_of_others(words) || self.is_of_office(words);
                is_mine || !(of_others || self.is_done_for_others(words))
            }
            When::Told => !self.tells_work(words) || self.is_own(words) || self.is_bare(words),
            When::Owned => self.is_own(words) || self.is_counted_item(words),
            When::Being => self.is_being(words),
            When::Called => self.is_being(words) || self.is_item(words),
        }
    }

    /// Whether the name of a people stands for its language: *kielet: kurdi*, *modersmål är ryska*.
    fn is_tongue(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let names = language_names().of(story.lang).all_at(&story.words, words.start);
        let is_told = story.any(story.clause(words.start), Cues::TONGUE);
        !names.is_empty() && (is_told || !self.is_behind(words.start, Cues::BEING))
    }

    /// Whether leaves and pensions are what the work is about: *äitiysloman sijaisena*.
    fn is_of_office(&self, words: &Range<usize>) -> bool {
        self.story.any(self.story.clause(words.start), Cues::OFFICE)
    }

    /// Whether the next words make it a name of work: *masennuksen hoito*, *dementia care*.
    fn names_work(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let clause = story.clause(words.start);
        let mut at = words.end;
        while at < clause.end && at < words.end + WORK_BEHIND {
            let parted = story.words.gap_before(at).contains([',', ':', '(', ')', '…']);
            if parted || is_link(story.term(at)) || story.has(at, Cues::CAUSE) {
                return false;
            }
            if story.has(at, Cues::WORK) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// *astma- ja diabeteslääkkeet*: the word is the beginning of a compound that comes later.
    fn is_cut_short(&self, words: &Range<usize>) -> bool {
        let gap = self.story.words.gap_before(words.end);
        gap.starts_with('-') && gap.len() > 1
    }

    fn tells_work(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let clause = story.clause(words.start);
        let mut later = (words.end..clause.end.min(words.end + WORK_LATER))
            .take_while(|at| !story.words.gap_before(*at).contains([',', ':', '(', ')']));
        let before = clause.start..words.start;
        story.any(before, Cues::WORK.with(Cues::JOB)) || later.any(|at| story.has(at, Cues::WORK))
    }

    /// Whether the clause tells of work before the word, beyond the name of a trade.
    fn is_done_for_others(&self, words: &Range<usize>) -> bool {
        let before = self.story.clause(words.start).start..words.start;
        before.into_iter().any(|at| {
            self.story.has(at, Cues::WORK.with(Cues::JOB)) && !self.story.has(at, Cues::TRADE)
        })
    }

    /// Whether the word stands alone in a list, with what belongs to it, and nothing of work does.
    fn is_alone(&self, words: &Range<usize>) -> bool {
        let clause = self.story.clause(words.start);
        self.is_parted(words) && !self.story.any(clause, Cues::WORK)
    }

    /// Whether signs part the word from what stands around.
    fn is_parted(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let parts = |at: usize| {
            at == 0
                || at >= story.len()
                || !story.same_sentence(at - 1, at)
                || story.words.gap_before(at).contains([',', ';', ':', '/', '|', '(', ')'])
        };
        parts(words.start) && parts(words.end)
    }

    /// *Kokki, diabetes, ei yötöitä*: alone among items that name a trade, and no other work.
    fn is_bare(&self, words: &Range<usize>) -> bool {
        let before = self.story.clause(words.start).start..words.start;
        self.is_one(words)
            && self.is_parted(words)
            && before.into_iter().all(|at| {
                let is_work = self.story.has(at, Cues::WORK.with(Cues::JOB));
                !is_work || (self.story.has(at, Cues::TRADE) && self.is_one(&(at..at + 1)))
            })
    }

    /// *..., muslimi, ...*: what the person is, as an item of a list.
    fn is_item(&self, words: &Range<usize>) -> bool {
        self.is_one(words) && self.is_alone(words)
    }

    /// Whether words stand in their base form, as far as the language tells.
    fn is_one(&self, words: &Range<usize>) -> bool {
        words.clone().all(|at| {
            let word = &self.story.words.as_slice()[at];
            match self.story.lang {
                Lang::FI => word.lemmas.contains(&word.term),
                Lang::EN => !word.term.ends_with('s') || word.lemmas.contains(&word.term),
                _ => true,
            }
        })
    }

    /// *..., kaksi lasta, ...*: who belongs to the person, counted in an item of a list.
    fn is_counted_item(&self, words: &Range<usize>) -> bool {
        let whole = self.with_belongings(words);
        whole.start < words.start && self.is_alone(&whole)
    }

    /// Whether somebody else is named just before: *asiakkaan sairausloma*.
    fn is_of_others(&self, words: &Range<usize>) -> bool {
        words.start > 0
            && self.story.same_sentence(words.start - 1, words.start)
            && self.story.has(words.start - 1, Cues::OTHER)
            && !self.is_own(words)
    }

    fn is_own(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let has_suffix = story.lang == Lang::FI && words.clone().any(|at| is_mine(story, at));
        let cause =
            |at: usize| story.has(at, Cues::CAUSE) && story.clause(words.start).contains(&at);
        let says_own = story.any(words.clone(), Cues::OWN);
        has_suffix || says_own || cause(words.end) || self.is_behind(words.start, Cues::OWN)
    }

    /// What the person is stands in its base form, or in a form of being (*vammaisena*).
    fn is_being(&self, words: &Range<usize>) -> bool {
        let story = self.story;
        let Some(word) = story.words.as_slice().get(words.end - 1) else { return false };
        let is_form = story.lang != Lang::FI
            || word.lemmas.contains(&word.term)
            || ["na", "nä", "ssa", "ssä", "lla", "llä", "ksi"]
                .iter()
                .any(|e| word.term.ends_with(e));
        is_form && self.is_behind(words.start, Cues::BEING)
    }

    /// Whether a cue stands before a word, with nothing between that does not belong to it.
    fn is_behind(&self, word: usize, cue: Cues) -> bool {
        let story = self.story;
        let mut at = word;
        // Whether what was passed links this word to the one before: "astma ja allergia".
        let mut is_linked = false;
        while at > 0 && story.same_sentence(at - 1, at) {
            let gap = story.words.gap_before(at);
            at -= 1;
            is_linked |= gap.contains(',') || is_link(story.term(at));
            if gap.contains(';') || (gap.contains("…") && !self.story.has(at, cue)) {
                return false;
            }
            if story.has(at, cue) {
                return !self.is_said_of_others(at);
            }
            let passes = self.private[at]
                || story.has(at, Cues::MODIFIER.with(Cues::PASS))
                || number_at(story.lang, &story.words, at).is_some();
            if is_linked && self.private[at] {
                return true;
            }
            if !passes {
                return false;
            }
        }
        false
    }

    /// *who have*, *som har*: what makes it own is said of somebody else.
    fn is_said_of_others(&self, cue: usize) -> bool {
        let story = self.story;
        if story.has(cue, Cues::SUBJECT) || cue == 0 {
            return false;
        }
        let by =
            |at: usize| story.same_sentence(at, cue) && story.has(at, Cues::WORK.with(Cues::OTHER));
        if story.has(cue - 1, Cues::SUBJECT) {
            return false;
        }
        by(cue - 1) || (cue > 1 && by(cue - 2))
    }

    /// The word with the numbers and adjectives before it, and the name behind it.
    fn with_belongings(&self, words: &Range<usize>) -> Range<usize> {
        let story = self.story;
        let mut start = words.start;
        while start > 0 && story.same_sentence(start - 1, start) {
            let is_close = matches!(story.words.gap_before(start), "" | " " | "-");
            let belongs = story.has(start - 1, Cues::MODIFIER)
                || number_at(story.lang, &story.words, start - 1).is_some()
                || is_possessive(story.term(start - 1));
            if !(is_close && belongs) {
                break;
            }
            start -= 1;
        }
        start..words.end
    }
}

/// Whether a Finnish word has the possessive of the first person.
fn is_mine(story: &Story<'_>, at: usize) -> bool {
    let Some(word) = story.words.as_slice().get(at) else { return false };
    let ending = if word.term.ends_with("mme") { "mme" } else { "ni" };
    word.term.ends_with(ending) && !word.lemmas.iter().any(|lemma| lemma.ends_with(ending))
}

/// A word that says whose, and goes with what is taken out.
fn is_possessive(term: &str) -> bool {
    [
        "my",
        "our",
        "min",
        "mitt",
        "mina",
        "vår",
        "vårt",
        "våra",
        "minun",
        "mun",
        "oma",
        "minu",
        "мой",
        "моя",
        "моё",
        "мои",
        "моего",
        "моей",
        "моим",
        "моими",
        "мою",
        "моих",
        "мій",
        "моє",
        "мої",
    ]
    .contains(&term)
}

fn is_link(term: &str) -> bool {
    matches!(
        term,
        "ja" | "sekä" | "tai" | "och" | "eller" | "and" | "or" | "и" | "или" | "та" | "і"
    )
}
