//! From source files to accounts: collects every written amount as an entry of the figure it belongs to.

mod expenses;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::figure::{Column, Source};
use super::{Accounts, Comparison, Entry, Figure, Ledger, Measure, Row, Scope, named, soundness};
use crate::catalog::Catalog;
use crate::diagnostics::Diagnostic;
use crate::money;
use crate::source::{Amount, Consolidation, Count, DepartmentKind, Disclosure, FiscalRow, MoneyUnit, OtherFundsRow, Span, Spanned};

/// What accounts are built from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The department's own file.
    pub head: &'a Disclosure,
    /// The unit files whose exact sums make the accounts, when the department says so; empty otherwise.
    pub units: &'a [Disclosure],
    /// Last year's accounts, when last year's file is named.
    pub last_year: Option<&'a Accounts>,
    /// The classifications of the year.
    pub catalog: &'a Catalog,
}

impl<'a> Inputs<'a> {
    /// The files whose amounts are summed: the units' or the department's own.
    pub fn members(&self) -> Vec<&'a Disclosure> {
        match self.head.department.consolidation.value {
            Consolidation::按单位文件合计 => self.units.iter().collect(),
            Consolidation::本文件已含全部单位 => vec![self.head],
        }
    }
}

/// Builds the accounts and reports what is unsound about the ledgers (`JS-T001`, `JS-T002`, `JS-T103`).
pub fn build(inputs: Inputs) -> (Accounts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut assembly = Assembly { accounts: Accounts::default(), last_year: inputs.last_year };
    let mut rows = Vec::new();
    for member in inputs.members() {
        soundness::check_codes(member, inputs.catalog, &mut diagnostics);
        assembly.rows(member, &mut rows, &mut diagnostics);
        assembly.economic(member);
        assembly.three_public(member);
        assembly.expenses(member);
    }
    if let (Some(last_year), Some(file)) = (inputs.last_year, &inputs.head.last_year_file) {
        carry_over(last_year, file.span, &mut rows);
        assembly.accounts.ledger = Ledger::new(rows);
        assembly.adopt_last_year(last_year, file.span);
    } else {
        assembly.accounts.ledger = Ledger::new(rows);
    }
    assembly.comparisons(&inputs);
    assembly.agency(&inputs);
    soundness::check_balances(&assembly.accounts, &mut diagnostics);
    soundness::check_comparisons(&assembly.accounts, &mut diagnostics);
    (assembly.accounts, diagnostics)
}

struct Assembly<'a> {
    accounts: Accounts,
    last_year: Option<&'a Accounts>,
}

/// The exact yuan of a written amount and its place.
fn entry(amount: &Spanned<Amount>, unit: MoneyUnit) -> Entry {
    Entry { amount: money::yuan(amount.value, unit), span: amount.span }
}

fn counted(count: &Spanned<Count>) -> Entry {
    Entry { amount: Decimal::from(count.value.0), span: count.span }
}

impl Assembly<'_> {
    fn rows(&self, member: &Disclosure, rows: &mut Vec<Row>, diagnostics: &mut Vec<Diagnostic>) {
        let unit = member.unit.value;
        for (source, written) in [(Source::General, &member.general), (Source::Fund, &member.fund), (Source::Capital, &member.capital)] {
            for row in written {
                let carried = self.carried_over(source, row.code.value.as_str());
                rows.push(fiscal_row(source, row, unit, carried, diagnostics));
            }
        }
        rows.extend(member.other_funds.iter().map(|row| other_row(row, unit)));
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

    fn add(&mut self, name: &'static str, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.accounts.named.entry(name).or_default().push(entry);
        }
    }

    /// Says that a figure is zero without being written.
    fn nothing(&mut self, name: &'static str) {
        self.accounts.named.entry(name).or_default();
    }

    fn amounts<const N: usize>(&mut self, unit: MoneyUnit, written: [(&'static str, &Option<Spanned<Amount>>); N]) {
        for (name, amount) in written {
            self.add(name, amount.as_ref().map(|amount| entry(amount, unit)));
        }
    }

    fn counts<const N: usize>(&mut self, written: [(&'static str, &Option<Spanned<Count>>); N]) {
        for (name, count) in written {
            self.add(name, count.as_ref().map(counted));
        }
    }

    /// Takes over what last year's accounts say about last year.
    fn adopt_last_year(&mut self, last_year: &Accounts, span: Span) {
        let totals = [
            ("last_year.resources", Scope::ALL, Measure::RESOURCES),
            ("last_year.uses", Scope::ALL, Measure::USES),
            ("last_year.fiscal_resources", Scope::FISCAL, Measure::RESOURCES),
            ("last_year.fiscal_uses", Scope::FISCAL, Measure::USES),
            ("last_year.closing", Scope::ALL, Measure::CLOSING),
        ];
        for (name, scope, measure) in totals {
            self.add(name, Some(Entry { amount: last_year.ledger().sum(scope, measure, ""), span }));
        }
        for source in [Source::General, Source::Fund, Source::Capital] {
            let scope = Scope::of(source);
            // A code that last year's file does not have spent nothing then.
            let codes: BTreeSet<String> =
                [last_year.ledger(), &self.accounts.ledger].iter().flat_map(|ledger| ledger.codes(scope, 7)).collect();
            for code in codes {
                let amount = last_year.ledger().sum(scope, Measure::EXPENDITURE, &code);
                self.accounts.comparisons.entry((Comparison::LastYear, source, code)).or_default().push(Entry { amount, span });
            }
        }
        let renamed = named::every().filter_map(|figure| {
            let stem =
                figure.name.strip_suffix(".last_year").filter(|stem| stem.starts_with("three_public.") && figure.sum_of.is_empty())?;
            let past = last_year.value(&Figure::Named(named::find(&format!("{stem}.final"))?))?;
            Some((figure.name, past))
        });
        for (name, amount) in renamed.collect::<Vec<_>>() {
            if !self.accounts.named.contains_key(name) {
                self.add(name, Some(Entry { amount, span }));
            }
        }
        if let Some(amount) = last_year.value(&Figure::Named("agency.total")) {
            self.add("agency.last_year", Some(Entry { amount, span }));
        }
    }

    /// Takes in initial budgets and last year's figures; what the department's own file writes stands before what its units or last year's file say.
    fn comparisons(&mut self, inputs: &Inputs) {
        let mut from_units = BTreeMap::new();
        for unit in inputs.units.iter().filter(|_| inputs.head.department.consolidation.value == Consolidation::按单位文件合计) {
            self.written_comparisons(unit, inputs.catalog, &mut from_units);
        }
        let mut written = BTreeMap::new();
        self.written_comparisons(inputs.head, inputs.catalog, &mut written);
        self.accounts.comparisons.extend(from_units);
        self.accounts.comparisons.extend(written);

        let last_year = &inputs.head.last_year;
        let figures = [
            ("last_year.resources", &last_year.resources),
            ("last_year.uses", &last_year.uses),
            ("last_year.fiscal_resources", &last_year.fiscal_resources),
            ("last_year.fiscal_uses", &last_year.fiscal_uses),
            ("last_year.closing", &last_year.closing),
            ("agency.last_year", &inputs.head.agency_operating.last_year),
        ];
        for (name, amount) in figures {
            if let Some(amount) = amount {
                self.accounts.named.insert(name, vec![entry(amount, inputs.head.unit.value)]);
            }
        }
    }

    fn written_comparisons(&self, file: &Disclosure, catalog: &Catalog, into: &mut BTreeMap<(Comparison, Source, String), Vec<Entry>>) {
        let unit = file.unit.value;
        let mut add = |comparison, source, code: &str, amount: &Option<Spanned<Amount>>| {
            if let Some(amount) = amount {
                into.entry((comparison, source, code.to_owned())).or_default().push(entry(amount, unit));
            }
        };
        for (code, note) in file.code_notes.iter() {
            let source = source_of(code.value.as_str(), &self.accounts.ledger, catalog);
            add(Comparison::InitialBudget, source, code.value.as_str(), &note.initial_budget);
            add(Comparison::LastYear, source, code.value.as_str(), &note.last_year);
        }
        let totals =
            [(Source::General, &file.last_year.general), (Source::Fund, &file.last_year.fund), (Source::Capital, &file.last_year.capital)];
        for (source, amount) in totals {
            add(Comparison::LastYear, source, "", amount);
        }
    }

    /// Derives agency operating costs (机关运行经费): operating costs of administrative and assimilated units, unless the file states both parts.
    fn agency(&mut self, inputs: &Inputs) {
        self.nothing("agency.administrative");
        self.nothing("agency.assimilated");
        let stated = &inputs.head.agency_operating;
        if stated.administrative.is_some() || stated.assimilated.is_some() {
            let unit = inputs.head.unit.value;
            return self.amounts(unit, [("agency.administrative", &stated.administrative), ("agency.assimilated", &stated.assimilated)]);
        }
        for member in inputs.members() {
            let name = match member.department.kind.value {
                DepartmentKind::行政单位 => "agency.administrative",
                DepartmentKind::参照公务员法管理事业单位 => "agency.assimilated",
                DepartmentKind::事业单位 => continue,
            };
            for (code, amount) in member.basic_by_economic.iter() {
                if !super::PERSONNEL_CLASSES.iter().any(|class| code.value.as_str().starts_with(class)) {
                    self.add(name, Some(entry(amount, member.unit.value)));
                }
            }
        }
    }
}

/// The source a code of 科目说明 speaks of: the one whose ledger has it, the general public budget first; else what the catalogue says.
pub(crate) fn source_of(code: &str, ledger: &Ledger, catalog: &Catalog) -> Source {
    let has = |source: &Source| ledger.rows_under(Scope::of(*source), code).next().is_some();
    [Source::General, Source::Fund, Source::Capital].into_iter().find(has).unwrap_or_else(|| {
        match catalog.functional(code).map(|item| item.budget) {
            Some(crate::catalog::Budget::Fund) => Source::Fund,
            Some(crate::catalog::Budget::Capital) => Source::Capital,
            _ => Source::General,
        }
    })
}

fn put(row: &mut Row, column: Column, amount: &Option<Spanned<Amount>>, unit: MoneyUnit) {
    row.entries[column as usize] = amount.as_ref().map(|amount| entry(amount, unit));
}

/// A row of fiscal appropriation. Income left out means: income equals expenditure and nothing was carried over.
fn fiscal_row(source: Source, written: &Spanned<FiscalRow>, unit: MoneyUnit, carried: bool, diagnostics: &mut Vec<Diagnostic>) -> Row {
    let mut row = Row::new(source, written.code.value.as_str(), written.code.span, written.span);
    put(&mut row, Column::Opening, &written.opening, unit);
    put(&mut row, Column::Appropriation, &written.income, unit);
    put(&mut row, Column::Basic, &written.basic, unit);
    put(&mut row, Column::Project, &written.project, unit);
    if written.income.is_none() {
        if carried || !row.amount(Column::Opening).is_zero() {
            diagnostics.push(soundness::income_missing(&row, carried));
        }
        let amount = row.measure(Measure::EXPENDITURE);
        row.entries[Column::Appropriation as usize] = Some(Entry { amount, span: written.span });
    }
    row
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

/// Opens this year with what last year closed with, wherever this year's file does not write an opening figure itself.
fn carry_over(last_year: &Accounts, span: Span, rows: &mut Vec<Row>) {
    for source in [Source::General, Source::Fund, Source::Capital, Source::Other] {
        for code in last_year.ledger().codes(Scope::of(source), 7) {
            let amount = last_year.ledger().sum(Scope::of(source), Measure::CLOSING, &code);
            if amount.is_zero() {
                continue;
            }
            let opening = Some(Entry { amount, span });
            let mut same = rows.iter_mut().filter(|row| row.source == source && row.code == code).peekable();
            match same.peek_mut() {
                None => {
                    let mut row = Row::new(source, &code, span, span);
                    row.entries[Column::Opening as usize] = opening;
                    rows.push(row);
                }
                Some(_) => {
                    let mut same: Vec<_> = same.collect();
                    if same.iter().all(|row| row.entries[Column::Opening as usize].is_none()) {
                        same[0].entries[Column::Opening as usize] = opening;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Files;
    use crate::source::reading::read_bytes;

    fn file(year: u32, rows: &str) -> Disclosure {
        let text = format!(
            "年度: {year}\n金额单位: 元\n部门: {{名称: 甲局, 编码: \"001\", 性质: 行政单位}}\n公开日期: 2025-08-29\n\
             概况: {{职责: [负责甲事。], 机构设置: {{}}}}\n上年文件: last.yaml\n政府性基金预算财政拨款:\n{rows}"
        );
        read_bytes("甲局.yaml".as_ref(), text.as_bytes(), &mut Files::default()).value.expect("a sound file")
    }

    #[test]
    fn an_item_that_is_new_this_year_was_zero_in_last_years_file() {
        let catalog = Catalog::of(2024).expect("a known year");
        let past = file(2023, "  - {科目: 2120803, 项目支出: 500.00}\n");
        let (past, _) = build(Inputs { head: &past, units: &[], last_year: None, catalog });
        let head = file(2024, "  - {科目: 2120803, 项目支出: 600.00}\n  - {科目: 2296002, 项目支出: 70.00}\n");
        let (accounts, _) = build(Inputs { head: &head, units: &[], last_year: Some(&past), catalog });
        let last_year = |code: &str| accounts.value(&Figure::LastYear { source: Source::Fund, code: Some(code.to_owned()) });
        assert_eq!(last_year("2120803"), Some(Decimal::from(500)));
        assert_eq!(last_year("2296002"), Some(Decimal::ZERO));
        assert_eq!(last_year("2120804"), None);
    }
}
