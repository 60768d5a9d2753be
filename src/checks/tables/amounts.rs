//! Single amounts: negative or implausibly large (T002); names of codes the catalogue lacks (T001).

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::accounts::{EconomicPart, Figure, named};
use crate::checks::sums::in_yuan;
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::Span;

/// JS-T002: no amount is negative, none is larger than a county department's can be.
pub fn plausible(case: &Case) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (label, amount, span) in written(case) {
        if !seen.insert(span) {
            continue;
        }
        if amount < Decimal::ZERO {
            let finding = Diagnostic::error("JS-T002", format!("{label}是负数")).at(span, in_yuan(amount));
            found.push(finding.hint("核对正负号；确是冲减的，在“接受”里写明理由"));
        } else if amount >= thresholds::IMPLAUSIBLE_YUAN {
            let finding = Diagnostic::new("JS-T002", Severity::Note, format!("{label}大得不合情理")).at(span, in_yuan(amount));
            found.push(finding.hint("核对文件开头的“金额单位”：以元为单位的数不要写在以万元为单位的文件里"));
        }
    }
    found
}

/// Every written amount with its label and place.
fn written(case: &Case) -> Vec<(String, Decimal, Span)> {
    let accounts = case.accounts();
    let mut amounts = Vec::new();
    for row in accounts.ledger().rows() {
        let columns = row.entries.iter().flatten();
        amounts.extend(columns.map(|entry| (format!("科目 {} 的金额", row.code), entry.amount, entry.span)));
    }
    for term in accounts.trace(&Figure::Economic(EconomicPart::Total)).terms {
        amounts.push((term.label, term.amount, term.span));
    }
    for figure in named::every().filter(|figure| figure.sum_of.is_empty() && !figure.counts) {
        let terms = accounts.trace(&Figure::Named(figure.name)).terms;
        amounts.extend(terms.into_iter().map(|term| (term.label, term.amount, term.span)));
    }
    for (code, note) in case.file().code_notes.iter() {
        for amount in [&note.initial_budget, &note.last_year].into_iter().flatten() {
            amounts.push((format!("科目说明 {code} 的金额"), case.yuan(amount.value), amount.span));
        }
    }
    for project in &case.file().projects {
        for row in &project.budget_rows {
            let columns = [&row.declared, &row.initial, &row.adjusted, &row.executed];
            amounts.extend(columns.map(|amount| (format!("“{}”的金额", project.name), case.yuan(amount.value), amount.span)));
        }
    }
    amounts
}

/// JS-T001: an added name that the catalogue has already, or that nothing uses.
pub fn extra_names(case: &Case) -> Vec<Diagnostic> {
    let catalog = case.derived.names.catalog();
    let mut found = Vec::new();
    for (code, name) in case.file().extra_codes.iter() {
        let text = code.value.as_str();
        let used = case.accounts().ledger().rows().iter().any(|row| row.code.starts_with(text))
            || case.file().code_notes.iter().any(|(noted, _)| noted.value.as_str().starts_with(text));
        if let Some(item) = catalog.functional(text) {
            let finding = Diagnostic::warning(
                "JS-T001",
                format!("科目 {text} 在 {} 年目录里的名称是“{}”，补充的名称不起作用", catalog.year, item.name),
            );
            found.push(finding.at(name.span, "补充的名称").hint("删去这一行"));
        } else if !used {
            let finding = Diagnostic::warning("JS-T001", format!("补充科目 {text} 没有用到"));
            found.push(finding.at(code.span, "没有用到").hint("删去这一行，或核对编码"));
        }
    }
    found
}
