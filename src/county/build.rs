//! Builds the documents of a county: withdraws what has no file any longer, leaves alone what is up to date, has the rest made (`making`), notes what
//! came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::documents::is_there;
use super::doubts::{Named, doubts};
use super::heirs::Heirs;
use super::lock::Lock;
use super::making::{Pace, make};
use super::output::{refuse_another_county, refuse_links, refuse_mixture, refuse_sources};
use super::owners::Owners;
use super::parts::Parts;
use super::publication::{Remaining, clear, withdraw_all_but};
use super::roll::Roll;
use super::run::{DATA, Run};
use super::site;
use super::{
    County, CountyError, Document, Event, NOTES, Outcome, Partition, Record, RecordError, Records, Report, State, Stop, Workspace,
};
use crate::diagnostics::Diagnostic;
use crate::disclosure::{BuildError, Emit, Options, Press, place};

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
    let plan = plan.for_its_part()?;
    let Taken { county, found, _lock } = take(&plan)?;
    let heirs = Heirs::of(&plan.workspace);
    let staying = withdraw_gone(&plan, &heirs, found, &mut tell)?;
    county.keep(&plan.output)?;
    let run = Arc::new(plan.run(&staying));
    let standing = if plan.force { BTreeMap::new() } else { run.standing(plan.with_file(staying)) };
    let pace = Pace { jobs: plan.jobs, limit: plan.limit, stop: &plan.stop };
    let reports = make(&run, standing, &pace, &mut tell);
    let finished = finish(&plan, &county, &heirs, &reports, &mut tell);
    let (live, unfinished) = finished.map_or_else(|error| (Vec::new(), Some(error)), |live| (live, None));
    Ok(Outcome { doubts: plan.doubts(&live), reports, unfinished })
}

/// Does what follows the documents, and returns what is published now. Where that fails, what became of them is told all the same.
fn finish(
    plan: &Plan,
    county: &County,
    heirs: &Heirs,
    reports: &[Report],
    tell: &mut impl FnMut(Event),
) -> Result<Vec<Record>, CountyError> {
    let live = withdraw_replaced(plan, heirs, reports, tell)?;
    plan.note(reports, &live)?;
    if plan.partition.is_none() && !plan.options.draft {
        site::publish(&plan.output, county)?;
    }
    Ok(live)
}

impl Plan {
    /// The plan with the documents of its partition alone. A whole year without a file is more likely a slip than the wish to withdraw everything.
    fn for_its_part(mut self) -> Result<Self, CountyError> {
        if self.whole && self.documents.is_empty() {
            return Err(CountyError::NoDocuments(Box::new(self.workspace.no_documents())));
        }
        let part = self.part();
        self.documents.retain(|document| part.has(&document.code));
        Ok(self)
    }

    fn part(&self) -> Partition {
        self.partition.unwrap_or(Partition::WHOLE)
    }

    fn county(&self) -> County {
        County { region: self.workspace.county.region.value.clone(), year: self.workspace.county.year.value.0 }
    }

    fn records(&self) -> Records {
        Records::of(&self.output)
    }

    /// Whether a file is there, under exactly this name. What was listed when the workspace was opened need not be looked for in its folder.
    fn is_there(&self, source: &str) -> bool {
        let root = &self.workspace.root;
        place(root, source).is_file() && (self.workspace.has(source) || is_there(root, source))
    }

    /// The records whose files are there: what a document of another file inherits is no longer the old file's.
    fn with_file(&self, records: Vec<Record>) -> Vec<Record> {
        records.into_iter().filter(|record| self.is_there(&record.source)).collect()
    }

    /// What the documents share. A run of single documents makes the kinds of files anew that they have already, and withdraws none.
    fn run(&self, staying: &[Record]) -> Run {
        let mut options = self.options.clone();
        if !self.whole {
            options.emit.extend(kinds(staying, &self.documents, options.draft));
        }
        Run {
            press: Press::new(options, self.workspace.standards(self.standard.clone())),
            surroundings: self.workspace.surroundings(),
            root: self.workspace.root.clone(),
            contribution: self.workspace.contribution(),
            shared_codes: self.workspace.shared_codes.in_a_run(&self.documents),
            records: self.records(),
            owners: Owners::of(&self.with_file(staying.to_vec())),
            documents: self.documents.clone(),
        }
    }

    /// What is doubtful of its documents beside all that are published.
    fn doubts(&self, live: &[Record]) -> Vec<Diagnostic> {
        let named: Vec<Named> = live.iter().map(Named::published).collect();
        let is_ours = |source: &str| self.documents.iter().any(|document| document.source == source);
        doubts(&named).into_iter().filter(|(source, _)| is_ours(source)).map(|(_, doubt)| doubt).collect()
    }

    /// Notes beside the records which parts are complete, and what became of the departments.
    fn note(&self, reports: &[Report], live: &[Record]) -> Result<(), CountyError> {
        if self.whole && reports.iter().all(|report| !matches!(report.state, State::Left)) {
            Parts::finish(&self.output, self.part())?;
        }
        Roll::update(&self.output, &self.workspace, reports, live)
    }
}

/// An output folder that is this run's alone to write to, with the records found there.
struct Taken {
    county: County,
    found: Vec<Record>,
    _lock: Lock,
}

/// Takes the output folder, unless it is one that must not be written to. A refused run changes no note.
fn take(plan: &Plan) -> Result<Taken, CountyError> {
    refuse_sources(&plan.output, &plan.workspace)?;
    let _lock = prepare(plan)?;
    let county = plan.county();
    refuse_another_county(&plan.output, &county)?;
    let found = load(&plan.records(), &plan.workspace)?;
    refuse_mixture(&plan.output, plan.options.draft, &found)?;
    if plan.whole {
        Parts::begin(&plan.output, plan.part())?;
    }
    Ok(Taken { county, found, _lock })
}

/// Makes the folders that are written to, takes the right to write there, and clears what a killed run left half written.
fn prepare(plan: &Plan) -> Result<Lock, CountyError> {
    let (output, records) = (&plan.output, plan.records());
    let data = plan.options.emit.iter().any(|kind| *kind != Emit::Pdf).then(|| output.join(DATA));
    let folders: Vec<PathBuf> =
        [Some(output.clone()), data, Some(output.join(NOTES)), Some(records.folder())].into_iter().flatten().collect();
    refuse_links(output, &folders[1..])?;
    for folder in folders {
        std::fs::create_dir_all(&folder).map_err(|source| BuildError::Folder { path: folder, source })?;
    }
    let lock = Lock::take(output)?;
    clear(&records)?;
    Ok(lock)
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

/// Withdraws what has neither its file any longer nor another that takes over from it. Returns what stays.
fn withdraw_gone(plan: &Plan, heirs: &Heirs, found: Vec<Record>, tell: &mut impl FnMut(Event)) -> Result<Vec<Record>, CountyError> {
    let stays = |source: &str, _| plan.is_there(source) || heirs.may_be_misnamed(source) || heirs.of_gone(source).is_some();
    let Remaining { live, gone } = withdraw_all_but(&plan.records(), found, stays)?;
    gone.iter().for_each(|record| tell(Event::Withdrawn(record)));
    Ok(live)
}

/// Withdraws what another file took over from, once that file's document stands. Returns what is published now.
fn withdraw_replaced(plan: &Plan, heirs: &Heirs, reports: &[Report], tell: &mut impl FnMut(Event)) -> Result<Vec<Record>, CountyError> {
    let waits = |source: &str| heirs.may_be_misnamed(source) || heirs.of_gone(source).is_some_and(|heir| !stands(reports, heir));
    let records = plan.records();
    let Remaining { live, gone } = withdraw_all_but(&records, records.load_all()?, |source, _| plan.is_there(source) || waits(source))?;
    gone.iter().for_each(|record| match heirs.of_gone(&record.source) {
        Some(heir) => tell(Event::Renamed { record, heir }),
        None => tell(Event::Withdrawn(record)),
    });
    Ok(live)
}

/// Whether a document of this file is published as the file has it now.
fn stands(reports: &[Report], source: &str) -> bool {
    let is_made = |report: &&Report| matches!(report.state, State::Built(_) | State::Unchanged(_));
    reports.iter().filter(is_made).any(|report| report.document.source == source)
}

/// The kinds of files that these documents have already, under whichever name of their files.
fn kinds(records: &[Record], documents: &[Document], draft: bool) -> BTreeSet<Emit> {
    let same = |record: &Record, document: &Document| document.source == record.source || document.key() == record.key();
    let chosen = |record: &&Record| record.draft == draft && documents.iter().any(|document| same(record, document));
    records.iter().filter(chosen).flat_map(|record| &record.outputs).map(|output| output.kind).collect()
}
