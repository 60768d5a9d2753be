//! Which files a word of the command line means: a path, a folder, a department of the workspace.

use std::path::{Path, PathBuf};

use super::CheckError;
use crate::county::Workspace;
use crate::county::file::NAME;
use crate::dossier::plain_path;
use crate::source::{Unlisted, source_files};

/// A workspace's own file stands for the whole workspace; other paths as they are.
pub fn folder_of_workspace(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if path.file_name().is_some_and(|name| name == NAME) && path.is_file() => {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        }
        _ => path,
    }
}

/// The files a path means: itself, the documents of a workspace or of a folder in it, else all in the folder by name. What is no path may be a department of
/// the workspace by its code or name.
pub fn department_files(path: &Path, workspace: Option<&Workspace>) -> Result<Vec<PathBuf>, CheckError> {
    if !path.is_dir() {
        return Ok(match workspace.filter(|_| !path.exists() && path.extension().is_none()) {
            Some(workspace) => {
                let selected = workspace.select(&path.to_string_lossy())?;
                selected.iter().map(|document| workspace.root.join(&document.source)).collect()
            }
            None => vec![path.to_path_buf()],
        });
    }
    let mut found = Vec::new();
    match workspace.and_then(|workspace| Some((workspace, workspace.inside(path).ok()?))) {
        Some((workspace, documents)) => found.extend(documents.iter().map(|document| plain_path(&workspace.root.join(&document.source)))),
        None => {
            let inside = source_files(path).map_err(|Unlisted { path, source }| CheckError::Folder { path, source })?;
            found.extend(inside.iter().map(|file| path.join(file)));
        }
    }
    if found.is_empty() {
        let alike = workspace.map(Workspace::mistaken_year).unwrap_or_default();
        return Err(CheckError::Nothing { path: path.to_path_buf(), alike });
    }
    Ok(found)
}
