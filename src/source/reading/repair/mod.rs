//! Slips of a Chinese input method, found before parsing: full-width colons, brackets, commas and spaces where YAML wants half-width ones.
//!
//! Each is reported, and mended in memory so that parsing goes on and finds the other mistakes too. What stands inside a value is left alone:
//! the schema tells where a key is expected and where a text is.

mod columns;
mod flow;
mod indent;
mod lines;
mod slip;
mod words;

use std::borrow::Cow;

use super::offsets::{Edit, Offsets, apply};
use super::schema::Schema;
use crate::diagnostics::Diagnostic;
use crate::source::FileId;

/// A text mended in memory, the way back to the original, and what was mended.
#[derive(Debug)]
pub struct Repaired<'t> {
    pub text: Cow<'t, str>,
    pub offsets: Offsets,
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds and mends the slips of a file's text.
pub fn repair<'t>(text: &'t str, file: FileId, schema: &Schema) -> Repaired<'t> {
    let mut slips = lines::Scanner::new(text, schema).scan();
    slips.extend(slip::invisible(text));
    slips.sort_by_key(|slip| slip.edit.range.start);
    slips.dedup_by(|later, earlier| later.edit.range.start < earlier.edit.range.end);
    let diagnostics = slip::report(&slips, text, file);
    let edits: Vec<Edit> = slips.into_iter().map(|slip| slip.edit).collect();
    let (text, offsets) = apply(text, &edits);
    Repaired { text, offsets, diagnostics }
}

#[cfg(test)]
mod tests;
