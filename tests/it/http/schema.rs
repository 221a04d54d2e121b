//! Whether a value is of a schema of OpenAPI: the part of JSON Schema that the description uses.

use serde_json::{Map, Value};

/// Where a value is not as its schema says, and why; `None` when it fits.
pub(super) fn misfit(description: &Value, schema: &Value, value: &Value) -> Option<String> {
    let of = |schema: &Value| misfit(description, schema, value);
    if let Some(path) = schema["$ref"].as_str() {
        let schema = description.pointer(path.trim_start_matches('#'));
        return of(schema.unwrap_or_else(|| panic!("{path} is not in the description")));
    }
    let n_fitting =
        |name| Some(list(schema, name)?.iter().filter(|schema| of(schema).is_none()).count());
    if n_fitting("oneOf").is_some_and(|n| n != 1) || n_fitting("anyOf") == Some(0) {
        return Some(format!("is none, or more than one, of those possible: {value}"));
    }
    if let Some(misfit) = list(schema, "allOf").into_iter().flatten().find_map(of) {
        return Some(misfit);
    }
    if list(schema, "enum").is_some_and(|values| !values.contains(value)) {
        return Some(format!("{value} is not of the list"));
    }
    let types = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(name, value)) {
        return Some(format!("{value} is not of {types:?}"));
    }
    match value {
        Value::Object(fields) => object(description, schema, fields),
        Value::Array(values) => (0..).zip(values).find_map(|(i, value): (usize, _)| {
            let misfit = misfit(description, schema.get("items")?, value)?;
            Some(format!("[{i}] {misfit}"))
        }),
        Value::Number(number) => {
            let number = number.as_f64()?;
            let low = schema["minimum"].as_f64().is_some_and(|least| number < least);
            let high = schema["maximum"].as_f64().is_some_and(|most| number > most);
            (low || high).then(|| format!("{number} is out of range"))
        }
        _ => None,
    }
}

fn list<'a>(schema: &'a Value, name: &str) -> Option<&'a Vec<Value>> {
    schema[name].as_array()
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other:?} is no type of JSON"),
    }
}

fn object(description: &Value, schema: &Value, fields: &Map<String, Value>) -> Option<String> {
    let required = list(schema, "required").into_iter().flatten().filter_map(Value::as_str);
    if let Some(name) = required.into_iter().find(|name| !fields.contains_key(*name)) {
        return Some(format!("{name} is missing"));
    }
    fields.iter().find_map(|(name, value)| {
        let own = schema["properties"].get(name);
        let misfit = match (own, &schema["additionalProperties"]) {
            (Some(own), _) => misfit(description, own, value),
            (None, Value::Bool(false)) => Some("is not documented".to_owned()),
            (None, other @ Value::Object(_)) => misfit(description, other, value),
            _ => None,
        }?;
        Some(format!("{name}: {misfit}"))
    })
}

#[test]
fn what_does_not_fit_is_found() {
    use serde_json::json;
    let description = json!({"x": {"type": "object", "required": ["a"], "properties": {
        "a": {"type": ["integer", "null"], "minimum": 1}, "b": {"type": "array", "items":
        {"oneOf": [{"type": "null"}, {"$ref": "#/x"}]}}, "c": {"enum": ["d"]}}}});
    let told = |value: Value| misfit(&description, &json!({"$ref": "#/x"}), &value);
    assert_eq!(told(json!({"a": 1, "b": [null, {"a": null}], "c": "d", "e": 1})), None);
    for (value, problem) in [
        (json!([]), "not of [\"object\"]"),
        (json!({}), "a is missing"),
        (json!({"a": 0}), "a: 0 is out of range"),
        (json!({"a": 1.5}), "a: 1.5 is not of"),
        (json!({"a": 1, "b": [{}]}), "b: [0] is none, or more"),
        (json!({"a": 1, "c": "e"}), "c: \"e\" is not of the list"),
    ] {
        let told = told(value.clone()).unwrap_or_default();
        assert!(told.contains(problem), "{value}: {told}");
    }
}
