//! One state of a disclosure: a file, or the source attached to a published PDF, read, derived, checked and worded.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::published::{Published, PublishedError};
use crate::checks::{self, Policy};
use crate::county::{self, Workspace, WorkspaceError};
use crate::diagnostics::{self, Diagnostic, Files, Findings, Severity};
use crate::disclosure::{BuildError, Chosen, Edition, EditionError, Standards, font_roles};
use crate::dossier::{Derived, Dossier, Reader, Surroundings};
use crate::standard::{Shelf, Standard, Worded};
use crate::typeset::{Compiled, FontSet, Search};

/// How states are made.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    pub fonts: Search,
    /// A standard's folder to use instead of the built-in one.
    pub standard: Option<PathBuf>,
    /// The standard of files that name none.
    pub default_standard: Option<String>,
    /// The workspace the files lie in.
    pub workspace: Option<Workspace>,
    /// Standard and fonts of a state before, to be used again by one of the same standard.
    pub kept: Option<(Chosen, FontSet)>,
}

impl Setting {
    /// The same setting inside the workspace a file lies in, if it lies in one, with its fonts.
    pub fn around(&self, path: &Path) -> Result<Self, WorkspaceError> {
        let workspace = county::find(path).map(|root| Workspace::open(&root)).transpose()?;
        let own: Vec<PathBuf> = workspace.iter().flat_map(Workspace::font_folders).collect();
        Ok(Self { workspace, fonts: self.fonts.clone().and(own), ..self.clone() })
    }

    fn surroundings(&self) -> Surroundings {
        self.workspace.as_ref().map(Workspace::surroundings).unwrap_or_default()
    }

    /// The same setting with the standard and fonts of a state.
    pub fn keeping(&self, state: &State) -> Self {
        let chosen = Chosen { standard: state.standard.clone(), policy: state.policy.clone() };
        Self { kept: Some((chosen, state.fonts.clone())), ..self.clone() }
    }

    /// What is kept, if a file is published in that standard.
    fn kept_for(&self, dossier: &Dossier) -> Option<&(Chosen, FontSet)> {
        let named = dossier.disclosure.standard.as_ref().map(|id| id.value.clone());
        let id = named.or_else(|| self.standards().default);
        self.kept.as_ref().filter(|(chosen, _)| id.as_ref() == Some(&chosen.standard.manifest.id.value) || self.standard.is_some())
    }

    /// Whether there is a standard of this id, or one that stands for all.
    pub fn has_standard(&self, id: &str) -> bool {
        self.standard.is_some() || self.standards().shelf.ids().iter().any(|known| known == id)
    }

    fn standards(&self) -> Standards {
        let mut standards = match &self.workspace {
            Some(workspace) => workspace.standards(self.standard.clone()),
            None => Standards::new(self.standard.clone(), Shelf::default()),
        };
        standards.default = self.default_standard.clone().or(standards.default);
        standards
    }
}

/// A disclosure with everything that follows from it.
#[derive(Debug)]
pub struct State {
    /// The file as it was named.
    pub path: PathBuf,
    pub files: Files,
    pub dossier: Dossier,
    pub standard: Arc<Standard>,
    pub policy: Policy,
    pub derived: Derived,
    pub fonts: FontSet,
    pub worded: Worded,
    /// The open data: all tables and facts.
    pub data: Value,
    pub findings: Vec<Diagnostic>,
    pub draft: bool,
    pub attach: bool,
}

/// Why there is no such state.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Published(#[from] PublishedError),
    #[error("{} 里有错误，改好以后才能比较或说明", path.display())]
    Unsound {
        path: PathBuf,
        #[source]
        findings: Box<Findings>,
    },
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

impl State {
    /// Takes a file, or a published PDF with its source attached, all the way to its wording.
    pub fn load(path: &Path, setting: &Setting) -> Result<Self, StateError> {
        if is_pdf(path) {
            return Self::of_published(&Published::open(path)?, setting);
        }
        Self::make(Reader::amid(setting.surroundings()), path, path, setting, (false, true))
    }

    /// Takes the source attached to a published PDF.
    pub fn of_published(published: &Published, setting: &Setting) -> Result<Self, StateError> {
        let (reader, path) = published.reader()?;
        let mut setting = setting.clone();
        setting.default_standard = published.standard_id().or(setting.default_standard);
        Self::make(reader, &path, &published.path, &setting, (published.is_draft(), true))
    }

    fn make(mut reader: Reader, path: &Path, named: &Path, setting: &Setting, (draft, attach): (bool, bool)) -> Result<Self, StateError> {
        let dossier = reader.read(path).map_err(BuildError::from)?;
        let Reader { files, diagnostics, .. } = reader;
        let mut findings = diagnostics;
        let unsound =
            |files: Files, diagnostics| StateError::Unsound { path: named.to_owned(), findings: Findings::new(diagnostics, files) };
        let Some(dossier) = dossier else { return Err(unsound(files, findings)) };
        let kept = setting.kept_for(&dossier);
        let chosen = match kept {
            Some((chosen, _)) => Some(chosen.clone()),
            None => setting.standards().choose(&dossier, &mut findings).map_err(BuildError::from)?,
        };
        let Some(Chosen { standard, policy }) = chosen else { return Err(unsound(files, findings)) };
        let readable = !diagnostics::has_errors(&findings);
        let inspection = checks::inspect(&dossier, &standard, &policy);
        findings.extend(inspection.diagnostics);
        let derived = inspection.derived.filter(|_| readable && if draft { inspection.can_be_drafted } else { inspection.can_be_worded });
        let Some(derived) = derived else { return Err(unsound(files, findings)) };
        let fonts = match kept {
            Some((_, fonts)) => fonts.clone(),
            None => FontSet::load(&font_roles(&standard), &setting.fonts).map_err(BuildError::from)?,
        };
        let edition = Edition { dossier: &dossier, derived: &derived, standard: &standard, fonts: &fonts, draft, attach };
        findings.extend(edition.missing_glyphs());
        let worded = edition.word().map_err(BuildError::from)?;
        let data = edition.open_data(&worded).to_value();
        Ok(Self { path: named.to_owned(), files, dossier, standard, policy, derived, fonts, worded, data, findings, draft, attach })
    }

    /// Whether it is that of a published PDF.
    pub fn is_published(&self) -> bool {
        is_pdf(&self.path)
    }

    /// How many errors keep a final from being built of it. Of what was published none did: what it accepted is not attached.
    pub fn open_errors(&self) -> usize {
        if self.is_published() { 0 } else { diagnostics::count(&self.findings, Severity::Error) }
    }

    /// This state ready to be typeset.
    pub fn edition(&self) -> Edition<'_> {
        Edition {
            dossier: &self.dossier,
            derived: &self.derived,
            standard: &self.standard,
            fonts: &self.fonts,
            draft: self.draft,
            attach: self.attach,
        }
    }

    /// Lays the document out.
    pub fn compile(&self) -> Result<Compiled, EditionError> {
        self.edition().compile(&self.worded)
    }

    /// The PDF of this state.
    pub fn pdf(&self) -> Result<Vec<u8>, EditionError> {
        self.edition().export(&self.compile()?, &self.worded)
    }

    /// The document's own Typst source.
    pub fn document(&self) -> &str {
        self.worded.files.get(crate::standard::MAIN).map(String::as_str).unwrap_or_default()
    }

    /// The stable name of the document's files, without ending.
    pub fn stem(&self) -> String {
        crate::disclosure::file_stem(&self.dossier, &self.worded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_brings_its_fonts() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("县.yaml"), "地区: 甲县\n年度: 2024\n字体文件夹: [字体]\n").expect("written");
        std::fs::create_dir(folder.path().join("字体")).expect("a folder");
        let setting = Setting { fonts: Search::only(["别的".into()]), ..Setting::default() };
        let around = setting.around(folder.path()).expect("a workspace");
        assert_eq!(around.fonts.named().collect::<Vec<_>>(), [Path::new("别的"), &folder.path().join("字体")]);
    }
}
