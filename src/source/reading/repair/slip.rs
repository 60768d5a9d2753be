//! One slip, the kinds of slips there are, and how each is explained.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, LISTED};
use crate::source::reading::codes;
use crate::source::reading::numerals::with_narrow_numbers;
use crate::source::reading::offsets::{Edit, apply};
use crate::source::{FileId, Span};

/// How many slips of a line are pointed at.
const SHOWN_PLACES: usize = 20;
/// How many runs of lines are listed.
const SHOWN_RUNS: usize = 8;
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
    /// No comma at all between two entries.
    Comma,
    /// Too many blanks before a key.
    Indent,
    /// Too few of them.
    Outdent,
    /// A known key without any colon.
    NoColon,
    /// Two keys on one line.
    Merged,
    /// A blank between a minus and its number.
    Minus,
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

/// One finding for each line and kind; all lines that are indented by other blanks make one finding together.
pub fn report(slips: &[Slip], text: &str, file: FileId) -> Vec<Diagnostic> {
    let lines = by_line(slips, text);
    let blank: Vec<usize> = lines.iter().filter(|line| line.kinds().contains(&Kind::Space)).map(|line| line.number).collect();
    let mut found = Vec::new();
    for line in &lines {
        if found.len() > LISTED {
            break;
        }
        for kind in line.kinds() {
            let told = kind == Kind::Space && blank.first() != Some(&line.number);
            if !told {
                let finding = line.explain(kind, text, file);
                found.push(if kind == Kind::Space { with_lines(finding, &blank) } else { finding });
            }
        }
    }
    found
}

fn by_line<'s>(slips: &'s [Slip], text: &str) -> Vec<Line<'s>> {
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
    lines
}

/// Adds which lines are alike: 第 7–11、13–14 行.
fn with_lines(finding: Diagnostic, lines: &[usize]) -> Diagnostic {
    if lines.len() < 2 {
        return finding;
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut().filter(|(_, last)| last + 1 == *line) {
            Some((_, last)) => *last = *line,
            None => runs.push((*line, *line)),
        }
    }
    let named = |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let shown: Vec<String> = runs.iter().take(SHOWN_RUNS).map(named).collect();
    let more = if runs.len() > SHOWN_RUNS { "等" } else { "" };
    finding
        .note(format!("共 {} 行是这样：第 {} 行{more}", lines.len(), shown.join("、")))
        .hint("可以用编辑器的“替换”一次改完：查找一个全角空格（或制表符），全部替换成两个半角空格")
}

struct Line<'s> {
    number: usize,
    slips: Vec<&'s Slip>,
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

    fn explain(&self, kind: Kind, text: &str, file: FileId) -> Diagnostic {
        let alike: Vec<&&Slip> = self.slips.iter().filter(|slip| slip.kind == kind).take(SHOWN_PLACES).collect();
        let (code, message, label) = words(kind, alike.first().map_or("", |slip| &text[slip.edit.range.clone()]));
        let mut diagnostic = Diagnostic::error(code, message);
        for (index, slip) in alike.iter().enumerate() {
            let offset = |at: usize| u32::try_from(at).expect("a text within the size limit has 32-bit offsets");
            let place = Span { file, start: offset(slip.edit.range.start), end: offset(slip.edit.range.end) };
            diagnostic = diagnostic.at(place, if index + 1 == alike.len() { label } else { "" });
        }
        if kind == Kind::Invisible {
            return diagnostic.hint("删去这个字符；常由网页或 Word 粘贴带来");
        }
        if kind == Kind::Merged {
            return diagnostic.hint("每个键各写一行，从同一列开始；要写在一行里，就用花括号括起来、用逗号分开");
        }
        let mended = self.mended(text);
        match mended.trim() {
            line if line.len() > SHOWN_BYTES => diagnostic,
            line if matches!(kind, Kind::Space | Kind::Indent | Kind::Outdent) => {
                let blanks = mended.len() - mended.trim_start_matches(' ').len();
                let how = if blanks > 0 { format!("行首 {blanks} 个半角空格，再写：") } else { String::new() };
                diagnostic.hint(format!("改成：{how}{line}"))
            }
            line => diagnostic.hint(format!("改成：{line}")),
        }
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
        with_narrow_numbers(&apply(&text[start..end], &edits).0)
    }
}

/// Code, sentence and label; signs that are neither full-width nor half-width are named.
fn words(kind: Kind, written: &str) -> (&'static str, String, &'static str) {
    let sign = written.chars().next().unwrap_or_default();
    let (code, message, label) = match kind {
        Kind::Colon if sign != '：' => return (codes::WIDE_COLON, format!("键后面写的是“{sign}”，不是冒号"), "换成英文冒号和一个空格"),
        Kind::Colon => (codes::WIDE_COLON, "键后面用了全角冒号", "换成英文冒号和一个空格"),
        Kind::Space => (codes::WIDE_INDENT, "用全角空格或制表符缩进、分隔", "这里要用半角空格"),
        Kind::Dash => (codes::DASH, "列表每项前面要写英文短横线“-”和一个空格", "这里"),
        Kind::ColonSpace => (codes::COLON_SPACE, "键的冒号后面缺一个空格", "冒号后面加空格"),
        Kind::Comma => (codes::BRACKETS, "花括号里两项之间缺逗号", "这里加英文逗号"),
        Kind::NoColon => (codes::SYNTAX, "键后面少了冒号", "这里加英文冒号和一个空格"),
        Kind::Merged => (codes::INDENTATION, "一行里写了两个“键: 值”", "从这里另起一行"),
        Kind::Outdent => (codes::INDENTATION, "行首少了空格，与同组的键没有对齐", "这里缺空格"),
        Kind::Indent => (codes::INDENTATION, "行首多了空格，与同组的键没有对齐", "多出的空格"),
        Kind::Flow if matches!(sign, '（' | '(' | '）' | ')') => {
            return (codes::WIDE_FLOW, "几个“键: 值”用圆括号括起来了".to_owned(), "换成花括号 { }");
        }
        Kind::Flow if !matches!(sign, '，' | '｛' | '｝' | '［' | '］') => {
            return (codes::WIDE_FLOW, format!("两项之间写的是“{sign}”，不是逗号"), "换成英文逗号");
        }
        Kind::Flow => (codes::WIDE_FLOW, "用了全角的括号或逗号", "换成半角"),
        Kind::Minus => (codes::MALFORMED, "负号和数之间有空格", "去掉这个空格"),
        Kind::Hash => (codes::WIDE_HASH, "注释用了全角井号“＃”", "换成半角 #"),
        Kind::Invisible => (codes::INVISIBLE, "有看不见的字符", "这里"),
    };
    (code, message.to_owned(), label)
}
