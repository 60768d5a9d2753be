//! The records of an output folder: one small file for each document in `<输出>/.juesuan/records/`, written after the document's own files.
//!
//! While files are replaced, a note of all paths in play (`….pending`) stands in for the record. The order of these steps is `publication`'s.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::pending::{self, Pending};
use super::{Record, notes};
use crate::disclosure::{BuildError, place};
use crate::source::NOTES;

const RECORDS: &str = "records";
const RECORD: &str = ".json";
const PENDING: &str = ".pending";
/// Longer names get a hash, as file systems end them at 255 bytes.
const NAME: usize = 180;

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
    #[error("{} 读不懂：没有写完整，或者被别的程序改过；删去它，再运行一次 juesuan build", .0.display())]
    Damaged(PathBuf),
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

    /// The published folder.
    pub fn output(&self) -> &Path {
        &self.output
    }

    fn path(&self, source: &str, draft: bool, ending: &str) -> PathBuf {
        let plain = source.replace('/', "--");
        let name = if plain.len() <= NAME && source.matches("--").count() == 0 {
            plain
        } else {
            let head = &plain[..plain.floor_char_boundary(NAME)];
            format!("{head}~{}", &blake3::hash(source.as_bytes()).to_hex()[..16])
        };
        self.folder().join(format!("{name}{}{ending}", if draft { ".draft" } else { "" }))
    }

    /// The record of a document. One that cannot be read counts as missing: the document is then made again.
    pub fn load(&self, source: &str, draft: bool) -> Option<Record> {
        let bytes = std::fs::read(self.path(source, draft, RECORD)).ok()?;
        serde_json::from_slice(&bytes).ok().filter(|record: &Record| record.source == source && record.draft == draft && record.is_sound())
    }

    /// All records, by year, code and source.
    pub fn load_all(&self) -> Result<Vec<Record>, RecordError> {
        let mut records = Vec::new();
        for path in self.notes(RECORD)? {
            let bytes = std::fs::read(&path).map_err(|source| RecordError::Unreadable { path: path.clone(), source })?;
            let record = serde_json::from_slice::<Record>(&bytes).ok().filter(Record::is_sound);
            records.push(record.ok_or(RecordError::Unsound(path))?);
        }
        records.sort_by(|a, b| (a.year, &a.code, &a.source, a.draft).cmp(&(b.year, &b.code, &b.source, b.draft)));
        Ok(records)
    }

    /// Drops records of these sources that cannot be read: their documents are then made again. The files they still name are noted, so that whoever
    /// makes or withdraws the document knows them.
    pub fn drop_unsound<'s>(&self, sources: impl Iterator<Item = &'s str>) -> Result<(), RecordError> {
        for (source, draft) in sources.flat_map(|source| [(source, false), (source, true)]) {
            let path = self.path(source, draft, RECORD);
            if path.is_file() && self.load(source, draft).is_none() {
                let bytes = std::fs::read(&path).map_err(|source| RecordError::Unreadable { path, source })?;
                let mut paths = self.pending(source, draft)?;
                paths.extend(pending::paths_in(&String::from_utf8_lossy(&bytes)));
                self.announce(source, draft, &paths)?;
                self.forget(source, draft)?;
            }
        }
        Ok(())
    }

    /// Files of the records' folder with an ending, sorted.
    fn notes(&self, ending: &str) -> Result<Vec<PathBuf>, RecordError> {
        let folder = self.folder();
        let unreadable = |source| RecordError::Unreadable { path: folder.clone(), source };
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    /// Paths that a killed run may have left of a document.
    pub fn pending(&self, source: &str, draft: bool) -> Result<BTreeSet<String>, RecordError> {
        Ok(pending::read(&self.path(source, draft, PENDING))?.map(|pending| pending.paths).unwrap_or_default())
    }

    /// The documents that a killed run was at work on: source, and whether a draft.
    pub fn all_pending(&self) -> Result<Vec<(String, bool)>, RecordError> {
        let mut found = Vec::new();
        for path in self.notes(PENDING)? {
            found.extend(pending::read(&path)?.map(|pending| (pending.source, pending.draft)));
        }
        Ok(found)
    }

    /// Notes all paths a document has or will have, before any of them is touched.
    pub fn announce(&self, source: &str, draft: bool, paths: &BTreeSet<String>) -> Result<(), RecordError> {
        let pending = Pending { source: source.to_owned(), draft, paths: paths.clone() };
        Ok(notes::write(&self.path(source, draft, PENDING), &pending)?)
    }

    /// Ends the note of [`announce`](Self::announce).
    pub fn retract(&self, source: &str, draft: bool) -> Result<(), RecordError> {
        remove(&self.path(source, draft, PENDING))
    }

    /// Keeps a record.
    pub fn save(&self, record: &Record) -> Result<(), RecordError> {
        Ok(notes::write(&self.path(&record.source, record.draft, RECORD), record)?)
    }

    /// Forgets a record, before its files are touched.
    pub fn forget(&self, source: &str, draft: bool) -> Result<(), RecordError> {
        remove(&self.path(source, draft, RECORD))
    }

    /// Removes a published file, and the folder it leaves empty.
    pub fn remove_output(&self, path: &str) -> Result<(), RecordError> {
        let path = place(&self.output, path);
        remove(&path)?;
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.output) {
            // A folder that still holds something stays.
            let _ = std::fs::remove_dir(folder);
        }
        Ok(())
    }

    /// Whether a document's files stand there as the record says, to the byte.
    pub fn stands(&self, record: &Record) -> bool {
        record.outputs.iter().all(|output| {
            let path = place(&self.output, &output.path);
            let size = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file).map(|found| found.len());
            size == Some(output.size) && hash_of(&path).is_some_and(|hash| hash == output.blake3)
        })
    }
}

/// The checksum of a file, if it can be read.
pub fn hash_of(path: &Path) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path).ok()?).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}

fn remove(path: &Path) -> Result<(), RecordError> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(RecordError::Stuck { path: path.to_path_buf(), source }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::super::record::tests::record;
    use super::*;

    #[test]
    fn a_damaged_record_still_names_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let input = Input { path: "2024/1.yaml".to_owned(), blake3: String::new(), last_years: Vec::new() };
        let kept = Record { inputs: vec![input], ..record("2024/1.yaml", &["1.pdf", "数据/1.json"]) };
        records.save(&kept).expect("kept");
        let path = records.path(&kept.source, false, RECORD);
        let text = std::fs::read_to_string(&path).expect("a record");
        std::fs::write(&path, &text[..text.find("\"units\"").expect("the outputs stand before")]).expect("damaged");
        records.drop_unsound([kept.source.as_str()].into_iter()).expect("dropped");
        assert!(!path.exists());
        assert_eq!(records.pending(&kept.source, false).expect("a note"), ["1.pdf".to_owned(), "数据/1.json".to_owned()].into());
        std::fs::write(records.path(&kept.source, false, PENDING), "{").expect("damaged");
        assert!(matches!(records.all_pending(), Err(RecordError::Damaged(_))));
    }

    #[test]
    fn every_source_has_a_record_of_its_own_however_long_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let long = "很".repeat(80);
        let sources = [format!("2024/1-{long}甲.yaml"), format!("2024/1-{long}乙.yaml"), "2024/a--b.yaml".into(), "2024/a/b.yaml".into()];
        for source in &sources {
            records.save(&record(source, &["x.pdf"])).expect("kept");
            records.announce(source, true, &BTreeSet::new()).expect("noted");
        }
        assert_eq!(records.load_all().expect("records").len(), sources.len());
        assert!(sources.iter().all(|source| records.load(source, false).is_some()));
        assert_eq!(records.all_pending().expect("notes").len(), sources.len());
    }
}
