//! Every form of every place name, under its folded key.
//!
//! Built once, at first use. Where two places share a form, the order of [`build`] decides: present
//! municipalities, then regions, former municipalities and employment areas; and any nominative
//! before any inflected form.

use super::common_words::{Caution, caution};
use super::inflection::Case;
use super::words::{fold, without_dots};
use super::{
    Place, PlaceKind, employment_area, employment_areas, former_municipalities, municipalities,
    municipality, region, regions,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A form of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Which place, in [`Gazetteer::places`].
    pub(super) place: usize,
    pub(super) case: Case,
    /// Whether the name is written with a space or a hyphen.
    pub(super) parted: bool,
    pub(super) caution: Caution,
}

/// All places and their forms.
#[derive(Debug)]
pub(super) struct Gazetteer {
    pub(super) places: Vec<Place>,
    /// Population of each place, for the order of suggestions.
    pub(super) population: Vec<u32>,
    /// Forms without dots, for suggestions, by form.
    pub(super) spellings: Vec<(String, usize)>,
    forms: HashMap<String, Form>,
    dotless: HashMap<String, Form>,
}

impl Gazetteer {
    /// The form under a folded key; a key without any dots also finds a name that has them.
    pub(super) fn get(&self, key: &str) -> Option<Form> {
        let found = self.forms.get(key);
        found.or_else(|| if key.is_ascii() { self.dotless.get(key) } else { None }).copied()
    }
}

/// The gazetteer.
pub(super) static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(build);

/// A name with its inflected forms, before all are put into one table.
struct Name {
    place: usize,
    nominative: &'static str,
    /// Other forms.
    forms: Vec<(String, Case)>,
}

struct Builder {
    places: Vec<Place>,
    names: Vec<Name>,
}

impl Builder {
    fn place(&mut self, name: &str, kind: PlaceKind, of: Vec<crate::model::MunicipalityCode>) {
        self.places.push(Place { name: name.to_owned(), municipalities: of, how: kind });
    }

    /// A name of the place added last.
    fn name(&mut self, nominative: &'static str, forms: Vec<(String, Case)>) {
        self.names.push(Name { place: self.places.len() - 1, nominative, forms });
    }

    /// A name of the place added last that takes only the Swedish genitive.
    fn plain_name(&mut self, nominative: &'static str) {
        let genitive = if nominative.ends_with(['s', 'x']) { "" } else { "s" };
        let form = format!("{}{genitive}", fold(nominative));
        self.name(nominative, vec![(form, Case::Genitive)]);
    }
}

fn build() -> Gazetteer {
    let mut all = Builder { places: Vec::new(), names: Vec::new() };
    for of in municipalities() {
        all.place(of.name_fi, PlaceKind::Municipality, vec![of.code]);
        all.name(of.name_fi, of.inflection.forms());
        if let Some(short) = of.name_fi.strip_suffix(" Tl") {
            all.name(short, Vec::new());
        }
    }
    for of in municipalities().iter().filter(|of| of.name_sv != of.name_fi) {
        all.place(of.name_fi, PlaceKind::Swedish, vec![of.code]);
        all.plain_name(of.name_sv);
    }
    for area in regions() {
        all.place(area.fi, PlaceKind::Region, region(area.code));
        all.name(area.fi, area.inflection.forms());
        all.plain_name(area.sv);
        all.plain_name(area.en);
    }
    for former in former_municipalities() {
        all.place(former.name_fi, PlaceKind::Former, vec![former.now]);
        all.name(former.name_fi, former.inflection.forms());
        all.plain_name(former.name_sv);
    }
    for area in employment_areas() {
        let name = format!("{} (työllisyysalue)", area.fi);
        all.place(&name, PlaceKind::EmploymentArea, employment_area(area.code));
        // The full name tells it from a region or municipality of the same name.
        let full = ["", "en", "ella", "elta", "elle", "essa", "esta"].map(|ending| {
            (fold(&format!("{}työllisyysalue{ending}", area.inflection.genitive)), Case::Local)
        });
        all.name(area.fi, area.inflection.forms().into_iter().chain(full).collect());
        all.plain_name(area.sv);
    }
    table(all)
}

fn table(all: Builder) -> Gazetteer {
    let mut forms = HashMap::new();
    let mut spellings = Vec::new();
    let mut add = |key: String, case, name: &Name| {
        let parted = name.nominative.contains([' ', '-', ':']) || key.contains("työllisyysalue");
        let caution = caution(&fold(name.nominative));
        let plain = without_dots(&key);
        let form = Form { place: name.place, case, parted, caution };
        // A name that is another place's too is not suggested for this one.
        if forms.entry(key).or_insert(form).place == name.place {
            spellings.push((plain, name.place));
        }
    };
    for name in &all.names {
        add(fold(name.nominative), Case::Nominative, name);
    }
    for name in &all.names {
        for (key, case) in &name.forms {
            add(key.clone(), *case, name);
        }
    }
    spellings.sort_unstable();
    spellings.dedup();
    let mut dotless = HashMap::new();
    for name in &all.names {
        // A short Swedish name without its ring is another word: "inga" for Ingå, "stora".
        let swedish = all.places[name.place].how == PlaceKind::Swedish;
        let keys = std::iter::once(fold(name.nominative));
        for key in keys.chain(name.forms.iter().map(|(key, _)| key.clone())) {
            let plain = without_dots(&key);
            if plain != key
                && !(swedish && plain.len() < 7)
                && let Some(form) = forms.get(&key)
            {
                dotless.entry(plain).or_insert(*form);
            }
        }
    }
    let people = |place: &Place| -> u32 {
        let of = place.municipalities.iter().filter_map(|code| municipality(*code));
        of.map(|of| of.population).sum()
    };
    let population = all.places.iter().map(people).collect();
    Gazetteer { places: all.places, population, spellings, forms, dotless }
}
