//! The budgets the projects' money is said to belong to, against those that have the project expenditure (E03).

use rust_decimal::Decimal;

use super::scores::projects;
use super::summary::against_ledger;
use crate::accounts::{Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::sums::{LINES_SHOWN, Side, in_yuan, two_sides};
use crate::diagnostics::{Diagnostic, Severity};
use crate::money;
use crate::performance::{LEDGERS, is_own, spending};
use crate::source::{BudgetKind, Project};

/// JS-E03: a project's money is of a budget that has its expenditure.
pub fn of_projects(case: &Case) -> Vec<Diagnostic> {
    let of_project = |project: &Project| contradicting(case, project).or_else(|| unspent(case, project));
    let contradicting: Vec<Diagnostic> = case.file().projects.iter().filter_map(|project| of_project(project)).collect();
    // What does not tie with all project expenditure is told there.
    if !contradicting.is_empty() || !against_ledger(case).is_empty() {
        return contradicting;
    }
    let of_budgets = LEDGERS.into_iter().filter_map(|(budget, scope)| beyond(case, budget, scope));
    of_budgets.chain(own_money(case)).collect()
}

/// JS-E03: where nothing is evaluated, the reason is one for all project expenditure, not for some of its codes.
pub fn none_evaluated(case: &Case) -> Vec<Diagnostic> {
    let Some(reason) = case.file().reasons.performance_gap.as_ref().filter(|_| case.derived.summary.unevaluated) else { return Vec::new() };
    let ledger = case.accounts().ledger();
    let spent: Vec<String> = ledger.codes(Scope::ALL, 7).into_iter().filter(|code| !spends_nothing(case, code)).collect();
    let (named, silent): (Vec<&String>, Vec<&String>) = spent.iter().partition(|code| reason.value.contains(code.as_str()));
    let (Some(_), Some(first)) = (named.first(), silent.first()) else { return Vec::new() };
    let message = "没有附自评报告，原因说的却只是一部分项目支出";
    let finding = Diagnostic::warning("JS-E03", message).at(reason.span, format!("没有说到科目 {first}"));
    vec![finding.hint("补上绩效自评，每个项目一份").hint("确实都没有开展的，写全部项目支出为什么没有自评")]
}

fn spends_nothing(case: &Case, code: &str) -> bool {
    case.accounts().sum(&Figure::under(Scope::ALL, Measure::PROJECT, code)).is_zero()
}

/// A project under a code without any project expenditure.
fn unspent(case: &Case, project: &Project) -> Option<Diagnostic> {
    let code = project.code.as_ref().filter(|code| spends_nothing(case, code.value.as_str()))?;
    let executed: Decimal = project.budget_rows.iter().map(|row| case.yuan(row.executed.value)).sum();
    if executed.is_zero() {
        return None;
    }
    let message = format!("项目“{}”的科目 {code} 在账里没有项目支出", project.name);
    let finding = Diagnostic::warning("JS-E03", message).at(code.span, format!("这个科目，全年执行 {}", in_yuan(executed)));
    let reported = |code: &str| projects(case).any(|(_, report)| report.code.as_deref() == Some(code));
    let spent = |code: &str| case.accounts().sum(&Figure::under(Scope::ALL, Measure::PROJECT, code));
    let free = case.accounts().ledger().codes(Scope::ALL, 7).into_iter().filter(|code| !spent(code).is_zero() && !reported(code));
    let free: Vec<String> = free.map(|code| format!("{code}（{}）", in_yuan(spent(&code)))).take(LINES_SHOWN).collect();
    let finding =
        if free.is_empty() { finding } else { finding.hint(format!("有项目支出而没有报告的科目：{}", free.join("、"))) };
    Some(finding.hint("核对“科目”：写实际列支的项级科目"))
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

/// More own money executed than the accounts have project expenditure of it: money of a budget under another name of its source.
fn own_money(case: &Case) -> Option<Diagnostic> {
    let rows = case.file().projects.iter().flat_map(|project| &project.budget_rows).filter(|row| is_own(&row.source));
    let executed: Decimal = rows.clone().map(|row| case.yuan(row.executed.value)).sum();
    let figure = Figure::total(Scope::OTHER, Measure::PROJECT);
    if money::wan(executed) <= money::wan(case.accounts().sum(&figure)) {
        return None;
    }
    let places = rows.map(|row| row.source.span).take(LINES_SHOWN).collect();
    let reports = Side::at("各报告里单位资金等的全年执行合计", executed, places);
    let spent = Side::derived("账里单位资金的项目支出", &figure, case, "一般公共预算财政拨款");
    let message = "各报告执行的单位资金比账里单位资金的项目支出多";
    let finding = two_sides("JS-E03", Severity::Warning, message, &reports, &spent);
    Some(finding.hint("财政拨款安排的，“资金来源”写财政资金的名称，例如 市县区财政资金；“单位资金”“其他资金”不算进哪一本预算"))
}
