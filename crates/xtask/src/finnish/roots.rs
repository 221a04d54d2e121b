//! Which verb a noun is the agent or act of.
//!
//! Finnish derives agents and acts from verbs by regular endings (*hoitaa*: *hoitaja*, *hoito*;
//! *kehittää*: *kehitys*; *siivota*: *siivous*; *suunnitella*: *suunnittelu*). A noun that the
//! lexicon has and that one of these endings makes of a verb has the verb for its root. What the
//! endings miss, or would get wrong, is in `families.tsv`, which wins.

use super::lexicon::Lexicon;
use super::tables::{NO_ROOT, Tables};
use std::collections::BTreeMap;

/// Roots by base form, resolved: the root of a root is itself.
pub(crate) fn roots(lexicon: &Lexicon, tables: &Tables) -> BTreeMap<String, String> {
    let mut roots: BTreeMap<String, String> = BTreeMap::new();
    // How far down the list of endings the root was found: the first ending wins.
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (verb, agent) in &lexicon.agents {
        for (i, noun) in candidates(verb, agent).into_iter().enumerate() {
            if lexicon.nouns.contains(&noun) || noun == *agent {
                let other = found.entry(noun).or_insert_with(|| (i, verb.clone()));
                if (i, verb.len(), verb) < (other.0, other.1.len(), &other.1) {
                    *other = (i, verb.clone());
                }
            }
        }
    }
    roots.extend(found.into_iter().map(|(noun, (_, verb))| (noun, verb)));
    roots.extend(tables.families.iter().map(|(word, root)| (word.clone(), root.clone())));
    let mut resolved = roots.clone();
    for root in resolved.values_mut() {
        for _ in 0..3 {
            match roots.get(root.as_str()) {
                Some(next) if next != root => *root = next.clone(),
                _ => break,
            }
        }
    }
    resolved.retain(|word, root| word != root && root != NO_ROOT);
    resolved
}

/// Nouns that regular derivation may make of a verb, the surest first.
fn candidates(verb: &str, agent: &str) -> Vec<String> {
    let Some(stem) = agent.strip_suffix("ja").or_else(|| agent.strip_suffix("jä")) else {
        return Vec::new();
    };
    let mut nouns = vec![agent.to_owned()];
    let mut add = |start: &str, ends: &[&str]| {
        if start.chars().nth(1).is_some() {
            nouns.extend(ends.iter().map(|end| format!("{start}{end}")));
        }
    };
    let without = |text: &str, n: usize| -> String {
        let n_chars = text.chars().count();
        text.chars().take(n_chars.saturating_sub(n)).collect()
    };
    let shorter = without(stem, 1);
    let infinitive = without(verb, 2);
    add(stem, &["minen", "nti", "mus", "mys", "nta", "ntä", "mo", "mö"]);
    if ends_long(stem) {
        // Contracted verbs: siivoo-ja, siivo-us; hitsaa-ja, hitsa-us.
        add(&shorter, &["us", "ys", "ri", "in"]);
        if verb.ends_with("ta") || verb.ends_with("tä") {
            add(&infinitive, &["nta", "ntä"]);
        }
    }
    for (end, replaced) in [
        ("tta", &["tus"][..]),
        ("ttä", &["tys"]),
        ("nta", &["nnus", "nnos"]),
        ("ntä", &["nnys", "nnös"]),
        ("rta", &["rrus", "rros"]),
        ("rtä", &["rrys", "rrös"]),
        ("lta", &["llus"]),
        ("ltä", &["llys"]),
    ] {
        if let Some(start) = stem.strip_suffix(end) {
            add(start, replaced);
        }
    }
    if stem.ends_with("sta") || stem.ends_with("stä") {
        add(&shorter, &["us", "ys"]);
    }
    if stem.ends_with('i') && (verb.ends_with("lla") || verb.ends_with("llä")) {
        // suunnitteli-ja, suunnittel-u
        add(&shorter, &["u", "y"]);
    }
    if verb.ends_with("ita") || verb.ends_with("itä") {
        // valits-ija, vali-nta; hallits-ija, halli-nta, halli-nto
        add(&infinitive, &["nta", "ntä", "nto", "ntö"]);
    }
    if !ends_long(stem) {
        add(&shorter, &["o", "ö", "u", "y", "enta", "entä", "uri", "yri"]);
    }
    nouns
}

/// Whether a stem ends in a long vowel, as those of contracted verbs do.
fn ends_long(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    let (a, b) = (last.next(), last.next());
    a == b && a.is_some_and(|c| "aouäöyei".contains(c)) && last.next().is_some()
        || stem.ends_with("oa")
        || stem.ends_with("eä")
}
