//! The comparisons, one file for each; each returns a [`FeatureValue`] that says what it knows.

mod competences;
mod languages;
mod occupation;
mod prepared;
mod qualifications;
mod reach;
mod terms;
mod texts;

pub use prepared::{PreparedCandidate, PreparedPosting};

use crate::feature::{FeatureValue, RankingFeature};
use crate::scorer::{MatchContext, Retrieval};

/// All features of a pair.
pub(crate) fn compare(
    candidate: &PreparedCandidate<'_>,
    posting: &PreparedPosting<'_>,
    retrieval: Retrieval,
    context: MatchContext<'_>,
) -> Vec<(RankingFeature, FeatureValue)> {
    vec![
        (RankingFeature::Reach, reach::compare(candidate, posting, context)),
        (RankingFeature::Occupation, occupation::compare(candidate, posting, context)),
        (RankingFeature::Competences, competences::compare(candidate, posting, context)),
        (RankingFeature::Languages, languages::compare(candidate, posting)),
        (RankingFeature::Qualifications, qualifications::compare(candidate, posting)),
        (RankingFeature::Terms, terms::compare(candidate, posting)),
        (RankingFeature::Wishes, texts::wishes(candidate, posting)),
        (RankingFeature::Words, texts::words(candidate, posting, retrieval)),
        (RankingFeature::Meaning, texts::meaning(retrieval)),
    ]
}
