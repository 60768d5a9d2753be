//! Budget execution of the projects (E06), their cost (E09), their periods (E10).

use rust_decimal::Decimal;

use super::scores::{projects, wanted};
use super::target::{Operator, measured, target};
use crate::accounts::{Figure, Measure, Scope};
use crate::checks::sums::{Side, in_yuan, two_sides};
use crate::checks::tables::scale;
use crate::checks::text::periods::reason as denies_budget;
use crate::checks::text::prose::Prose;
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Indicator, Project, Spanned};

/// JS-E06: nothing is executed beyond the adjusted budget, and the adjusted budget is not the executed amount under another name.
pub fn budgets(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in case.file().projects.iter().flat_map(|project| &project.budget_rows) {
        let (adjusted, executed) = (case.yuan(row.adjusted.value), case.yuan(row.executed.value));
        if executed > adjusted {
            let executed = Side::written("全年执行", executed, row.executed.span);
            let adjusted = Side::written("全年预算", adjusted, row.adjusted.span);
            let finding = two_sides("JS-E06", Severity::Error, format!("“{}”的执行数超过全年预算", row.source), &executed, &adjusted);
            found.push(finding.hint("全年预算写调整以后的数"));
        }
    }
    let spending: Vec<_> = projects(case).filter(|(_, report)| !report.total.executed.is_zero()).collect();
    let fitted: Vec<_> = spending
        .iter()
        .filter(|(_, report)| report.total.adjusted == report.total.executed && report.total.initial != report.total.adjusted)
        .collect();
    let all_full = spending.iter().all(|(_, report)| report.total.adjusted == report.total.executed);
    if let (Some((project, report)), true) = (fitted.first(), all_full && fitted.len() >= thresholds::ADJUSTED_TO_FIT) {
        let message = format!("{} 个有支出的项目，全年预算都恰好等于执行数，其中 {} 个与年初预算不同", spending.len(), fitted.len());
        let finding = Diagnostic::new("JS-E06", Severity::Note, message).at(project.name.span, "例如这个项目");
        let finding =
            finding.note(format!("年初预算 {}，全年预算和执行数都是 {}", in_yuan(report.total.initial), in_yuan(report.total.executed)));
        found.push(finding.hint("全年预算写预算调整文件的数，不照执行数倒推"));
    }
    found
}

/// JS-E06: a report that carries the rest of its money over, while the account of its code closes with nothing.
pub fn carried_over(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (project, report) in projects(case) {
        let (Some(code), rest) = (&report.code, report.total.adjusted - report.total.executed) else { continue };
        let closing = case.accounts().sum(&Figure::under(Scope::ALL, Measure::CLOSING, code));
        let of_rows = project.budget_rows.iter().filter_map(|row| row.deviation.as_ref());
        let mut texts = of_rows.chain(project.results.execution.as_ref());
        let Some(text) = texts.find(|text| text.value.contains("结转下年") || text.value.contains("定结转")) else { continue };
        if rest > Decimal::ZERO && closing.is_zero() {
            let finding = Diagnostic::warning("JS-E06", format!("“{}”说余款结转，账里科目 {code} 却没有年末结转", project.name));
            let finding =
                finding.at(text.span, "说余款结转").note(format!("全年预算比执行多 {}，{code} 年末结转和结余是 0", in_yuan(rest)));
            found.push(finding.hint(format!("钱已下达的，在科目 {code} 的一行写“本年收入”")).hint("余款由财政收回的，改写这句话"));
        }
    }
    found
}

/// JS-E09: a target for the whole cost is the initial budget; quantity × unit cost is what was executed.
pub fn costs(case: &Case) -> Vec<Diagnostic> {
    if scale::is_misdeclared(case) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (project, report) in projects(case) {
        found.extend(cost_target(project, &report.total));
        found.extend(unit_cost(project, report.total.executed));
    }
    found
}

fn is_cost(indicator: &Indicator) -> bool {
    indicator.level2.value.contains("成本")
}

/// Whether an indicator speaks of the cost of one thing.
fn is_unit_cost(indicator: &Indicator) -> bool {
    ["单位成本", "单价", "人均", "标准", "每"].iter().any(|word| indicator.name.value.contains(word))
}

fn cost_target(project: &Project, total: &crate::performance::BudgetLine) -> Option<Diagnostic> {
    let costs: Vec<&Spanned<Indicator>> = project.indicators.iter().filter(|indicator| is_cost(indicator)).collect();
    let [indicator] = costs.as_slice() else { return None };
    let wanted = wanted(indicator)?;
    let target = target(&wanted.value).filter(|_| !is_unit_cost(indicator))?;
    let limit = target.measured.yuan().filter(|_| target.operator != Operator::AtLeast && target.operator != Operator::More)?;
    let initial = total.initial;
    if [initial, total.declared, total.adjusted].contains(&limit) || initial.is_zero() {
        return None;
    }
    let row = project.budget_rows.first()?;
    let found = Side::written("成本指标", limit, wanted.span);
    let budget = Side::written("年初预算", initial, row.initial.span);
    let finding = two_sides("JS-E09", Severity::Warning, format!("“{}”的成本指标与年初预算不一致", project.name), &found, &budget);
    Some(finding.hint("总成本的目标值就是年初预算数；预算调整的，在“调整后指标”里说明"))
}

fn unit_cost(project: &Project, executed: Decimal) -> Option<Diagnostic> {
    let quantities: Vec<&Spanned<Indicator>> =
        project.indicators.iter().filter(|indicator| indicator.level2.value.contains("数量")).collect();
    let costs: Vec<&Spanned<Indicator>> = project.indicators.iter().filter(|indicator| is_cost(indicator)).collect();
    let ([quantity], [cost]) = (quantities.as_slice(), costs.as_slice()) else { return None };
    let wanted_cost = wanted(cost)?;
    let unit = wanted_cost.value.rsplit_once('/').map(|(money, thing)| (money.trim().to_owned(), thing.trim().to_owned()))?;
    let per = target(&unit.0)?.measured;
    let things = target(&wanted(quantity)?.value)?.measured.unit;
    if things != unit.1 || executed.is_zero() {
        return None;
    }
    let each = measured(cost.actual.value.split('/').next().unwrap_or_default())?;
    let each =
        crate::checks::performance::target::Measured { unit: if each.unit.is_empty() { per.unit } else { each.unit }, ..each }.yuan()?;
    let number = measured(&quantity.actual.value)?.number;
    // Numbers beyond any sense are not compared.
    let product = number.checked_mul(each)?;
    if product.checked_sub(executed)?.abs().checked_mul(Decimal::ONE_HUNDRED)? <= thresholds::UNIT_COST_PERCENT * executed {
        return None;
    }
    let row = project.budget_rows.first()?;
    let mut product = Side::written(format!("{} × {} =", number.normalize(), in_yuan(each)), product, cost.actual.span);
    product.places.push(quantity.actual.span);
    let executed = Side::written("全年执行", executed, row.executed.span);
    let finding = two_sides("JS-E09", Severity::Warning, format!("“{}”的数量乘单位成本不等于执行数", project.name), &product, &executed);
    Some(finding.note(format!("容许相差 {}%", thresholds::UNIT_COST_PERCENT)).hint("核对单位成本的完成值：执行数除以数量"))
}

/// JS-E10: targets fall due in the fiscal year, reports are not older than its last month, reasons agree with the budget.
pub fn periods(case: &Case) -> Vec<Diagnostic> {
    let year = case.file().year.value.0;
    let mut found = Vec::new();
    for project in &case.file().projects {
        for indicator in project.indicators.iter().filter(|indicator| indicator.level2.value.contains("时效")) {
            let due = [indicator.target.as_ref(), indicator.initial_target.as_ref()].into_iter().flatten();
            let outside = due.filter_map(|text| Some((text, year_in(&text.value)?))).find(|(_, due)| *due != year);
            if let Some((text, due)) = outside {
                let finding = Diagnostic::warning("JS-E10", format!("“{}”的期限在 {due} 年，决算年度是 {year} 年", indicator.name))
                    .at(text.span, "这个期限");
                found.push(finding.at(case.file().year.span, "决算年度").hint("自评的是本年度，期限写本年度的"));
            }
        }
        let reported = project.reported.value;
        let early = i64::from(reported.year) < i64::from(year) || (i64::from(reported.year) == i64::from(year) && reported.month < 12);
        if early {
            let finding = Diagnostic::warning("JS-E10", format!("“{}”的报告时间在 {year} 年底以前", project.name))
                .at(project.reported.span, "报告时间");
            found.push(finding.hint("全年执行完才能自评；核对报告时间"));
        }
        found.extend(reasons(case, project));
    }
    found
}

/// The only year a text names, if it names one.
fn year_in(text: &str) -> Option<u32> {
    let mut years = text.match_indices('年').filter_map(|(at, _)| {
        let digits = text[..at].get(at.checked_sub(4)?..)?;
        digits.parse::<u32>().ok().filter(|year| (1990..=2099).contains(year))
    });
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

fn reasons(case: &Case, project: &Project) -> Vec<Diagnostic> {
    let initial: Decimal = project.budget_rows.iter().map(|row| case.yuan(row.initial.value)).sum();
    let of_rows = project.budget_rows.iter().filter_map(|row| row.deviation.as_ref());
    let of_indicators = project.indicators.iter().filter_map(|indicator| indicator.deviation.as_ref());
    let denied = of_rows.chain(of_indicators).find(|text| !denies_budget(&Prose::of(&text.value), initial).is_empty());
    let (Some(text), Some(row)) = (denied.filter(|_| !initial.is_zero()), project.budget_rows.first()) else { return Vec::new() };
    let finding =
        Diagnostic::warning("JS-E10", format!("“{}”的原因说年初没有预算，预算编制却有数", project.name)).at(text.span, "这个原因");
    vec![finding.at(row.initial.span, format!("预算编制 {}", in_yuan(initial))).hint("核对预算编制数，或改写原因")]
}
