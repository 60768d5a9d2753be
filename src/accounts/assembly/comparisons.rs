//! Initial budgets and last year's figures: what the department's own file writes stands before last year's file, and that before its units' files.

use std::collections::BTreeMap;

use super::{Inputs, entry};
use crate::accounts::comparison::Comparisons;
use crate::accounts::soundness::{Written, check_comparisons};
use crate::accounts::{Accounts, Comparison, Ledger, Scope, Source};
use crate::catalog::{Budget, Catalog};
use crate::diagnostics::Diagnostic;
use crate::source::{Amount, Disclosure, FileId, Spanned};

/// Takes in all comparison figures; reports items that were spent on and are missing in their class's figure.
pub(super) fn take_in(inputs: &Inputs, accounts: &mut Accounts, diagnostics: &mut Vec<Diagnostic>) {
    let mut units = BTreeMap::<FileId, Comparisons>::new();
    for unit in inputs.members().into_iter().filter(|_| inputs.by_units()) {
        let file = unit.department.name.span.file;
        units.insert(file, written(unit, &accounts.ledger, inputs.catalog, inputs.last_year.is_none()));
    }
    let mut above = std::mem::take(&mut accounts.comparisons);
    above.overlay(written(inputs.head, &accounts.ledger, inputs.catalog, true));
    accounts.comparisons = Comparisons::together(units.values());
    accounts.comparisons.overlay(above.clone());
    check_comparisons(accounts, &Written { above, units }, diagnostics);
    totals(inputs.head, accounts);
}

/// The figures of one file; those of last year only where no file of last year says them for the whole department.
fn written(file: &Disclosure, ledger: &Ledger, catalog: &Catalog, with_last_year: bool) -> Comparisons {
    let mut figures = Comparisons::default();
    let mut add = |comparison, source, code: &str, amount: &Option<Spanned<Amount>>| {
        let wanted = with_last_year || comparison != Comparison::LastYear;
        if let Some(amount) = amount.as_ref().filter(|_| wanted) {
            figures.add(comparison, source, code, entry(amount, file.unit.value));
        }
    };
    for (code, note) in file.code_notes.iter() {
        let code = code.value.as_str();
        let source = source_of(code, ledger, catalog);
        add(Comparison::InitialBudget, source, code, &note.initial_budget);
        add(Comparison::LastYear, source, code, &note.last_year);
    }
    let past = &file.last_year;
    for (source, amount) in [(Source::General, &past.general), (Source::Fund, &past.fund), (Source::Capital, &past.capital)] {
        add(Comparison::LastYear, source, "", amount);
    }
    figures
}

/// Takes in the totals of last year that the department's own file writes.
fn totals(head: &Disclosure, accounts: &mut Accounts) {
    let past = &head.last_year;
    let figures = [
        ("last_year.resources", &past.resources),
        ("last_year.uses", &past.uses),
        ("last_year.fiscal_resources", &past.fiscal_resources),
        ("last_year.fiscal_uses", &past.fiscal_uses),
        ("last_year.closing", &past.closing),
        ("agency.last_year", &head.agency_operating.last_year),
    ];
    for (name, amount) in figures {
        if let Some(amount) = amount {
            accounts.named.insert(name, vec![entry(amount, head.unit.value)]);
        }
    }
}

/// The source a code of 科目说明 speaks of: the one whose ledger has it, the general public budget first; else what the catalogue says.
pub(crate) fn source_of(code: &str, ledger: &Ledger, catalog: &Catalog) -> Source {
    let has = |source: &Source| ledger.rows_under(Scope::of(*source), code).next().is_some();
    let held = [Source::General, Source::Fund, Source::Capital].into_iter().find(has);
    held.unwrap_or_else(|| match catalog.functional(code).map(|item| item.budget) {
        Some(Budget::Fund) => Source::Fund,
        Some(Budget::Capital) => Source::Capital,
        _ => Source::General,
    })
}
