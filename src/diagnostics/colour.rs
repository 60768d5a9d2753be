//! What codespan-reporting draws with: Chinese words for the severities, and colours when asked for.

use std::io;

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::{GeneralWriteResult, WriteStyle};

/// Collects a drawing in memory.
pub struct Painter {
    colour: bool,
    out: Vec<u8>,
    /// The severity whose English word is to be replaced, and where in `out` it begins.
    header: Option<(Severity, usize)>,
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const GREEN: &str = "\u{1b}[1;32m";
const BLUE: &str = "\u{1b}[34m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

impl Painter {
    /// Starts an empty drawing.
    pub fn new(colour: bool) -> Self {
        Self { colour, out: Vec::new(), header: None }
    }

    /// Hands over what was drawn, without blanks at the ends of lines.
    pub fn finish(self) -> String {
        let drawn = String::from_utf8(self.out).expect("codespan writes whole characters of UTF-8 texts");
        drawn.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
    }

    fn paint(&mut self, escape: &str) -> GeneralWriteResult {
        if self.colour {
            self.out.extend_from_slice(escape.as_bytes());
        }
        Ok(())
    }
}

impl io::Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> GeneralWriteResult {
        self.paint(colour_of(severity))?;
        self.header = Some((severity, self.out.len()));
        Ok(())
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        if let Some((severity, start)) = self.header.take() {
            let (english, chinese) = words_of(severity);
            debug_assert!(self.out[start..].starts_with(english.as_bytes()));
            self.out.splice(start..start + english.len(), chinese.bytes());
        }
        self.paint(PLAIN)?;
        self.paint(BOLD)
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.paint(BLUE)
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.paint(BLUE)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.paint(BLUE)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> GeneralWriteResult {
        self.paint(if style == LabelStyle::Primary { colour_of(severity) } else { BLUE })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.paint(PLAIN)
    }
}

fn colour_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note | Severity::Help => GREEN,
    }
}

/// codespan's word for a severity, and ours.
fn words_of(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Bug => ("bug", super::Severity::Error.name()),
        Severity::Error => ("error", super::Severity::Error.name()),
        Severity::Warning => ("warning", super::Severity::Warning.name()),
        Severity::Note => ("note", super::Severity::Note.name()),
        Severity::Help => ("help", "提示"),
    }
}
