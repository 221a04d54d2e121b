//! One segment as searches see it: which documents live, and its columns unpacked.

use crate::bits::Bits;
use crate::document::{Rows, Tag};
use crate::points;
use crate::schema::{
    CONTENT_ROW, EXPIRES, EXTENT_MAX, EXTENT_MIN, Fields, ID, N_TITLES, OPENINGS, POINTS,
    PUBLISHED, TITLE_ROW, VERSION, tag_name,
};
use kohtaanto_domain::geo::Point;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::StrColumn;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, SegmentReader, TantivyError};

type Result<T> = tantivy::Result<T>;

/// Stands for no row.
const NO_ROW: u32 = u32::MAX;
/// Stands for an extent that is not known.
pub(crate) const NO_EXTENT: u16 = u16::MAX;
/// Stands for a day that is not known.
pub(crate) const NO_DAY: i32 = i32::MIN;

/// What never changes in a segment, kept from one snapshot to the next: about 60 bytes a document
/// and the ids, read when first asked for.
#[derive(Default)]
pub(crate) struct SegmentData {
    ids: OnceLock<Ids>,
    columns: OnceLock<Columns>,
    tags: Vec<OnceLock<Option<StrColumn>>>,
}

/// The external ids, one text behind the other.
pub(crate) struct Ids {
    text: String,
    ends: Vec<u32>,
    /// For each document the number of its id.
    ords: Vec<u32>,
}

impl Ids {
    pub(crate) fn get(&self, doc: u32) -> Option<&str> {
        let ord = *self.ords.get(doc as usize)? as usize;
        let start = ord.checked_sub(1).map_or(Some(0), |i| self.ends.get(i).copied())?;
        self.text.get(start as usize..*self.ends.get(ord)? as usize)
    }
}

/// The numbers of each document.
pub(crate) struct Columns {
    pub(crate) published: Vec<i32>,
    pub(crate) expires: Vec<i32>,
    pub(crate) openings: Vec<u32>,
    title_rows: Vec<u32>,
    content_rows: Vec<u32>,
    /// How many title texts stand in the one field of title n-grams.
    pub(crate) n_titles: Vec<u8>,
    /// `u64::MAX` for what is not known.
    versions: Vec<u64>,
    /// Least and most; [`NO_EXTENT`] for what is not known.
    pub(crate) extents: Vec<(u16, u16)>,
    points: Vec<u64>,
    /// Where each document's points end.
    point_ends: Vec<u32>,
}

impl Columns {
    pub(crate) fn published(&self, doc: u32) -> Option<i32> {
        self.published.get(doc as usize).copied().filter(|day| *day != NO_DAY)
    }

    pub(crate) fn expires(&self, doc: u32) -> Option<i32> {
        self.expires.get(doc as usize).copied().filter(|day| *day != NO_DAY)
    }

    pub(crate) fn version(&self, doc: u32) -> Option<u64> {
        self.versions.get(doc as usize).copied().filter(|version| *version != u64::MAX)
    }

    pub(crate) fn points(&self, doc: u32) -> impl Iterator<Item = Point> + '_ {
        let end = |i: usize| self.point_ends.get(i).map_or(0, |end| *end as usize);
        let doc = doc as usize;
        let start = doc.checked_sub(1).map_or(0, end);
        let packed = self.points.get(start..end(doc)).unwrap_or_default();
        packed.iter().map(|packed| points::unpack(*packed))
    }

    pub(crate) fn rows(&self, doc: u32) -> Rows {
        let row = |rows: &[u32]| {
            rows.get(doc as usize).filter(|row| **row != NO_ROW).map(|row| u64::from(*row))
        };
        Rows { title: row(&self.title_rows), content: row(&self.content_rows) }
    }
}

impl SegmentData {
    pub(crate) fn new() -> Self {
        Self { tags: Tag::ALL.iter().map(|_| OnceLock::new()).collect(), ..Self::default() }
    }
}

/// A segment of a snapshot.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    /// Documents that are not deleted.
    pub(crate) alive: Bits,
    /// Documents that are, if there are any.
    pub(crate) deleted: Option<Bits>,
    data: Arc<SegmentData>,
    texts: Vec<Option<Arc<InvertedIndexReader>>>,
}

impl Segment {
    pub(crate) fn open(
        reader: &SegmentReader,
        data: Arc<SegmentData>,
        fields: &Fields,
    ) -> Result<Self> {
        let n_docs = reader.max_doc();
        let deleted = reader.alive_bitset().map(|alive| {
            let mut bits = Bits::full(n_docs);
            bits.retain(|doc| alive.is_deleted(doc));
            bits
        });
        let mut alive = Bits::full(n_docs);
        if let Some(deleted) = &deleted {
            alive.subtract(deleted);
        }
        let inverted = |field: &Field| -> Result<_> {
            let index = reader.inverted_index(*field)?;
            Ok((index.terms().num_terms() > 0).then_some(index))
        };
        let texts = fields.texts.iter().map(inverted).collect::<Result<_>>()?;
        Ok(Self { reader: reader.clone(), alive, deleted, data, texts })
    }

    pub(crate) fn n_docs(&self) -> u32 {
        self.alive.n_docs()
    }

    /// The words of a text field, if the segment has any.
    pub(crate) fn words(&self, text_field: usize) -> Option<&Arc<InvertedIndexReader>> {
        self.texts.get(text_field)?.as_ref()
    }

    /// How long each document is in a field.
    pub(crate) fn lengths(&self, field: Field) -> Result<FieldNormReader> {
        self.reader.get_fieldnorms_reader(field)
    }

    pub(crate) fn ids(&self) -> Result<&Ids> {
        get_or_try(&self.data.ids, || self.read_ids())
    }

    pub(crate) fn columns(&self) -> Result<&Columns> {
        get_or_try(&self.data.columns, || self.read_columns())
    }

    pub(crate) fn tag(&self, tag: Tag) -> Result<Option<&StrColumn>> {
        let Some(cell) = self.data.tags.get(tag as usize) else {
            return Ok(None);
        };
        let column = get_or_try(cell, || self.reader.fast_fields().str(&tag_name(tag)))?;
        Ok(column.as_ref())
    }

    fn read_ids(&self) -> Result<Ids> {
        let mut ids = Ids { text: String::new(), ends: Vec::new(), ords: Vec::new() };
        let Some(column) = self.reader.fast_fields().str(ID)? else {
            return Ok(ids);
        };
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            let id = std::str::from_utf8(stream.key()).map_err(|_| damaged("an id is no text"))?;
            ids.text.push_str(id);
            ids.ends.push(u32::try_from(ids.text.len()).map_err(|_| damaged("too many ids"))?);
        }
        ids.ords = (0..self.n_docs())
            .map(|doc| column.ords().first(doc).map_or(u32::MAX, |ord| ord as u32))
            .collect();
        Ok(ids)
    }

    fn read_columns(&self) -> Result<Columns> {
        let fast = self.reader.fast_fields();
        let day = |name: &str| -> Result<Vec<i32>> {
            let column = fast.column_opt::<i64>(name)?;
            Ok(self.unpack(|doc| {
                let day = column.as_ref().and_then(|column| column.first(doc));
                day.map_or(NO_DAY, |day| day as i32)
            }))
        };
        let number = |name: &str, missing: u32| -> Result<Vec<u32>> {
            let column = fast.column_opt::<u64>(name)?;
            Ok(self.unpack(|doc| {
                let number = column.as_ref().and_then(|column| column.first(doc));
                number.map_or(missing, |number| number as u32)
            }))
        };
        let version = fast.column_opt::<u64>(VERSION)?;
        let version = |doc| version.as_ref().and_then(|column| column.first(doc));
        let extent = |name: &str| -> Result<Vec<u32>> { number(name, u32::from(NO_EXTENT)) };
        let extents = extent(EXTENT_MIN)?.into_iter().zip(extent(EXTENT_MAX)?);
        let column = fast.column_opt::<u64>(POINTS)?;
        let (mut packed, mut point_ends) = (Vec::new(), Vec::new());
        for doc in 0..self.n_docs() {
            packed.extend(column.iter().flat_map(|column| column.values_for_doc(doc)));
            point_ends.push(packed.len() as u32);
        }
        Ok(Columns {
            versions: self.unpack(|doc| version(doc).unwrap_or(u64::MAX)),
            extents: extents.map(|(min, max)| (min as u16, max as u16)).collect(),
            points: packed,
            point_ends,
            published: day(PUBLISHED)?,
            expires: day(EXPIRES)?,
            openings: number(OPENINGS, 0)?,
            title_rows: number(TITLE_ROW, NO_ROW)?,
            content_rows: number(CONTENT_ROW, NO_ROW)?,
            n_titles: number(N_TITLES, 1)?.into_iter().map(|n| n.clamp(1, 255) as u8).collect(),
        })
    }

    fn unpack<T>(&self, read: impl Fn(u32) -> T) -> Vec<T> {
        (0..self.n_docs()).map(read).collect()
    }
}

fn get_or_try<T>(cell: &OnceLock<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    match cell.get() {
        Some(value) => Ok(value),
        None => {
            let value = read()?;
            Ok(cell.get_or_init(|| value))
        }
    }
}

fn damaged(what: &str) -> TantivyError {
    tantivy::error::DataCorruption::comment_only(what).into()
}
