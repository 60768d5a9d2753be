//! In which column a line was meant to begin, where its blanks do not say it: tabs and wide blanks, or a blank too many before a known key.

use super::indent::{Dash, Indent};
use super::lines::{Level, Scanner};
use super::words::Expected;
use crate::source::reading::schema::Rule;

/// How many lines below are looked at for siblings.
const SIBLING_LINES: usize = 50;

impl Scanner<'_> {
    /// Whether a line that left this group still belongs to it: its key is known there, and not where it stands.
    pub fn too_far_left(&self, level: &Level, width: usize, at: usize, end: usize) -> bool {
        let known_here = match self.levels.last() {
            Some(top) if top.column == width && top.sequence => {
                Dash::at(&self.text[at..end]).is_some() || self.begins_item(at, end, self.item_of(top.rule))
            }
            Some(top) if top.column == width => top.pending.is_none() && self.known_key(at, end, top.rule),
            Some(_) | None => false,
        };
        !level.sequence && !known_here && self.has_known_key(at, end, level.rule)
    }

    /// Whether a line begins with the key that an item of a list begins with.
    fn begins_item(&self, at: usize, end: usize, item: Expected) -> bool {
        match item.map(|id| self.schema.rule(id)) {
            Some(Rule::Mapping(fields)) => fields.first().is_some_and(|first| self.text[at..end].starts_with(first.name.as_str())),
            _ => true,
        }
    }

    /// What a key that waits for its group expects, and the column for a line beside it that only this group knows.
    pub fn child_beside(&self, pending: Option<Expected>, rule: Expected, at: usize, end: usize) -> Option<(Expected, usize)> {
        let group = pending?;
        if self.known_key(at, end, rule) || !self.has_known_key(at, end, group) {
            return None;
        }
        let column = self.column();
        Some((group, self.sibling_below(end, column, group).unwrap_or(column + 2)))
    }

    /// Whether a key of an item without its dash has the item's other keys below it, further right.
    pub fn heads_a_group(&self, at: usize, end: usize, item: Expected) -> bool {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        self.known_key(at, end, item) && self.sibling_below(end, at - start, item).is_some()
    }

    /// The column a line with tabs or wide blanks was meant to begin in: that of a group it fits into, or of its siblings below; else as measured.
    pub fn meant(&self, indent: &Indent, at: usize, end: usize) -> usize {
        let fits = |level: &&Level| {
            let plausible = level.pending.is_none() || indent.meant.contains(&level.column);
            let dashed = level.sequence && Dash::at(&self.text[at..end]).is_some() && indent.meant.contains(&level.column);
            dashed || plausible && !level.sequence && self.known_key(at, end, level.rule)
        };
        if let Some(level) = self.levels.iter().rev().find(fits) {
            return level.column;
        }
        let Some((top, group)) = self.levels.last().and_then(|top| Some((top, top.pending?))) else { return indent.width };
        self.sibling_below(end, top.column, group).filter(|column| indent.meant.contains(column)).unwrap_or(indent.width)
    }

    /// The column of the next line with plain blanks that has a key of this group.
    fn sibling_below(&self, end: usize, parent: usize, group: Expected) -> Option<usize> {
        let mut start = end + 1;
        for line in self.text.get(start..)?.split_inclusive('\n').take(SIBLING_LINES) {
            let indent = Indent::of(line);
            let blank = line.trim().is_empty();
            if !blank && !indent.odd && indent.width <= parent {
                return None;
            }
            if !blank && !indent.odd && self.known_key(start + indent.bytes, start + line.trim_end().len(), group) {
                return Some(indent.width);
            }
            start += line.len();
        }
        None
    }

    /// The column a key or an item should stand in that has too many blanks before it: it has a finished line of its own group above, where YAML takes it
    /// for more of that line's text, or is the first of the file.
    pub fn too_far_right(&self, continued: bool, width: usize, at: usize, end: usize) -> Option<usize> {
        match self.levels.last() {
            Some(level) if continued && level.sequence => {
                Dash::at(&self.text[at..end]).is_some_and(|dash| dash.proper).then_some(level.column)
            }
            Some(level) if continued => self.has_known_key(at, end, level.rule).then_some(level.column),
            None if width > 0 => {
                let root = Some(self.schema.root());
                let below = self.sibling_below(end, 0, root).is_none() && self.first_column_below(end, root);
                (below && self.has_known_key(at, end, root)).then_some(0)
            }
            _ => None,
        }
    }

    /// Whether one of the next lines has a key of the file in the first column.
    fn first_column_below(&self, end: usize, root: Expected) -> bool {
        let mut start = end + 1;
        self.text.get(start..).unwrap_or_default().split_inclusive('\n').take(SIBLING_LINES).any(|line| {
            let found = self.known_key(start, start + line.trim_end().len(), root);
            start += line.len();
            found
        })
    }
}
