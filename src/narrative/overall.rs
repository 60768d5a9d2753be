//! Totals of income and expenditure (sections 一 to 四) and their parts.

use serde::Serialize;

use crate::accounts::{Accounts, Change, Figure, Measure, Quantity, Scope, Share};

use super::{Sources, phrase};

/// Total resources and uses against last year.
#[derive(Debug, Clone, Serialize)]
pub struct Totals {
    /// 收入总计
    pub resources: Quantity,
    /// 支出总计
    pub uses: Quantity,
    pub resources_change: Option<Change>,
    pub uses_change: Option<Change>,
    pub opening: Quantity,
    pub closing: Quantity,
    pub surplus_use: Quantity,
    pub allocation: Quantity,
    pub reason: Option<String>,
}

/// The same for the three fiscal sources together.
#[derive(Debug, Clone, Serialize)]
pub struct FiscalTotals {
    pub resources: Quantity,
    pub uses: Quantity,
    pub resources_change: Option<Change>,
    pub uses_change: Option<Change>,
    pub opening: Quantity,
    pub closing: Quantity,
    /// Fiscal appropriation received this year.
    pub income: Quantity,
    pub expenditure: Quantity,
    pub reason: Option<String>,
}

/// A total and its parts that print other than zero.
#[derive(Debug, Clone, Serialize)]
pub struct Parts {
    pub total: Quantity,
    pub parts: Vec<Share>,
}

/// The change of a total against a named figure of last year, if that is known.
fn change(accounts: &Accounts, current: &Quantity, last_year: &'static str) -> Option<Change> {
    Some(Change::new(current.clone(), accounts.quantity(Figure::Named(last_year))?))
}

pub(super) fn totals(Sources { file, accounts, .. }: Sources) -> Totals {
    let resources = accounts.total(Scope::ALL, Measure::RESOURCES);
    let uses = accounts.total(Scope::ALL, Measure::USES);
    Totals {
        resources_change: change(accounts, &resources, "last_year.resources"),
        uses_change: change(accounts, &uses, "last_year.uses"),
        resources,
        uses,
        opening: accounts.total(Scope::ALL, Measure::OPENING),
        closing: accounts.total(Scope::ALL, Measure::CLOSING),
        surplus_use: accounts.total(Scope::ALL, Measure::SURPLUS_USE),
        allocation: accounts.total(Scope::ALL, Measure::ALLOCATION),
        reason: phrase(&file.reasons.totals),
    }
}

pub(super) fn fiscal_totals(Sources { file, accounts, .. }: Sources) -> FiscalTotals {
    let resources = accounts.total(Scope::FISCAL, Measure::RESOURCES);
    let uses = accounts.total(Scope::FISCAL, Measure::USES);
    FiscalTotals {
        resources_change: change(accounts, &resources, "last_year.fiscal_resources"),
        uses_change: change(accounts, &uses, "last_year.fiscal_uses"),
        resources,
        uses,
        opening: accounts.total(Scope::FISCAL, Measure::OPENING),
        closing: accounts.total(Scope::FISCAL, Measure::CLOSING),
        income: accounts.total(Scope::FISCAL, Measure::INCOME),
        expenditure: accounts.total(Scope::FISCAL, Measure::EXPENDITURE),
        reason: phrase(&file.reasons.fiscal_totals),
    }
}

pub(super) fn income(accounts: &Accounts) -> Parts {
    parts(accounts, Measure::INCOME, &Measure::INCOME_KINDS)
}

pub(super) fn expenditure(accounts: &Accounts) -> Parts {
    parts(accounts, Measure::EXPENDITURE, &Measure::EXPENDITURE_KINDS)
}

fn parts(accounts: &Accounts, whole: Measure, kinds: &[Measure]) -> Parts {
    let total = accounts.total(Scope::ALL, whole);
    let parts = kinds
        .iter()
        .map(|kind| Share::new(kind.label, accounts.total(Scope::ALL, *kind), &total))
        .filter(|share| !share.amount.wan().is_zero())
        .collect();
    Parts { total, parts }
}
