//! The fixtures' ads taken apart: titles, sentences, employers, terms and demands by language and
//! group of occupations.

use anyhow::{Context, Result, bail};
use fs_err as fs;
use kohtaanto_domain::geo::{Municipality, municipalities};
use kohtaanto_domain::text::{plain_text, sentences};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A group with fewer ads than this borrows from all ads of its language.
const MIN_GROUP: usize = 4;
/// Sentences of fewer words are headings and fragments.
const MIN_WORDS: usize = 4;

/// The ads of the fixtures, taken apart.
#[derive(Debug)]
pub struct Vocabulary {
    pub(crate) ads: Vec<Ad>,
    /// Ads by language and ISCO-08 sub-major group (two digits).
    groups: BTreeMap<(String, String), Vec<usize>>,
    /// All ads of a language.
    languages: BTreeMap<String, Vec<usize>>,
}

/// One ad in one language.
#[derive(Debug)]
pub(crate) struct Ad {
    pub(crate) lang: String,
    group: String,
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    /// The posting as it was.
    pub(crate) json: Value,
}

/// The folder of the fixtures in the source tree.
pub fn fixtures_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/north-karelia")
}

/// The municipalities of the fixtures: the 13 of North Karelia, by code.
pub fn north_karelia() -> Vec<&'static Municipality> {
    municipalities().iter().filter(|m| m.region_fi == "Pohjois-Karjala").collect()
}

impl Vocabulary {
    /// Reads the fixtures of the source tree.
    ///
    /// # Errors
    /// Names the file and line that cannot be read.
    pub fn of_fixtures() -> Result<Self> {
        Self::read(&fixtures_dir().join("postings"))
    }

    /// Reads the `.ndjson` files of a folder, in the order of their names.
    ///
    /// # Errors
    /// Names the file and line that cannot be read; a folder without Finnish ads is refused.
    pub fn read(dir: &Path) -> Result<Self> {
        let files: std::io::Result<Vec<_>> =
            fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut files = files?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "ndjson"));
        files.sort();
        let mut ads = Vec::new();
        for path in files {
            for (i, line) in fs::read_to_string(&path)?.lines().enumerate() {
                let at = || format!("{}:{}", path.display(), i + 1);
                let json: Value = serde_json::from_str(line).with_context(at)?;
                ads.push(Ad::of(json).with_context(at)?);
            }
        }
        if !ads.iter().any(|ad| ad.lang == "fi") {
            bail!("{} holds no Finnish posting", dir.display());
        }
        let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut languages: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (i, ad) in ads.iter().enumerate() {
            groups.entry((ad.lang.clone(), ad.group.clone())).or_default().push(i);
            languages.entry(ad.lang.clone()).or_default().push(i);
        }
        Ok(Self { ads, groups, languages })
    }

    /// How many ads there are.
    pub fn len(&self) -> usize {
        self.ads.len()
    }

    /// Whether there is none: never so after reading.
    pub fn is_empty(&self) -> bool {
        self.ads.is_empty()
    }

    /// The titles, in the order of the files.
    pub fn titles(&self) -> Vec<&str> {
        self.ads.iter().map(|ad| ad.title.as_str()).collect()
    }

    /// Ads like this one: of its language and group, or of its language when those are few.
    pub(crate) fn like(&self, ad: &Ad) -> &[usize] {
        let group = self.groups.get(&(ad.lang.clone(), ad.group.clone()));
        group
            .filter(|group| group.len() >= MIN_GROUP)
            .map_or_else(|| self.of_lang(ad), Vec::as_slice)
    }

    /// All ads of this one's language.
    pub(crate) fn of_lang(&self, ad: &Ad) -> &[usize] {
        self.languages.get(&ad.lang).map_or(&[], Vec::as_slice)
    }
}

impl Ad {
    fn of(json: Value) -> Result<Self> {
        let titles = json["title"].as_object().context("it has no title")?;
        // An ad in Finnish and another language counts as Finnish.
        let lang =
            if titles.contains_key("fi") { Some("fi") } else { titles.keys().next().map(|l| &**l) };
        let lang = lang.context("it has no title")?.to_owned();
        let title = titles[&lang].as_str().context("its title is no text")?.to_owned();
        let isco = json["occupations"][0]["isco"].as_str().unwrap_or_default();
        let group = isco.get(..2).unwrap_or_default().to_owned();
        let plain = plain_text(json["description"][&lang].as_str().unwrap_or_default());
        let found = sentences(&plain).into_iter().map(|sentence| sentence.text.to_owned());
        let found = found.filter(|text| text.split_whitespace().count() >= MIN_WORDS);
        Ok(Self { lang, group, title, sentences: found.collect(), json })
    }

    /// The title up to its first comma or parenthesis.
    pub(crate) fn head(&self) -> &str {
        self.title.split([',', '(', '/']).next().unwrap_or_default().trim()
    }

    /// What stands behind the title's first comma.
    pub(crate) fn tail(&self) -> Option<&str> {
        self.title.split_once(',').map(|(_, tail)| tail.trim())
    }

    /// Labels of the competences that it asks for.
    pub(crate) fn competences(&self) -> Vec<&str> {
        let demands = self.json["requirements"].as_array().map_or(&[][..], Vec::as_slice);
        let competences = demands.iter().filter(|demand| demand["kind"] == "competence");
        competences.filter_map(|demand| demand["label"].as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixtures_are_taken_apart() {
        let vocabulary = Vocabulary::of_fixtures().unwrap();
        assert!(vocabulary.len() >= 400);
        assert_eq!(north_karelia().len(), 13);
        let ad = vocabulary.ads.iter().find(|ad| ad.group == "53").unwrap();
        assert!(vocabulary.like(ad).len() < vocabulary.of_lang(ad).len());
        let n: usize = vocabulary.ads.iter().map(|ad| ad.sentences.len()).sum();
        assert!(n > 5 * vocabulary.len(), "{n} sentences");
    }
}
