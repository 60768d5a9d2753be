//! Where a standard is found by its id: built in, changed by a workspace file by file, or a pack of the workspace's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::pack::MANIFEST;
use super::{Standard, StandardError, built_in_ids};

/// The standards that are known in one place.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// By id: overrides, if a built-in standard has the id; else a whole pack.
    folders: BTreeMap<String, PathBuf>,
}

impl Shelf {
    /// The built-in standards, and what these folders add to them or put in their place.
    pub fn with(folders: BTreeMap<String, PathBuf>) -> Self {
        Self { folders }
    }

    /// The ids that can be named, the built-in ones first.
    pub fn ids(&self) -> Vec<String> {
        let own = self.folders.iter().filter(|(id, folder)| !is_built_in(id) && is_pack(folder)).map(|(id, _)| id.clone());
        built_in_ids().into_iter().chain(own).collect()
    }

    /// The folders that are neither a pack nor overrides of a standard there is.
    pub fn astray(&self) -> impl Iterator<Item = (&str, &Path)> {
        let astray = self.folders.iter().filter(|(id, folder)| !is_built_in(id) && !is_pack(folder));
        astray.map(|(id, folder)| (id.as_str(), folder.as_path()))
    }

    /// All folders.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.values().map(PathBuf::as_path)
    }

    /// Loads a standard by its id.
    pub fn load(&self, id: &str) -> Result<Standard, StandardError> {
        let folder = self.folders.get(id).map(PathBuf::as_path);
        match folder.filter(|folder| !is_built_in(id) && is_pack(folder)) {
            Some(folder) => {
                let standard = Standard::from_folder(folder)?;
                let inside = &standard.manifest.id.value;
                if inside != id {
                    return Err(StandardError::Misnamed { folder: folder.to_owned(), id: id.to_owned(), inside: inside.clone() });
                }
                Ok(standard)
            }
            None => Standard::built_in(id, folder).map_err(|error| match error {
                StandardError::Unknown { id, .. } => StandardError::Unknown { id, known: self.ids() },
                other => other,
            }),
        }
    }
}

fn is_built_in(id: &str) -> bool {
    built_in_ids().iter().any(|known| known == id)
}

/// Whether a folder holds a whole standard.
pub fn is_pack(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}
