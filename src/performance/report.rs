//! One project's report: what is written plus every score, rate and remainder that follows. Amounts in exact yuan.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::Accounts;
use crate::money;
use crate::source::{BudgetKind, BudgetRow, Disclosure, Indicator, Project, Spanned};

use super::budget::budget_of;
use super::{Grade, Weights, grade};

/// A report ready for wording and layout.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub name: String,
    pub unit_code: String,
    pub unit_name: String,
    pub authority_code: String,
    pub authority_name: String,
    pub year: i32,
    pub month: u32,
    /// 7-digit functional item, where it is written.
    pub code: Option<String>,
    pub budget: BudgetKind,
    pub overview: String,
    pub basis: String,
    pub necessity: String,
    pub measures: String,
    pub goal: String,
    pub annual_goal: String,
    pub plan: String,
    /// Over all sources of funds.
    pub total: BudgetLine,
    pub lines: Vec<BudgetLine>,
    pub indicators: Vec<IndicatorLine>,
    /// Sum of the indicators' scores.
    pub indicator_score: Decimal,
    /// Sum of the indicators' weights.
    pub indicator_weight: Decimal,
    /// Points for budget execution, from none to all the standard gives for it.
    pub execution_score: Decimal,
    pub score: Decimal,
    pub grade: String,
    pub needs_improvement: bool,
    pub goals_result: String,
    pub execution_result: Option<String>,
    pub output_result: String,
    pub benefit_result: String,
    pub satisfaction_result: String,
    pub experience: Vec<String>,
    pub problems: Vec<String>,
    pub suggestions: Vec<String>,
}

/// Budget execution of one source of funds, in yuan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BudgetLine {
    pub source: String,
    pub declared: Decimal,
    pub initial: Decimal,
    pub adjusted: Decimal,
    pub executed: Decimal,
    /// 资金结（转）余: adjusted budget less execution.
    pub remainder: Decimal,
    /// Execution in percent of the adjusted budget; none when there was no budget.
    pub rate: Option<Decimal>,
    pub deviation: Option<String>,
}

/// One indicator as written.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorLine {
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub initial_target: Option<String>,
    pub target: Option<String>,
    pub actual: String,
    pub qualitative: Option<String>,
    pub weight: Decimal,
    pub score: Decimal,
    pub deviation: Option<String>,
}

/// Derives a report.
pub fn report(project: &Project, file: &Disclosure, accounts: &Accounts, grades: &[Grade], weights: &Weights) -> Report {
    let lines: Vec<BudgetLine> = project.budget_rows.iter().map(|row| budget_line(row, file)).collect();
    let total = total(&lines);
    let indicators: Vec<IndicatorLine> = project.indicators.iter().map(|indicator| indicator_line(indicator)).collect();
    let indicator_score: Decimal = indicators.iter().map(|indicator| indicator.score).sum();
    let execution_score = execution_score(&total, weights.execution.value.0);
    let score = indicator_score + execution_score;
    let reached = grade(score, grades);
    let department = &file.department;
    let own = || (department.code.value.clone(), department.name.value.clone());
    let named = |unit: &Option<crate::source::ProjectUnit>| {
        unit.as_ref().map_or_else(own, |unit| (unit.code.value.clone(), unit.name.value.clone()))
    };
    let (unit_code, unit_name) = named(&project.unit);
    let (authority_code, authority_name) = named(&project.authority);
    let (basics, results) = (&project.basics, &project.results);
    Report {
        name: project.name.value.clone(),
        unit_code,
        unit_name,
        authority_code,
        authority_name,
        year: project.reported.value.year,
        month: project.reported.value.month,
        code: project.code.as_ref().map(|code| code.value.0.clone()),
        budget: budget_of(project, accounts),
        overview: basics.overview.value.clone(),
        basis: basics.basis.value.clone(),
        necessity: basics.necessity.value.clone(),
        measures: basics.measures.value.clone(),
        goal: basics.goal.value.clone(),
        annual_goal: basics.annual_goal.value.clone(),
        plan: basics.plan.value.clone(),
        total,
        lines,
        indicator_weight: indicators.iter().map(|indicator| indicator.weight).sum(),
        indicators,
        indicator_score,
        execution_score,
        score,
        grade: reached.map(|grade| grade.name.value.clone()).unwrap_or_default(),
        needs_improvement: reached.is_some_and(|grade| grade.needs_improvement),
        goals_result: results.goals.value.clone(),
        execution_result: results.execution.as_ref().map(|text| text.value.clone()),
        output_result: results.output.value.clone(),
        benefit_result: results.benefit.value.clone(),
        satisfaction_result: results.satisfaction.value.clone(),
        experience: texts(&project.experience),
        problems: texts(&project.problems),
        suggestions: texts(&project.suggestions),
    }
}

fn texts(written: &[Spanned<String>]) -> Vec<String> {
    written.iter().map(|text| text.value.clone()).collect()
}

fn budget_line(row: &BudgetRow, file: &Disclosure) -> BudgetLine {
    let yuan = |amount: crate::source::Amount| amount.yuan(file.unit.value);
    let (adjusted, executed) = (yuan(row.adjusted.value), yuan(row.executed.value));
    BudgetLine {
        source: row.source.value.clone(),
        declared: yuan(row.declared.value),
        initial: yuan(row.initial.value),
        adjusted,
        executed,
        remainder: adjusted - executed,
        rate: money::rate(executed, adjusted),
        deviation: row.deviation.as_ref().map(|text| text.value.clone()),
    }
}

fn total(lines: &[BudgetLine]) -> BudgetLine {
    let sum = |of: fn(&BudgetLine) -> Decimal| lines.iter().map(of).sum::<Decimal>();
    let (adjusted, executed) = (sum(|line| line.adjusted), sum(|line| line.executed));
    BudgetLine {
        source: String::new(),
        declared: sum(|line| line.declared),
        initial: sum(|line| line.initial),
        adjusted,
        executed,
        remainder: adjusted - executed,
        rate: money::rate(executed, adjusted),
        deviation: None,
    }
}

/// The points for execution times the execution rate, at most all of them; none without a budget.
fn execution_score(total: &BudgetLine, points: Decimal) -> Decimal {
    if total.adjusted <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    money::rounded(points * total.executed / total.adjusted).clamp(Decimal::ZERO, points)
}

/// How the points for execution come about, on exact yuan: `10 × 5 ÷ 8`, or all or none of them.
pub fn execution_formula(total: &BudgetLine, points: Decimal) -> String {
    let points = points.normalize();
    if total.adjusted <= Decimal::ZERO || total.executed < Decimal::ZERO {
        "0".to_owned()
    } else if total.executed > total.adjusted {
        points.to_string()
    } else {
        format!("{points} × {} ÷ {}", total.executed, total.adjusted)
    }
}

fn indicator_line(indicator: &Indicator) -> IndicatorLine {
    let text = |written: &Option<Spanned<String>>| written.as_ref().map(|text| text.value.clone());
    IndicatorLine {
        level1: indicator.level1.value.clone(),
        level2: indicator.level2.value.clone(),
        name: indicator.name.value.clone(),
        initial_target: text(&indicator.initial_target),
        target: text(&indicator.target),
        actual: indicator.actual.value.clone(),
        qualitative: text(&indicator.qualitative),
        weight: indicator.weight.value.0,
        score: indicator.score.value.0,
        deviation: text(&indicator.deviation),
    }
}
