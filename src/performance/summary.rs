//! The summary of all reports: how many projects, how much money, how many of each grade; and the department's own evaluation.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::{Accounts, Figure, Measure, Quantity, Scope};
use crate::money;
use crate::narrative::phrase;
use crate::source::{BudgetKind, Disclosure};

use super::{Grade, Report};

/// What section 十 says about performance management.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// Number of projects evaluated: the reports, or what the file states when no reports are attached.
    pub projects: Decimal,
    /// Whether any project was evaluated.
    pub projects_evaluated: bool,
    /// Whether there was project expenditure and yet no project was evaluated.
    pub unevaluated: bool,
    /// Whether the evaluated projects spent less than all projects did, and the file says why.
    pub partly: bool,
    /// This year's project expenditure over all sources.
    pub project_expenditure: Quantity,
    /// Why project expenditure and the evaluated money differ, or why nothing was evaluated.
    pub gap_reason: Option<String>,
    /// Money executed, in yuan and printed 万元, over all budgets.
    pub executed: Money,
    /// Initial budget of the reported projects.
    pub initial: Money,
    /// Executed money by the budget it belongs to.
    pub by_budget: Vec<BudgetMoney>,
    pub grades: Vec<GradeCount>,
    /// Whether any project has a grade that calls for measures.
    pub needs_improvement: bool,
    pub improvement: Option<String>,
    /// Mean score of the reports, or as stated.
    pub average: Option<Decimal>,
    pub evaluation: Option<Evaluation>,
    pub rules: Vec<String>,
    pub mechanism: Option<String>,
    pub with_objectives: Option<Decimal>,
    pub with_objectives_amount: Option<Quantity>,
    pub monitored: Option<Decimal>,
    pub monitored_amount: Option<Quantity>,
    /// Initial budget of the evaluated projects: of the reports, or as stated.
    pub evaluated_amount: Option<Money>,
    pub problems: Option<Decimal>,
    pub rectified: Option<Decimal>,
    /// Problems found less problems rectified.
    pub rectifying: Option<Decimal>,
}

/// An amount without a name of its own, exact and printed.
#[derive(Debug, Clone, Serialize)]
pub struct Money {
    pub yuan: Decimal,
    pub wan: Decimal,
    pub zero: bool,
}

impl Money {
    fn new(yuan: Decimal) -> Self {
        let wan = money::wan(yuan);
        Self { yuan: money::rounded(yuan), zero: wan.is_zero(), wan }
    }
}

/// Money of one budget.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetMoney {
    pub budget: BudgetKind,
    pub executed: Money,
}

/// How many projects reached a grade.
#[derive(Debug, Clone, Serialize)]
pub struct GradeCount {
    pub name: String,
    pub count: Decimal,
    pub needs_improvement: bool,
}

/// The department's own evaluation of some of the projects (部门评价).
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    pub projects: Vec<String>,
    pub executed: Money,
    pub by_budget: Vec<BudgetMoney>,
    pub result: String,
    /// Where its report is published, in words that follow 部门评价报告.
    pub report: Option<String>,
}

/// Summarises the reports of a file.
pub fn summary(file: &Disclosure, reports: &[Report], accounts: &Accounts, grades: &[Grade]) -> Summary {
    let management = &file.management;
    let count = |name| accounts.value(&Figure::Named(name));
    let quantity = |name| accounts.quantity(Figure::Named(name));
    let (problems, rectified) = (count("management.problems"), count("management.rectified"));
    let initial = reports.iter().map(|report| report.total.initial).sum();
    let grades = grade_counts(file, reports, grades);
    let all: Vec<&Report> = reports.iter().collect();
    let projects = if reports.is_empty() { count("management.evaluated").unwrap_or_default() } else { Decimal::from(reports.len()) };
    let project_expenditure = accounts.total(Scope::ALL, Measure::PROJECT);
    let money = executed(&all);
    Summary {
        partly: !reports.is_empty() && file.reasons.performance_gap.is_some() && money.wan < project_expenditure.wan(),
        projects_evaluated: !projects.is_zero(),
        unevaluated: projects.is_zero() && !project_expenditure.wan().is_zero(),
        project_expenditure,
        gap_reason: phrase(&file.reasons.performance_gap),
        projects,
        executed: money,
        initial: Money::new(initial),
        by_budget: by_budget(&all),
        needs_improvement: grades.iter().any(|grade| grade.needs_improvement && !grade.count.is_zero()),
        grades,
        improvement: phrase(&management.improvement),
        average: average(file, reports),
        evaluation: evaluation(file, reports),
        rules: management.rules.iter().map(|rule| rule.value.clone()).collect(),
        mechanism: phrase(&management.mechanism),
        with_objectives: count("management.with_objectives"),
        with_objectives_amount: quantity("management.with_objectives_amount"),
        monitored: count("management.monitored"),
        monitored_amount: quantity("management.monitored_amount"),
        evaluated_amount: if reports.is_empty() {
            accounts.value(&Figure::Named("management.evaluated_amount")).map(Money::new)
        } else {
            Some(Money::new(initial))
        },
        rectifying: problems.zip(rectified).map(|(found, done)| found - done),
        problems,
        rectified,
    }
}

fn executed(reports: &[&Report]) -> Money {
    Money::new(reports.iter().map(|report| report.total.executed).sum())
}

fn by_budget(reports: &[&Report]) -> Vec<BudgetMoney> {
    let budgets = [BudgetKind::一般公共预算, BudgetKind::政府性基金预算, BudgetKind::国有资本经营预算, BudgetKind::社会保险基金预算];
    let of = |budget| executed(&reports.iter().copied().filter(|report| report.budget == budget).collect::<Vec<_>>());
    budgets.into_iter().map(|budget| BudgetMoney { budget, executed: of(budget) }).collect()
}

/// Counts the reports by grade; without reports, takes the counts the file states.
fn grade_counts(file: &Disclosure, reports: &[Report], grades: &[Grade]) -> Vec<GradeCount> {
    let stated =
        |name: &str| file.management.grades.iter().find(|(grade, _)| grade.value == name).map(|(_, count)| Decimal::from(count.value.0));
    let counted = |name: &str| Decimal::from(reports.iter().filter(|report| report.grade == name).count());
    grades
        .iter()
        .map(|grade| {
            let name = grade.name.value.clone();
            let count = if reports.is_empty() { stated(&name).unwrap_or_default() } else { counted(&name) };
            GradeCount { name, count, needs_improvement: grade.needs_improvement }
        })
        .collect()
}

fn average(file: &Disclosure, reports: &[Report]) -> Option<Decimal> {
    if reports.is_empty() {
        return file.management.average.as_ref().map(|score| score.value.0);
    }
    let total: Decimal = reports.iter().map(|report| report.score).sum();
    Some(money::rounded(total / Decimal::from(reports.len())))
}

fn evaluation(file: &Disclosure, reports: &[Report]) -> Option<Evaluation> {
    let written = file.management.evaluation.as_ref()?;
    let chosen: Vec<&Report> = reports.iter().filter(|report| written.projects.iter().any(|name| name.value == report.name)).collect();
    Some(Evaluation {
        projects: written.projects.iter().map(|name| name.value.clone()).collect(),
        executed: executed(&chosen),
        by_budget: by_budget(&chosen),
        result: written.result.value.trim_end_matches('。').to_owned(),
        report: phrase(&written.report),
    })
}
