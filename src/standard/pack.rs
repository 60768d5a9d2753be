//! The files of a standard: built in, from a folder, with single files overridden by a workspace.
//!
//! Paths are relative to the pack with `/`. The shared layout every pack may use lies under `base/`.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::StandardError;
use crate::source::is_litter;

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The pack that every other one builds on; not a standard itself.
const BASE: &str = "base";
/// The file that makes a folder a standard.
pub const MANIFEST: &str = "standard.yaml";

/// Folder of the files that `juesuan new` starts from. No document depends on them.
const NEW: &str = "new/";

/// How many of the known paths a message about an unknown one lists.
const NEAR: usize = 3;

/// Where a file of a pack comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// Part of the program.
    BuiltIn,
    /// From a standard's folder on disk.
    Folder(String),
    /// A workspace's replacement of the file of the same path.
    Override(String),
}

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    pub text: String,
    pub layer: Layer,
}

/// All files of a standard, by path.
#[derive(Debug, Clone, Default)]
pub struct PackFiles {
    files: BTreeMap<String, PackFile>,
}

/// The standards that are part of the program.
pub fn built_in_ids() -> Vec<String> {
    TEMPLATES
        .dirs()
        .filter(|dir| dir.get_file(dir.path().join(MANIFEST)).is_some())
        .filter_map(|dir| Some(dir.path().file_name()?.to_str()?.to_owned()))
        .collect()
}

impl PackFiles {
    /// Takes a standard that is part of the program.
    pub(super) fn built_in(id: &str) -> Result<Self, StandardError> {
        let known = built_in_ids();
        let dir = TEMPLATES.get_dir(id).filter(|_| known.iter().any(|known| known == id));
        let dir = dir.ok_or_else(|| StandardError::Unknown { id: id.to_owned(), known })?;
        let mut files = Self::base();
        files.add_embedded(dir, id, "");
        Ok(files)
    }

    /// Takes a standard from a folder.
    pub(super) fn from_folder(folder: &Path) -> Result<Self, StandardError> {
        let mut files = Self::base();
        for (path, text) in read_folder(folder)? {
            files.files.insert(path, PackFile { text, layer: Layer::Folder(folder.display().to_string()) });
        }
        if files.get(MANIFEST).is_none() {
            return Err(StandardError::NotAPack(folder.to_owned()));
        }
        Ok(files)
    }

    fn base() -> Self {
        let mut files = Self::default();
        if let Some(dir) = TEMPLATES.get_dir(BASE) {
            files.add_embedded(dir, BASE, "base/");
        }
        files
    }

    fn add_embedded(&mut self, dir: &Dir, root: &str, prefix: &str) {
        for file in dir.files() {
            let path = file.path().strip_prefix(root).expect("embedded files lie under their pack");
            let name = format!("{prefix}{}", path.to_string_lossy().replace('\\', "/"));
            let text = file.contents_utf8().expect("the program's own files are UTF-8").to_owned();
            self.files.insert(name, PackFile { text, layer: Layer::BuiltIn });
        }
        for dir in dir.dirs() {
            self.add_embedded(dir, root, prefix);
        }
    }

    /// Replaces files by those of the same path in a workspace's folder. A path the standard does not have is an error.
    pub(super) fn override_from(&mut self, folder: &Path) -> Result<(), StandardError> {
        for (path, text) in read_folder(folder)? {
            let Some(file) = self.files.get_mut(&path) else {
                let mut near: Vec<String> = self.files.keys().cloned().collect();
                near.sort_by_key(|known| strsim::levenshtein(known, &path));
                near.truncate(NEAR);
                return Err(StandardError::UnknownOverride { path: folder.join(path).display().to_string(), near });
            };
            // A copy that was not changed replaces nothing.
            if file.text == text {
                continue;
            }
            *file = PackFile { text, layer: Layer::Override(folder.join(&path).display().to_string()) };
        }
        Ok(())
    }

    /// One file's text.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| file.text.as_str())
    }

    /// Whether a file is the program's own.
    pub(super) fn is_built_in(&self, path: &str) -> bool {
        self.files.get(path).is_some_and(|file| file.layer == Layer::BuiltIn)
    }

    /// All files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PackFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// How many files differ from those of the built-in standard of this id, whether a workspace replaced them or a whole pack has them so; none where no
    /// built-in standard has the id.
    pub fn differing(&self, id: &str) -> usize {
        if self.files.values().all(|file| file.layer == Layer::BuiltIn) {
            return 0;
        }
        let Ok(built_in) = Self::built_in(id) else { return 0 };
        self.files.iter().filter(|(path, file)| built_in.get(path) != Some(file.text.as_str())).count()
    }

    /// How messages name a file: its path, and which built-in it replaces if it is an override.
    pub fn describe(&self, path: &str) -> String {
        match self.files.get(path).map(|file| &file.layer) {
            Some(Layer::Override(place)) => format!("{place}（覆盖内置的 {path}）"),
            Some(Layer::Folder(folder)) => format!("{folder}/{path}"),
            _ => path.to_owned(),
        }
    }

    /// A hash over the paths and contents of all that documents are made from.
    pub(super) fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (path, file) in self.files.iter().filter(|(path, _)| !path.starts_with(NEW)) {
            for part in [path.as_bytes(), file.text.as_bytes()] {
                hasher.update(&u64::try_from(part.len()).expect("a length fits 64 bits").to_le_bytes());
                hasher.update(part);
            }
        }
        hasher.finalize()
    }
}

/// Reads all files below a folder; hidden ones and leftovers are passed over.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, StandardError> {
    let mut found = Vec::new();
    let mut pending = vec![(folder.to_path_buf(), String::new())];
    while let Some((dir, prefix)) = pending.pop() {
        let unreadable = |source| StandardError::Unreadable { path: dir.clone(), source };
        for entry in std::fs::read_dir(&dir).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_litter(&name) {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type().map_err(unreadable)?.is_dir() {
                pending.push((entry.path(), format!("{path}/")));
            } else {
                let text =
                    std::fs::read_to_string(entry.path()).map_err(|source| StandardError::Unreadable { path: entry.path(), source })?;
                // Some editors of Windows begin a text with a mark that is no part of it.
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                found.push((path, text));
            }
        }
    }
    found.sort();
    Ok(found)
}
