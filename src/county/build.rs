//! Builds the documents of a county: leaves alone what is up to date, makes the rest in parallel, writes each document whole and then its record.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::figures::{classes, key_figures};
use super::merge::note;
use super::queue::{self, Ticket};
use super::site::{self, County};
use super::{Document, Input, NOTES, Partition, Published, Record, RecordError, Records, Workspace};
use crate::diagnostics::{Diagnostic, Files, Severity};
use crate::disclosure::{BuildError, Emit, Made, Options, Press, Product, Reader, Surroundings, place, write};
use crate::typeset::{clear_leftovers, forget};

/// Folder of the open data within the published one.
const DATA: &str = "数据";

/// What is to be built, and how.
#[derive(Debug)]
pub struct Plan {
    pub workspace: Workspace,
    /// In the order of the summary.
    pub documents: Vec<Document>,
    /// Whether these are all documents of the county's year: then what no longer has a file is withdrawn.
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
}

/// What became of one document.
#[derive(Debug)]
pub struct Report {
    pub document: Document,
    pub state: State,
    /// How many findings are warnings.
    pub warnings: usize,
    /// The findings, with the texts they point into; let go where one of many documents was built, so that memory does not grow with their number.
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
}

/// How a document stands after the run.
#[derive(Debug)]
pub enum State {
    Built(Box<Record>),
    /// Up to date, not touched.
    Unchanged(Box<Record>),
    /// Nothing of it was written; what stood there still stands.
    Failed(Failure),
}

/// Why a document was not built.
#[derive(Debug)]
pub enum Failure {
    /// The findings hold errors.
    Findings,
    /// It could not be made or written at all.
    Error(Box<CountyError>),
    Panicked(String),
    TimedOut(Duration),
}

/// Why a run, or a document of it, could not be done.
#[derive(Debug, thiserror::Error)]
pub enum CountyError {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error("{0} 不能用来放生成的文件：{1}")]
    Output(String, String),
    #[error("{} 个文件用同一个编码 {code}：{}。一个编码一年只能有一个文件", sources.len(), sources.join("、"))]
    SameCode { code: String, sources: Vec<String> },
    #[error("文件名里的编码是 {named}，文件里“部门.编码”写的是 {written}。两处要一样；复制别的部门的文件后记得改编码")]
    OtherCode { named: String, written: String },
}

/// What a watcher of the run is told.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many documents are up to date, so many will be made.
    Planned {
        unchanged: usize,
        to_make: usize,
    },
    Started(&'a Document),
    Finished(&'a Report),
}

struct Run {
    press: Press,
    surroundings: Surroundings,
    root: PathBuf,
    records: Records,
    output: PathBuf,
    contribution: String,
    documents: Vec<Document>,
}

/// Builds what is not up to date. The reports come in the plan's order; documents of other partitions have none.
pub fn build(plan: Plan, mut tell: impl FnMut(Event)) -> Result<Vec<Report>, CountyError> {
    let Plan { workspace, documents, whole, output, options, standard, force, jobs, partition, limit } = plan;
    let documents: Vec<Document> = documents.into_iter().filter(|document| partition.is_none_or(|part| part.has(&document.code))).collect();
    prepare(&output, &options)?;
    let run = Run {
        press: Press::new(options, workspace.standards(standard)),
        surroundings: workspace.surroundings(),
        root: workspace.root.clone(),
        records: Records::of(&output),
        contribution: workspace.contribution(),
        documents,
        output,
    };
    if whole && partition.is_none() {
        run.withdraw_orphans()?;
    }
    let county = County { region: workspace.county.region.value.clone(), year: workspace.county.year.value.0 };
    note(&run.output, &county)?;
    let mut reports = run.standing(force)?;
    let to_make: Vec<usize> = (0..run.documents.len()).filter(|index| !reports.contains_key(index)).collect();
    tell(Event::Planned { unchanged: reports.len(), to_make: to_make.len() });
    let refused = Run::same_codes(&workspace);
    let run = Arc::new(run);
    let (worker, indexes) = (run.clone(), to_make.clone());
    let work = move |job: usize, ticket: &Ticket| {
        let document = &worker.documents[indexes[job]];
        let report = match refused.get(&(document.year, document.code.clone())) {
            Some(sources) => refuse(document, sources),
            None => worker.document(document, ticket),
        };
        forget();
        if indexes.len() > 1 { report.lightened() } else { report }
    };
    queue::run(to_make.len(), jobs, limit, work, |job, event| {
        let document = &run.documents[to_make[job]];
        let failed = |failure| Report {
            document: document.clone(),
            state: State::Failed(failure),
            warnings: 0,
            diagnostics: Vec::new(),
            files: Files::default(),
        };
        let report = match event {
            queue::Event::Started => return tell(Event::Started(document)),
            queue::Event::Done(report) => report,
            queue::Event::Panicked(text) => failed(Failure::Panicked(text)),
            queue::Event::TimedOut => failed(Failure::TimedOut(limit)),
        };
        tell(Event::Finished(&report));
        reports.insert(to_make[job], report);
    });
    if partition.is_none() && !run.press.options().draft {
        site::publish(&run.output, &county)?;
    }
    Ok(reports.into_values().collect())
}

/// Makes the folders that are written to and clears what a killed run left half written.
fn prepare(output: &Path, options: &Options) -> Result<(), CountyError> {
    let data = options.emit.iter().any(|kind| *kind != Emit::Pdf).then(|| output.join(DATA));
    let folders = [Some(output.to_path_buf()), data, Some(Records::of(output).folder()), Some(output.join(NOTES))];
    for folder in folders.into_iter().flatten() {
        std::fs::create_dir_all(&folder).map_err(|source| BuildError::Folder { path: folder.clone(), source })?;
        let unusable =
            |error: std::io::Error| CountyError::Output(folder.display().to_string(), crate::diagnostics::system::reason(&error));
        clear_leftovers(&folder).map_err(unusable)?;
    }
    Ok(())
}

fn refuse(document: &Document, sources: &[String]) -> Report {
    let error = CountyError::SameCode { code: document.code.clone(), sources: sources.to_vec() };
    let state = State::Failed(Failure::Error(Box::new(error)));
    Report { document: document.clone(), state, warnings: 0, diagnostics: Vec::new(), files: Files::default() }
}

impl Run {
    /// Withdraws the files of documents whose source file is gone.
    fn withdraw_orphans(&self) -> Result<(), CountyError> {
        let draft = self.press.options().draft;
        for record in self.records.load_all()?.iter().filter(|record| record.draft == draft) {
            if !place(&self.root, &record.source).is_file() {
                self.records.forget(&record.source, draft)?;
                self.records.withdraw(&record.outputs)?;
            }
        }
        Ok(())
    }

    /// Codes that several files of one year use, with those files.
    fn same_codes(workspace: &Workspace) -> BTreeMap<(Option<u32>, String), Vec<String>> {
        let mut sources: BTreeMap<(Option<u32>, String), Vec<String>> = BTreeMap::new();
        for document in workspace.all_documents() {
            sources.entry((document.year, document.code.clone())).or_default().push(document.source.clone());
        }
        sources.retain(|_, sources| sources.len() > 1);
        sources
    }

    /// The documents that are up to date.
    fn standing(&self, force: bool) -> Result<BTreeMap<usize, Report>, CountyError> {
        let mut contexts = BTreeMap::new();
        let mut hashes = BTreeMap::new();
        let mut standing = BTreeMap::new();
        for (index, document) in self.documents.iter().enumerate().filter(|_| !force) {
            let Some(record) = self.records.load(&document.source, self.press.options().draft) else { continue };
            let standard = record.standard.clone();
            let context = match contexts.get(&standard) {
                Some(context) => context,
                None => contexts.entry(standard.clone()).or_insert(self.context(&standard).ok()),
            };
            let same = context.as_ref() == Some(&record.context)
                && record.inputs.iter().all(|input| self.is_same(input, &mut hashes))
                && self.records.stands(&record);
            if same {
                let state = State::Unchanged(Box::new(record));
                let report = Report { document: document.clone(), state, warnings: 0, diagnostics: Vec::new(), files: Files::default() };
                standing.insert(index, report);
            }
        }
        Ok(standing)
    }

    fn is_same(&self, input: &Input, hashes: &mut BTreeMap<String, Option<String>>) -> bool {
        let hash = hashes.entry(input.path.clone()).or_insert_with(|| hash_of(&place(&self.root, &input.path)));
        hash.as_ref() == Some(&input.blake3) && self.surroundings.last_years.get(&input.path) == input.last_year.as_ref()
    }

    /// Hash of what a document depends on besides its input files.
    fn context(&self, standard: &str) -> Result<String, BuildError> {
        let text = format!("{}\n{}", self.press.fingerprint(standard)?, self.contribution);
        Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
    }

    fn document(&self, document: &Document, ticket: &Ticket) -> Report {
        let path = place(&self.root, &document.source);
        let made = self.press.make(Reader::amid(self.surroundings.clone()), &path);
        let (state, diagnostics, files) = match made {
            Err(error) => (State::Failed(Failure::Error(Box::new(error.into()))), Vec::new(), Files::default()),
            Ok(Made { files, diagnostics, product: None }) => (State::Failed(Failure::Findings), diagnostics, files),
            Ok(Made { files, diagnostics, product: Some(product) }) => {
                let state = match self.publish(document, product, &files, ticket) {
                    Ok(record) => State::Built(Box::new(record)),
                    Err(error) => State::Failed(Failure::Error(Box::new(error))),
                };
                (state, diagnostics, files)
            }
        };
        let warnings = diagnostics.iter().filter(|finding| finding.severity == Severity::Warning).count();
        Report { document: document.clone(), state, warnings, diagnostics, files }
    }

    /// Writes a document's files, then its record; what it no longer has is withdrawn.
    fn publish(&self, document: &Document, product: Product, files: &Files, ticket: &Ticket) -> Result<Record, CountyError> {
        let written = &product.dossier.disclosure.department.code.value;
        if *written != document.code {
            return Err(CountyError::OtherCode { named: document.code.clone(), written: written.clone() });
        }
        let record = self.record(document, &product, files)?;
        if !ticket.commit() {
            return Ok(record);
        }
        let before = self.records.load(&record.source, record.draft);
        self.records.forget(&record.source, record.draft)?;
        let mut folders = BTreeSet::new();
        for (output, published) in product.outputs.iter().zip(&record.outputs) {
            let path = place(&self.output, &published.path);
            if let Some(folder) = path.parent().filter(|folder| folders.insert(folder.to_path_buf()) && folder.is_dir()) {
                // What cannot be cleared does no harm.
                let _ = clear_leftovers(folder);
            }
            write(&path, &output.bytes)?;
        }
        let kept: BTreeSet<&str> = record.outputs.iter().map(|output| output.path.as_str()).collect();
        self.records.withdraw(before.iter().flat_map(|before| &before.outputs).filter(|output| !kept.contains(output.path.as_str())))?;
        self.records.save(&record)?;
        Ok(record)
    }

    fn record(&self, document: &Document, product: &Product, files: &Files) -> Result<Record, CountyError> {
        let Product { dossier, derived, standard, title, pages, outputs, .. } = product;
        let file = &dossier.disclosure;
        let standard = standard.manifest.id.value.clone();
        let published = outputs.iter().map(|output| Published {
            path: if output.kind == Emit::Pdf { output.name.clone() } else { format!("{DATA}/{}", output.name) },
            kind: output.kind,
            size: u64::try_from(output.bytes.len()).expect("a length fits 64 bits"),
            blake3: blake3::hash(&output.bytes).to_hex().to_string(),
        });
        Ok(Record {
            source: document.source.clone(),
            draft: self.press.options().draft,
            year: file.year.value.0,
            code: file.department.code.value.clone(),
            name: file.department.name.value.clone(),
            kind: file.department.kind.to_string(),
            report: format!("{:?}", file.department.report.value),
            title: title.clone(),
            context: self.context(&standard)?,
            standard,
            published: file.published.to_string(),
            pages: *pages,
            inputs: self.inputs(files)?,
            outputs: published.collect(),
            units: file.department.units.iter().map(|unit| unit.name.value.clone()).collect(),
            figures: key_figures(derived),
            classes: classes(derived),
        })
    }

    /// The files that were read, with their hashes. One that changed meanwhile is found out by the next run.
    fn inputs(&self, files: &Files) -> Result<Vec<Input>, CountyError> {
        let mut inputs = BTreeMap::new();
        for file in files.iter() {
            let read =
                |error: std::io::Error| CountyError::Output(file.path.display().to_string(), crate::diagnostics::system::reason(&error));
            let real = file.path.canonicalize().map_err(read)?;
            let root = self.root.canonicalize().map_err(read)?;
            let path = real.strip_prefix(&root).unwrap_or(&real).to_string_lossy().replace('\\', "/");
            let last_year = self.surroundings.last_years.get(&path).cloned();
            let hash = file.hash.expect("the files of a workspace were read from disk");
            inputs.insert(path.clone(), Input { path, blake3: hash.to_hex().to_string(), last_year });
        }
        Ok(inputs.into_values().collect())
    }
}

fn hash_of(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| blake3::hash(&bytes).to_hex().to_string())
}

impl Report {
    /// The report without what only a failed document needs.
    fn lightened(mut self) -> Self {
        if matches!(self.state, State::Built(_)) {
            self.diagnostics = Vec::new();
            self.files = Files::default();
        }
        self
    }

    /// How many findings are this grave.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }
}
