//! Totals of income and expenditure (sections 一 to 四) and their parts.

use serde::Serialize;

use crate::accounts::{Accounts, Change, Figure, Measure, Quantity, Scope, Share};

use super::{Sources, phrase};

/// Both sides of a total account: resources and uses against last year, and what was carried over.
#[derive(Debug, Clone, Serialize)]
pub struct Sides {
    /// 收入总计
    pub resources: Quantity,
    /// 支出总计
    pub uses: Quantity,
    pub resources_change: Option<Change>,
    pub uses_change: Option<Change>,
    pub opening: Quantity,
    pub closing: Quantity,
}

/// The department's total account (收入支出决算总表).
#[derive(Debug, Clone, Serialize)]
pub struct Totals {
    #[serde(flatten)]
    pub sides: Sides,
    pub surplus_use: Quantity,
    pub allocation: Quantity,
    pub reason: Option<String>,
}

/// The total account of the three fiscal sources together (财政拨款收入支出决算总表).
#[derive(Debug, Clone, Serialize)]
pub struct FiscalTotals {
    #[serde(flatten)]
    pub sides: Sides,
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

/// The sides of a scope, against last year's named figures for them if those are known.
fn sides(accounts: &Accounts, scope: Scope, last_year: [&'static str; 2]) -> Sides {
    let [resources, uses] = [Measure::RESOURCES, Measure::USES].map(|measure| accounts.total(scope, measure));
    let [past_resources, past_uses] = last_year.map(|name| accounts.quantity(Figure::Named(name)));
    Sides {
        resources_change: past_resources.map(|prior| Change::new(resources.clone(), prior)),
        uses_change: past_uses.map(|prior| Change::new(uses.clone(), prior)),
        resources,
        uses,
        opening: accounts.total(scope, Measure::OPENING),
        closing: accounts.total(scope, Measure::CLOSING),
    }
}

pub(super) fn totals(Sources { file, accounts, .. }: Sources) -> Totals {
    Totals {
        sides: sides(accounts, Scope::ALL, ["last_year.resources", "last_year.uses"]),
        surplus_use: accounts.total(Scope::ALL, Measure::SURPLUS_USE),
        allocation: accounts.total(Scope::ALL, Measure::ALLOCATION),
        reason: phrase(&file.reasons.totals),
    }
}

pub(super) fn fiscal_totals(Sources { file, accounts, .. }: Sources) -> FiscalTotals {
    FiscalTotals {
        sides: sides(accounts, Scope::FISCAL, ["last_year.fiscal_resources", "last_year.fiscal_uses"]),
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
