//! Draws findings for people: the source line with a caret under the very characters, then facts and advice; all words Chinese.
//!
//! codespan-reporting lays out lines and carets (a Chinese character takes two columns); words are set here, colours in `colour`.

use codespan_reporting::diagnostic as drawn;
use codespan_reporting::term::{Config, emit_to_write_style};

use super::colour::Painter;
use super::excerpt::{Excerpt, Lines};
use super::{Diagnostic, Files, Label, Mismatch, Severity, in_file_order, visible};
use crate::money;

/// Draws all findings in file order, and a summary line. Escape sequences for colour are written only if `colour` is set.
pub fn draw(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let mut sorted = diagnostics.to_vec();
    in_file_order(&mut sorted);
    let lines = Lines::of(sorted.iter().flat_map(|diagnostic| &diagnostic.labels), files);
    let mut painter = Painter::new(colour);
    for diagnostic in &sorted {
        draw_one(diagnostic, files, &lines, &mut painter);
    }
    format!("{}{}\n", painter.finish(), summary(&sorted))
}

/// Counts findings: `共 3 个错误、1 个警告`; where the file could not be read to its end, says that its figures were not looked at.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| format!("{} 个{}", count(severity), severity.name()))
        .collect();
    if parts.is_empty() {
        return "没有发现问题".to_owned();
    }
    let unread = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error && is_of_reading(diagnostic.code));
    let rest = if unread { "；文件还没有写好，数和文字没有检查，改好后请再检查一遍" } else { "" };
    format!("共 {}{rest}", parts.join("、"))
}

/// Codes of a file as a text; those of links between files and of the workspace begin with YAML-9.
fn is_of_reading(code: &str) -> bool {
    code.strip_prefix("YAML-").is_some_and(|number| !number.starts_with('9'))
}

fn draw_one(diagnostic: &Diagnostic, files: &Files, lines: &Lines, painter: &mut Painter) {
    let severity = match diagnostic.severity {
        Severity::Error => drawn::Severity::Error,
        Severity::Warning => drawn::Severity::Warning,
        Severity::Note => drawn::Severity::Note,
    };
    let places: Vec<&Label> = diagnostic.labels.iter().filter(|label| !is_whole_file(label)).collect();
    let excerpt = Excerpt::of(&places, lines);
    let labels = places.iter().enumerate().map(|(index, label)| {
        let style = if index == 0 { drawn::LabelStyle::Primary } else { drawn::LabelStyle::Secondary };
        drawn::Label::new(style, label.span.file, excerpt.place(label)).with_message(visible(&label.text))
    });
    let unseen = diagnostic.labels.first().filter(|_| places.is_empty());
    let file = unseen.map(|label| address(label, files));
    let figures =
        diagnostic.figures.as_ref().map(|Mismatch { expected, found }| format!("差额 {} 元", with_commas((expected - found).abs())));
    let hints = diagnostic.hints.iter().map(|hint| format!("提示: {hint}"));
    let notes = file.into_iter().chain(figures).chain(diagnostic.notes.iter().cloned()).chain(hints);
    let diagnostic = drawn::Diagnostic::new(severity)
        .with_code(diagnostic.code)
        .with_message(visible(&diagnostic.message))
        .with_labels(labels.collect())
        .with_notes(notes.map(|note| visible(&note)).collect());
    emit_to_write_style(painter, &Config::default(), &excerpt, &diagnostic)
        .expect("labels lie within their files, and memory takes every byte");
}

/// A finding about the file as a whole has an empty label at its beginning.
fn is_whole_file(label: &Label) -> bool {
    label.span.start == 0 && label.span.end == 0 && label.text.is_empty()
}

/// 2,046,400.00: at least two decimals, thousands separated.
fn with_commas(amount: rust_decimal::Decimal) -> String {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(money::PRINTED_DECIMALS));
    money::grouped(amount)
}

/// Where a finding is that has no line to show.
fn address(label: &Label, files: &Files) -> String {
    format!("文件: {}", files.path(label.span.file).display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use rust_decimal::Decimal;

    #[test]
    fn figures_are_drawn_with_their_difference() {
        let mut files = Files::default();
        let file = files.add("041.yaml", "基本支出: 1402400.00\n30101: 640000.00\n".to_owned());
        let mut finding = Diagnostic::error("JS-X06", "基本支出与经济分类明细之和不一致")
            .at(Span { file, start: 28, end: 42 }, "明细合计 2,041,400.00 元")
            .at(Span { file, start: 14, end: 24 }, "各行基本支出合计 2,046,400.00 元")
            .hint("先核对工资福利支出各款");
        finding.figures = Some(Mismatch { expected: Decimal::new(204_640_000, 2), found: Decimal::new(204_140_000, 2) });
        let drawn = draw(&[finding], &files, false);
        assert!(drawn.starts_with("错误[JS-X06]: 基本支出与经济分类明细之和不一致\n  ┌─ 041.yaml:2:4\n"), "{drawn}");
        assert!(drawn.contains("  = 差额 5,000.00 元\n  = 提示: 先核对工资福利支出各款\n"), "{drawn}");
        assert!(drawn.ends_with("\n共 1 个错误\n"), "{drawn}");
    }

    #[test]
    fn a_file_cannot_command_the_terminal() {
        let mut files = Files::default();
        let file = files.add("a\u{1b}.yaml", "年度: \u{1b}[31m\u{202e}\u{9b}2024\n".to_owned());
        let finding = Diagnostic::error("YAML-107", "“\u{1b}]0;x\u{7}”").at(Span { file, start: 8, end: 9 }, "\u{1b}c");
        let drawn = draw(&[finding], &files, false);
        assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(draw(&[], &files, true).contains("没有发现问题"));
    }
}
