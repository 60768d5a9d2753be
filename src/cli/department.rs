//! The one file that a word means, for the commands that take one: a path, or a department of the workspace around the current folder.

use std::path::{Path, PathBuf};

use crate::county::{self, Workspace, WorkspaceError};
use crate::dossier::plain_path;

/// The file a word means. What is no path is a department's code or name; several departments are an error that names their files.
pub(super) fn file_of(word: &Path) -> anyhow::Result<PathBuf> {
    if word.exists() || county::names_a_file(word) {
        return Ok(word.to_path_buf());
    }
    let root = county::find(Path::new(".")).ok_or_else(|| WorkspaceError::none_around(word))?;
    let workspace = Workspace::open(&root)?;
    let documents = workspace.documents_of(word)?;
    match documents.as_slice() {
        [document] => Ok(plain_path(&workspace.root.join(&document.source))),
        several => {
            let files: Vec<&str> = several.iter().map(|document| document.source.as_str()).collect();
            anyhow::bail!("“{}”可以是 {} 个部门：{}。写编码或文件", word.display(), files.len(), files.join("、"))
        }
    }
}
