//! Postings made up of the fixtures' words.
//!
//! A posting has the title, occupations and demands of one ad, sentences drawn mostly from ads of
//! the same ISCO group and language, and employer, terms, municipality and days drawn for
//! themselves. So titles, texts and tags agree as in real ads, and the sizes of the municipalities
//! are uneven as in life. What it does not have is the long tail of rare words: there are more
//! postings to a word than among real ones, and posting lists are longer.

use crate::vocabulary::Ad;
use crate::{Random, TODAY, Vocabulary};
use jiff::{Span, civil::Date};
use kohtaanto_domain::geo::{Municipality, municipalities};
use serde_json::{Map, Value, json};

/// Words of a description: sentences are added until there are so many.
const WORDS: usize = 120;
/// Sentences of a description, at least and at most.
const SENTENCES: std::ops::RangeInclusive<usize> = 6..=12;

/// Postings one after the other, each a line of NDJSON without its end.
#[derive(Debug)]
pub struct Postings<'a> {
    vocabulary: &'a Vocabulary,
    random: Random,
    home: Shares,
    elsewhere: Shares,
    next: usize,
    n: usize,
}

/// `n` postings `gen-000001` and on. The first postings of a longer stream are those of a shorter.
pub fn generate(vocabulary: &Vocabulary, n: usize, seed: u64) -> Postings<'_> {
    let is_home = |m: &&Municipality| m.region_fi == "Pohjois-Karjala";
    let all = || municipalities().iter();
    Postings {
        vocabulary,
        random: Random::new(seed),
        home: Shares::new(all().filter(is_home)),
        elsewhere: Shares::new(all().filter(|m| !is_home(m))),
        next: 1,
        n,
    }
}

impl Iterator for Postings<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.next > self.n {
            return None;
        }
        let id = format!("gen-{:06}", self.next);
        self.next += 1;
        Some(self.posting(&id).to_string())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.n + 1).saturating_sub(self.next);
        (left, Some(left))
    }
}

impl<'a> Postings<'a> {
    fn posting(&mut self, id: &str) -> Value {
        let vocabulary = self.vocabulary;
        let ad = &vocabulary.ads[self.random.below(vocabulary.len())];
        let like = vocabulary.like(ad);
        let of_group = |random: &mut Random| &vocabulary.ads[like[random.below(like.len())]];
        let shares = if self.random.percent(90) { &self.home } else { &self.elsewhere };
        let place = shares.pick(&mut self.random);
        let published = TODAY.saturating_sub(days(self.random.below(45)));
        let mut posting = Map::new();
        let mut put = |key: &str, value: Value| {
            // What an ad does not say is left out.
            if !value.is_null() {
                posting.insert(key.to_owned(), value);
            }
        };
        put("id", json!(id));
        put("source", json!({"name": "kohtaanto-benches", "licence": "CC0-1.0"}));
        put("languages", json!([ad.lang]));
        put("title", json!({&*ad.lang: self.title(ad, place)}));
        put("description", json!({&*ad.lang: self.description(ad)}));
        put("employer", of_group(&mut self.random).json["employer"].clone());
        put("places", json!([{"municipality": place.code.to_string()}]));
        for key in ["remote_share", "occupations", "requirements"] {
            put(key, ad.json[key].clone());
        }
        put("terms", of_group(&mut self.random).json["terms"].clone());
        put("openings", of_group(&mut self.random).json["openings"].clone());
        put("published", json!(published.to_string()));
        if self.random.percent(90) {
            put("expires", json!(self.expires(published).to_string()));
        }
        put("apply", json!({"url": format!("https://rekry.example/{id}")}));
        Value::Object(posting)
    }

    /// Two weeks to ten after it was published: about one posting of six has closed.
    fn expires(&mut self, published: Date) -> Date {
        published.saturating_add(days(14 + self.random.below(60)))
    }

    fn title(&mut self, ad: &Ad, place: &Municipality) -> String {
        if ad.lang != "fi" {
            return ad.title.clone();
        }
        let head = ad.head();
        let like = self.vocabulary.like(ad);
        let other = &self.vocabulary.ads[like[self.random.below(like.len())]];
        match self.random.below(100) {
            0..20 => format!("{}, {}", ad.title, place.name_fi),
            20..40 => match other.tail() {
                Some(tail) => format!("{head}, {tail}"),
                None => head.to_owned(),
            },
            40..50 => format!("{head} ({})", 2 + self.random.below(6)),
            50..60 => match self.random.pick(&other.competences()) {
                Some(label) => format!("{head}, {label}"),
                None => head.to_owned(),
            },
            _ => ad.title.clone(),
        }
    }

    fn description(&mut self, ad: &'a Ad) -> String {
        let mut chosen: Vec<&'a str> = Vec::new();
        let mut n_words = 0;
        // Fixtures with a single short ad in a language end the search for new sentences.
        for _ in 0..4 * SENTENCES.end() {
            let enough = n_words >= WORDS && chosen.len() >= *SENTENCES.start();
            if enough || chosen.len() == *SENTENCES.end() {
                break;
            }
            let from = match self.random.below(100) {
                0..30 => ad,
                30..85 => self.one_of(self.vocabulary.like(ad)),
                _ => self.one_of(self.vocabulary.of_lang(ad)),
            };
            if let Some(sentence) = self.random.pick(&from.sentences)
                && !chosen.contains(&sentence.as_str())
            {
                n_words += sentence.split_whitespace().count();
                chosen.push(sentence);
            }
        }
        if self.random.percent(50) { html(&chosen) } else { plain(&chosen) }
    }

    fn one_of(&mut self, ads: &[usize]) -> &'a Ad {
        &self.vocabulary.ads[ads[self.random.below(ads.len())]]
    }
}

fn days(n: usize) -> Span {
    Span::new().days(n as i64)
}

/// Three sentences a paragraph.
fn plain(sentences: &[&str]) -> String {
    let paragraphs: Vec<String> = sentences.chunks(3).map(|some| some.join(" ")).collect();
    paragraphs.join("\n\n")
}

fn html(sentences: &[&str]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraph = |some: &[&str]| format!("<p>{}</p>", escaped(&some.join(" ")));
    let (list, rest) = sentences.split_at(sentences.len() / 3);
    let items: String = list.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    let paragraphs: Vec<String> = rest.chunks(3).map(paragraph).collect();
    format!("{}<ul>{items}</ul>", paragraphs.join("\n"))
}

/// Municipalities by the share of their people.
#[derive(Debug)]
struct Shares {
    municipalities: Vec<&'static Municipality>,
    /// People in each and all before it.
    people: Vec<usize>,
}

impl Shares {
    fn new(of: impl Iterator<Item = &'static Municipality>) -> Self {
        let municipalities: Vec<_> = of.collect();
        let people = municipalities.iter().scan(0, |sum, municipality| {
            *sum += municipality.population as usize;
            Some(*sum)
        });
        Self { people: people.collect(), municipalities }
    }

    fn pick(&self, random: &mut Random) -> &'static Municipality {
        let at = random.below(self.people.last().copied().unwrap_or(0));
        self.municipalities[self.people.partition_point(|people| *people <= at)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kohtaanto::{UnknownFields, read_posting};
    use std::collections::BTreeMap;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let vocabulary = Vocabulary::of_fixtures().unwrap();
        let again = Vocabulary::of_fixtures().unwrap();
        let lines: Vec<String> = generate(&vocabulary, 200, 7).collect();
        assert_eq!(lines, generate(&again, 200, 7).collect::<Vec<_>>());
        assert_eq!(lines[..20], generate(&vocabulary, 20, 7).collect::<Vec<_>>());
        assert_ne!(lines, generate(&vocabulary, 200, 8).collect::<Vec<_>>());
    }

    #[test]
    fn every_posting_is_one_that_the_engine_takes() {
        let vocabulary = Vocabulary::of_fixtures().unwrap();
        let mut by_place: BTreeMap<String, usize> = BTreeMap::new();
        let mut n_words = 0;
        for (i, line) in generate(&vocabulary, 1000, 1).enumerate() {
            let read = read_posting(&line, UnknownFields::Refuse);
            let posting = read.unwrap_or_else(|errors| panic!("{errors}\n{line}")).value;
            assert_eq!(posting.id.as_str(), format!("gen-{:06}", i + 1));
            let (_, text) = posting.description.iter().next().expect("a description");
            n_words += text.split_whitespace().count();
            *by_place.entry(posting.places[0].municipality.to_string()).or_default() += 1;
        }
        assert!((100_000..150_000).contains(&n_words), "{n_words} words");
        let joensuu = by_place["167"];
        assert!((350..520).contains(&joensuu), "{joensuu} in Joensuu");
        let at_home: usize =
            crate::north_karelia().iter().filter_map(|m| by_place.get(&m.code.to_string())).sum();
        assert!((860..940).contains(&at_home), "{at_home} in North Karelia");
    }
}
