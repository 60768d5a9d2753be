//! The names of the pages in the published folder, and their removal before the files they speak of change: a run that is killed may leave
//! no pages, never false ones. `site` makes them.

use std::io::ErrorKind;
use std::path::Path;

use super::RecordError;
use crate::disclosure::BuildError;
use crate::typeset::flush;

pub const INDEX: &str = "index.html";
pub const SUMMARY: &str = "全县汇总.html";
pub const CSV: &str = "全县主要数据.csv";
pub const JSON: &str = "全县主要数据.json";
pub const SUMS: &str = "校验和.txt";
/// All of them.
pub const NAMES: [&str; 5] = [INDEX, SUMMARY, CSV, JSON, SUMS];

/// Removes the pages of a folder, if there are any.
pub fn take_down(output: &Path) -> Result<(), RecordError> {
    let mut removed = false;
    for path in NAMES.map(|name| output.join(name)) {
        match std::fs::remove_file(&path) {
            Ok(()) => removed = true,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(RecordError::Stuck { path, source }),
        }
    }
    // They must be gone for good before what they speak of changes.
    if removed { Ok(flush(output).map_err(BuildError::from)?) } else { Ok(()) }
}
