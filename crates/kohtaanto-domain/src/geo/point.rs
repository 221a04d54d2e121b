//! A point on the earth.
//!
//! Distances are along the surface of a sphere: right to half a per cent, which is far below what
//! a road adds.

use crate::model::FieldError;

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point in WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Latitude, -90 to 90 degrees, north positive.
    pub lat: f64,
    /// Longitude, -180 to 180 degrees, east positive.
    pub lon: f64,
}

impl Point {
    /// A point of latitude and longitude in degrees.
    ///
    /// # Errors
    /// Names `lat` or `lon` when it is out of range or not a number.
    pub fn new(lat: f64, lon: f64) -> Result<Self, FieldError> {
        for (field, value, max) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
            if !(-max..=max).contains(&value) {
                let fix = format!("use WGS84 degrees from -{max} to {max}");
                return Err(FieldError::new(field, format!("{value} is out of range"), fix));
            }
        }
        Ok(Self { lat, lon })
    }

    /// Distance along the surface in kilometres (haversine formula).
    pub fn distance_km(&self, other: &Self) -> f64 {
        let (lat_a, lat_b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::Point;

    #[test]
    fn a_point_is_on_the_earth() {
        assert!(Point::new(62.6, 29.8).is_ok());
        for (lat, lon, field) in [(91.0, 0.0, "lat"), (0.0, -181.0, "lon"), (f64::NAN, 0.0, "lat")]
        {
            assert_eq!(Point::new(lat, lon).unwrap_err().field, field);
        }
    }

    #[test]
    fn distance_is_symmetric_and_known() {
        let joensuu = Point::new(62.5998, 29.7654).unwrap();
        let ilomantsi = Point::new(62.67132, 30.92665).unwrap();
        assert!((joensuu.distance_km(&ilomantsi) - 59.9).abs() < 0.1);
        assert_eq!(joensuu.distance_km(&ilomantsi), ilomantsi.distance_km(&joensuu));
        assert_eq!(joensuu.distance_km(&joensuu), 0.0);
    }
}
