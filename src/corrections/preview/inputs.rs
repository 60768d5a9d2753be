//! What a preview was made from, as it stood on the disk when it was read: whatever of it changes, the pages are made anew.

use std::collections::BTreeMap;
use std::fs::{DirEntry, Metadata, read_dir};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::Setting;
use crate::county::{self, file::NAME};
use crate::diagnostics::{Files, system::folder_of};
use crate::source::{is_litter, source_files, year_of_folder};

/// How deep the folders of standards and fonts are looked into.
const DEPTH: usize = 8;

/// When each file was last written and how long it is; none for one that is not there, and for one of which only that it is there counts.
pub type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Everything that was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The file itself, the workspace's own, and which departments' files there are.
    around: Stamps,
    /// The folders of standards, overrides and fonts, of which every file counts.
    folders: Vec<PathBuf>,
    in_folders: Stamps,
    /// The files that were read.
    read: Stamps,
}

impl Inputs {
    /// Whether the file itself, the workspace's own or one that was read is not as it was. Asks for a few files alone, and lists no folder.
    pub fn files_changed(&self, path: &Path) -> bool {
        let own = self.around.iter().filter(|(known, _)| *known == path || known.ends_with(NAME));
        own.chain(&self.read).any(|(path, before)| stamp(path) != *before)
    }

    /// The same as it stands now.
    pub fn now(&self, path: &Path) -> Self {
        let read = self.read.keys().map(|path| (path.clone(), stamp(path))).collect();
        Self { around: stamps_around(path), in_folders: stamps_in(&self.folders), folders: self.folders.clone(), read }
    }

    /// The same for a standard and fonts that are looked for in other folders.
    pub fn of_setting(self, setting: &Setting) -> Self {
        let overrides = setting.workspace.iter().flat_map(|workspace| workspace.standard_folders());
        let folders: Vec<PathBuf> = overrides.chain(setting.standard.clone()).chain(setting.fonts.named().map(Path::to_path_buf)).collect();
        Self { in_folders: stamps_in(&folders), folders, ..self }
    }

    /// The same for the files that were read instead, if any were. One that was changed since bears no stamp, and is read again.
    pub fn of_files(self, files: &Files) -> Self {
        let bytes = files.iter().filter_map(|file| Some((file.path.clone(), file.hash?)));
        let read: Stamps = bytes.map(|(path, hash)| (stamp_of(&path, hash), path)).map(|(stamp, path)| (path, stamp)).collect();
        if read.is_empty() { self } else { Self { read, ..self } }
    }

    /// What a standard and fonts are loaded from.
    pub fn in_folders(&self) -> &Stamps {
        &self.in_folders
    }
}

fn stamps_in(folders: &[PathBuf]) -> Stamps {
    let mut stamps = Stamps::new();
    folders.iter().for_each(|folder| take_in(folder, DEPTH, &mut stamps));
    stamps
}

fn stamps_around(path: &Path) -> Stamps {
    let root = county::find(path);
    let own = root.iter().map(|root| root.join(NAME)).chain([path.to_owned()]);
    let mut stamps: Stamps = sources_around(path, root.as_deref()).into_iter().map(|path| (path, None)).collect();
    stamps.extend(own.map(|path| (stamp(&path), path)).map(|(stamp, path)| (path, stamp)));
    stamps
}

/// The departments' files beside a file and in the folders of years: last year's and the units' are among them.
fn sources_around(path: &Path, root: Option<&Path>) -> Vec<PathBuf> {
    let folder = folder_of(path);
    let root = root.map_or_else(|| folder.join(".."), Path::to_path_buf);
    let years = entries(&root).filter(|entry| year_of_folder(&entry.file_name().to_string_lossy()).is_some()).map(|entry| entry.path());
    let inside = |year: PathBuf| source_files(&year).into_iter().flatten().map(move |file| year.join(file));
    entries(folder).map(|entry| entry.path()).chain(years.flat_map(inside)).collect()
}

fn take_in(folder: &Path, depth: usize, stamps: &mut Stamps) {
    for entry in entries(folder) {
        let path = entry.path();
        if path.is_dir() && depth > 0 {
            take_in(&path, depth - 1, stamps);
        } else {
            stamps.insert(path.clone(), stamp(&path));
        }
    }
}

/// What lies in a folder, leftovers of editors aside; a folder that cannot be read has nothing.
fn entries(folder: &Path) -> impl Iterator<Item = DirEntry> {
    let entries = read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| !is_litter(&entry.file_name().to_string_lossy()))
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let of = |data: Metadata| Some((data.modified().ok()?, data.len()));
    path.metadata().ok().and_then(of)
}

/// The stamp of a file that still has the bytes that were read.
fn stamp_of(path: &Path, hash: blake3::Hash) -> Option<(SystemTime, u64)> {
    let stamp = stamp(path);
    stamp.filter(|_| std::fs::read(path).is_ok_and(|bytes| blake3::hash(&bytes) == hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_is_seen_without_listing_folders_and_a_new_file_by_listing_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("2024/041.yaml");
        std::fs::create_dir_all(folder.path().join("2024")).expect("a folder");
        std::fs::write(&path, "年度: 2024").expect("a file");
        let inputs = Inputs::default().now(&path);
        assert!(!inputs.files_changed(&path) && inputs.now(&path) == inputs);
        std::fs::write(folder.path().join("2024/042.yaml"), "").expect("a file");
        assert!(!inputs.files_changed(&path) && inputs.now(&path) != inputs);
        std::fs::write(&path, "年度: 2024\n").expect("a save");
        assert!(inputs.files_changed(&path));
        let inputs = inputs.now(&path);
        std::fs::remove_file(&path).expect("removed");
        assert!(inputs.files_changed(&path));
    }
}
