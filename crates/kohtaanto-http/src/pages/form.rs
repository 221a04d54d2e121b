//! Bodies of forms, from our own pages only.

use crate::error::ApiError;
use crate::extract::{body, is_of, unsupported};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// The fields of a form that one of our own pages sent; a name may stand more than once.
#[derive(Debug)]
pub(crate) struct Form<T>(pub(crate) T);

const FORM: &str = "application/x-www-form-urlencoded";

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_of(request.headers(), &[FORM]) {
            return Err(unsupported(FORM));
        }
        if !is_same_origin(request.headers()) {
            let message = "the form came from another site; open the page here and send it again";
            return Err(ApiError::new(StatusCode::FORBIDDEN, message));
        }
        let bytes = body(request, state).await?;
        serde_html_form::from_bytes(&bytes).map(Self).map_err(|error| {
            ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("the form does not hold: {error}; open the page and fill it again"),
            )
        })
    }
}

/// Whether a form comes from a page of this service. Browsers say so in `Sec-Fetch-Site`, older
/// ones in `Origin`; programs that say neither act for nobody who is logged in here.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[cfg(test)]
mod form_tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn forms_of_other_sites_are_refused() {
        let table: [(&[(&str, &str)], bool); 6] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false),
            (&[("origin", "https://a.example"), ("host", "a.example")], true),
            (&[("origin", "https://b.example"), ("host", "a.example")], false),
            (&[("origin", "null"), ("host", "a.example")], false),
            (&[("host", "a.example")], true),
        ];
        for (given, expected) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                let name: axum::http::HeaderName = name.parse().unwrap();
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
            assert_eq!(is_same_origin(&headers), expected, "{given:?}");
        }
    }
}
