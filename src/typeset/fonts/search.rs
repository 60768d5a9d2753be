//! Which folders are looked into: those the user named, then the user's own, then the system's.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::FontError;

/// How deep font folders are nested at most; a link to a parent ends here at the latest.
const DEPTH: usize = 8;

/// Folders in the order of preference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    pub(super) named: Vec<PathBuf>,
    pub(super) system: Vec<PathBuf>,
}

/// A font file that was seen but not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub path: PathBuf,
    /// From a folder the user named: such files are read whatever they are called.
    pub named: bool,
}

impl Search {
    /// The folders named, then those of the system and its user.
    pub fn system(named: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { named: named.into_iter().collect(), system: system_folders() }
    }

    /// Only the folders named.
    pub fn only(named: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { named: named.into_iter().collect(), system: Vec::new() }
    }

    /// The same search, with more folders named.
    pub fn and(mut self, named: impl IntoIterator<Item = PathBuf>) -> Self {
        self.named.extend(named);
        self
    }

    /// The folders that were named.
    pub fn named(&self) -> impl Iterator<Item = &Path> {
        self.named.iter().map(PathBuf::as_path)
    }

    /// The folders, in the order they are looked into.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.named.iter().chain(&self.system).map(PathBuf::as_path)
    }

    /// Lists the font files, folder by folder, by name within each. A named folder must exist.
    pub(super) fn list(&self) -> Result<Vec<Listed>, FontError> {
        let mut walk = Walk::default();
        for folder in &self.named {
            fs::read_dir(folder).map_err(|source| FontError::Folder { path: folder.clone(), source })?;
            walk.folder(folder, true, 0);
        }
        for folder in &self.system {
            walk.folder(folder, false, 0);
        }
        Ok(walk.files)
    }
}

#[derive(Default)]
struct Walk {
    files: Vec<Listed>,
    /// Folders that links led to.
    linked: BTreeSet<PathBuf>,
}

impl Walk {
    /// Takes in a folder; one that is missing or closed to us holds no fonts for us.
    fn folder(&mut self, folder: &Path, named: bool, depth: usize) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        let mut entries: Vec<_> = entries.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Ok(mut kind) = entry.file_type() else { continue };
            let path = entry.path();
            if kind.is_symlink() {
                let Ok(target) = fs::metadata(&path) else { continue };
                kind = target.file_type();
                if kind.is_dir() && !fs::canonicalize(&path).is_ok_and(|real| self.linked.insert(real)) {
                    continue;
                }
            }
            if kind.is_dir() && depth < DEPTH {
                self.folder(&path, named, depth + 1);
            } else if kind.is_file() && is_font(&path) {
                self.files.push(Listed { path, named });
            }
        }
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| ["ttf", "ttc", "otf", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

#[cfg(windows)]
fn system_folders() -> Vec<PathBuf> {
    let local = env::var_os("LOCALAPPDATA").map(PathBuf::from);
    let system = env::var_os("SYSTEMROOT").map_or_else(|| PathBuf::from("C:\\Windows"), PathBuf::from);
    let mut folders = Vec::new();
    if let Some(local) = local {
        folders.push(local.join("Microsoft\\Windows\\Fonts"));
        // Fonts Office downloads on demand.
        folders.push(local.join("Microsoft\\FontCache\\4\\CloudFonts"));
    }
    folders.push(system.join("Fonts"));
    folders
}

#[cfg(target_os = "macos")]
fn system_folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = env::var_os("HOME").map(|home| PathBuf::from(home).join("Library/Fonts")).into_iter().collect();
    folders.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
    // Fonts macOS downloads on demand, and those Office brings along (SimSun, SimHei, FangSong, KaiTi, STZhongsong).
    folders.extend(asset_folders(Path::new("/System/Library/AssetsV2")));
    folders.push(PathBuf::from("/Applications/Microsoft Word.app/Contents/Resources/DFonts"));
    folders
}

#[cfg(target_os = "macos")]
fn asset_folders(assets: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(assets).into_iter().flatten().flatten();
    let fonts = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("com_apple_MobileAsset_Font"));
    let mut folders: Vec<_> = fonts.map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_folders() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let data_home = env::var_os("XDG_DATA_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    let mut folders = Vec::new();
    folders.extend(data_home.or_else(|| home.as_ref().map(|home| home.join(".local/share"))).map(|data| data.join("fonts")));
    folders.extend(home.map(|home| home.join(".fonts")));
    let data = env::var_os("XDG_DATA_DIRS").filter(|value| !value.is_empty());
    let data = data.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    folders.extend(env::split_paths(&data).map(|data| data.join("fonts")));
    for usual in ["/usr/local/share/fonts", "/usr/share/fonts"].map(PathBuf::from) {
        if !folders.contains(&usual) {
            folders.push(usual);
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_font_files_by_folder_and_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("汉字")).unwrap();
        for name in ["b.TTF", "a.otf", "readme.txt", "汉字/c.ttc"] {
            fs::write(folder.path().join(name), b"").unwrap();
        }
        let listed = Search::only([folder.path().to_owned()]).list().unwrap();
        let names: Vec<_> = listed.iter().map(|listed| listed.path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.otf", "b.TTF", "c.ttc"]);
        assert!(listed.iter().all(|listed| listed.named));
    }

    #[test]
    fn a_named_folder_must_exist() {
        let folder = tempfile::tempdir().unwrap();
        let search = Search::system([folder.path().join("无")]);
        assert!(matches!(search.list(), Err(FontError::Folder { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_circle_ends() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.otf"), b"").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        let listed = Search::only([folder.path().to_owned()]).list().unwrap();
        assert!((1..=2).contains(&listed.len()), "{listed:?}");
    }
}
