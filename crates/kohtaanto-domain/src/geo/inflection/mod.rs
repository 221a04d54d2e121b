//! Finnish place names in their cases.
//!
//! The genitive, the weak stem and the illative of each name are written in the data, since no
//! rule gives them (Juuka, Juuan, Juukaan; Nurmes, Nurmeksen); the other cases follow from these.
//! Plural cases of singular names, possessive suffixes and clitics (-kin) are left out.

use super::words::fold;

/// A case of a place name; inner and outer local cases are not told apart by place, since people
/// use both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Nominative,
    Genitive,
    Partitive,
    Essive,
    /// Inessive, elative, illative, adessive, ablative and allative: where, whence and whither.
    Local,
}

/// What the data say of how a name inflects. `|` parts alternatives; `+` the parts that each take
/// the suffix (Uude+kaupungi: Uudessakaupungissa).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inflection {
    pub(super) nominative: &'static str,
    pub(super) genitive: &'static str,
    /// What -ssa, -sta, -lla, -lta and -lle follow.
    pub(super) stem: &'static str,
    pub(super) illative: &'static str,
}

impl Inflection {
    /// All forms, folded, with their cases.
    pub(super) fn forms(&self) -> Vec<(String, Case)> {
        let mut forms = vec![(fold(self.nominative), Case::Nominative)];
        forms.extend(self.genitive.split('|').map(|form| (fold(form), Case::Genitive)));
        forms.extend(self.illative.split('|').map(|form| (fold(form), Case::Local)));
        for stem in self.stem.split('|') {
            for suffix in ["ssa", "sta", "lla", "lta", "lle"] {
                let form: String = stem.split('+').map(|part| with_suffix(part, suffix)).collect();
                forms.push((fold(&form), Case::Local));
            }
        }
        if !self.stem.contains('+') {
            let strong = self.strong_stem();
            forms.push((fold(&with_suffix(&strong, "na")), Case::Essive));
            forms.push((fold(&self.partitive(&strong)), Case::Partitive));
        }
        forms
    }

    /// What the essive suffix follows: the illative without its ending.
    fn strong_stem(&self) -> String {
        let illative: Vec<char> = self.illative.chars().collect();
        let stem: Vec<char> = self.stem.chars().collect();
        let long = matches!(stem[..], [.., a, b] if a == b);
        let ending = match illative[..] {
            [.., 's', 'e', 'e', 'n'] if long => 4,
            [.., 'h', _, 'n'] => 3,
            _ => 2,
        };
        illative[..illative.len().saturating_sub(ending)].iter().collect()
    }

    fn partitive(&self, strong: &str) -> String {
        let (name, stem) = (self.nominative, self.stem);
        let cut = |text: &str| text.strip_suffix('e').unwrap_or(text).to_owned();
        if name.ends_with("nen") && stem.ends_with("se") {
            return with_suffix(&cut(strong), "ta"); // Kaustista
        }
        if stem.ends_with("de") && strong.ends_with("te") && !name.ends_with("ti") {
            return with_suffix(&cut(strong), "ta"); // Heinävettä, Varkautta
        }
        if name.ends_with("saari") || name.ends_with("vuori") {
            return with_suffix(&cut(strong), "ta"); // Mustasaarta
        }
        if stem.strip_suffix('e') == Some(name) {
            return with_suffix(name, "tta"); // Tamperetta
        }
        if name.ends_with('s') && !stem.ends_with("si") {
            return with_suffix(name, "ta"); // Nurmesta
        }
        let long = self.illative.ends_with("seen") && strong.len() < self.illative.len() - 2;
        let h = self.illative.chars().rev().nth(2) == Some('h');
        with_suffix(strong, if long || h { "ta" } else { "a" }) // Kiteetä, Joensuuta, Lieksaa
    }
}

/// A stem with a suffix in its vowel harmony.
fn with_suffix(stem: &str, suffix: &str) -> String {
    let front = if is_front(stem) { suffix.replace('a', "ä") } else { suffix.to_owned() };
    format!("{stem}{front}")
}

/// Whether suffixes have ä: the last part of a compound tells, by its last a, o, u or ä, ö, y.
fn is_front(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    // The last parts that have only e and i, where the search would go on into the part before.
    if ["nieme", "vede", "vete", "vet"].iter().any(|part| stem.ends_with(part)) {
        return true;
    }
    let last = stem.chars().rev().find(|c| "aouäöyå".contains(*c));
    last.is_none_or(|c| "äöy".contains(c))
}

#[cfg(test)]
mod tests;
