//! Reasons for what is left over (R10): adjusted carry-over, project money without a report, budgets not executed. Each is compared with what it explains.

use crate::checks::Case;
use crate::checks::performance::summary;
use crate::checks::sums::in_yuan;
use crate::checks::tables::opening as carry_over;
use crate::checks::text::reasons::{denies, says_unchanged};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{BudgetRow, Spanned};

/// JS-R10: the reason of an adjusted carry-over, where nothing was adjusted, or one that says so.
pub fn opening(case: &Case) -> Vec<Diagnostic> {
    let reason = case.file().reasons.opening_adjustment.as_ref();
    let Some((reason, differing)) = reason.zip(carry_over::differing(case)) else { return Vec::new() };
    match differing.into_iter().next() {
        None => vec![superfluous(reason, "年初结转和结余与上年年末一致，不必写调整原因")],
        Some(difference) if says_none(&reason.value) => {
            let mut finding = Diagnostic::error("JS-R10", "年初结转和结余调整过，原因却说没有").at(reason.span, "原因说没有调整");
            finding.labels.extend(difference.labels);
            vec![finding.hint("写为什么调整：会计差错更正、收回资金等；没有调整的，核对各行的年初结转和结余")]
        }
        Some(_) => Vec::new(),
    }
}

/// JS-R10: the reason of project money nobody reports on, where there is none, or one that says so.
pub fn performance(case: &Case) -> Vec<Diagnostic> {
    let Some(reason) = &case.file().reasons.performance_gap else { return Vec::new() };
    match summary::gap(case) {
        None => vec![superfluous(reason, "绩效自评的执行数与项目支出一致，不必写金额差异的原因")],
        Some((executed, spent)) if says_none(&reason.value) => {
            let finding =
                Diagnostic::error("JS-R10", "绩效自评的执行数与项目支出不一致，原因却说没有差异").at(reason.span, "原因说没有差异");
            let finding = finding.note(format!("项目支出合计 {}，各报告全年执行数合计 {}", in_yuan(spent), in_yuan(executed)));
            vec![finding.hint("写哪些项目没有自评、为什么；也可能漏了报告或执行数写错了")]
        }
        Some(_) => Vec::new(),
    }
}

/// JS-R10: the reason of a budget that had no money, this year or last.
pub fn absent_funds(case: &Case) -> Vec<Diagnostic> {
    let narrative = &case.derived.narrative;
    let reasons = &case.file().reasons;
    let funds = [("政府性基金预算", &narrative.fund, &reasons.fund), ("国有资本经营预算", &narrative.capital, &reasons.capital)];
    let idle = funds.into_iter().filter(|(_, section, _)| section.items.is_empty() && section.absent);
    idle.filter_map(|(name, _, reason)| Some((name, reason.as_ref()?)))
        .filter(|(_, reason)| !says_none(&reason.value))
        .map(|(name, reason)| superfluous(reason, &format!("{name}财政拨款没有收支，不必写变动原因")))
        .collect()
}

/// JS-R10: the deviation of a budget row that its reason denies.
pub fn execution(case: &Case) -> Vec<Diagnostic> {
    let rows = case.file().projects.iter().flat_map(|project| &project.budget_rows);
    rows.filter_map(|row| denied_deviation(case, row)).collect()
}

fn denied_deviation(case: &Case, row: &BudgetRow) -> Option<Diagnostic> {
    let reason = row.deviation.as_ref()?;
    let [initial, adjusted, executed] = [&row.initial, &row.adjusted, &row.executed].map(|amount| case.yuan(amount.value));
    let message = if executed != adjusted && says_unchanged(&reason.value) {
        "执行数与全年预算不同，原因却说没有偏差"
    } else if initial != adjusted && executed != initial && says_unchanged(&reason.value) {
        "执行数与年初预算不同，原因却说没有偏差"
    } else if !executed.is_zero() && denies(&reason.value) {
        "有执行数，原因却说没有支出"
    } else {
        return None;
    };
    let finding =
        Diagnostic::warning("JS-R10", message).at(reason.span, "这个原因").at(row.executed.span, format!("全年执行 {}", in_yuan(executed)));
    let finding = finding.note(format!("预算编制 {}，全年预算 {}", in_yuan(initial), in_yuan(adjusted)));
    Some(finding.hint("写使执行数不同的原因，或核对这一行的数"))
}

fn says_none(reason: &str) -> bool {
    denies(reason)
        || says_unchanged(reason)
        || matches!(reason.trim().trim_end_matches('。'), "无调整" | "没有调整" | "未调整" | "不存在差异")
}

fn superfluous(reason: &Spanned<String>, message: &str) -> Diagnostic {
    let finding = Diagnostic::new("JS-R10", Severity::Note, message).at(reason.span, "给没有差异的数写了原因");
    finding.hint("删去这条原因；也可能有一处的数写错了")
}
