//! TREC folders: `queries.tsv`, `corpus.tsv` (id, text) and `qrels.tsv` (query, 0, document, grade).

use crate::concepts::{self, Guesser, LabelVectors};
use crate::error::{Error, Result, embed, index, io};
use crate::search::{Probe, RetrievalQuery, Retrieved, any_word, plain_words, retrieve};
use crate::store::{Draft, EmbeddedTexts, Keeps, Shelf};
use fs_err as fs;
use kohtaanto_domain::model::{FieldError, FieldErrors, Lang};
use kohtaanto_domain::text;
use kohtaanto_embed::{Embedder, Embedding, Progress, TextKind};
use kohtaanto_index::{FieldText, IndexDocument, Part, WriterOptions};
use kohtaanto_rank::fusion;
use kohtaanto_rank::metrics::{Metrics, measure};
use kohtaanto_rank::order::by_score_then_id;
use kohtaanto_taxonomy::Taxonomy;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// How many lines are joined to recognise the language of a file.
const SAMPLE_LINES: usize = 300;
/// Languages that a set may be in.
const LANGUAGES: [&str; 14] =
    ["fi", "sv", "en", "et", "lv", "lt", "no", "da", "de", "es", "fr", "it", "nl", "pl"];
/// Documents that go in together.
const BATCH: usize = 4096;

/// One evaluation set.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationSet {
    /// Name of its folder.
    pub name: String,
    /// Language of the queries.
    pub query_lang: Lang,
    /// Language of the corpus.
    pub corpus_lang: Lang,
    /// Queries: id, text.
    pub queries: Vec<(String, String)>,
    /// Documents: id, text.
    pub corpus: Vec<(String, String)>,
    /// Grades by query and document.
    pub judgments: BTreeMap<String, BTreeMap<String, u8>>,
}

impl EvaluationSet {
    /// Reads a folder. The languages are recognised from the texts.
    ///
    /// # Errors
    /// Names the file, the line and what is missing.
    pub fn read(folder: &Path) -> Result<Self> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let queries = pairs(&folder.join("queries.tsv"))?;
        let corpus = pairs(&folder.join("corpus.tsv"))?;
        let mut judgments: BTreeMap<String, BTreeMap<String, u8>> = BTreeMap::new();
        for (i, row) in rows(&folder.join("qrels.tsv"))?.iter().enumerate() {
            let [query, _, document, grade] = row.as_slice() else {
                return Err(bad_row(folder, "qrels.tsv", i, "query, 0, document, grade"));
            };
            let Ok(grade) = grade.parse() else {
                return Err(bad_row(folder, "qrels.tsv", i, "a grade of 0 or more at the end"));
            };
            judgments.entry(query.clone()).or_default().insert(document.clone(), grade);
        }
        Ok(Self {
            name: name.unwrap_or_default(),
            query_lang: language(&queries),
            corpus_lang: language(&corpus),
            queries,
            corpus,
            judgments,
        })
    }
}

pub(super) fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(path).map_err(io)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn pairs(path: &Path) -> Result<Vec<(String, String)>> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(path);
    let pair = |(i, row): (usize, Vec<String>)| match row.as_slice() {
        [id, text, ..] => Ok((id.clone(), text.clone())),
        _ => Err(bad_row(folder, &file, i, "an id and a text")),
    };
    rows(path)?.into_iter().enumerate().map(pair).collect()
}

pub(super) fn bad_row(folder: &Path, file: &str, i: usize, wanted: &str) -> Error {
    let field = format!("{} line {}", folder.join(file).display(), i + 1);
    let fix = format!("write {wanted}, separated by tabs");
    Error::Fields(FieldErrors::from(FieldError::new(field, "has too few columns", fix)))
}

fn language(texts: &[(String, String)]) -> Lang {
    let step = (texts.len() / SAMPLE_LINES).max(1);
    let sample = texts.iter().step_by(step).take(SAMPLE_LINES).map(|(_, text)| text.as_str());
    let sample: Vec<&str> = sample.collect();
    let languages: Vec<Lang> = LANGUAGES.iter().filter_map(|code| code.parse().ok()).collect();
    let guess = text::recognize_among(&sample.join(". "), &languages);
    guess.map_or(Lang::EN, |guess| guess.lang)
}

/// Measures of one branch on one set.
#[derive(Debug, Clone, PartialEq)]
pub struct BranchResult {
    /// `words`, `letters`, `meaning`, `concepts` or `fused`.
    pub branch: &'static str,
    /// Means over the queries that have a relevant document.
    pub metrics: Metrics,
}

/// Measures of all branches on one set.
#[derive(Debug, Clone, PartialEq)]
pub struct SetResult {
    /// The set's name.
    pub name: String,
    /// Language of the queries.
    pub query_lang: Lang,
    /// Language of the corpus.
    pub corpus_lang: Lang,
    /// How many queries have a relevant document.
    pub n_queries: usize,
    /// Measures of each branch.
    pub branches: Vec<BranchResult>,
}

/// A branch of retrieval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// Words by their base forms, parts and families.
    Words,
    /// N-grams of characters.
    Letters,
    /// Vectors.
    Meaning,
    /// Concepts of the taxonomy.
    Concepts,
}

impl Branch {
    /// All branches, as they are printed.
    pub const ALL: [Self; 4] = [Self::Words, Self::Letters, Self::Meaning, Self::Concepts];
}

const BRANCHES: [&str; 5] = ["words", "letters", "meaning", "concepts", "fused"];

/// What a set is ranked with.
#[derive(Debug, Clone, Copy)]
pub struct RunOptions<'a> {
    /// The branches that take part in the fusion; all by default. Meaning and concepts need what
    /// makes them too.
    pub branches: &'a [Branch],
    /// Makes vectors; `None` leaves the branch of meaning out.
    pub embedder: Option<&'a dyn Embedder>,
    /// Links texts to concepts; `None` leaves the branch of concepts out.
    pub taxonomy: Option<&'a Taxonomy>,
    /// Where the rankings are written: `<runs>/<set>.<branch>.tsv` with query, document, score.
    pub runs: Option<&'a Path>,
}

impl Default for RunOptions<'_> {
    fn default() -> Self {
        Self { branches: &Branch::ALL, embedder: None, taxonomy: None, runs: None }
    }
}

/// Ranks a set's corpus for each of its queries by each branch and by their fusion, at full depth.
///
/// # Errors
/// What the model, the index or the disk refuses.
pub fn run_set(
    set: &EvaluationSet,
    options: RunOptions<'_>,
    progress: &dyn Progress,
) -> Result<SetResult> {
    let takes = |branch| options.branches.contains(&branch);
    let embedder = options.embedder.filter(|_| takes(Branch::Meaning));
    let taxonomy = options.taxonomy.filter(|_| takes(Branch::Concepts));
    let runs = options.runs;
    let label_vectors = match (taxonomy, embedder) {
        (Some(taxonomy), Some(embedder)) => {
            let langs = [set.query_lang, set.corpus_lang];
            Some(LabelVectors::make(taxonomy, Some(&langs), embedder, progress)?)
        }
        _ => None,
    };
    let guesser = taxonomy.map(|taxonomy| Guesser { taxonomy, labels: label_vectors.as_ref() });
    let shelf =
        Shelf::in_memory(embedder.map_or(1, |embedder| embedder.dimensions()), Keeps::Nothing)?;
    let mut writer = shelf.writer(WriterOptions::default())?;
    for batch in set.corpus.chunks(BATCH) {
        let texts: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
        let vectors = vectors_of(&texts, embedder.filter(|_| guesser.is_some()), &())?;
        let drafts = batch.par_iter().zip(&vectors).map(|((id, text), vector)| {
            let mut draft = draft(id, text, set.corpus_lang);
            if let Some(guesser) = guesser {
                let langs = [set.corpus_lang];
                let vector = vector.as_ref().filter(|_| !guesser.is_name(text, &langs));
                let guesses = guesser.guess(text, &langs, vector)?;
                draft.document.concepts = concepts::links(guesser.taxonomy, &guesses);
            }
            Ok(draft)
        });
        writer.upsert(drafts.collect::<Result<_>>()?, embedder, progress)?;
    }
    writer.commit(None)?;
    drop(writer);
    let snapshot = shelf.snapshot()?;
    let within = snapshot.index.all();
    let in_corpus: BTreeSet<&str> = set.corpus.iter().map(|(id, _)| id.as_str()).collect();
    let judged: Vec<_> = set
        .queries
        .iter()
        .filter_map(|(id, text)| {
            let judgments = set.judgments.get(id)?;
            // A judged document that the corpus lacks cannot be found and does not count.
            let known = judgments.iter().filter(|(id, _)| in_corpus.contains(id.as_str()));
            let known: BTreeMap<String, u8> =
                known.map(|(id, grade)| (id.clone(), *grade)).collect();
            known.values().any(|grade| *grade > 0).then_some((id, text, known))
        })
        .collect();
    let texts: Vec<&str> = judged.iter().map(|(_, text, _)| text.as_str()).collect();
    let vectors = vectors_of(&texts, embedder, progress)?;
    let files = runs.map(|runs| RunFiles::create(runs, &set.name)).transpose()?;
    let measured: Result<Vec<Option<[Metrics; BRANCHES.len()]>>> = judged
        .par_iter()
        .zip(vectors)
        .map(|((id, text, judgments), vector): (_, Option<Embedding>)| {
            let words = any_word(plain_words(text, set.query_lang));
            let concepts = match guesser {
                Some(guesser) => {
                    let guesses = guesser.guess(text, &[set.query_lang], vector.as_ref())?;
                    concepts::query(guesser.taxonomy, &guesses)
                }
                None => Vec::new(),
            };
            let probe = Probe { title: vector, content: None };
            let ask = RetrievalQuery {
                words: takes(Branch::Words).then_some(&words),
                grams: takes(Branch::Letters).then_some(text.as_str()),
                probe,
                concepts: &concepts,
            };
            let weights = fusion::weights(set.query_lang, set.corpus_lang);
            let retrieved = retrieve(&snapshot, &ask, &within, weights)?;
            let ids = retrieved.docs.iter().map(|doc| snapshot.index.id(*doc).map_err(index));
            let ids: Vec<&str> = ids.collect::<Result<_>>()?;
            let rankings = rankings(&retrieved, &ids);
            if let Some(files) = &files {
                files.write(id, &rankings)?;
            }
            let mut metrics = [Metrics::default(); BRANCHES.len()];
            for (slot, ranking) in metrics.iter_mut().zip(&rankings) {
                let ranked = ranking.iter().map(|(_, id)| *id);
                match measure(ranked, judgments, false) {
                    Some(measured) => *slot = measured,
                    None => return Ok(None),
                }
            }
            Ok(Some(metrics))
        })
        .collect();
    let measured: Vec<[Metrics; BRANCHES.len()]> = measured?.into_iter().flatten().collect();
    let branches = BRANCHES.iter().enumerate().map(|(i, branch)| {
        let of_branch: Vec<Metrics> = measured.iter().map(|metrics| metrics[i]).collect();
        BranchResult { branch, metrics: Metrics::mean(&of_branch) }
    });
    Ok(SetResult {
        name: set.name.clone(),
        query_lang: set.query_lang,
        corpus_lang: set.corpus_lang,
        n_queries: measured.len(),
        branches: branches.collect(),
    })
}

fn vectors_of(
    texts: &[&str],
    embedder: Option<&dyn Embedder>,
    progress: &dyn Progress,
) -> Result<Vec<Option<Embedding>>> {
    let Some(embedder) = embedder else { return Ok(vec![None; texts.len()]) };
    let made = embedder.embed(texts, TextKind::Symmetric, progress).map_err(embed)?;
    Ok(made.into_iter().map(Some).collect())
}

fn draft(id: &str, text: &str, lang: Lang) -> Draft {
    let document = IndexDocument {
        id: id.to_owned(),
        texts: vec![FieldText::new(Part::Title, lang, text)],
        ..IndexDocument::default()
    };
    Draft { document, texts: EmbeddedTexts { title: Some(text.to_owned()), content: None } }
}

/// The rankings of the branches and of the fusion, best first, ties by id. A branch lists the
/// documents of which it says something; the fusion lists all.
fn rankings<'a>(retrieved: &Retrieved, ids: &[&'a str]) -> [Vec<(f32, &'a str)>; BRANCHES.len()] {
    let listed = |scores: &mut dyn Iterator<Item = Option<f32>>| {
        let mut ranking: Vec<(f32, &str)> =
            scores.zip(ids).filter_map(|(score, id)| Some((score?, *id))).collect();
        ranking.sort_unstable_by(|a, b| by_score_then_id(*a, *b));
        ranking
    };
    let above_zero = |score: f32| (score > 0.0).then_some(score);
    [
        listed(&mut retrieved.words.iter().map(|(score, _)| above_zero(*score))),
        listed(&mut retrieved.grams.iter().map(|score| above_zero(*score))),
        listed(&mut retrieved.dense.iter().copied()),
        listed(&mut retrieved.concepts.iter().map(|(score, _)| above_zero(*score))),
        listed(&mut retrieved.fused.iter().map(|score| Some(*score))),
    ]
}

struct RunFiles(Vec<std::sync::Mutex<std::io::BufWriter<fs::File>>>);

impl RunFiles {
    fn create(dir: &Path, set: &str) -> Result<Self> {
        fs::create_dir_all(dir).map_err(io)?;
        let file = |branch: &&str| {
            let file = fs::File::create(dir.join(format!("{set}.{branch}.tsv"))).map_err(io)?;
            Ok(std::sync::Mutex::new(std::io::BufWriter::new(file)))
        };
        Ok(Self(BRANCHES.iter().map(file).collect::<Result<_>>()?))
    }

    fn write(&self, query: &str, rankings: &[Vec<(f32, &str)>; BRANCHES.len()]) -> Result<()> {
        for (file, ranking) in self.0.iter().zip(rankings) {
            let mut file = file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            for (score, id) in ranking {
                writeln!(file, "{query}\t{id}\t{score}").map_err(io)?;
            }
            file.flush().map_err(io)?;
        }
        Ok(())
    }
}
