//! Days between approval and publication (D01), of the department and of its units (D03).

use chrono::{Datelike, TimeDelta};

use crate::checks::{Case, thresholds};
use crate::diagnostics::Diagnostic;
use crate::source::{Date, Disclosure, Spanned};

/// JS-D01: approved after the fiscal year, published within twenty days after that, and not before.
pub fn in_time(case: &Case) -> Vec<Diagnostic> {
    let mut found = within_their_year(case);
    if found.is_empty() {
        found.extend(after_approval(case.file()));
    }
    found
}

/// A date before the year is over, or years after it, is a wrong one: final accounts are drawn up in the year that follows.
fn within_their_year(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let Ok(year) = i32::try_from(file.year.value.0) else { return Vec::new() };
    let dates = [("公开日期", Some(&file.published)), ("批复日期", file.approved.as_ref())];
    let written = dates.into_iter().filter_map(|(name, date)| Some((name, date?)));
    let judged = written.filter_map(|(name, date)| {
        let finding = match date.value.0.year() - year {
            ..1 => Diagnostic::error("JS-D01", format!("{name}在 {year} 年底以前，决算年度还没有结束")),
            1 => return None,
            later if is_of_another_year(case, date) => {
                let finding = Diagnostic::error("JS-D01", format!("{name}取自“县.yaml”，是决算年度以后第 {later} 年，不是这一年公开时的"));
                finding.hint(format!("“县.yaml”的“共用”现在写的是别的年度的日期；{year} 年度各部门的文件里要写上自己的{name}"))
            }
            later => Diagnostic::warning("JS-D01", format!("{name}在决算年度以后第 {later} 年")),
        };
        let finding = finding.at(date.span, name).at(file.year.span, "决算年度");
        Some(finding.hint(format!("{year} 年度决算在 {} 年批复和公开；核对{name}的年份，再核对“年度”", year + 1)))
    });
    judged.collect()
}

/// Whether a date is shared by a county that is at another year.
fn is_of_another_year(case: &Case, date: &Spanned<Date>) -> bool {
    let shared = date.span.file != case.dossier.file;
    shared && case.dossier.county_year.is_some_and(|year| year != case.file().year.value.0)
}

fn after_approval(file: &Disclosure) -> Option<Diagnostic> {
    let approved = file.approved.as_ref()?;
    let days = days(approved, &file.published);
    let last = approved.value.0.checked_add_signed(TimeDelta::days(thresholds::PUBLICATION_DAYS))?;
    let finding = if days < 0 {
        let finding = Diagnostic::error("JS-D01", "公开日期早于批复日期");
        finding.hint("批复以后才能公开：核对两个日期，可能写反了")
    } else if days > thresholds::PUBLICATION_DAYS {
        let finding = Diagnostic::error("JS-D01", format!("公开日期晚于批复后 {} 日", thresholds::PUBLICATION_DAYS));
        finding.hint(format!("最晚 {last} 公开：还没有公开的，改“公开日期”并按时公开")).hint("实际已经晚了的，如实写，并在“接受”里写明原因")
    } else {
        return None;
    };
    let finding = finding.at(file.published.span, "公开日期").at(approved.span, "批复日期");
    let distance = if days < 0 { format!("公开早于批复 {} 日", -days) } else { format!("批复后第 {days} 日公开") };
    Some(finding.note(format!("{distance}，应在批复后 0 到 {} 日之间", thresholds::PUBLICATION_DAYS)))
}

fn days(approved: &Spanned<Date>, published: &Spanned<Date>) -> i64 {
    published.value.0.signed_duration_since(approved.value.0).num_days()
}

/// JS-D03: the units whose files are known publish within the same twenty days, as units.
pub fn units_too(case: &Case) -> Vec<Diagnostic> {
    let Some(approved) = &case.file().approved else { return Vec::new() };
    let late = |unit: &&Disclosure| days(approved, &unit.published) > thresholds::PUBLICATION_DAYS;
    let units = case.dossier.units.iter().map(|unit| &unit.disclosure).filter(late);
    units
        .map(|unit| {
            let finding = Diagnostic::warning(
                "JS-D03",
                format!("“{}”的公开日期晚于部门批复后 {} 日", unit.department.name, thresholds::PUBLICATION_DAYS),
            );
            let finding = finding.at(unit.published.span, "单位的公开日期").at(approved.span, "部门的批复日期");
            finding.hint("单位决算在批复后二十日内公开")
        })
        .collect()
}
