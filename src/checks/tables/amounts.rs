//! Single amounts: missing, negative or implausibly large (T002); names of codes the catalogue lacks (T001).

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::scale;
use crate::accounts::{EconomicPart, Figure, Measure, Scope, named};
use crate::catalog::Level;
use crate::checks::sums::{LINES_SHOWN, in_yuan};
use crate::checks::{Case, thresholds};
use crate::diagnostics::Diagnostic;
use crate::money::wan;
use crate::source::{Code, OtherFundsRow, Span, Spanned};

/// JS-T002: no amount is negative, none is larger than a county department's can be. What is too large is one finding, silent where the unit is wrong.
pub fn plausible(case: &Case) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut amounts = written(case);
    amounts.retain(|(_, _, span)| seen.insert(*span));
    let negative: Vec<_> = amounts.iter().filter(|(_, amount, _)| *amount < Decimal::ZERO).collect();
    // What follows from an amount, like a row's income, stands in the row around it and says nothing new.
    let own = |(_, _, span): &&&(String, Decimal, Span)| {
        !negative.iter().any(|(_, _, inner)| inner != span && inner.file == span.file && span.start <= inner.start && inner.end <= span.end)
    };
    let mut found: Vec<Diagnostic> = negative
        .iter()
        .filter(own)
        .map(|(label, amount, span)| {
            let finding = Diagnostic::error("JS-T002", format!("{label}是负数")).at(*span, in_yuan(*amount));
            finding.hint("核对正负号；确是冲减的，在“接受”里写明理由")
        })
        .collect();
    amounts.retain(|(_, amount, _)| *amount >= thresholds::IMPLAUSIBLE_YUAN);
    if !amounts.is_empty() && !scale::is_misdeclared(case) {
        found.push(too_large(amounts));
    }
    found
}

fn too_large(mut amounts: Vec<(String, Decimal, Span)>) -> Diagnostic {
    amounts.sort_by_key(|(_, amount, _)| std::cmp::Reverse(*amount));
    let mut finding = Diagnostic::warning("JS-T002", format!("{}大得不合情理", amounts[0].0));
    for (_, amount, span) in amounts.iter().take(LINES_SHOWN) {
        finding = finding.at(*span, in_yuan(*amount));
    }
    if amounts.len() > 1 {
        finding = finding.note(format!("达到 {} 的金额共 {} 个", in_yuan(thresholds::IMPLAUSIBLE_YUAN), amounts.len()));
    }
    finding.hint("核对位数，再核对文件开头的“金额单位”：以元为单位的数不要写在以万元为单位的文件里")
}

/// JS-T002: an amount that is written and yet prints as 0.00, so that sentence and table say there is none. A line of the economic breakdown may be that
/// small; what a department writes under a name of its own, or all it spent under a code on staff and offices or on projects, is not, but in the wrong
/// unit. One finding a file, silent where the whole file's unit is wrong.
pub fn prints_as_nothing(case: &Case) -> Vec<Diagnostic> {
    // Some named figures follow from lines of the economic breakdown, which may be small.
    let mut seen: BTreeSet<Span> =
        case.accounts().trace(&Figure::Economic(EconomicPart::Total)).terms.into_iter().map(|term| term.span).collect();
    let own_names = named::every().filter(|figure| figure.sum_of.is_empty() && !figure.counts).map(|figure| Figure::Named(figure.name));
    let terms = own_names.chain(spent_as_nothing(case)).flat_map(|figure| case.accounts().trace(&figure).terms);
    let tiny: Vec<_> = terms.filter(|term| !term.amount.is_zero() && wan(term.amount).is_zero() && seen.insert(term.span)).collect();
    let Some(first) = tiny.first().filter(|_| !scale::is_misdeclared(case)) else { return Vec::new() };
    let mut finding = Diagnostic::warning("JS-T002", format!("{}写了 {}，印出来却是 0.00 万元", first.label, in_yuan(first.amount)));
    for term in tiny.iter().take(LINES_SHOWN) {
        finding = finding.at(term.span, in_yuan(term.amount));
    }
    if tiny.len() > 1 {
        finding = finding.note(format!("这样的金额共 {} 个", tiny.len()));
    }
    vec![finding.hint("核对是不是照别的单位抄的：文件里的金额都以开头的“金额单位”为单位")]
}

/// What was spent under a code, basic or on projects, and prints as 0.00.
fn spent_as_nothing(case: &Case) -> Vec<Figure> {
    let accounts = case.accounts();
    let codes = accounts.ledger().codes(Scope::ALL, Level::Item.digits());
    let spent = codes.iter().flat_map(|code| [Measure::BASIC, Measure::PROJECT].map(|measure| Figure::under(Scope::ALL, measure, code)));
    spent.filter(|figure| wan(accounts.sum(figure)).is_zero()).collect()
}

/// JS-T002: a row of an account that names its code and no amount at all.
pub fn rows_have_amounts(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in case.dossier.members().map(|member| &member.disclosure) {
        let fiscal = file.general.iter().chain(&file.fund).chain(&file.capital);
        let bare = fiscal.filter(|row| [&row.opening, &row.income, &row.basic, &row.project].iter().all(|amount| amount.is_none()));
        let mut places: Vec<(&Spanned<Code>, Span)> = bare.map(|row| (&row.code, row.span)).collect();
        places.extend(file.other_funds.iter().filter(|row| is_bare(row)).map(|row| (&row.code, row.span)));
        found.extend(places.into_iter().map(|(code, span)| {
            let finding = Diagnostic::error("JS-T002", format!("科目 {code} 这一行没有写金额")).at(span, "只有科目");
            finding.hint("补写 基本支出 或 项目支出；本年没有发生的科目，删去这一行")
        }));
    }
    found
}

fn is_bare(row: &OtherFundsRow) -> bool {
    let incomes = [&row.superior_subsidy, &row.undertaking, &row.business_income, &row.subordinate_remittance, &row.other_income];
    let expenses =
        [&row.basic, &row.project, &row.remittance_to_superior, &row.business_expenditure, &row.subsidy_to_subordinates, &row.allocation];
    incomes.iter().chain(&expenses).chain(&[&row.opening, &row.surplus_use]).all(|amount| amount.is_none())
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
