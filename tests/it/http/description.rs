//! OpenAPI: the golden file, its examples sent, and every route and status in it.

use super::{Answer, demo, get, send_body};
use axum::http::Method;
use kohtaanto_tests::root;
use serde_json::Value;

async fn description() -> Value {
    let answer = get(&demo(), "/api/v1/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

#[tokio::test]
async fn the_description_is_the_golden_one() {
    let text = format!("{:#}\n", description().await);
    let path = root().join("tests/golden/openapi.json");
    if std::env::var_os("KOHTAANTO_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        golden == text,
        "{} differs, first at line {:?}; KOHTAANTO_UPDATE_GOLDEN=1 rewrites it",
        path.display(),
        differs.map(|line| line + 1)
    );
}

fn resolved<'a>(description: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(path) => description.pointer(path.trim_start_matches('#')).expect("a schema"),
        None => schema,
    }
}

/// The address of an operation's examples: path parts and required parameters, and all others that
/// have an example.
fn address(path: &str, operation: &Value) -> String {
    let (mut path, mut query) = (path.to_owned(), Vec::new());
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().expect("a name");
        let values = match &parameter["example"] {
            Value::Array(values) => values.clone(),
            Value::Null => continue,
            value => vec![value.clone()],
        };
        for value in values {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            match parameter["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &value),
                _ => query.push(format!("{name}={value}")),
            }
        }
    }
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

async fn example(description: &Value, path: &str, method: &str, operation: &Value) -> Answer {
    let method: Method = method.to_uppercase().parse().expect("a method");
    let address = address(path, operation);
    let Some((kind, content)) =
        operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next())
    else {
        return send_body(&demo(), method, &address, "text/plain", "").await;
    };
    let body = match &content["example"] {
        Value::Null => &resolved(description, &content["schema"])["example"],
        body => body,
    };
    send_body(&demo(), method, &address, kind, body.to_string()).await
}

#[tokio::test]
async fn examples_of_open_routes_are_answered_and_locked_ones_refused() {
    let description = description().await;
    assert_eq!(description["openapi"], "3.1.0");
    let mut n_open = 0;
    for (path, operations) in description["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let answer = example(&description, path, method, operation).await;
            let status = answer.status.as_u16();
            let documented = operation["responses"].as_object().expect("responses");
            assert!(documented.contains_key(&status.to_string()), "{method} {path}: {status}");
            let open = operation["security"]
                .as_array()
                .is_none_or(|of| of.contains(&serde_json::json!({})));
            let expected = if open { 200 } else { 401 };
            let told = String::from_utf8_lossy(&answer.bytes);
            assert_eq!(status, expected, "{method} {path}: {told}");
            n_open += usize::from(open);
        }
    }
    assert!(n_open >= 16, "{n_open}");
}
