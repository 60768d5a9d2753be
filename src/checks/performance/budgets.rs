//! The budgets the projects' money is said to belong to, against those that have the project expenditure (E03).

use rust_decimal::Decimal;

use super::scores::projects;
use super::summary::against_ledger;
use crate::accounts::{Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::sums::{LINES_SHOWN, Side, two_sides};
use crate::diagnostics::{Diagnostic, Severity};
use crate::money;
use crate::performance::{LEDGERS, is_own, spending};
use crate::source::{BudgetKind, Project};

/// JS-E03: a project's money is of a budget that has its expenditure.
pub fn of_projects(case: &Case) -> Vec<Diagnostic> {
    let contradicting: Vec<Diagnostic> = case.file().projects.iter().filter_map(|project| contradicting(case, project)).collect();
    // What does not tie with all project expenditure is told there.
    if !contradicting.is_empty() || !against_ledger(case).is_empty() {
        return contradicting;
    }
    LEDGERS.into_iter().filter_map(|(budget, scope)| beyond(case, budget, scope)).collect()
}

/// A budget that is written, and a code that is spent from another one alone.
fn contradicting(case: &Case, project: &Project) -> Option<Diagnostic> {
    let (written, code) = (project.budget.as_ref()?, project.code.as_ref()?);
    let spent: Vec<BudgetKind> = spending(&code.value.0, case.accounts()).collect();
    let of_another = spent.first().filter(|_| !spent.contains(&written.value))?;
    let message = format!("项目“{}”写的是{}，它的科目却只有{}的项目支出", project.name, written.value, of_another);
    let finding = Diagnostic::warning("JS-E03", message).at(written.span, "预算类别").at(code.span, "科目");
    Some(finding.hint("核对“科目”；科目没有错的，删去“预算类别”，由科目得出"))
}

/// More money of a budget executed than it had project expenditure.
fn beyond(case: &Case, budget: BudgetKind, scope: Scope) -> Option<Diagnostic> {
    let ours = projects(case).filter(|(_, report)| report.budget == budget);
    let rows = ours.flat_map(|(project, _)| &project.budget_rows).filter(|row| !is_own(&row.source));
    let (executed, places): (Vec<Decimal>, Vec<_>) = rows.map(|row| (case.yuan(row.executed.value), row.executed.span)).unzip();
    let executed: Decimal = executed.into_iter().sum();
    let figure = Figure::total(scope, Measure::PROJECT);
    if money::wan(executed) <= money::wan(case.accounts().sum(&figure)) {
        return None;
    }
    let reports = Side::at(format!("{budget}的项目全年执行合计"), executed, places.into_iter().take(LINES_SHOWN).collect());
    let spent = Side::derived(format!("{budget}的项目支出"), &figure, case, "一般公共预算财政拨款");
    let message = format!("各报告执行的{budget}资金比这本预算的项目支出多");
    let finding = two_sides("JS-E03", Severity::Warning, message, &reports, &spent);
    let finding = finding.hint("核对各项目的“科目”和“预算类别”：情况说明按它们分开写各本预算的项目支出");
    Some(finding.hint("单位资金安排的，那一行的“资金来源”写“单位资金”"))
}
