//! What must be true of the ledgers before anything is derived from them: rows that balance, comparisons that cover what was spent. Codes are looked at
//! in `codes`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::codes::CODES;
use super::comparison::Comparisons;
use super::{Accounts, Column, Comparison, Entry, Measure, Row, Source};
use crate::diagnostics::Diagnostic;
use crate::money;
use crate::source::{AgencyOperating, Disclosure, FileId, Span};

/// Code of a finding about what belongs to the department's accounts.
const SCOPE: &str = "JS-S09";
/// Code of a finding about a row that does not balance.
const BALANCE: &str = "JS-T103";

/// A fiscal row with money carried over must write its income.
pub(super) fn income_missing(row: &Row, from_last_year: bool) -> Diagnostic {
    let why = if from_last_year { "上年文件有年末结转" } else { "本行有年初结转和结余" };
    Diagnostic::error(BALANCE, format!("科目 {} {why}，必须写“本年收入”", row.code))
        .at(row.span, "没有写本年收入")
        .hint("写本年实际收到的财政拨款；一分钱没收到就写 本年收入: 0")
}

/// No row may spend more than it had: closing carry-over is never negative, unless a business ran at a loss (经营亏损). Rows that share what they
/// opened with (`shared`, by their places in the ledger) are looked at together.
pub(super) fn check_balances(accounts: &Accounts, shared: &[Vec<usize>], diagnostics: &mut Vec<Diagnostic>) {
    let rows = accounts.ledger().rows();
    for (place, row) in rows.iter().enumerate() {
        let group: Vec<&Row> = match shared.iter().find(|group| group.contains(&place)) {
            Some(group) if group.first() != Some(&place) => continue,
            Some(group) => group.iter().map(|place| &rows[*place]).collect(),
            None => vec![row],
        };
        let short = -sum(&group, |row| row.measure(Measure::CLOSING));
        if short > Decimal::ZERO {
            diagnostics.push(if short <= sum(&group, business_loss) { at_a_loss(&group, short) } else { overspent(&group, short) });
        }
    }
}

fn sum(rows: &[&Row], of: impl Fn(&Row) -> Decimal) -> Decimal {
    rows.iter().map(|row| of(row)).sum()
}

/// What a row may close below zero by: this year's business loss and the loss carried over.
fn business_loss(row: &Row) -> Decimal {
    let this_year = row.amount(Column::BusinessExpenditure) - row.amount(Column::BusinessIncome);
    let carried = if row.amount(Column::BusinessExpenditure).is_zero() { Decimal::ZERO } else { -row.amount(Column::Opening) };
    this_year.max(Decimal::ZERO) + carried.max(Decimal::ZERO)
}

/// Adds the places of rows of one code.
fn at_rows(finding: Diagnostic, rows: &[&Row]) -> Diagnostic {
    rows.iter().fold(finding, |finding, row| finding.at(row.span, "这一行"))
}

fn at_a_loss(rows: &[&Row], short: Decimal) -> Diagnostic {
    let finding = at_rows(Diagnostic::warning(BALANCE, format!("科目 {} 经营亏损，年末结转是负数", rows[0].code)), rows);
    finding.note(format!("年末结转和结余 {}", money::in_yuan(-short))).hint("核对经营收入和经营支出；确是亏损的不用改，亏损结转下年")
}

fn overspent(rows: &[&Row], short: Decimal) -> Diagnostic {
    let had = sum(rows, |row| row.measure(Measure::RESOURCES));
    let finding = at_rows(Diagnostic::error(BALANCE, format!("科目 {} 支出多于可用资金，年末结转成了负数", rows[0].code)), rows);
    let finding = finding.note(format!(
        "年初结转、本年收入和使用结余合计 {}，支出和结余分配合计 {}，差额 {}",
        money::in_yuan(had),
        money::in_yuan(had + short),
        money::in_yuan(short)
    ));
    finding.hint(match rows[0].source {
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

/// Agency operating costs that a department of units states and that are not the sum of its units'.
pub(super) fn agency_differs(stated: &AgencyOperating, own: Decimal, units: Decimal) -> Option<Diagnostic> {
    let first = [&stated.administrative, &stated.assimilated].into_iter().flatten().next().filter(|_| own != units)?;
    let finding =
        Diagnostic::error(SCOPE, format!("机关运行经费写的是 {own:.2} 元，各单位相加是 {units:.2} 元")).at(first.span, "这里写的");
    Some(finding.hint("各单位的文件写对了就删去这里的，由程序相加；哪个单位不对，改那个单位的文件"))
}

/// Amounts a department's own file writes although its accounts are the sums of its units' files.
pub(super) fn left_out(own: &[Entry]) -> Option<Diagnostic> {
    let first = own.iter().min_by_key(|entry| entry.span)?;
    let finding = Diagnostic::error(SCOPE, "部门决算按单位文件合计，本文件里写的金额和数量没有算进去");
    let finding = finding.at(first.span, "例如这里");
    Some(finding.hint("本级的数写进本级的单位文件，并列在“所属单位”里；单位文件里已经有的，把这里的删去"))
}
