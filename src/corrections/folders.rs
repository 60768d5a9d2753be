//! Two workspaces compared: files with the same place in both, those that appeared and those that are gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Difference, Setting, State, StateError, compare};
use crate::county::WorkspaceError;
use crate::source::{Unlisted, source_files};

/// What changed from one workspace to another.
#[derive(Debug, Default, Serialize)]
pub struct FoldersDifference {
    pub added: Vec<PathBuf>,
    pub removed: Vec<PathBuf>,
    pub changed: Vec<Difference>,
    pub unchanged: usize,
    /// Pairs of which one has errors.
    #[serde(skip)]
    pub failed: Vec<StateError>,
}

/// Why two folders cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum FoldersError {
    #[error("读不到文件夹 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

/// Compares the departments' files of two folders.
pub fn compare_folders(old: &Path, new: &Path, setting: &Setting, with_pages: bool) -> Result<FoldersDifference, FoldersError> {
    let (before, after) = (sources(old)?, sources(new)?);
    let (old_setting, new_setting) = (setting.around(old)?, setting.around(new)?);
    let mut compared = FoldersDifference {
        added: after.difference(&before).cloned().collect(),
        removed: before.difference(&after).cloned().collect(),
        ..FoldersDifference::default()
    };
    for path in before.intersection(&after) {
        let difference = State::load(&old.join(path), &old_setting)
            .and_then(|before| compare(&before, &State::load(&new.join(path), &new_setting)?, with_pages));
        crate::typeset::forget();
        match difference {
            Ok(difference) if difference.is_empty() => compared.unchanged += 1,
            Ok(difference) => compared.changed.push(difference),
            Err(error) => compared.failed.push(error),
        }
    }
    Ok(compared)
}

fn sources(folder: &Path) -> Result<BTreeSet<PathBuf>, FoldersError> {
    source_files(folder).map_err(|Unlisted { path, source }| FoldersError::Folder { path, source })
}
