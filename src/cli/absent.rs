//! Files that a command names and that are not there: what is said instead of looking for a workspace.

use std::path::Path;

use crate::diagnostics::system;

/// Whether a word means a file, and not a department's code or name.
pub(super) fn names_a_file(word: &Path) -> bool {
    let text = word.to_string_lossy();
    let ending = word.extension().map(|ending| ending.to_ascii_lowercase());
    text.contains(['/', '\\']) || ending.is_some_and(|ending| ["yaml", "yml", "pdf"].iter().any(|known| ending == *known))
}

/// Says that a file does not exist, with those beside it that look like it.
pub(super) fn error(path: &Path) -> anyhow::Error {
    anyhow::anyhow!("没有文件 {}{}", path.display(), system::likely(&system::beside(path)))
}

/// Says why a code or name means nothing here.
pub(super) fn outside_a_workspace(word: &Path) -> anyhow::Error {
    let mut names = system::beside(word);
    names.retain(|name| name.contains(&*word.to_string_lossy()));
    let files = system::likely(&names);
    anyhow::anyhow!("没有名为“{}”的文件或文件夹{files}；要用编码或名称指部门，请到工作区（有“县.yaml”的文件夹）里运行", word.display())
}
