//! Tail differences (T202): where printed parts do not add up to the printed whole by rounding alone. One note a table.

use rust_decimal::Decimal;

use crate::accounts::LEVELS;
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::money;
use crate::tables::{Cell, Content, Row, RowKind, Table};

/// A whole whose printed parts add up to something else.
struct Tail {
    address: String,
    whole: Decimal,
    sum: Decimal,
    parts: usize,
}

/// JS-T202: every column of the tables by functional code, 合计 = Σ类, 类 = Σ款, 款 = Σ项, as printed.
pub fn by_table(case: &Case) -> Vec<Diagnostic> {
    // Codes of other levels than items are errors of their own, and nothing adds up below them.
    if case.accounts().ledger().rows().iter().any(|row| row.code.len() != LEVELS[LEVELS.len() - 1]) {
        return Vec::new();
    }
    let trees = case.standard.tables.iter().zip(&case.derived.tables).filter(|(definition, _)| definition.tree.is_some());
    trees.filter_map(|(definition, table)| note(case, &definition.id.value, &tails(table))).collect()
}

fn note(case: &Case, id: &str, tails: &[Tail]) -> Option<Diagnostic> {
    let broken = tails.iter().find(|tail| (tail.whole - tail.sum).abs() > thresholds::envelope(tail.parts));
    let first = broken.or(tails.first())?;
    let severity = if broken.is_some() { Severity::Error } else { Severity::Note };
    let message = match broken {
        Some(broken) => format!("公开{id}表的合计与下级之和不符，例如 {}", broken.address),
        None => format!("公开{id}表有 {} 处尾数误差，例如 {}", tails.len(), first.address),
    };
    let finding = Diagnostic::new("JS-T202", severity, message).at(case.dossier.place(), "这个部门的表");
    let difference = (first.whole - first.sum).abs();
    let tolerance = thresholds::envelope(first.parts);
    let finding = finding.note(format!(
        "{}：{:.2}，下级 {} 行印出的数相加 {:.2}，相差 {difference:.2} 万元，容许 {tolerance:.3} 万元",
        first.address, first.whole, first.parts, first.sum
    ));
    Some(finding.hint(match broken {
        Some(_) => "超出四舍五入的误差：核对这一级下面的科目和金额",
        None => "各数分别四舍五入造成的，不用改；不要为了凑平去改某一格",
    }))
}

fn depth(kind: RowKind) -> Option<usize> {
    match kind {
        RowKind::Total => Some(0),
        RowKind::Class => Some(1),
        RowKind::Section => Some(2),
        RowKind::Item => Some(3),
        RowKind::Line | RowKind::Sub | RowKind::Blank => None,
    }
}

fn printed(cell: &Cell) -> Option<Decimal> {
    match &cell.content {
        Content::Amount(quantity) => Some(money::wan(quantity.yuan)),
        Content::Count(_) | Content::Text(_) => None,
    }
}

fn tails(table: &Table) -> Vec<Tail> {
    let rows: Vec<(usize, &Row)> = table.rows.iter().filter_map(|row| Some((depth(row.kind)?, row))).collect();
    let mut found = Vec::new();
    for (index, (level, whole)) in rows.iter().enumerate() {
        let below = |(under, _): &&(usize, &Row)| *under > *level;
        // 合计 stands first or last; either way all other rows are below it.
        let inside: Vec<&(usize, &Row)> =
            if *level == 0 { rows.iter().filter(below).collect() } else { rows[index + 1..].iter().take_while(below).collect() };
        let Some(next) = inside.iter().map(|(under, _)| *under).min() else { continue };
        let parts: Vec<&Row> = inside.iter().filter(|(under, _)| *under == next).map(|(_, row)| *row).collect();
        for cell in &whole.cells {
            let (Some(value), Some(address)) = (printed(cell), &cell.address) else { continue };
            // 合计 spans the columns of the code, so cells are matched by the column they name, not by their number.
            let same = |part: &&Cell| part.address.as_ref().is_some_and(|part| part.column == address.column);
            let sum: Decimal = parts.iter().filter_map(|row| printed(row.cells.iter().find(same)?)).sum();
            if value != sum {
                found.push(Tail { address: address.to_string(), whole: value, sum, parts: parts.len() });
            }
        }
    }
    found
}
