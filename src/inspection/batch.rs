//! Checks many files in one run: finds them, reads each with what it depends on, inspects it. Standards and fonts are loaded once; nothing is typeset.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::department_files;
use crate::checks::inspect;
use crate::county::{self, Misnamed, Named, Workspace, WorkspaceError, doubts, folder_of_workspace};
use crate::diagnostics::{self, Diagnostic, Files, Listed, Severity};
use crate::disclosure::{ChoiceError, Chosen, Standards, Typefaces, missing_glyphs};
use crate::dossier::{Dossier, Reader, Surroundings, plain_path};
use crate::source::Span;
use crate::standard::Shelf;
use crate::typeset::{FontSet, Search};

/// How many files are read before they are inspected side by side, and the next ones read meanwhile.
const AT_ONCE: usize = 16;

/// What is checked, and by which standards.
#[derive(Debug, Default)]
pub struct CheckPlan {
    /// Files, folders that are searched for them, or codes and names of departments of the workspace around the current folder.
    pub paths: Vec<PathBuf>,
    /// A standard's folder to use instead of the built-in ones the files name.
    pub standard: Option<PathBuf>,
    /// Font folders besides the system's and the workspace's; without them no font is looked for, and no character in it.
    pub fonts: Option<Vec<PathBuf>>,
}

/// What was found, file by file in the order checked.
#[derive(Debug, Default)]
pub struct Checked {
    pub files: Files,
    pub departments: Vec<CheckedFile>,
    /// Why fonts could not be looked into for characters they lack, if so.
    pub without_fonts: Option<String>,
}

/// The findings of one file and of those it names, in file order.
#[derive(Debug)]
pub struct CheckedFile {
    pub path: PathBuf,
    /// The department's code and name, if the file could be read.
    pub department: Option<(String, String)>,
    pub diagnostics: Vec<Diagnostic>,
    /// Why it could not be read at all, if so: then nothing is known of it.
    pub unread: Option<String>,
}

impl CheckedFile {
    fn unread(path: &Path, reason: String) -> Self {
        Self { path: path.to_owned(), department: None, diagnostics: Vec::new(), unread: Some(reason) }
    }

    /// The files in a folder of a workspace that nothing is read of, as they are not named as departments' files are.
    fn misnamed_inside(folder: &Path, workspace: &Workspace) -> Vec<Self> {
        let files = if folder.is_dir() { workspace.misnamed_inside(folder) } else { Vec::new() };
        let checked = |file: &Misnamed| Self {
            path: plain_path(&workspace.root.join(&file.source)),
            department: None,
            diagnostics: vec![file.finding()],
            unread: None,
        };
        files.into_iter().map(checked).collect()
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        diagnostics::count(&self.diagnostics, severity)
    }
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error(transparent)]
    Standard(#[from] ChoiceError),
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    #[error("读不到文件夹 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("{} 里没有填报文件（.yaml）", .0.display())]
    Nothing(PathBuf),
}

/// What the files of one workspace share.
struct Setting {
    workspace: Option<Workspace>,
    surroundings: Surroundings,
    standards: Standards,
    typefaces: Option<Typefaces>,
    /// What the files call their departments, each with its path and the place it stands at.
    named: Vec<(Named, PathBuf, Span)>,
}

impl Setting {
    /// That of a workspace, which is opened, or of files outside any.
    fn of(root: Option<&Path>, plan: &CheckPlan) -> Result<Self, WorkspaceError> {
        let workspace = root.map(Workspace::open).transpose()?;
        let own = workspace.iter().flat_map(Workspace::font_folders);
        let typefaces = plan.fonts.as_ref().map(|folders| Typefaces::new(Search::system(folders.iter().cloned().chain(own))));
        let (surroundings, standards) = match &workspace {
            Some(workspace) => (workspace.surroundings(), workspace.standards(plan.standard.clone())),
            None => (Surroundings::default(), Standards::new(plan.standard.clone(), Shelf::default())),
        };
        Ok(Self { workspace, surroundings, standards, typefaces, named: Vec::new() })
    }

    /// What is doubtful of the files beside each other, each with the file's path.
    fn doubts(&self) -> Vec<(&Path, Diagnostic)> {
        let named: Vec<Named> = self.named.iter().map(|(named, ..)| named.clone()).collect();
        let placed = |(source, doubt): (&str, Diagnostic)| {
            let (_, path, span) = self.named.iter().find(|(named, ..)| named.document.source == source)?;
            Some((path.as_path(), doubt.at(*span, "部门.名称")))
        };
        doubts(&named).into_iter().filter_map(placed).collect()
    }
}

/// Checks every file of a plan, each in its workspace if it lies in one. A finding about a file that several others name is listed once, with that file
/// if it is checked too; a file that cannot be read, or a folder without files, keeps no other from being checked.
pub fn check(plan: &CheckPlan) -> Result<Checked, CheckError> {
    let mut settings = BTreeMap::new();
    let mut checked = Checked::default();
    for path in plan.paths.iter().map(|path| folder_of_workspace(path)) {
        let setting = match settings.entry(county::find(path)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let setting = Setting::of(new.key().as_deref(), plan)?;
                new.insert(setting)
            }
        };
        checked.departments.extend(setting.workspace.iter().flat_map(|workspace| CheckedFile::misnamed_inside(path, workspace)));
        let files = match department_files(path, setting.workspace.as_ref()) {
            Ok(files) => files,
            Err(error) => {
                checked.departments.push(CheckedFile::unread(path, error.to_string()));
                continue;
            }
        };
        let mut read_all = |files: &[PathBuf]| -> Result<Vec<ReadFile>, CheckError> {
            let read = files.iter().map(|file| read_file(file, setting, &mut checked.files));
            let read = read.collect::<Result<Vec<_>, _>>()?;
            let mut without_fonts = read.iter().filter_map(|file| file.fonts.as_ref()?.as_ref().err());
            checked.without_fonts = checked.without_fonts.take().or_else(|| without_fonts.next().cloned());
            Ok(read)
        };
        let mut read = Vec::new();
        let mut departments = Vec::new();
        // Files are read one after another, while those read before are inspected on the other cores.
        for next in files.chunks(AT_ONCE) {
            let (more, inspected) = rayon::join(|| read_all(next), || inspect_all(read));
            departments.extend(inspected);
            read = more?;
        }
        departments.extend(inspect_all(read));
        checked.departments.append(&mut departments);
    }
    for (path, doubt) in settings.values().flat_map(Setting::doubts) {
        if let Some(department) = checked.departments.iter_mut().find(|department| department.path == path) {
            department.diagnostics.push(doubt);
            crate::diagnostics::in_file_order(&mut department.diagnostics);
        }
    }
    list_once(&mut checked.departments, &checked.files);
    Ok(checked)
}

/// Keeps each finding once: with the file it is about, or else with the first that has it.
fn list_once(departments: &mut [CheckedFile], files: &Files) {
    let mut listed = Listed::default();
    for of_itself in [true, false] {
        for department in &mut *departments {
            let path = &department.path;
            let is_own = |finding: &Diagnostic| finding.place().is_some_and(|place| files.path(place.file) == path);
            department.diagnostics.retain(|finding| is_own(finding) != of_itself || listed.is_new(finding, files));
        }
    }
}

fn inspect_all(read: Vec<ReadFile>) -> Vec<CheckedFile> {
    read.into_par_iter().map(ReadFile::inspect).collect()
}

/// A file that was read, with the standard it is to be inspected by.
struct ReadFile {
    path: PathBuf,
    dossier: Option<Dossier>,
    chosen: Option<Chosen>,
    /// The fonts of its standard, or why there are none.
    fonts: Option<Result<FontSet, String>>,
    diagnostics: Vec<Diagnostic>,
    unread: Option<String>,
}

impl ReadFile {
    fn inspect(self) -> CheckedFile {
        let Self { path, dossier, chosen, fonts, mut diagnostics, unread } = self;
        if let Some((dossier, Chosen { standard, policy })) = dossier.as_ref().zip(chosen) {
            diagnostics.extend(inspect(dossier, &standard, &policy).diagnostics);
            diagnostics.extend(fonts.and_then(Result::ok).iter().flat_map(|fonts| missing_glyphs(dossier, fonts)));
        }
        crate::diagnostics::in_file_order(&mut diagnostics);
        let department = dossier.map(|dossier| dossier.disclosure.department);
        CheckedFile { path, department: department.map(|department| (department.code.value, department.name.value)), diagnostics, unread }
    }
}

fn read_file(path: &Path, setting: &mut Setting, files: &mut Files) -> Result<ReadFile, CheckError> {
    let mut reader = Reader::amid(setting.surroundings.clone());
    reader.files = std::mem::take(files);
    let read = reader.read(path);
    *files = reader.files;
    let mut diagnostics = reader.diagnostics;
    let dossier = match read {
        Ok(dossier) => dossier,
        Err(error) => {
            let unread = Some(error.to_string());
            return Ok(ReadFile { path: path.to_owned(), dossier: None, chosen: None, fonts: None, diagnostics, unread });
        }
    };
    if let Some((workspace, dossier)) = setting.workspace.as_ref().zip(dossier.as_ref())
        && let Ok(document) = workspace.document_at(path)
    {
        diagnostics.extend(workspace.misfilings(&document, &dossier.disclosure));
        let span = dossier.disclosure.department.name.span;
        setting.named.push((Named::in_file(document, &dossier.disclosure), path.to_owned(), span));
    }
    let chosen = match &dossier {
        Some(dossier) => setting.standards.choose(dossier, &mut diagnostics)?,
        None => None,
    };
    let fonts = setting.typefaces.as_ref().zip(chosen.as_ref());
    let fonts = fonts.map(|(typefaces, chosen)| typefaces.of(&chosen.standard).map_err(|error| error.to_string()));
    Ok(ReadFile { path: path.to_owned(), dossier, chosen, fonts, diagnostics, unread: None })
}
