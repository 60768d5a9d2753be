//! What a file states of its self-evaluations in numbers alone, where the standard attaches no reports: grades that add up (E04), an average that the
//! grades allow (E05), problems put right that were found (E01). What is stated beside reports is compared with them in `summary`.

use rust_decimal::Decimal;

use crate::accounts::Figure;
use crate::checks::Case;
use crate::checks::sums::{LINES_SHOWN, in_yuan};
use crate::checks::text::problems::says_none;
use crate::checks::text::slots::is_empty;
use crate::diagnostics::{Diagnostic, Severity};
use crate::money;
use crate::source::{Score, Spanned};

/// JS-E01: no more problems were put right than found.
pub fn problems(case: &Case) -> Vec<Diagnostic> {
    let management = &case.file().management;
    let (Some(found), Some(rectified)) = (&management.problems, &management.rectified) else { return Vec::new() };
    if rectified.value.0 <= found.value.0 {
        return Vec::new();
    }
    let finding = Diagnostic::error("JS-E01", "已整改的问题比发现的问题多").at(rectified.span, format!("已整改 {rectified}"));
    vec![finding.at(found.span, format!("发现 {found}")).hint("已整改的是发现的问题里的一部分，其余正在整改；核对两个数，可能写反了")]
}

/// JS-E01: projects that were monitored or evaluated had objectives, and their money is a part of that.
pub fn with_objectives(case: &Case) -> Vec<Diagnostic> {
    let value = |name| case.accounts().value(&Figure::Named(name));
    let pairs = [
        ("management.monitored", "management.with_objectives"),
        ("management.evaluated", "management.with_objectives"),
        ("management.monitored_amount", "management.with_objectives_amount"),
        ("management.evaluated_amount", "management.with_objectives_amount"),
    ];
    let more = pairs.into_iter().filter_map(|(part, whole)| {
        let (less, more) = (value(whole)?, value(part)?);
        if more <= less {
            return None;
        }
        let (part, whole) = (Figure::Named(part), Figure::Named(whole));
        let finding = Diagnostic::warning("JS-E01", format!("{}比{}多", part.label(), whole.label()));
        let place = |figure: &Figure| case.accounts().trace(figure).terms.first().map_or_else(|| case.place("绩效管理"), |term| term.span);
        let shown = |figure: &Figure, value: Decimal| if figure.is_count() { value.to_string() } else { in_yuan(value) };
        let finding = finding.at(place(&part), shown(&part, more)).at(place(&whole), shown(&whole, less));
        Some(finding.hint("跟踪、自评的项目都编了绩效目标：核对两处的个数和金额，以及金额单位"))
    });
    more.collect()
}

/// JS-E01: problems that were found, and no report that says which.
pub fn unspoken(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let Some(found) = file.management.problems.as_ref().filter(|found| found.value.0 > 0 && !file.projects.is_empty()) else {
        return Vec::new();
    };
    let described = |text: &Spanned<String>| !is_empty(&text.value) && !says_none(&text.value);
    if file.projects.iter().flat_map(|project| &project.problems).chain(&file.management.improvement).any(described) {
        return Vec::new();
    }
    let finding = Diagnostic::new("JS-E01", Severity::Note, format!("写明发现 {found} 个问题，各报告都没有写是什么问题"));
    vec![finding.at(found.span, format!("发现 {found}")).hint("写进有问题的项目的“存在问题及原因”；没有问题的，核对发现问题数")]
}

/// JS-E04: the numbers of grades add to the number of projects, and each is a grade of the standard.
pub fn grades(case: &Case) -> Vec<Diagnostic> {
    let grades = &case.standard.manifest.grades;
    let known = |name: &str| grades.iter().any(|grade| grade.name.value == name);
    let unknown = case.file().management.grades.iter().filter(|(name, _)| !known(&name.value));
    let mut found: Vec<Diagnostic> = unknown
        .map(|(name, _)| {
            let finding =
                Diagnostic::error("JS-E04", format!("《{}》没有等级“{name}”", case.standard.manifest.name)).at(name.span, "这个等级");
            let names: Vec<&str> = grades.iter().map(|grade| grade.name.value.as_str()).collect();
            finding.hint(format!("等级是 {}", names.join("、")))
        })
        .collect();
    let differing = |(evaluated, sum): &(Decimal, u32)| *evaluated != Decimal::from(*sum);
    if let Some((evaluated, sum)) = without_reports(case).zip(total(case)).filter(differing) {
        let finding = Diagnostic::error("JS-E04", format!("各等级的项目共 {sum} 个，写明自评的是 {evaluated} 个"));
        let places = case.accounts().trace(&EVALUATED).terms.into_iter().take(LINES_SHOWN);
        let finding = places.fold(finding, |finding, term| finding.at(term.span, format!("自评 {} 个", term.amount)));
        let finding = case.at(finding, "绩效管理.各等级项目数", format!("共 {sum} 个"));
        found.push(finding.hint("每个自评的项目有一个等级：核对项目个数和各等级的个数"));
    }
    found
}

/// JS-E05: the average of all scores is within what the grades allow, or what the reports have.
pub fn average(case: &Case) -> Vec<Diagnostic> {
    let Some(stated) = &case.file().management.average else { return Vec::new() };
    if !case.derived.reports.is_empty() {
        return beside_reports(case, stated).into_iter().collect();
    }
    let (least, most) = allowed(case).unwrap_or((Decimal::ZERO, Decimal::ONE_HUNDRED));
    if (least..=most).contains(&stated.value.0) {
        return Vec::new();
    }
    let finding = Diagnostic::error("JS-E05", "平均得分与各等级的项目数不相称").at(stated.span, format!("平均得分 {stated}"));
    let finding = if least.is_zero() { finding } else { case.at(finding, "绩效管理.各等级项目数", "各等级项目数") };
    let finding = finding.note(format!("按各等级的分数段，平均得分在 {} 和 {} 之间", money::rounded(least), money::rounded(most)));
    vec![finding.hint("核对平均得分，再核对各等级的个数")]
}

fn beside_reports(case: &Case, stated: &Spanned<Score>) -> Option<Diagnostic> {
    let ours = case.derived.summary.average.filter(|average| *average != stated.value.0)?;
    let finding = Diagnostic::error("JS-E05", "写明的平均得分与各报告的得分不一致").at(stated.span, format!("平均得分 {stated}"));
    Some(finding.note(format!("各报告总分的平均数是 {}", ours.normalize())).hint("附有自评报告时不写“平均得分”，由报告得出"))
}

/// The number of projects evaluated, as stated by the file or its units' files.
const EVALUATED: Figure = Figure::Named("management.evaluated");

/// The number of projects stated without their reports.
fn without_reports(case: &Case) -> Option<Decimal> {
    case.accounts().value(&EVALUATED).filter(|_| case.file().projects.is_empty())
}

fn total(case: &Case) -> Option<u32> {
    let grades = &case.file().management.grades;
    if grades.is_empty() { None } else { grades.iter().try_fold(0_u32, |sum, (_, count)| sum.checked_add(count.value.0)) }
}

/// The least and the highest average that the stated grades allow: each project scores at least its grade's floor and at most the floor of the grade above.
fn allowed(case: &Case) -> Option<(Decimal, Decimal)> {
    let (mut least, mut most) = (Decimal::ZERO, Decimal::ZERO);
    for (name, count) in case.file().management.grades.iter() {
        let count = Decimal::from(count.value.0);
        let floor = case.standard.manifest.grades.iter().find(|grade| grade.name.value == name.value)?.from.value.0;
        let above = case.standard.manifest.grades.iter().map(|grade| grade.from.value.0).filter(|from| *from > floor).min();
        least += count * floor;
        most += count * above.unwrap_or(Decimal::ONE_HUNDRED);
    }
    let number = Decimal::from(total(case).filter(|number| *number > 0)?);
    Some((least / number, most / number))
}
