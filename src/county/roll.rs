//! The roll of a county's year: which departments it has and which of them failed last, kept beside the records. By it the pages and `merge` say
//! what is missing; the records alone only know what is there.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{CountyError, Document, NOTES, Record, RecordError, Report, State, Workspace, notes};
use crate::disclosure::place;
use crate::source::Disclosure;
use crate::source::reading::{self, MISSING};

const ROLL: &str = "roll.json";

/// The departments of a county's year by their files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll(BTreeMap<String, Entry>);

/// A department's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub code: String,
    /// What the file's name calls it.
    pub name: String,
    /// What the file calls it, looked up where nothing of it is published.
    pub written: Option<String>,
    /// Why it was not made when it was last tried, if so.
    pub failed: Option<String>,
}

impl Entry {
    fn new(document: &Document) -> Self {
        Self { code: document.code.clone(), name: document.name.clone(), written: None, failed: None }
    }

    /// How people call it.
    pub fn called(&self) -> &str {
        self.written.as_deref().unwrap_or(if self.name.is_empty() { &self.code } else { &self.name })
    }
}

impl Roll {
    /// The roll kept in an output folder; empty if there is none.
    pub fn of(output: &Path) -> Result<Self, RecordError> {
        Ok(notes::read(&output.join(NOTES).join(ROLL))?.unwrap_or_default())
    }

    /// Brings the roll kept in an output folder up to date: the departments there are, what failed in this run, the names of those without a record.
    /// Of other departments than these reports' it stays known whether they failed.
    pub fn update(output: &Path, workspace: &Workspace, reports: &[Report], records: &[Record]) -> Result<(), CountyError> {
        let mut known = Self::of(output)?.0;
        let mut roll: BTreeMap<String, Entry> = BTreeMap::new();
        for document in workspace.documents() {
            let failed = known.remove(&document.source).and_then(|entry| entry.failed);
            roll.insert(document.source.clone(), Entry { failed, ..Entry::new(document) });
        }
        let year = Some(workspace.county.year.value.0);
        for file in workspace.misnamed().iter().filter(|file| file.meant.year == year) {
            let failed = Some(format!("填报文件应名为 {}，现在名为 {}", file.name(), file.source));
            roll.insert(file.meant.source.clone(), Entry { failed, ..Entry::new(&file.meant) });
        }
        for report in reports.iter().filter(|report| !matches!(report.state, State::Left)) {
            if let Some(entry) = roll.get_mut(&report.document.source) {
                entry.failed = report.failure();
            }
        }
        for (source, entry) in roll.iter_mut().filter(|(source, _)| records.iter().all(|record| record.source != **source)) {
            let at_hand = reports.iter().any(|report| report.document.source == *source);
            entry.written = if at_hand { written_name(&place(&workspace.root, source)) } else { None };
        }
        Self(roll).keep(output)
    }

    /// Keeps the roll in an output folder.
    pub fn keep(&self, output: &Path) -> Result<(), CountyError> {
        if Self::of(output)? == *self {
            return Ok(());
        }
        Ok(notes::write(&output.join(NOTES).join(ROLL), self)?)
    }

    /// Takes in another part's roll; of the departments that are not its own it only says that they exist.
    pub fn join(&mut self, other: Self, is_own: impl Fn(&str) -> bool) {
        for (source, entry) in other.0 {
            let own = is_own(&entry.code);
            let known = self.0.entry(source).or_insert_with(|| Entry { written: None, failed: None, ..entry.clone() });
            if own {
                *known = entry;
            }
        }
    }

    /// Whether a department's file is there, be it under another name, and failed when it was last tried.
    pub fn has_failed(&self, source: &str) -> bool {
        let key = Document::new(source).key();
        self.0.iter().any(|(known, entry)| entry.failed.is_some() && Document::new(known).key() == key)
    }

    /// The departments that failed when they were last tried, with the reason.
    pub fn failed(&self) -> impl Iterator<Item = (&Entry, &str)> {
        self.0.values().filter_map(|entry| Some((entry, entry.failed.as_deref()?)))
    }

    /// The departments none of these documents is of, be it under another name of their file.
    pub fn missing(&self, records: &[&Record]) -> Vec<(&String, &Entry)> {
        let is_of = |record: &Record, source: &str| {
            let document = Document::new(source);
            record.source == source || record.key() == document.key()
        };
        self.0.iter().filter(|(source, _)| !records.iter().any(|record| is_of(record, source))).collect()
    }
}

/// The name a department's file writes, as far as the file can be read.
pub fn written_name(path: &Path) -> Option<String> {
    let reading = reading::read_file::<Disclosure>(path, &mut crate::diagnostics::Files::default()).ok()?;
    let root = reading.tree.root?;
    let name = root.get("部门")?.get("名称")?.text()?.trim();
    (!name.is_empty() && name != MISSING).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::*;

    fn entry(code: &str, failed: Option<&str>) -> Entry {
        Entry { failed: failed.map(str::to_owned), ..Entry::new(&Document::new(&format!("2024/{code}-甲.yaml"))) }
    }

    #[test]
    fn every_part_is_believed_about_its_own_departments() {
        let roll = |first, second| Roll([("a".to_owned(), entry("1", first)), ("b".to_owned(), entry("2", second))].into());
        let mut joined = Roll::default();
        joined.join(roll(None, Some("旧的")), |code| code == "1");
        joined.join(roll(Some("旧的"), None), |code| code == "2");
        assert_eq!(joined, roll(None, None));
        joined.join(roll(Some("1 个错误"), None), |code| code == "1");
        assert_eq!(joined.failed().map(|(entry, reason)| (entry.code.as_str(), reason)).collect::<Vec<_>>(), [("1", "1 个错误")]);
        assert_eq!(joined.missing(&[&record("a", &[])]).len(), 1);
    }
}
