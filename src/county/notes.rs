//! Reads and writes the small JSON files that are kept beside the records. One that is not there was never written; one that cannot be read is an error, as what it
//! says would otherwise be taken for never said.

use std::io::ErrorKind;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RecordError;
use crate::disclosure::{BuildError, write as write_file};

/// A note's contents; none if there is no such file.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, RecordError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| RecordError::Damaged(path.to_path_buf())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(RecordError::Unreadable { path: path.to_path_buf(), source }),
    }
}

/// Writes a note, whole.
pub fn write(path: &Path, note: &impl Serialize) -> Result<(), BuildError> {
    let text = serde_json::to_string_pretty(note).expect("a note is plain values") + "\n";
    write_file(path, text.as_bytes())
}
