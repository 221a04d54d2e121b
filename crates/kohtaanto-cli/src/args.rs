//! The command line as typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use kohtaanto::{Emphasis, RankingFeature};
use std::path::PathBuf;

/// Avoimet työpaikat ja osaajat kohtaavat: haku, perusteltu kohtaanto ja arviointi.
///
/// Index job postings across municipalities and rank them for people, or people for a need, with
/// reasons.
#[derive(Debug, Parser)]
#[command(name = "kohtaanto", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Parser)]
pub(crate) struct GlobalArgs {
    /// Folder of the store.
    #[arg(long, global = true, env = "KOHTAANTO_STORE", default_value = "kohtaanto-store")]
    pub(crate) store: PathBuf,
    /// Folder of the embedding model; by default the one of the source tree, or beside the binary.
    #[arg(long, global = true, env = "KOHTAANTO_MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Use no embedding model: words and rules only.
    #[arg(long, global = true)]
    pub(crate) no_model: bool,
    /// File of the taxonomy, made by `kohtaanto taxonomy import`; by default the starter taxonomy.
    #[arg(long, global = true, env = "KOHTAANTO_TAXONOMY")]
    pub(crate) taxonomy: Option<PathBuf>,
    /// Use no taxonomy: words and meaning only, nothing read from texts.
    #[arg(long, global = true)]
    pub(crate) no_taxonomy: bool,
    /// Table of minutes by car between municipalities; without one, minutes are estimated.
    #[arg(long, global = true, env = "KOHTAANTO_TRAVEL")]
    pub(crate) travel: Option<PathBuf>,
    /// File of tokens; by default beside the store, STORE.tokens.json.
    #[arg(long, global = true, value_name = "FILE", env = "KOHTAANTO_TOKENS")]
    pub(crate) tokens: Option<PathBuf>,
    /// Audit log of views and rankings of people; by default beside the store, STORE.audit.ndjson.
    #[arg(long, global = true, value_name = "FILE", env = "KOHTAANTO_AUDIT")]
    pub(crate) audit: Option<PathBuf>,
    /// The day on which postings must be open, YYYY-MM-DD; by default today.
    #[arg(long, global = true, env = "KOHTAANTO_AS_OF")]
    pub(crate) as_of: Option<String>,
    /// Output for people or for programs.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Language of texts for people.
    #[arg(long, global = true, env = "KOHTAANTO_LANG", value_enum, default_value_t = TextLangArg::Fi)]
    pub(crate) lang: TextLangArg,
    /// Threads to use; by default one for each processor.
    #[arg(long, global = true)]
    pub(crate) threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people.
    Human,
    /// One JSON object a line.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextLangArg {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build a store from the fixtures and show what an advisor, a person and an employer see.
    Demo {
        /// Folder of the fixtures; by default the one of the source tree.
        #[arg(long)]
        fixtures: Option<PathBuf>,
    },
    /// Put postings or candidates into the store, from NDJSON files or folders of JSON.
    Index(IndexArgs),
    /// Find postings by words and meaning.
    Search(Box<SearchArgs>),
    /// Rank open postings for a person: a stored id, a profile file (JSON), or a plain text CV.
    Match(MatchArgs),
    /// Rank people for a posting. Needs a token, or a role and a purpose; the audit log holds it.
    Candidates(CandidatesArgs),
    /// Tokens of those who may see people: make, list, revoke.
    #[command(subcommand)]
    Token(TokenCommand),
    /// The audit log of who saw which people, when and what for: check its chain, read it.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// What a person can do: read it from a text, confirm or reject it, compare it with work.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Show which occupations, competences and cards a text names, and by which words.
    Link {
        /// The text, or - for standard input.
        text: String,
        /// Its language; by default it is recognised.
        #[arg(long = "in", value_name = "LANG")]
        in_lang: Option<String>,
    },
    /// Show what a posting asks: as its source declares, and as its text says, with the words.
    Requirements {
        /// Id of the posting.
        posting: String,
    },
    /// Find postings like a posting.
    Similar {
        /// Id of the posting.
        posting: String,
        /// How many to show.
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Show how one person and one posting fit, both ways, with every contribution.
    Explain {
        /// Id of the candidate.
        candidate: String,
        /// Id of the posting.
        posting: String,
    },
    /// Supply and demand by municipality and occupation group, small numbers of people hidden.
    Overview {
        /// Show the groups of this municipality, region or employment area, by name or code; repeat
        /// for several. By default all municipalities without groups.
        #[arg(long, alias = "municipality")]
        place: Vec<String>,
    },
    /// Show how much the store holds.
    Stats,
    /// Fetch ONNX Runtime into the cache with pip or npm, and check the model.
    Setup,
    /// Check the runtime, the model and the store, and say how to mend what is wrong.
    Doctor,
    /// Measure ranking on TREC folders (queries.tsv, corpus.tsv, qrels.tsv).
    Eval(EvalArgs),
    /// Occupations and competences: import, show, search, count.
    #[command(subcommand)]
    Taxonomy(TaxonomyCommand),
}

#[derive(Debug, Parser)]
pub(crate) struct IndexArgs {
    /// NDJSON files, folders of .json and .ndjson files, or - for standard input.
    #[arg(required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The lines are candidates, not postings.
    #[arg(long)]
    pub(crate) candidates: bool,
    /// Refuse lines with unknown fields instead of keeping the fields aside.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Make the store anew, also when it was made with another model or format.
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Put nothing in when any line is refused.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// Commit after this many lines as well as at the end.
    #[arg(long)]
    pub(crate) commit_every: Option<usize>,
}

#[derive(Debug, Parser)]
pub(crate) struct SearchArgs {
    /// Words, best in quotes; +must -not "phrase" prefix* *suffix work, and places are
    /// understood.
    pub(crate) text: Vec<String>,
    /// Municipality, region, employment area or postal code, by name or code; repeat for several.
    #[arg(long, alias = "municipality")]
    pub(crate) place: Vec<String>,
    /// Place to leave out.
    #[arg(long)]
    pub(crate) not_place: Vec<String>,
    /// Within reach of this place; give --minutes or --km with it.
    #[arg(long)]
    pub(crate) near: Option<String>,
    /// Minutes by car from --near.
    #[arg(long, requires = "near", conflicts_with = "km")]
    pub(crate) minutes: Option<u16>,
    /// Kilometres from --near, as the crow flies.
    #[arg(long, requires = "near")]
    pub(crate) km: Option<f64>,
    /// Within reach of this point, latitude,longitude; repeat for several.
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    pub(crate) position: Vec<String>,
    /// Kilometres from the --position of the same number [default: 5].
    #[arg(long, requires = "position")]
    pub(crate) position_radius: Vec<f64>,
    /// Minutes by car from every --position, instead of kilometres.
    #[arg(long, requires = "position", conflicts_with = "position_radius")]
    pub(crate) position_minutes: Option<u16>,
    /// Competence, card or permit that is asked, by its identifier; `kohtaanto link` tells it.
    #[arg(long)]
    pub(crate) skill: Vec<String>,
    /// Tell what municipalities within this many minutes of those searched would add; 0 for no.
    #[arg(long, value_name = "MINUTES", default_value_t = 45)]
    pub(crate) widen: u16,
    /// full_time or part_time.
    #[arg(long)]
    pub(crate) working_time: Vec<String>,
    /// employment, public_service, agency, apprenticeship, training, entrepreneur.
    #[arg(long)]
    pub(crate) relationship: Vec<String>,
    /// permanent, fixed_term, seasonal, summer, on_call.
    #[arg(long)]
    pub(crate) continuity: Vec<String>,
    /// Language of the posting, such as fi.
    #[arg(long)]
    pub(crate) language: Vec<String>,
    /// ISCO-08 group of one to four digits, or the identifier of an occupation.
    #[arg(long)]
    pub(crate) occupation: Vec<String>,
    /// Employer's whole name.
    #[arg(long)]
    pub(crate) employer: Vec<String>,
    /// Source of the postings.
    #[arg(long)]
    pub(crate) source: Vec<String>,
    /// Published on this day or later.
    #[arg(long)]
    pub(crate) published_from: Option<String>,
    /// Published on this day or before.
    #[arg(long)]
    pub(crate) published_to: Option<String>,
    /// Closed and coming postings too.
    #[arg(long)]
    pub(crate) closed_too: bool,
    /// Count the hits by: municipality, region, country, occupation, occupation_name, working_time,
    /// continuity, language, employer.
    #[arg(long)]
    pub(crate) facet: Vec<String>,
    /// The same by JobTech's names: municipality, region, country, occupation-name, -group, -field.
    #[arg(long)]
    pub(crate) stats: Vec<String>,
    /// Leave out hits of less relevance, 0 to 1: a share of the best hit's.
    #[arg(long, default_value_t = 0.0)]
    pub(crate) relevance_threshold: f32,
    /// relevance, pubdate-desc, pubdate-asc, applydate-desc, applydate-asc or updated.
    #[arg(long, default_value = "relevance")]
    pub(crate) sort: String,
    /// How many to show.
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// How many to skip.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: usize,
    /// Let a neighbour in meaning stand above a posting that has all the words.
    #[arg(long)]
    pub(crate) meaning_may_outrank: bool,
    /// Compare by words only.
    #[arg(long)]
    pub(crate) words_only: bool,
    /// Show what each branch of the search says.
    #[arg(long)]
    pub(crate) why: bool,
}

#[derive(Debug, Parser)]
pub(crate) struct MatchArgs {
    /// Id of a stored candidate, a profile in JSON, or a plain text file; - for standard input.
    pub(crate) who: String,
    /// Home municipality of a plain text CV, by name or code.
    #[arg(long)]
    pub(crate) home: Option<String>,
    /// Longest journey one way in minutes, for a plain text CV.
    #[arg(long)]
    pub(crate) minutes: Option<u16>,
    /// Only postings of these places.
    #[arg(long)]
    pub(crate) place: Vec<String>,
    /// What matters more to the person than usual.
    #[arg(long, value_name = "WHAT", value_parser = movable())]
    pub(crate) more: Vec<RankingFeature>,
    /// What matters less.
    #[arg(long, value_name = "WHAT", value_parser = movable())]
    pub(crate) less: Vec<RankingFeature>,
    /// How many to show.
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// Compare by words and rules only.
    #[arg(long)]
    pub(crate) words_only: bool,
    /// Show every contribution.
    #[arg(long)]
    pub(crate) why: bool,
}

impl MatchArgs {
    /// What matters more or less to the person than usual.
    pub(crate) fn emphasis(&self) -> Vec<(RankingFeature, Emphasis)> {
        let of = |features: &[RankingFeature], emphasis| -> Vec<_> {
            features.iter().map(|feature| (*feature, emphasis)).collect()
        };
        [of(&self.less, Emphasis::Less), of(&self.more, Emphasis::More)].concat()
    }
}

/// The features that a person can give weight, by their codes.
fn movable() -> impl TypedValueParser<Value = RankingFeature> {
    let codes = RankingFeature::MOVABLE.map(RankingFeature::code);
    PossibleValuesParser::new(codes)
        .try_map(|code| RankingFeature::movable(&code).ok_or("is not one that can be moved"))
}

#[derive(Debug, Parser)]
pub(crate) struct CandidatesArgs {
    /// Id of the posting.
    pub(crate) posting: String,
    /// Who asks.
    #[arg(long, value_enum, required_unless_present = "token")]
    pub(crate) role: Option<RoleArg>,
    /// What for, in three words or more.
    #[arg(long, required_unless_present = "token")]
    pub(crate) purpose: Option<String>,
    /// A token of `kohtaanto token create`, which says both.
    #[arg(long, env = "KOHTAANTO_TOKEN", hide_env_values = true, conflicts_with_all = ["role", "purpose"])]
    pub(crate) token: Option<String>,
    /// How many to show.
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// Show every contribution.
    #[arg(long)]
    pub(crate) why: bool,
    /// Show what each requirement costs in people within reach, and no people.
    #[arg(long)]
    pub(crate) costs: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArg {
    /// An advisor of an employment area or a municipality.
    Advisor,
    /// An employer: sees pseudonyms only.
    Employer,
    /// Another service.
    Service,
    /// Who runs the installation.
    Admin,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and show its secret, once.
    Create(TokenCreateArgs),
    /// Show the tokens, without their secrets.
    List,
    /// Revoke a token, at once and for good.
    Revoke {
        /// Its id, as `list` shows it.
        id: String,
    },
}

#[derive(Debug, Parser)]
pub(crate) struct TokenCreateArgs {
    /// Who.
    #[arg(long, value_enum)]
    pub(crate) role: RoleArg,
    /// For whom the role acts.
    #[arg(long, alias = "organization")]
    pub(crate) organisation: String,
    /// What for, in three words or more.
    #[arg(long)]
    pub(crate) purpose: String,
    /// Municipality, region or employment area whose people it opens, by name or code; repeat for
    /// several. By default all.
    #[arg(long, alias = "municipality")]
    pub(crate) place: Vec<String>,
    /// Its last day, YYYY-MM-DD, within a year.
    #[arg(long)]
    pub(crate) expires: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Check the chain over all files of the log, and name the first line that does not hold.
    Verify {
        /// A point that an earlier `verify` printed and that was kept elsewhere: the log must still
        /// hold that line.
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Option<String>,
    },
    /// Show entries, oldest first.
    Show(AuditShowArgs),
}

#[derive(Debug, Parser)]
pub(crate) struct AuditShowArgs {
    /// Only what tells of this person: who looked, when and what for.
    #[arg(long)]
    pub(crate) candidate: Option<String>,
    /// Only what is about this posting.
    #[arg(long)]
    pub(crate) posting: Option<String>,
    /// Only what this token did, by its id.
    #[arg(long)]
    pub(crate) token_id: Option<String>,
    /// Only one action, such as rank_people or view_candidate.
    #[arg(long)]
    pub(crate) action: Option<String>,
    /// How many of the last to show.
    #[arg(long, default_value_t = 50)]
    pub(crate) last: usize,
}

#[derive(Debug, Parser)]
pub(crate) struct EvalArgs {
    /// Folders with queries.tsv, corpus.tsv and qrels.tsv, or folders of such folders; or, with
    /// --scenarios, none.
    pub(crate) folders: Vec<PathBuf>,
    /// Judged scenarios (NDJSON) to run on the store.
    #[arg(long)]
    pub(crate) scenarios: Option<PathBuf>,
    /// Persons told in several languages (NDJSON: id, home, texts by language): how many of the ten
    /// best postings each language shares with the Finnish telling.
    #[arg(long, conflicts_with_all = ["scenarios", "pairs"])]
    pub(crate) persons: Option<PathBuf>,
    /// Pairs of words (word asked, form in a text, class, expected) to judge by the analysis of a
    /// language.
    #[arg(long)]
    pub(crate) pairs: Option<PathBuf>,
    /// Language of --pairs.
    #[arg(long, default_value = "fi")]
    pub(crate) pairs_lang: String,
    /// Write run files (query, document, score) into this folder.
    #[arg(long)]
    pub(crate) runs: Option<PathBuf>,
    /// Keep vectors in this folder, so that a second run embeds nothing twice.
    #[arg(long)]
    pub(crate) cache: Option<PathBuf>,
    /// Branches that take part, separated by commas; by default all.
    #[arg(long, value_enum, value_delimiter = ',', conflicts_with_all = ["scenarios", "persons", "pairs"])]
    pub(crate) branches: Vec<BranchArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BranchArg {
    /// Base forms, parts of compounds and families.
    Words,
    /// Character n-grams.
    Letters,
    /// Vectors.
    Meaning,
    /// Concepts of the taxonomy.
    Concepts,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Read a CV or a few sentences: take out what is private, find what the person can do, and
    /// write a profile that `match` takes. What was decided before of a profile that is there holds.
    Build(ProfileBuildArgs),
    /// Show the items of a profile, each with the words that led to it.
    Show {
        /// The profile that `build` wrote.
        profile: PathBuf,
    },
    /// Note that items are right.
    Confirm {
        /// The profile that `build` wrote.
        profile: PathBuf,
        /// Numbers, keys or names of items, as `show` gives them.
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// Note that items are wrong: they are taken out, and do not return when the text is read anew.
    Reject {
        /// The profile that `build` wrote.
        profile: PathBuf,
        /// Numbers, keys or names of items, as `show` gives them.
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// Show what is met, near, missing or not known for a posting or an occupation; without either,
    /// which occupations the competences lead to next.
    Gap(ProfileGapArgs),
}

#[derive(Debug, Parser)]
pub(crate) struct ProfileBuildArgs {
    /// A text file, or - for standard input.
    pub(crate) text: PathBuf,
    /// The profile to write; the items and decisions go beside it, with the ending .items.json.
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Pseudonymous id of the person.
    #[arg(long, default_value = "cv")]
    pub(crate) id: String,
    /// Language of the text, such as fi; by default it is recognised.
    #[arg(long)]
    pub(crate) lang_of: Option<String>,
    /// Home municipality, by name or code.
    #[arg(long)]
    pub(crate) home: Option<String>,
    /// How the person gets to work: car, bus, bicycle, none.
    #[arg(long, requires = "home")]
    pub(crate) by: Option<String>,
    /// Longest journey one way in minutes.
    #[arg(long, requires = "home")]
    pub(crate) minutes: Option<u16>,
}

#[derive(Debug, Parser)]
pub(crate) struct ProfileGapArgs {
    /// A profile in JSON, or the id of a stored candidate.
    pub(crate) who: String,
    /// Id of a posting.
    #[arg(long)]
    pub(crate) posting: Option<String>,
    /// An occupation, by name or identifier.
    #[arg(long, conflicts_with = "posting")]
    pub(crate) occupation: Option<String>,
    /// How many next occupations to show.
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TaxonomyCommand {
    /// Make a taxonomy file from a folder with the CSV files of the official ESCO download.
    Import {
        /// The folder.
        folder: PathBuf,
        /// The file to write.
        #[arg(long, default_value = "taxonomy.kohtaanto")]
        out: PathBuf,
        /// Languages to take, such as fi,sv,en; by default all that are there.
        #[arg(long, value_delimiter = ',')]
        langs: Vec<String>,
    },
    /// Show a concept: its names, what is above and below it, what it needs.
    Show {
        /// Its identifier, or a name of it.
        concept: String,
    },
    /// Find concepts by a name or a description.
    Search {
        /// The text.
        text: String,
        /// Its language; by default it is recognised.
        #[arg(long = "in", value_name = "LANG")]
        in_lang: Option<String>,
        /// How many to list.
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Make the vectors of the labels with the model, so that texts are linked by meaning where no
    /// name is like their words. They are written beside the taxonomy's file, or, for the starter
    /// taxonomy, into the model's folder, where the other commands find them.
    Vectors {
        /// Languages of the labels, such as fi,sv,en; by default all.
        #[arg(long, value_delimiter = ',')]
        langs: Vec<String>,
    },
    /// How much there is of what.
    Stats,
}
