//! The files of the pages: style, script and icon, in the binary. Their addresses hold the hash of
//! what they are, so that a browser keeps them for a year and never sees an old one.

use crate::error::ApiError;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asset {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

pub(crate) const STYLE: Asset = Asset {
    name: "pages.css",
    content_type: "text/css; charset=utf-8",
    bytes: include_bytes!("../../assets/pages.css"),
};
pub(crate) const SCRIPT: Asset = Asset {
    name: "pages.js",
    content_type: "text/javascript; charset=utf-8",
    bytes: include_bytes!("../../assets/pages.js"),
};
pub(crate) const ICON: Asset = Asset {
    name: "icon.svg",
    content_type: "image/svg+xml",
    bytes: include_bytes!("../../assets/icon.svg"),
};

const ALL: [Asset; 3] = [STYLE, SCRIPT, ICON];

static HASHES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let hash = |asset: &Asset| {
        let digest = Sha256::digest(asset.bytes);
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    };
    ALL.iter().map(hash).collect()
});

/// The address of a file.
pub(crate) fn path(asset: Asset) -> String {
    let hash = ALL.iter().zip(HASHES.iter()).find(|(of, _)| **of == asset).map(|(_, hash)| hash);
    format!("/assets/{}/{}", hash.map_or("", String::as_str), asset.name)
}

/// `GET /assets/{hash}/{name}`.
pub(crate) async fn asset(
    Path((hash, name)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let found = ALL.iter().zip(HASHES.iter()).find(|(asset, _)| asset.name == name);
    // Another hash is a file of another version: its page must be loaded anew.
    let Some((asset, _)) = found.filter(|(_, known)| **known == hash) else {
        return Err(ApiError::not_found("there is no such file in this version; reload the page"));
    };
    let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (header::CACHE_CONTROL, keep),
    ];
    Ok((headers, asset.bytes).into_response())
}
