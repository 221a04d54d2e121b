//! What a person has of what a posting or an occupation asks.

use super::{GapAnalysis, GapRequest, GapRow, Person, Question};
use crate::concepts;
use crate::error::{Error, Result};
use crate::reading::{Reader, read_candidate_texts};
use crate::snapshot::Snapshot;
use kohtaanto_domain::model::{
    Candidate, Card, Demand, Employer, Importance, JobPosting, Lang, Localized, PostingId,
    Provenance, Requirement, Source, WorkTerms,
};
use kohtaanto_rank::MatchContext;
use kohtaanto_taxonomy::{ConceptId, ConceptKind, Relation, Taxonomy};

impl Snapshot {
    /// What a person has of what a stored posting asks.
    ///
    /// # Errors
    /// `NotFound` when there is no such posting; what the store refuses.
    pub fn gap_to_posting(
        &self,
        candidate: &Candidate,
        posting: &PostingId,
        request: &GapRequest,
    ) -> Result<GapAnalysis> {
        let posting = self.posting(posting)?;
        let rows = self.gap_rows(candidate, &posting, request)?;
        let title = posting.title.best(&request.langs).map_or("", |(_, title)| title);
        Ok(GapAnalysis { goal: title.to_owned(), occupation: None, rows })
    }

    /// What a person has of the competences and cards that an occupation needs or can use, by the
    /// occupation's identifier in the taxonomy.
    ///
    /// # Errors
    /// `NotFound` when the taxonomy has no such occupation; `Unavailable` without a taxonomy.
    pub fn gap_to_occupation(
        &self,
        candidate: &Candidate,
        occupation: &str,
        request: &GapRequest,
    ) -> Result<GapAnalysis> {
        let taxonomy = self.required_taxonomy()?;
        let is_occupation = |id: &ConceptId| taxonomy.kind(*id) == ConceptKind::Occupation;
        let id = taxonomy.find(occupation).filter(is_occupation);
        let id = id.ok_or_else(|| Error::NotFound {
            what: "occupation",
            id: occupation.to_owned(),
            fix: "give the identifier of one; `kohtaanto taxonomy search` finds them".to_owned(),
        })?;
        let need = occupation_need(taxonomy, id, request)?;
        let rows = self.gap_rows(candidate, &need, request)?;
        let occupation = need.occupations.into_iter().next();
        let goal = occupation.as_ref().map(|named| named.label.clone()).unwrap_or_default();
        Ok(GapAnalysis { goal, occupation, rows })
    }

    fn gap_rows(
        &self,
        candidate: &Candidate,
        posting: &JobPosting,
        request: &GapRequest,
    ) -> Result<Vec<GapRow>> {
        let taxonomy = self.taxonomy.as_deref();
        let candidate = self.linked(candidate)?;
        let person = Person::new(&candidate, taxonomy);
        let context = MatchContext { today: request.today, travel: self.travel.as_ref() };
        let answer = |question: &Question| {
            let mut row = person.answer(question, &question.prepared(), taxonomy, context);
            if let Some(taxonomy) = taxonomy {
                name(taxonomy, &mut row.asked, posting, &request.langs);
            }
            row
        };
        let mut rows: Vec<GapRow> = Question::all(posting).iter().map(answer).collect();
        rows.sort_by_key(|row| row.importance);
        Ok(rows)
    }

    /// The person with the concepts of what the profile names.
    pub(crate) fn linked(&self, candidate: &Candidate) -> Result<Candidate> {
        let mut candidate = candidate.clone();
        if let Some(taxonomy) = self.taxonomy.as_deref() {
            read_candidate_texts(Reader::by_words(taxonomy), &mut candidate)?;
        }
        Ok(candidate)
    }

    pub(crate) fn required_taxonomy(&self) -> Result<&Taxonomy> {
        self.taxonomy.as_deref().ok_or_else(|| {
            let problem = "occupations and their competences need a taxonomy; leave out \
                           `--no-taxonomy`";
            Error::NoTaxonomy(problem.to_owned())
        })
    }
}

/// An occupation as a need: what is essential must be there, what is optional would be a merit.
fn occupation_need(taxonomy: &Taxonomy, id: ConceptId, request: &GapRequest) -> Result<JobPosting> {
    let occupation = concepts::occupation(taxonomy, id, &request.langs);
    let lang = taxonomy.name_of(id, &request.langs).map_or(Lang::FI, |label| label.lang);
    let mut requirements = Vec::new();
    let relations =
        [(Relation::Essential, Importance::Must), (Relation::Optional, Importance::Nice)];
    for (relation, importance) in relations {
        for needed in taxonomy.related(id, relation) {
            let label = named(taxonomy, needed, &request.langs);
            let demand = match (taxonomy.kind(needed), taxonomy.code(needed)) {
                (ConceptKind::Card, Some(slug)) => Demand::Card(Card(slug.to_owned())),
                _ => Demand::Competence { label, uri: Some(taxonomy.uri(needed).to_owned()) },
            };
            let provenance = Provenance::Inferred { by: taxonomy.name().to_owned() };
            requirements.push(Requirement { demand, importance, provenance });
        }
    }
    Ok(JobPosting {
        title: Localized::single(lang, occupation.label.as_str()),
        languages: vec![lang],
        occupations: vec![occupation],
        requirements,
        ..blank_posting()?
    })
}

/// A posting that says nothing.
pub(crate) fn blank_posting() -> Result<JobPosting> {
    let id = PostingId::new("need").map_err(|error| Error::Fields(error.into()))?;
    Ok(JobPosting {
        id,
        source: Source { name: String::new(), licence: None },
        languages: Vec::new(),
        title: Localized::default(),
        description: Localized::default(),
        employer: Employer::default(),
        places: Vec::new(),
        remote_share: None,
        occupations: Vec::new(),
        requirements: Vec::new(),
        terms: WorkTerms::default(),
        openings: 1,
        published: None,
        expires: None,
        apply_url: None,
    })
}

pub(super) fn named(taxonomy: &Taxonomy, id: ConceptId, langs: &[Lang]) -> String {
    taxonomy.name_of(id, langs).map_or("", |label| label.text).to_owned()
}

/// A posting in another language than the wanted one gives way to the concept's own name.
fn name(taxonomy: &Taxonomy, asked: &mut Demand, posting: &JobPosting, langs: &[Lang]) {
    let Some(wanted) = langs.first() else { return };
    if posting.title.langs().next() == Some(*wanted) {
        return;
    }
    let (label, uri) = match asked {
        Demand::Competence { label, uri: Some(uri) } => (label, &*uri),
        Demand::Experience { occupation: Some(occupation), .. } => {
            let Some(uri) = &occupation.uri else { return };
            (&mut occupation.label, uri)
        }
        _ => return,
    };
    let found = taxonomy.find(uri).and_then(|id| taxonomy.name_of(id, &[*wanted]));
    if let Some(found) = found.filter(|label| label.lang == *wanted) {
        *label = found.text.to_owned();
    }
}
