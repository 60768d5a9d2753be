//! Weights and scores (E05), and scores against targets and actual values (E08).

use rust_decimal::Decimal;

use super::target::{Operator, measured, target};
use crate::checks::Case;
use crate::checks::text::reasons::says_unchanged;
use crate::checks::text::slots::is_empty;
use crate::diagnostics::Diagnostic;
use crate::performance::{Report, Weights};
use crate::source::{Indicator, Project, Spanned};

/// Projects with their reports.
pub(super) fn projects<'a>(case: &Case<'a>) -> impl Iterator<Item = (&'a Spanned<Project>, &'a Report)> {
    case.file().projects.iter().zip(&case.derived.reports)
}

/// JS-E05: weights add up to what the standard gives for indicators beside execution, and no score is above its weight.
pub fn weights(case: &Case) -> Vec<Diagnostic> {
    let Weights { indicators, execution } = &case.standard.manifest.weights;
    let wanted = indicators.value.0;
    let mut found = Vec::new();
    for (project, report) in projects(case) {
        if report.indicator_weight != wanted {
            let sum = report.indicator_weight.normalize();
            let finding = Diagnostic::error("JS-E05", format!("“{}”的指标权重之和是 {sum}，应为 {indicators}", project.name));
            let finding = finding.at(project.name.span, format!("权重之和 {sum}"));
            found.push(
                finding
                    .note(format!("相差 {}", (report.indicator_weight - wanted).abs().normalize()))
                    .hint(format!("预算执行率另占 {execution} 分，指标共 {indicators} 分")),
            );
        }
        for indicator in project.indicators.iter().filter(|indicator| indicator.score.value.0 > indicator.weight.value.0) {
            let finding = Diagnostic::error("JS-E05", format!("“{}”的得分比权重高", indicator.name));
            let finding = finding
                .at(indicator.score.span, format!("得分 {}", indicator.score))
                .at(indicator.weight.span, format!("权重 {}", indicator.weight));
            found.push(finding.hint("得分最多等于权重"));
        }
    }
    found
}

/// Whether an indicator was reached, as far as what was written tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Yes,
    No,
    Unknown,
}

/// The target that holds: the adjusted one, or else the initial one.
pub(super) fn wanted(indicator: &Indicator) -> Option<&Spanned<String>> {
    indicator.target.as_ref().or(indicator.initial_target.as_ref())
}

fn reached(indicator: &Indicator) -> Reached {
    let actual = indicator.actual.value.trim();
    if actual.starts_with("部分达成") || actual.starts_with("未达成") || actual.starts_with("未完成") {
        return Reached::No;
    }
    if matches!(actual, "达成预期指标" | "达成年度指标" | "全部达成预期指标") {
        return Reached::Yes;
    }
    let compared = wanted(indicator).and_then(|wanted| target(&wanted.value)).zip(measured(actual));
    let in_time = || Some(month_in(&wanted(indicator)?.value)? >= month_in(actual)?);
    match compared.and_then(|(target, actual)| target.is_met(&actual)).or_else(in_time) {
        Some(true) => Reached::Yes,
        Some(false) => Reached::No,
        None => Reached::Unknown,
    }
}

/// The month a text is about when it names one and nothing else: 2024年9月底前, 2024年11月.
fn month_in(text: &str) -> Option<(u32, u32)> {
    let (year, rest) = text.trim().split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let plain = ["", "底", "末", "前", "以前", "底前", "末前", "底以前", "完成", "底前完成", "前完成"].contains(&rest);
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    if plain && year.len() == 4 { Some((year.parse().ok()?, month)) } else { None }
}

/// JS-E08: full marks for what was not reached, none for what was; points lost without a reason.
pub fn against_targets(case: &Case) -> Vec<Diagnostic> {
    let indicators = case.file().projects.iter().flat_map(|project| &project.indicators);
    indicators.filter_map(|indicator| judge(indicator)).collect()
}

fn judge(indicator: &Indicator) -> Option<Diagnostic> {
    let (score, weight) = (indicator.score.value.0, indicator.weight.value.0);
    let reached = reached(indicator);
    let finding = |message: String, hint: &str| {
        let mut finding = Diagnostic::warning("JS-E08", message).at(indicator.score.span, format!("得分 {score}，权重 {weight}"));
        if let Some(wanted) = wanted(indicator) {
            finding = finding.at(wanted.span, "目标值");
        }
        Some(finding.at(indicator.actual.span, "实际完成值").hint(hint))
    };
    if reached == Reached::No && score == weight && !weight.is_zero() {
        return finding(format!("“{}”没有达到目标，却得满分", indicator.name), "核对目标值前的符号和完成值；没有达到的要扣分并写偏差原因");
    }
    if reached == Reached::Yes && score.is_zero() && !weight.is_zero() {
        return finding(format!("“{}”达到了目标，却没有得分", indicator.name), "核对完成值和得分；没有实施的项目，完成值不要写成达到");
    }
    let said = indicator.deviation.as_ref().filter(|reason| !is_empty(&reason.value));
    if score < weight && said.is_some_and(|reason| says_unchanged(&reason.value)) {
        return finding(format!("“{}”失分，偏差原因却说没有偏差", indicator.name), "写失分的原因；没有偏差的，核对得分");
    }
    if score < weight && said.is_none() {
        return finding(format!("“{}”失分，没有写偏差原因", indicator.name), "补写这个指标的“偏差原因”");
    }
    None
}

/// JS-E08: a cost target that sets a floor, a satisfaction target that sets a ceiling.
pub fn operators(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in case.file().projects.iter().flat_map(|project| &project.indicators) {
        let Some((wanted, target)) = wanted(indicator).and_then(|wanted| Some((wanted, target(&wanted.value)?))) else { continue };
        let floor = matches!(target.operator, Operator::AtLeast | Operator::More);
        let ceiling = matches!(target.operator, Operator::AtMost | Operator::Less);
        let cost =
            indicator.level2.value.contains("成本") && !indicator.name.value.contains("节约") && !indicator.name.value.contains("率");
        let satisfaction = indicator.level1.value.contains("满意") && !indicator.name.value.contains("投诉");
        if (cost && floor) || (satisfaction && ceiling) {
            let finding = Diagnostic::warning("JS-E08", format!("“{}”的目标值符号反了", indicator.name)).at(wanted.span, "这个符号");
            found.push(finding.hint(if cost { "成本指标控制上限，用 ≤" } else { "满意度指标要求下限，用 ≥" }));
        }
    }
    found
}

/// JS-E08: nothing was spent, yet effects and satisfaction are fully met.
pub fn nothing_done(case: &Case) -> Vec<Diagnostic> {
    let idle = projects(case).filter(|(_, report)| report.total.executed.is_zero() && report.total.initial > Decimal::ZERO);
    idle.filter_map(|(project, report)| {
        let full = |indicator: &&Spanned<Indicator>| {
            let soft = indicator.level1.value.contains("效益") || indicator.level1.value.contains("满意");
            soft && indicator.score.value.0 == indicator.weight.value.0 && !indicator.weight.value.0.is_zero()
        };
        let full: Vec<_> = project.indicators.iter().filter(full).collect();
        let first = full.first()?;
        let finding = Diagnostic::warning("JS-E08", format!("“{}”没有支出，{} 项效益和满意度指标却得满分", project.name, full.len()));
        let finding = finding.at(first.score.span, format!("得分 {}", first.score));
        let finding = match project.budget_rows.first() {
            Some(row) => finding.at(row.executed.span, format!("全年执行 {}", report.total.executed.normalize())),
            None => finding,
        };
        Some(finding.hint("项目没有实施的，效益和满意度不能按全部实现计分"))
    })
    .collect()
}
