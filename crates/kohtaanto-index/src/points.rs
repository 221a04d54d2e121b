//! Points as the index holds them: millionths of a degree, which is a tenth of a metre.

use kohtaanto_domain::geo::Point;

const PER_DEGREE: f64 = 1_000_000.0;

pub(crate) fn pack(point: &Point) -> u64 {
    // Within 180 degrees: fits.
    let whole = |degrees: f64| (degrees * PER_DEGREE).round() as i32 as u32;
    u64::from(whole(point.lat)) << 32 | u64::from(whole(point.lon))
}

pub(crate) fn unpack(packed: u64) -> Point {
    let degrees = |bits: u64| f64::from(bits as u32 as i32) / PER_DEGREE;
    Point { lat: degrees(packed >> 32), lon: degrees(packed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_to_a_tenth_of_a_metre() {
        for (lat, lon) in [(62.6012345, 29.7631234), (-33.9, -70.25), (90.0, -180.0), (0.0, 0.0)] {
            let point = Point { lat, lon };
            let back = unpack(pack(&point));
            assert!((back.lat - lat).abs() < 1e-6 && (back.lon - lon).abs() < 1e-6, "{back:?}");
        }
    }
}
