//! Which of the budgets a project's money belongs to, and what of it belongs to none.

use crate::accounts::{Accounts, Measure, Scope};
use crate::source::{BudgetKind, Project};

/// The budgets that have a ledger of their own; 社会保险基金预算 has none in a department's accounts.
pub const LEDGERS: [(BudgetKind, Scope); 3] =
    [(BudgetKind::一般公共预算, Scope::GENERAL), (BudgetKind::政府性基金预算, Scope::FUND), (BudgetKind::国有资本经营预算, Scope::CAPITAL)];

/// Names of sources of funds on the self-evaluation form (项目支出绩效自评表) that are no budget's money.
const OWN: [&str; 7] = ["单位资金", "自有资金", "自筹", "财政专户", "其他资金", "社会资金", "社会资本"];

/// Whether money of a source of funds, by its name, belongs to no budget.
pub fn is_own(source: &str) -> bool {
    OWN.iter().any(|name| source.contains(name))
}

/// The budget a project's money belongs to: the one it names, else the one that has project expenditure under its code.
pub(super) fn budget_of(project: &Project, accounts: &Accounts) -> BudgetKind {
    let written = project.budget.as_ref().map(|budget| budget.value);
    let of_code = || project.code.as_ref().and_then(|code| spending(&code.value.0, accounts).next());
    written.or_else(of_code).unwrap_or(BudgetKind::一般公共预算)
}

/// The budgets with project expenditure under a code.
pub fn spending(code: &str, accounts: &Accounts) -> impl Iterator<Item = BudgetKind> {
    let spent = move |scope: Scope| !accounts.ledger().sum(scope, Measure::PROJECT, code).is_zero();
    LEDGERS.into_iter().filter(move |(_, scope)| spent(*scope)).map(|(budget, _)| budget)
}
