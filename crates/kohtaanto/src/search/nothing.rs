//! Why nothing was found: what each condition costs, and words that may be misspelt.

/// One condition left out, and how many would be found then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// The condition's name, such as `places`, `working_time` or `operators`.
    pub condition: &'static str,
    /// What it asked.
    pub asked: String,
    /// How many postings are found without it.
    pub total: usize,
}

/// Why nothing was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhyNothing {
    /// Conditions whose removal finds something, the most first.
    pub relaxations: Vec<Relaxation>,
    /// Words that no posting has, with words that it may stand for.
    pub suggestions: Vec<(String, Vec<String>)>,
    /// How many postings the conditions leave, before any words.
    pub in_conditions: usize,
}
