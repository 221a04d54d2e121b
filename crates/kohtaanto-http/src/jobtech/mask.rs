//! `X-Fields`: which fields of an answer are given, as `total{value}, hits{id, employer{name}}`.

use serde_json::{Map, Value};

/// Deeper masks are refused: no answer is so deep.
const MAX_DEPTH: usize = 8;

/// The fields that are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mask {
    /// `*`: all that are not named.
    all: bool,
    fields: Vec<(String, Option<Mask>)>,
}

impl Mask {
    /// Reads a mask; braces around the whole may be left out.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let mut rest = inner.unwrap_or(text);
        let mask = Self::read(&mut rest, 0)?;
        if rest.is_empty() { Ok(mask) } else { Err(format!("there is no beginning of {rest:?}")) }
    }

    fn read(rest: &mut &str, depth: usize) -> Result<Self, String> {
        if depth > MAX_DEPTH {
            return Err("it is too deep".to_owned());
        }
        let mut mask = Self::default();
        loop {
            *rest = rest.trim_start();
            let is_name = |c: char| c.is_ascii_alphanumeric() || "_-*".contains(c);
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            *rest = after.trim_start();
            let inner = match rest.strip_prefix('{') {
                None => None,
                Some(after) => {
                    *rest = after;
                    let inner = Self::read(rest, depth + 1)?;
                    *rest = rest.strip_prefix('}').ok_or("a { is not closed")?.trim_start();
                    Some(inner)
                }
            };
            match name {
                "" => return Err(format!("a name is missing before {rest:?}")),
                "*" => mask.all = true,
                name => mask.fields.push((name.to_owned(), inner)),
            }
            match rest.strip_prefix(',') {
                Some(after) => *rest = after,
                None => return Ok(mask),
            }
        }
    }

    /// Keeps the fields of an object, or of each of a list.
    pub(super) fn apply(&self, value: Value) -> Value {
        match value {
            Value::Array(items) => items.into_iter().map(|item| self.apply(item)).collect(),
            Value::Object(object) => Value::Object(self.keep(object)),
            other => other,
        }
    }

    fn keep(&self, object: Map<String, Value>) -> Map<String, Value> {
        let kept = object.into_iter().filter_map(|(name, value)| {
            match self.fields.iter().find(|(field, _)| *field == name) {
                Some((_, Some(inner))) => Some((name, inner.apply(value))),
                Some((_, None)) => Some((name, value)),
                None => self.all.then_some((name, value)),
            }
        });
        kept.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use serde_json::json;

    #[test]
    fn masks_keep_what_they_name() {
        let value = || {
            json!({"total": {"value": 2, "more": 1}, "positions": 3,
                "hits": [{"id": "a", "employer": {"name": "x", "url": null}}, {"id": "b"}]})
        };
        let table = [
            ("total{value}", json!({"total": {"value": 2}})),
            (
                "{total{value}, hits{id, employer{name}}}",
                json!({"total": {"value": 2}, "hits": [{"id": "a", "employer": {"name": "x"}}, {"id": "b"}]}),
            ),
            ("positions , none", json!({"positions": 3})),
            (
                "*, total{value}, hits{id}",
                json!({"total": {"value": 2}, "positions": 3, "hits": [{"id": "a"}, {"id": "b"}]}),
            ),
        ];
        for (text, expected) in table {
            let mask = Mask::parse(text).expect(text);
            assert_eq!(mask.apply(value()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_mask_is_told() {
        for text in ["", "a{", "a{b", "a}b", "a,,b", "{a", "a{}", &"a{".repeat(50)] {
            assert!(Mask::parse(text).is_err(), "{text}");
        }
    }
}
