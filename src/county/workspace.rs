//! A county's workspace: a folder with 县.yaml, a folder a year with a file a department (`2024/041-县委办.yaml`), and overrides of a standard.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::file::{self, CountyFile};
use crate::checks::Policy;
use crate::diagnostics::{Diagnostic, Files, Severity, SourceFile};
use crate::disclosure::{Standards, Surroundings};
use crate::source::reading::{self, Entry, ReadError};
use crate::standard::built_in_ids;

/// Folder of the overrides, with a folder for each standard.
const OVERRIDES: &str = "标准";
/// Code of a finding about 县.yaml.
const COUNTY: &str = "YAML-903";

/// A workspace, opened.
#[derive(Debug, Clone)]
pub struct Workspace {
    pub root: PathBuf,
    pub county: CountyFile,
    documents: Vec<Document>,
    shared: Arc<Vec<Entry>>,
    shared_from: Arc<SourceFile>,
    last_years: Arc<BTreeMap<String, String>>,
    overrides: BTreeMap<String, PathBuf>,
}

/// A department's file of a year, by its name alone: `2024/041-县委办.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// Relative to the workspace, with `/`.
    pub source: String,
    /// The folder it lies in, if that is a year.
    pub year: Option<u32>,
    /// What stands before the first `-` of the file's name.
    pub code: String,
    /// What stands after it.
    pub name: String,
}

/// Why a workspace cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    #[error("这里不是工作区：{} 和它上面的文件夹里都没有“县.yaml”。用 juesuan new county 文件夹 新建一个", .0.display())]
    None(PathBuf),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("读不到文件夹 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("“县.yaml”有错")]
    Invalid { diagnostics: Vec<Diagnostic>, files: Box<Files> },
    #[error("{} 不能覆盖：没有名为“{id}”的标准，内置的有 {}", path.display(), built_in_ids().join("、"))]
    UnknownStandard { path: PathBuf, id: String },
    #[error("工作区里没有“{wanted}”{}", if near.is_empty() { String::new() } else { format!("，相近的有 {}", near.join("、")) })]
    NotFound { wanted: String, near: Vec<String> },
    #[error("{} 不在工作区 {} 里", path.display(), root.display())]
    Outside { path: PathBuf, root: PathBuf },
}

/// The workspace a path lies in: the nearest folder above it (or itself) with a 县.yaml.
pub fn find(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let relative_depth = absolute.ancestors().position(|folder| folder.join(file::NAME).is_file())?;
    let mut root = path.to_path_buf();
    for _ in 0..relative_depth {
        root = match root.parent() {
            Some(parent) if root.file_name().is_some() => parent.to_path_buf(),
            _ => return absolute.ancestors().nth(relative_depth).map(Path::to_path_buf),
        };
    }
    Some(if root.as_os_str().is_empty() { PathBuf::from(".") } else { root })
}

impl Workspace {
    /// Opens the workspace at a folder: reads 县.yaml, lists the departments' files; opens none of these.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let mut files = Files::default();
        let reading = reading::read_file::<CountyFile>(&root.join(file::NAME), &mut files)?;
        let mut diagnostics = reading.diagnostics;
        let Some(county) = reading.value else { return Err(WorkspaceError::Invalid { diagnostics, files: Box::new(files) }) };
        diagnostics.extend(unsafe_folders(&county));
        diagnostics.extend(wrong_severities(&county));
        if diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(WorkspaceError::Invalid { diagnostics, files: Box::new(files) });
        }
        let shared = reading.tree.root.as_ref().and_then(|root| root.get("共用")).map(entries).unwrap_or_default();
        let shared_from = Arc::new(files.get(reading.file).clone());
        let documents = list(root)?;
        let last_years = Arc::new(last_years(&documents));
        let overrides = overrides(root, &county)?;
        Ok(Self { root: root.to_path_buf(), county, documents, shared: Arc::new(shared), shared_from, last_years, overrides })
    }

    /// All departments' files of the county's year, by code.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.year == Some(self.county.year.value.0))
    }

    /// The files of every year, by year and code.
    pub fn all_documents(&self) -> &[Document] {
        &self.documents
    }

    /// The folders its own file names for fonts.
    pub fn font_folders(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.county.fonts.iter().map(|folder| self.root.join(&folder.value))
    }

    /// What the workspace contributes to its files.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            root: Some(self.root.clone()),
            shared: self.shared.clone(),
            shared_from: Some(self.shared_from.clone()),
            last_years: self.last_years.clone(),
        }
    }

    /// The last year's file that the workspace offers a file, as a link.
    pub fn last_year_of(&self, source: &str) -> Option<&String> {
        self.last_years.get(source)
    }

    /// The standards of the workspace; `folder` replaces them all.
    pub fn standards(&self, folder: Option<PathBuf>) -> Standards {
        let default = self.county.standard.as_ref().map(|id| id.value.clone());
        let mut standards = Standards::new(folder, default, None);
        standards.overrides_of = self.overrides.clone();
        standards.severities = self.county.severities.iter().map(|(rule, grade)| (rule.value.clone(), grade.value.into())).collect();
        standards
    }

    /// The document a file is.
    pub fn document_at(&self, path: &Path) -> Result<Document, WorkspaceError> {
        let outside = || WorkspaceError::Outside { path: path.to_path_buf(), root: self.root.clone() };
        let (path, root) = (path.canonicalize().map_err(|_| outside())?, self.root.canonicalize().map_err(|_| outside())?);
        let inside = path.strip_prefix(&root).map_err(|_| outside())?;
        Ok(Document::new(&inside.to_string_lossy().replace('\\', "/")))
    }

    /// The documents of the county's year that a code, a part of a name, or a file's name means.
    pub fn select(&self, wanted: &str) -> Result<Vec<Document>, WorkspaceError> {
        let by = |matches: &dyn Fn(&Document) -> bool| self.documents().filter(|document| matches(document)).cloned().collect::<Vec<_>>();
        let exact = by(&|document| document.code == wanted || document.name == wanted || document.stem() == wanted);
        let found = if exact.is_empty() { by(&|document| document.name.contains(wanted)) } else { exact };
        if found.is_empty() {
            let mut near: Vec<String> = self.documents().map(Document::stem).collect();
            near.sort_by_key(|stem| strsim::levenshtein(stem, wanted));
            near.truncate(3);
            return Err(WorkspaceError::NotFound { wanted: wanted.to_owned(), near });
        }
        Ok(found)
    }

    /// The hash input for all that 县.yaml contributes to a document besides the standard.
    pub fn contribution(&self) -> String {
        serde_json::to_string(&(&self.county.shared, &self.county.standard)).expect("plain values")
    }
}

impl Document {
    /// Takes a path relative to the workspace apart.
    pub fn new(source: &str) -> Self {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let (code, name) = stem.split_once('-').unwrap_or((stem, ""));
        Self { source: source.to_owned(), year: year_of(folder), code: code.to_owned(), name: name.to_owned() }
    }

    /// Code and name as in the file's name.
    pub fn stem(&self) -> String {
        if self.name.is_empty() { self.code.clone() } else { format!("{}-{}", self.code, self.name) }
    }
}

fn year_of(folder: &str) -> Option<u32> {
    if folder.len() == 4 { folder.parse().ok() } else { None }
}

/// The departments' files in the folders named by years.
fn list(root: &Path) -> Result<Vec<Document>, WorkspaceError> {
    let names = |folder: &Path| -> Result<Vec<(String, bool)>, WorkspaceError> {
        let unreadable = |source| WorkspaceError::Folder { path: folder.to_path_buf(), source };
        let entries = std::fs::read_dir(folder).map_err(unreadable)?;
        entries
            .map(|entry| {
                let entry = entry.map_err(unreadable)?;
                Ok((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
            })
            .collect()
    };
    let mut documents = Vec::new();
    for (year, _) in names(root)?.into_iter().filter(|(name, is_folder)| *is_folder && year_of(name).is_some()) {
        for (file, is_folder) in names(&root.join(&year))? {
            if !is_folder && !file.starts_with('.') && (file.ends_with(".yaml") || file.ends_with(".yml")) {
                documents.push(Document::new(&format!("{year}/{file}")));
            }
        }
    }
    documents.sort_by(|a, b| (a.year, &a.code, &a.source).cmp(&(b.year, &b.code, &b.source)));
    Ok(documents)
}

/// For every file the only one of the same code in the year before, as a link from it.
fn last_years(documents: &[Document]) -> BTreeMap<String, String> {
    let mut by_code: BTreeMap<(u32, &str), Vec<&Document>> = BTreeMap::new();
    for document in documents {
        by_code.entry((document.year.unwrap_or_default(), &document.code)).or_default().push(document);
    }
    let link = |document: &Document| {
        let before = by_code.get(&(document.year?.checked_sub(1)?, document.code.as_str()))?;
        let [only] = before.as_slice() else { return None };
        Some((document.source.clone(), format!("../{}", only.source)))
    };
    documents.iter().filter_map(link).collect()
}

fn entries(node: &reading::Node) -> Vec<Entry> {
    match &node.content {
        reading::Content::Mapping { entries, .. } => entries.clone(),
        _ => Vec::new(),
    }
}

/// Folders that 县.yaml names must lie in the workspace: nothing outside it is read or written.
fn unsafe_folders(county: &CountyFile) -> Vec<Diagnostic> {
    let leaves = |folder: &str| Path::new(folder).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
    let overrides = county.overrides.iter().map(|(_, folder)| folder);
    let finding = |folder: &crate::source::Spanned<String>| {
        Diagnostic::error(COUNTY, format!("文件夹“{folder}”不在工作区里"))
            .at(folder.span, "这里")
            .hint("只能写工作区里的相对路径，例如 公开")
    };
    county.output.iter().chain(overrides).filter(|folder| leaves(&folder.value)).map(finding).collect()
}

/// Severities of rules that do not exist or that nobody may lower.
fn wrong_severities(county: &CountyFile) -> Vec<Diagnostic> {
    let wrong = county.severities.iter().filter_map(|(rule, grade)| {
        let error = Policy::default().with([(rule.value.as_str(), grade.value.into())]).err()?;
        let finding = Diagnostic::error(COUNTY, error.to_string()).at(rule.span, "检查级别");
        Some(finding.hint("改正编号或级别，或者删去这一项"))
    });
    wrong.collect()
}

/// The folder of overrides for each standard that has one.
fn overrides(root: &Path, county: &CountyFile) -> Result<BTreeMap<String, PathBuf>, WorkspaceError> {
    let known = built_in_ids();
    let mut found = BTreeMap::new();
    let usual = root.join(OVERRIDES);
    if usual.is_dir() {
        let unreadable = |source| WorkspaceError::Folder { path: usual.clone(), source };
        for entry in std::fs::read_dir(&usual).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let id = entry.file_name().to_string_lossy().into_owned();
            if !id.starts_with('.') {
                found.insert(id, entry.path());
            }
        }
    }
    found.extend(county.overrides.iter().map(|(id, folder)| (id.value.clone(), root.join(&folder.value))));
    match found.iter().find(|(id, _)| !known.contains(id)) {
        Some((id, path)) => Err(WorkspaceError::UnknownStandard { path: path.clone(), id: id.clone() }),
        None => Ok(found),
    }
}
