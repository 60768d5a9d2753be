//! Government funds and state capital operations (sections 七 and 八): absent, or with figures item by item.

use serde::Serialize;

use crate::accounts::{Change, Completion, Figure, LEVELS, Measure, Quantity, Scope, Source};

use super::general::{self, CodeLine};
use super::{Sources, phrase};

/// One of the two budgets.
#[derive(Debug, Clone, Serialize)]
pub struct FundSection {
    /// Whether nothing at all prints as moved this year.
    pub absent: bool,
    pub opening: Quantity,
    pub income: Quantity,
    pub expenditure: Quantity,
    pub closing: Quantity,
    pub change: Option<Change>,
    pub change_reason: Option<String>,
    pub completion: Option<Completion>,
    pub items: Vec<CodeLine>,
    /// Those of the items that were planned or spent this year.
    pub stated_items: Vec<CodeLine>,
}

pub(super) fn government_fund(sources: Sources) -> FundSection {
    section(sources, Source::Fund, phrase(&sources.file.reasons.fund))
}

pub(super) fn state_capital(sources: Sources) -> FundSection {
    section(sources, Source::Capital, phrase(&sources.file.reasons.capital))
}

fn section(sources: Sources, source: Source, change_reason: Option<String>) -> FundSection {
    let accounts = sources.accounts;
    let total = |measure| accounts.total(Scope::of(source), measure);
    let (opening, income) = (total(Measure::OPENING), total(Measure::INCOME));
    let (expenditure, closing) = (total(Measure::EXPENDITURE), total(Measure::CLOSING));
    let last_year = accounts.quantity(Figure::LastYear { source, code: None });
    let budget = accounts.quantity(Figure::InitialBudget { source, code: None });
    let items = general::lines(sources, source, LEVELS[3]);
    FundSection {
        absent: [&opening, &income, &expenditure, &closing].iter().all(|quantity| quantity.wan().is_zero()),
        change: last_year.map(|prior| Change::new(expenditure.clone(), prior)),
        change_reason,
        completion: budget.map(|budget| Completion::new(budget, expenditure.clone())),
        stated_items: general::stated(&items),
        items,
        opening,
        income,
        expenditure,
        closing,
    }
}
