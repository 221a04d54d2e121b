//! Takes what is private out of what people tell, before anything is embedded or kept.
//!
//! Identity codes, telephone numbers, e-mail, street addresses and birth dates are known by their
//! form and by the words around them; age, health, family, belief and names by tables
//! (`data/private-*.tsv`, `data/mask-cues.tsv`) that an expert in the field edits. Work with the
//! same themes stays: *hoidin muistisairaita* is an occupation, *minulla on muistisairaus* is not.
//!
//! Deliberately no model and no list of names: a name is known only where a person presents
//! herself. Towns and postal codes alone stay, since matching needs them. What a rule is not made
//! for is not found: masking lowers a risk and does not end it.

mod address;
mod apply;
mod email;
mod header;
mod identity;
mod numbers;
mod ownership;
mod pattern;
mod phone;
mod story;
mod tables;
mod view;

use kohtaanto_domain::model::Lang;
use std::fmt;
use std::ops::Range;

/// What stands where something was taken out.
pub const MARK: &str = "[…]";

/// What kind of private stretch was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PrivateKind {
    /// Personal identity codes, passport and account numbers.
    IdentityCode,
    /// Telephone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Street addresses; not the town.
    Address,
    /// The person's date or year of birth.
    BirthDate,
    /// The person's age.
    Age,
    /// The person's health, disability, medicines, pregnancy.
    Health,
    /// The person's marital status, children, spouse, orientation.
    Family,
    /// The person's religion, politics, nationality or ethnic origin.
    Belief,
    /// The person's name, where the person gives it.
    Name,
}

impl PrivateKind {
    /// All kinds with their codes.
    pub const ALL: [(&'static str, Self); 10] = [
        ("identity_code", Self::IdentityCode),
        ("phone", Self::Phone),
        ("email", Self::Email),
        ("address", Self::Address),
        ("birth_date", Self::BirthDate),
        ("age", Self::Age),
        ("health", Self::Health),
        ("family", Self::Family),
        ("belief", Self::Belief),
        ("name", Self::Name),
    ];

    /// The kind's code.
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == code).map(|(_, kind)| *kind)
    }
}

/// A stretch that was taken out. Its `Debug` does not show the text, so that it stays out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Removed {
    /// Bytes in the original.
    pub span: Range<usize>,
    /// What it is.
    pub kind: PrivateKind,
    /// What stood there: to be shown to the person alone, and not kept.
    pub text: String,
}

impl fmt::Debug for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Removed").field("span", &self.span).field("kind", &self.kind).finish()
    }
}

/// A text without what is private.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masked {
    /// The text, with [`MARK`] for each stretch that was taken out.
    pub text: String,
    /// What was taken out, in order, not overlapping.
    pub removed: Vec<Removed>,
}

impl Masked {
    /// Where each mark stands in the masked text, in the order of [`Masked::removed`].
    pub fn marks(&self) -> Vec<Range<usize>> {
        let mut before = 0;
        let mut marks = Vec::with_capacity(self.removed.len());
        for (n_marks, removed) in self.removed.iter().enumerate() {
            let start = removed.span.start + n_marks * MARK.len() - before;
            before += removed.span.len();
            marks.push(start..start + MARK.len());
        }
        marks
    }

    /// The bytes of the original that a span of the masked text comes from; a span that touches a
    /// mark takes in all that was taken out there.
    pub fn original(&self, span: &Range<usize>) -> Range<usize> {
        apply::original(self, span)
    }
}

/// Takes out what is private in a text of a language.
///
/// The rules by form are the same in every language; the tables of words have Finnish, Swedish,
/// English, Russian, Ukrainian and Estonian. Masking what is masked changes nothing.
///
/// ```
/// use kohtaanto_domain::model::Lang;
/// let masked = kohtaanto_reading::mask("Minulla on diabetes. Hoidin muistisairaita.", Lang::FI);
/// assert_eq!(masked.text, "Minulla on […]. Hoidin muistisairaita.");
/// ```
pub fn mask(text: &str, lang: Lang) -> Masked {
    let mut masked = Masked { text: text.to_owned(), removed: Vec::new() };
    // What is taken out changes what stands around the rest, so until nothing is found. Each round
    // takes out at least one character that is no mark, so this ends.
    loop {
        let found = find(&masked.text, lang);
        if found.is_empty() {
            return masked;
        }
        masked = apply::apply(text, &masked, &found);
    }
}

/// A stretch that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    span: Range<usize>,
    kind: PrivateKind,
}

/// What is private in a text, in its own bytes, in order, not overlapping; marks are left alone.
fn find(text: &str, lang: Lang) -> Vec<Found> {
    let view = view::View::new(text);
    let story = story::Story::new(view.text(), lang);
    let mut found = identity::find(&story);
    found.extend(email::find(view.text()));
    found.extend(phone::find(&story));
    found.extend(address::find(&story));
    found.extend(header::find(&story, &found));
    found.extend(pattern::find(&story));
    found.extend(ownership::find(&story));
    let found = apply::settle(view.text(), found);
    let original =
        |found: Found| Some(Found { span: view.original(&found.span)?, kind: found.kind });
    found.into_iter().filter_map(original).collect()
}
