//! A standard rehearsed on made-up departments: every form of its sentences worded and typeset, with what goes wrong where.
//!
//! `samples` are the departments, `forms` their variations (nothing spent, nothing changed, nothing last year …).

mod forms;
mod samples;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Edition, EditionError, font_roles};
use crate::checks::{self, Policy, PolicyError};
use crate::diagnostics::Severity;
use crate::dossier::{Derived, Dossier};
use crate::standard::{MANIFEST, Standard, StandardError, TemplateError, Worded, examine};
use crate::tables::unknown;
use crate::typeset::{Fault, FontError, FontSet, Search, TypesetError};

/// What came of checking a standard.
#[derive(Debug, Default)]
pub struct Rehearsal {
    pub faults: Vec<TemplateError>,
    pub performed: Vec<Performance>,
    /// Departments that do not write what the standard needs: name and the first thing missing.
    pub passed_over: Vec<(String, String)>,
    /// Template files that no document used.
    pub unused: Vec<String>,
}

/// One department in one form, worded and typeset.
#[derive(Debug)]
pub struct Performance {
    pub department: String,
    pub form: &'static str,
    pub pages: usize,
}

/// Why a standard could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    #[error(transparent)]
    Standard(#[from] StandardError),
    #[error(transparent)]
    Fonts(#[from] FontError),
}

/// Checks a standard on its own: a built-in one by its id, or a folder. It is tried on the sample departments and on these.
pub fn rehearse(place: &str, own: Vec<Dossier>, fonts: &Search) -> Result<Rehearsal, RehearsalError> {
    let examined = examine(place)?;
    let mut rehearsal = Rehearsal { faults: examined.faults, ..Rehearsal::default() };
    let Some(standard) = examined.standard else { return Ok(rehearsal) };
    let in_manifest =
        |error: PolicyError| TemplateError { file: standard.files.describe(MANIFEST), place: None, message: error.to_string() };
    rehearsal.faults.extend(Policy::of(&standard).err().map(in_manifest));
    let fonts = FontSet::load(&font_roles(&standard), fonts)?;
    let mut facts = Vec::new();
    let departments = departments(&standard, own, &mut rehearsal, &mut facts);
    rehearsal.faults.extend(standard.misused_variables(&facts));
    let mut used = BTreeSet::new();
    for Trial { dossier, form, derived, own } in &departments {
        let short = standard.short_text_faults(&derived.facts);
        rehearsal.faults.extend(short);
        rehearsal.faults.extend(standard.notice_fault(&derived.facts));
        rehearsal.faults.extend(if *own { Vec::new() } else { table_faults(dossier, &standard) });
        let edition = Edition { dossier, derived, standard: &standard, fonts: &fonts, draft: false, attach: true };
        match perform(&edition, &mut used) {
            Ok(pages) => {
                rehearsal.performed.push(Performance { department: dossier.disclosure.department.name.value.clone(), form, pages });
            }
            Err(faults) => rehearsal.faults.extend(faults),
        }
    }
    if rehearsal.faults.is_empty() {
        let files = standard.files.iter().filter(|(path, file)| {
            path.ends_with(".typ.tera") && !file.text.contains("endcomponent") && !file.text.contains("correction.")
        });
        rehearsal.unused = files.map(|(path, _)| path.to_owned()).filter(|path| !used.contains(path)).collect();
    }
    in_order(&mut rehearsal.faults);
    Ok(rehearsal)
}

/// The sample departments in all forms, as far as they write what the standard needs; and the facts of all, whether they do or not.
fn departments(standard: &Standard, own: Vec<Dossier>, rehearsal: &mut Rehearsal, facts: &mut Vec<Value>) -> Vec<Trial> {
    let mut ready = Vec::new();
    let samples = samples::dossiers().into_iter().map(|dossier| (dossier, false));
    for (dossier, own) in samples.chain(own.into_iter().map(|dossier| (dossier, true))) {
        for (form, dossier) in forms::of(&dossier) {
            match derive(&dossier, standard, facts) {
                Ok(derived) => ready.push(Trial { dossier, form, derived, own }),
                Err(Lack::Figure(fault)) => rehearsal.faults.push(fault),
                Err(Lack::Need(missing)) if form == forms::AS_WRITTEN => {
                    rehearsal.passed_over.push((dossier.disclosure.department.name.value.clone(), missing));
                    break;
                }
                Err(Lack::Need(missing)) => {
                    rehearsal.passed_over.push((format!("{}（{form}）", dossier.disclosure.department.name.value), missing))
                }
            }
        }
    }
    ready
}

/// A department in one form that the standard is tried on, and whether somebody gave it: a sample's figures are known to be sound.
struct Trial {
    dossier: Dossier,
    form: &'static str,
    derived: Derived,
    own: bool,
}

/// Why a department is not tried.
enum Lack {
    /// It does not write what the standard needs.
    Need(String),
    /// A table prints a figure it does not give and no need asks for: a fault of the standard.
    Figure(TemplateError),
}

fn derive(dossier: &Dossier, standard: &Standard, facts: &mut Vec<Value>) -> Result<Derived, Lack> {
    let (derived, findings) = Derived::from(dossier, standard);
    let derived = derived.ok_or_else(|| Lack::Need("没有这个年度的科目目录".to_owned()))?;
    facts.push(derived.facts.clone());
    let Some(finding) = findings.into_iter().find(|finding| finding.severity == Severity::Error) else { return Ok(derived) };
    let needed = standard.manifest.missing(&derived.facts, &|path| dossier.locate(path));
    let figure = unknown(&derived.tables, &derived.accounts).into_iter().next();
    match figure.filter(|_| needed.iter().all(|lack| lack.severity < Severity::Error)) {
        Some((address, figure)) => {
            let name = &dossier.disclosure.department.name;
            let message = format!("表要印“{}”（{address}），“{name}”没有写这个数，needs 里也没有要它", figure.label());
            Err(Lack::Figure(TemplateError { file: format!("表 {}", address.table), place: None, message }))
        }
        None => Err(Lack::Need(finding.message)),
    }
}

/// What the rules of tables find in a sample department's: its figures are sound, so the table's definition is not.
fn table_faults(dossier: &Dossier, standard: &Standard) -> Vec<TemplateError> {
    let found = checks::inspect(dossier, standard, &Policy::default()).diagnostics;
    let of_tables = found.into_iter().filter(|finding| finding.severity == Severity::Error && finding.code.starts_with("JS-T"));
    of_tables
        .map(|finding| TemplateError {
            file: "表".to_owned(), place: None, message: format!("{}：核对这一列写的 figure", finding.message)
        })
        .collect()
}

/// Words and typesets one document; notes the templates it used.
fn perform(edition: &Edition, used: &mut BTreeSet<String>) -> Result<usize, Vec<TemplateError>> {
    let worded = match edition.word() {
        Ok(worded) => worded,
        Err(EditionError::Template(error)) => return Err(vec![error]),
        Err(EditionError::Typeset { error, .. }) => return Err(vec![plain(error.to_string())]),
    };
    let document = worded.files.get(crate::standard::MAIN).map(String::as_str).unwrap_or_default();
    used.extend(crate::standard::templates_in(document).map(str::to_owned));
    match edition.compile(&worded) {
        Ok(compiled) => match edition.export(&compiled, &worded) {
            Ok(_) => Ok(compiled.page_count()),
            Err(error) => Err(layout_faults(error, edition.standard, &worded)),
        },
        Err(error) => Err(layout_faults(error, edition.standard, &worded)),
    }
}

fn plain(message: String) -> TemplateError {
    TemplateError { file: "排版".to_owned(), place: None, message }
}

/// Complaints of Typst with their places in the pack: a layout file's own, or the template line the generated line came from.
fn layout_faults(error: EditionError, standard: &Standard, worded: &Worded) -> Vec<TemplateError> {
    match error {
        EditionError::Template(error) => vec![error],
        EditionError::Typeset { error: TypesetError::Template(faults), .. } => {
            faults.iter().map(|fault| layout_fault(fault, standard, worded)).collect()
        }
        EditionError::Typeset { error, .. } => vec![plain(error.to_string())],
    }
}

fn layout_fault(fault: &Fault, standard: &Standard, worded: &Worded) -> TemplateError {
    let message = fault.message.clone();
    let Some(place) = &fault.place else { return plain(message) };
    if place.file != crate::standard::MAIN {
        return TemplateError { file: standard.files.describe(&place.file), place: Some((place.line, place.column)), message };
    }
    let document = worded.files.get(crate::standard::MAIN).map(String::as_str).unwrap_or_default();
    let Some(origin) = standard.files.origin(document, place.line) else { return plain(message) };
    TemplateError {
        file: standard.files.describe(origin.template),
        place: origin.line.map(|line| (line, 1)),
        message: format!("{message}：{}", origin.generated),
    }
}

/// Sorts by place and drops what several departments found alike: of one place, what was found first.
fn in_order(faults: &mut Vec<TemplateError>) {
    let placeless = |fault: &TemplateError| fault.place.is_none().then(|| fault.message.clone());
    faults.sort_by_cached_key(|fault| (fault.file.clone(), fault.place, placeless(fault)));
    faults.dedup_by(|a, b| (&a.file, a.place) == (&b.file, b.place) && (a.place.is_some() || a.message == b.message));
}
