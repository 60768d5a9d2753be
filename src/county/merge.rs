//! Joins what several machines built of one county: files are copied whole, each against its checksum, what no part has any longer is withdrawn (of the
//! county's year: parts have no other), then the pages are made. What is chosen of the parts comes first and touches nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::identity::COUNTY;
use super::lock::Lock;
use super::output::{refuse_another_county, refuse_links, refuse_sources};
use super::owners::Owners;
use super::parts::Parts;
use super::publication::{Remaining, clear, put, withdraw_all_but};
use super::roll::{Entry, Roll};
use super::run::DATA;
use super::site;
use super::{County, CountyError, Document, Event, NOTES, Record, RecordError, Records, Workspace, WorkspaceError, find};
use crate::disclosure::{BuildError, place};

/// What a merge did.
#[derive(Debug)]
pub struct Merged {
    pub documents: usize,
    pub output: PathBuf,
    /// Whether the parts are known to be the whole county. Otherwise nothing was withdrawn.
    pub complete: bool,
    /// Whether the folder has pages; one of drafts has none.
    pub pages: bool,
    /// Source files, with their folders, that were left out because they belong to a part which is not in that folder, and are in no other.
    pub strangers: Vec<(String, PathBuf)>,
    /// Departments that failed when they were last tried: how they are called, and why.
    pub failed: Vec<(String, String)>,
    /// Departments that no part has made and of which no failure is known either.
    pub missing: Vec<String>,
}

/// Why parts cannot be joined.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error("{} 不是 juesuan build 生成的文件夹：里面没有 {NOTES}/{COUNTY}", .0.display())]
    NotAPart(PathBuf),
    #[error("{} 是 {found}的，前面的是 {expected}的，不能合并在一起", part.display())]
    OtherCounty { part: PathBuf, found: String, expected: String },
    #[error("{} 里是审核稿，{} 里是定稿，不能合并在一起；分别合并到不同的文件夹", drafts.display(), finals.display())]
    Mixture { drafts: PathBuf, finals: PathBuf },
    #[error("{source_file} 在 {} 和 {} 里的结果不一样；用同一份填报文件和同一个版本的程序重新生成", first.display(), second.display())]
    Differs { source_file: String, first: PathBuf, second: PathBuf },
    #[error("{} 与记录的校验和不符，或者不见了；请重新复制或重新生成这一份", .0.display())]
    Damaged(PathBuf),
    #[error("{} 里的生成没有做完就停了；在那里再运行一次 juesuan build", .0.display())]
    BrokenOff(PathBuf),
    #[error("还缺第 {} 份；生成这些份，和别的份一起合并", .0.join("、"))]
    Missing(Vec<String>),
    #[error("各份的分法不一样：有的共 {} 份；用同一个分法重新生成", .0.iter().map(u64::to_string).collect::<Vec<_>>().join(" 份，有的共 "))]
    Divisions(Vec<u64>),
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    #[error(transparent)]
    County(#[from] CountyError),
}

impl From<RecordError> for MergeError {
    fn from(error: RecordError) -> Self {
        Self::County(error.into())
    }
}

/// Joins parts into a folder, which may be one of them. Where the parts are all of a county, the folder then holds their documents of its year, what
/// stood there of departments that failed, and no others.
pub fn merge(parts: &[PathBuf], output: &Path, mut tell: impl FnMut(Event)) -> Result<Merged, MergeError> {
    let county = county(parts)?;
    let complete = completeness(parts)?;
    refuse_workspaces(parts, output)?;
    let Taken { records, _lock } = take(output, &county)?;
    let roll = roll(parts, (!complete).then_some(output))?;
    let choice = choose(parts)?;
    let existing = records.load_all()?;
    refuse_mixture(&choice, &existing, output)?;
    // A department that could not be made keeps what was published of it, as in a run of the whole county.
    let stays = |source: &str, draft: bool| !complete || choice.keeps(source, draft, county.year) || roll.has_failed(source);
    copy_all(&choice, &records, existing, stays)?;
    withdraw(&choice, &records, stays, &mut tell)?;
    let pages = note(output, &county, complete, &roll)?;
    let (failed, missing) = lacking(&roll, &records.load_all()?);
    Ok(Merged {
        documents: choice.chosen.len(),
        output: output.to_path_buf(),
        complete,
        pages,
        strangers: choice.strangers,
        failed,
        missing,
    })
}

/// Refuses an output folder among what the workspaces around it and around the parts are read from.
fn refuse_workspaces(parts: &[PathBuf], output: &Path) -> Result<(), MergeError> {
    let roots: BTreeSet<PathBuf> = parts.iter().map(PathBuf::as_path).chain([output]).filter_map(find).collect();
    roots.iter().try_for_each(|root| Ok(refuse_sources(output, &Workspace::open(root)?)?))
}

/// An output folder that is this run's alone to write to.
struct Taken {
    records: Records,
    _lock: Lock,
}

/// Takes the output folder, unless another county published there.
fn take(output: &Path, county: &County) -> Result<Taken, MergeError> {
    let records = Records::of(output);
    refuse_links(output, &[output.join(DATA), output.join(NOTES), records.folder()])?;
    std::fs::create_dir_all(output.join(NOTES))
        .map_err(|source| CountyError::from(BuildError::Folder { path: output.join(NOTES), source }))?;
    let _lock = Lock::take(output)?;
    refuse_another_county(output, county)?;
    clear(&records)?;
    Ok(Taken { records, _lock })
}

/// Copies what was chosen, with what stays beside it untouched.
fn copy_all(choice: &Choice, records: &Records, mut existing: Vec<Record>, stays: impl Fn(&str, bool) -> bool) -> Result<(), MergeError> {
    existing.retain(|record| stays(&record.source, record.draft));
    let owners = Owners::of(&existing);
    choice.chosen.values().try_for_each(|(record, part)| copy(record, part, records, &owners))
}

/// Withdraws what does not stay. Only once all is copied: a file that cannot be copied keeps what was published before it, under whatever name.
fn withdraw(
    choice: &Choice,
    records: &Records,
    stays: impl Fn(&str, bool) -> bool,
    tell: &mut impl FnMut(Event),
) -> Result<(), MergeError> {
    let Remaining { gone, .. } = withdraw_all_but(records, records.load_all()?, stays)?;
    for record in &gone {
        let heir = choice.chosen.values().map(|(heir, _)| heir).find(|heir| heir.follows(record));
        tell(heir.map_or(Event::Withdrawn(record), |heir| Event::Renamed { record, heir: &heir.source }));
    }
    Ok(())
}

/// Notes what the folder now is, and makes its pages unless it holds drafts. Returns whether it has pages.
fn note(output: &Path, county: &County, complete: bool, roll: &Roll) -> Result<bool, MergeError> {
    if complete {
        Parts::whole().keep(output)?;
    }
    county.keep(output)?;
    roll.keep(output)?;
    let pages = Records::of(output).load_all()?.iter().all(|record| !record.draft);
    if pages {
        site::publish(output, county)?;
    }
    Ok(pages)
}

/// The departments that failed, each with the reason, and those that nobody has made.
fn lacking(roll: &Roll, made: &[Record]) -> (Vec<(String, String)>, Vec<String>) {
    let called = |entry: &Entry| format!("{} {}", entry.code, entry.called());
    let failed = roll.failed().map(|(entry, reason)| (called(entry), reason.to_owned()));
    let missing = roll.missing(&made.iter().collect::<Vec<_>>()).into_iter().filter(|(_, entry)| entry.failed.is_none());
    (failed.collect(), missing.map(|(_, entry)| called(entry)).collect())
}

/// The documents that are joined, each by its source and whether it is a draft, with the part it is taken from; and those that are left out.
struct Choice<'p> {
    chosen: BTreeMap<(String, bool), (Record, &'p PathBuf)>,
    strangers: Vec<(String, PathBuf)>,
}

impl Choice<'_> {
    /// Whether a document stays beside those of a whole county: it is one of them, or of another year, and none of them takes its place.
    fn keeps(&self, source: &str, draft: bool, year: u32) -> bool {
        let document = Document::new(source);
        let is_replaced = |record: &Record| record.key() == document.key() && record.draft == draft;
        self.chosen.contains_key(&(source.to_owned(), draft))
            || document.year != Some(year) && !self.chosen.values().any(|(record, _)| is_replaced(record))
    }
}

/// Takes every document from the first part that holds it and whose it is.
fn choose(parts: &[PathBuf]) -> Result<Choice<'_>, MergeError> {
    let mut chosen: BTreeMap<(String, bool), (Record, &PathBuf)> = BTreeMap::new();
    let mut strangers = Vec::new();
    for part in parts {
        let held = Parts::of(part)?;
        for record in Records::of(part).load_all()? {
            if held.as_ref().is_some_and(|held| !held.have(&record.code)) {
                strangers.push((record.source, part.clone()));
                continue;
            }
            let key = (record.source.clone(), record.draft);
            match chosen.get(&key) {
                Some((known, first)) if *known != record => {
                    return Err(MergeError::Differs { source_file: key.0, first: (*first).clone(), second: part.clone() });
                }
                Some(_) => {}
                None => {
                    chosen.insert(key, (record, part));
                }
            }
        }
    }
    strangers.retain(|(source, _)| !chosen.keys().any(|(known, _)| known == source));
    Ok(Choice { chosen, strangers })
}

/// Refuses to join drafts with finals, whatever folders they are in.
fn refuse_mixture(choice: &Choice, existing: &[Record], output: &Path) -> Result<(), MergeError> {
    let kept = existing.iter().map(|record| (record.draft, output));
    let documents = choice.chosen.values().map(|(record, part)| (record.draft, part.as_path())).chain(kept);
    let folder = |wanted: bool| documents.clone().find(|(draft, _)| *draft == wanted).map(|(_, folder)| folder.to_path_buf());
    match (folder(true), folder(false)) {
        (Some(drafts), Some(finals)) => Err(MergeError::Mixture { drafts, finals }),
        _ => Ok(()),
    }
}

/// What the parts (and the folder they are joined into, where they are not the whole county) know of the county's departments.
fn roll(parts: &[PathBuf], output: Option<&Path>) -> Result<Roll, RecordError> {
    let mut roll = output.map(Roll::of).transpose()?.unwrap_or_default();
    for part in parts {
        let held = Parts::of(part)?;
        let made: BTreeSet<String> = Records::of(part).load_all()?.into_iter().map(|record| record.code).collect();
        roll.join(Roll::of(part)?, |code| held.as_ref().map_or(made.contains(code), |held| held.have(code)));
    }
    Ok(roll)
}

/// Whether the parts are all of a county. Folders that no whole run made say nothing about that; an incomplete division is an error.
fn completeness(parts: &[PathBuf]) -> Result<bool, MergeError> {
    let mut divisions: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for part in parts {
        let Some(held) = Parts::of(part)? else { continue };
        if held.done.is_empty() {
            return Err(MergeError::BrokenOff(part.clone()));
        }
        divisions.entry(held.count).or_default().extend(held.done);
    }
    if divisions.is_empty() || divisions.contains_key(&1) {
        return Ok(!divisions.is_empty());
    }
    let mut divisions = divisions.into_iter();
    match (divisions.next(), divisions.next()) {
        (Some((count, done)), None) => {
            let missing: Vec<String> = (1..=count).filter(|index| !done.contains(index)).map(|index| format!("{index}/{count}")).collect();
            if missing.is_empty() { Ok(true) } else { Err(MergeError::Missing(missing)) }
        }
        (first, second) => Err(MergeError::Divisions([first, second].into_iter().flatten().map(|(count, _)| count).collect())),
    }
}

fn county(parts: &[PathBuf]) -> Result<County, MergeError> {
    let mut known: Option<County> = None;
    for part in parts {
        let county = County::of(part)?.ok_or_else(|| MergeError::NotAPart(part.clone()))?;
        match &known {
            Some(expected) if *expected != county => {
                return Err(MergeError::OtherCounty { part: part.clone(), found: county.described(), expected: expected.described() });
            }
            _ => known = Some(county),
        }
    }
    known.ok_or_else(|| MergeError::NotAPart(PathBuf::from(".")))
}

fn copy(record: &Record, part: &Path, records: &Records, owners: &Owners) -> Result<(), MergeError> {
    let same = |a: &Path, b: &Path| a.canonicalize().ok().is_some_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    let mut contents = Vec::new();
    for published in &record.outputs {
        let from = place(part, &published.path);
        let bytes = std::fs::read(&from).map_err(|_| MergeError::Damaged(from.clone()))?;
        if blake3::hash(&bytes).to_hex().as_str() != published.blake3 {
            return Err(MergeError::Damaged(from));
        }
        contents.push(bytes);
    }
    if same(part, records.output()) { Ok(()) } else { Ok(put(records, owners, record, contents.iter().map(Vec::as_slice))?) }
}
