//! From postings and candidates to index documents and the texts that are embedded.

use crate::concepts::as_postings_say;
use jiff::civil::Date;
use kohtaanto_domain::geo::{self, Point};
use kohtaanto_domain::model::{
    Candidate, Coded, Demand, Employer, Importance, JobPosting, Lang, Localized, MunicipalityCode,
    Occupation, Requirement, WorkPlace,
};
use kohtaanto_domain::text::{plain_text, useful_content};
use kohtaanto_index::{FieldText, IndexDocument, Part, Tag};
use kohtaanto_taxonomy::{Taxonomy, card_uri};
use std::borrow::Cow;

/// Characters of content that are embedded: what is done and asked stands first, and a model's
/// time grows with the length.
const CONTENT_CHARS: usize = 520;

/// The country of all municipalities that are known.
const FINLAND: &str = "FI";

/// The two texts of a document that get vectors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EmbeddedTexts {
    /// Title and occupations.
    pub(crate) title: Option<String>,
    /// What is done and asked, or what the person can do.
    pub(crate) content: Option<String>,
}

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).map_or(0, |span| span.get_days())
}

/// The index document of a posting, still without vector rows, and its texts to embed.
pub(crate) fn posting_document(
    posting: &JobPosting,
    payload: &str,
) -> (IndexDocument, EmbeddedTexts) {
    let mut texts = Vec::new();
    let main = posting.title.langs().next().unwrap_or(Lang::FI);
    for (lang, title) in posting.title.iter() {
        texts.push(FieldText::new(Part::Title, lang, title));
    }
    let labels = requirement_labels(posting);
    let occupations = posting.occupations.iter().map(|occupation| occupation.label.as_str());
    for label in labels.iter().map(String::as_str).chain(occupations) {
        texts.push(FieldText::new(Part::Requirements, main, label));
    }
    let mut content = labels.join(", ");
    for (lang, description) in posting.description.iter() {
        let useful = useful_content(&plain_text(description));
        if lang == main {
            content = format!("{content}\n{useful}");
        }
        texts.push(FieldText::new(Part::Body, lang, useful));
    }
    texts.push(FieldText::new(Part::Body, main, posting.employer.name.as_str()));
    let embedded = EmbeddedTexts {
        title: title_text(&posting.title, &posting.occupations),
        content: cut(&content),
    };
    let extent = posting.terms.extent();
    let document = IndexDocument {
        id: posting.id.to_string(),
        payload: payload.trim().as_bytes().to_vec(),
        texts,
        tags: posting_tags(posting),
        published: posting.published.map(day_number),
        expires: posting.expires.map(day_number),
        openings: posting.openings,
        points: points(posting),
        extent: extent.map(|(min, max)| (thousandths(min), thousandths(max))),
        ..IndexDocument::default()
    };
    (document, embedded)
}

/// The index document of a candidate, still without vector rows, and its texts to embed.
pub(crate) fn candidate_document(
    candidate: &Candidate,
    taxonomy: Option<&Taxonomy>,
    payload: &str,
) -> (IndexDocument, EmbeddedTexts) {
    let profile = &candidate.profile;
    let lang = profile.text.langs().next().unwrap_or(Lang::FI);
    let mut texts = Vec::new();
    for work in &profile.history {
        texts.push(FieldText::new(Part::Title, lang, work.occupation.label.as_str()));
        if let Some(text) = &work.text {
            texts.push(FieldText::new(Part::Body, lang, text.as_str()));
        }
    }
    let competences = profile.competences.iter().map(|competence| competence.label.as_str());
    let education = profile.education.iter().filter_map(|education| education.label.as_deref());
    for label in competences.chain(education) {
        texts.push(FieldText::new(Part::Requirements, lang, label));
    }
    for (lang, text) in profile.text.iter().chain(candidate.wishes.iter()) {
        texts.push(FieldText::new(Part::Body, lang, text));
    }
    let said = as_postings_say(taxonomy, candidate);
    if let Cow::Owned(said) = &said {
        for work in &said.profile.history {
            texts.push(FieldText::new(Part::Title, Lang::FI, work.occupation.label.as_str()));
        }
        for competence in &said.profile.competences {
            texts.push(FieldText::new(Part::Requirements, Lang::FI, competence.label.as_str()));
        }
    }
    let mut tags = vec![(Tag::Kind, "candidate".to_owned())];
    if let Some(home) = candidate.reach.home {
        place_tags(home, &mut tags);
    }
    for work in &profile.history {
        occupation_tags(&work.occupation, &mut tags);
    }
    for skill in &profile.languages {
        tags.push((Tag::Language, skill.language.to_string()));
    }
    let document = IndexDocument {
        id: candidate.id.to_string(),
        payload: payload.trim().as_bytes().to_vec(),
        texts,
        tags,
        ..IndexDocument::default()
    };
    (document, candidate_texts(&said))
}

/// A candidate's texts to embed: the latest work, and what the person tells.
pub(crate) fn candidate_texts(candidate: &Candidate) -> EmbeddedTexts {
    let profile = &candidate.profile;
    let mut history: Vec<_> = profile.history.iter().collect();
    history.sort_by_key(|work| std::cmp::Reverse((work.to.is_none(), work.to, work.from)));
    let latest: Vec<&str> =
        history.iter().take(3).map(|work| work.occupation.label.as_str()).collect();
    let education = profile.education.iter().filter_map(|education| education.label.as_deref());
    let competences = profile.competences.iter().map(|competence| competence.label.as_str());
    let labels: Vec<&str> = competences.chain(education.clone()).collect();
    let own = profile.text.iter().chain(candidate.wishes.iter()).map(|(_, text)| text);
    let work = history.iter().filter_map(|work| work.text.as_deref());
    let told: Vec<&str> = own.chain(work).collect();
    let title = if latest.is_empty() { education.collect() } else { latest };
    EmbeddedTexts {
        title: (!title.is_empty()).then(|| title.join(", ")),
        content: cut(&format!("{}\n{}", labels.join(", "), told.join("\n"))),
    }
}

/// A title with the occupations that it does not name.
fn title_text(title: &Localized, occupations: &[Occupation]) -> Option<String> {
    let (_, title) = title.iter().next()?;
    let lower = title.to_lowercase();
    let others = occupations.iter().map(|occupation| occupation.label.as_str());
    let others = others.filter(|label| !lower.contains(&label.to_lowercase()));
    let all: Vec<&str> = std::iter::once(title).chain(others).collect();
    Some(all.join(", "))
}

/// What is required, in words.
pub(crate) fn requirement_labels(posting: &JobPosting) -> Vec<String> {
    let label = |demand: &Demand| match demand {
        Demand::Competence { label, .. } => Some(label.clone()),
        Demand::Education { label, .. } => label.clone(),
        Demand::Experience { occupation, .. } => occupation.as_ref().map(|o| o.label.clone()),
        Demand::Card(card) => Some(card.0.clone()),
        Demand::Language { .. } | Demand::DrivingLicence(_) => None,
    };
    posting.requirements.iter().filter_map(|requirement| label(&requirement.demand)).collect()
}

/// The first characters of a text, up to the end of a word.
fn cut(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match text.char_indices().nth(CONTENT_CHARS) {
        None => Some(text.to_owned()),
        Some((end, _)) => {
            let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            Some(text[..end].to_owned())
        }
    }
}

/// What must be met: values of [`Tag::Asks`].
pub(crate) const ASKS_LICENCE: &str = "driving_licence";
pub(crate) const ASKS_EXPERIENCE: &str = "experience";
/// The value of [`Tag::Remote`].
pub(crate) const REMOTE: &str = "yes";

/// A share of 0 to 1 as the index holds it.
pub(crate) fn thousandths(share: f32) -> u16 {
    // At most 1000: fits.
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// What an employer's name, or the beginning of one, is compared by: small letters and single
/// spaces.
pub(crate) fn employer_key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name from each of its words on, also from the words of a hyphenated one.
fn employer_keys(employer: &Employer) -> Vec<String> {
    let name = employer_key(&employer.name);
    let mut keys: Vec<String> = employer.business_id.iter().map(|id| employer_key(id)).collect();
    let mut in_word = false;
    for (at, c) in name.char_indices() {
        if c.is_alphanumeric() && !in_word {
            keys.push(name[at..].to_owned());
        }
        in_word = c.is_alphanumeric();
    }
    keys
}

fn requirement_tags(posting: &JobPosting, tags: &mut Vec<(Tag, String)>) {
    for Requirement { demand, importance, .. } in &posting.requirements {
        let tag = match demand {
            Demand::Competence { uri, .. } => uri.clone().map(|uri| (Tag::Competence, uri)),
            Demand::Card(card) => Some((Tag::Competence, card_uri(&card.0))),
            Demand::Language { language, .. } => Some((Tag::AskedLanguage, language.to_string())),
            Demand::DrivingLicence(class) => Some((Tag::Licence, class.code().to_owned())),
            Demand::Experience { .. } | Demand::Education { .. } => None,
        };
        tags.extend(tag);
        let asks = match (importance, demand) {
            (Importance::Nice, _) => None,
            (Importance::Must, Demand::DrivingLicence(_)) => Some(ASKS_LICENCE),
            (Importance::Must, Demand::Experience { .. }) => Some(ASKS_EXPERIENCE),
            (Importance::Must, _) => None,
        };
        tags.extend(asks.map(|what| (Tag::Asks, what.to_owned())));
    }
}

/// Where the work is: the points of its places, or the centres of their municipalities.
fn points(posting: &JobPosting) -> Vec<Point> {
    let centre = |code| geo::municipality(code).map(|municipality| municipality.point);
    let of = |place: &WorkPlace| place.point.or_else(|| centre(place.municipality));
    posting.places.iter().filter_map(of).collect()
}

fn place_tags(code: MunicipalityCode, tags: &mut Vec<(Tag, String)>) {
    tags.push((Tag::Municipality, code.to_string()));
    tags.push((Tag::Country, FINLAND.to_owned()));
    if let Some(municipality) = geo::municipality(code) {
        tags.push((Tag::Region, municipality.region.to_owned()));
        tags.push((Tag::EmploymentArea, municipality.employment_area.to_owned()));
    }
}

fn occupation_tags(occupation: &Occupation, tags: &mut Vec<(Tag, String)>) {
    if let Some(isco) = occupation.isco {
        tags.extend(isco.with_broader().map(|group| (Tag::Occupation, group)));
    }
    if let Some(uri) = &occupation.uri {
        tags.push((Tag::Concept, uri.clone()));
    }
}

fn posting_tags(posting: &JobPosting) -> Vec<(Tag, String)> {
    let mut tags = vec![(Tag::Kind, "posting".to_owned())];
    for place in &posting.places {
        place_tags(place.municipality, &mut tags);
    }
    for place in geo::mentioned_places(posting) {
        let code = place.municipality.to_string();
        if posting.places.is_empty() {
            tags.push((Tag::UndeclaredMunicipality, code.clone()));
        }
        tags.push((Tag::MentionedMunicipality, code));
    }
    for occupation in &posting.occupations {
        occupation_tags(occupation, &mut tags);
    }
    let terms = &posting.terms;
    tags.extend(terms.relationship.map(|r| (Tag::Relationship, r.code().to_owned())));
    tags.extend(terms.continuity.map(|c| (Tag::Continuity, c.code().to_owned())));
    tags.extend(terms.working_time.map(|w| (Tag::WorkingTime, w.code().to_owned())));
    tags.extend(terms.shifts.iter().map(|s| (Tag::Shift, s.code().to_owned())));
    tags.extend(posting.languages.iter().map(|l| (Tag::Language, l.to_string())));
    tags.push((Tag::Employer, posting.employer.name.to_lowercase()));
    tags.extend(employer_keys(&posting.employer).into_iter().map(|key| (Tag::EmployerKey, key)));
    requirement_tags(posting, &mut tags);
    tags.push((Tag::Source, posting.source.name.clone()));
    if posting.remote_share.is_some_and(|share| share > 0) {
        tags.push((Tag::Remote, REMOTE.to_owned()));
    }
    tags
}
