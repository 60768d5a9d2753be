//! Reads a source file and the files it names: last year's, and those of its units. Nothing outside the workspace is read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::links::{LINK, ambiguous, in_folder_of, listed_twice, not_followed, of_another_year, of_units_itself, without_file};
use super::surroundings::plain;
use super::units::differences;
use super::{Dossier, Surroundings};
use crate::accounts;
use crate::diagnostics::{self, Diagnostic, Files, system::folder_of};
use crate::source::reading::{self, ReadError};
use crate::source::{Consolidation, Disclosure, Span, Spanned};

/// Files of earlier years are followed at most this far back.
pub(super) const YEARS_BACK: usize = 8;

/// What a file is read for: a unit's file has no unit files of its own, and one of last year is of the year before, so that no chain of files can go
/// round in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Department,
    Unit,
    /// Last year's, for a file of a year that names it at a place.
    LastYear {
        of: u32,
        /// Where that year is written.
        year: Span,
        link: Span,
        /// The year that the folder of the naming file is called by.
        folder: Option<u32>,
    },
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
        diagnostics::has_errors(&self.diagnostics)
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
        if let Role::LastYear { of, year, link, folder } = role
            && disclosure.year.value.0.checked_add(1) != Some(of)
        {
            // The folder and last year's file agree: it is this year's file that says another year.
            let misfiled = folder.filter(|folder| disclosure.year.value.0.checked_add(1) == Some(*folder));
            self.diagnostics.push(match misfiled {
                Some(folder) => in_folder_of(folder, of, year),
                None => of_another_year(of, link, &disclosure),
            });
            return Ok(None);
        }
        let errors_before = self.has_errors();
        if disclosure.last_year_file.is_none() {
            match self.surroundings.last_years_of(path) {
                [] => {}
                [only] => disclosure.last_year_file = Some(Spanned::new(only.clone(), disclosure.year.span)),
                several => self.diagnostics.push(ambiguous(several, &disclosure)),
            }
        }
        // Of an earlier year, the year before it says nothing but what it opens with.
        let says_all = years < YEARS_BACK && opens_itself(&disclosure);
        let link = disclosure.last_year_file.as_ref().filter(|_| !says_all);
        let last_year = link.filter(|_| years > 0).and_then(|link| self.last_year(path, link, &disclosure, years));
        let units = if role == Role::Unit { Vec::new() } else { self.units(path, &disclosure, years) };
        let units_say_all = !units.is_empty() && units.iter().all(|unit| opens_itself(&unit.disclosure));
        if let Some(link) = link.filter(|_| years == 0 && !units_say_all) {
            self.diagnostics.push(not_followed(link.span, &disclosure));
        }
        if self.has_errors() && !errors_before {
            self.diagnostics.extend(accounts::codes_of_unread(&reading.tree));
            return Ok(None);
        }
        let (region, county_year) = (self.surroundings.region.clone(), self.surroundings.year);
        let (file, tree) = (reading.file, reading.tree);
        Ok(Some(Dossier { path: path.to_owned(), file, disclosure, tree, last_year, units, region, county_year }))
    }

    fn last_year(&mut self, path: &Path, link: &Spanned<String>, this_year: &Disclosure, years: usize) -> Option<Box<Dossier>> {
        let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()?.parse().ok());
        let role = Role::LastYear { of: this_year.year.value.0, year: this_year.year.span, link: link.span, folder };
        self.linked(path, link, role, years - 1).map(Box::new)
    }

    fn units(&mut self, path: &Path, disclosure: &Disclosure, years: usize) -> Vec<Dossier> {
        if disclosure.department.consolidation.value != Consolidation::按单位文件合计 {
            return Vec::new();
        }
        let mut units = Vec::new();
        let mut listed: Vec<(PathBuf, Span)> = Vec::new();
        for unit in &disclosure.department.units {
            let Some(link) = &unit.file else {
                self.diagnostics.push(without_file(unit));
                continue;
            };
            if let Some((_, first)) = self.inside(path, &link.value).and_then(|file| listed.iter().find(|(known, _)| *known == file)) {
                self.diagnostics.push(listed_twice(*first, link.span));
                continue;
            }
            listed.extend(self.inside(path, &link.value).map(|file| (file, link.span)));
            let Some(dossier) = self.linked(path, link, Role::Unit, years) else { continue };
            let (year, of) = (disclosure.year.value.0, dossier.disclosure.year.value.0);
            if dossier.disclosure.department.consolidation.value == Consolidation::按单位文件合计 {
                self.diagnostics.push(of_units_itself(unit, link.span));
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
            Role::Unit => "单位文件",
            Role::Department | Role::LastYear { .. } => "上年文件",
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
        let folder = folder_of(from);
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

/// Whether every row of a file's ledgers says what it opens with.
fn opens_itself(file: &Disclosure) -> bool {
    let fiscal = [&file.general, &file.fund, &file.capital].into_iter().flatten().map(|row| row.opening.is_some());
    let mut rows = fiscal.chain(file.other_funds.iter().map(|row| row.opening.is_some())).peekable();
    rows.peek().is_some() && rows.all(|written| written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATEST: u32 = 2024;

    /// Files of twelve years, each after the one before; `rows` says what stands in a year's ledger.
    fn chain(rows: impl Fn(u32) -> &'static str) -> (usize, Vec<Diagnostic>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for year in LATEST - 11..=LATEST {
            let text = format!(
                "年度: {year}\n金额单位: 元\n公开日期: {}-08-29\n部门: {{名称: 甲局, 编码: \"001\", 性质: 行政单位}}\n概况: {{职责: [负责甲事。], 机构设置: {{}}}}\n上年文件: ../{}/001.yaml\n一般公共预算财政拨款: {}\n",
                year + 1,
                year - 1,
                rows(year)
            );
            std::fs::create_dir(folder.path().join(year.to_string())).expect("a writable folder");
            std::fs::write(folder.path().join(year.to_string()).join("001.yaml"), text).expect("a writable file");
        }
        let mut reader = Reader::within(Some(folder.path().to_owned()));
        let read = reader.read(&folder.path().join(LATEST.to_string()).join("001.yaml")).expect("a readable file");
        let read = read.unwrap_or_else(|| panic!("{:#?}", reader.diagnostics));
        let years = std::iter::successors(Some(&read), |dossier| dossier.last_year.as_deref()).count();
        (years - 1, reader.diagnostics)
    }

    const SILENT: &str = "[{科目: 2010301, 本年收入: 5.00, 项目支出: 4.00}]";
    const OPENED: &str = "[{科目: 2010301, 年初结转和结余: 0, 本年收入: 5.00, 项目支出: 4.00}]";

    #[test]
    fn where_the_years_are_not_followed_further_is_said() {
        let (years, found) = chain(|_| SILENT);
        assert_eq!((years, found.len()), (YEARS_BACK, 1), "{found:#?}");
        assert!(
            found[0].message.contains("2016 年没写的年初结转按 0 算") && found[0].severity == diagnostics::Severity::Warning,
            "{found:#?}"
        );
        let (years, found) = chain(|year| if year == 2016 { OPENED } else { SILENT });
        assert_eq!((years, found.len()), (YEARS_BACK, 0), "what the hint asks for helps: {found:#?}");
    }

    #[test]
    fn a_units_file_that_is_listed_twice_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let head = "年度: 2024\n金额单位: 元\n公开日期: 2025-08-29\n概况: {职责: [负责甲事。], 机构设置: {}}\n";
        let units = "[{名称: 乙所, 文件: b.yaml}, {名称: 丙所, 文件: ./b.yaml}]";
        let department = format!("部门: {{名称: 甲局, 编码: \"001\", 性质: 行政单位, 汇总方式: 按单位文件合计, 所属单位: {units}}}\n");
        let unit = format!("部门: {{名称: 乙所, 编码: \"002\", 性质: 行政单位, 公开类别: 单位}}\n一般公共预算财政拨款: {OPENED}\n");
        for (name, text) in [("a.yaml", department), ("b.yaml", unit)] {
            std::fs::write(folder.path().join(name), format!("{head}{text}")).expect("a writable file");
        }
        let mut reader = Reader::within(Some(folder.path().to_owned()));
        let read = reader.read(&folder.path().join("a.yaml")).expect("a readable file");
        assert!(read.is_none() && reader.has_errors());
        assert!(
            reader.diagnostics.iter().any(|finding| finding.message == "同一个文件列了两次，金额加了两遍"),
            "{:#?}",
            reader.diagnostics
        );
    }

    #[test]
    fn a_year_that_opens_itself_needs_none_before_it() {
        let (years, found) = chain(|year| if year == 2022 { OPENED } else { SILENT });
        assert_eq!((years, found.len()), (2, 0), "{found:#?}");
        let (years, _) = chain(|year| if year == LATEST { OPENED } else { SILENT });
        assert!(years > 0, "this year's document compares itself with last year");
    }
}
