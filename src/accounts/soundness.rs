//! What must be true of the ledgers before anything is derived from them: codes that exist, each once, and rows that balance.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::comparison::Comparisons;
use super::{Accounts, Column, Comparison, Entry, Measure, Row, Source};
use crate::catalog::{Budget, Catalog};
use crate::diagnostics::Diagnostic;
use crate::money;
use crate::source::{Code, Disclosure, FileId, Span, Spanned};

/// Code of a finding about a classification code.
const CODES: &str = "JS-T001";
/// Code of a finding about what belongs to the department's accounts.
const SCOPE: &str = "JS-S09";
/// Code of a finding about a row that does not balance.
const BALANCE: &str = "JS-T103";

/// Checks every classification code of a file: level, existence, uniqueness within its list.
pub(super) fn check_codes(file: &Disclosure, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    let fiscal = [(Budget::General, &file.general), (Budget::Fund, &file.fund), (Budget::Capital, &file.capital)];
    for (budget, rows) in fiscal {
        check_ledger(rows.iter().map(|row| &row.code).collect(), file, catalog, diagnostics);
        diagnostics.extend(rows.iter().filter_map(|row| other_budget(&row.code, budget, catalog)));
    }
    check_ledger(file.other_funds.iter().map(|row| &row.code).collect(), file, catalog, diagnostics);
    for (code, _) in file.code_notes.iter() {
        check_functional(code, file, catalog, diagnostics);
    }
    for (code, _) in file.basic_by_economic.iter() {
        check_economic(code, catalog, diagnostics);
    }
}

/// The codes of one ledger: items, each once, each known.
fn check_ledger(codes: Vec<&Spanned<Code>>, file: &Disclosure, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    check_unique(&codes, diagnostics);
    for code in codes {
        if code.value.as_str().len() == 7 {
            check_functional(code, file, catalog, diagnostics);
        } else {
            let finding = Diagnostic::error(CODES, format!("账目要写到项级科目，{code} 不是 7 位")).at(code.span, "写 7 位的项级科目编码");
            diagnostics.push(finding.hint("例如 2013101（行政运行）"));
        }
    }
}

/// An item whose money the catalogue puts into another budget than the ledger it stands in.
fn other_budget(code: &Spanned<Code>, budget: Budget, catalog: &Catalog) -> Option<Diagnostic> {
    let item = catalog.functional(code.value.as_str()).filter(|item| !item.budget.admits(budget))?;
    let (here, there) = (budget.chinese(), item.budget.chinese());
    let finding = Diagnostic::warning(CODES, format!("科目 {} {} 是{there}的科目，却写在{here}财政拨款里", item.code, item.name));
    Some(finding.at(code.span, "这个科目").hint(format!("核对编码；确是{there}的钱，移到“{there}财政拨款”下面")))
}

fn check_unique(codes: &[&Spanned<Code>], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for code in codes {
        if let Some(first) = seen.insert(&code.value, code.span) {
            let finding =
                Diagnostic::error(CODES, format!("科目 {code} 在同一种资金里写了两次")).at(code.span, "第二次").at(first, "第一次");
            diagnostics.push(finding.hint("把两行的金额合成一行"));
        }
    }
}

/// A code must stand in the year's catalogue, or the file must name it and its parents (a warning).
fn check_functional(code: &Spanned<Code>, file: &Disclosure, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    let text = code.value.as_str();
    if catalog.functional(text).is_some() {
        return;
    }
    let named_here = file.extra_codes.iter().find(|(extra, _)| extra.value == code.value);
    if let Some((_, name)) = named_here {
        let finding = Diagnostic::warning(CODES, format!("科目 {text} 不在 {} 年的科目目录里，名称取自本文件：{name}", catalog.year));
        diagnostics.push(
            finding
                .at(code.span, "目录中没有")
                .at(name.span, "名称写在这里")
                .hint("核对当年的《政府收支分类科目》，编码和名称都正确就不用改"),
        );
        return;
    }
    let finding = Diagnostic::error(CODES, format!("{} 年的科目目录里没有 {text}", catalog.year)).at(code.span, "没有这个科目");
    let nearest = catalog.nearest_functional(text);
    let suggestions: Vec<String> = nearest.iter().take(3).map(|item| format!("{} {}", item.code, item.name)).collect();
    let finding = if suggestions.is_empty() { finding } else { finding.hint(format!("是不是 {}", suggestions.join("、"))) };
    diagnostics.push(finding.hint(format!("编码确实正确时，在“补充科目”里写上它的名称：补充科目: {{{text}: 名称}}")));
}

fn check_economic(code: &Spanned<Code>, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    let text = code.value.as_str();
    if text.len() != 5 {
        let finding =
            Diagnostic::error(CODES, format!("基本支出明细要写到款级科目，{text} 不是 5 位")).at(code.span, "写 5 位的经济分类科目编码");
        diagnostics.push(finding.hint("例如 30101（基本工资）"));
    } else if catalog.economic(text).is_none() {
        let class = catalog.economic_items().iter().filter(|item| item.code.len() == 5 && item.code[..3] == text[..3]);
        let known: Vec<&str> = class.map(|item| item.code).collect();
        let finding =
            Diagnostic::error(CODES, format!("{} 年的部门预算支出经济分类里没有 {text}", catalog.year)).at(code.span, "没有这个科目");
        diagnostics.push(if known.is_empty() { finding } else { finding.hint(format!("{} 类有 {}", &text[..3], known.join("、"))) });
    }
}

/// A fiscal row with money carried over must write its income.
pub(super) fn income_missing(row: &Row, from_last_year: bool) -> Diagnostic {
    let why = if from_last_year { "上年文件有年末结转" } else { "本行有年初结转和结余" };
    Diagnostic::error(BALANCE, format!("科目 {} {why}，必须写“本年收入”", row.code))
        .at(row.span, "没有写本年收入")
        .hint("写本年实际收到的财政拨款；一分钱没收到就写 本年收入: 0")
}

/// No row may spend more than it had: closing carry-over is never negative, unless a business ran at a loss (经营亏损).
pub(super) fn check_balances(accounts: &Accounts, diagnostics: &mut Vec<Diagnostic>) {
    for row in accounts.ledger().rows() {
        let short = -row.measure(Measure::CLOSING);
        if short > Decimal::ZERO {
            diagnostics.push(if short <= business_loss(row) { at_a_loss(row, short) } else { overspent(row, short) });
        }
    }
}

/// What a row may close below zero by: this year's business loss and the loss carried over.
fn business_loss(row: &Row) -> Decimal {
    let this_year = row.amount(Column::BusinessExpenditure) - row.amount(Column::BusinessIncome);
    let carried = if row.amount(Column::BusinessExpenditure).is_zero() { Decimal::ZERO } else { -row.amount(Column::Opening) };
    this_year.max(Decimal::ZERO) + carried.max(Decimal::ZERO)
}

fn at_a_loss(row: &Row, short: Decimal) -> Diagnostic {
    let finding = Diagnostic::warning(BALANCE, format!("科目 {} 经营亏损，年末结转是负数", row.code)).at(row.span, "这一行");
    finding.note(format!("年末结转和结余 {}", money::in_yuan(-short))).hint("核对经营收入和经营支出；确是亏损的不用改，亏损结转下年")
}

fn overspent(row: &Row, short: Decimal) -> Diagnostic {
    let had = row.measure(Measure::RESOURCES);
    let finding = Diagnostic::error(BALANCE, format!("科目 {} 支出多于可用资金，年末结转成了负数", row.code)).at(row.span, "这一行");
    let finding = finding.note(format!(
        "年初结转、本年收入和使用结余合计 {}，支出和结余分配合计 {}，差额 {}",
        money::in_yuan(had),
        money::in_yuan(had + short),
        money::in_yuan(short)
    ));
    finding.hint(match row.source {
        Source::Other => "单位资金的收入要按种类写明：上级补助收入、事业收入、经营收入、附属单位上缴收入、其他收入",
        _ => "核对年初结转和结余、本年收入与支出",
    })
}

/// Where the figures that this year is compared with were written: for the department as a whole, and in the files of its units.
pub(super) struct Written {
    pub above: Comparisons,
    pub units: BTreeMap<FileId, Comparisons>,
}

/// Where a class's budget or last year's figure is the sum of what codes below it or several units write, each item that was spent on must be in it.
pub(super) fn check_comparisons(accounts: &Accounts, written: &Written, diagnostics: &mut Vec<Diagnostic>) {
    for comparison in Comparison::EVERY {
        for row in accounts.ledger().rows().iter().filter(|row| row.source != Source::Other) {
            let class = row.code.get(..3).unwrap_or_default();
            let unit = written.units.get(&row.span.file);
            let covered = [Some(&written.above), unit].into_iter().flatten().any(|file| file.covers(comparison, row.source, &row.code));
            let siblings = accounts.comparison_codes(comparison, row.source).any(|known| known.starts_with(class));
            if siblings && !covered && !row.measure(Measure::EXPENDITURE).is_zero() {
                diagnostics.push(comparison_missing(comparison, row, class, unit.is_some()));
            }
        }
    }
}

fn comparison_missing(comparison: Comparison, row: &Row, class: &str, in_unit: bool) -> Diagnostic {
    let key = comparison.key();
    let message = if in_unit {
        format!("部门的 {class} 类{key}由单位文件相加，这个单位的科目说明里却没有 {} 的", row.code)
    } else {
        format!("科目说明里 {class} 类按款、项写了{key}，却没有 {} 的", row.code)
    };
    let finding = Diagnostic::error(CODES, message).at(row.code_span, "这一行有支出");
    finding.hint(format!("补写 科目说明.{}.{key}；没有就写 0", row.code))
}

/// A total of last year that some units of a department write and these do not.
pub(super) fn total_missing(key: &str, written: Span, silent: &[&Disclosure]) -> Diagnostic {
    let names: Vec<&str> = silent.iter().map(|unit| unit.department.name.value.as_str()).collect();
    let message = format!("部门的“{key}”由单位文件相加，{}没有写", names.join("、"));
    let mut finding = Diagnostic::error(SCOPE, message).at(written, "别的单位写了");
    for unit in silent {
        finding = finding.at(unit.department.name.span, "这个单位没有写");
    }
    finding.hint(format!("在这些单位的文件里补写 {key}，没有就写 0；或者在部门文件里写合计数"))
}

/// Money that last year closed with under a code this year's catalogue does not have.
pub(super) fn carried_unknown(code: &str, yuan: Decimal, link: Span, year: u32) -> Diagnostic {
    let finding =
        Diagnostic::warning(CODES, format!("上年文件在科目 {code} 下年末结转 {}，{year} 年的科目目录里没有这个科目", money::in_yuan(yuan)));
    finding
        .at(link, "上年文件")
        .hint("这笔钱没有自动结转：在今年对应科目那一行写“年初结转和结余”")
        .hint(format!("今年仍用这个科目的，在“补充科目”里写上它的名称：补充科目: {{{code}: 名称}}"))
}

/// Amounts a department's own file writes although its accounts are the sums of its units' files.
pub(super) fn left_out(own: &[Entry]) -> Option<Diagnostic> {
    let first = own.iter().min_by_key(|entry| entry.span)?;
    let finding = Diagnostic::error(SCOPE, "部门决算按单位文件合计，本文件里写的金额和数量没有算进去");
    let finding = finding.at(first.span, "例如这里");
    Some(finding.hint("本级的数写进本级的单位文件，并列在“所属单位”里；单位文件里已经有的，把这里的删去"))
}
