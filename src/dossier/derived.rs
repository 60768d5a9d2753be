//! What follows from a dossier under a standard: accounts, tables, facts, reports. Pure; nothing is printed or written.

use serde_json::Value;

use super::Dossier;
use crate::accounts::{self, Accounts, Inputs, Member, Names};
use crate::diagnostics::{Diagnostic, Severity};
use crate::narrative::{self, Narrative};
use crate::performance::{self, Report, Summary};
use crate::source::{Department, Disclosure, Span};
use crate::standard::{Contents, Standard};
use crate::tables::{self, Table};

/// Everything derived from one dossier.
#[derive(Debug, Clone)]
pub struct Derived {
    pub accounts: Accounts,
    /// Last year's accounts, when last year's file is named.
    pub last_year: Option<Accounts>,
    /// Those of the units' last years, each with the place where its file is named.
    pub last_years_of_units: Vec<(Span, Accounts)>,
    pub names: Names,
    pub tables: Vec<Table>,
    pub narrative: Narrative,
    pub reports: Vec<Report>,
    pub summary: Summary,
    /// The facts as templates and readers of the open data see them.
    pub facts: Value,
}

impl Derived {
    /// Derives everything; the findings say what is unsound or missing. None only when the year has no classifications.
    pub fn from(dossier: &Dossier, standard: &Standard) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let Some(Books { accounts, last_year, last_years_of_units, names }) = account(dossier, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let file = &dossier.disclosure;
        let members: Vec<&Disclosure> = dossier.members().map(|member| &member.disclosure).collect();
        let (grades, weights) = (&standard.manifest.grades, &standard.manifest.weights);
        let tables = || standard.tables.iter().map(|definition| tables::build(definition, &accounts, &names)).collect();
        let texts = || {
            let narrative = narrative::build(file, &members, &accounts, &names);
            let reports: Vec<Report> = file.projects.iter().map(|project| performance::report(project, file, grades, weights)).collect();
            let summary = performance::summary(file, &reports, &accounts, grades);
            let facts = Contents { file, narrative: &narrative, summary: &summary, reports: &reports }.facts();
            (narrative, reports, summary, facts)
        };
        let (tables, (narrative, reports, summary, facts)): (Vec<Table>, _) = rayon::join(tables, texts);
        let missing = standard.manifest.missing(&facts, &|path| dossier.locate(path));
        if missing.iter().all(|finding| finding.severity < Severity::Error) {
            let unknown = tables::unknown(&tables, &accounts).into_iter();
            diagnostics.extend(unknown.map(|(address, figure)| standard.manifest.unknown(&address.to_string(), figure, dossier.place())));
        }
        diagnostics.extend(missing);
        (Some(Self { accounts, last_year, last_years_of_units, names, tables, narrative, reports, summary, facts }), diagnostics)
    }
}

/// The accounts of a dossier beside those they follow from.
struct Books {
    accounts: Accounts,
    last_year: Option<Accounts>,
    last_years_of_units: Vec<(Span, Accounts)>,
    names: Names,
}

/// Accounts of a dossier, last year's first.
fn account(dossier: &Dossier, diagnostics: &mut Vec<Diagnostic>) -> Option<Books> {
    let (last_year, past_names) = match &dossier.last_year {
        Some(dossier) => account(dossier, diagnostics).map(|books| (books.accounts, books.names)).unzip(),
        None => (None, None),
    };
    let year = &dossier.disclosure.year;
    let catalog = accounts::catalog_of(year.value.0, year.span, diagnostics)?;
    let pasts: Vec<Option<Accounts>> = dossier.units.iter().map(past_of_unit).collect();
    let files = dossier.units.iter().map(|unit| &unit.disclosure);
    let members = files.clone().zip(&pasts);
    let units: Vec<Member> = members.map(|(file, past)| Member { file, last_year: past.as_ref(), is_new: is_new(file, dossier) }).collect();
    let head = &dossier.disclosure;
    let (accounts, findings) = accounts::build(Inputs { head, units: &units, last_year: last_year.as_ref(), catalog });
    diagnostics.extend(findings);
    let names = Names::new(catalog, std::iter::once(head).chain(files.clone()), past_names);
    let links = files.map(|file| file.last_year_file.as_ref().map(|link| link.span));
    let last_years_of_units = links.zip(pasts).filter_map(|(link, past)| link.zip(past)).collect();
    Some(Books { accounts, last_year, last_years_of_units, names })
}

/// Whether last year's file of the department lists its units, and this one is not among them.
fn is_new(unit: &Disclosure, of: &Dossier) -> bool {
    let before = of.last_year.iter().flat_map(|last_year| &last_year.units).map(|before| &before.disclosure.department);
    let same = |before: &Department| before.code.value == unit.department.code.value || before.name.value == unit.department.name.value;
    before.clone().next().is_some() && !before.into_iter().any(same)
}

/// The accounts of a unit's last year. What is wrong with them is said where the unit's own document is made.
fn past_of_unit(unit: &Dossier) -> Option<Accounts> {
    Some(account(unit.last_year.as_deref()?, &mut Vec::new())?.accounts)
}
