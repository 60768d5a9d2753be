//! Which pages of a re-issued document differ from the one before, and which tables and sections stand on them.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::State;
use crate::typeset::{Compiled, PlacedHeading, PlacedText};

/// A run of pages that differ; pages count from 1 as a reader counts them, cover included. One of the two may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageChange {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
    /// The tables and sections that differ there, in reading order.
    pub parts: Vec<String>,
}

/// What stands before the first heading.
const COVER: &str = "封面";

/// Compares two laid out documents page by page.
pub fn changes(old: (&State, &Compiled), new: (&State, &Compiled)) -> Vec<PageChange> {
    let (old, new) = (Laid::new(old.0, old.1), Laid::new(new.0, new.1));
    let ops = capture_diff_slices(Algorithm::Myers, &old.pictures(), &new.pictures());
    let numbers = |range: Range<usize>| range.map(|page| page + 1).collect();
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| PageChange {
            old: numbers(op.old_range()),
            new: numbers(op.new_range()),
            parts: parts((&old, op.old_range()), (&new, op.new_range())),
        })
        .collect()
}

/// What differs in a run: where texts appeared, else where some are gone, else everything that moved.
fn parts((old, before): (&Laid, Range<usize>), (new, after): (&Laid, Range<usize>)) -> Vec<String> {
    let (gone, come) = (new.words(after.clone()), old.words(before.clone()));
    let mut named = new.sections(after.clone(), |text| !come.contains(text));
    for name in old.sections(before.clone(), |text| !gone.contains(text)) {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    match (named.is_empty(), after.is_empty()) {
        (false, _) => named,
        (true, false) => new.sections(after, |_| true),
        (true, true) => old.sections(before, |_| true),
    }
}

/// A laid out document with its texts and headings.
struct Laid<'a> {
    state: &'a State,
    texts: Vec<Vec<PlacedText>>,
    headings: Vec<PlacedHeading>,
}

impl<'a> Laid<'a> {
    fn new(state: &'a State, compiled: &Compiled) -> Self {
        let texts = (0..compiled.page_count()).map(|page| compiled.texts(page)).collect();
        let headings = compiled.headings().into_iter().filter(|heading| heading.level <= 2).collect();
        Self { state, texts, headings }
    }

    /// What a reader sees of each page: its texts and where they stand.
    fn pictures(&self) -> Vec<String> {
        let seen = |text: &PlacedText| format!("{}@{},{}\n", text.text, text.left, text.baseline);
        self.texts.iter().map(|page| page.iter().map(seen).collect()).collect()
    }

    fn words(&self, pages: Range<usize>) -> BTreeSet<&str> {
        self.texts[pages].iter().flatten().map(|text| text.text.as_str()).collect()
    }

    /// The names of the tables and sections that some texts of these pages stand in, the cover among them.
    fn sections(&self, pages: Range<usize>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for page in pages {
            for text in self.texts[page].iter().filter(|text| wanted(&text.text)) {
                let before = |heading: &&PlacedHeading| (heading.page, heading.top) <= (page, text.baseline);
                let name = self.headings.iter().rposition(|heading| before(&heading)).map_or_else(|| COVER.to_owned(), |at| self.name(at));
                names.extend((!names.contains(&name)).then_some(name));
            }
        }
        names
    }

    /// A heading's name: a table's with its mark; with its part's where the same heading stands more than once.
    fn name(&self, at: usize) -> String {
        let heading = &self.headings[at];
        let tables = self.state.worded.tables.values().filter(|table| heading.text.ends_with(&table.title));
        // A longer title may end in a shorter one.
        if let Some((table, mark)) = tables.max_by_key(|table| table.title.len()).and_then(|table| Some((table, table.mark.as_ref()?))) {
            return format!("{mark} {}", table.title);
        }
        let alone = self.headings.iter().filter(|other| other.text == heading.text).count() == 1;
        let above = self.headings[..at].iter().rev().find(|other| other.level < heading.level);
        match above {
            Some(above) if !alone => format!("{} › {}", above.text, heading.text),
            _ => heading.text.clone(),
        }
    }
}
