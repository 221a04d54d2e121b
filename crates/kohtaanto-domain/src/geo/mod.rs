//! Places (being written).
use crate::model::MunicipalityCode;
/// WGS84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point { /// degrees
    pub lat: f64, /// degrees
    pub lon: f64 }
/// A municipality.
#[derive(Debug)]
pub struct Municipality;
/// Lookup.
pub fn municipality(_: MunicipalityCode) -> Option<&'static Municipality> { None }
