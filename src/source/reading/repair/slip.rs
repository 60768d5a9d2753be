//! One slip, the kinds of slips there are, and how each is explained.

use std::ops::Range;

use crate::diagnostics::Diagnostic;
use crate::source::reading::offsets::{Edit, apply};
use crate::source::reading::{FINDINGS_LIMIT, codes};
use crate::source::{FileId, Span};

/// How many slips of a line are pointed at.
const SHOWN_PLACES: usize = 20;
/// The longest mended line that is shown, in bytes.
const SHOWN_BYTES: usize = 1000;

/// What was typed in the wrong width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Colon,
    Space,
    Dash,
    ColonSpace,
    Flow,
    Hash,
    Invisible,
}

/// A slip and how it is mended.
#[derive(Debug, Clone)]
pub struct Slip {
    pub kind: Kind,
    pub edit: Edit,
}

impl Slip {
    /// Replaces a range of the text.
    pub fn new(kind: Kind, range: Range<usize>, replacement: impl Into<String>) -> Self {
        Self { kind, edit: Edit { range, replacement: replacement.into() } }
    }
}

/// Finds control characters and zero-width characters anywhere in the text.
pub fn invisible(text: &str) -> Vec<Slip> {
    let found = text.char_indices().filter_map(|(at, c)| {
        let replacement = match c {
            '\t' | '\n' | '\r' | '\u{85}' => return None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => "",
            c if c.is_control() => " ",
            _ => return None,
        };
        Some(Slip::new(Kind::Invisible, at..at + c.len_utf8(), replacement))
    });
    found.collect()
}

/// One finding for each line and kind; lines in a row that are indented alike make one finding together.
pub fn report(slips: &[Slip], text: &str, file: FileId) -> Vec<Diagnostic> {
    let mut lines: Vec<Line> = Vec::new();
    let mut number = 1;
    let mut counted = 0;
    for slip in slips {
        number += text[counted..slip.edit.range.start].matches('\n').count();
        counted = slip.edit.range.start;
        match lines.last_mut().filter(|line| line.number == number) {
            Some(line) => line.slips.push(slip),
            None => lines.push(Line { number, slips: vec![slip] }),
        }
    }
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if found.len() > FINDINGS_LIMIT {
            break;
        }
        for kind in line.kinds() {
            let repeats =
                kind == Kind::Space && index > 0 && lines[index - 1].number + 1 == line.number && lines[index - 1].kinds().contains(&kind);
            if !repeats {
                let last = if kind == Kind::Space { last_alike(&lines[index..]) } else { line.number };
                found.push(line.explain(kind, last, text, file));
            }
        }
    }
    found
}

struct Line<'s> {
    number: usize,
    slips: Vec<&'s Slip>,
}

/// The last of the lines that follow each other with spaces of the wrong width.
fn last_alike(lines: &[Line]) -> usize {
    let first = lines[0].number;
    let alike = lines.iter().zip(first..).take_while(|(line, number)| line.number == *number && line.kinds().contains(&Kind::Space));
    alike.last().map_or(first, |(line, _)| line.number)
}

impl Line<'_> {
    fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for slip in &self.slips {
            if !kinds.contains(&slip.kind) {
                kinds.push(slip.kind);
            }
        }
        kinds
    }

    fn explain(&self, kind: Kind, last: usize, text: &str, file: FileId) -> Diagnostic {
        let (code, message, label) = words(kind);
        let mut diagnostic = Diagnostic::error(code, message);
        let mut alike = self.slips.iter().filter(|slip| slip.kind == kind).take(SHOWN_PLACES).peekable();
        while let Some(slip) = alike.next() {
            let offset = |at: usize| u32::try_from(at).expect("a text within the size limit has 32-bit offsets");
            let place = Span { file, start: offset(slip.edit.range.start), end: offset(slip.edit.range.end) };
            diagnostic = diagnostic.at(place, if alike.peek().is_none() { label } else { "" });
        }
        if last > self.number {
            diagnostic = diagnostic.note(format!("第 {} 行到第 {last} 行都是这样", self.number));
        }
        if matches!(kind, Kind::Space | Kind::Invisible) {
            return diagnostic.hint(if kind == Kind::Space {
                "行首和分隔处用半角空格，每缩进一层用两个"
            } else {
                "删去这个字符；常由网页或 Word 粘贴带来"
            });
        }
        let mended = self.mended(text);
        if mended.len() > SHOWN_BYTES { diagnostic } else { diagnostic.hint(format!("改成：{mended}")) }
    }

    /// The whole line as it should be.
    fn mended(&self, text: &str) -> String {
        let at = self.slips[0].edit.range.start;
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let within = |slip: &&&Slip| slip.edit.range.end <= end;
        let edits: Vec<Edit> = self
            .slips
            .iter()
            .filter(within)
            .map(|slip| Edit {
                range: slip.edit.range.start - start..slip.edit.range.end - start,
                replacement: slip.edit.replacement.clone(),
            })
            .collect();
        apply(&text[start..end], &edits).0.trim().to_owned()
    }
}

fn words(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Colon => (codes::WIDE_COLON, "键后面用了全角冒号", "换成英文冒号和一个空格"),
        Kind::Space => (codes::WIDE_INDENT, "用全角空格或制表符缩进、分隔", "这里要用半角空格"),
        Kind::Dash => (codes::DASH, "列表每项前面要写英文短横线“-”和一个空格", "这里"),
        Kind::ColonSpace => (codes::COLON_SPACE, "键的冒号后面缺一个空格", "冒号后面加空格"),
        Kind::Flow => (codes::WIDE_FLOW, "用了全角的括号或逗号", "换成半角"),
        Kind::Hash => (codes::WIDE_HASH, "注释用了全角井号“＃”", "换成半角 #"),
        Kind::Invisible => (codes::INVISIBLE, "有看不见的字符", "这里"),
    }
}
