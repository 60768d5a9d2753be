//! Findings that were listed already: one about a file that several others name is found again with each of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Diagnostic, Files};

/// What a finding is known by, whichever run's files it points into: its place, its code, its sentence.
type Identity = (Option<(PathBuf, u32, u32)>, &'static str, String);

/// The findings of a run that were listed.
#[derive(Debug, Default)]
pub struct Listed(BTreeSet<Identity>);

impl Listed {
    /// Takes a finding in; false if it is one that was listed before.
    pub fn is_new(&mut self, finding: &Diagnostic, files: &Files) -> bool {
        let place = finding.place().map(|span| {
            let path = files.path(span.file);
            (path.canonicalize().unwrap_or_else(|_| path.to_owned()), span.start, span.end)
        });
        self.0.insert((place, finding.code, finding.message.clone()))
    }
}
