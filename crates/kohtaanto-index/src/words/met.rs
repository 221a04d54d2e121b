//! Whether a word is met by a text, without an index.

use super::form::{Closeness, WordForm};
use super::query::{QueryWord, WordKind};
use crate::analysis::terms;
use crate::schema::slot;
use kohtaanto_domain::model::Lang;
use kohtaanto_domain::text::Analyzer;

impl QueryWord {
    /// How nearly a text meets the word or phrase, by the very terms that an index holds of the
    /// text; `None` where it shares nothing with it. A prefix or suffix is met by no text here.
    pub fn met_by(&self, lang: Lang, text: &str) -> Option<Closeness> {
        if matches!(self.kind, WordKind::Prefix | WordKind::Suffix) {
            return None;
        }
        let terms = terms(Analyzer::of(lang).analyze(text));
        let stands = |form: &WordForm| {
            let is_of = form.lang.is_none_or(|of| slot(of) == slot(lang));
            let kind = form.kind.among();
            let mut words = form.term.split_whitespace().map(|word| kind.key(word));
            let Some(first) = words.next().filter(|_| is_of) else { return false };
            let rest: Vec<String> = words.collect();
            let starts = terms.iter().filter(|(_, term)| *term == first);
            starts.map(|(at, _)| *at).any(|at| {
                let mut rest = (at + 1..).zip(&rest);
                rest.all(|(at, word)| terms.iter().any(|(of, term)| *of == at && term == word))
            })
        };
        self.forms.iter().filter(|form| stands(form)).map(WordForm::closeness).max()
    }
}
