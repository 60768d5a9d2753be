//! Final accounts against the adjusted budget (G05), and projects that must be part of the three public expenses (G06).

use crate::accounts::Figure;
use crate::checks::Case;
use crate::checks::sums::{Side, in_yuan, two_sides};
use crate::checks::text::reasons;
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::BudgetKind;

const ITEMS: [(&str, &str, &str, &str); 4] = [
    ("因公出国（境）费", "three_public.going.final", "three_public.going.adjusted", "三公经费.因公出国（境）费"),
    ("公务用车购置费", "three_public.purchase.final", "three_public.purchase.adjusted", "三公经费.公务用车购置费"),
    ("公务用车运行维护费", "three_public.operation.final", "three_public.operation.adjusted", "三公经费.公务用车运行维护费"),
    ("公务接待费", "three_public.reception.final", "three_public.reception.adjusted", "三公经费.公务接待费"),
];

/// JS-G05: what was spent beyond the adjusted budget is explained, by a reason that does not explain a saving.
pub fn exceeded(case: &Case) -> Vec<Diagnostic> {
    let reason = case.file().three_public.budget_reason.as_ref();
    let explains = |reason: &str| !(reasons::points_down(reason) || reasons::says_unchanged(reason) || reasons::denies(reason));
    if reason.is_some_and(|reason| explains(&reason.value)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, spent, budget, path) in ITEMS {
        let (spent, budget) = (Figure::Named(spent), Figure::Named(budget));
        let (Some(more), Some(less)) = (case.accounts().value(&spent), case.accounts().value(&budget)) else { continue };
        if more > less {
            let spent = Side::derived("决算数", &spent, case, path);
            let budget = Side::derived("全年预算数", &budget, case, &format!("{path}.全年预算"));
            let mut finding = two_sides("JS-G05", Severity::Warning, format!("{name}的决算数超过全年预算数"), &spent, &budget);
            if let Some(reason) = reason {
                finding = finding.at(reason.span, "这个原因没有说为什么超过");
            }
            found.push(finding.hint("“三公”经费不得超预算；确有调整的，写调整后的全年预算数，或在“三公经费.预决算差异原因”里说明"));
        }
    }
    found
}

/// Words of a project's name that say what kind of the three public expenses it is.
const WORDS: [(&str, &str, &str); 4] = [
    ("因公出国", "three_public.going.final", "因公出国（境）费"),
    ("公务用车购置", "three_public.purchase.final", "公务用车购置费"),
    ("公务用车运行", "three_public.operation.final", "公务用车运行维护费"),
    ("公务接待", "three_public.reception.final", "公务接待费"),
];

/// JS-G06: a project that is one of the three public expenses by its name is not larger than what 09 shows for it.
pub fn projects(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (project, report) in case.file().projects.iter().zip(&case.derived.reports) {
        let kind =
            WORDS.iter().find(|(word, ..)| project.name.value.contains(word) && report.budget != BudgetKind::社会保险基金预算);
        let Some((_, figure, name)) = kind else { continue };
        let figure = Figure::Named(figure);
        let Some(shown) = case.accounts().value(&figure) else { continue };
        if report.total.executed > shown {
            let finding = Diagnostic::warning("JS-G06", format!("项目“{}”的支出没有全部列入{name}", project.name));
            let finding = finding.at(project.name.span, format!("全年执行 {}", in_yuan(report.total.executed)));
            let shown = Side::derived(format!("{name}决算数"), &figure, case, "三公经费");
            found.push(finding.at(shown.places[0], shown.text()).hint("财政拨款安排的项目里的三公支出也要统计"));
        }
    }
    found
}
