//! Conditions that a document meets or not.

use crate::bits::Bits;
use crate::doc_set::DocSet;
use crate::document::Tag;
use crate::error::Result;
use crate::postings;
use crate::segment::{Columns, NO_DAY, NO_EXTENT, Segment};
use crate::snapshot::Snapshot;
use kohtaanto_domain::geo::Point;
use tantivy::Term;
use tantivy::postings::TermInfo;

/// One condition on a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagCondition {
    /// Which tag.
    pub tag: Tag,
    /// The document must have one of these values. An empty list is no condition at all.
    pub any_of: Vec<String>,
    /// The document must have none of them.
    pub negate: bool,
}

/// How a tag's value is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagMatch {
    /// By this value.
    Whole(String),
    /// By every value that begins so.
    Prefix(String),
}

/// A circle around a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its middle.
    pub point: Point,
    /// Kilometres as the crow flies, its edge included.
    pub km: f64,
}

/// Of these a document must meet one, or none. Without any, no document meets one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnyOf {
    /// Values of tags.
    pub tags: Vec<(Tag, TagMatch)>,
    /// Circles that one of its points lies in.
    pub near: Vec<Near>,
    /// The document must meet none.
    pub negate: bool,
}

/// Conditions that must all be met. The default is met by everything.
///
/// Days are days since 1970-01-01, both ends included. A day that a document does not say is never
/// inside a range, but it does not close the document: see [`Filter::open_on`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Conditions on tags.
    pub conditions: Vec<TagCondition>,
    /// Conditions across tags and places.
    pub any_of: Vec<AnyOf>,
    /// The least extent is this or more, in thousandths. What is not known is not met.
    pub extent_min: Option<u16>,
    /// The most extent is this or less, in thousandths. What is not known is not met.
    pub extent_max: Option<u16>,
    /// Published on this day or before, or it is not said when; and expires on this day or later,
    /// or it is not said when.
    pub open_on: Option<i32>,
    /// Published on this day or later.
    pub published_from: Option<i32>,
    /// Published on this day or before.
    pub published_to: Option<i32>,
    /// Expires on this day or later.
    pub expires_from: Option<i32>,
    /// Expires on this day or before.
    pub expires_to: Option<i32>,
}

impl Filter {
    /// And one of these values of the tag.
    #[must_use]
    pub fn any_of<V: Into<String>>(
        mut self,
        tag: Tag,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let any_of = values.into_iter().map(Into::into).collect();
        self.conditions.push(TagCondition { tag, any_of, negate: false });
        self
    }

    /// And none of these values of the tag.
    #[must_use]
    pub fn none_of<V: Into<String>>(
        mut self,
        tag: Tag,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let any_of = values.into_iter().map(Into::into).collect();
        self.conditions.push(TagCondition { tag, any_of, negate: true });
        self
    }

    fn has_numbers(&self) -> bool {
        let ranges = [self.published_from, self.published_to, self.expires_from, self.expires_to];
        let extents = [self.extent_min, self.extent_max];
        self.open_on.is_some()
            || ranges.iter().any(Option::is_some)
            || extents.iter().any(Option::is_some)
    }

    fn allows_extent(&self, columns: &Columns, doc: u32) -> bool {
        let none = (NO_EXTENT, NO_EXTENT);
        let (least, most) = columns.extents.get(doc as usize).copied().unwrap_or(none);
        let met = |asked: Option<u16>, meets: &dyn Fn(u16) -> bool| {
            asked.is_none_or(|asked| least != NO_EXTENT && meets(asked))
        };
        met(self.extent_min, &|min| least >= min) && met(self.extent_max, &|max| most <= max)
    }

    fn allows_days(&self, columns: &Columns, doc: u32) -> bool {
        let day = |days: &[i32]| days.get(doc as usize).copied().unwrap_or(NO_DAY);
        let (published, expires) = (day(&columns.published), day(&columns.expires));
        // What is not said is before every day, and so never on or after one.
        let open = self
            .open_on
            .is_none_or(|today| published <= today && (expires == NO_DAY || expires >= today));
        let inside = |day: i32, from: Option<i32>, to: Option<i32>| {
            (from.is_none() && to.is_none())
                || (day != NO_DAY
                    && from.is_none_or(|from| day >= from)
                    && to.is_none_or(|to| day <= to))
        };
        open && inside(published, self.published_from, self.published_to)
            && inside(expires, self.expires_from, self.expires_to)
    }
}

impl Snapshot {
    /// The documents that meet the filter, deleted ones left out.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] or [`crate::Error::Io`] when the index cannot be read.
    pub fn matching(&self, filter: &Filter) -> Result<DocSet> {
        let mut segments = Vec::with_capacity(self.segments().len());
        for segment in self.segments() {
            let mut docs = segment.alive.clone();
            for condition in filter.conditions.iter().filter(|c| !c.any_of.is_empty()) {
                let having = self.having(segment, condition)?;
                if condition.negate {
                    docs.subtract(&having);
                } else {
                    docs.intersect_with(&having);
                }
            }
            for any_of in &filter.any_of {
                let meeting = self.meeting(segment, any_of, &docs)?;
                if any_of.negate {
                    docs.subtract(&meeting);
                } else {
                    docs.intersect_with(&meeting);
                }
            }
            if filter.has_numbers() && docs.len() > 0 {
                let columns = self.try_tantivy(segment.columns())?;
                let allows =
                    |doc| filter.allows_days(columns, doc) && filter.allows_extent(columns, doc);
                docs.retain(allows);
            }
            segments.push(docs);
        }
        Ok(self.set_of(segments))
    }

    /// Documents that meet one of these; among `docs` at least.
    fn meeting(&self, segment: &Segment, any_of: &AnyOf, docs: &Bits) -> Result<Bits> {
        let mut meeting = Bits::empty(segment.n_docs());
        if !any_of.near.is_empty() {
            let columns = self.try_tantivy(segment.columns())?;
            let inside = |point: Point| {
                any_of.near.iter().any(|near| near.point.distance_km(&point) <= near.km)
            };
            meeting = docs.clone();
            meeting.retain(|doc| columns.points(doc).any(inside));
        }
        for (tag, value) in &any_of.tags {
            let field = self.fields().tags[*tag as usize];
            let index = self.try_tantivy(segment.reader.inverted_index(field))?;
            let mut add = |info: &TermInfo| -> Result<()> {
                let docs = postings::documents(&index, info, segment.n_docs());
                meeting.union_with(&self.try_io(docs)?);
                Ok(())
            };
            match value {
                TagMatch::Whole(value) => {
                    let term = Term::from_field_text(field, value);
                    if let Some(info) = self.try_io(index.get_term_info(&term))? {
                        add(&info)?;
                    }
                }
                TagMatch::Prefix(start) => {
                    let terms = index.terms().range().ge(start).into_stream();
                    let mut terms = self.try_io(terms)?;
                    while terms.advance() && terms.key().starts_with(start.as_bytes()) {
                        add(&terms.value().clone())?;
                    }
                }
            }
        }
        Ok(meeting)
    }

    fn having(&self, segment: &Segment, condition: &TagCondition) -> Result<Bits> {
        let field = self.fields().tags[condition.tag as usize];
        let index = self.try_tantivy(segment.reader.inverted_index(field))?;
        let mut having = Bits::empty(segment.n_docs());
        for value in &condition.any_of {
            let term = Term::from_field_text(field, value);
            let Some(info) = self.try_io(index.get_term_info(&term))? else {
                continue;
            };
            let docs = postings::documents(&index, &info, segment.n_docs());
            having.union_with(&self.try_io(docs)?);
        }
        Ok(having)
    }
}
