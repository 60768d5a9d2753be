//! A province's standard as a pack of files: manifest, tables, Tera wording, Typst layout. No province has a line of Rust.
//!
//! `shelf` finds a standard by its id, `pack` its files (built in, from a folder, or overridden one by one), `manifest` reads what they declare, `wording` runs the Tera templates,
//! `faults` says where they are wrong, `origin` which of them a generated line comes from, `numbers` and `escape` say how figures and texts reach Typst, `print` turns tables and reports into strings,
//! `needs` says what a standard misses and `missing` how that is told, `reasons` which changes it wants explained, `soundness`, `check` and `variables` what is wrong with the pack
//! itself.

mod check;
mod context;
mod correction;
mod document;
mod escape;
mod faults;
mod manifest;
mod measures;
mod missing;
mod needs;
mod numbers;
mod origin;
mod pack;
mod print;
mod reasons;
mod shelf;
mod soundness;
mod variables;
mod wording;

pub use check::{Examined, examine};
pub use context::{Contents, DocumentDate};
pub use correction::{CorrectedSection, CorrectedSentence, Correction, NOTICE_TEMPLATE};
pub use document::{MAIN, Printing, Worded};
pub use manifest::{FontCandidate, FontRoles, Manifest, Need, ReasonNeed, Weight, schema};
pub use missing::MISSING;
pub use needs::Unwritten;
pub use numbers::{NumberStyle, NumberStyles};
pub use pack::{Layer, MANIFEST, PackFile, PackFiles, built_in_ids};
pub use print::{PrintedCell, PrintedHead, PrintedReport, PrintedTable, cell_text};
pub use reasons::{Against, BUDGET_GAP_PERCENT, Compared, Known, UNEXPLAINED, by_reason, gather, is_absent};
pub use shelf::{Shelf, is_pack};
pub(crate) use wording::MARK as TEMPLATE_MARK;
pub use wording::{TemplateError, Wording, templates_in};

use std::path::PathBuf;

use crate::diagnostics::Findings;
use crate::tables::TableDefinition;

/// A loaded standard, ready to word any number of disclosures.
#[derive(Debug)]
pub struct Standard {
    pub manifest: Manifest,
    pub tables: Vec<TableDefinition>,
    pub files: PackFiles,
    pub wording: Wording,
}

/// Why a standard cannot be used. Messages are for those who maintain standards.
#[derive(Debug, thiserror::Error)]
pub enum StandardError {
    #[error("没有名为“{id}”的标准；有的是 {}", known.join("、"))]
    Unknown { id: String, known: Vec<String> },
    #[error("标准包 {} 读不了：{}", path.display(), crate::diagnostics::system::reason(source))]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{} 里没有 standard.yaml，不是完整的标准包；县里改动过的几个标准文件不单独用，放在工作区的“标准”文件夹里，juesuan build 会检查", .0.display())]
    NotAPack(PathBuf),
    #[error("标准包 {} 的 standard.yaml 写的是 id: {inside}，用的时候写的是 {id}；改成一样的", folder.display())]
    Misnamed { folder: PathBuf, id: String, inside: String },
    #[error("标准包缺少文件 {0}")]
    Missing(String),
    #[error("{path} 不能覆盖：标准里没有这个文件，相近的有 {}", near.join("、"))]
    UnknownOverride { path: String, near: Vec<String> },
    #[error("标准包的数据文件有错")]
    Invalid(#[source] Box<Findings>),
    #[error(transparent)]
    Template(#[from] TemplateError),
}

/// The built-in standard for a new workspace that names none: the one whose manifest says so.
pub fn starter() -> Option<String> {
    built_in_ids().into_iter().find(|id| Standard::built_in(id, None).is_ok_and(|standard| standard.manifest.starter))
}

impl Standard {
    /// Loads a built-in standard, with a workspace's overrides if it has any.
    pub fn built_in(id: &str, overrides: Option<&std::path::Path>) -> Result<Self, StandardError> {
        let mut files = PackFiles::built_in(id)?;
        if let Some(folder) = overrides {
            files.override_from(folder)?;
        }
        Self::load(files)
    }

    /// Loads a standard from a folder on disk.
    pub fn from_folder(folder: &std::path::Path) -> Result<Self, StandardError> {
        Self::load(PackFiles::from_folder(folder)?)
    }

    fn load(files: PackFiles) -> Result<Self, StandardError> {
        let (manifest, tables) = manifest::read(&files)?;
        let wording = Wording::new(&files, &manifest, &tables)?;
        Ok(Self { manifest, tables, files, wording })
    }

    /// Identifies the standard's contents: equal for equal files, whatever their origin.
    pub fn fingerprint(&self) -> blake3::Hash {
        self.files.fingerprint()
    }
}
