//! All forms of all words, as the transducer has them.

use super::tables::{Supplement, Tables};
use crate::kfst::Transducer;
use anyhow::{Result, ensure};
use kohtaanto_finnish::format::{Class, PartOfSpeech};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Endings that the reader strips by itself: clitics and possessives.
const STRIPPED: [&str; 12] = [
    "+han", "+ka", "+kaan", "+kin", "+ko", "+pa", "+poss1pl", "+poss1sg", "+poss2pl", "+poss2sg",
    "+poss3", "+s",
];
/// Mark of the part of the transducer that has the numerals.
const NUMERALS: &str = "Lexicon|Num";
/// Last parts of the numerals that are kept: *kahdeksantoista*, *kaksikymmentä*.
const LAST_OF_NUMERALS: [&str; 3] = ["toista", "kymmentä", "kymmenes"];
/// Marks of forms and words that are out of use or out of the standard language.
const MARKED: [&str; 6] = ["arch", "dial", "poet", "rare", "nstd", "dated"];
/// Forms of verbs and comparatives that ads and people hardly use, and that are read as verbs of
/// another form where they are (the action noun as the fourth infinitive): they would double the
/// map.
const LEFT_OUT: [&str; 9] = [
    "+poten",
    "+optat",
    "+deriv_action",
    "+part_ma+",
    "+nstd",
    "+rare",
    "+arch",
    "+dial",
    "+inf4+pl",
];
/// Cases of them that are left out.
const LEFT_OUT_CASES: [&str; 3] = ["+abe", "+com", "+ins"];
/// Of the participle of what is not done, only these cases are kept.
const UNDONE: (&str, [&str; 3]) = ("+part_maton", ["+nom", "+gen", "+par"]);
/// Cases in which a noun stands as the first part of a compound.
const MODIFIER_TAGS: [&str; 5] = ["+sg+nom", "+sg+gen", "+pl+gen", "+nom", "+gen"];
const AGENT: &str = "+deriv_agent";

/// What one form of a word is read as: how the base form is made of it, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reading {
    /// What it is. First, because readings are kept in this order.
    pub(crate) class: Class,
    /// Bytes that are cut off the end.
    pub(crate) cut: u8,
    /// What is put there instead.
    pub(crate) append: String,
}

/// Forms, base forms and verbs.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Readings of each form by number in `readings`, in order.
    pub(crate) forms: HashMap<String, Vec<u32>>,
    pub(crate) readings: Vec<Reading>,
    /// Base forms of common nouns.
    pub(crate) nouns: BTreeSet<String>,
    /// Base forms of compounds with `|` between parts, by base form. Names are not among them.
    pub(crate) compounds: BTreeMap<String, String>,
    /// The agent of each verb.
    pub(crate) agents: BTreeMap<String, String>,
    numbers: HashMap<Reading, u32>,
}

/// One analysis, cut into its fields.
struct Analysis<'a> {
    lemma: &'a str,
    pos: &'a str,
    style: &'a str,
    tags: &'a str,
}

impl<'a> Analysis<'a> {
    fn new(text: &'a str) -> Option<Self> {
        let mut fields = text.split('\t');
        let (_, lemma, pos) = (fields.next()?, fields.next()?, fields.next()?);
        let (_, style, tags) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Self { lemma, pos, style, tags })
    }

    fn is_left_out(&self) -> bool {
        let tags = self.tags;
        let is_compared = tags.contains("comparative") || tags.contains("superlative");
        let is_verb = self.pos == "verb" && !tags.starts_with(AGENT);
        let is_undone =
            tags.contains(UNDONE.0) && !UNDONE.1.iter().any(|case| tags.ends_with(case));
        (is_verb || is_compared)
            && (is_undone
                || LEFT_OUT.iter().any(|form| tags.contains(form))
                || LEFT_OUT_CASES.iter().any(|case| tags.ends_with(case)))
            && !tags.contains("+inf3")
    }

    fn is_marked(&self) -> bool {
        MARKED.iter().any(|mark| self.style.contains(mark) || self.tags.contains(mark))
    }
}

impl Lexicon {
    pub(crate) fn new(transducer: &Transducer, tables: &Tables) -> Result<Self> {
        let mut lexicon = Self::default();
        lexicon.collect_words(transducer);
        lexicon.collect_forms(transducer, tables);
        lexicon.supplement(&tables.supplement)?;
        // Names of places are opaque: no mouth of a river in Joensuu.
        lexicon.compounds.retain(|whole, _| !tables.municipalities.contains(whole));
        lexicon.settle();
        lexicon.drop_compounds();
        Ok(lexicon)
    }

    /// Base forms, compounds and agents.
    fn collect_words(&mut self, transducer: &Transducer) {
        walk(transducer, |surface, analysis| {
            let lemma = analysis.lemma.to_lowercase();
            if analysis.pos == "verb" {
                if analysis.tags == "+deriv_agent+sg+nom" && is_word(surface) {
                    let agent = self.agents.entry(lemma.replace('|', ""));
                    let agent = agent.or_insert_with(|| surface.to_owned());
                    if surface < agent.as_str() {
                        *agent = surface.to_owned();
                    }
                }
            } else if matches!(analysis.pos, "noun" | "noun-pl") {
                self.nouns.insert(lemma.replace('|', ""));
            }
            // A name is opaque, and twelve is neither two nor ten.
            let is_whole = ["proper", "numeral", "ordinal"];
            let is_whole = is_whole.iter().any(|pos| analysis.pos.starts_with(pos));
            if lemma.contains('|') && !is_whole {
                let whole = lemma.replace('|', "");
                // Of two ways to cut, the one with more parts, then the first.
                let n_parts = |cut: &str| cut.matches('|').count();
                let cut = self.compounds.entry(whole).or_insert_with(|| lemma.clone());
                if (n_parts(&lemma), cut.as_str()) > (n_parts(cut), lemma.as_str()) {
                    *cut = lemma;
                }
            }
        });
    }

    fn collect_forms(&mut self, transducer: &Transducer, tables: &Tables) {
        let agents = self.agents.clone();
        walk(transducer, |surface, analysis| {
            // Participles are read as their verbs, which stand beside them.
            let is_plain = is_word(surface) && is_word(&analysis.lemma.replace('|', ""));
            if analysis.pos == "participle" || analysis.is_left_out() || !is_plain {
                return;
            }
            let form = surface.to_lowercase();
            let verb = analysis.lemma.to_lowercase().replace('|', "");
            let is_agent = analysis.tags.starts_with(AGENT);
            let (lemma, pos) = match (is_agent, agents.get(&verb)) {
                (true, Some(agent)) => (agent.clone(), PartOfSpeech::Noun),
                (true, None) => return,
                _ => (verb, part_of_speech(analysis.pos)),
            };
            let is_name = pos == PartOfSpeech::Name;
            let tags = analysis.tags.strip_prefix(AGENT).unwrap_or(analysis.tags);
            let is_nominal = matches!(pos, PartOfSpeech::Noun | PartOfSpeech::Adjective);
            let class = Class {
                is_other_name: is_name && !tables.municipalities.contains(&lemma),
                is_marked: analysis.is_marked(),
                part_of_speech: pos,
                is_modifier: is_nominal && MODIFIER_TAGS.contains(&tags),
            };
            self.push(&form, &lemma, class);
        });
    }

    fn push(&mut self, form: &str, lemma: &str, class: Class) {
        let Some(reading) = reading(form, lemma, class) else { return };
        let next = self.readings.len() as u32;
        let number = *self.numbers.entry(reading.clone()).or_insert(next);
        if number == next {
            self.readings.push(reading);
        }
        let numbers = self.forms.entry(form.to_owned()).or_default();
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }

    /// Adds the words that the lexicon lacks, in the order of the table.
    fn supplement(&mut self, words: &[Supplement]) -> Result<()> {
        let mut paradigms = self.paradigms(words.iter().map(|word| word.model.as_str()).collect());
        let mut lacking = Vec::new();
        for Supplement { word, model } in words {
            let whole = word.replace('|', "");
            if word.contains('|') {
                self.compounds.insert(whole.clone(), word.clone());
            }
            if !self.nouns.insert(whole.clone()) {
                continue;
            }
            let Some(forms) = paradigms.get(model) else {
                lacking.push(format!("{word} like {model}"));
                continue;
            };
            // What both have behind their common end is exchanged in every form.
            let shared = common_end(model, &whole);
            let start = &whole[..whole.len() - shared];
            let model_start = &model[..model.len() - shared];
            let ends = forms.iter().filter_map(|(form, class)| {
                Some((format!("{start}{}", form.strip_prefix(model_start)?), *class))
            });
            let made: Vec<(String, Class)> = ends.collect();
            for (form, class) in &made {
                self.push(form, &whole, *class);
            }
            paradigms.insert(whole, made);
        }
        ensure!(lacking.is_empty(), "supplement: the lexicon lacks the models of {lacking:?}");
        Ok(())
    }

    /// All forms of the nouns named, in order.
    fn paradigms(&self, lemmas: BTreeSet<&str>) -> BTreeMap<String, Vec<(String, Class)>> {
        let mut paradigms: BTreeMap<String, Vec<(String, Class)>> = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "each paradigm is sorted afterwards")]
        for (form, numbers) in &self.forms {
            for number in numbers {
                let reading = &self.readings[*number as usize];
                let lemma = lemma(form, reading);
                let is_noun = reading.class.part_of_speech == PartOfSpeech::Noun;
                if is_noun && lemmas.contains(lemma.as_str()) {
                    paradigms.entry(lemma).or_default().push((form.clone(), reading.class));
                }
            }
        }
        paradigms.values_mut().for_each(|forms| forms.sort());
        paradigms
    }

    /// Drops the readings that others outweigh, and orders the rest.
    fn settle(&mut self) {
        let readings = &self.readings;
        #[expect(clippy::iter_over_hash_type, reason = "each entry is changed by itself")]
        for numbers in self.forms.values_mut() {
            let class = |number: &u32| readings[*number as usize].class;
            if numbers.iter().any(|n| !class(n).is_other_name) {
                numbers.retain(|n| !class(n).is_other_name);
            }
            let is_plain =
                |n: &u32| !class(n).is_marked && class(n).part_of_speech != PartOfSpeech::Name;
            if numbers.iter().any(is_plain) {
                numbers.retain(|n| !class(n).is_marked);
            }
            numbers.sort_by_key(|n| {
                let reading = &readings[*n as usize];
                let class = Class { is_modifier: false, ..reading.class };
                (class, reading.cut, &reading.append, !reading.class.is_modifier)
            });
            // A reading that only differs by being a modifier or not is one reading.
            let all = numbers.clone();
            numbers.retain(|n| {
                let one = &readings[*n as usize];
                one.class.is_modifier
                    || !all.iter().map(|m| &readings[*m as usize]).any(|other| {
                        other.class.is_modifier
                            && (other.cut, &other.append) == (one.cut, &one.append)
                            && other.class.part_of_speech == one.class.part_of_speech
                    })
            });
        }
    }

    /// Drops the forms that are read as their last part is, behind parts that do not change: the
    /// reader puts them together again.
    fn drop_compounds(&mut self) {
        let is_made_up = |form: &str, number: &u32| {
            let reading = &self.readings[*number as usize];
            let whole = lemma(form, reading);
            let Some(cut) = self.compounds.get(&whole) else { return false };
            let Some((start, head)) = cut.rsplit_once('|') else { return false };
            let start = start.replace('|', "");
            let Some(head_form) = form.strip_prefix(start.as_str()) else { return false };
            let same = |number: &u32| {
                let other = &self.readings[*number as usize];
                other.class.part_of_speech == reading.class.part_of_speech
                    && lemma(head_form, other) == head
            };
            self.forms.get(head_form).is_some_and(|numbers| numbers.iter().any(same))
        };
        let made_up = |(form, numbers): &(&String, &Vec<u32>)| {
            numbers.iter().all(|number| is_made_up(form, number))
        };
        let dropped: Vec<String> =
            self.forms.iter().filter(made_up).map(|(form, _)| form.clone()).collect();
        for form in dropped {
            self.forms.remove(&form);
        }
    }
}

/// The base form that a reading makes of a form.
fn lemma(form: &str, reading: &Reading) -> String {
    let kept = form.len() - usize::from(reading.cut);
    format!("{}{}", form.get(..kept).unwrap_or_default(), reading.append)
}

fn reading(form: &str, lemma: &str, class: Class) -> Option<Reading> {
    let same = form.char_indices().zip(lemma.chars()).find(|((_, a), b)| a != b);
    let shorter = form.len().min(lemma.len());
    let shared = same.map_or(shorter, |((at, _), _)| at);
    let cut = u8::try_from(form.len() - shared).ok()?;
    Some(Reading { class, cut, append: lemma[shared..].to_owned() })
}

/// Bytes that both words have in common at their ends, at most all but the first letter.
fn common_end(a: &str, b: &str) -> usize {
    let pairs = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y);
    let shared: usize = pairs.map(|(x, _)| x.len_utf8()).sum();
    let first = |word: &str| word.chars().next().map_or(0, char::len_utf8);
    if shared == b.len() { shared } else { shared.min(a.len() - first(a)) }
}

fn part_of_speech(pos: &str) -> PartOfSpeech {
    match pos {
        "noun" | "noun-pl" => PartOfSpeech::Noun,
        "adjective" => PartOfSpeech::Adjective,
        "verb" => PartOfSpeech::Verb,
        "proper" | "proper-pl" => PartOfSpeech::Name,
        "numeral" | "ordinal" => PartOfSpeech::Numeral,
        _ => PartOfSpeech::Other,
    }
}

/// Whether all are letters, hyphens and apostrophes, with two letters or more.
fn is_word(text: &str) -> bool {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'');
    text.chars().all(is_part) && text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// Whether the letters read so far behind the first part, and the tags behind them, are or begin one
/// of the last parts.
fn is_last_of_numeral(read: &str) -> bool {
    let read = read.strip_prefix("BOUNDARY⁆").unwrap_or(read);
    let letters = read.split('\t').next().unwrap_or_default();
    LAST_OF_NUMERALS.iter().any(|last| match read.len() > letters.len() {
        true => letters == *last,
        false => last.starts_with(letters),
    })
}

/// Every analysis of the lexicon without clitics and possessives, and of the numerals up to the
/// tens, each a word by itself: of hundreds and more, which are written in digits, there is no end.
fn walk(transducer: &Transducer, mut each: impl FnMut(&str, &Analysis<'_>)) {
    let is_word = |symbol: &str| {
        !STRIPPED.contains(&symbol)
            && !symbol.starts_with("Guesser")
            && (!symbol.starts_with("Lexicon|") || symbol == NUMERALS)
    };
    let enter = |surface: &str, text: &str| match text.find(NUMERALS) {
        None => true,
        Some(0) => {
            let rest = &text[NUMERALS.len()..];
            let is_short = !rest.contains(NUMERALS)
                && rest.split_once(['|', '⁅']).is_none_or(|(_, last)| is_last_of_numeral(last));
            is_short && surface.chars().all(char::is_alphabetic)
        }
        Some(_) => false,
    };
    transducer.walk(is_word, enter, |surface, text| {
        let text = text.replace("⁅BOUNDARY⁆", "|").replace("⁅HYPHEN⁆", "-");
        if let Some(analysis) = Analysis::new(&text) {
            each(surface, &analysis);
        }
    });
}
