//! Mistakes that the parser notices a line too late or too early: a first key without its colon, a key that stands too far right below a comment.
//!
//! All other errors of the parser are put into words in `syntax`.

use granit_parser::ErrorKind;

use super::codes;
use super::grow::Origin;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// A line of the text, without its comment; of a list item what stands behind the dash.
struct Line<'a> {
    start: usize,
    column: usize,
    item: bool,
    content: &'a str,
}

/// Explains an error at `at` by the lines around it, where they tell more than the place where the parser gave up.
pub fn neighbours(kind: &ErrorKind, at: usize, origin: Origin) -> Option<Diagnostic> {
    let start = origin.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    match kind {
        ErrorKind::MappingValueNotAllowed => {
            let above = start.checked_sub(1).and_then(|newline| origin.text[..newline].rfind('\n').map(|before| before + 1).or(Some(0)));
            without_colon(start, origin).or_else(|| too_far_right(above?, start, origin))
        }
        ErrorKind::CommentInterceptedScalar => {
            let next = at + origin.text[at..].find('\n')? + 1;
            without_colon(next, origin).or_else(|| too_far_right(start, next, origin))
        }
        _ => None,
    }
}

/// The first key of a group, when it has no colon: YAML takes it and the next key, at `below`, for one text.
fn without_colon(below: usize, origin: Origin) -> Option<Diagnostic> {
    let key = Line::at(below, origin.text);
    if !key.is_entry() {
        return None;
    }
    let mut first: Option<Line> = None;
    let mut end = below;
    for written in origin.text[..below].split_inclusive('\n').rev() {
        end -= written.len();
        let line = Line::at(end, origin.text);
        if line.content.is_empty() {
            continue;
        }
        if line.column != key.column || !line.may_lack_a_colon() {
            first = first.filter(|_| line.content.ends_with(':') || line.content.starts_with("---"));
            break;
        }
        let item = line.item;
        first = Some(line);
        if item {
            break;
        }
    }
    let line = first?;
    let advice = match line.content.split_once(char::is_whitespace) {
        Some((key, value)) => format!("写成“{key}: {}”", value.rsplit('\t').next().unwrap_or(value).trim()),
        None => "键后面写英文冒号和一个空格，例如“年度: 2024”".to_owned(),
    };
    Some(Diagnostic::error(codes::SYNTAX, "键后面少了冒号").at(line.place(origin), "这一行没有冒号").hint(advice))
}

/// A key that is indented further than the finished line above it.
fn too_far_right(above: usize, below: usize, origin: Origin) -> Option<Diagnostic> {
    let (finished, key) = (Line::at(above, origin.text), Line::at(below, origin.text));
    (finished.is_entry() && !finished.content.ends_with(':') && key.is_entry() && key.column > finished.column).then(|| {
        Diagnostic::error(codes::INDENTATION, "这一行与前面的行没有对齐")
            .at(key.place(origin), "这一行缩进多了")
            .at(finished.place(origin), "上一行已经写了值")
            .hint(format!("同组的键要从同一列开始，删去这一行行首多出的 {} 个空格", key.column - finished.column))
            .hint("这一行如果是上一行文字的继续，里面的冒号写全角“：”，或者用英文引号把整个值括起来")
    })
}

impl<'a> Line<'a> {
    /// The line that begins at `start`.
    fn at(start: usize, text: &'a str) -> Self {
        let line = text[start..].lines().next().unwrap_or_default();
        let line = line.find(" #").map_or(line, |comment| &line[..comment]).trim_end();
        let content = line.trim_start_matches(' ');
        let behind = content.strip_prefix("- ").map(|behind| behind.trim_start_matches(' '));
        let item = behind.is_some();
        let content = behind.unwrap_or(content);
        let content = if content.starts_with('#') { "" } else { content };
        let column = line.len() - content.len();
        Line { start: start + column, column, item, content }
    }

    /// Whether it is written as “key: value”.
    fn is_entry(&self) -> bool {
        self.content.ends_with(':') || self.content.contains(": ")
    }

    /// Whether it could be a key and a value: in the first column anything, further right only what is not a sentence.
    fn may_lack_a_colon(&self) -> bool {
        let key = self.content.split_once(char::is_whitespace).map(|(key, _)| key);
        let plausible = self.column == 0 || key.is_some_and(|key| !key.contains(['。', '，', '、', '；']));
        plausible && !self.is_entry() && self.content.starts_with(char::is_alphanumeric)
    }

    fn place(&self, origin: Origin) -> Span {
        origin.span(self.start..self.start + self.content.len())
    }
}
