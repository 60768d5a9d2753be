//! Which pages of a re-issued document differ from the one before.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::typeset::Compiled;

/// A run of pages that differ; pages count from 1 as a reader counts them, cover included. One of the two may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageChange {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

/// Compares two laid out documents page by page.
pub fn changes(old: &Compiled, new: &Compiled) -> Vec<PageChange> {
    let (old, new) = (pictures(old), pictures(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let numbers = |range: std::ops::Range<usize>| range.map(|page| page + 1).collect();
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| PageChange { old: numbers(op.old_range()), new: numbers(op.new_range()) })
        .collect()
}

/// What a reader sees of each page: its texts and where they stand.
fn pictures(document: &Compiled) -> Vec<String> {
    (0..document.page_count())
        .map(|page| document.texts(page).iter().map(|text| format!("{}@{},{}\n", text.text, text.left, text.baseline)).collect())
        .collect()
}
