//! Place names that are everyday words, and when they count as places in running text.
//!
//! A short list by hand, not a dictionary: names whose everyday meaning is likely in a text on
//! work. Names that mean nothing else to most readers (Pori, Kokkola, Hamina, Puumala, Inari) are not
//! on it: people type their searches in small letters, and a place missed is worse there.

/// When a form of a name counts as a place in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caution {
    /// Always.
    None,
    /// In a local case always ("lahdessa"), in other cases only with a capital ("Lahti").
    UnlessLocal,
    /// Only with a capital, in every case: "auralla" is done with a plough.
    Always,
}

/// Folded nominatives that need a capital except in a local case.
const UNLESS_LOCAL: &[&str] = &[
    "eno",
    "hanko",
    "ii",
    "kaarina",
    "kannus",
    "kemi",
    "kotka",
    "kustavi",
    "lahti",
    "lammi",
    "laukaa",
    "lemi",
    "lemu",
    "lieto",
    "luoto",
    "masku",
    "multia",
    "pertteli",
    "rusko",
    "salo",
    "satakunta",
    "simo",
    "soini",
    "somero",
    "sulkava",
    "ullava",
];

/// Folded nominatives that need a capital in every case.
const ALWAYS: &[&str] = &[
    "aura", "ingå", "kaavi", "kisko", "kolari", "koski", "kuru", "kymppi", "pello", "perho",
    "pohja", "renko", "saari", "sund", "varkaus", "virrat", "ylämaa",
];

/// What caution a name calls for.
pub(super) fn caution(nominative: &str) -> Caution {
    if ALWAYS.contains(&nominative) {
        Caution::Always
    } else if UNLESS_LOCAL.contains(&nominative) {
        Caution::UnlessLocal
    } else {
        Caution::None
    }
}
