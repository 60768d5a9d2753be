//! What was published and from what: one small file for each document in `<输出>/.juesuan/records/`, written after the document's own files.
//!
//! A record is removed before its files are replaced and written after them, so at any moment it tells the truth or is not there.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figures::ClassSum;
use crate::disclosure::{BuildError, Emit, place, write};

/// Folder for what the program notes for itself.
pub const NOTES: &str = ".juesuan";
const RECORDS: &str = "records";

/// One published document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Relative to the workspace, with `/`.
    pub source: String,
    pub draft: bool,
    pub year: u32,
    pub code: String,
    pub name: String,
    /// 行政单位, 事业单位 …
    pub kind: String,
    /// 部门 or 单位
    pub report: String,
    pub title: String,
    pub standard: String,
    pub published: String,
    pub pages: Option<usize>,
    /// Hash of all it depends on besides its inputs.
    pub context: String,
    pub inputs: Vec<Input>,
    pub outputs: Vec<Published>,
    /// Names of the units in its scope.
    pub units: Vec<String>,
    /// Key figures in yuan, by the figure's name.
    pub figures: BTreeMap<String, Decimal>,
    /// Expenditure by functional class.
    pub classes: Vec<ClassSum>,
}

/// A file a document was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Relative to the workspace, with `/`.
    pub path: String,
    pub blake3: String,
    /// The last year's file the workspace offered it.
    pub last_year: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Relative to the output folder, with `/`.
    pub path: String,
    pub kind: Emit,
    pub size: u64,
    pub blake3: String,
}

impl Record {
    /// The published PDF, if there is one.
    pub fn pdf(&self) -> Option<&Published> {
        self.outputs.iter().find(|output| output.kind == Emit::Pdf)
    }

    /// Whether every path stays below the output folder and every checksum is one: a record comes from disk and may have been tampered with.
    fn is_sound(&self) -> bool {
        let below = |path: &str| !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let hash = |text: &str| text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
        self.outputs.iter().all(|output| below(&output.path) && !output.path.contains('\\') && hash(&output.blake3))
    }

    /// A key figure; zero where the document has none.
    pub fn figure(&self, name: &str) -> Decimal {
        self.figures.get(name).copied().unwrap_or_default()
    }
}

/// The records of an output folder.
#[derive(Debug, Clone)]
pub struct Records {
    output: PathBuf,
}

/// Why records could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("读不到 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("删不掉 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Stuck { path: PathBuf, source: std::io::Error },
    #[error("{} 读不懂或被人改过；删去它，再用 juesuan build 生成这一份", .0.display())]
    Unsound(PathBuf),
    #[error(transparent)]
    Write(#[from] BuildError),
}

impl Records {
    /// The records of an output folder.
    pub fn of(output: &Path) -> Self {
        Self { output: output.to_path_buf() }
    }

    /// The folder the records lie in.
    pub fn folder(&self) -> PathBuf {
        self.output.join(NOTES).join(RECORDS)
    }

    fn path(&self, source: &str, draft: bool) -> PathBuf {
        let ending = if draft { ".draft.json" } else { ".json" };
        self.folder().join(format!("{}{ending}", source.replace('/', "--")))
    }

    /// The record of a document. One that cannot be read counts as missing: the document is then made again.
    pub fn load(&self, source: &str, draft: bool) -> Option<Record> {
        let bytes = std::fs::read(self.path(source, draft)).ok()?;
        serde_json::from_slice(&bytes).ok().filter(|record: &Record| record.source == source && record.draft == draft && record.is_sound())
    }

    /// All records, by year, code and source.
    pub fn load_all(&self) -> Result<Vec<Record>, RecordError> {
        let folder = self.folder();
        let unreadable = |source| RecordError::Unreadable { path: folder.clone(), source };
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut records = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let bytes = std::fs::read(&path).map_err(|source| RecordError::Unreadable { path: path.clone(), source })?;
                let record = serde_json::from_slice::<Record>(&bytes).ok().filter(Record::is_sound);
                records.push(record.ok_or(RecordError::Unsound(path))?);
            }
        }
        records.sort_by(|a, b| (a.year, &a.code, &a.source, a.draft).cmp(&(b.year, &b.code, &b.source, b.draft)));
        Ok(records)
    }

    /// Keeps a record.
    pub fn save(&self, record: &Record) -> Result<(), RecordError> {
        let mut text = serde_json::to_string_pretty(record).expect("a record is plain values");
        text.push('\n');
        Ok(write(&self.path(&record.source, record.draft), text.as_bytes())?)
    }

    /// Forgets a record, before its files are touched.
    pub fn forget(&self, source: &str, draft: bool) -> Result<(), RecordError> {
        remove(&self.path(source, draft))
    }

    /// Removes published files that no longer belong to a document, and folders this leaves empty.
    pub fn withdraw<'a>(&self, outputs: impl IntoIterator<Item = &'a Published>) -> Result<(), RecordError> {
        for output in outputs {
            let path = place(&self.output, &output.path);
            remove(&path)?;
            if let Some(folder) = path.parent().filter(|folder| *folder != self.output) {
                // A folder that still holds something stays.
                let _ = std::fs::remove_dir(folder);
            }
        }
        Ok(())
    }

    /// Whether a document's files stand there as the record says, by length.
    pub fn stands(&self, record: &Record) -> bool {
        record.outputs.iter().all(|output| {
            std::fs::metadata(place(&self.output, &output.path)).is_ok_and(|found| found.is_file() && found.len() == output.size)
        })
    }
}

fn remove(path: &Path) -> Result<(), RecordError> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(RecordError::Stuck { path: path.to_path_buf(), source }),
        _ => Ok(()),
    }
}
