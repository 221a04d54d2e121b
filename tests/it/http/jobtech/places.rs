//! Municipalities, regions, countries and points.

use super::{ask, n_open, refused, total};
use kohtaanto::geo::{self, EstimatedTravel, Point};
use kohtaanto::model::JobPosting;

fn is_in(posting: &JobPosting, codes: &[&str]) -> bool {
    posting.places.iter().any(|place| codes.contains(&place.municipality.to_string().as_str()))
}

#[tokio::test]
async fn municipalities_by_code_name_and_concept() {
    let n = n_open(|p| is_in(p, &["422"]));
    assert!(n > 0);
    for value in ["422", "Lieksa", "lieksa", "kohtaanto:municipality/422"] {
        assert_eq!(total(&[("municipality", value)]).await, n, "{value}");
    }
    let all = total(&[]).await;
    assert_eq!(total(&[("municipality", "-422")]).await, all - n);
    let both = n_open(|p| is_in(p, &["422", "541"]));
    assert_eq!(total(&[("municipality", "422"), ("municipality", "Nurmes")]).await, both);
    let (status, field, fix) = refused("/search", &[("municipality", "Liexa")]).await;
    assert_eq!((status, field.as_str()), (400, "municipality"));
    assert!(fix.contains("Lieksa"), "{fix}");
    let (_, _, fix) = refused("/search", &[("municipality", "Pohjois-Karjala")]).await;
    assert!(fix.contains("region="), "{fix}");
    let compat = [("x-compat", "jobtech")];
    let silent = ask("/search", &[("municipality", "Liexa")], &compat).await.json();
    assert_eq!(silent["total"]["value"], 0);
}

#[tokio::test]
async fn regions_and_the_country() {
    let codes: Vec<String> = geo::region("12").iter().map(ToString::to_string).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let n = n_open(|p| is_in(p, &codes));
    for value in ["12", "Pohjois-Karjala", "Norra Karelen", "kohtaanto:region/12"] {
        assert_eq!(total(&[("region", value)]).await, n, "{value}");
    }
    // One municipality of another region: any of the levels.
    let heinavesi = n_open(|p| is_in(p, &["090"]));
    assert!(heinavesi > 0);
    let but_one = [("region", "12"), ("municipality", "-422")];
    assert_eq!(total(&but_one).await, n_open(|p| is_in(p, &codes) && !is_in(p, &["422"])));
    let wide = [("municipality", "422"), ("region", "12")];
    assert_eq!(total(&wide).await, n);
    let placed = n_open(|p| !p.places.is_empty());
    for value in ["FI", "Suomi", "246", "kohtaanto:country/FI"] {
        assert_eq!(total(&[("country", value)]).await, placed, "{value}");
    }
    assert_eq!(total(&[("country", "-FI")]).await, total(&[]).await - placed);
    assert_eq!(refused("/search", &[("country", "SE")]).await.0, 400);
    assert_eq!(refused("/search", &[("region", "167")]).await.1, "region");
}

#[tokio::test]
async fn circles_belong_to_their_points() {
    let near = |lat, lon, km: f64| {
        let point = Point::new(lat, lon).expect("a point");
        move |posting: &JobPosting| {
            posting.places.iter().any(|place| {
                let centre = geo::municipality(place.municipality).expect("a municipality").point;
                place.point.unwrap_or(centre).distance_km(&point) <= km
            })
        }
    };
    let (joensuu, lieksa) = ("62.60,29.76", "63.32,30.02");
    let usual = n_open(near(62.60, 29.76, 5.0));
    assert_eq!(total(&[("position", joensuu)]).await, usual, "5 km are usual");
    let wide = n_open(near(62.60, 29.76, 45.0));
    assert!(wide > usual);
    assert_eq!(total(&[("position", joensuu), ("position.radius", "45")]).await, wide);
    let (first, second) = (near(62.60, 29.76, 20.0), near(63.32, 30.02, 10.0));
    let both = [
        ("position", joensuu),
        ("position", lieksa),
        ("position.radius", "20"),
        ("position.radius", "10"),
    ];
    assert_eq!(total(&both).await, n_open(|p| first(p) || second(p)));
    for (field, value) in [("position", "Joensuu"), ("position", "91,0"), ("position", "62.6")] {
        assert_eq!(refused("/search", &[(field, value)]).await.1, "position", "{value}");
    }
    let alone = [("position.radius", "5")];
    assert_eq!(refused("/search", &alone).await.1, "position.radius");
}

#[tokio::test]
async fn minutes_by_car_take_the_place_of_kilometres() {
    let home = "167".parse().expect("a code");
    let within = geo::within_minutes(&EstimatedTravel, home, 30);
    let codes: Vec<String> = within.iter().map(|(code, _)| code.to_string()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    assert!(codes.len() > 1);
    let pairs = [("position", "62.60,29.76"), ("position.minutes", "30"), ("position.mode", "car")];
    assert_eq!(total(&pairs).await, n_open(|p| is_in(p, &codes)));
    let by_bus =
        [("position", "62.60,29.76"), ("position.minutes", "30"), ("position.mode", "bus")];
    assert_eq!(refused("/search", &by_bus).await.1, "position.mode");
}
