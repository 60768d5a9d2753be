//! Where a county may be written to: into no folder that it is read from, and drafts never among what is published.

use std::path::{Path, PathBuf};

use super::{CountyError, Record, Workspace};

/// Refuses a folder that is one of the workspace's sources or overrides, holds one, or lies in one.
pub fn refuse_sources(output: &Path, workspace: &Workspace) -> Result<(), CountyError> {
    let target = real(output);
    let clash = workspace.read_from().into_iter().find(|folder| {
        let folder = real(folder);
        target.starts_with(&folder) || folder.starts_with(&target)
    });
    match clash {
        Some(folder) => Err(CountyError::AmongSources { output: output.to_path_buf(), folder }),
        None => Ok(()),
    }
}

/// Refuses to put drafts and finals into one folder.
pub fn refuse_mixture(output: &Path, draft: bool, records: &[Record]) -> Result<(), CountyError> {
    match records.iter().any(|record| record.draft != draft) {
        true if draft => Err(CountyError::DraftsAmongFinals(output.to_path_buf())),
        true => Err(CountyError::FinalsAmongDrafts(output.to_path_buf())),
        false => Ok(()),
    }
}

/// The path with all its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match existing {
        Some((folder, real)) => real.join(absolute.strip_prefix(folder).unwrap_or(Path::new(""))),
        None => absolute,
    }
}
