//! Brackets that are not closed where they should be: the parser goes on into the lines below and gives up there.

use super::codes;
use super::comments;
use super::grow::Origin;
use crate::diagnostics::Diagnostic;

/// How many lines above an error are searched for a bracket.
const LINES_ABOVE: usize = 20;

/// Explains an error at `at` by the outermost bracket that is open there (the parser's, or one that it has not told of yet), if a comment took its
/// other half, or a line further down is no part of it.
pub fn unclosed(open: Option<usize>, at: usize, origin: Origin) -> Option<Diagnostic> {
    let open = open.or_else(|| open_above(at, origin.text))?;
    if let Some(found) = comments::took_bracket(open, origin) {
        return Some(found);
    }
    let (above, below) = (line_start(open, origin.text), line_start(at, origin.text));
    if below <= above || column(below, origin.text) > column(above, origin.text) {
        return None;
    }
    let closing = if origin.text[open..].starts_with('[') { ']' } else { '}' };
    let mend = match comments::on_line(open, origin.text) {
        Some(_) => format!("在这一行补上 {closing}，补在“#”的前面"),
        None => format!("在这一组内容的末尾补上 {closing}"),
    };
    let found = Diagnostic::error(codes::BRACKETS, "括号没有闭合").at(origin.span(open..open + 1), "从这里开始的括号缺另一半").hint(mend);
    Some(if closing == ']' {
        found.hint("括号如果是文字的一部分，用英文引号把整句括起来，或者写全角的［］")
    } else {
        found
    })
}

/// The bracket that begins a value on one of the lines above and is not closed on it.
fn open_above(at: usize, text: &str) -> Option<usize> {
    let mut end = line_start(at, text);
    for _ in 0..LINES_ABOVE {
        let start = line_start(end.checked_sub(1)?, text);
        let line = &text[start..end];
        let column = line.len() - line.trim_start_matches([' ', '-']).len();
        let begins = |offset: usize| line[offset..].starts_with(['[', '{']).then_some(offset);
        let value = begins(column).or_else(|| line.find(": ").and_then(|colon| begins(colon + 2)));
        if let Some(offset) =
            value.filter(|offset| line[*offset..].matches(['[', '{']).count() > line[*offset..].matches([']', '}']).count())
        {
            return Some(start + offset);
        }
        end = start;
    }
    None
}

/// Where the line of `at` begins.
pub(super) fn line_start(at: usize, text: &str) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// How many blanks a line begins with.
pub(super) fn column(start: usize, text: &str) -> usize {
    let line = &text[start..];
    line.len() - line.trim_start_matches(' ').len()
}
