//! Which department's document of which year something is: a file of the workspace, a record of what is published, a code on the command line.

use crate::disclosure::code_in_names;

/// A department's code and a year. Codes are the same if they are in the names of files: some systems take those that differ in case for one, and leave
/// out what they refuse in names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    year: Option<u32>,
    code: String,
}

impl Key {
    /// That of a code as written; the year is none where nothing tells it.
    pub fn new(year: Option<u32>, code: &str) -> Self {
        Self { year, code: code_in_names(code) }
    }

    /// The same department's of the year before.
    pub fn year_before(self) -> Option<Self> {
        Some(Self { year: Some(self.year?.checked_sub(1)?), code: self.code })
    }

    /// Whether it is the same department's, of whatever year.
    pub fn is_of_same_department(&self, other: &Self) -> bool {
        self.code == other.code
    }
}
