//! Conditions that a document meets or not.

use crate::bits::Bits;
use crate::doc_set::DocSet;
use crate::document::Tag;
use crate::error::Result;
use crate::postings;
use crate::segment::{Columns, NO_DAY, Segment};
use crate::snapshot::Snapshot;
use tantivy::Term;

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

/// Conditions that must all be met. The default is met by everything.
///
/// Days are days since 1970-01-01, both ends included. A day that a document does not say is never
/// inside a range, but it does not close the document: see [`Filter::open_on`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Conditions on tags.
    pub conditions: Vec<TagCondition>,
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

    fn has_days(&self) -> bool {
        let ranges = [self.published_from, self.published_to, self.expires_from, self.expires_to];
        self.open_on.is_some() || ranges.iter().any(Option::is_some)
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
            if filter.has_days() && docs.len() > 0 {
                let columns = self.try_tantivy(segment.columns())?;
                docs.retain(|doc| filter.allows_days(columns, doc));
            }
            segments.push(docs);
        }
        Ok(self.set_of(segments))
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
