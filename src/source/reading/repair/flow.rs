//! Slips inside braces and brackets: `｛科目：2013101，基本支出：1402400.00｝`.

use super::lines::Scanner;
use super::slip::{Kind, Slip};
use super::words::Expected;
use crate::source::reading::schema::Rule;

/// No key is longer, in bytes.
const LONGEST_KEY: usize = 120;

/// Signs that are typed for a comma; a blank stands for one that was forgotten.
fn is_like_a_comma(c: char) -> bool {
    matches!(c, ' ' | '、' | ';' | '；' | '﹐' | '﹑' | '､' | '﹔' | '|' | '/')
}

/// An open brace or bracket.
struct Open {
    brace: bool,
    /// A brace that was typed as a round bracket.
    round: bool,
    rule: Expected,
    /// In a brace: the next word is a key.
    at_key: bool,
    /// What the value that comes next should be.
    expected: Expected,
}

impl Scanner<'_> {
    /// Walks over a flow collection and returns where it ends; an unclosed one ends where a line stands too far left to belong to it.
    pub fn flow(&mut self, start: usize, rule: Expected) -> usize {
        let mut open: Vec<Open> = Vec::new();
        let mut at = start;
        while let Some(c) = self.text[at..].chars().next() {
            let after = at + c.len_utf8();
            match c {
                '\n' => match self.next_line(after) {
                    Some(next) => at = next,
                    None => return after,
                },
                '#' if self.text[..at].ends_with([' ', '\t', '\n']) => at = self.line_end(at),
                '＃' if self.text[..at].ends_with([' ', '\t', '\n']) => {
                    self.slips.push(Slip::new(Kind::Hash, at..after, "#"));
                    at = self.line_end(at);
                }
                '\u{3000}' | '\u{a0}' => {
                    self.slips.push(Slip::new(Kind::Space, at..after, " "));
                    at = after;
                }
                c if c.is_whitespace() => at = after,
                '（' | '(' if self.is_mapping(open.last().map_or(rule, |open| if open.at_key { None } else { open.expected })) => {
                    let expected = open.last().map_or(rule, |open| open.expected);
                    self.widened(at, c);
                    open.push(self.opened_by(c, expected));
                    at = after;
                }
                '{' | '[' | '｛' | '［' => {
                    let expected = open.last().map_or(rule, |open| open.expected);
                    self.widened(at, c);
                    open.push(self.opened_by(c, expected));
                    at = after;
                }
                '）' | ')' if !open.last().is_some_and(|open| open.round) => at = after,
                '}' | ']' | '｝' | '］' | '）' | ')' => {
                    self.widened(at, c);
                    open.pop();
                    at = after;
                    if open.is_empty() {
                        return at;
                    }
                }
                ',' | '，' => {
                    self.widened(at, c);
                    if let Some(open) = open.last_mut() {
                        open.at_key = open.brace;
                    }
                    at = after;
                }
                _ => match open.last_mut() {
                    Some(open) if open.at_key => at = self.flow_key(at, open),
                    Some(open) => {
                        let end = self.flow_value(at, open).max(after);
                        at = self.other_comma(end, open);
                    }
                    None => return at,
                },
            }
        }
        at
    }

    /// Goes on with the next line, unless it stands too far left and does not close anything.
    fn next_line(&self, start: usize) -> Option<usize> {
        let line = &self.text[start..self.line_end(start)];
        let rest = line.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
        let column = line.len() - rest.len();
        let belongs = rest.trim().is_empty() || column > self.column() || rest.starts_with(['}', ']', '｝', '］', ',', '，', '#']);
        belongs.then_some(start)
    }

    fn opened_by(&self, bracket: char, rule: Expected) -> Open {
        let round = matches!(bracket, '（' | '(');
        let brace = round || matches!(bracket, '{' | '｛');
        let item = match rule.map(|id| self.schema.rule(id)) {
            Some(Rule::Sequence(item)) if !brace => Some(*item),
            _ => None,
        };
        Open { brace, round, rule, at_key: brace, expected: item }
    }

    /// Reports a full-width bracket or comma.
    fn widened(&mut self, at: usize, c: char) {
        let narrow = match c {
            '｛' | '（' | '(' => "{",
            '｝' | '）' | ')' => "}",
            '［' => "[",
            '］' => "]",
            '，' if self.text[at + c.len_utf8()..].starts_with([' ', '\r', '\n']) => ",",
            '，' => ", ",
            _ => return,
        };
        self.slips.push(Slip::new(Kind::Flow, at..at + c.len_utf8(), narrow));
    }

    /// Takes what stands for a comma after a value, if the next entry follows: another sign, or nothing but a blank.
    fn other_comma(&mut self, at: usize, open: &mut Open) -> usize {
        let Some(c) = self.text[at..].chars().next().filter(|c| is_like_a_comma(*c) && self.precedes_key(at + c.len_utf8(), *c, open))
        else {
            return at;
        };
        let rest = self.text[at + c.len_utf8()..].trim_start_matches(' ');
        let end = self.text.len() - rest.len();
        self.slips.push(Slip::new(if c == ' ' { Kind::Comma } else { Kind::Flow }, at..end, ", "));
        open.at_key = true;
        end
    }

    /// Whether a known key of the open brace stands at `at`. After a blank, or within a text, its colon must be one that no value can hold.
    fn precedes_key(&self, at: usize, sign: char, open: &Open) -> bool {
        let rest = self.text[at..].trim_start_matches(' ');
        let rest = &rest[..rest.floor_char_boundary(LONGEST_KEY)];
        let Some(colon) = rest.find([':', '：', '\n', ',', '，', '}']).filter(|_| open.brace) else { return false };
        let proper = rest[colon..].starts_with(": ");
        let plausible = proper || rest[colon..].starts_with([':', '：']) && sign != ' ' && !self.is_text(open.expected);
        plausible && self.knows(open.rule, rest[..colon].trim())
    }

    /// Takes a key and its separator.
    fn flow_key(&mut self, at: usize, open: &mut Open) -> usize {
        let quoted = self.text[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let key_end = quoted.and_then(|quote| self.after_quoted(at, quote));
        let from = key_end.unwrap_or(at);
        let limit = self.text[from..].find([',', '{', '}', '[', ']', '｝', '\n']).map_or(self.text.len(), |offset| from + offset);
        open.at_key = false;
        let Some(separator) = self.separator(at, limit.max(from), open.rule) else {
            open.expected = None;
            return limit.max(from);
        };
        let adjacent = key_end.is_some() && separator.slip.as_ref().is_some_and(|slip| slip.kind == Kind::ColonSpace);
        self.slips.extend(separator.slip.filter(|_| !adjacent));
        open.expected = self.under(open.rule, self.text[at..separator.key_end].trim().trim_matches(['"', '\'']));
        separator.value_start
    }

    /// Takes a single value up to the comma or bracket that ends it.
    fn flow_value(&mut self, at: usize, open: &Open) -> usize {
        if let Some(quote) = self.text[at..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
            return self.after_quoted(at, quote).unwrap_or(self.line_end(at));
        }
        if !self.is_text(open.expected) {
            self.parted_minus(at);
        }
        let mut wide_open = false;
        let mut round = 0_usize;
        for (offset, c) in self.text[at..].char_indices() {
            let here = at + offset;
            match c {
                ',' | '}' | ']' | '{' | '[' | '\n' => return here,
                '#' | '＃' if self.text[..here].ends_with([' ', '\t']) && (c == '#' || !self.is_text(open.expected)) => return here,
                '｛' | '［' => wide_open = true,
                '｝' | '］' if !wide_open && open.brace == (c == '｝') && self.ends_value(here + c.len_utf8()) => return here,
                '，' if self.separates(here + c.len_utf8(), open) => return here,
                '（' | '(' => round += 1,
                '）' | ')' if open.round && round == 0 && self.ends_value(here + c.len_utf8()) => return here,
                '）' | ')' => round = round.saturating_sub(1),
                c if is_like_a_comma(c) && self.precedes_key(here + c.len_utf8(), c, open) => return here,
                _ => {}
            }
        }
        self.text.len()
    }

    /// Whether nothing but further punctuation follows on the line.
    fn ends_value(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([' ', '\t', '\r']);
        rest.is_empty() || rest.starts_with(['\n', ',', '，', '}', ']', '｝', '］', '）', ')', '#', '＃'])
    }

    /// Whether a full-width comma is followed by the next entry rather than by more of the same text.
    fn separates(&self, at: usize, open: &Open) -> bool {
        let rest = self.text[at..].trim_start();
        let closed = rest.starts_with(['}', ']', '｝', '］']);
        if !open.brace {
            return !self.is_text(open.expected);
        }
        if closed {
            return !self.is_text(open.expected);
        }
        let end = rest.find([':', '：', ',', '，', '{', '}', '[', ']', '｛', '｝', '［', '］', '\n']).unwrap_or(rest.len());
        let (key, after) = (rest[..end].trim(), &rest[end..]);
        let proper = after.strip_prefix(':').is_some_and(|after| after.starts_with([' ', '\n', '\r']));
        !key.is_empty() && (proper || after.starts_with([':', '：']) && self.knows(open.rule, key))
    }
}
