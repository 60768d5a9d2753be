//! Which files of a folder are departments': by their names, wherever nothing else says so. Neither what systems leave there, nor a county's own file, its
//! overrides of standards, or what was published.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::is_litter;

/// The workspace's own file.
pub const COUNTY_FILE: &str = "县.yaml";
/// Folder of a workspace's overrides and own packs, with a folder for each standard.
pub const OVERRIDES: &str = "标准";
/// Folder for what the program notes for itself in a folder that it publishes to; what marks such a folder.
pub const NOTES: &str = ".juesuan";

/// A folder that could not be listed.
#[derive(Debug)]
pub struct Unlisted {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Whether a file is a department's by its name.
pub fn is_source_file(name: &str) -> bool {
    !is_litter(name) && name != COUNTY_FILE && (name.ends_with(".yaml") || name.ends_with(".yml"))
}

/// The year whose files a folder holds, by its name.
pub fn year_of_folder(name: &str) -> Option<u32> {
    let is_year = name.len() == 4 && name.bytes().all(|digit| digit.is_ascii_digit());
    if is_year { name.parse().ok() } else { None }
}

/// The departments' files below a folder, relative to it, sorted. Links to folders are not followed: they may lead back.
pub fn source_files(folder: &Path) -> Result<BTreeSet<PathBuf>, Unlisted> {
    let mut found = BTreeSet::new();
    let mut pending = vec![PathBuf::new()];
    while let Some(inside) = pending.pop() {
        let path = folder.join(&inside);
        let unlisted = |source| Unlisted { path: path.clone(), source };
        for entry in std::fs::read_dir(&path).map_err(unlisted)? {
            let entry = entry.map_err(unlisted)?;
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            if entry.file_type().map_err(unlisted)?.is_dir() {
                if !is_litter(&shown) && shown != OVERRIDES && !entry.path().join(NOTES).is_dir() {
                    pending.push(inside.join(&name));
                }
            } else if is_source_file(&shown) && !entry.path().is_dir() {
                found.insert(inside.join(&name));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_year_is_called_so() {
        assert_eq!(["2024", "+202", "2024年", "202", "二〇"].map(year_of_folder), [Some(2024), None, None, None, None]);
    }

    #[test]
    fn departments_files_are_found_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let all = [
            "2024/041-甲.yaml",
            "2024/045/1.yml",
            "县.yaml",
            "2024/~$041-甲.yaml",
            "2024/说明.txt",
            "标准/某省/standard.yaml",
            "公开/.juesuan/county.json",
            "公开/x.yaml",
            ".git/y.yaml",
        ];
        for name in all {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "").expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("2024/绕回")).expect("a link that leads back");
        let found = source_files(folder.path()).expect("readable");
        assert_eq!(found, ["2024/041-甲.yaml", "2024/045/1.yml"].map(PathBuf::from).into());
        assert_eq!(source_files(&folder.path().join("没有")).expect_err("there is none").path, folder.path().join("没有"));
    }
}
