//! What a workspace contributes to the files in it, and where it ends.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Files, SourceFile};
use crate::source::reading::Entry;

/// What the files of one workspace share.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The folder nothing is read outside of; without it, the parent of a file's folder.
    pub root: Option<PathBuf>,
    /// What the workspace is a county (city, district) of, as its own file names it.
    pub region: Option<String>,
    /// The year it is at: what it shares, it shares with the files of that year.
    pub year: Option<u32>,
    /// Keys with values for every file that does not write them itself.
    pub shared: Arc<Vec<Entry>>,
    /// The file those keys are written in.
    pub shared_from: Option<Arc<SourceFile>>,
    /// Last year's files (links relative to this year's) by this year's file (relative to the root, with `/`), for files that name none.
    pub last_years: Arc<BTreeMap<String, Vec<String>>>,
}

impl Surroundings {
    /// The shared entries, placed in the file they are written in as one of this run's files.
    pub(super) fn shared_in(&self, files: &mut Files) -> Vec<Entry> {
        let Some(from) = self.shared_from.as_ref().filter(|_| !self.shared.is_empty()) else { return self.shared.to_vec() };
        let file = files.share(from);
        self.shared.iter().map(|entry| entry.in_file(file)).collect()
    }

    /// The links to last year's files that stand in the workspace for a file.
    pub(super) fn last_years_of(&self, path: &Path) -> &[String] {
        let inside =
            self.root.as_ref().and_then(|root| Some(lexical(path).strip_prefix(lexical(root)).ok()?.to_string_lossy().replace('\\', "/")));
        inside.and_then(|inside| self.last_years.get(&inside)).map_or(&[], Vec::as_slice)
    }

    /// Whether a file lies in the workspace, symbolic links resolved. One that is not there is said to be missing by whoever reads it.
    pub(super) fn hold(&self, path: &Path) -> bool {
        let Some(root) = self.root.as_ref().and_then(|root| root.canonicalize().ok()) else { return true };
        path.canonicalize().map_or(true, |real| real.starts_with(root))
    }
}

/// The path without `.` and `..`, where it then still means the same file.
pub fn plain(path: &Path) -> PathBuf {
    let short = lexical(path);
    let same = short.canonicalize().is_ok_and(|short| path.canonicalize().is_ok_and(|long| short == long));
    if same { short } else { path.to_owned() }
}

/// The path without `.` and `..`, as it is written.
fn lexical(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
        plain
    })
}
