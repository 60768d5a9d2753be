//! One run at a time writes into an output folder: whoever comes second is told so. The system drops the lock when a run ends, however it ends.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::{CountyError, NOTES};

const LOCK: &str = "lock";

/// The right to write into an output folder, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder whose notes folder is there. Some network drives know no locks; there everybody gets one.
    pub fn take(output: &Path) -> Result<Self, CountyError> {
        let path = output.join(NOTES).join(LOCK);
        let unusable = |source| CountyError::Output { output: output.to_path_buf(), source };
        let file = File::options().create(true).append(true).open(&path).map_err(unusable)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(CountyError::Busy(output.to_path_buf())),
            Err(TryLockError::Error(_)) | Ok(()) => Ok(Self { _file: file }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_is_done() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(NOTES)).expect("a folder");
        let first = Lock::take(folder.path()).expect("free");
        assert!(matches!(Lock::take(folder.path()), Err(CountyError::Busy(_))));
        drop(first);
        Lock::take(folder.path()).expect("free again");
    }
}
