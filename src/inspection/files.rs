//! Which files a word of the command line means: a path, a folder, a department of the workspace.

use std::path::{Path, PathBuf};

use super::CheckError;
use crate::county::{Workspace, WorkspaceError, names_a_file};
use crate::dossier::plain_path;
use crate::source::{Unlisted, source_files};

/// The files a path means: itself, the documents of a workspace or of a folder in it, else all in the folder by name. What is no path may be a department of
/// the workspace by its code or name.
pub fn department_files(path: &Path, workspace: Option<&Workspace>) -> Result<Vec<PathBuf>, CheckError> {
    let may_be_a_department = !path.exists() && !names_a_file(path);
    if !path.is_dir() && !may_be_a_department {
        return Ok(vec![path.to_path_buf()]);
    }
    let selected = workspace.map(|workspace| (workspace, workspace.documents_of(path)));
    let found: Vec<PathBuf> = match selected {
        Some((workspace, Ok(documents))) if documents.is_empty() => return Err(workspace.no_documents().into()),
        Some((workspace, Ok(documents))) => documents.iter().map(|document| plain_path(&workspace.root.join(&document.source))).collect(),
        Some((_, Err(error))) if may_be_a_department => return Err(error.into()),
        None if may_be_a_department => return Err(WorkspaceError::none_around(path).into()),
        _ => {
            let inside = source_files(path).map_err(|Unlisted { path, source }| CheckError::Folder { path, source })?;
            inside.iter().map(|file| path.join(file)).collect()
        }
    };
    if found.is_empty() { Err(CheckError::Nothing(path.to_path_buf())) } else { Ok(found) }
}
