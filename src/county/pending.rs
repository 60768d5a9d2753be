//! The note of all paths a document has or will have, while its files are replaced: what a killed run may have left.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::is_below;
use super::{NOTES, RecordError, notes};

/// What a killed run may have left of a document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pending {
    pub source: String,
    pub draft: bool,
    pub paths: BTreeSet<String>,
}

/// The note at a path, if there is one.
pub fn read(path: &Path) -> Result<Option<Pending>, RecordError> {
    let pending = notes::read::<Pending>(path)?;
    let astray = pending.iter().flat_map(|pending| &pending.paths).any(|path| !is_below(path));
    if astray { Err(RecordError::Damaged(path.to_path_buf())) } else { Ok(pending) }
}

/// The published files that the text of a damaged record still names. Its inputs are no files of ours, nor are our own notes.
pub fn paths_in(text: &str) -> BTreeSet<String> {
    let written = text.lines().filter_map(|line| line.trim().strip_prefix("\"path\": ")?.strip_suffix(','));
    let paths = written.filter_map(|path| serde_json::from_str::<String>(path).ok());
    paths.filter(|path| is_below(path) && !path.ends_with(".yaml") && !path.ends_with(".yml") && !path.starts_with(NOTES)).collect()
}
