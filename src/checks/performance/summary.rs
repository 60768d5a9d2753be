//! What is stated about all projects together against the reports: names and numbers (E01), money (E02, E03), grades and measures (E04).

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::scores::projects;
use crate::accounts::{Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::sums::{LINES_SHOWN, Side, in_yuan, two_sides};
use crate::checks::text::problems::says_none;
use crate::checks::text::slots::is_empty;
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Indicator, Spanned, reading};

/// JS-E01: names are unique, the projects that are spoken of have reports, and stated numbers are right.
pub fn names(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for project in &file.projects {
        if let Some(first) = seen.insert(project.name.value.trim(), project.name.span) {
            let finding =
                Diagnostic::error("JS-E01", format!("两个项目都叫“{}”", project.name)).at(project.name.span, "第二个").at(first, "第一个");
            found.push(finding.hint("名称后加上区别，例如（一）（二）；预算里的名称不同的，照预算写"));
        }
    }
    let evaluated = file.management.evaluation.iter().flat_map(|evaluation| &evaluation.projects);
    for name in evaluated.filter(|name| !file.projects.is_empty() && !seen.contains_key(name.value.trim())) {
        let finding = Diagnostic::error("JS-E01", format!("部门评价的项目“{name}”没有自评报告")).at(name.span, "没有这个项目");
        let near = reading::nearest(&name.value, seen.keys().copied());
        found.push(match near {
            Some(near) => finding.hint(format!("名称要与自评报告一致；是不是“{near}”？")),
            None => finding,
        });
    }
    if let Some(stated) = file.management.evaluated.as_ref().filter(|_| !file.projects.is_empty()) {
        let reports = file.projects.len();
        if usize::try_from(stated.value.0).is_ok_and(|stated| stated != reports) {
            let finding = Diagnostic::error("JS-E01", format!("写明自评 {stated} 个项目，附有 {reports} 份报告"));
            let finding = finding.at(stated.span, "写明的个数").at(case.place("绩效自评"), format!("{reports} 份报告"));
            found.push(finding.hint("附有自评报告时不写“自评项目数”，由报告得出"));
        }
    }
    found
}

/// JS-E02: a stated amount is the sum of the column it names.
pub fn money(case: &Case) -> Vec<Diagnostic> {
    let reports = &case.derived.reports;
    let Some(stated) = case.file().management.evaluated_amount.as_ref().filter(|_| !reports.is_empty()) else { return Vec::new() };
    let (yuan, initial) = (case.yuan(stated.value), reports.iter().map(|report| report.total.initial).sum::<Decimal>());
    if yuan == initial || yuan == crate::money::yuan_of_wan(crate::money::wan(initial)) {
        return Vec::new();
    }
    let executed: Decimal = reports.iter().map(|report| report.total.executed).sum();
    let found = Side::written("写明的自评金额", yuan, stated.span);
    let expected = Side::at("各报告预算编制数合计", initial, vec![case.place("绩效自评")]);
    let finding = two_sides("JS-E02", Severity::Error, "写明的绩效自评金额与各报告的年初预算之和不一致", &found, &expected);
    let finding = finding.note(format!("各报告全年执行数合计 {}", in_yuan(executed)));
    let hint = if yuan == executed {
        "这是执行数，不是预算数；附有自评报告时不写，由报告得出"
    } else {
        "附有自评报告时不写“自评金额”，由报告得出"
    };
    vec![finding.hint(hint)]
}

/// JS-E02: what is stated for the projects the department evaluated is what their reports executed.
pub fn evaluated_money(case: &Case) -> Vec<Diagnostic> {
    let stated = case.file().management.evaluation.as_ref().and_then(|evaluation| evaluation.amount.as_ref());
    let ours = case.derived.summary.evaluation.as_ref().and_then(|evaluation| evaluation.executed.as_ref());
    let (Some(stated), Some(ours)) = (stated, ours) else { return Vec::new() };
    let yuan = case.yuan(stated.value);
    if yuan == ours.yuan || yuan == crate::money::yuan_of_wan(ours.wan) {
        return Vec::new();
    }
    let found = Side::written("写明的涉及资金", yuan, stated.span);
    let expected = Side::at("这些项目的报告全年执行数合计", ours.yuan, vec![case.place("绩效自评")]);
    let finding = two_sides("JS-E02", Severity::Error, "部门评价的涉及资金与这些项目的自评报告不一致", &found, &expected);
    vec![finding.hint("附有自评报告时不写“涉及资金”，由报告得出")]
}

/// What the projects executed and all project expenditure, in yuan, where they print differently.
pub(in crate::checks) fn gap(case: &Case) -> Option<(Decimal, Decimal)> {
    let executed: Decimal = case.derived.reports.iter().map(|report| report.total.executed).sum();
    let spent = case.accounts().sum(&Figure::total(Scope::ALL, Measure::PROJECT));
    (crate::money::wan(executed) != crate::money::wan(spent)).then_some((executed, spent))
}

/// JS-E03: what the projects executed is project expenditure, or the gap is explained.
pub fn against_ledger(case: &Case) -> Vec<Diagnostic> {
    if case.derived.reports.is_empty() {
        return Vec::new();
    }
    if let Some(reason) = &case.file().reasons.performance_gap {
        return unexplained(case, reason);
    }
    let Some((executed, _)) = gap(case) else { return shifted(case).into_iter().collect() };
    let ledger = Figure::total(Scope::ALL, Measure::PROJECT);
    let reports = Side::at("各报告全年执行数合计", executed, vec![case.place("绩效自评")]);
    let ledger = Side::derived("项目支出合计", &ledger, case, "一般公共预算财政拨款");
    let mut finding = two_sides("JS-E03", Severity::Warning, "绩效自评的执行数与项目支出不一致，没有说明", &reports, &ledger);
    for (code, project, ours) in by_code(case) {
        finding = finding.note(format!("科目 {code}：项目支出 {}，各报告执行 {}", in_yuan(ours), in_yuan(project)));
    }
    vec![finding.hint("核对各项目的执行数和科目").hint("有不公开或不编报自评的项目的，在“变动原因.绩效自评金额差异”里说明")]
}

/// Codes with reports that do not tie, where the reason of the whole gap cannot be of them: more is reported than was spent, or money nobody reports
/// on makes a gap of its own, which the reason then speaks of.
fn unexplained(case: &Case, reason: &Spanned<String>) -> Vec<Diagnostic> {
    let reported = |code: &str| projects(case).find(|(_, report)| report.code.as_deref() == Some(code));
    let (differing, ledger) = (by_code(case), case.accounts().ledger());
    let unreported = differing.iter().any(|(code, ..)| reported(code).is_none());
    let mut found = Vec::new();
    for (code, executed, spent) in &differing {
        let Some((project, _)) = reported(code).filter(|_| !spent.is_zero()) else { continue };
        let named = reason.value.contains(code.as_str()) || reason.value.contains(project.name.value.trim());
        // Reports may be of budget money alone.
        let of_budgets = ledger.sum(Scope::FISCAL, Measure::PROJECT, code);
        if executed < spent && (named || !unreported || crate::money::wan(*executed) == crate::money::wan(of_budgets)) {
            continue;
        }
        let rows = projects(case).filter(|(_, report)| report.code.as_ref() == Some(code)).flat_map(|(project, _)| &project.budget_rows);
        let places = rows.map(|row| row.executed.span).take(LINES_SHOWN).collect();
        let reports = Side::at(format!("科目 {code} 的报告全年执行合计"), *executed, places);
        let account = Side::derived("账里的项目支出", &Figure::under(Scope::ALL, Measure::PROJECT, code), case, "一般公共预算财政拨款");
        let message = format!("科目 {code} 有自评报告，执行数与项目支出却不一致");
        let finding = two_sides("JS-E03", Severity::Warning, message, &reports, &account).at(reason.span, "这个原因没有说到它");
        found.push(finding.hint("核对全年执行数和“科目”").hint("这个科目还有没自评的项目的，在“绩效自评金额差异”里写上科目编码和原因"));
    }
    found
}

/// Reports that add up to project expenditure though a report is noted under a code that spent something else; one that spent nothing is told with its
/// project.
fn shifted(case: &Case) -> Option<Diagnostic> {
    let differing = by_code(case);
    let (code, ..) = differing.first()?;
    let misplaced = |report: &crate::performance::Report| {
        report.code.as_ref().is_some_and(|own| differing.iter().any(|(code, _, spent)| code == own && !spent.is_zero()))
    };
    let (project, _) = projects(case).find(|(_, report)| misplaced(report))?;
    let place = project.code.as_ref().map_or(project.name.span, |code| code.span);
    let mut finding = Diagnostic::warning("JS-E03", "绩效自评按科目与项目支出对不上，合计却相等").at(place, "这个科目");
    finding = finding.at(case.place("绩效自评"), format!("例如科目 {code}"));
    for (code, executed, spent) in &differing {
        finding = finding.note(format!("科目 {code}：项目支出 {}，各报告执行 {}", in_yuan(*spent), in_yuan(*executed)));
    }
    Some(finding.hint("核对各项目的“科目”：写实际列支的项级科目"))
}

/// Codes whose project expenditure differs from what their reports executed; only where every report names its code.
fn by_code(case: &Case) -> Vec<(String, Decimal, Decimal)> {
    if case.derived.reports.iter().any(|report| report.code.is_none()) {
        return Vec::new();
    }
    let named = case.derived.reports.iter().filter_map(|report| report.code.clone());
    let ledger = case.accounts().ledger();
    let codes: BTreeSet<String> = named.chain(ledger.codes(Scope::ALL, 7)).collect();
    let compared = codes.into_iter().map(|code| {
        let executed =
            case.derived.reports.iter().filter(|report| report.code.as_deref() == Some(&code)).map(|report| report.total.executed).sum();
        let spent = ledger.sum(Scope::ALL, Measure::PROJECT, &code);
        (code, executed, spent)
    });
    compared.filter(|(_, executed, spent): &(String, Decimal, Decimal)| crate::money::wan(*executed) != crate::money::wan(*spent)).collect()
}

/// JS-E04: stated numbers of grades are those of the reports; measures are written exactly where a grade calls for them.
pub fn grades(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let mut found = Vec::new();
    if !file.projects.is_empty() {
        for (name, stated) in file.management.grades.iter() {
            let reached: Vec<_> = projects(case).filter(|(_, report)| report.grade == name.value).collect();
            if usize::try_from(stated.value.0).is_ok_and(|stated| stated == reached.len()) {
                continue;
            }
            let finding = Diagnostic::error("JS-E04", format!("写明“{name}”{stated} 个，按报告的得分是 {} 个", reached.len()));
            let finding = finding.at(stated.span, "写明的个数");
            let finding = match reached.first() {
                Some((project, report)) => {
                    finding.at(project.name.span, format!("这个项目总分 {}，为“{}”", report.score.normalize(), report.grade))
                }
                None => finding,
            };
            found.push(finding.hint("附有自评报告时不写“各等级项目数”，由报告得出"));
        }
    }
    found.extend(idle_measures(case));
    found
}

fn idle_measures(case: &Case) -> Option<Diagnostic> {
    let measures = case.file().management.improvement.as_ref()?;
    let grades = &case.standard.manifest.grades;
    let calls = |name: &str| grades.iter().any(|grade| grade.name.value == name && grade.needs_improvement);
    let stated: Vec<_> = case.file().management.grades.iter().filter(|(name, _)| calls(&name.value)).collect();
    let claimed_none = !stated.is_empty() && stated.iter().all(|(_, count)| count.value.0 == 0);
    let has_such_grades = grades.iter().any(|grade| grade.needs_improvement);
    if claimed_none || (has_such_grades && !case.derived.summary.needs_improvement) {
        let finding = Diagnostic::warning("JS-E04", "没有需要改进的等级，却写了改进措施").at(measures.span, "改进措施");
        let finding = match stated.first() {
            Some((name, count)) => finding.at(count.span, format!("写明“{name}”0 个")),
            None => finding,
        };
        return Some(finding.hint("没有这样的项目就删去；有就核对各项目的得分"));
    }
    None
}

/// JS-E04: an indicator that lost points for a reason, in a report that says that there are no problems. Whether that is one is for people to judge.
pub fn unmet(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (project, _) in projects(case).filter(|(_, report)| !report.needs_improvement) {
        let lost = |indicator: &&Spanned<Indicator>| {
            let reason = indicator.deviation.as_ref().filter(|reason| !is_empty(&reason.value));
            indicator.score.value.0 < indicator.weight.value.0 && reason.is_some()
        };
        let none = project.problems.first().filter(|_| project.problems.iter().all(|text| is_none(&text.value)));
        let Some((none, indicator)) = none.zip(project.indicators.iter().find(lost)) else { continue };
        let message = format!("“{}”的“{}”失分，“存在问题及原因”却说没有", project.name, indicator.name);
        let finding = Diagnostic::new("JS-E04", Severity::Note, message).at(none.span, "没有");
        let finding = finding.at(indicator.score.span, format!("得分 {}，权重 {}", indicator.score, indicator.weight));
        found.push(finding.hint("把这个指标失分的问题也写上；与管理无关的不用改"));
    }
    found
}

fn is_none(text: &str) -> bool {
    is_empty(text) || says_none(text)
}

/// JS-E04: a report whose grade calls for improvement says that there are no problems, or nothing to do about them. One that leaves the section out says
/// so too: 无 is printed.
pub fn no_problems(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (project, report) in projects(case).filter(|(_, report)| report.needs_improvement) {
        for (section, texts) in [("存在问题及原因", &project.problems), ("改进措施及建议", &project.suggestions)] {
            if texts.iter().any(|text| !is_empty(&text.value) && !says_none(&text.value)) {
                continue;
            }
            let graded = format!("“{}”自评为“{}”", project.name, report.grade);
            let score = format!("总分 {}", report.score.normalize());
            let finding = match texts.first() {
                Some(text) => {
                    Diagnostic::error("JS-E04", format!("{graded}，“{section}”却说没有")).at(text.span, "没有").at(project.name.span, score)
                }
                None => Diagnostic::error("JS-E04", format!("{graded}，没有写“{section}”，会印成“无”")).at(project.name.span, score),
            };
            found.push(finding.hint("写失分的问题和怎样改；确实没有问题的，核对得分"));
        }
    }
    found
}
