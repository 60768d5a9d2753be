//! Where a line of a generated document comes from: its template, and the line of that.

use super::pack::PackFiles;
use super::wording::{BLOCK, VARIABLE, template_of};

/// Where a line of a generated document comes from.
pub struct Origin<'d> {
    /// The template's path in the pack.
    pub template: &'d str,
    /// Its line (from 1), where one has the words of the generated line.
    pub line: Option<usize>,
    /// The generated line.
    pub generated: &'d str,
}

impl PackFiles {
    /// The origin of a line (from 1) of a generated document; none where no template is marked above it.
    pub fn origin<'d>(&self, document: &'d str, line: usize) -> Option<Origin<'d>> {
        let index = line.saturating_sub(1);
        let generated = document.lines().nth(index).unwrap_or_default();
        let template = template_of(document, index)?;
        Some(Origin { template, line: self.get(template).and_then(|text| line_of(text, generated)), generated })
    }
}

/// The line (from 1) of a template that a generated line most likely came from: the one whose fixed words it has most of.
fn line_of(template: &str, generated: &str) -> Option<usize> {
    let fixed = |line: &str| -> Option<usize> {
        let mut rest = generated;
        let mut length = 0;
        for piece in line.split(VARIABLE.1).flat_map(|part| part.split(BLOCK.1)) {
            let words = piece.split(VARIABLE.0).next().and_then(|piece| piece.split(BLOCK.0).next()).unwrap_or_default().trim();
            rest = &rest[rest.find(words)? + words.len()..];
            length += words.len();
        }
        Some(length)
    };
    let scored = template.lines().enumerate().filter_map(|(index, line)| Some((fixed(line)?, index + 1)));
    scored.filter(|(length, _)| *length > 0).max_by_key(|(length, line)| (*length, std::cmp::Reverse(*line))).map(|(_, line)| line)
}
