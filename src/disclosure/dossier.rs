//! A source file with the files it names: last year's, and those of its units. Nothing outside the workspace is read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::Surroundings;
use super::surroundings::plain;
use super::units::differences;
use crate::accounts;
use crate::diagnostics::{Diagnostic, Files, Severity};
use crate::source::reading::{self, Content, ReadError, Tree};
use crate::source::{Consolidation, Disclosure, FileId, Span, Spanned};

/// Files of earlier years are followed at most this far back.
const YEARS_BACK: usize = 8;

/// Codes of findings about files that name other files.
const LINK: &str = "YAML-901";

/// A department's file and everything it depends on, as written.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub path: PathBuf,
    pub file: FileId,
    pub disclosure: Disclosure,
    pub tree: Tree,
    pub last_year: Option<Box<Dossier>>,
    /// The unit files, when the department's accounts are their sums.
    pub units: Vec<Dossier>,
}

/// What a file is read for: a unit's file has no unit files of its own, so that no chain of files can go round in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Department,
    Unit,
}

/// A file that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{} 是一个链接，指到工作区外面，没有读。把文件本身放进工作区", .0.display())]
    Outside(PathBuf),
}

/// Reads dossiers of one run; keeps the texts for messages.
#[derive(Debug, Default)]
pub struct Reader {
    pub files: Files,
    pub diagnostics: Vec<Diagnostic>,
    surroundings: Surroundings,
    /// Files taken out of a published PDF, by path; with them nothing is read from the disk.
    attached: BTreeMap<PathBuf, Vec<u8>>,
}

impl Reader {
    /// Starts a run inside a workspace.
    pub fn within(root: Option<PathBuf>) -> Self {
        Self::amid(Surroundings { root, ..Surroundings::default() })
    }

    /// Starts a run inside a workspace that contributes to its files.
    pub fn amid(surroundings: Surroundings) -> Self {
        Self { surroundings, ..Self::default() }
    }

    /// Whether an error was found so far.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Reads a file and the files it names. None if an error in any of them makes that pointless; then diagnostics say why.
    pub fn read(&mut self, path: &Path) -> Result<Option<Dossier>, DossierError> {
        if !self.surroundings.hold(path) {
            return Err(DossierError::Outside(path.to_owned()));
        }
        self.follow(path, YEARS_BACK, Role::Department)
    }

    /// Starts a run over the files attached to a published PDF, by path; the disk is not touched.
    pub fn of_attachments(attached: BTreeMap<PathBuf, Vec<u8>>) -> Self {
        Self { attached, ..Self::default() }
    }

    fn follow(&mut self, path: &Path, years: usize, role: Role) -> Result<Option<Dossier>, DossierError> {
        let reading = match self.attached.get(path) {
            Some(bytes) => reading::read_bytes::<Disclosure>(path, bytes, &mut self.files),
            None => {
                let shared = self.surroundings.shared_in(&mut self.files);
                reading::read_file_with::<Disclosure>(path, &shared, &mut self.files)?
            }
        };
        self.diagnostics.extend(reading.diagnostics);
        let Some(mut disclosure) = reading.value else {
            self.diagnostics.extend(accounts::codes_of_unread(&reading.tree));
            return Ok(None);
        };
        let errors_before = self.has_errors();
        if disclosure.last_year_file.is_none() {
            match self.surroundings.last_years_of(path) {
                [] => {}
                [only] => disclosure.last_year_file = Some(Spanned::new(only.clone(), disclosure.year.span)),
                several => self.diagnostics.push(ambiguous(several, &disclosure)),
            }
        }
        let last_year = match &disclosure.last_year_file {
            Some(link) if years > 0 => self.last_year(path, link, &disclosure, years),
            _ => None,
        };
        let units = if role == Role::Department { self.units(path, &disclosure, years) } else { Vec::new() };
        if self.has_errors() && !errors_before {
            self.diagnostics.extend(accounts::codes_of_unread(&reading.tree));
            return Ok(None);
        }
        Ok(Some(Dossier { path: path.to_owned(), file: reading.file, disclosure, tree: reading.tree, last_year, units }))
    }

    fn last_year(&mut self, path: &Path, link: &Spanned<String>, this_year: &Disclosure, years: usize) -> Option<Box<Dossier>> {
        let dossier = self.linked(path, link, Role::Department, years - 1)?;
        let (expected, found) = (this_year.year.value.0.checked_sub(1)?, dossier.disclosure.year.value.0);
        if expected != found {
            let finding = Diagnostic::error(LINK, format!("上年文件是 {found} 年度的，应为 {expected} 年度"));
            let finding = finding.at(link.span, "这个文件").at(dossier.disclosure.year.span, "它的年度");
            self.diagnostics.push(finding.hint("改成上一年度的填报文件"));
            return None;
        }
        Some(Box::new(dossier))
    }

    fn units(&mut self, path: &Path, disclosure: &Disclosure, years: usize) -> Vec<Dossier> {
        if disclosure.department.consolidation.value != Consolidation::按单位文件合计 {
            return Vec::new();
        }
        let mut units = Vec::new();
        for unit in &disclosure.department.units {
            let Some(link) = &unit.file else {
                let finding = Diagnostic::error(LINK, format!("“{}”没有写文件，金额合计不了", unit.name)).at(unit.name.span, "这个单位");
                self.diagnostics.push(finding.hint("写上 文件: 单位的填报文件，或者去掉“汇总方式: 按单位文件合计”"));
                continue;
            };
            let Some(dossier) = self.linked(path, link, Role::Unit, years) else { continue };
            let (year, of) = (disclosure.year.value.0, dossier.disclosure.year.value.0);
            if dossier.disclosure.department.consolidation.value == Consolidation::按单位文件合计 {
                let finding = Diagnostic::error(LINK, format!("“{}”的文件自己也按单位文件合计", unit.name)).at(link.span, "这个文件");
                self.diagnostics.push(finding.hint("单位文件要写自己的金额；下级单位一起列在部门文件的“所属单位”里"));
            } else if year == of {
                // What an earlier year listed is published and past.
                if years == YEARS_BACK {
                    self.diagnostics.extend(differences(LINK, unit, &dossier.disclosure));
                }
                units.push(dossier);
            } else {
                let finding = Diagnostic::error(LINK, format!("单位文件是 {of} 年度的，本部门是 {year} 年度")).at(link.span, "这个文件");
                self.diagnostics.push(finding.hint("改成同一年度的单位文件"));
            }
        }
        units
    }

    /// Reads a file another one names by a relative path.
    fn linked(&mut self, from: &Path, link: &Spanned<String>, role: Role, years: usize) -> Option<Dossier> {
        let wrong = |message: String, hint: &str| Diagnostic::error(LINK, message).at(link.span, "这里").hint(hint.to_owned());
        let what = match role {
            Role::Department => "上年文件",
            Role::Unit => "单位文件",
        };
        if link.value.contains('\\') {
            let advice = format!("写成 {}，在哪种电脑上都找得到", link.value.replace('\\', "/"));
            self.diagnostics.push(wrong(format!("{what}“{}”里用了反斜杠", link.value), &advice));
            return None;
        }
        let Some(path) = self.inside(from, &link.value) else {
            self.diagnostics.push(wrong(format!("{what}“{}”不在工作区里", link.value), "只能写工作区里的相对路径，例如 ../2023/118.yaml"));
            return None;
        };
        match self.follow(&path, years, role) {
            Ok(dossier) => dossier,
            Err(error) => {
                self.diagnostics.push(wrong(error.to_string(), "核对文件名和位置；路径从本文件所在的文件夹算起"));
                None
            }
        }
    }

    /// The path a link means, if it is relative and stays inside the workspace, symbolic links included.
    fn inside(&self, from: &Path, link: &str) -> Option<PathBuf> {
        let folder = from.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let link = Path::new(link);
        if link.components().any(|part| matches!(part, Component::Prefix(_) | Component::RootDir)) {
            return None;
        }
        let path = plain(&folder.join(link));
        if !self.attached.is_empty() {
            return self.attached.contains_key(&path).then_some(path);
        }
        let root = match &self.surroundings.root {
            Some(root) => root.canonicalize().ok()?,
            None => folder.canonicalize().ok()?.parent()?.to_path_buf(),
        };
        match path.canonicalize() {
            Ok(real) => real.starts_with(&root).then_some(path),
            Err(_) => Some(path),
        }
    }
}

/// Last year's figures come from one file: which of several is for the department to say.
fn ambiguous(links: &[String], disclosure: &Disclosure) -> Diagnostic {
    let finding =
        Diagnostic::error(LINK, format!("上年有 {} 个文件用编码 {}：{}", links.len(), disclosure.department.code, links.join("、")));
    let finding = finding.at(disclosure.department.code.span, "不知道用哪一个的上年数");
    finding.hint(format!("上年的文件只留一个，副本移出年度文件夹；或者写明用哪一个：上年文件: {}", links[0]))
}

impl Dossier {
    /// The department's own file and its units' files.
    pub fn members(&self) -> impl Iterator<Item = &Dossier> {
        std::iter::once(self).chain(&self.units)
    }

    /// The place of the innermost key on the way to a dotted path that is written, if its outermost is: in the department's own file, or in that of a
    /// unit which gets further and leaves the rest out.
    pub fn nearest(&self, path: &str) -> Option<Span> {
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
        let lacking = self.units.iter().filter(|unit| unit.written(path).is_none());
        let files: Vec<&Dossier> = std::iter::once(self).chain(lacking).collect();
        ends.into_iter().rev().find_map(|end| files.iter().find_map(|file| file.written(&path[..end])))
    }

    /// The place of the key that is written at a dotted path.
    pub fn written(&self, path: &str) -> Option<Span> {
        let mut node = self.tree.root.as_ref()?;
        let mut place = None;
        for step in path.split('.') {
            let Content::Mapping { entries, .. } = &node.content else { return None };
            let entry = entries.iter().find(|entry| entry.key.text == step)?;
            place = Some(entry.key.span);
            node = &entry.value;
        }
        place
    }

    /// Where a key is spoken of, by its dotted path: the innermost key on the way to it that is written; if its whole section is not, the key of the
    /// section that belongs before it, with a remark that says so.
    pub fn locate(&self, path: &str) -> (Span, Option<String>) {
        if let Some(place) = self.nearest(path) {
            return (place, None);
        }
        let section = path.split('.').next().unwrap_or_default();
        match reading::place_for(&self.tree, section) {
            Some(place) => (place, Some(format!("文件里没有“{section}”，补在这一节后面"))),
            None => (self.place(), Some(format!("文件里没有“{section}”"))),
        }
    }

    /// A place for findings about the file as a whole.
    pub fn place(&self) -> Span {
        self.disclosure.department.name.span
    }
}
