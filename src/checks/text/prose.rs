//! A text as lints look at it: with the letters it has, which are counted once for all patterns.

use std::ops::Deref;

use super::letters::Letters;
use crate::source::reading::WrittenText;

/// A text and its letters.
#[derive(Debug, Clone)]
pub struct Prose<'t> {
    text: &'t str,
    letters: Letters,
}

impl<'t> Prose<'t> {
    /// Counts the letters of a text.
    pub fn of(text: &'t str) -> Self {
        Self { text, letters: Letters::of(text) }
    }

    /// The text itself.
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// Its letters.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }
}

impl Deref for Prose<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

/// A free text of a file: where it is written, and its prose.
#[derive(Debug, Clone)]
pub struct FreeText<'t> {
    written: WrittenText<'t>,
    pub prose: Prose<'t>,
}

impl<'t> From<WrittenText<'t>> for FreeText<'t> {
    fn from(written: WrittenText<'t>) -> Self {
        Self { prose: Prose::of(written.text), written }
    }
}

impl<'t> Deref for FreeText<'t> {
    type Target = WrittenText<'t>;

    fn deref(&self) -> &WrittenText<'t> {
        &self.written
    }
}
