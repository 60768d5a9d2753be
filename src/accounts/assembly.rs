//! From source files to accounts: collects every written amount as an entry of the figure it belongs to.
//!
//! Here are the ledgers and what hangs on a unit's kind; `comparisons`, `expenses` and `last_year` have the rest.

mod comparisons;
mod expenses;
mod last_year;
#[cfg(test)]
mod tests;

pub(crate) use comparisons::source_of;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Accounts, Column, Entry, Ledger, Measure, Row, Scope, Source, codes, soundness};
use crate::catalog::{Catalog, Part};
use crate::diagnostics::Diagnostic;
use crate::money;
use crate::source::{Amount, Consolidation, Count, DepartmentKind, Disclosure, FiscalRow, MoneyUnit, OtherFundsRow, Spanned};

/// What accounts are built from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The department's own file.
    pub head: &'a Disclosure,
    /// The unit files whose exact sums make the accounts, when the department says so; empty otherwise.
    pub units: &'a [&'a Disclosure],
    /// Last year's accounts, when last year's file is named.
    pub last_year: Option<&'a Accounts>,
    /// The classifications of the year.
    pub catalog: &'a Catalog,
}

impl<'a> Inputs<'a> {
    /// Whether the amounts are the sums of the units' files.
    fn by_units(&self) -> bool {
        self.head.department.consolidation.value == Consolidation::按单位文件合计
    }

    /// The files whose amounts are summed: the units' or the department's own.
    fn members(&self) -> Vec<&'a Disclosure> {
        if self.by_units() { self.units.to_vec() } else { vec![self.head] }
    }
}

/// Builds the accounts and reports what is unsound about the ledgers (`JS-S09`, `JS-T001`, `JS-T103`).
pub fn build(inputs: Inputs) -> (Accounts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut assembly = Assembly::new(inputs.last_year);
    for member in inputs.members() {
        codes::check_codes(member, inputs.catalog, &mut diagnostics);
        diagnostics.extend(assembly.member(member));
    }
    let Assembly { mut rows, mut accounts, omitted, .. } = assembly;
    accounts.named.retain(|name, _| !omitted.contains(name));
    if inputs.by_units() {
        let mut own = Assembly::new(None);
        own.member(inputs.head);
        diagnostics.extend(soundness::left_out(&own.amounts()));
    }
    if let (Some(past), Some(file)) = (inputs.last_year, &inputs.head.last_year_file) {
        diagnostics.extend(last_year::carry_over(past, &inputs, file.span, &mut rows));
        accounts.ledger = Ledger::new(rows);
        last_year::adopt(past, &inputs, file.span, &mut accounts);
    } else {
        accounts.ledger = Ledger::new(rows);
    }
    comparisons::take_in(&inputs, &mut accounts, &mut diagnostics);
    agency(&inputs, &mut accounts);
    soundness::check_balances(&accounts, &mut diagnostics);
    (accounts, diagnostics)
}

/// What the files of a department's members write, as far as it was taken in.
struct Assembly<'a> {
    rows: Vec<Row>,
    accounts: Accounts,
    /// Figures that a member should have written and did not: unknown for the department, whatever the other members write.
    omitted: BTreeSet<&'static str>,
    last_year: Option<&'a Accounts>,
}

/// The exact yuan of a written amount and its place.
fn entry(amount: &Spanned<Amount>, unit: MoneyUnit) -> Entry {
    Entry { amount: money::yuan(amount.value, unit), span: amount.span }
}

impl<'a> Assembly<'a> {
    fn new(last_year: Option<&'a Accounts>) -> Self {
        Self { rows: Vec::new(), accounts: Accounts::default(), omitted: BTreeSet::new(), last_year }
    }

    /// Takes in all amounts of one file; reports rows without the income they need.
    fn member(&mut self, member: &Disclosure) -> Vec<Diagnostic> {
        let diagnostics = self.ledgers(member);
        self.economic(member);
        self.three_public(member);
        self.expenses(member);
        diagnostics
    }

    /// Every amount that was taken in and is not zero.
    fn amounts(&self) -> Vec<Entry> {
        let rows = self.rows.iter().flat_map(|row| row.entries.iter().flatten());
        let others = self.accounts.economic.values().chain(self.accounts.named.values()).flatten();
        rows.chain(others).filter(|entry| !entry.amount.is_zero()).copied().collect()
    }

    fn ledgers(&mut self, member: &Disclosure) -> Vec<Diagnostic> {
        let unit = member.unit.value;
        let mut diagnostics = Vec::new();
        for (source, written) in [(Source::General, &member.general), (Source::Fund, &member.fund), (Source::Capital, &member.capital)] {
            for row in written {
                let mut taken = fiscal_row(source, row, unit);
                if row.income.is_none() {
                    let carried = self.carried_over(source, row.code.value.as_str());
                    diagnostics.extend(income_from_expenditure(&mut taken, carried));
                }
                self.rows.push(taken);
            }
        }
        self.rows.extend(member.other_funds.iter().map(|row| other_row(row, unit)));
        diagnostics
    }

    /// Whether last year's file closes with money of this source and code.
    fn carried_over(&self, source: Source, code: &str) -> bool {
        self.last_year.is_some_and(|last_year| !last_year.ledger().sum(Scope::of(source), Measure::CLOSING, code).is_zero())
    }

    fn economic(&mut self, member: &Disclosure) {
        for (code, amount) in member.basic_by_economic.iter() {
            self.accounts.economic.entry(code.value.0.clone()).or_default().push(entry(amount, member.unit.value));
        }
    }

    /// Says that a figure is zero without being written.
    fn nothing(&mut self, name: &'static str) {
        self.accounts.named.entry(name).or_default();
    }

    fn amounts_of<const N: usize>(&mut self, unit: MoneyUnit, written: [(&'static str, &Option<Spanned<Amount>>); N]) {
        for (name, amount) in written {
            self.accounts.add(name, amount.as_ref().map(|amount| entry(amount, unit)));
        }
    }

    fn counts_of<const N: usize>(&mut self, written: [(&'static str, &Option<Spanned<Count>>); N]) {
        for (name, count) in written {
            self.accounts.add(name, count.as_ref().map(|count| Entry { amount: Decimal::from(count.value.0), span: count.span }));
        }
    }
}

impl Accounts {
    /// Adds a written amount to a named figure.
    fn add(&mut self, name: &'static str, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.named.entry(name).or_default().push(entry);
        }
    }
}

/// Derives agency operating costs (机关运行经费): operating costs of administrative and assimilated units, unless the file states both parts; of a
/// department of units the sum over them, each by the same rule, unless the department's own file states both parts.
fn agency(inputs: &Inputs, accounts: &mut Accounts) {
    for name in ["agency.administrative", "agency.assimilated"] {
        accounts.named.entry(name).or_default();
    }
    if states_agency(inputs.head) {
        return agency_of(inputs.head, accounts);
    }
    for member in inputs.members() {
        agency_of(member, accounts);
    }
}

fn states_agency(file: &Disclosure) -> bool {
    file.agency_operating.administrative.is_some() || file.agency_operating.assimilated.is_some()
}

fn agency_of(member: &Disclosure, accounts: &mut Accounts) {
    let (stated, unit) = (&member.agency_operating, member.unit.value);
    if states_agency(member) {
        for (name, amount) in [("agency.administrative", &stated.administrative), ("agency.assimilated", &stated.assimilated)] {
            accounts.add(name, amount.as_ref().map(|amount| entry(amount, unit)));
        }
        return;
    }
    let name = match member.department.kind.value {
        DepartmentKind::行政单位 => "agency.administrative",
        DepartmentKind::参照公务员法管理事业单位 => "agency.assimilated",
        DepartmentKind::事业单位 => return,
    };
    for (code, amount) in member.basic_by_economic.iter() {
        if Part::of(code.value.as_str()) == Part::Operating {
            accounts.add(name, Some(entry(amount, unit)));
        }
    }
}

fn put(row: &mut Row, column: Column, amount: &Option<Spanned<Amount>>, unit: MoneyUnit) {
    row.entries[column as usize] = amount.as_ref().map(|amount| entry(amount, unit));
}

fn fiscal_row(source: Source, written: &Spanned<FiscalRow>, unit: MoneyUnit) -> Row {
    let mut row = Row::new(source, written.code.value.as_str(), written.code.span, written.span);
    put(&mut row, Column::Opening, &written.opening, unit);
    put(&mut row, Column::Appropriation, &written.income, unit);
    put(&mut row, Column::Basic, &written.basic, unit);
    put(&mut row, Column::Project, &written.project, unit);
    row
}

/// Income left out means: income equals expenditure and nothing was carried over (within the row, or from last year).
fn income_from_expenditure(row: &mut Row, carried: bool) -> Option<Diagnostic> {
    let amount = row.measure(Measure::EXPENDITURE);
    row.entries[Column::Appropriation as usize] = Some(Entry { amount, span: row.span });
    (carried || !row.amount(Column::Opening).is_zero()).then(|| soundness::income_missing(row, carried))
}

fn other_row(written: &Spanned<OtherFundsRow>, unit: MoneyUnit) -> Row {
    let mut row = Row::new(Source::Other, written.code.value.as_str(), written.code.span, written.span);
    let columns = [
        (Column::Opening, &written.opening),
        (Column::SuperiorSubsidy, &written.superior_subsidy),
        (Column::Undertaking, &written.undertaking),
        (Column::BusinessIncome, &written.business_income),
        (Column::SubordinateRemittance, &written.subordinate_remittance),
        (Column::OtherIncome, &written.other_income),
        (Column::SurplusUse, &written.surplus_use),
        (Column::Basic, &written.basic),
        (Column::Project, &written.project),
        (Column::RemittanceToSuperior, &written.remittance_to_superior),
        (Column::BusinessExpenditure, &written.business_expenditure),
        (Column::SubsidyToSubordinates, &written.subsidy_to_subordinates),
        (Column::Allocation, &written.allocation),
    ];
    for (column, amount) in columns {
        put(&mut row, column, amount, unit);
    }
    row
}
