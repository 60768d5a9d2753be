//! The final PDFs a department's file was published as before, among those of an output folder.

use std::path::{Path, PathBuf};

use super::State;
use super::published::Published;
use crate::diagnostics::system::folder_of;
use crate::disclosure::is_final_of;

/// Why it is not known which PDF is meant.
#[derive(Debug, thiserror::Error)]
pub enum EarlierError {
    #[error("{} 里没有 {name}，也没有编码 {code}、{year} 年的其他 PDF：写明已公开的那一份，例如 juesuan diff 已公开的.pdf 填报文件.yaml，或用 --published 指明文件夹", folder.display())]
    None { folder: PathBuf, name: String, code: String, year: u32 },
    #[error("{} 里没有 {name}，编码 {code}、{year} 年的 PDF 却有几份：{}；写明是哪一份，例如 juesuan diff 已公开的.pdf 填报文件.yaml", folder.display(), found.join("、"))]
    Several { folder: PathBuf, name: String, code: String, year: u32, found: Vec<String> },
}

/// The final PDFs of a department and year that lie beside one that was just written, under other names. Those are certain by the source attached to them.
pub fn under_other_names(written: &Path, department: &(String, u32)) -> Vec<PathBuf> {
    let (code, year) = department;
    let folder = folder_of(written);
    let paths = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| folder.join(entry.file_name()));
    let is_meant = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.file_name() != written.file_name() && is_final_of(&name, code, *year)
    };
    let mut found: Vec<PathBuf> = paths.filter(is_meant).filter(|path| is_of(path, department) == Some(true)).collect();
    found.sort();
    found
}

/// Whether a PDF is a final one of a department and year, by the source attached to it; none where it has none, as a notice of correction.
fn is_of(path: &Path, department: &(String, u32)) -> Option<bool> {
    let pdf = Published::open(path).ok()?;
    Some(pdf.department()? == *department && !pdf.is_draft())
}

/// Finds the PDF of a state in a folder: the one of its own name, or else, because departments are renamed, the one of the same code and year.
pub fn published_as(state: &State, folder: &Path) -> Result<PathBuf, EarlierError> {
    let own = folder.join(format!("{}.pdf", state.stem()));
    if own.exists() {
        return Ok(own);
    }
    let file = &state.dossier.disclosure;
    let (code, year) = (file.department.code.value.clone(), file.year.value.0);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let department = (code.clone(), year);
    let mut certain = Vec::new();
    let mut possible = Vec::new();
    for name in named.into_iter().filter(|name| is_final_of(name, &code, year)) {
        match is_of(&folder.join(&name), &department) {
            Some(true) => certain.push(name),
            Some(false) => {}
            None => possible.push(name),
        }
    }
    let mut found = if certain.is_empty() { possible } else { certain };
    found.sort();
    let (folder, name) = (folder.to_owned(), format!("{}.pdf", state.stem()));
    match found.as_slice() {
        [] => Err(EarlierError::None { folder, name, code, year }),
        [only] => Ok(folder.join(only)),
        _ => Err(EarlierError::Several { folder, name, code, year, found }),
    }
}
