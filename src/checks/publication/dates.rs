//! Days between approval and publication (D01), of the department and of its units (D03).

use crate::checks::{Case, thresholds};
use crate::diagnostics::Diagnostic;
use crate::source::{Date, Disclosure, Spanned};

/// JS-D01: published within twenty days after approval, and not before.
pub fn in_time(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let Some(approved) = &file.approved else { return Vec::new() };
    let days = days(approved, &file.published);
    let late = |message: String, hint: &str| {
        let finding = Diagnostic::error("JS-D01", message).at(file.published.span, "公开日期").at(approved.span, "批复日期");
        vec![finding.note(format!("相隔 {days} 日，应在 0 到 {} 日之间", thresholds::PUBLICATION_DAYS)).hint(hint)]
    };
    if days < 0 {
        return late("公开日期早于批复日期".to_owned(), "核对两个日期；决算批复以后才能公开");
    }
    if days > thresholds::PUBLICATION_DAYS {
        return late(format!("公开日期晚于批复后 {} 日", thresholds::PUBLICATION_DAYS), "批复后二十日内公开；已经超过的，核对批复日期");
    }
    Vec::new()
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
