//! A handful of postings in four languages.
#![allow(dead_code)]

use kohtaanto_domain::model::Lang;
use kohtaanto_index::{
    FieldText, Index, IndexDocument, LexicalHit, Occur, Part, QueryWord, Require, Snapshot, Tag,
    WordKind, WordQuery, WriterOptions,
};

pub(crate) const LANGS: [Lang; 4] = [Lang::FI, Lang::SV, Lang::EN, Lang::RU];

/// A posting with a title, a requirement and a body in one language.
pub(crate) fn posting(id: &str, lang: Lang, texts: [&str; 3], municipality: &str) -> IndexDocument {
    IndexDocument {
        id: id.into(),
        payload: format!("payload of {id}").into_bytes(),
        texts: Part::ALL.into_iter().zip(texts).map(|(p, t)| FieldText::new(p, lang, t)).collect(),
        tags: vec![(Tag::Municipality, municipality.into())],
        ..IndexDocument::default()
    }
}

pub(crate) fn postings() -> Vec<IndexDocument> {
    let mut postings = vec![
        posting(
            "hoitaja",
            Lang::FI,
            ["Lähihoitaja, kotihoito", "lääkehoito", "Haemme lähihoitajia kotihoitoon."],
            "167",
        ),
        posting(
            "cpp",
            Lang::FI,
            ["C++-ohjelmoija", "SQL:ää ja Node.js", "Etsimme koodaria, joka osaa C++:aa."],
            "167",
        ),
        posting("csharp", Lang::FI, ["C#-kehittäjä", "C#", "Ohjelmoit palveluja."], "276"),
        posting(
            "tuki",
            Lang::FI,
            ["IT-tuki", "Windows", "Autat käyttäjiä. Työ on vuorotyötä. Tuki on tärkeä."],
            "167",
        ),
        posting("kokki", Lang::FI, ["Kokki", "hygieniapassi", "Keität Joensuun torilla."], "276"),
        posting("kokka", Lang::FI, ["Kokka", "purjehdus", "Laivan kokka maalataan."], "422"),
        posting(
            "stadare",
            Lang::SV,
            ["Städare till skola", "svenska", "Vi söker städare som kan arbeta på kvällar."],
            "749",
        ),
        posting(
            "cleaner",
            Lang::EN,
            ["Cleaner for schools", "English", "Cleaning schools in the evening."],
            "167",
        ),
        posting(
            "voditel",
            Lang::RU,
            ["Водитель автобуса", "категория D", "Ищем водителя автобуса."],
            "167",
        ),
    ];
    for (i, posting) in postings.iter_mut().enumerate() {
        posting.title_row = Some(2 * i as u64);
        posting.content_row = (i % 2 == 0).then_some(2 * i as u64 + 1);
        posting.openings = 1 + i as u32;
        posting.published = (i > 0).then_some(100 + i as i32);
        posting.expires = (i != 1).then_some(200 + i as i32);
    }
    postings
}

/// An index in memory that commits after each `batch` documents.
pub(crate) fn index(documents: Vec<IndexDocument>, batch: usize) -> Index {
    let index = Index::in_memory().expect("an index");
    let mut writer = index.writer(WriterOptions::default()).expect("a writer");
    for documents in documents.chunks(batch.max(1)) {
        writer.upsert_all(documents.to_vec()).expect("added");
        writer.commit("{}").expect("committed");
    }
    drop(writer);
    index
}

pub(crate) fn snapshot() -> Snapshot {
    index(postings(), 3).snapshot().expect("a snapshot")
}

/// `+must -not "a phrase" prefix* *suffix word`.
pub(crate) fn query(text: &str, require: Require) -> WordQuery {
    let mut words = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (occur, after) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
            (Some(after), _) => (Occur::Must, after),
            (_, Some(after)) => (Occur::MustNot, after),
            _ => (Occur::Should, rest),
        };
        let (surface, kind, after) = if let Some(after) = after.strip_prefix('"') {
            let (phrase, after) = after.split_once('"').expect("a closing quote");
            (phrase, WordKind::Phrase, after)
        } else {
            let (word, after) = after.split_once(' ').unwrap_or((after, ""));
            match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(suffix), _) => (suffix, WordKind::Suffix, after),
                (None, Some(prefix)) => (prefix, WordKind::Prefix, after),
                (None, None) => (word, WordKind::Word, after),
            }
        };
        words.push(QueryWord::analyzed(occur, kind, surface, &LANGS));
        rest = after.trim_start();
    }
    WordQuery { words, require }
}

/// Ids by falling score, then by id.
pub(crate) fn ranked(snapshot: &Snapshot, mut hits: Vec<LexicalHit>) -> Vec<String> {
    let id = |hit: &LexicalHit| snapshot.id(hit.doc).expect("an id").to_owned();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| id(a).cmp(&id(b))));
    hits.iter().map(id).collect()
}
