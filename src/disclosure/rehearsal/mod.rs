//! A standard rehearsed on made-up departments: every form of its sentences worded and typeset, with what goes wrong where.
//!
//! `samples` are the departments, `forms` their variations (nothing spent, nothing changed, nothing last year …).

mod forms;
mod samples;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Edition, EditionError, font_roles};
use crate::diagnostics::Severity;
use crate::dossier::{Derived, Dossier};
use crate::standard::{Standard, StandardError, TemplateError, Worded, examine};
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

/// Checks a standard on its own: a built-in one by its id, or a folder.
pub fn rehearse(place: &str, fonts: &Search) -> Result<Rehearsal, RehearsalError> {
    let examined = examine(place)?;
    let mut rehearsal = Rehearsal { faults: examined.faults, ..Rehearsal::default() };
    let Some(standard) = examined.standard else { return Ok(rehearsal) };
    let fonts = FontSet::load(&font_roles(&standard), fonts)?;
    let mut facts = Vec::new();
    let departments = departments(&standard, &mut rehearsal, &mut facts);
    rehearsal.faults.extend(standard.misused_variables(&facts));
    let mut used = BTreeSet::new();
    for (dossier, form, derived) in &departments {
        let short = standard.short_text_faults(&derived.facts);
        rehearsal.faults.extend(short);
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
fn departments(standard: &Standard, rehearsal: &mut Rehearsal, facts: &mut Vec<Value>) -> Vec<(Dossier, &'static str, Derived)> {
    let mut ready = Vec::new();
    for dossier in samples::dossiers() {
        for (form, dossier) in forms::of(&dossier) {
            match derive(&dossier, standard, facts) {
                Ok(derived) => ready.push((dossier, form, derived)),
                Err(missing) if form == forms::AS_WRITTEN => {
                    rehearsal.passed_over.push((dossier.disclosure.department.name.value.clone(), missing));
                    break;
                }
                Err(missing) => rehearsal.passed_over.push((format!("{}（{form}）", dossier.disclosure.department.name.value), missing)),
            }
        }
    }
    ready
}

fn derive(dossier: &Dossier, standard: &Standard, facts: &mut Vec<Value>) -> Result<Derived, String> {
    let (derived, findings) = Derived::from(dossier, standard);
    facts.extend(derived.as_ref().map(|derived| derived.facts.clone()));
    match findings.into_iter().find(|finding| finding.severity == Severity::Error) {
        Some(finding) => Err(finding.message),
        None => derived.ok_or_else(|| "没有这个年度的科目目录".to_owned()),
    }
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
    let generated = document.lines().nth(place.line.saturating_sub(1)).unwrap_or_default();
    let Some(path) = crate::standard::template_of(document, place.line.saturating_sub(1)) else { return plain(message) };
    let line = standard.files.get(path).and_then(|text| origin(text, generated));
    TemplateError { file: standard.files.describe(path), place: line.map(|line| (line, 1)), message: format!("{message}：{generated}") }
}

/// The line (from 1) of a template that a generated line most likely came from: the one whose fixed words it has most of.
fn origin(template: &str, generated: &str) -> Option<usize> {
    let fixed = |line: &str| -> Option<usize> {
        let mut rest = generated;
        let mut length = 0;
        for piece in line.split(">>").flat_map(|part| part.split("%>")) {
            let words = piece.split("<<").next().and_then(|piece| piece.split("<%").next()).unwrap_or_default().trim();
            rest = &rest[rest.find(words)? + words.len()..];
            length += words.len();
        }
        Some(length)
    };
    let scored = template.lines().enumerate().filter_map(|(index, line)| Some((fixed(line)?, index + 1)));
    scored.filter(|(length, _)| *length > 0).max_by_key(|(length, line)| (*length, std::cmp::Reverse(*line))).map(|(_, line)| line)
}

/// Sorts by place and drops what several departments found alike.
fn in_order(faults: &mut Vec<TemplateError>) {
    faults.sort_by(|a, b| (&a.file, a.place, &a.message).cmp(&(&b.file, b.place, &b.message)));
    faults.dedup_by(|a, b| (&a.file, a.place) == (&b.file, b.place) && (a.place.is_some() || a.message == b.message));
}
