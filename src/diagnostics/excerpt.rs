//! The lines of source that a finding is drawn with, as codespan-reporting wants them: those with labels and their neighbours; of a very long line only
//! the parts around the labels.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files as Sources, line_starts};
use unicode_width::UnicodeWidthStr;

use super::{Files, Label, visible};
use crate::span::FileId;

/// The widest line that is drawn whole, in columns.
const WIDEST: usize = 240;
/// How many characters of a longer line are shown before and behind a label.
const AROUND: usize = 40;
/// How many characters of its beginning are shown.
const HEAD: usize = 20;
/// How many characters of a label are underlined there.
const UNDERLINED: usize = 60;
/// Stands for what is left out.
const LEFT_OUT: &str = "…";

/// Where the lines of the files begin, counted once.
pub struct Lines<'f> {
    files: &'f Files,
    starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'f> Lines<'f> {
    /// Counts the lines of the files that labels point into.
    pub fn of<'l>(labels: impl Iterator<Item = &'l Label>, files: &'f Files) -> Self {
        let mut starts = BTreeMap::new();
        for id in labels.map(|label| label.span.file) {
            starts.entry(id).or_insert_with(|| line_starts(files.text(id)).collect());
        }
        Self { files, starts }
    }

    fn line_of(&self, file: FileId, offset: usize) -> usize {
        self.starts[&file].partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// A line without its line end; none beyond the last.
    fn line(&self, file: FileId, line: usize) -> Option<Range<usize>> {
        let (starts, text) = (&self.starts[&file], self.files.text(file));
        let start = *starts.get(line)?;
        let end = starts.get(line + 1).copied().unwrap_or(text.len());
        Some(start..start + text[start..end].trim_end_matches(['\n', '\r']).len())
    }
}

/// A line as drawn: which parts of it stand where in the excerpt.
struct Shown {
    file: FileId,
    line: usize,
    /// In the excerpt, with the line end.
    range: Range<usize>,
    /// Places in the file and in the excerpt of each part.
    parts: Vec<(Range<usize>, usize)>,
}

/// The lines of one finding.
pub struct Excerpt<'f> {
    lines: &'f Lines<'f>,
    text: String,
    shown: Vec<Shown>,
}

impl<'f> Excerpt<'f> {
    /// Takes out the labelled lines and their neighbours.
    pub fn of(labels: &[&Label], lines: &'f Lines<'f>) -> Self {
        let mut marked: BTreeMap<(FileId, usize), Vec<Range<usize>>> = BTreeMap::new();
        for label in labels {
            let (file, range) = (label.span.file, label.span.range());
            let line = lines.line_of(file, range.start);
            for near in line.saturating_sub(1)..=line + 1 {
                marked.entry((file, near)).or_default();
            }
            marked.entry((file, line)).or_default().push(range);
        }
        let mut excerpt = Self { lines, text: String::new(), shown: Vec::new() };
        for ((file, line), labels) in marked {
            excerpt.show(file, line, &labels);
        }
        excerpt
    }

    fn show(&mut self, file: FileId, line: usize, labels: &[Range<usize>]) {
        let Some(range) = self.lines.line(file, line) else { return };
        let text = self.lines.files.text(file);
        let begin = self.text.len();
        let mut shown = Shown { file, line, range: begin..begin, parts: Vec::new() };
        for part in parts(text, range.clone(), labels) {
            if part.start > shown.parts.last().map_or(range.start, |(last, _)| last.end) {
                self.text.push_str(LEFT_OUT);
            }
            shown.parts.push((part.clone(), self.text.len()));
            self.text.push_str(&visible(&text[part]));
        }
        if shown.parts.last().is_some_and(|(last, _)| last.end < range.end) {
            self.text.push_str(LEFT_OUT);
        }
        self.text.push('\n');
        shown.range.end = self.text.len();
        self.shown.push(shown);
    }

    /// Where a label stands in the excerpt: the part of it on its first line that is shown.
    pub fn place(&self, label: &Label) -> Range<usize> {
        let range = label.span.range();
        let line = self.lines.line_of(label.span.file, range.start);
        let shown = self.shown.iter().find(|shown| shown.file == label.span.file && shown.line == line);
        let part = shown.and_then(|shown| shown.parts.iter().find(|(part, _)| part.start <= range.start && range.start <= part.end));
        let Some((part, at)) = part else { return 0..0 };
        let start = at + range.start - part.start;
        start..start + range.end.min(part.end) - range.start
    }

    fn shown_at(&self, byte: usize) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.range.contains(&byte)).or(self.shown.last())
    }
}

/// The parts of a line that are shown: all of it, or of a long one its beginning and what is around the labels.
fn parts(text: &str, line: Range<usize>, labels: &[Range<usize>]) -> Vec<Range<usize>> {
    // Four bytes are at least a column; longer lines need no measuring.
    if line.len() <= WIDEST || line.len() <= WIDEST * 4 && text[line.clone()].width() <= WIDEST {
        return vec![line];
    }
    let head = line.start..ahead(text, line.clone(), HEAD);
    let around = labels.iter().map(|label| {
        let underlined = ahead(text, label.start..label.end.min(line.end).max(label.start), UNDERLINED);
        back(text, line.start..label.start, AROUND)..ahead(text, underlined..line.end.max(underlined), AROUND)
    });
    let mut wanted: Vec<Range<usize>> = std::iter::once(head).chain(around).collect();
    wanted.sort_by_key(|part| part.start);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for part in wanted {
        match parts.last_mut().filter(|last| part.start <= last.end + LEFT_OUT.len()) {
            Some(last) => last.end = last.end.max(part.end),
            None => parts.push(part),
        }
    }
    parts
}

/// The end of so many characters of a range, at most its own.
fn ahead(text: &str, range: Range<usize>, characters: usize) -> usize {
    text[range.clone()].char_indices().nth(characters).map_or(range.end, |(at, _)| range.start + at)
}

/// The beginning of its last so many characters.
fn back(text: &str, range: Range<usize>, characters: usize) -> usize {
    text[range.clone()].char_indices().rev().take(characters).last().map_or(range.end, |(at, _)| range.start + at)
}

impl<'a> Sources<'a> for Excerpt<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(visible(&self.lines.files.path(id).display().to_string()))
    }

    fn source(&'a self, _: FileId) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, _: FileId, byte_index: usize) -> Result<usize, Error> {
        self.shown_at(byte_index).map(|shown| shown.line).ok_or(Error::FileMissing)
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        let shown = self.shown.iter().find(|shown| shown.file == id && shown.line == line_index);
        Ok(shown.map_or(0..0, |shown| shown.range.clone()))
    }

    fn column_number(&'a self, id: FileId, line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let (starts, text) = (&self.lines.starts[&id], self.lines.files.text(id));
        let shown = self.shown.iter().find(|shown| shown.file == id && shown.line == line_index).ok_or(Error::FileMissing)?;
        let part = shown.parts.iter().rev().find(|(_, at)| *at <= byte_index);
        let offset = part.map_or(starts[line_index], |(part, at)| (part.start + byte_index - at).min(part.end));
        Ok(text[starts[line_index]..offset].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Files, terminal};
    use crate::span::Span;

    #[test]
    fn a_long_line_is_drawn_around_its_carets() {
        let mut files = Files::default();
        let text = format!("年度: 2024\n变动原因: {}错在这里{}又在这里{}\n", "甲".repeat(300), "乙".repeat(300), "丙".repeat(300));
        let file = files.add("041.yaml", text.clone());
        let at = |word: &str| {
            let start = u32::try_from(text.find(word).expect("the text has the word")).expect("a short text");
            Span { file, start, end: start + 12 }
        };
        let finding = Diagnostic::error("YAML-201", "两处").at(at("错在"), "一").at(at("又在"), "二");
        let drawn = terminal::draw(&[finding], &files, false);
        assert!(drawn.contains("041.yaml:2:307"), "{drawn}");
        let line = drawn.lines().find(|line| line.starts_with("2 │")).expect("the line is drawn");
        assert!(
            line.starts_with("2 │ 变动原因: 甲") && line.contains("…甲") && line.contains("甲错在这里乙") && line.contains("乙又在这里丙"),
            "{line}"
        );
        assert!(line.chars().count() < 240 && line.ends_with('…'), "{line}");
        assert_eq!((drawn.matches('^').count(), drawn.matches("--------").count()), (8, 1), "{drawn}");
    }
}
