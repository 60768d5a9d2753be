//! Starts a workspace, and a department's file in it: from last year's file where there is one, else from a blank form. Nothing is overwritten.
//!
//! What the sample and the form say depends on the province, so they are files of the standard's pack.

use std::path::{Path, PathBuf};

use super::file::NAME;
use super::key::Key;
use super::prefill::prefill;
use super::{CountyError, Document, Workspace, WorkspaceError};
use crate::catalog::Catalog;
use crate::diagnostics::{Files, Findings};
use crate::disclosure::{BuildError, ChoiceError, place, write};
use crate::dossier::{DossierError, region};
use crate::source::reading::{self, MISSING};
use crate::source::{Disclosure, OVERRIDES};
use crate::standard::{Layer, Standard, StandardError, built_in_ids, is_pack};

const COUNTY: &str = include_str!("../../templates/county/county.yaml");
/// The pack's file that a new workspace starts with as its first department.
const SAMPLE: &str = "new/sample.yaml";
/// The pack's form for a department without last year's file.
const FORM: &str = "new/department.yaml";

/// Why nothing was started.
#[derive(Debug, thiserror::Error)]
pub enum ScaffoldError {
    #[error("{} 里已经有“县.yaml”，没有改动", .0.display())]
    Workspace(PathBuf),
    #[error("{} 已经存在，没有改动", .0.display())]
    File(PathBuf),
    #[error("没有名为“{id}”的标准，也没有这样一个放着标准包（standard.yaml）的文件夹；内置的有 {}", known.join("、"))]
    Standard { id: String, known: Vec<String> },
    #[error("标准包 {folder} 的编号 {id} 与内置的标准相同；在它的 standard.yaml 里换一个 id")]
    Taken { folder: String, id: String },
    #[error("没有 {year} 年度的科目目录，现有的年度是 {}", known.join("、"))]
    Year { year: u32, known: Vec<String> },
    #[error("“{0}”不能用作文件名：不要写 / \\ : * ? \" < > |，也不要以点开头")]
    Name(String),
    #[error("编码“{0}”里不能有“-”：文件名里第一个“-”前面是编码，后面是名称。写成不带“-”的编码，例如 {plain}", plain = .0.replace('-', ""))]
    Code(String),
    #[error("编码应是数字，例如 041，写的是“{code}”{}", swapped.as_ref().map(|name| format!("。编码和名称是不是写反了：juesuan new department {name} {code}")).unwrap_or_default())]
    NoCode { code: String, swapped: Option<String> },
    #[error("“{0}”不能用作地区名称：只写汉字、字母和数字")]
    Region(String),
    #[error("上年文件 {} 有错，先改好它", path.display())]
    LastYear {
        path: PathBuf,
        #[source]
        findings: Box<Findings>,
    },
    #[error("“县.yaml”没有写“标准”，不知道用哪一种填报文件；在“县.yaml”里写上 标准: {}", known.join(" 或 标准: "))]
    NoStandard { known: Vec<String> },
    #[error(transparent)]
    Pack(#[from] StandardError),
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    #[error(transparent)]
    Workspaces(#[from] WorkspaceError),
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    County(#[from] CountyError),
}

/// A workspace to start.
#[derive(Debug, Clone)]
pub struct NewCounty {
    pub folder: PathBuf,
    pub region: String,
    /// The latest year that has classifications, if none is named.
    pub year: Option<u32>,
    /// The id of a built-in standard, or the folder of a pack: a copy of it becomes the workspace's own.
    pub standard: String,
}

/// Starts a workspace that builds at once; returns the files written.
pub fn new_county(new: &NewCounty) -> Result<Vec<PathBuf>, ScaffoldError> {
    let latest = Catalog::years().max().expect("the program brings classifications");
    let year = new.year.unwrap_or(latest);
    if Catalog::of(year).is_none() {
        return Err(ScaffoldError::Year { year, known: Catalog::years().map(|year| year.to_string()).collect() });
    }
    if new.folder.join(NAME).exists() {
        return Err(ScaffoldError::Workspace(new.folder.clone()));
    }
    let pack = pack(&new.standard)?;
    let id = &pack.manifest.id.value;
    let next = (year + 1).to_string();
    if !is_plain(&new.region) {
        return Err(ScaffoldError::Region(new.region.clone()));
    }
    let fill = |text: &str| {
        let text = text.replace("@REGION@", &new.region).replace("@STANDARD@", id);
        text.replace("@YEAR@", &year.to_string()).replace("@NEXT@", &next)
    };
    let files = [(new.folder.join(NAME), COUNTY), (place(&new.folder, &format!("{year}/001-示例.yaml")), form(&pack, SAMPLE)?)];
    let own: Vec<_> = pack.files.iter().filter(|(_, file)| matches!(file.layer, Layer::Folder(_))).collect();
    let copied = place(&new.folder, &format!("{OVERRIDES}/{id}"));
    if !own.is_empty() && copied.exists() {
        return Err(ScaffoldError::File(copied));
    }
    for (path, file) in &own {
        write(&place(&copied, path), file.text.as_bytes())?;
    }
    // The workspace's own file last: what could not be started can be started again.
    for (path, text) in files.iter().rev() {
        write(path, fill(text).as_bytes())?;
    }
    Ok(files.map(|(path, _)| path).into_iter().chain(Some(copied).filter(|_| !own.is_empty())).collect())
}

/// The standard a new workspace is to use.
fn pack(named: &str) -> Result<Standard, ScaffoldError> {
    let known = built_in_ids();
    if known.iter().any(|id| id == named) {
        return Ok(Standard::built_in(named, None)?);
    }
    let folder = Path::new(named);
    if !is_pack(folder) {
        return Err(ScaffoldError::Standard { id: named.to_owned(), known });
    }
    let pack = Standard::from_folder(folder)?;
    match pack.manifest.id.value.clone() {
        id if known.contains(&id) => Err(ScaffoldError::Taken { folder: named.to_owned(), id }),
        _ => Ok(pack),
    }
}

/// A department's file to start.
#[derive(Debug, Clone)]
pub struct NewDepartment {
    pub workspace: PathBuf,
    pub code: String,
    /// Last year's name, if none is named.
    pub name: Option<String>,
    /// The county's year, if none is named.
    pub year: Option<u32>,
}

/// What was started, and from what.
#[derive(Debug)]
pub struct Started {
    pub path: PathBuf,
    pub last_year: Option<PathBuf>,
}

/// Starts a department's file.
pub fn new_department(new: &NewDepartment) -> Result<Started, ScaffoldError> {
    if new.code.contains('-') {
        return Err(ScaffoldError::Code(new.code.clone()));
    }
    let is_code = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_code(&new.code) {
        return Err(ScaffoldError::NoCode { code: new.code.clone(), swapped: new.name.clone().filter(|name| is_code(name)) });
    }
    let workspace = Workspace::open(&new.workspace)?;
    let year = new.year.unwrap_or(workspace.county.year.value.0);
    let key = Key::new(Some(year), &new.code);
    let of = |key: &Key| workspace.all_documents().iter().find(|known| known.key() == *key);
    let before = key.clone().year_before().and_then(|key| of(&key));
    let name = new.name.clone().or_else(|| before.map(|before| before.name.clone())).unwrap_or_default();
    let stem = if name.is_empty() { new.code.clone() } else { format!("{}-{name}", new.code) };
    let forbidden = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control();
    if stem.is_empty() || stem.starts_with('.') || stem.contains(forbidden) {
        return Err(ScaffoldError::Name(stem));
    }
    // In the year's folder, or the folder in it that last year's file lay in.
    let folder = before.and_then(|before| Some(before.source.split_once('/')?.1.rsplit_once('/')?.0));
    let inside = folder.map(|folder| format!("{folder}/")).unwrap_or_default();
    let path = place(&workspace.root, &format!("{year}/{inside}{stem}.yaml"));
    if let Some(taken) = of(&key) {
        return Err(ScaffoldError::File(place(&workspace.root, &taken.source)));
    }
    let last_year = before.map(|before| place(&workspace.root, &before.source));
    let text = match before {
        Some(before) => renamed(from_last_year(&workspace, before, year)?, &name, before, &workspace.county.region.value),
        None => blank(&workspace, year, &new.code, if name.is_empty() { MISSING } else { &name })?,
    };
    write(&path, text.as_bytes())?;
    Ok(Started { path, last_year })
}

fn from_last_year(workspace: &Workspace, before: &Document, year: u32) -> Result<String, ScaffoldError> {
    let path = place(&workspace.root, &before.source);
    let shared_dates = workspace.county.shared.published.is_some();
    let mut files = Files::default();
    // The file alone: what it names in turn is not taken over, and may be gone.
    let reading = reading::read_file_with::<Disclosure>(&path, &workspace.surroundings().shared, &mut files);
    let reading = reading.map_err(|error| BuildError::from(DossierError::from(error)))?;
    match reading.value {
        Some(disclosure) => Ok(prefill(&disclosure, year, &up_to(before), shared_dates)),
        None => Err(ScaffoldError::LastYear { path, findings: Findings::new(reading.diagnostics, files) }),
    }
}

/// The link to last year's file from this year's in the folder of the same name.
fn up_to(before: &Document) -> String {
    format!("{}{}", "../".repeat(before.source.matches('/').count()), before.source)
}

/// The file of a department that is called otherwise than last year, with a remark where last year's name stands.
fn renamed(text: String, name: &str, before: &Document, region: &str) -> String {
    const NAME_LINE: &str = "\n部门:\n  名称: ";
    let end = text.find(NAME_LINE).map(|at| at + NAME_LINE.len()).and_then(|at| Some(at + text[at..].find('\n')?));
    let full = if region::is_named(region, name) { name.to_owned() } else { region::full_name(region, name) };
    let is_written = |end: usize| text[..end].ends_with(&format!(": {full}"));
    match end.filter(|end| name != before.name && !is_written(*end)) {
        Some(end) => {
            let remark = format!("   # 这是上年的名称；改了名的，写批复文件里的全称，例如 {full}");
            format!("{}{remark}{}", &text[..end], &text[end..])
        }
        None => text,
    }
}

/// A file that starts something new, from the standard's pack.
fn form<'p>(pack: &'p Standard, path: &str) -> Result<&'p str, StandardError> {
    pack.files.get(path).ok_or_else(|| StandardError::Missing(path.to_owned()))
}

fn blank(workspace: &Workspace, year: u32, code: &str, name: &str) -> Result<String, ScaffoldError> {
    let id = workspace.county.standard.as_ref().ok_or_else(|| ScaffoldError::NoStandard { known: workspace.shelf.ids() })?;
    let pack = workspace.standards(None).named(id)?.standard;
    let dates = if workspace.county.shared.published.is_some() { String::new() } else { format!("公开日期: {MISSING}\n") };
    let text = form(&pack, FORM)?.replace("@YEAR@", &year.to_string()).replace("@CODE@", code);
    let region = &workspace.county.region.value;
    let remark = if name == MISSING || region::is_named(region, name) {
        String::new()
    } else {
        format!("   # 封面和各表印这个名称：改成批复文件里的全称，例如 {}", region::full_name(region, name))
    };
    let written = if is_plain(name) { name.to_owned() } else { format!("\"{name}\"") };
    let text = text.replace("名称: @NAME@\n", &format!("名称: {written}{remark}\n"));
    Ok(text.replace("@NAME@", &written).replace("@DATES@\n", &dates))
}

/// Whether a name stands in a YAML file without quotation marks.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '·' | '-' | '、' | '“' | '”'))
        && !name.starts_with('-')
}
