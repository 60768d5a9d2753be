//! A county's workspace: a folder with 县.yaml, a folder a year with a file a department (`2024/041-县委办.yaml`), and overrides of a standard.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Document;
use super::documents::{Listing, Misnamed, list};
use super::faults::faults;
use super::file::{self, CountyFile};
use super::filing::SharedCodes;
use super::key::Key;
use crate::diagnostics::{Files, Findings, SourceFile, has_errors, system};
use crate::disclosure::Standards;
use crate::dossier::{Surroundings, plain_path};
use crate::source::reading::{self, Entry, ReadError};
use crate::source::{OVERRIDES, is_litter};
use crate::standard::{Shelf, built_in_ids};

/// A workspace, opened.
#[derive(Debug, Clone)]
pub struct Workspace {
    pub root: PathBuf,
    pub county: CountyFile,
    documents: Vec<Document>,
    misnamed: Vec<Misnamed>,
    shared: Arc<Vec<Entry>>,
    shared_from: Arc<SourceFile>,
    last_years: Arc<BTreeMap<String, Vec<String>>>,
    pub(super) shared_codes: Arc<SharedCodes>,
    /// Where its standards are found.
    pub shelf: Shelf,
}

/// Why a workspace cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    #[error("这里不是工作区：{} 和它上面的文件夹里都没有“县.yaml”{}。用 juesuan new county 文件夹 新建一个", .0.display(), mistaken(.0))]
    None(PathBuf),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("读不到文件夹 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("“县.yaml”有错，改好以前各部门的文件都没有检查，也没有生成")]
    Invalid(#[source] Box<Findings>),
    #[error(
        "{} 不知道做什么用：没有名为“{id}”的标准可以覆盖，里面也没有 standard.yaml，不是自己的标准包。内置的标准有 {}",
        path.display(),
        built_in_ids().join("、")
    )]
    Astray { path: PathBuf, id: String },
    #[error("工作区里没有“{wanted}”（编码、文件名和文件里的“部门.名称”都没有，共 {departments} 个部门）{}", if near.is_empty() { String::new() } else { format!("，相近的有 {}", near.join("、")) })]
    NotFound { wanted: String, near: Vec<String>, departments: usize },
    #[error("文件夹 {} 里没有部门的填报文件；填报文件放在以年度命名的文件夹里，例如 {year}。生成全部部门，不写文件夹", path.display())]
    Empty { path: PathBuf, year: u32 },
    #[error("写的部门是空的；写编码或名称，生成或检查全部部门就不写")]
    Blank,
    #[error("文件夹 {year} 里没有填报文件{alike}。核对“县.yaml”里的年度和文件夹的位置")]
    NoDocuments { year: u32, alike: String },
    #[error("没有名为“{word}”的文件或文件夹{files}；要用编码或名称指部门，请到工作区（有“县.yaml”的文件夹）里运行")]
    NoneAround { word: String, files: String },
    #[error("{} 不在工作区 {} 里", path.display(), root.display())]
    Outside { path: PathBuf, root: PathBuf },
}

impl WorkspaceError {
    /// Why a code or a name means nothing where there is no workspace.
    pub fn none_around(word: &Path) -> Self {
        let wanted = word.to_string_lossy().into_owned();
        let mut names = system::beside(word);
        names.retain(|name| name.contains(&wanted));
        Self::NoneAround { word: wanted, files: system::likely(&names) }
    }
}

/// The workspace a path lies in: the nearest folder above it (or itself) with a 县.yaml. As far as the path names the folders above it, the workspace is
/// named in the same words.
pub fn find(path: &Path) -> Option<PathBuf> {
    let is_workspace = |folder: &&Path| folder.join(file::NAME).is_file();
    let plain = plain_path(path);
    let named = |folder: &&Path| !folder.as_os_str().is_empty() && folder.file_name().is_some();
    if let Some(root) = plain.ancestors().take_while(named).find(is_workspace) {
        return Some(root.to_path_buf());
    }
    let rest = plain.ancestors().find(|folder| !named(folder)).filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if is_workspace(&rest) {
        return Some(rest.to_path_buf());
    }
    rest.canonicalize().ok()?.ancestors().find(is_workspace).map(Path::to_path_buf)
}

/// `；这里有“县.yaml.txt”，…` where a folder has a file that is meant for a workspace's own by its name; else nothing.
pub fn mistaken(folder: &Path) -> String {
    let alike = |name: &String| name.starts_with('县') && name.to_lowercase().contains(".y") && name != file::NAME;
    let found = names_in(folder).into_iter().find(alike);
    found.map(|name| format!("；这里有“{name}”，是它就改名为“{}”（Windows 可能没有显示文件名的末尾）", file::NAME)).unwrap_or_default()
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

impl Workspace {
    /// `；这里有“2024年”，…` where the workspace has a folder that is meant for its year's by its name, or a file that is meant for a department's; else
    /// nothing.
    fn mistaken_year(&self) -> String {
        let year = self.county.year.value.0.to_string();
        let alike = |name: &String| name.contains(&year) && *name != year && self.root.join(name).is_dir();
        let folder = names_in(&self.root).into_iter().find(alike).map(|name| (name, year.clone()));
        let file = || self.misnamed.iter().find(|file| file.meant.year == Some(self.county.year.value.0));
        let found = folder.or_else(|| file().map(|file| (file.source.clone(), file.name().to_owned())));
        found.map(|(name, right)| format!("；这里有“{name}”，是它就改名为“{right}”")).unwrap_or_default()
    }

    /// That there is no file of the county's year.
    pub fn no_documents(&self) -> WorkspaceError {
        WorkspaceError::NoDocuments { year: self.county.year.value.0, alike: self.mistaken_year() }
    }

    /// Opens the workspace at a folder: reads 县.yaml, lists the departments' files; opens none of these.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let mut files = Files::default();
        let reading = reading::read_file::<CountyFile>(&root.join(file::NAME), &mut files)?;
        let mut diagnostics = reading.diagnostics;
        let Some(county) = reading.value else { return Err(WorkspaceError::Invalid(Findings::new(diagnostics, files))) };
        let shelf = shelf(root, &county)?;
        diagnostics.extend(faults(root, &county, &shelf));
        if has_errors(&diagnostics) {
            return Err(WorkspaceError::Invalid(Findings::new(diagnostics, files)));
        }
        let shared = reading.tree.root.as_ref().and_then(|root| root.get("共用")).map(entries).unwrap_or_default();
        let shared_from = Arc::new(files.get(reading.file).clone());
        let Listing { documents, misnamed } = list(root)?;
        let last_years = Arc::new(last_years(&documents));
        let shared_codes = Arc::new(SharedCodes::among(&documents));
        if let Some((id, path)) = shelf.astray().next() {
            return Err(WorkspaceError::Astray { path: path.to_owned(), id: id.to_owned() });
        }
        Ok(Self {
            root: root.to_path_buf(),
            county,
            documents,
            misnamed,
            shared: Arc::new(shared),
            shared_from,
            last_years,
            shared_codes,
            shelf,
        })
    }

    /// The text of its own file.
    pub fn text(&self) -> &str {
        &self.shared_from.text
    }

    /// All departments' files of the county's year, by code.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.year == Some(self.county.year.value.0))
    }

    /// The files of every year, by year and code.
    pub fn all_documents(&self) -> &[Document] {
        &self.documents
    }

    /// The files of every year that are meant for a department's, and are not named so.
    pub fn misnamed(&self) -> &[Misnamed] {
        &self.misnamed
    }

    /// Whether a file of this name was among them when the workspace was opened.
    pub fn has(&self, source: &str) -> bool {
        self.documents.iter().any(|document| document.source == source)
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
            region: Some(self.county.region.value.clone()),
            year: Some(self.county.year.value.0),
        }
    }

    /// The standards of the workspace; `folder` replaces them all.
    pub fn standards(&self, folder: Option<PathBuf>) -> Standards {
        let mut standards = Standards::new(folder, self.shelf.clone());
        standards.default = self.county.standard.as_ref().map(|id| id.value.clone());
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

    /// The folders that are read: the years' and the standards'.
    pub fn read_from(&self) -> Vec<PathBuf> {
        let years = self.documents.iter().filter_map(|document| Some(self.root.join(document.source.split_once('/')?.0)));
        let years: BTreeSet<PathBuf> = years.collect();
        years.into_iter().chain(self.standard_folders()).collect()
    }

    /// The folders of overrides and of packs, and the one that holds them where nothing else is said, whether it is there or not.
    pub fn standard_folders(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.shelf.folders().map(Path::to_path_buf).chain([self.root.join(OVERRIDES)])
    }

    /// The hash input for all that 县.yaml contributes to a document besides the standard.
    pub fn contribution(&self) -> String {
        serde_json::to_string(&(&self.county.shared, &self.county.standard)).expect("plain values")
    }
}

/// For every file those of the same code in the year before, as links from it.
fn last_years(documents: &[Document]) -> BTreeMap<String, Vec<String>> {
    let mut by_key: BTreeMap<Key, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        by_key.entry(document.key()).or_default().push(document);
    }
    let links = |document: &Document| {
        let before = by_key.get(&document.key().year_before()?)?;
        let up = "../".repeat(document.source.matches('/').count());
        Some((document.source.clone(), before.iter().map(|before| format!("{up}{}", before.source)).collect()))
    };
    documents.iter().filter_map(links).collect()
}

fn entries(node: &reading::Node) -> Vec<Entry> {
    match &node.content {
        reading::Content::Mapping { entries, .. } => entries.clone(),
        _ => Vec::new(),
    }
}

/// What the workspace's folders add to the built-in standards or put in their place.
fn shelf(root: &Path, county: &CountyFile) -> Result<Shelf, WorkspaceError> {
    let mut found = BTreeMap::new();
    let usual = root.join(OVERRIDES);
    if usual.is_dir() {
        let unreadable = |source| WorkspaceError::Folder { path: usual.clone(), source };
        for entry in std::fs::read_dir(&usual).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let id = entry.file_name().to_string_lossy().into_owned();
            if !is_litter(&id) {
                found.insert(id, entry.path());
            }
        }
    }
    found.extend(county.overrides.iter().map(|(id, folder)| (id.value.clone(), root.join(&folder.value))));
    Ok(Shelf::with(found))
}
