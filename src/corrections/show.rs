//! A difference as plain text for a terminal: grouped, in document order, readable without colour.

use std::fmt::{self, Write};

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use super::changes::FigureChange;
use super::diff::{Difference, Finding};
use super::raw::{RawChange, WrittenValue};
use super::sentences::{Piece, SentenceChange};

/// Draws a difference.
pub fn show(difference: &Difference) -> String {
    let mut out = String::new();
    draw(difference, &mut out).expect("writing to memory");
    out
}

fn draw(difference: &Difference, out: &mut String) -> fmt::Result {
    writeln!(out, "{}", difference.new.title)?;
    writeln!(out, "  原：{}", difference.old.path.display())?;
    writeln!(out, "  新：{}", difference.new.path.display())?;
    if difference.is_empty() {
        return writeln!(out, "\n两者没有差别。");
    }
    raw(&difference.raw, out)?;
    figures(&difference.figures, out)?;
    sentences(&difference.sentences, out)?;
    if let Some(pages) = &difference.pages {
        heading("受影响的页（PDF 第几页）", pages.len(), out)?;
        for change in pages {
            match (change.old.is_empty(), change.new.is_empty()) {
                (true, _) => writeln!(out, "  新增第 {} 页", numbers(&change.new))?,
                (_, true) => writeln!(out, "  原第 {} 页没有了", numbers(&change.old))?,
                _ if change.old == change.new => writeln!(out, "  第 {} 页", numbers(&change.new))?,
                _ => writeln!(out, "  第 {} 页（原第 {} 页）", numbers(&change.new), numbers(&change.old))?,
            }
            for part in &change.parts {
                writeln!(out, "    {part}")?;
            }
        }
    }
    findings("新出现的检查结果", &difference.findings_new, out)?;
    findings("不再出现的检查结果", &difference.findings_gone, out)?;
    if !difference.printed && !difference.raw.is_empty() {
        writeln!(out, "\n公开文件上印出来的内容没有变化：改动在万元两位小数以内，或者写在不印出来的地方。")?;
    }
    Ok(())
}

fn heading(title: &str, count: usize, out: &mut String) -> fmt::Result {
    if count == 0 { Ok(()) } else { writeln!(out, "\n■ {title}（{count}）") }
}

fn raw(changes: &[RawChange], out: &mut String) -> fmt::Result {
    heading("填报文件的改动", changes.len(), out)?;
    for change in changes {
        let file = change.file.as_ref().map(|file| format!("〔{file}〕")).unwrap_or_default();
        writeln!(out, "  {file}{}", change.path)?;
        let mut side = |mark: &str, value: &Option<WrittenValue>| match value {
            Some(value) => writeln!(out, "    {mark} 第 {} 行：{}", value.line, value.text),
            None => Ok(()),
        };
        side("-", &change.old)?;
        side("+", &change.new)?;
    }
    Ok(())
}

/// How wide the names of figures may be, so that a line fits 80 columns.
const NAME: usize = 40;

fn figures(changes: &[FigureChange], out: &mut String) -> fmt::Result {
    heading("变化的数，逐处计", changes.len(), out)?;
    let mut group = "";
    let mut told = std::collections::BTreeSet::new();
    // The narrative speaks of many a figure more than once, and a table prints some twice; here once is enough.
    for change in changes.iter().filter(|change| told.insert((&change.group, &change.row, &change.column, change.old, change.new))) {
        if change.group != group {
            group = &change.group;
            writeln!(out, "  {group}")?;
        }
        let name = match &change.column {
            Some(column) => format!("{} · {column}", change.row),
            None => change.row.clone(),
        };
        // Numbers stand in one column; a name that reaches into it has them on the next line.
        let pad = match NAME.checked_sub(name.width()) {
            Some(room) => " ".repeat(room),
            None => format!("\n    {}", " ".repeat(NAME)),
        };
        let (old, new, difference) = if change.is_printed() {
            (change.old, change.new, change.difference)
        } else {
            (change.old_exact, change.new_exact, change.exact_difference)
        };
        let exact = if change.is_printed() { "" } else { "（元；印出来的数不变）" };
        writeln!(out, "    {name}{pad}  {} → {}  {}{exact}", number(old), number(new), signed(difference))?;
    }
    Ok(())
}

fn number(value: Option<Decimal>) -> String {
    value.map_or_else(|| "无".to_owned(), |value| value.to_string())
}

fn signed(value: Decimal) -> String {
    if value.is_sign_negative() { format!("（{value}）") } else { format!("（+{value}）") }
}

fn sentences(changes: &[SentenceChange], out: &mut String) -> fmt::Result {
    heading("变化的文字", changes.len(), out)?;
    let mut section = String::new();
    for change in changes {
        let here = change.section.join(" › ");
        if here != section {
            writeln!(out, "  {here}")?;
            section = here;
        }
        let mark = match (&change.old, &change.new) {
            (None, _) => "+",
            (_, None) => "-",
            _ => "~",
        };
        let opening = change.opening.as_ref().map(|opening| format!("{opening}……")).unwrap_or_default();
        writeln!(out, "    {mark} {opening}{}", change.pieces.iter().map(piece).collect::<String>())?;
    }
    Ok(())
}

/// A replaced run as `〔旧→新〕`.
fn piece(piece: &Piece) -> String {
    match (piece.old.as_str(), piece.new.as_str()) {
        (old, new) if old == new => new.to_owned(),
        (old, new) => format!("〔{old}→{new}〕"),
    }
}

fn numbers(pages: &[usize]) -> String {
    match pages {
        [first, .., last] if last - first + 1 == pages.len() => format!("{first}–{last}"),
        _ => pages.iter().map(usize::to_string).collect::<Vec<_>>().join("、"),
    }
}

fn findings(title: &str, findings: &[Finding], out: &mut String) -> fmt::Result {
    heading(title, findings.len(), out)?;
    for finding in findings {
        let severity = finding.severity.name();
        let line = finding.line.map(|line| format!("（第 {line} 行）")).unwrap_or_default();
        writeln!(out, "  {severity} {}：{}{line}", finding.code, finding.message)?;
    }
    Ok(())
}
