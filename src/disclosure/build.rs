//! Builds one disclosure from its file, outside any workspace: everything is made first, and only then written, each file whole.

use std::path::{Path, PathBuf};

use super::naming::place;
use super::{ChoiceError, EditionError, Made, Options, Press, Standards};
use crate::diagnostics::{self, Diagnostic, Files};
use crate::dossier::{DossierError, Reader};
use crate::standard::Shelf;
use crate::typeset::{FontError, OutputError, write_whole};

/// How one file is built.
#[derive(Debug, Clone)]
pub struct Plan {
    pub path: PathBuf,
    /// The folder that is written to; nothing outside it is.
    pub output: PathBuf,
    /// A standard's folder to use instead of the built-in one the file names.
    pub standard: Option<PathBuf>,
    /// Where standards are found by their ids.
    pub shelf: Shelf,
    pub options: Options,
}

/// What came of a build. Nothing but a draft is written while a finding is an error.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Files,
    pub diagnostics: Vec<Diagnostic>,
    pub written: Vec<PathBuf>,
    /// Code and year of what was written.
    pub department: Option<(String, u32)>,
    pub pages: Option<usize>,
    /// Whether a draft can be made of the file.
    pub draftable: bool,
}

impl Outcome {
    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        diagnostics::has_errors(&self.diagnostics)
    }
}

/// Why a build could not run at all.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Standard(#[from] ChoiceError),
    #[error(transparent)]
    Fonts(#[from] FontError),
    #[error(transparent)]
    Edition(#[from] EditionError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("建不了文件夹 {}：{}；{}", path.display(), crate::diagnostics::system::reason(source), crate::diagnostics::system::remedy(source))]
    Folder { path: PathBuf, source: std::io::Error },
}

/// Builds one file. A final PDF is written only if the checks find no error; a draft needs figures that can be derived.
pub fn build(plan: &Plan) -> Result<Outcome, BuildError> {
    let press = Press::new(plan.options.clone(), Standards::new(plan.standard.clone(), plan.shelf.clone()));
    let Made { files, diagnostics, product, draftable } = press.make(Reader::default(), &plan.path)?;
    let mut outcome = Outcome { files, diagnostics, draftable, ..Outcome::default() };
    if let Some(product) = product {
        let file = &product.dossier.disclosure;
        outcome.department = Some((file.department.code.value.clone(), file.year.value.0));
        outcome.pages = product.pages;
        for output in &product.outputs {
            let path = place(&plan.output, &output.name);
            write(&path, &output.bytes)?;
            outcome.written.push(path);
        }
    }
    Ok(outcome)
}

/// Writes a file whole, in a folder that is made if it is missing.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| BuildError::Folder { path: folder.to_owned(), source })?;
    }
    Ok(write_whole(path, bytes)?)
}
