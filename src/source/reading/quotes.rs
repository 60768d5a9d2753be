//! A quotation mark that is not closed on its line: the parser takes what follows for its text, up to the next one somewhere below, and gives up there.

use super::brackets::{column, line_start};
use super::codes;
use super::grow::Origin;
use crate::diagnostics::Diagnostic;

/// What a line ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A comment that begins at this offset.
    Comment(usize),
    /// A text whose quotation mark stands at this offset and is not closed.
    Quote(usize),
    Value,
}

/// What a line ends in that does not begin within a text.
pub fn ending(line: &str) -> Ending {
    let mut quote: Option<(usize, char)> = None;
    let mut previous = ' ';
    for (offset, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if matches!(previous, ' ' | '\t') && offset > 0 => return Ending::Comment(offset),
            (None, '"' | '\'') if matches!(previous, ' ' | '{' | '[') => quote = Some((offset, c)),
            (Some((_, open)), c) if open == c && previous != '\\' => quote = None,
            _ => {}
        }
        previous = c;
    }
    quote.map_or(Ending::Value, |(offset, _)| Ending::Quote(offset))
}

/// How many lines above an error are searched.
const LINES_ABOVE: usize = 20;

/// Explains an error at `at` by a quotation mark on one of the lines above, or its own, that is closed only on the error's line, if at all, and that
/// line stands too far left to belong to it.
pub fn unclosed(at: usize, origin: Origin) -> Option<Diagnostic> {
    let text = origin.text;
    let own = line_start(at, text);
    let mut start = own;
    for _ in 0..=LINES_ABOVE {
        if let Some(quote) = left_open(start, text) {
            let closed = text[quote + 1..].find(&text[quote..=quote]).map(|closing| line_start(quote + 1 + closing, text));
            let caught = closed.is_none_or(|closed| closed == own && column(own, text) <= column(start, text));
            return caught.then(|| {
                let found = Diagnostic::error(codes::QUOTES, "引号没有闭合");
                found.at(origin.span(quote..quote + 1), "从这个引号起没有找到另一半").hint("在文字末尾补上同样的引号")
            });
        }
        start = line_start(start.checked_sub(1)?, text);
    }
    None
}

/// The mark that begins a value on the line at `start` and is not closed there.
fn left_open(start: usize, text: &str) -> Option<usize> {
    let line = text[start..].lines().next()?;
    let Ending::Quote(offset) = ending(line) else { return None };
    line[..offset].trim_end().ends_with([':', '-', ',', '{', '[']).then_some(start + offset)
}
