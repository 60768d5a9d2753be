//! The summary of all reports: how many projects, how much money, how many of each grade; and the department's own evaluation.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::{Accounts, Figure, Measure, Quantity, Scope};
use crate::money;
use crate::narrative::{inline, phrase};
use crate::source::{BudgetKind, Disclosure};

use super::{Grade, Report, is_own};

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
    /// Money executed, over all sources of funds; none where projects were evaluated and no report says what they executed.
    pub executed: Option<Money>,
    /// Initial budget of the reported projects.
    pub initial: Money,
    /// Executed money by the budget it belongs to.
    pub by_budget: Vec<BudgetMoney>,
    /// Executed money that belongs to no budget: 单位资金 and the like.
    pub own: Money,
    /// Empty where projects were evaluated and nothing says with which grades.
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
    /// Money executed by these projects: of their reports, or as stated.
    pub executed: Option<Money>,
    /// The same by budget, where it is of reports.
    pub by_budget: Vec<BudgetMoney>,
    /// What of it belongs to no budget.
    pub own: Money,
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
    let all: Vec<&Report> = reports.iter().collect();
    let projects = if reports.is_empty() { count("management.evaluated").unwrap_or_default() } else { Decimal::from(reports.len()) };
    let grades = grade_counts(file, reports, projects.is_zero(), grades);
    let project_expenditure = accounts.total(Scope::ALL, Measure::PROJECT);
    let money = executed(&all);
    Summary {
        partly: !reports.is_empty() && file.reasons.performance_gap.is_some() && money.wan < project_expenditure.wan(),
        projects_evaluated: !projects.is_zero(),
        unevaluated: projects.is_zero() && !project_expenditure.wan().is_zero(),
        project_expenditure,
        gap_reason: phrase(&file.reasons.performance_gap),
        executed: Some(money).filter(|_| projects.is_zero() || !reports.is_empty()),
        projects,
        initial: Money::new(initial),
        by_budget: by_budget(&all),
        own: own(&all),
        needs_improvement: grades.iter().any(|grade| grade.needs_improvement && !grade.count.is_zero()),
        grades,
        improvement: phrase(&management.improvement),
        average: average(file, reports),
        evaluation: evaluation(file, reports),
        rules: management.rules.iter().map(|rule| inline(&rule.value)).collect(),
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
    let of = |budget| {
        let lines = reports.iter().filter(|report| report.budget == budget).flat_map(|report| &report.lines);
        Money::new(lines.filter(|line| !is_own(&line.source)).map(|line| line.executed).sum())
    };
    budgets.into_iter().map(|budget| BudgetMoney { budget, executed: of(budget) }).collect()
}

fn own(reports: &[&Report]) -> Money {
    let lines = reports.iter().flat_map(|report| &report.lines);
    Money::new(lines.filter(|line| is_own(&line.source)).map(|line| line.executed).sum())
}

/// Counts the reports by grade; without reports, takes the counts the file states. None are known where projects were evaluated and it states none.
fn grade_counts(file: &Disclosure, reports: &[Report], none_evaluated: bool, grades: &[Grade]) -> Vec<GradeCount> {
    if reports.is_empty() && file.management.grades.is_empty() && !none_evaluated {
        return Vec::new();
    }
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
    let stated = || written.amount.as_ref().map(|amount| Money::new(amount.value.yuan(file.unit.value)));
    let reported = !reports.is_empty();
    Some(Evaluation {
        projects: written.projects.iter().map(|name| name.value.clone()).collect(),
        executed: if reported { Some(executed(&chosen)) } else { stated() },
        by_budget: if reported { by_budget(&chosen) } else { Vec::new() },
        own: own(&chosen),
        result: written.result.value.trim_end_matches('。').to_owned(),
        report: phrase(&written.report),
    })
}
