//! Puts a document's files and its record in place, or takes them away, so that at any moment each file is whole and whoever comes next knows
//! what is there.
//!
//! All files are prepared beside their places first: a full disk or a missing right touches nothing. Then the pages are taken down, a note of every path in play takes the
//! old record's place, the files take theirs, and the new record ends the note.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::owners::Owners;
use super::pages::take_down;
use super::run::DATA;
use super::{CountyError, NOTES, Published, Record, RecordError, Records};
use crate::disclosure::{BuildError, place};
use crate::typeset::{Staged, clear_leftovers, clear_leftovers_below, flush, stage};

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
    let taken = owners.claim(record)?;
    let prepared = prepare(records, record, contents);
    if prepared.is_err() {
        owners.release(&record.source, &taken);
    }
    let Prepared { staged, old, paths, own } = prepared?;
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
    let given_up: BTreeSet<String> = paths.difference(&own).filter(|path| !is_one_of(records, path, &own)).cloned().collect();
    remove(records, owners, &record.source, &given_up)?;
    owners.release(&record.source, &given_up);
    records.save(record)?;
    Ok(records.retract(&record.source, record.draft)?)
}

/// A document's files beside their places, what it had before, and all paths in play.
struct Prepared {
    staged: Vec<Staged>,
    old: Option<Record>,
    paths: BTreeSet<String>,
    own: BTreeSet<String>,
}

/// Does all that touches no file of the document yet, and last takes its record away.
fn prepare<'b>(records: &Records, record: &Record, contents: impl IntoIterator<Item = &'b [u8]>) -> Result<Prepared, CountyError> {
    let staged = stage_all(records, record, contents)?;
    let old = records.load(&record.source, record.draft);
    let known =
        old.iter().flat_map(|old| &old.outputs).map(|output| output.path.clone()).chain(records.pending(&record.source, record.draft)?);
    let mut paths: BTreeSet<String> = known.collect();
    let own: BTreeSet<String> = record.outputs.iter().map(|output| output.path.clone()).collect();
    paths.extend(own.iter().cloned());
    announce(records, record, &paths)?;
    records.forget(&record.source, record.draft)?;
    Ok(Prepared { staged, old, paths, own })
}

/// Whether a path is another spelling of one of these files, where the file system takes both for the same.
fn is_one_of(records: &Records, path: &str, own: &BTreeSet<String>) -> bool {
    let real = |path: &str| place(records.output(), path).canonicalize().ok();
    own.iter().filter(|known| known.to_lowercase() == path.to_lowercase()).any(|known| real(known).is_some() && real(known) == real(path))
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
    Ok(Remaining { live, gone })
}

/// Clears what a killed run left half written, also beside documents that are not made this time. Call it once, before anything is written.
pub fn clear(records: &Records) -> Result<(), CountyError> {
    let output = records.output();
    let unusable = |folder: &Path| {
        let output = folder.to_path_buf();
        |source| CountyError::Output { output, source }
    };
    if output.is_dir() {
        clear_leftovers(output).map_err(unusable(output))?;
    }
    for folder in [output.join(DATA), output.join(NOTES)].iter().filter(|folder| folder.is_dir()) {
        clear_leftovers_below(folder).map_err(unusable(folder))?;
    }
    Ok(())
}

fn stage_all<'b>(records: &Records, record: &Record, contents: impl IntoIterator<Item = &'b [u8]>) -> Result<Vec<Staged>, CountyError> {
    let mut folders = BTreeSet::new();
    let mut staged = Vec::new();
    for (output, bytes) in record.outputs.iter().zip(contents) {
        let path = place(records.output(), &output.path);
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        if folders.insert(folder.clone()) {
            std::fs::create_dir_all(&folder).map_err(|source| BuildError::Folder { path: folder.clone(), source })?;
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
mod tests;
