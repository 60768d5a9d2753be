//! Which document each published file belongs to: none may take or remove another's.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{CountyError, Record};

/// Owners by path, in lower case: some systems take names that differ in case for the same file.
#[derive(Debug, Default)]
pub struct Owners(Mutex<BTreeMap<String, String>>);

impl Owners {
    /// The owners that records name.
    pub fn of(records: &[Record]) -> Self {
        let owned = records.iter().flat_map(|record| record.outputs.iter().map(|output| (key(&output.path), record.source.clone())));
        Self(Mutex::new(owned.collect()))
    }

    /// Claims a record's files for its document. Returns those that nobody had before, to be released should they not be written.
    pub fn claim(&self, record: &Record) -> Result<Vec<String>, CountyError> {
        let mut owners = self.owners();
        for output in &record.outputs {
            if let Some(owner) = owners.get(&key(&output.path)).filter(|owner| **owner != record.source) {
                return Err(CountyError::SameOutput { path: output.path.clone(), source_file: owner.clone() });
            }
        }
        let paths = record.outputs.iter().map(|output| &output.path);
        Ok(paths.filter(|path| owners.insert(key(path), record.source.clone()).is_none()).cloned().collect())
    }

    /// Gives up files that a document does not have.
    pub fn release<'p>(&self, source: &str, paths: impl IntoIterator<Item = &'p String>) {
        let mut owners = self.owners();
        for path in paths.into_iter().map(|path| key(path)) {
            if owners.get(&path).is_some_and(|owner| owner == source) {
                owners.remove(&path);
            }
        }
    }

    /// Whether a file is another document's than this source's.
    pub fn is_anothers(&self, path: &str, source: &str) -> bool {
        self.owners().get(&key(path)).is_some_and(|owner| owner != source)
    }

    fn owners(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(path: &str) -> String {
    path.to_lowercase()
}
