//! The departments that a word of the command line means: a path, a code, the file's name, or the name the file writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file::NAME;
use super::roll::written_name;
use super::{Document, Misnamed, Workspace, WorkspaceError};
use crate::diagnostics::system::folder_of;
use crate::disclosure::place;

/// How many departments are suggested.
const SUGGESTED: usize = 3;

/// A folder of a workspace, all links resolved.
struct Extent {
    /// Whether it is the workspace itself.
    whole: bool,
    real: PathBuf,
    root: PathBuf,
}

/// Whether a word means a file, there or not, and no department's code or name.
pub fn names_a_file(word: &Path) -> bool {
    let text = word.to_string_lossy();
    let ending = word.extension().map(|ending| ending.to_ascii_lowercase());
    text.contains(['/', '\\']) || ending.is_some_and(|ending| ["yaml", "yml", "pdf"].iter().any(|known| ending == *known))
}

/// The folder of a workspace's own file, which stands for the whole workspace; other paths as they are.
pub fn folder_of_workspace(path: &Path) -> &Path {
    if path.file_name().is_some_and(|name| name == NAME) && path.is_file() { folder_of(path) } else { path }
}

impl Workspace {
    /// The documents of the county's year that a code, a file's name, or a (part of a) name means. Files are opened only if their names say nothing.
    pub fn select(&self, wanted: &str) -> Result<Vec<Document>, WorkspaceError> {
        if wanted.trim().is_empty() {
            return Err(WorkspaceError::Blank);
        }
        let by = |matches: &dyn Fn(&Document) -> bool| self.documents().filter(|document| matches(document)).cloned().collect::<Vec<_>>();
        let exact = by(&|document| document.code == wanted || document.name == wanted || document.stem() == wanted);
        let found = if exact.is_empty() { by(&|document| document.name.contains(wanted)) } else { exact };
        if !found.is_empty() {
            return Ok(found);
        }
        let written: BTreeMap<&str, String> = self
            .documents()
            .filter_map(|document| Some((document.source.as_str(), written_name(&place(&self.root, &document.source))?)))
            .collect();
        let name = |document: &Document| written.get(document.source.as_str()).map_or("", String::as_str);
        let exact = by(&|document| name(document) == wanted);
        let found = if exact.is_empty() { by(&|document| name(document).contains(wanted)) } else { exact };
        if found.is_empty() { Err(self.not_found(wanted, &written)) } else { Ok(found) }
    }

    /// The documents that a word of the command line means: those in a folder, a file, else departments by code or name.
    pub fn documents_of(&self, word: &Path) -> Result<Vec<Document>, WorkspaceError> {
        if word.is_dir() {
            self.inside(word)
        } else if word.is_file() {
            Ok(vec![self.document_at(word)?])
        } else {
            self.select(&word.to_string_lossy())
        }
    }

    /// The documents that a folder of the workspace means: all of the county's year for the workspace itself, else those that lie in it, of whatever year.
    /// Only the workspace itself may have none.
    fn inside(&self, folder: &Path) -> Result<Vec<Document>, WorkspaceError> {
        let Extent { whole, real, root } = self.extent(folder)?;
        if whole {
            return Ok(self.documents().cloned().collect());
        }
        let lies_inside = |document: &&Document| place(&root, &document.source).starts_with(&real);
        let found: Vec<Document> = self.all_documents().iter().filter(lies_inside).cloned().collect();
        let empty = || WorkspaceError::Empty { path: folder.to_path_buf(), year: self.county.year.value.0 };
        if found.is_empty() { Err(empty()) } else { Ok(found) }
    }

    /// The files a folder means that are meant for a department's, and are not named so.
    pub fn misnamed_inside(&self, folder: &Path) -> Vec<&Misnamed> {
        let Ok(Extent { whole, real, root }) = self.extent(folder) else { return Vec::new() };
        let year = self.county.year.value.0;
        let is_meant = |file: &&Misnamed| if whole { file.meant.year == Some(year) } else { place(&root, &file.source).starts_with(&real) };
        self.misnamed().iter().filter(is_meant).collect()
    }

    fn extent(&self, folder: &Path) -> Result<Extent, WorkspaceError> {
        let outside = || WorkspaceError::Outside { path: folder.to_path_buf(), root: self.root.clone() };
        let (real, root) = (folder.canonicalize().map_err(|_| outside())?, self.root.canonicalize().map_err(|_| outside())?);
        Ok(Extent { whole: real == root, real, root })
    }

    fn not_found(&self, wanted: &str, written: &BTreeMap<&str, String>) -> WorkspaceError {
        let mut near: Vec<(f64, String)> = self
            .documents()
            .map(|document| {
                let name = written.get(document.source.as_str()).map_or("", String::as_str);
                let likeness = [&document.code, &document.name, &document.stem(), name].map(|known| strsim::sorensen_dice(known, wanted));
                let short = is_short_for(wanted, name) || is_short_for(wanted, &document.name);
                let likeness = likeness.into_iter().fold(if short { 1.0 } else { 0.0 }, f64::max);
                let shown = if name.is_empty() { document.stem() } else { format!("{}（{name}）", document.stem()) };
                (likeness, shown)
            })
            .filter(|(likeness, _)| *likeness > 0.0)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let near = near.into_iter().take(SUGGESTED).map(|(_, shown)| shown).collect();
        WorkspaceError::NotFound { wanted: wanted.to_owned(), near, departments: self.documents().count() }
    }
}

/// Whether a word is what people say for a name: some of its characters, in their order (发改局 for 发展和改革局).
fn is_short_for(word: &str, name: &str) -> bool {
    let mut rest = name.chars();
    !word.is_ascii() && word.chars().all(|c| rest.any(|known| known == c))
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[test]
    fn people_say_names_short() {
        let name = "示例县发展和改革局（示例县粮食和物资储备局）";
        assert!(is_short_for("发改局", name) && is_short_for("发改", name));
        assert!(!is_short_for("改发局", name) && !is_short_for("教科局", name) && !is_short_for("0", "示例0局"));
    }
}
