//! Puts a document's files and its record in place, or takes them away, so that at any moment each file is whole and whoever comes next knows
//! what is there.
//!
//! All files are prepared beside their places first: a full disk or a missing right touches nothing. Then the pages are taken down, a note of every path in play takes the
//! old record's place, the files take theirs, and the new record ends the note.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pages::take_down;
use super::run::DATA;
use super::{CountyError, NOTES, Published, Record, RecordError, Records};
use crate::disclosure::{BuildError, place};
use crate::typeset::{Staged, clear_leftovers, flush, stage};

/// Which document each published file belongs to: none may take or remove another's.
#[derive(Debug, Default)]
pub struct Owners(Mutex<BTreeMap<String, String>>);

impl Owners {
    /// The owners that records name.
    pub fn of(records: &[Record]) -> Self {
        let owned = records.iter().flat_map(|record| record.outputs.iter().map(|output| (output.path.clone(), record.source.clone())));
        Self(Mutex::new(owned.collect()))
    }

    /// Claims a record's files for its document.
    fn claim(&self, record: &Record) -> Result<(), CountyError> {
        let mut owners = self.owners();
        for output in &record.outputs {
            if let Some(owner) = owners.get(&output.path).filter(|owner| **owner != record.source) {
                return Err(CountyError::SameOutput { path: output.path.clone(), source_file: owner.clone() });
            }
        }
        owners.extend(record.outputs.iter().map(|output| (output.path.clone(), record.source.clone())));
        Ok(())
    }

    fn is_anothers(&self, path: &str, source: &str) -> bool {
        self.owners().get(path).is_some_and(|owner| owner != source)
    }

    fn owners(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes a document's files, in the order of its record's outputs, then its record; what it no longer has is removed.
pub fn put<'b>(
    records: &Records,
    owners: &Owners,
    record: &Record,
    contents: impl IntoIterator<Item = &'b [u8]>,
) -> Result<(), CountyError> {
    if let Some(path) = record.astray() {
        return Err(CountyError::Astray(path.to_owned()));
    }
    owners.claim(record)?;
    let staged = stage_all(records, record, contents)?;
    let old = records.load(&record.source, record.draft);
    let known =
        old.iter().flat_map(|old| &old.outputs).map(|output| output.path.clone()).chain(records.pending(&record.source, record.draft)?);
    let mut paths: BTreeSet<String> = known.collect();
    let own: BTreeSet<String> = record.outputs.iter().map(|output| output.path.clone()).collect();
    paths.extend(own.iter().cloned());
    announce(records, record, &paths)?;
    records.forget(&record.source, record.draft)?;
    for (index, file) in staged.into_iter().enumerate() {
        if let Err(error) = file.put() {
            if let Some(old) = old {
                records.save(&halfway(old, &record.outputs[..index]))?;
            }
            return Err(BuildError::from(error).into());
        }
    }
    let folders: BTreeSet<PathBuf> = own.iter().filter_map(|path| place(records.output(), path).parent().map(Path::to_path_buf)).collect();
    folders.iter().try_for_each(|folder| flush(folder)).map_err(BuildError::from)?;
    remove(records, owners, &record.source, paths.difference(&own))?;
    records.save(record)?;
    Ok(records.retract(&record.source, record.draft)?)
}

/// Takes down the pages, which speak of the files as they were, and notes what is about to change.
fn announce(records: &Records, record: &Record, paths: &BTreeSet<String>) -> Result<(), RecordError> {
    if !record.draft {
        take_down(records.output())?;
    }
    records.announce(&record.source, record.draft, paths)
}

/// The old record of a document of which only these files could be replaced: it says what is there, and that the document must be made again.
fn halfway(mut old: Record, replaced: &[Published]) -> Record {
    if !replaced.is_empty() {
        old.outputs.retain(|output| replaced.iter().all(|new| new.path != output.path));
        old.outputs.splice(0..0, replaced.iter().cloned());
        old.context = String::new();
    }
    old
}

/// Takes a document's files and its record away.
pub fn withdraw(records: &Records, owners: &Owners, record: &Record) -> Result<(), CountyError> {
    let mut paths: BTreeSet<String> = record.outputs.iter().map(|output| output.path.clone()).collect();
    paths.extend(records.pending(&record.source, record.draft)?);
    announce(records, record, &paths)?;
    records.forget(&record.source, record.draft)?;
    remove(records, owners, &record.source, &paths)?;
    Ok(records.retract(&record.source, record.draft)?)
}

/// What a folder holds once all that is not to stay was withdrawn.
#[derive(Debug)]
pub struct Remaining {
    pub live: Vec<Record>,
    pub gone: Vec<Record>,
    pub owners: Owners,
}

/// Withdraws all documents that are not to stay, finished ones and those a killed run left in between.
pub fn withdraw_all_but(records: &Records, all: Vec<Record>, stays: impl Fn(&str, bool) -> bool) -> Result<Remaining, CountyError> {
    let (live, gone): (Vec<Record>, Vec<Record>) = all.into_iter().partition(|record| stays(&record.source, record.draft));
    let owners = Owners::of(&live);
    for record in &gone {
        withdraw(records, &owners, record)?;
    }
    for (source, draft) in records.all_pending()? {
        let record = live.iter().find(|record| record.source == source && record.draft == draft);
        if record.is_none() && stays(&source, draft) {
            // It is made again, and then knows what to remove.
            continue;
        }
        let kept: BTreeSet<&str> = record.iter().flat_map(|record| &record.outputs).map(|output| output.path.as_str()).collect();
        let pending = records.pending(&source, draft)?;
        if !draft {
            take_down(records.output())?;
        }
        remove(records, &owners, &source, pending.iter().filter(|path| !kept.contains(path.as_str())))?;
        records.retract(&source, draft)?;
    }
    Ok(Remaining { live, gone, owners })
}

/// Clears what a killed run left half written in the folders that all documents share. Call it once, before anything is written.
pub fn clear(records: &Records) -> Result<(), CountyError> {
    for folder in shared_folders(records).iter().filter(|folder| folder.is_dir()) {
        clear_leftovers(folder).map_err(|error| unusable(folder, &error))?;
    }
    Ok(())
}

fn shared_folders(records: &Records) -> [PathBuf; 4] {
    let output = records.output();
    [output.to_path_buf(), output.join(DATA), output.join(NOTES), records.folder()]
}

fn unusable(folder: &Path, error: &std::io::Error) -> CountyError {
    CountyError::Output(folder.display().to_string(), crate::diagnostics::system::reason(error))
}

fn stage_all<'b>(records: &Records, record: &Record, contents: impl IntoIterator<Item = &'b [u8]>) -> Result<Vec<Staged>, CountyError> {
    let mut folders = BTreeSet::new();
    let mut staged = Vec::new();
    for (output, bytes) in record.outputs.iter().zip(contents) {
        let path = place(records.output(), &output.path);
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        if folders.insert(folder.clone()) {
            std::fs::create_dir_all(&folder).map_err(|source| BuildError::Folder { path: folder.clone(), source })?;
            // The shared folders were cleared when the run began; other documents are at work in them.
            if !shared_folders(records).contains(&folder) {
                clear_leftovers(&folder).map_err(|error| unusable(&folder, &error))?;
            }
        }
        staged.push(stage(&path, bytes).map_err(BuildError::from)?);
    }
    Ok(staged)
}

fn remove<'p>(records: &Records, owners: &Owners, source: &str, paths: impl IntoIterator<Item = &'p String>) -> Result<(), CountyError> {
    for path in paths.into_iter().filter(|path| !owners.is_anothers(path, source)) {
        records.remove_output(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::*;

    fn stands(records: &Records, path: &str) -> bool {
        place(records.output(), path).is_file()
    }

    #[test]
    fn what_a_document_no_longer_has_goes_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let owners = Owners::default();
        put(&records, &owners, &record("2024/1-a.yaml", &["1-旧.pdf", "数据/1.json"]), [&b"a"[..], b"b"]).expect("written");
        put(&records, &owners, &record("2024/2-b.yaml", &["2.pdf"]), [&b"c"[..]]).expect("written");
        put(&records, &owners, &record("2024/1-a.yaml", &["1-新.pdf"]), [&b"d"[..]]).expect("written");
        assert!(
            !stands(&records, "1-旧.pdf") && !stands(&records, "数据/1.json") && stands(&records, "1-新.pdf") && stands(&records, "2.pdf")
        );
        assert!(!folder.path().join("数据").exists(), "an empty folder goes too");
        let taken = put(&records, &owners, &record("2024/3-c.yaml", &["2.pdf"]), [&b"e"[..]]);
        assert!(matches!(taken, Err(CountyError::SameOutput { .. })));
        assert_eq!(std::fs::read(folder.path().join("2.pdf")).expect("still there"), b"c");
    }

    #[test]
    fn nothing_is_written_outside_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(&folder.path().join("公开"));
        for path in ["../x.csv", "/tmp/x.csv", "数据/../../x.csv", "数据/a:b.csv"] {
            let astray = put(&records, &Owners::default(), &record("2024/1-a.yaml", &["1.pdf", path]), [&b"a"[..], b"b"]);
            assert!(matches!(astray, Err(CountyError::Astray(found)) if found == path), "{path}");
        }
        assert!(!folder.path().join("x.csv").exists() && !records.output().exists());
    }

    #[test]
    fn withdrawing_spares_what_another_document_owns() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        put(&records, &Owners::default(), &record("2024/1-a.yaml", &["x.pdf", "y.pdf"]), [&b"a"[..], b"b"]).expect("written");
        let stays = record("2024/2-b.yaml", &["x.pdf"]);
        records.save(&stays).expect("a record");
        let all = records.load_all().expect("records");
        let remaining = withdraw_all_but(&records, all, |source, _| source == stays.source).expect("withdrawn");
        assert_eq!((remaining.gone.len(), remaining.live.len()), (1, 1));
        assert!(stands(&records, "x.pdf") && !stands(&records, "y.pdf"));
        assert_eq!(records.load_all().expect("records"), [stays]);
    }

    #[test]
    fn what_a_killed_run_left_is_still_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        std::fs::write(folder.path().join("1.pdf"), b"a").expect("a file");
        records.announce("2024/1-a.yaml", false, &["1.pdf".to_owned()].into()).expect("noted");
        withdraw_all_but(&records, Vec::new(), |_, _| true).expect("nothing to do");
        assert!(stands(&records, "1.pdf"));
        withdraw_all_but(&records, Vec::new(), |_, _| false).expect("withdrawn");
        assert!(!stands(&records, "1.pdf") && records.all_pending().expect("notes").is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_replaced_leaves_a_record_of_what_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let owners = Owners::default();
        let first = Record { context: "the first".to_owned(), ..record("2024/1-a.yaml", &["1.pdf", "1.json"]) };
        put(&records, &owners, &first, [&b"a"[..], b"b"]).expect("written");
        std::fs::remove_file(folder.path().join("1.json")).expect("removed");
        std::fs::create_dir_all(folder.path().join("1.json/在用")).expect("a folder in the way");
        let mut second = Record { context: "the second".to_owned(), ..first.clone() };
        second.outputs[0].blake3 = "1".repeat(64);
        put(&records, &owners, &second, [&b"c"[..], b"d"]).expect_err("the second file cannot be replaced");
        let kept = records.load(&first.source, false).expect("a record");
        assert_eq!((kept.outputs, kept.context.as_str()), (vec![second.outputs[0].clone(), first.outputs[1].clone()], ""));
        assert_eq!(std::fs::read(folder.path().join("1.pdf")).expect("the first file"), b"c");
    }

    #[test]
    fn a_record_that_was_kept_ends_the_note_of_a_killed_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let kept = record("2024/1-a.yaml", &["1.pdf"]);
        put(&records, &Owners::default(), &kept, [&b"a"[..]]).expect("written");
        std::fs::write(folder.path().join("旧.pdf"), b"a").expect("a file");
        records.announce(&kept.source, false, &["1.pdf".to_owned(), "旧.pdf".to_owned()].into()).expect("noted");
        withdraw_all_but(&records, vec![kept], |_, _| true).expect("cleared");
        assert!(stands(&records, "1.pdf") && !stands(&records, "旧.pdf"));
        assert!(records.all_pending().expect("notes").is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_prepared_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::of(folder.path());
        let owners = Owners::default();
        let first = record("2024/1-a.yaml", &["1.pdf"]);
        put(&records, &owners, &first, [&b"a"[..]]).expect("written");
        std::fs::write(folder.path().join("数据"), b"a file in the way").expect("a file");
        let second = record("2024/1-a.yaml", &["1.pdf", "数据/1.json"]);
        put(&records, &owners, &second, [&b"b"[..], b"c"]).expect_err("no folder for the second file");
        assert_eq!(std::fs::read(folder.path().join("1.pdf")).expect("still there"), b"a");
        assert_eq!(records.load_all().expect("records"), [first]);
    }
}
