//! Places: the municipalities of Finland, their names in text, and how far they are apart.
//!
//! The data are compiled in (`data/` of this crate, each file with its source). Deliberately no
//! map, no road network and no address: what a person can reach is asked of a [`TravelTime`].
//!
//! - Facts: [`municipality()`], [`region()`], [`employment_area()`], [`former_municipalities`],
//!   [`municipality_of_postal_code`].
//! - Names: [`resolve()`] for a field that holds a place, [`places_in_text`] for a query.
//! - Reach: [`within_minutes`] by a [`TravelTable`] or [`EstimatedTravel`]; [`within_km`].

mod area;
mod common_words;
mod former;
mod gazetteer;
mod inflection;
mod mention;
mod municipality;
mod point;
mod postal;
mod reach;
mod resolve;
mod travel;
mod travel_table;
mod tsv;
mod words;
mod workplace;

pub use area::{Area, employment_area, employment_areas, region, regions};
pub use former::{FormerMunicipality, former_municipalities};
pub use mention::{PlaceMention, places_in_text};
pub use municipality::{Municipality, municipalities, municipality};
pub use point::Point;
pub use postal::municipality_of_postal_code;
pub use reach::{nearest_municipality, within_km, within_minutes};
pub use resolve::{Place, PlaceKind, Resolution, resolve, resolve_municipalities};
pub use travel::{EstimatedTravel, Travel, TravelSource, TravelTime};
pub use travel_table::TravelTable;
pub use workplace::{MentionedPlace, mentioned_places};
