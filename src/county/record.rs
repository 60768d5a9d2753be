//! What was published and from what, of one document. Where records are kept is `records`.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figures::ClassSum;
use super::key::Key;
use crate::disclosure::Emit;
use crate::source::{DepartmentKind, ReportKind};

/// One published document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Relative to the workspace, with `/`.
    pub source: String,
    pub draft: bool,
    pub year: u32,
    pub code: String,
    pub name: String,
    pub kind: DepartmentKind,
    pub report: ReportKind,
    pub title: String,
    pub standard: String,
    pub published: String,
    pub pages: Option<usize>,
    /// How many errors were found: none in a final document, nor in records of before they were counted.
    #[serde(default)]
    pub errors: usize,
    /// Hash of all it depends on besides its inputs.
    pub context: String,
    pub inputs: Vec<Input>,
    pub outputs: Vec<Published>,
    /// The units in its scope.
    pub units: Vec<Unit>,
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
    /// The last year's files the workspace offered it.
    pub last_years: Vec<String>,
}

/// A unit that a department's document contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub name: String,
    /// The unit's file, relative to the workspace, with `/`, where the department names it.
    pub source: Option<String>,
    /// Whether the department's figures are sums that include that file's.
    pub summed: bool,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Relative to the output folder, with `/`.
    pub path: String,
    pub kind: Emit,
    /// What the file holds, where its kind does not say it: a table's title.
    pub title: Option<String>,
    pub size: u64,
    pub blake3: String,
}

impl Record {
    /// The published PDF, if there is one.
    pub fn pdf(&self) -> Option<&Published> {
        self.outputs.iter().find(|output| output.kind == Emit::Pdf)
    }

    /// Whether every path stays below the output folder and every checksum is one: a record comes from disk and may have been tampered with.
    pub fn is_sound(&self) -> bool {
        let hash = |text: &str| text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
        self.astray().is_none() && self.outputs.iter().all(|output| hash(&output.blake3))
    }

    /// A path that leaves the output folder, if there is one.
    pub fn astray(&self) -> Option<&str> {
        self.outputs.iter().map(|output| output.path.as_str()).find(|path| !is_below(path))
    }

    /// Whose it is, and of which year.
    pub fn key(&self) -> Key {
        Key::new(Some(self.year), &self.code)
    }

    /// Whether it is of the same department and year as a document that is gone.
    pub fn follows(&self, gone: &Self) -> bool {
        (self.key(), self.draft) == (gone.key(), gone.draft)
    }

    /// A key figure, where the document has it.
    pub fn figure(&self, name: &str) -> Option<Decimal> {
        self.figures.get(name).copied()
    }
}

/// Whether a path stays below a folder, on whatever system.
pub fn is_below(path: &str) -> bool {
    !path.is_empty() && !path.contains(['\\', ':']) && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A record of a document with these published files.
    pub fn record(source: &str, paths: &[&str]) -> Record {
        let published = |path: &&str| Published { path: (*path).to_owned(), kind: Emit::Pdf, title: None, size: 1, blake3: "0".repeat(64) };
        Record {
            source: source.to_owned(),
            draft: false,
            year: 2024,
            code: "001".to_owned(),
            name: "甲局".to_owned(),
            kind: DepartmentKind::行政单位,
            report: ReportKind::部门,
            title: "甲局 2024 年度部门决算".to_owned(),
            standard: "moni".to_owned(),
            published: "2025-09-05".to_owned(),
            pages: Some(1),
            errors: 0,
            context: String::new(),
            inputs: Vec::new(),
            outputs: paths.iter().map(published).collect(),
            units: Vec::new(),
            figures: BTreeMap::new(),
            classes: Vec::new(),
        }
    }
}
