//! What the template of a notice of correction sees besides the facts of the new document.

use serde::Serialize;

use super::DocumentDate;

/// The template of a pack for notices of correction.
pub const NOTICE_TEMPLATE: &str = "notice.typ.tera";

/// A correction, as a pack's template words it.
#[derive(Debug, Serialize)]
pub struct Correction {
    /// Title, day of publication and its year of the document that is corrected.
    pub title: String,
    pub published: DocumentDate,
    pub year: i32,
    /// The day of the notice.
    pub date: DocumentDate,
    /// As it goes on after 因.
    pub reason: String,
    /// How many figures of tables changed; the layout has them in a file of their own.
    pub figures: usize,
    pub sections: Vec<CorrectedSection>,
    /// The tables and sections that changed, in reading order.
    pub parts: Vec<String>,
    /// Whether so much moved that all pages are to be replaced.
    pub replaces_all: bool,
}

/// The changed sentences under one heading.
#[derive(Debug, Serialize)]
pub struct CorrectedSection {
    pub name: String,
    pub sentences: Vec<CorrectedSentence>,
}

/// A sentence before and after; either is missing where it came or went.
#[derive(Debug, Serialize)]
pub struct CorrectedSentence {
    /// What its paragraph begins with, where it is not the first sentence there.
    pub opening: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
}

impl Correction {
    /// One of each, to try a template with.
    pub(super) fn sample() -> Self {
        let day = DocumentDate { year: 2025, month: 10, day: 12 };
        let sentence = CorrectedSentence { opening: Some(String::new()), old: Some(String::new()), new: Some(String::new()) };
        Self {
            title: String::new(),
            published: day,
            year: day.year,
            date: day,
            reason: String::new(),
            figures: 1,
            sections: vec![CorrectedSection { name: String::new(), sentences: vec![sentence] }],
            parts: vec![String::new()],
            replaces_all: true,
        }
    }
}
