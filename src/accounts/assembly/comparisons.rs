//! Initial budgets and last year's figures: what the department's own file writes stands before last year's file, and that before its units' files.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Inputs, entry};
use crate::accounts::comparison::Comparisons;
use crate::accounts::soundness::{Written, check_comparisons, total_missing};
use crate::accounts::{Accounts, Comparison, Entry, LEVELS, Ledger, Scope, Source};
use crate::catalog::{Budget, Catalog};
use crate::diagnostics::Diagnostic;
use crate::source::{Amount, DepartmentKind, Disclosure, FileId, Spanned};

/// Takes in all comparison figures; reports items that were spent on and are missing in their class's figure.
pub(super) fn take_in(inputs: &Inputs, accounts: &mut Accounts, diagnostics: &mut Vec<Diagnostic>) {
    let mut units = BTreeMap::<FileId, Comparisons>::new();
    for unit in inputs.files().filter(|_| inputs.by_units()) {
        let file = unit.department.name.span.file;
        units.insert(file, written(unit, accounts, inputs.catalog, inputs.last_year.is_none()));
    }
    let own = written(inputs.head, accounts, inputs.catalog, true);
    let mut above = std::mem::take(&mut accounts.comparisons);
    above.overlay(own);
    accounts.comparisons = Comparisons::together(units.values());
    accounts.comparisons.overlay(above.clone());
    without_a_budget(inputs.head, accounts);
    check_comparisons(accounts, &Written { above, units }, diagnostics);
    totals(inputs, accounts, diagnostics);
}

/// A department that has no row of the general public budget, notes no code of it and spent nothing of it last year had no such budget.
fn without_a_budget(head: &Disclosure, accounts: &mut Accounts) {
    let source = Source::General;
    let has_rows = accounts.ledger().rows_under(Scope::of(source), "").next().is_some();
    let is_noted = accounts.comparisons.codes(Comparison::InitialBudget, source).next().is_some();
    let spent = accounts.comparison(Comparison::LastYear, source, None);
    if !has_rows && !is_noted && spent.is_some_and(|spent| spent.is_zero()) {
        accounts.comparisons.add(Comparison::InitialBudget, source, "", Entry { amount: Decimal::ZERO, span: head.department.name.span });
    }
}

/// The figures of one file; those of last year only where no file of last year says them for the whole department.
fn written(file: &Disclosure, accounts: &Accounts, catalog: &Catalog, with_last_year: bool) -> Comparisons {
    let mut figures = Comparisons::default();
    let mut add = |comparison, source, code: &str, amount: &Option<Spanned<Amount>>| {
        let wanted = with_last_year || comparison != Comparison::LastYear;
        if let Some(amount) = amount.as_ref().filter(|_| wanted) {
            figures.add(comparison, source, code, entry(amount, file.unit.value));
        }
    };
    for (code, note) in file.code_notes.iter() {
        let code = code.value.as_str();
        let source = source_of(code, file, accounts, catalog);
        add(Comparison::InitialBudget, source, code, &note.initial_budget);
        add(Comparison::LastYear, source, code, &note.last_year);
    }
    let past = &file.last_year;
    for (source, amount) in [(Source::General, &past.general), (Source::Fund, &past.fund), (Source::Capital, &past.capital)] {
        add(Comparison::LastYear, source, "", amount);
    }
    figures
}

/// A total of last year: its figure, its key, and where a file writes it.
type Total = (&'static str, &'static str, fn(&Disclosure) -> &Option<Spanned<Amount>>);

const TOTALS: [Total; 6] = [
    ("last_year.resources", "上年决算.收入总计", |file| &file.last_year.resources),
    ("last_year.uses", "上年决算.支出总计", |file| &file.last_year.uses),
    ("last_year.fiscal_resources", "上年决算.财政拨款收入总计", |file| &file.last_year.fiscal_resources),
    ("last_year.fiscal_uses", "上年决算.财政拨款支出总计", |file| &file.last_year.fiscal_uses),
    ("last_year.closing", "上年决算.年末结转和结余", |file| &file.last_year.closing),
    ("agency.last_year", "机关运行经费.上年决算", |file| &file.agency_operating.last_year),
];

/// Takes in the totals of last year: those of the department's own file, else (where no file of last year says them) the sums of its units'. A total
/// that only some of the units write is unknown, and reported.
fn totals(inputs: &Inputs, accounts: &mut Accounts, diagnostics: &mut Vec<Diagnostic>) {
    let entry_of = |file: &Disclosure, written: fn(&Disclosure) -> &Option<Spanned<Amount>>| {
        written(file).as_ref().map(|amount| entry(amount, file.unit.value))
    };
    for (name, key, written) in TOTALS {
        if let Some(own) = entry_of(inputs.head, written) {
            accounts.named.insert(name, vec![own]);
            continue;
        }
        if !inputs.by_units() || accounts.named.contains_key(name) {
            continue;
        }
        // Institutions have no agency operating costs.
        let concerned = |unit: &&Disclosure| !name.starts_with("agency.") || unit.department.kind.value != DepartmentKind::事业单位;
        let (write, silent): (Vec<&Disclosure>, Vec<&Disclosure>) =
            inputs.files().filter(concerned).partition(|unit| written(unit).is_some());
        let entries: Vec<Entry> = write.into_iter().filter_map(|unit| entry_of(unit, written)).collect();
        match entries.first() {
            Some(_) if silent.is_empty() => {
                accounts.named.insert(name, entries);
            }
            Some(first) => diagnostics.push(total_missing(key, first.span, &silent)),
            None => {}
        }
    }
}

/// The source a code of 科目说明 speaks of: the one whose ledger has it, the general public budget first; else what the catalogue says. A class of which
/// only other budgets have rows this year is still the general public budget's where it was last year, or where those rows are noted by themselves and
/// its budget is not their sum.
pub(crate) fn source_of(code: &str, file: &Disclosure, accounts: &Accounts, catalog: &Catalog) -> Source {
    let ledger = accounts.ledger();
    let has = |source: &Source| ledger.rows_under(Scope::of(*source), code).next().is_some();
    let held = [Source::General, Source::Fund, Source::Capital].into_iter().find(has);
    let of_last_year = || !accounts.comparisons.entries(Comparison::LastYear, Source::General, code).is_empty();
    let apart = |source: Source| of_last_year() || stands_beside(code, file, ledger, source);
    match held {
        Some(source) if source != Source::General && code.len() < LEVELS[LEVELS.len() - 1] && apart(source) => Source::General,
        Some(source) => source,
        None => of_catalog(code, catalog),
    }
}

/// Whether each row of a source under a code is noted with a budget of its own, and the code's is not what they add to.
fn stands_beside(code: &str, file: &Disclosure, ledger: &Ledger, source: Source) -> bool {
    let budgets = || file.code_notes.iter().filter_map(|(noted, note)| Some((noted.value.as_str(), note.initial_budget.as_ref()?.value.0)));
    let Some((_, own)) = budgets().find(|(noted, _)| *noted == code) else { return false };
    let rows: Vec<&str> = ledger.rows_under(Scope::of(source), code).map(|row| row.code.as_str()).collect();
    let above_row = |noted: &str| noted.len() > code.len() && rows.iter().any(|row| row.starts_with(noted));
    let below: Vec<_> = budgets().filter(|(noted, _)| above_row(noted)).collect();
    let all_noted = rows.iter().all(|row| below.iter().any(|(noted, _)| row.starts_with(noted)));
    all_noted && below.iter().map(|(_, budget)| *budget).sum::<Decimal>() != own
}

fn of_catalog(code: &str, catalog: &Catalog) -> Source {
    match catalog.functional(code).map(|item| item.budget) {
        Some(Budget::Fund) => Source::Fund,
        Some(Budget::Capital) => Source::Capital,
        _ => Source::General,
    }
}
