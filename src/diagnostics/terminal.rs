//! Draws findings for people: the source line with a caret under the very characters, then facts and advice; all words Chinese.
//!
//! codespan-reporting lays out lines and carets (a Chinese character takes two columns); words are set here, colours in `colour`.

use std::collections::BTreeMap;

use codespan_reporting::diagnostic as drawn;
use codespan_reporting::files::{Error, Files as Sources, line_starts};
use codespan_reporting::term::{Config, emit_to_write_style};

use super::colour::Painter;
use super::{Diagnostic, Files, Label, Mismatch, Severity, in_file_order};
use crate::source::FileId;

/// Draws all findings in file order, and a summary line. Escape sequences for colour are written only if `colour` is set.
pub fn draw(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let mut sorted = diagnostics.to_vec();
    in_file_order(&mut sorted);
    let sources = Lines::of(&sorted, files);
    let mut painter = Painter::new(colour);
    for diagnostic in &sorted {
        draw_one(diagnostic, &sources, &mut painter);
    }
    format!("{}{}\n", painter.finish(), summary(&sorted))
}

/// Counts findings: `共 3 个错误、1 个警告`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [(Severity::Error, "错误"), (Severity::Warning, "警告"), (Severity::Note, "提醒")];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(severity, _)| count(*severity) > 0)
        .map(|(severity, word)| format!("{} 个{word}", count(severity)))
        .collect();
    if parts.is_empty() { "没有发现问题".to_owned() } else { format!("共 {}", parts.join("、")) }
}

fn draw_one(diagnostic: &Diagnostic, sources: &Lines, painter: &mut Painter) {
    let severity = match diagnostic.severity {
        Severity::Error => drawn::Severity::Error,
        Severity::Warning => drawn::Severity::Warning,
        Severity::Note => drawn::Severity::Note,
    };
    let places: Vec<&Label> = diagnostic.labels.iter().filter(|label| !is_whole_file(label)).collect();
    let labels = places.iter().enumerate().map(|(index, label)| {
        let style = if index == 0 { drawn::LabelStyle::Primary } else { drawn::LabelStyle::Secondary };
        drawn::Label::new(style, label.span.file, sources.first_line(label)).with_message(&label.text)
    });
    let whole = diagnostic.labels.iter().find(|label| is_whole_file(label)).filter(|_| places.is_empty());
    let file = whole.map(|label| format!("文件: {}", sources.files.path(label.span.file).display()));
    let figures =
        diagnostic.figures.as_ref().map(|Mismatch { expected, found }| format!("差额 {} 元", with_commas((expected - found).abs())));
    let hints = diagnostic.hints.iter().map(|hint| format!("提示: {hint}"));
    let notes = file.into_iter().chain(figures).chain(diagnostic.notes.iter().cloned()).chain(hints);
    let diagnostic = drawn::Diagnostic::new(severity)
        .with_code(diagnostic.code)
        .with_message(&diagnostic.message)
        .with_labels(labels.collect())
        .with_notes(notes.collect());
    emit_to_write_style(painter, &Config::default(), sources, &diagnostic)
        .expect("labels lie within their files, and memory takes every byte");
}

/// A finding about the file as a whole has an empty label at its beginning.
fn is_whole_file(label: &Label) -> bool {
    label.span.start == 0 && label.span.end == 0 && label.text.is_empty()
}

/// 2,046,400.00: at least two decimals, thousands separated.
fn with_commas(amount: rust_decimal::Decimal) -> String {
    let text = format!("{:.*}", usize::try_from(amount.normalize().scale().max(2)).unwrap_or(2), amount);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are ASCII")).collect();
    format!("{sign}{}.{fraction}", groups.join(","))
}

/// The files as codespan wants them, with the starts of their lines counted once.
struct Lines<'f> {
    files: &'f Files,
    starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'f> Lines<'f> {
    fn of(diagnostics: &[Diagnostic], files: &'f Files) -> Self {
        let ids = diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels).map(|label| label.span.file);
        let mut starts = BTreeMap::new();
        for id in ids {
            starts.entry(id).or_insert_with(|| line_starts(files.text(id)).collect());
        }
        Self { files, starts }
    }

    /// The part of a place on its first line: a row of many lines is shown by its beginning.
    fn first_line(&self, label: &Label) -> std::ops::Range<usize> {
        let range = label.span.range();
        let text = &self.files.text(label.span.file)[range.clone()];
        let line = text.lines().next().unwrap_or_default();
        range.start..range.start + line.len()
    }

    fn starts(&self, id: FileId) -> Result<&[usize], Error> {
        self.starts.get(&id).map(Vec::as_slice).ok_or(Error::FileMissing)
    }
}

impl<'a> Sources<'a> for Lines<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(self.files.path(id).display().to_string())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(self.files.text(id))
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        Ok(self.starts(id)?.partition_point(|start| *start <= byte_index).saturating_sub(1))
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<std::ops::Range<usize>, Error> {
        let starts = self.starts(id)?;
        let start = *starts.get(line_index).ok_or(Error::LineTooLarge { given: line_index, max: starts.len() })?;
        Ok(start..starts.get(line_index + 1).copied().unwrap_or(self.files.text(id).len()))
    }
}
