//! Builds the documents of a county: withdraws what has no file any longer, leaves alone what is up to date, makes the rest in parallel.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::heirs::Heirs;
use super::lock::Lock;
use super::output::{refuse_another_county, refuse_mixture, refuse_sources};
use super::owners::Owners;
use super::parts::Parts;
use super::publication::{Remaining, clear, withdraw_all_but};
use super::queue::{self, Ticket};
use super::roll::Roll;
use super::run::{DATA, Run, same_codes};
use super::site;
use super::{
    County, CountyError, Document, Event, Failure, NOTES, Outcome, Partition, Record, RecordError, Records, Report, State, Stop, Workspace,
};
use crate::disclosure::{BuildError, Emit, Options, Press, place};
use crate::typeset::forget_unused;

/// For how many documents Typst remembers what it laid out: departments share heads, notes and glossary. Each costs some 50 MB.
const KEPT: usize = 2;

/// What is to be built, and how.
#[derive(Debug)]
pub struct Plan {
    pub workspace: Workspace,
    /// In the order of the summary.
    pub documents: Vec<Document>,
    /// Whether these are all documents of the county's year: then the folder is complete afterwards, as far as its partition goes.
    pub whole: bool,
    pub output: PathBuf,
    pub options: Options,
    /// A standard's folder to use instead of the built-in ones the files name.
    pub standard: Option<PathBuf>,
    /// Builds what is up to date as well.
    pub force: bool,
    pub jobs: usize,
    pub partition: Option<Partition>,
    /// How long one document may take.
    pub limit: Duration,
    /// Ends the run early once it is asked for.
    pub stop: Stop,
}

/// Builds what is not up to date.
pub fn build(plan: Plan, mut tell: impl FnMut(Event)) -> Result<Outcome, CountyError> {
    let Plan { workspace, documents, whole, output, mut options, standard, force, jobs, partition, limit, stop } = plan;
    if whole && documents.is_empty() {
        return Err(CountyError::NoDocuments(workspace.county.year.value.0));
    }
    let documents: Vec<Document> = documents.into_iter().filter(|document| partition.is_none_or(|part| part.has(&document.code))).collect();
    refuse_sources(&output, &workspace)?;
    let _lock = prepare(&output, &options)?;
    let county = County { region: workspace.county.region.value.clone(), year: workspace.county.year.value.0 };
    refuse_another_county(&output, &workspace, &county)?;
    let records = Records::of(&output);
    let all = load(&records, &workspace)?;
    refuse_mixture(&output, options.draft, &all)?;
    let part = partition.unwrap_or(Partition::WHOLE);
    if whole {
        Parts::begin(&output, part)?;
    }
    let is_there = |source: &str| place(&workspace.root, source).is_file();
    let heirs = Heirs::of(&workspace);
    let Remaining { live, gone } = withdraw_all_but(&records, all, |source, _| is_there(source) || heirs.of_gone(source).is_some())?;
    if !whole {
        options.emit.extend(kinds(&live, &documents, options.draft));
    }
    gone.iter().for_each(|record| tell(Event::Withdrawn(record)));
    // What a document of another file inherits is no longer the old file's.
    let live: Vec<Record> = live.into_iter().filter(|record| is_there(&record.source)).collect();
    let owners = Owners::of(&live);
    county.keep(&output)?;
    let refused = same_codes(&workspace);
    let run = Arc::new(Run {
        press: Press::new(options, workspace.standards(standard)),
        surroundings: workspace.surroundings(),
        root: workspace.root.clone(),
        contribution: workspace.contribution(),
        records,
        owners,
        documents,
    });
    let standing = if force { BTreeMap::new() } else { run.standing(live) };
    let reports = make(&run, standing, refused, Pace { jobs, limit, stop: &stop }, &mut tell);
    let waits = |source: &str| heirs.of_gone(source).is_some_and(|heir| !stands(&reports, heir));
    let Remaining { live, gone } = withdraw_all_but(&run.records, run.records.load_all()?, |source, _| is_there(source) || waits(source))?;
    gone.iter().for_each(|record| match heirs.of_gone(&record.source) {
        Some(heir) => tell(Event::Renamed { record, heir }),
        None => tell(Event::Withdrawn(record)),
    });
    if whole && reports.iter().all(|report| !matches!(report.state, State::Left)) {
        Parts::finish(&output, part)?;
    }
    Roll::update(&output, &workspace, &reports, &live)?;
    let paged = partition.is_none() && !run.press.options().draft;
    let pages = if paged { site::publish(&output, &county).err() } else { None };
    Ok(Outcome { reports, pages })
}

/// All records of a folder. What cannot be read stops the run before anything is changed, but for records of documents that can be made again.
fn load(records: &Records, workspace: &Workspace) -> Result<Vec<Record>, CountyError> {
    records.all_pending()?;
    Roll::of(records.output())?;
    match records.load_all() {
        Err(RecordError::Unsound(_)) => {
            records.drop_unsound(workspace.all_documents().iter().map(|document| document.source.as_str()))?;
            Ok(records.load_all()?)
        }
        loaded => Ok(loaded?),
    }
}

/// Whether a document of this file is published as the file has it now.
fn stands(reports: &[Report], source: &str) -> bool {
    let is_made = |report: &&Report| matches!(report.state, State::Built(_) | State::Unchanged(_));
    reports.iter().filter(is_made).any(|report| report.document.source == source)
}

/// The kinds of files that these documents have already, under whichever name of their files: a run of single departments makes them anew and
/// withdraws none.
fn kinds(records: &[Record], documents: &[Document], draft: bool) -> BTreeSet<Emit> {
    let same = |record: &Record, document: &Document| {
        document.source == record.source || document.code == record.code && document.year == Some(record.year)
    };
    let chosen = |record: &&Record| record.draft == draft && documents.iter().any(|document| same(record, document));
    records.iter().filter(chosen).flat_map(|record| &record.outputs).map(|output| output.kind).collect()
}

/// How many documents are made at once, how long each may take, and what ends the run.
struct Pace<'s> {
    jobs: usize,
    limit: Duration,
    stop: &'s Stop,
}

fn make(
    run: &Arc<Run>,
    mut reports: BTreeMap<usize, Report>,
    refused: BTreeMap<(Option<u32>, String), Vec<String>>,
    pace: Pace,
    tell: &mut impl FnMut(Event),
) -> Vec<Report> {
    let Pace { jobs, limit, stop } = pace;
    let to_make: Vec<usize> = (0..run.documents.len()).filter(|index| !reports.contains_key(index)).collect();
    tell(Event::Planned { unchanged: reports.len(), to_make: to_make.len() });
    let (worker, indexes) = (run.clone(), to_make.clone());
    let work = move |job: usize, ticket: &Ticket| {
        let document = &worker.documents[indexes[job]];
        let report = match refused.get(&(document.year, document.code.clone())) {
            Some(sources) => refuse(document, sources),
            None => worker.document(document, ticket),
        };
        // What a single document leaves goes with the process.
        if indexes.len() == 1 {
            return report;
        }
        forget_unused(KEPT);
        report.lightened()
    };
    if !to_make.is_empty() {
        let warmed = run.clone();
        // Only a saving of time: where no thread can be had, the first document does it.
        let _warming = std::thread::Builder::new().spawn(move || warmed.press.warm());
    }
    let mut stopping = false;
    queue::run(to_make.len(), jobs, limit, stop, work, |job, event| {
        let document = &run.documents[to_make[job]];
        let failed = |failure| Report::bare(document, State::Failed(failure));
        let report = match event {
            queue::Event::Started => return tell(Event::Started(document)),
            queue::Event::Done(report) => report,
            queue::Event::Panicked(text) => failed(Failure::Panicked(text)),
            queue::Event::Stopped => {
                if !std::mem::replace(&mut stopping, true) {
                    tell(Event::Stopping);
                }
                reports.insert(to_make[job], Report::bare(document, State::Left));
                return;
            }
            queue::Event::TimedOut => failed(Failure::TimedOut(limit)),
            queue::Event::NoThread(reason) => failed(Failure::NoThread(reason)),
        };
        tell(Event::Finished(&report));
        reports.insert(to_make[job], report);
    });
    reports.into_values().collect()
}

/// Makes the folders that are written to, takes the right to write there, and clears what a killed run left half written.
fn prepare(output: &Path, options: &Options) -> Result<Lock, CountyError> {
    let data = options.emit.iter().any(|kind| *kind != Emit::Pdf).then(|| output.join(DATA));
    let folders: Vec<PathBuf> =
        [Some(output.to_path_buf()), data, Some(Records::of(output).folder()), Some(output.join(NOTES))].into_iter().flatten().collect();
    for folder in &folders {
        std::fs::create_dir_all(folder).map_err(|source| BuildError::Folder { path: folder.clone(), source })?;
    }
    let lock = Lock::take(output)?;
    clear(&Records::of(output))?;
    Ok(lock)
}

fn refuse(document: &Document, sources: &[String]) -> Report {
    let error = CountyError::SameCode { code: document.code.clone(), sources: sources.to_vec() };
    Report::bare(document, State::Failed(Failure::Error(Box::new(error))))
}
