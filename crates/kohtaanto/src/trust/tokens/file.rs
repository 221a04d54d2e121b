//! The file of tokens: one JSON object, `{"version": 1, "tokens": [...]}`.

use super::super::digest::{hex, unhex};
use super::super::locked_file::replace;
use super::{Token, problems};
use crate::error::{Error, Result, io};
use fs_err as fs;
use jiff::Timestamp;
use kohtaanto_domain::model::{Coded, FieldErrors};
use serde::{Deserialize, Serialize};
use std::path::Path;

const VERSION: u32 = 1;

/// A token with the hash of its secret.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) token: Token,
    pub(super) hash: [u8; 32],
}

/// What a file holds, with its bytes. By default what a missing file holds: nothing.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    version: u32,
    tokens: Vec<WireToken>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireToken {
    id: String,
    role: String,
    organisation: String,
    #[serde(default)]
    municipalities: Vec<String>,
    purpose: String,
    created: String,
    expires: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revoked: Option<String>,
    sha256: String,
}

/// The bytes of a file, none when it is missing.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(io(error)),
    }
}

impl Parsed {
    pub(super) fn new(path: &Path, bytes: Vec<u8>) -> Result<Self> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let corrupt = |problem: String| Error::Corrupt { path: path.to_path_buf(), problem };
        let file: WireFile =
            serde_json::from_slice(&bytes).map_err(|error| corrupt(error.to_string()))?;
        if file.version != VERSION {
            return Err(corrupt(format!("its version is {}, not {VERSION}", file.version)));
        }
        let row = |token: &WireToken| {
            row(token).map_err(|problem| corrupt(format!("token {:?}: {problem}", token.id)))
        };
        let rows = file.tokens.iter().map(row).collect::<Result<_>>()?;
        Ok(Self { bytes, rows })
    }
}

fn row(wire: &WireToken) -> Result<Row, String> {
    let time = |text: &str| text.parse::<Timestamp>().map_err(|error| error.to_string());
    let municipalities: Result<_, _> =
        wire.municipalities.iter().map(|code| code.parse()).collect();
    let token = Token {
        id: wire.id.clone(),
        role: Coded::parse(&wire.role).map_err(|error| error.to_string())?,
        organisation: wire.organisation.clone(),
        municipalities: municipalities
            .map_err(|error: kohtaanto_domain::model::FieldError| error.to_string())?,
        purpose: wire.purpose.clone(),
        created: time(&wire.created)?,
        expires: time(&wire.expires)?,
        revoked: wire.revoked.as_deref().map(time).transpose()?,
    };
    FieldErrors::check(problems(&token)).map_err(|errors| errors.to_string())?;
    let hash = unhex(&wire.sha256).ok_or("sha256 is no hash")?;
    Ok(Row { token, hash })
}

/// Writes the file as a whole or not at all.
pub(super) fn write(path: &Path, rows: &[Row]) -> Result<()> {
    let tokens = rows.iter().map(|Row { token, hash }| WireToken {
        id: token.id.clone(),
        role: token.role.code().to_owned(),
        organisation: token.organisation.clone(),
        municipalities: token.municipalities.iter().map(ToString::to_string).collect(),
        purpose: token.purpose.clone(),
        created: token.created.to_string(),
        expires: token.expires.to_string(),
        revoked: token.revoked.map(|at| at.to_string()),
        sha256: hex(hash),
    });
    let file = WireFile { version: VERSION, tokens: tokens.collect() };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|error| io(error.into()))?;
    bytes.push(b'\n');
    replace(path, &bytes).map_err(io)
}
