//! Queries as people type them: words of titles, an occupation, an occupation with a skill, a typing
//! error now and then.

use crate::vocabulary::Ad;
use crate::{Random, Vocabulary};
use kohtaanto_domain::geo::places_in_text;

/// `n` Finnish queries, none of which names a place: a place in a query becomes a condition, and
/// conditions are the caller's.
pub fn queries(vocabulary: &Vocabulary, n: usize, seed: u64) -> Vec<String> {
    let finnish: Vec<&Ad> = vocabulary.ads.iter().filter(|ad| ad.lang == "fi").collect();
    let mut random = Random::new(seed);
    let made = std::iter::repeat_with(|| {
        let ad = finnish[random.below(finnish.len())];
        query(ad, &mut random)
    });
    made.filter(|text| !text.is_empty() && places_in_text(text).is_empty()).take(n).collect()
}

fn query(ad: &Ad, random: &mut Random) -> String {
    let head = ad.head().to_lowercase();
    match random.below(10) {
        0..4 => head,
        4..6 => ad.json["occupations"][0]["label"].as_str().map_or(head, str::to_lowercase),
        6..8 => match ad.tail() {
            Some(tail) => format!("{head} {}", tail.to_lowercase()),
            None => head,
        },
        8 => match random.pick(&ad.competences()) {
            Some(label) => format!("{head} {label}"),
            None => head,
        },
        _ => mistyped(&head, random),
    }
}

/// Two neighboring letters swapped.
fn mistyped(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() > 4 {
        let at = 1 + random.below(letters.len() - 3);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_varied_and_the_same_each_time() {
        let vocabulary = Vocabulary::of_fixtures().unwrap();
        let made = queries(&vocabulary, 200, 3);
        assert_eq!(made, queries(&vocabulary, 200, 3));
        let mut distinct = made.clone();
        distinct.sort();
        distinct.dedup();
        assert!(made.len() == 200 && distinct.len() > 120, "{} distinct", distinct.len());
    }
}
