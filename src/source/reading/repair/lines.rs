//! Walks a text line by line, keeping track of what each indentation level holds, so that it is known where a key stands and where a text.

use super::indent::{Dash, Indent};
use super::slip::{Kind, Slip};
use super::words::Expected;
use crate::source::reading::schema::{Rule, Schema};

/// A block collection that is open at the current line.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    pub column: usize,
    pub sequence: bool,
    pub rule: Expected,
    /// The last key or dash still waits for its value on the lines below.
    pub pending: Option<Expected>,
}

/// Walks over a text and collects its slips.
pub struct Scanner<'a> {
    pub text: &'a str,
    pub schema: &'a Schema,
    pub slips: Vec<Slip>,
    pub levels: Vec<Level>,
    /// The line above went on with a value: what stands below it is no key of a level.
    adrift: bool,
}

impl<'a> Scanner<'a> {
    /// Starts at the top of a file.
    pub fn new(text: &'a str, schema: &'a Schema) -> Self {
        Self { text, schema, slips: Vec::new(), levels: Vec::new(), adrift: false }
    }

    /// Walks over the whole text.
    pub fn scan(mut self) -> Vec<Slip> {
        let mut at = 0;
        while at < self.text.len() {
            at = self.line(at).max(at + 1);
        }
        self.slips
    }

    /// The column of the innermost open block collection.
    pub fn column(&self) -> usize {
        self.levels.last().map_or(0, |level| level.column)
    }

    /// Takes one line (and what belongs to it) and returns where the next begins.
    fn line(&mut self, start: usize) -> usize {
        let end = self.line_end(start);
        let indent = Indent::of(&self.text[start..end]);
        let at = start + indent.bytes;
        let rest = &self.text[at..end];
        if rest.trim().is_empty() || rest.starts_with('#') {
            return end + 1;
        }
        if indent.bytes == 0 && (rest.starts_with("---") || rest.starts_with("...") || rest.starts_with('%')) {
            self.levels.clear();
            return end + 1;
        }
        let width = if indent.odd { self.meant(&indent, at, end) } else { indent.width };
        let mut left = None;
        while let Some(level) = self.levels.pop_if(|level| level.column > width) {
            left = Some(level);
        }
        let continued = self.levels.last().is_some_and(|level| level.column < width && level.pending.is_none());
        if indent.odd && !(continued && indent.spaces > self.column()) {
            self.slips.push(Slip::new(Kind::Space, start..at, " ".repeat(width)));
        } else if let Some(column) = self.too_far_right(continued && !self.adrift, width, at, end) {
            self.slips.push(Slip::new(Kind::Indent, start + column..at, ""));
            return self.place(at, end, column);
        } else if let Some(level) = left.filter(|level| self.too_far_left(level, width, at, end)) {
            self.slips.push(Slip::new(Kind::Outdent, start..at, " ".repeat(level.column)));
            self.levels.push(Level { pending: None, ..level });
            return self.place(at, end, level.column);
        }
        self.adrift = continued;
        if rest.starts_with('＃') {
            self.slips.push(Slip::new(Kind::Hash, at..at + '＃'.len_utf8(), "#"));
            return end + 1;
        }
        if continued { end + 1 } else { self.place(at, end, width) }
    }

    /// Decides whether a line is a key, an item or a text, by its column.
    fn place(&mut self, at: usize, end: usize, column: usize) -> usize {
        let dash = Dash::at(&self.text[at..end]);
        let Some(top) = self.levels.last().copied() else {
            let rule = Some(self.schema.root());
            self.levels.push(Level { column, sequence: false, rule, pending: None });
            return self.key(at, end, rule);
        };
        if top.column < column {
            let expected = self.take_pending().flatten();
            return self.opened(at, end, column, dash, expected);
        }
        if top.sequence {
            if let Some(dash) = dash.or_else(|| self.forgotten_dash(at, end)) {
                return self.item(at, end, dash);
            }
            self.levels.pop();
        } else if let (Some(dash), Some(expected)) = (dash, top.pending)
            && (dash.proper || self.is_sequence(expected))
        {
            self.take_pending();
            return self.opened(at, end, column, Some(dash), expected);
        }
        match self.levels.last().copied() {
            Some(Level { column: own, sequence: false, rule, pending }) if own == column => match self.child_beside(pending, rule, at, end)
            {
                Some((expected, column)) => {
                    self.slips.push(Slip::new(Kind::Outdent, at - own..at, " ".repeat(column)));
                    self.take_pending();
                    self.opened(at, end, column, None, expected)
                }
                None => self.key(at, end, rule),
            },
            _ => end + 1,
        }
    }

    /// The first line of a value that stands below its key.
    fn opened(&mut self, at: usize, end: usize, column: usize, dash: Option<Dash>, expected: Expected) -> usize {
        let rule = expected.map(|id| self.schema.rule(id));
        let dash = dash.or_else(|| self.forgotten_first_dash(at, end, expected));
        if let Some(dash) = dash.filter(|dash| dash.proper || matches!(rule, Some(Rule::Sequence(_)))) {
            let rule = expected.filter(|_| matches!(rule, Some(Rule::Sequence(_))));
            self.levels.push(Level { column, sequence: true, rule, pending: None });
            return self.item(at, end, dash);
        }
        let rule = match rule {
            Some(Rule::Mapping(_) | Rule::Entries { .. }) => expected,
            Some(Rule::Sequence(item)) if self.is_mapping(Some(*item)) => Some(*item),
            _ if self.has_key(at, end) => None,
            _ => return self.value(at, end, expected),
        };
        self.levels.push(Level { column, sequence: false, rule, pending: None });
        self.key(at, end, rule)
    }

    /// A line without a dash among items: one in braces, or any where no key can stand.
    fn forgotten_dash(&self, at: usize, end: usize) -> Option<Dash> {
        let [.., above, level] = self.levels.as_slice() else { return None };
        let line = &self.text[at..end];
        let behind = &line[Dash::instead_of_bullet(line).bytes..];
        let item = self.item_of(level.rule);
        let plausible = !self.is_mapping(item) || self.has_key(at, end) || self.known_key(at, end, item);
        let an_item = behind.starts_with(['{', '｛']) || above.column < level.column && plausible;
        (an_item && self.is_sequence(level.rule)).then(|| self.forgotten(at, end, level.rule))
    }

    /// A list's first line without its dash: a row in braces, or a text. Rows of several lines are left to be explained as a whole.
    fn forgotten_first_dash(&self, at: usize, end: usize, expected: Expected) -> Option<Dash> {
        let Some(Rule::Sequence(item)) = expected.map(|id| self.schema.rule(id)) else { return None };
        let line = &self.text[at..end];
        let behind = &line[Dash::instead_of_bullet(line).bytes..];
        let an_item = if self.is_mapping(Some(*item)) {
            behind.starts_with(['{', '｛']) || self.heads_a_group(at, end, Some(*item))
        } else {
            !line.starts_with(['[', '［', '|', '>'])
        };
        an_item.then(|| self.forgotten(at, end, expected))
    }

    /// The dash that belongs before a line of this list; a text's own number gives way to it.
    fn forgotten(&self, at: usize, end: usize, list: Expected) -> Dash {
        let dash = Dash::instead_of_bullet(&self.text[at..end]);
        let a_text = self.item_of(list).is_some_and(|item| self.is_text(Some(item)));
        if a_text || self.text[at + dash.bytes..end].starts_with(['{', '｛']) { dash } else { Dash::FORGOTTEN }
    }

    fn item(&mut self, at: usize, end: usize, dash: Dash) -> usize {
        if !dash.proper {
            self.slips.push(Slip::new(Kind::Dash, at..at + dash.bytes, "- "));
        }
        let level = self.levels.last().copied().expect("an item stands in a sequence");
        let expected = self.item_of(level.rule);
        let after = at + dash.bytes;
        let rest = self.text[after..end].trim_start();
        let begin = end - rest.len();
        if rest.trim().is_empty() || rest.starts_with('#') {
            self.set_pending(Some(expected));
            return end + 1;
        }
        self.set_pending(None);
        let flow = rest.starts_with(['{', '[', '｛', '［']) || self.is_round_flow(rest, expected);
        if !flow && (self.is_mapping(expected) || self.has_key(begin, end)) {
            let column = level.column + if dash.proper { begin - at } else { 2 };
            let rule = expected.filter(|_| self.is_mapping(expected));
            self.levels.push(Level { column, sequence: false, rule, pending: None });
            return self.key(begin, end, rule);
        }
        self.value(begin, end, expected)
    }

    fn key(&mut self, at: usize, end: usize, rule: Expected) -> usize {
        if self.text[at..end].starts_with(['{', '[', '｛', '［']) {
            return self.value(at, end, rule);
        }
        self.set_pending(None);
        let Some(separator) = self.separator(at, end, rule).or_else(|| self.forgotten_colon(at, end, rule)) else { return end + 1 };
        self.slips.extend(separator.slip);
        let expected = self.under(rule, self.text[at..separator.key_end].trim());
        self.value(separator.value_start, end, expected)
    }

    /// Takes what stands after a key or a dash.
    fn value(&mut self, at: usize, end: usize, expected: Expected) -> usize {
        let rest = self.text[at..end].trim_start_matches([' ', '\t']);
        let begin = end - rest.len();
        if rest.trim().is_empty() || rest.starts_with('#') {
            self.set_pending(Some(expected));
            return end + 1;
        }
        self.set_pending(None);
        let opens = rest.starts_with(['{', '['])
            || rest.starts_with('｛') && self.is_mapping(expected)
            || rest.starts_with('［') && self.is_sequence(expected)
            || self.is_round_flow(rest, expected);
        if opens {
            let after = self.flow(begin, expected);
            return self.tail(after);
        }
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            return self.after_quoted(begin, quote).map_or(end + 1, |after| self.tail(after));
        }
        if is_block_header(rest) {
            return self.block_text(end + 1);
        }
        if let Some(key) = self.second_key(begin, end) {
            return self.key(key, end, self.levels.last().and_then(|level| level.rule));
        }
        if !self.is_text(expected) {
            self.parted_minus(begin);
            self.wide_hash(begin, end);
        }
        end + 1
    }

    /// Reports the blanks between a minus and its number: to YAML they begin a list.
    pub fn parted_minus(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix('-') else { return };
        let number = rest.trim_start_matches([' ', '\t']);
        if number.len() < rest.len() && number.starts_with(|c: char| c.is_ascii_digit()) {
            self.slips.push(Slip::new(Kind::Minus, at + 1..at + 1 + rest.len() - number.len(), ""));
        }
    }

    /// A group of keys in round brackets.
    fn is_round_flow(&self, rest: &str, expected: Expected) -> bool {
        rest.starts_with(['（', '(']) && rest.contains([':', '：']) && self.is_mapping(expected)
    }

    /// The rest of a line after a value that has its own end.
    fn tail(&mut self, at: usize) -> usize {
        if at == 0 || self.text[..at].ends_with('\n') {
            return at;
        }
        let end = self.line_end(at);
        if let Some(key) = self.second_key(at, end) {
            return self.key(key, end, self.levels.last().and_then(|level| level.rule));
        }
        self.wide_hash(at, end);
        end + 1
    }

    /// Skips the lines of a `|` or `>` text; wide spaces count as indentation only where the text would end too early.
    fn block_text(&mut self, mut start: usize) -> usize {
        let parent = self.column();
        let mut own = None;
        while start < self.text.len() {
            let end = self.line_end(start);
            let indent = Indent::of(&self.text[start..end]);
            if !self.text[start..end].trim().is_empty() {
                if indent.width <= parent && !(indent.width == 0 && self.levels.is_empty()) {
                    return start;
                }
                let needed = own.unwrap_or(parent + 1);
                if indent.odd && indent.spaces < needed {
                    let replacement = " ".repeat(own.unwrap_or(indent.width));
                    self.slips.push(Slip::new(Kind::Space, start..start + indent.bytes, replacement));
                    own.get_or_insert(indent.width);
                } else {
                    own.get_or_insert(indent.spaces);
                }
            }
            start = end + 1;
        }
        start
    }

    fn set_pending(&mut self, pending: Option<Expected>) {
        if let Some(level) = self.levels.last_mut() {
            level.pending = pending;
        }
    }

    fn take_pending(&mut self) -> Option<Expected> {
        self.levels.last_mut().and_then(|level| level.pending.take())
    }
}

/// `|`, `>-`, `|2` and the like, with nothing but a comment behind.
fn is_block_header(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(['|', '>']) else { return false };
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).trim();
    after.is_empty() || after.starts_with('#')
}
