//! Files that a command names and that are not there: what is said instead of looking for a workspace.

use std::path::Path;

use crate::diagnostics::system;

/// Says that a file does not exist, with those beside it that look like it.
pub(super) fn error(path: &Path) -> anyhow::Error {
    anyhow::anyhow!("没有文件 {}{}", path.display(), system::likely(&system::beside(path)))
}
