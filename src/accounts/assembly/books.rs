//! The ledgers of one member: its rows as written, and the income that a row leaves out.

use std::collections::BTreeSet;

use super::{Member, entry};
use crate::accounts::{Column, Entry, Measure, Row, Source, soundness};
use crate::diagnostics::Diagnostic;
use crate::source::{Amount, FiscalRow, MoneyUnit, OtherFundsRow, Spanned};

/// The ledger rows of one member, as they are before the rows of all become one ledger.
pub(super) struct Book<'a> {
    pub member: Member<'a>,
    pub rows: Vec<Row>,
    /// The rows that leave their income out: nothing was carried over to them.
    pub implied: BTreeSet<usize>,
}

impl<'a> Book<'a> {
    /// Whether the member opens with a part of what only the department's last year tells.
    pub(super) fn shares(&self) -> bool {
        self.member.last_year.is_none() && !self.member.is_new
    }

    /// The rows of a member; reports those without the income they need.
    pub(super) fn of(member: Member<'a>) -> (Self, Vec<Diagnostic>) {
        let (file, unit) = (member.file, member.file.unit.value);
        let mut book = Self { member, rows: Vec::new(), implied: BTreeSet::new() };
        let mut diagnostics = Vec::new();
        for (source, written) in [(Source::General, &file.general), (Source::Fund, &file.fund), (Source::Capital, &file.capital)] {
            for row in written {
                let mut taken = fiscal_row(source, row, unit);
                if row.income.is_none() {
                    let carried = member.last_year.is_some_and(|past| !past.closing(source, &taken.code).is_zero());
                    diagnostics.extend(income_from_expenditure(&mut taken, carried));
                    book.implied.insert(book.rows.len());
                }
                book.rows.push(taken);
            }
        }
        book.rows.extend(file.other_funds.iter().map(|row| other_row(row, unit)));
        (book, diagnostics)
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
