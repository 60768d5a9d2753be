//! The rules that look at free text: each runs its lint over the texts it concerns.

use super::finding::Finding;
use super::prose::FreeText;
use super::sweep::{goes_on, project_of, sweep};
use super::{
    alternatives, brackets, directions, numbering, offices, overview_cost, periods, placeholders, privacy, punctuation, purposes, quoted,
    repetition, report_figures, residue, review_marks, secrecy, secret_domain, slots, style, units, years,
};
use crate::accounts::{Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::tables::scale;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::Severity::{Error, Note, Warning};
use crate::source::{Amount, Date, Spanned};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// JS-Q01: placeholders.
pub fn no_placeholders(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q01", Error, |text| placeholders::findings(&text.prose))
}

/// JS-Q02: unresolved alternatives.
pub fn no_alternatives(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q02", Error, |text| alternatives::findings(&text.prose))
}

/// JS-Q03: directions of the template.
pub fn no_directions(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q03", Error, |text| directions::findings(&text.prose))
}

/// JS-Q04: review marks.
pub fn no_review_marks(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q04", Error, |text| review_marks::findings(&text.prose))
}

/// JS-Q05: residue of conversions.
pub fn no_residue(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q05", Warning, |text| residue::findings(&text.prose))
}

/// JS-Q06: repeated words, punctuation, brackets.
pub fn sound_punctuation(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q06", Warning, |text| {
        let mut found = repetition::findings(&text.prose);
        found.extend(punctuation::findings(&text.prose));
        found.extend(brackets::findings(text.text));
        found.extend(punctuation::open_end(&text.prose).filter(|_| !goes_on(text, case.texts)));
        found
    })
}

/// JS-Q06: entries without numbers of their own, values without quotation marks round them, none cut off by a `#`.
pub fn plain_entries(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q06", Warning, |text| {
        let mut found = quoted::findings(text.text);
        found.retain(|_| quoted::is_plain(text));
        found.extend(numbering::of_entry(text, &text.prose));
        found.extend(cut_off(text));
        found
    })
}

/// A text that goes on behind a `#` with a blank before it, where nothing is printed any more.
fn cut_off(text: &FreeText) -> Option<Finding> {
    let comment = text.cut_off()?;
    let message = format!("文字到“#”为止，后面的“{comment}”成了注释，不印出来");
    Some(Finding::new(0..text.text.len(), message, "是文字的一部分，就用英文引号把整个内容括起来；是注释，在“#”后面空一格"))
}

/// JS-Q07: one way of writing.
pub fn one_style(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q07", Note, |text| style::findings(&text.prose))
}

/// JS-Q08: lost units.
pub fn units_kept(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-Q08", Warning, |text| units::findings(&text.prose))
}

/// JS-Q09: slots filled with 无 or a figure. Where the standard asks for the text, deleting it is no advice.
pub fn slots_filled(case: &Case) -> Vec<Diagnostic> {
    let asked = asked(case);
    sweep(case, "JS-Q09", Warning, |text| {
        if slots::is_in_sentence(text.keys()) {
            slots::findings(&text.prose, asked.contains(&text.path()))
        } else if slots::is_prose(text.keys()) {
            slots::no_prose(&text.prose)
        } else {
            Vec::new()
        }
    })
}

/// The paths of the texts the standard cannot do without: needs (S10), and reasons for changes (R09).
fn asked(case: &Case) -> BTreeSet<String> {
    let needs = case.standard.manifest.needs.iter().filter(|need| !need.advice).map(|need| need.write.value.as_str());
    let (of_codes, plain): (Vec<&str>, Vec<&str>) = needs.partition(|write| write.contains("{code}"));
    let codes = case.file().code_notes.iter().map(|(code, _)| code.value.as_str());
    let noted = codes.flat_map(|code| of_codes.iter().map(move |write| write.replace("{code}", code)));
    let reasons = crate::checks::ratios::reasons_asked(case).into_iter();
    plain.into_iter().map(str::to_owned).chain(noted).chain(reasons).collect()
}

/// JS-Q10: offices that the list does not have. Silent for a department of several units: their offices are not listed.
pub fn known_offices(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    if file.department.units.len() > 1 {
        return Vec::new();
    }
    let known: Vec<&str> = file.overview.offices.entries.iter().map(|office| office.name.value.as_str()).collect();
    sweep(case, "JS-Q10", Note, |text| offices::findings(&text.prose, &known))
}

/// JS-V01: personal data.
pub fn no_personal_data(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-V01", Error, |text| privacy::findings(&text.prose))
}

/// JS-V02: marks of secrecy.
pub fn no_secrecy_marks(case: &Case) -> Vec<Diagnostic> {
    sweep(case, "JS-V02", Error, |text| secrecy::findings(&text.prose))
}

/// A review that was held after the document was public.
fn reviewed_too_late(case: &Case, reviewed: &Spanned<Date>) -> Option<Diagnostic> {
    let published = &case.file().published;
    let finding = Diagnostic::warning("JS-V03", "保密审查在公开以后").at(reviewed.span, "审查日期").at(published.span, "公开日期");
    (reviewed.value > published.value).then(|| finding.hint("先审查、后公开：核对两个日期"))
}

/// How many places of a secret domain one finding underlines.
const DETAILS_SHOWN: usize = 4;

/// JS-V03: details of a secret domain without a recorded review; one finding a file.
pub fn reviewed_for_secrecy(case: &Case) -> Vec<Diagnostic> {
    if let Some(review) = &case.file().secrecy_review {
        return reviewed_too_late(case, &review.date).into_iter().collect();
    }
    let mut details = sweep(case, "JS-V03", Warning, |text| {
        if text.keys().next() == Some("概况") { Vec::new() } else { secret_domain::findings(&text.prose) }
    })
    .into_iter();
    let Some(mut first) = details.next() else { return Vec::new() };
    let others = details.len();
    first.labels.extend(details.take(DETAILS_SHOWN - 1).flat_map(|other| other.labels));
    first.message = format!("{}，文件里没有保密审查记录", first.message);
    if others > 0 {
        first.notes.push(format!("这样的地方共 {} 处", others + 1));
    }
    vec![first]
}

/// JS-E07: figures in a report's prose.
pub fn report_figures(case: &Case) -> Vec<Diagnostic> {
    if scale::is_misdeclared(case) {
        return Vec::new();
    }
    let Ok(year) = i32::try_from(case.file().year.value.0) else { return Vec::new() };
    let facts: Vec<_> = case.derived.reports.iter().map(|report| report_figures::Facts::of(report, year)).collect();
    sweep(case, "JS-E07", Error, |text| {
        let prose = !text.keys().any(|key| matches!(key, "绩效指标" | "预算执行" | "项目名称" | "项目单位" | "主管部门"));
        match project_of(text).and_then(|project| facts.get(project)) {
            Some(facts) if prose => report_figures::findings(&text.prose, facts),
            _ => Vec::new(),
        }
    })
}

fn initial_budgets(case: &Case, project: usize) -> Vec<Decimal> {
    let Some(project) = case.file().projects.get(project) else { return Vec::new() };
    let sum = |of: fn(&crate::source::BudgetRow) -> Amount| project.budget_rows.iter().map(|row| case.yuan(of(row))).sum::<Decimal>();
    vec![sum(|row| row.declared.value), sum(|row| row.initial.value)]
}

/// JS-E09: what an overview asks for, and items of cost, against the initial budget.
pub fn overview_costs(case: &Case) -> Vec<Diagnostic> {
    if scale::is_misdeclared(case) {
        return Vec::new();
    }
    sweep(case, "JS-E09", Warning, |text| {
        let Some(project) = project_of(text) else { return Vec::new() };
        let budgets = initial_budgets(case, project);
        match text.key() {
            "项目概况" => overview_cost::findings(&text.prose, &budgets),
            "年初指标" | "调整后指标" => overview_cost::items(&text.prose, &budgets),
            _ => Vec::new(),
        }
    })
}

/// JS-E10: promises in prose for a year already over.
pub fn promises(case: &Case) -> Vec<Diagnostic> {
    let Ok(year) = i32::try_from(case.file().year.value.0) else { return Vec::new() };
    sweep(case, "JS-E10", Warning, |text| {
        let project = project_of(text).and_then(|project| case.file().projects.get(project));
        match text.key() {
            "年度目标" | "实施计划" if project.is_some_and(|project| !names_other_year(&project.name, year)) => {
                periods::promise(&text.prose, year)
            }
            _ => Vec::new(),
        }
    })
}

/// 工作经费（2023年度结余）: a project that by its name is about another year.
fn names_other_year(name: &str, year: i32) -> bool {
    let mut years = name.match_indices('年').filter_map(|(at, _)| name.get(at.checked_sub(4)?..at)?.parse::<i32>().ok());
    years.any(|written| written != year)
}

/// JS-R10: reasons that speak of another year. One about money carried over may.
pub fn years_of_reasons(case: &Case) -> Vec<Diagnostic> {
    let Ok(year) = i32::try_from(case.file().year.value.0) else { return Vec::new() };
    sweep(case, "JS-R10", Note, |text| {
        let total = text.keys().next() == Some("变动原因") && text.key() != "年初结转调整";
        let reason = text.key().ends_with("原因") && text.key() != "立项原因";
        if total || reason { years::findings(&text.prose, year) } else { Vec::new() }
    })
}

/// JS-N10: a purpose that names one project for a class that holds more.
pub fn purposes_cover(case: &Case) -> Vec<Diagnostic> {
    let reported: Vec<&str> = case.derived.reports.iter().map(|report| report.name.as_str()).collect();
    sweep(case, "JS-N10", Warning, |text| {
        let keys: Vec<&str> = text.keys().collect();
        let ["科目说明", code, "用途"] = keys.as_slice() else { return Vec::new() };
        let basic = case.accounts().sum(&Figure::under(Scope::FISCAL, Measure::BASIC, code));
        purposes::findings(text.text, basic, &reported)
    })
}
