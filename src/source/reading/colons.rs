//! A second half-width colon within a value that is not quoted (用途: 机关运转: 档案保管): YAML takes what stands before it for a key.

use super::codes;
use super::grow::Origin;
use super::schema::Schema;
use crate::diagnostics::Diagnostic;
use crate::source::Disclosure;

/// The longest corrected entry that is shown, in bytes.
const SHOWN_BYTES: usize = 400;

/// Explains an error at the colon at `at`, if one before it on its line ends the key of the same entry. In a flow mapping the entry ends at a comma.
pub fn second(at: usize, flow: bool, origin: Origin) -> Option<Diagnostic> {
    let text = origin.text;
    if !text[at..].starts_with(':') {
        return None;
    }
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let (start, end) = if flow {
        let begin = text[line..at].rfind(['{', ',']).map_or(line, |sign| line + sign + 1);
        (begin, text[at..end].find([',', '}']).map_or(end, |sign| at + sign))
    } else {
        (line, text[at..end].find(" #").map_or(end, |comment| at + comment))
    };
    let entry = Entry::of(&text[start..end])?;
    let second = at.checked_sub(start + text[start..].len() - text[start..].trim_start().len())?;
    if second <= entry.colon || entry.value.trim_start().starts_with(['"', '\'', '{', '[', '|', '>']) {
        return None;
    }
    let found = Diagnostic::error(if flow { codes::BRACKETS } else { codes::INDENTATION }, "一个值里又有一个英文冒号");
    let found = found.at(origin.span(at..at + 1), "这个冒号").hint("文字里的冒号写全角“：”，或者用英文引号把整个值括起来");
    let found = if entry.written.len() > SHOWN_BYTES { found } else { found.hint(format!("改成：{}", entry.mended())) };
    let two_keys = entry.value.trim().split(": ").next().is_some_and(|before| before.trim().contains(' '));
    Some(match (two_keys, flow) {
        (true, true) => found.hint("如果本来是两个键，中间补上英文逗号"),
        (true, false) => found.hint("如果本来是两个键，各写一行，从同一列开始"),
        (false, _) => found,
    })
}

/// One written “key: value”, perhaps an item of a list.
struct Entry<'t> {
    written: &'t str,
    /// Where its first colon stands.
    colon: usize,
    key: &'t str,
    value: &'t str,
}

impl<'t> Entry<'t> {
    fn of(written: &'t str) -> Option<Self> {
        let written = written.trim();
        let colon = written.find(": ")?;
        Some(Self { written, colon, key: &written[..colon], value: &written[colon + 1..] })
    }

    /// The same with its further colons in full width; of a list's text that begins with no key, all of them.
    fn mended(&self) -> String {
        let wide = |text: &str| text.trim().replace(": ", "：");
        let item = self.key.strip_prefix("- ").map(str::trim_start);
        match item {
            Some(words) if Schema::of::<Disclosure>().homes_of(words).is_empty() => format!("- {words}：{}", wide(self.value)),
            _ => format!("{}: {}", self.key, wide(self.value)),
        }
    }
}
