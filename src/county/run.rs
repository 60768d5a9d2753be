//! One document of a run: whether it is up to date, its way from file to published files, and the record of what it was made from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::figures::{classes, key_figures};
use super::filing::{SharedCodes, misfiled};
use super::owners::Owners;
use super::publication::put;
use super::queue::Ticket;
use super::records::hash_of;
use super::{CountyError, Document, Failure, Input, Published, Record, RecordError, Records, Report, State, Unit};
use crate::diagnostics::{Files, Severity, count};
use crate::disclosure::{BuildError, Emit, Made, Press, Product, place};
use crate::dossier::{Dossier, Reader, Surroundings};
use crate::source::{Consolidation, Spanned, UnitInScope};

/// Folder of the open data within the published one.
pub const DATA: &str = "数据";

/// What the documents of a run share.
pub struct Run {
    pub press: Press,
    pub surroundings: Surroundings,
    pub root: PathBuf,
    pub contribution: String,
    pub shared_codes: SharedCodes,
    pub records: Records,
    pub owners: Owners,
    pub documents: Vec<Document>,
}

impl Run {
    /// The documents whose records say that they are up to date.
    pub fn standing(&self, records: Vec<Record>) -> BTreeMap<usize, Report> {
        let draft = self.press.options().draft;
        let mut known: BTreeMap<String, Record> =
            records.into_iter().filter(|record| record.draft == draft).map(|record| (record.source.clone(), record)).collect();
        let mut contexts = BTreeMap::new();
        let mut hashes = BTreeMap::new();
        let mut same = Vec::new();
        for (index, document) in self.documents.iter().enumerate() {
            let Some(record) = known.remove(&document.source) else { continue };
            let standard = record.standard.clone();
            let context = match contexts.get(&standard) {
                Some(context) => context,
                None => contexts.entry(standard.clone()).or_insert(self.context(&standard).ok()),
            };
            if context.as_ref() == Some(&record.context) && record.inputs.iter().all(|input| self.is_same(input, &mut hashes)) {
                same.push((index, record));
            }
        }
        if same.is_empty() {
            // Not even the pool is wanted then.
            return BTreeMap::new();
        }
        let standing = same.into_par_iter().filter(|(_, record)| self.records.stands(record));
        standing.map(|(index, record)| (index, Report::bare(&self.documents[index], State::Unchanged(Box::new(record))))).collect()
    }

    fn is_same(&self, input: &Input, hashes: &mut BTreeMap<String, Option<String>>) -> bool {
        let hash = hashes.entry(input.path.clone()).or_insert_with(|| hash_of(&place(&self.root, &input.path)));
        hash.as_ref() == Some(&input.blake3) && self.last_years(&input.path) == input.last_years
    }

    /// Hash of what a document depends on besides its input files.
    fn context(&self, standard: &str) -> Result<String, BuildError> {
        let text = format!("{}\n{}", self.press.fingerprint(standard)?, self.contribution);
        Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
    }

    /// Makes one document and publishes it. Of several files with one code nobody knows which is meant.
    pub fn document(&self, document: &Document, ticket: &Ticket) -> Report {
        match self.shared_codes.of_document(document) {
            Some(sources) => {
                let error = CountyError::SameCode { code: document.code.clone(), sources: sources.to_vec() };
                Report::bare(document, State::Failed(Failure::Error(Box::new(error))))
            }
            None => self.make(document, ticket),
        }
    }

    fn make(&self, document: &Document, ticket: &Ticket) -> Report {
        let path = place(&self.root, &document.source);
        let made = self.press.make(Reader::amid(self.surroundings.clone()), &path);
        let draftable = made.as_ref().is_ok_and(|made| made.draftable);
        let (state, diagnostics, files) = match made {
            Err(error) => (State::Failed(Failure::Error(Box::new(error.into()))), Vec::new(), Files::default()),
            Ok(Made { files, diagnostics, product: None, .. }) => (State::Failed(Failure::Findings), diagnostics, files),
            Ok(Made { files, diagnostics, product: Some(product), .. }) => {
                let errors = count(&diagnostics, Severity::Error);
                let state = match self.publish(document, product, errors, &files, ticket) {
                    Ok(record) => State::Built(Box::new(record)),
                    Err(error) => State::Failed(Failure::Error(Box::new(error))),
                };
                (state, diagnostics, files)
            }
        };
        let (errors, warnings) = (count(&diagnostics, Severity::Error), count(&diagnostics, Severity::Warning));
        Report { document: document.clone(), state, errors, warnings, diagnostics, files, draftable }
    }

    /// Writes a document's files, then its record; what it no longer has is withdrawn.
    fn publish(&self, document: &Document, product: Product, errors: usize, files: &Files, ticket: &Ticket) -> Result<Record, CountyError> {
        if let Some(error) = misfiled(document, &product.dossier.disclosure) {
            return Err(error);
        }
        let record = Record { errors, ..self.record(document, &product, files)? };
        if !ticket.commit() {
            return Ok(record);
        }
        let contents = product.outputs.iter().map(|output| output.bytes.as_slice());
        put(&self.records, &self.owners, &record, contents)?;
        Ok(record)
    }

    fn record(&self, document: &Document, product: &Product, files: &Files) -> Result<Record, CountyError> {
        let Product { dossier, derived, standard, title, pages, outputs, .. } = product;
        let file = &dossier.disclosure;
        let standard = standard.manifest.id.value.clone();
        let published = outputs.iter().map(|output| Published {
            path: if output.kind == Emit::Pdf { output.name.clone() } else { format!("{DATA}/{}", output.name) },
            kind: output.kind,
            title: output.title.clone(),
            size: u64::try_from(output.bytes.len()).expect("a length fits 64 bits"),
            blake3: blake3::hash(&output.bytes).to_hex().to_string(),
        });
        Ok(Record {
            source: document.source.clone(),
            draft: self.press.options().draft,
            year: file.year.value.0,
            code: file.department.code.value.clone(),
            name: file.department.name.value.clone(),
            kind: file.department.kind.value,
            report: file.department.report.value,
            title: title.clone(),
            context: self.context(&standard)?,
            standard,
            published: file.published.to_string(),
            pages: *pages,
            errors: 0,
            inputs: self.inputs(files)?,
            outputs: published.collect(),
            units: self.units(dossier),
            figures: key_figures(derived, file.department.kind.value),
            classes: classes(derived),
        })
    }

    /// The department's files that were read, with their hashes; what 县.yaml shares has no hash here and counts as the contribution. One that changed meanwhile is found out by the next run.
    fn inputs(&self, files: &Files) -> Result<Vec<Input>, CountyError> {
        let mut inputs = BTreeMap::new();
        for (file, hash) in files.iter().filter_map(|file| Some((file, file.hash?))) {
            let unreadable = |source| RecordError::Unreadable { path: file.path.clone(), source };
            let path = self.within(&file.path).map_err(unreadable)?;
            let last_years = self.last_years(&path).to_vec();
            inputs.insert(path.clone(), Input { path, blake3: hash.to_hex().to_string(), last_years });
        }
        Ok(inputs.into_values().collect())
    }

    /// Last year's files that the workspace offers a file.
    fn last_years(&self, source: &str) -> &[String] {
        self.surroundings.last_years.get(source).map_or(&[], Vec::as_slice)
    }

    /// The units a department lists, with their files.
    fn units(&self, dossier: &Dossier) -> Vec<Unit> {
        let department = &dossier.disclosure.department;
        let folder = dossier.path.parent().unwrap_or(Path::new(""));
        let summed = department.consolidation.value == Consolidation::按单位文件合计;
        let source = |link: &Spanned<String>| self.within(&place(folder, link)).ok();
        let unit = |unit: &UnitInScope| Unit { name: unit.name.value.clone(), source: unit.file.as_ref().and_then(source), summed };
        department.units.iter().map(unit).collect()
    }

    /// A file's path relative to the workspace, with `/`.
    fn within(&self, path: &Path) -> std::io::Result<String> {
        let (real, root) = (path.canonicalize()?, self.root.canonicalize()?);
        Ok(real.strip_prefix(&root).unwrap_or(&real).to_string_lossy().replace('\\', "/"))
    }
}
