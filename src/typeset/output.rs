//! Writing a file whole or not at all: a temporary file beside it, flushed to disk, then renamed over it in one step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::diagnostics::system::folder_of;

const PREFIX: &str = ".juesuan-";
const SUFFIX: &str = ".part";

/// Why a file could not be written.
#[derive(Debug, Error)]
pub enum OutputError {
    #[error("无法写入“{}”：{}。原有文件没有改动；{}", path.display(), crate::diagnostics::system::reason(source), crate::diagnostics::system::remedy(source))]
    Write { path: PathBuf, source: io::Error },
    #[error("无法替换“{}”：{}。原有文件没有改动；若它正在阅读器中打开，请关闭后重试", path.display(), crate::diagnostics::system::reason(source))]
    Replace { path: PathBuf, source: io::Error },
}

/// Writes a file whole: after a crash or an error the old file is still there, complete.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    write_with(path, |file| file.write_all(bytes))
}

/// A file that is complete and safe on disk beside the one it will replace; dropped, it leaves nothing.
#[derive(Debug)]
pub struct Staged {
    temporary: tempfile::NamedTempFile,
    path: PathBuf,
}

/// Prepares a file, so that of several either all can be put in place or none is touched.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged, OutputError> {
    stage_with(path, |file| file.write_all(bytes))
}

impl Staged {
    /// Puts the file in its place in one step. Lasts through a power cut once its folder was flushed.
    pub fn put(self) -> Result<(), OutputError> {
        let Self { temporary, path } = self;
        temporary.persist(&path).map_err(|error| OutputError::Replace { path, source: error.error })?;
        Ok(())
    }
}

/// Makes what was put into a folder last through a power cut.
pub fn flush(folder: &Path) -> Result<(), OutputError> {
    flush_folder(folder).map_err(|source| OutputError::Write { path: folder.to_owned(), source })
}

/// Removes temporaries that a killed run left in a folder, never those of a run still alive. Call it once before a run writes there.
pub fn clear_leftovers(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if ours && entry.file_type()?.is_file() {
            remove_if_abandoned(&entry.path())?;
        }
    }
    Ok(())
}

/// The same in a folder and in all below it; links are not followed.
pub fn clear_leftovers_below(folder: &Path) -> io::Result<()> {
    clear_leftovers(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            clear_leftovers_below(&entry.path())?;
        }
    }
    Ok(())
}

/// The writer of a temporary holds a lock on it, which the system drops when the process dies.
fn remove_if_abandoned(path: &Path) -> io::Result<()> {
    let file = match File::options().write(true).open(path) {
        Ok(file) => file,
        // Gone meanwhile, or another account's: it does no harm.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => return Ok(()),
        Err(error) => return Err(error),
    };
    if file.try_lock().is_err() {
        return Ok(());
    }
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => Err(error),
        _ => Ok(()),
    }
}

fn write_with(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), OutputError> {
    stage_with(path, fill)?.put()?;
    flush(folder_of(path))
}

fn stage_with(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<Staged, OutputError> {
    let write = |source| OutputError::Write { path: path.to_owned(), source };
    let mut temporary = temporary_in(folder_of(path)).map_err(write)?;
    fill(temporary.as_file_mut()).map_err(write)?;
    temporary.as_file().sync_all().map_err(write)?;
    Ok(Staged { temporary, path: path.to_owned() })
}

fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // A published file is for everyone to read, as far as the user's umask allows.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    // Some network drives know no locks. There `clear_leftovers` gets none either and lets every temporary be.
    let _ = file.as_file().lock();
    Ok(file)
}

/// Makes the renaming itself last through a power cut; Windows does so by itself.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn replaces_a_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("决算 公开.pdf");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["决算 公开.pdf"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write_whole(&path, b"old").unwrap();
        let error = write_with(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        })
        .unwrap_err();
        assert!(error.to_string().contains("原有文件没有改动"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn of_several_staged_files_none_is_touched_until_put() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write_whole(&path, b"old").unwrap();
        drop(stage(&path, b"new").unwrap());
        assert_eq!((fs::read(&path).unwrap().as_slice(), names(folder.path()).len()), (b"old".as_slice(), 1));
        stage(&path, b"new").unwrap().put().unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), names(folder.path()).len()), (b"new".as_slice(), 1));
    }

    #[test]
    fn a_folder_in_the_way_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::create_dir(&path).unwrap();
        assert!(matches!(write_whole(&path, b"new"), Err(OutputError::Replace { .. })));
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("无").join("a.pdf");
        assert!(matches!(write_whole(&path, b"new"), Err(OutputError::Write { .. })));
    }

    #[test]
    fn abandoned_temporaries_are_cleared_and_live_ones_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".juesuan-dead.part"), b"half").unwrap();
        fs::write(folder.path().join("notes.part"), b"the user's").unwrap();
        let live = temporary_in(folder.path()).unwrap();
        clear_leftovers(folder.path()).unwrap();
        let live_name = live.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(names(folder.path()), [live_name, "notes.part".to_owned()]);
    }

    #[cfg(unix)]
    #[test]
    fn everyone_may_read_the_result() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write_whole(&path, b"new").unwrap();
        fs::write(folder.path().join("plain"), b"").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&folder.path().join("plain")));
    }
}
