//! What the laws of several tests share: any language, and texts made of eventful pieces.

use kohtaanto_domain::model::Lang;
use proptest::prelude::*;

/// A language that texts are read in.
pub(crate) fn langs() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![Lang::FI, Lang::SV, Lang::EN, Lang::RU, Lang::UK, Lang::ET, Lang::AR])
}

/// Pieces in any order, joined by spaces.
pub(crate) fn joined(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..25).prop_map(|pieces| pieces.join(" "))
}
