//! Keys, quoted texts and comments within a line, and what the schema expects under a key.

use super::lines::Scanner;
use super::slip::{Kind, Slip};
use crate::source::reading::schema::{Leaf, Rule, RuleId};

/// What a value should be, as far as the schema knows.
pub type Expected = Option<RuleId>;

/// How a key ends.
pub struct Separator {
    pub key_end: usize,
    pub value_start: usize,
    pub slip: Option<Slip>,
}

impl Scanner<'_> {
    /// The end of the line, without its line break.
    pub fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline)
    }

    /// The separator that ends the key at `at`, mended if it is a slip.
    pub fn separator(&self, at: usize, end: usize, rule: Expected) -> Option<Separator> {
        let line = &self.text[at..end];
        let quoted = line.chars().next().filter(|c| matches!(c, '"' | '\''));
        let skip = quoted.and_then(|quote| line[1..].find(quote)).map_or(0, |close| close + 2);
        let mut slip = None;
        let mut previous = ' ';
        for (offset, c) in line[skip..].char_indices().map(|(offset, c)| (offset + skip, c)) {
            let after = offset + c.len_utf8();
            match c {
                '#' if previous.is_whitespace() => break,
                ':' if line[after..].starts_with([' ', '\t', '\r', ',', '}', ']']) || after == line.len() => {
                    let proper = Separator { key_end: at + offset, value_start: at + after, slip: None };
                    return Some(slip.filter(|slip: &Separator| self.knows(rule, self.text[at..slip.key_end].trim())).unwrap_or(proper));
                }
                ':' | '：' if slip.is_none() => slip = Some(self.mend_colon(at + offset, c)),
                c if is_like_a_colon(c) && slip.is_none() && self.knows(rule, line[..offset].trim()) => {
                    slip = Some(self.mend_colon(at + offset, c));
                }
                _ => {}
            }
            previous = c;
        }
        slip
    }

    /// `：` and `:` without a space, together with wide spaces behind them.
    fn mend_colon(&self, at: usize, colon: char) -> Separator {
        let after = at + colon.len_utf8();
        let rest = &self.text[after..];
        let wide = rest.len() - rest.trim_start_matches(['\u{3000}', '\u{a0}']).len();
        let spaced = rest.starts_with([' ', '\t', '\r', '\n']) || rest.is_empty();
        let kind = if colon == ':' { Kind::ColonSpace } else { Kind::Colon };
        let slip = Slip::new(kind, at..after + wide, if spaced { ":" } else { ": " });
        Separator { key_end: at, value_start: after + wide, slip: Some(slip) }
    }

    /// Skips a quoted text; none when it is not closed before a line that stands too far left to belong to it.
    pub fn after_quoted(&self, at: usize, quote: char) -> Option<usize> {
        let mut chars = self.text[at + 1..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            match c {
                '\\' if quote == '"' => drop(chars.next()),
                '\'' if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => drop(chars.next()),
                c if c == quote => return Some(at + 1 + offset + 1),
                '\n' => {
                    let next = at + 1 + offset + 1;
                    let line = &self.text[next..self.line_end(next)];
                    if !line.trim().is_empty() && line.len() - line.trim_start().len() <= self.column() {
                        return None;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Finds a comment that begins with a full-width hash.
    pub fn wide_hash(&mut self, at: usize, end: usize) {
        let hash = self.text[at..end].match_indices('＃').find(|(offset, _)| self.text[..at + offset].ends_with([' ', '\t', '\u{3000}']));
        if let Some((offset, wide)) = hash {
            let before = self.text[..at + offset].trim_end_matches('\u{3000}').len();
            let replacement = if before < at + offset { " #" } else { "#" };
            self.slips.push(Slip::new(Kind::Hash, before..at + offset + wide.len(), replacement));
        }
    }

    /// Whether a line begins with a key and its proper separator.
    pub fn has_key(&self, at: usize, end: usize) -> bool {
        !self.text[at..end].starts_with(['{', '[', '"', '\''])
            && self.separator(at, end, None).is_some_and(|separator| separator.slip.is_none())
    }

    /// The word before a line's colon, if it is a key that a mapping has.
    pub fn known_key(&self, at: usize, end: usize, rule: Expected) -> bool {
        let line = &self.text[at..end];
        line.find([':', '：']).is_some_and(|colon| self.knows(rule, line[..colon].trim()))
    }

    /// The same, with a colon that ends a key wherever it stands.
    pub fn has_known_key(&self, at: usize, end: usize, rule: Expected) -> bool {
        self.known_key(at, end, rule) && self.has_key(at, end)
    }

    /// A known key without its colon, alone on its line or with nothing but blanks before its value.
    pub fn forgotten_colon(&self, at: usize, end: usize, rule: Expected) -> Option<Separator> {
        let line = &self.text[at..end];
        let written = line.find(" #").map_or(line, |comment| &line[..comment]).trim_end();
        let key = written.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let value = written[key.len()..].trim_start();
        if !self.knows(rule, key) || value.contains(['\t', ':', '：']) {
            return None;
        }
        let (key_end, value_start) = (at + key.len(), at + written.len() - value.len());
        let slip = Slip::new(Kind::NoColon, key_end..value_start, if value.is_empty() { ":" } else { ": " });
        Some(Separator { key_end, value_start, slip: Some(slip) })
    }

    /// Where a second key of the same group begins on a line; the slip parts the two.
    pub fn second_key(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = &self.text[at..end];
        let colon = line.find(": ")?;
        let separator = |c: char| c.is_whitespace() || matches!(c, '，' | ',' | '、' | '；' | ';');
        let before = line[..colon].trim_end();
        let key = &before[before.rfind(separator).map_or(0, |last| last + before[last..].chars().next().map_or(0, char::len_utf8))..];
        let level = self.levels.last().filter(|level| !level.sequence)?;
        let first = before[..before.len() - key.len()].trim_end_matches(separator);
        if line[..colon].contains(" #") || !self.knows(level.rule, key) || first.len() == before.len() - key.len() {
            return None;
        }
        let begin = at + before.len() - key.len();
        let replacement = format!("\n{}", " ".repeat(level.column));
        self.slips.push(Slip::new(Kind::Merged, at + first.len()..begin, replacement));
        Some(begin)
    }

    /// What an item of a list is.
    pub fn item_of(&self, list: Expected) -> Expected {
        match self.schema.rule(list?) {
            Rule::Sequence(item) => Some(*item),
            _ => None,
        }
    }

    /// What belongs under a key of a mapping.
    pub fn under(&self, rule: Expected, key: &str) -> Expected {
        match self.schema.rule(rule?) {
            Rule::Mapping(_) => self.schema.field(rule?, key).map(|field| field.rule),
            Rule::Entries { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// Whether a mapping has this key, or could have it.
    pub fn knows(&self, rule: Expected, key: &str) -> bool {
        match rule.map(|id| self.schema.rule(id)) {
            Some(Rule::Mapping(fields)) => fields.iter().any(|field| field.name == key),
            Some(Rule::Entries { key: Leaf::Code, .. }) => matches!(key.len(), 3 | 5 | 7) && key.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        }
    }

    /// Whether a mapping is expected.
    pub fn is_mapping(&self, expected: Expected) -> bool {
        matches!(expected.map(|id| self.schema.rule(id)), Some(Rule::Mapping(_) | Rule::Entries { .. }))
    }

    /// Whether a list is expected.
    pub fn is_sequence(&self, expected: Expected) -> bool {
        matches!(expected.map(|id| self.schema.rule(id)), Some(Rule::Sequence(_)))
    }

    /// Whether a text is expected, or nobody knows what: then wide punctuation may belong there.
    pub fn is_text(&self, expected: Expected) -> bool {
        expected.is_none_or(|id| matches!(self.schema.rule(id), Rule::Leaf(Leaf::Text)))
    }
}

/// Signs that are typed for a colon.
fn is_like_a_colon(c: char) -> bool {
    matches!(c, '﹕' | '∶' | '︰' | '꞉' | '˸' | ';' | '；' | '=' | '＝')
}
