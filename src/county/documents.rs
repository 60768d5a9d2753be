//! The departments' files of a workspace, found by their names: those in the folders of the years, and in their subfolders those that a department
//! lists as its units.

use std::collections::BTreeSet;
use std::path::Path;

use super::WorkspaceError;
use super::key::Key;
use crate::diagnostics::Files;
use crate::disclosure::place;
use crate::source::reading::{self, Content};
use crate::source::{Disclosure, is_litter, is_source_file, year_of_folder};

/// A department's file of a year, by its name alone: `2024/041-县委办.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// Relative to the workspace, with `/`.
    pub source: String,
    /// The topmost folder it lies in, if that is a year.
    pub year: Option<u32>,
    /// What stands before the first `-` of the file's name.
    pub code: String,
    /// What stands after it.
    pub name: String,
}

impl Document {
    /// Takes a path relative to the workspace apart.
    pub fn new(source: &str) -> Self {
        let folder = source.split_once('/').map_or("", |(folder, _)| folder);
        let file = source.rsplit_once('/').map_or(source, |(_, file)| file);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let (code, name) = stem.split_once('-').unwrap_or((stem, ""));
        Self { source: source.to_owned(), year: year_of_folder(folder), code: code.to_owned(), name: name.to_owned() }
    }

    /// Whose it is, and of which year.
    pub fn key(&self) -> Key {
        Key::new(self.year, &self.code)
    }

    /// Code and name as in the file's name.
    pub fn stem(&self) -> String {
        if self.name.is_empty() { self.code.clone() } else { format!("{}-{}", self.code, self.name) }
    }
}

/// A file that is meant for a department's by its name, and is none (`2024/015-水利局.yaml.txt`), while the department has no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misnamed {
    /// Relative to the workspace, with `/`.
    pub source: String,
    /// What it would be, renamed.
    pub meant: Document,
}

impl Misnamed {
    /// The one that a file beside these documents is, if it is one.
    fn among(documents: &[Document], year: &str, name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let end = lower.find(".yaml").or_else(|| lower.find(".yml")).filter(|end| *end > 0)?;
        let meant = Document::new(&format!("{year}/{}.yaml", &name[..end]));
        let is_alone = !is_litter(name) && !is_source_file(name) && documents.iter().all(|document| document.key() != meant.key());
        is_alone.then(|| Self { source: format!("{year}/{name}"), meant })
    }

    /// The name it should have.
    pub fn name(&self) -> &str {
        self.meant.source.rsplit('/').next().unwrap_or(&self.meant.source)
    }
}

/// What is found in the folders named by years, each by year and code.
#[derive(Debug, Default)]
pub struct Listing {
    pub documents: Vec<Document>,
    pub misnamed: Vec<Misnamed>,
}

/// Lists the departments' files in the folders named by years.
pub fn list(root: &Path) -> Result<Listing, WorkspaceError> {
    let mut listing = Listing::default();
    for (year, _) in names(root)?.into_iter().filter(|(name, is_folder)| *is_folder && year_of_folder(name).is_some()) {
        let inside = names(&root.join(&year))?;
        let (folders, files): (Vec<_>, Vec<_>) = inside.into_iter().partition(|(_, is_folder)| *is_folder);
        let sources: BTreeSet<String> =
            files.iter().filter(|(file, _)| is_source_file(file)).map(|(file, _)| format!("{year}/{file}")).collect();
        // Only a subfolder makes it necessary to open files.
        let below: BTreeSet<String> = if folders.iter().any(|(name, _)| !is_litter(name)) {
            sources.iter().flat_map(|source| units_below(root, source)).collect()
        } else {
            BTreeSet::new()
        };
        let documents: Vec<Document> = sources.union(&below).map(|source| Document::new(source)).collect();
        listing.misnamed.extend(files.iter().filter_map(|(file, _)| Misnamed::among(&documents, &year, file)));
        listing.documents.extend(documents);
    }
    listing.documents.sort_by(|a, b| (a.year, &a.code, &a.source).cmp(&(b.year, &b.code, &b.source)));
    listing.misnamed.sort_by(|a, b| a.source.cmp(&b.source));
    Ok(listing)
}

/// Whether a file of the workspace is there under exactly this name: some systems find it by one that differs in case.
pub fn is_there(root: &Path, source: &str) -> bool {
    let mut path = root.to_path_buf();
    let is_listed = |name: &str| {
        let listed = names(&path).is_ok_and(|names| names.iter().any(|(known, _)| known == name));
        path.push(name);
        listed
    };
    source.split('/').all(is_listed) && path.is_file()
}

/// What a folder holds, and whether it is a folder.
fn names(folder: &Path) -> Result<Vec<(String, bool)>, WorkspaceError> {
    let unreadable = |source| WorkspaceError::Folder { path: folder.to_path_buf(), source };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.map_err(unreadable)?;
        Ok((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
    };
    entries.map(name).collect()
}

/// The files in subfolders of its own that a department lists as its units.
fn units_below(root: &Path, source: &str) -> Vec<String> {
    let Ok(reading) = reading::read_file::<Disclosure>(&place(root, source), &mut Files::default()) else { return Vec::new() };
    let units = reading.tree.root.as_ref().and_then(|file| file.get("部门")?.get("所属单位"));
    let Some(Content::Sequence { items, .. }) = units.map(|units| &units.content) else { return Vec::new() };
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let links = items.iter().filter_map(|unit| unit.get("文件")?.text());
    let below = links.map(|link| link.strip_prefix("./").unwrap_or(link)).filter(|link| link.contains('/') && !link.contains(".."));
    below
        .map(|link| format!("{folder}/{link}"))
        .filter(|path| is_source_file(path.rsplit('/').next().unwrap_or(path)) && place(root, path).is_file())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_meant_for_a_departments_is_told_by_its_name() {
        let others = [Document::new("2024/016-档案局.yaml")];
        let meant = |name: &str| Misnamed::among(&others, "2024", name).map(|misnamed| misnamed.meant.source);
        for name in ["015-水利局.yaml.txt", "015-水利局.YAML", "015-水利局.yml.txt", "015-水利局.yaml.bak"] {
            assert_eq!(meant(name).as_deref(), Some("2024/015-水利局.yaml"), "{name}");
        }
        for name in ["016-档案局.yaml.bak", "015-水利局.yaml", "015-水利局.xlsx", "~$015-水利局.yaml.txt", ".yaml.txt", "说明.txt"]
        {
            assert_eq!(meant(name), None, "{name}");
        }
    }

    #[test]
    fn a_path_is_taken_apart() {
        let unit = Document::new("2024/045/045006-职校.yaml");
        assert_eq!((unit.year, unit.code.as_str(), unit.name.as_str()), (Some(2024), "045006", "职校"));
        let lone = Document::new("041.yaml");
        assert_eq!((lone.year, lone.stem().as_str()), (None, "041"));
    }
    /// Means most on systems that find a file by either name.
    #[test]
    fn a_file_is_there_under_its_own_name_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("2024/Abc")).expect("folders");
        std::fs::write(folder.path().join("2024/Abc/041-ABC.yaml"), "").expect("a file");
        assert!(is_there(folder.path(), "2024/Abc/041-ABC.yaml"));
        for other in ["2024/Abc/041-abc.yaml", "2024/abc/041-ABC.yaml", "2024/Abc", "2024/Abc/041-ABC.yaml/x"] {
            assert!(!is_there(folder.path(), other), "{other}");
        }
    }
}
