//! Findings that were listed already: one about a file that several others name is found again with each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Diagnostic, Files};

/// What a finding is known by, whichever run's files it points into: its place, its code, its sentence.
type Identity = (Option<(PathBuf, u32, u32)>, &'static str, String);

/// The findings of a run that were listed.
#[derive(Debug, Default)]
pub struct Listed {
    found: BTreeSet<Identity>,
    /// Where the files that were asked for lie.
    real: BTreeMap<PathBuf, PathBuf>,
}

impl Listed {
    /// Takes a finding in; false if it is one that was listed before.
    pub fn is_new(&mut self, finding: &Diagnostic, files: &Files) -> bool {
        let place = finding.place().map(|span| (self.real(files.path(span.file)), span.start, span.end));
        self.found.insert((place, finding.code, finding.message.clone()))
    }

    /// The same path for the same file, whichever way it was named.
    fn real(&mut self, path: &Path) -> PathBuf {
        if let Some(real) = self.real.get(path) {
            return real.clone();
        }
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.real.insert(path.to_owned(), real.clone());
        real
    }
}
