//! Which county and year an output folder is of, kept beside the records: for the pages, for `merge`, and so that no county writes into another's folder.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{CountyError, NOTES, RecordError, notes};

/// What the pages say besides what the records hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct County {
    pub region: String,
    pub year: u32,
}

/// Name of the file that keeps [`County`].
pub const COUNTY: &str = "county.json";

impl County {
    /// The county of an output folder, if it has one.
    pub fn of(output: &Path) -> Result<Option<Self>, RecordError> {
        notes::read(&output.join(NOTES).join(COUNTY))
    }

    /// Keeps it in an output folder.
    pub fn keep(&self, output: &Path) -> Result<(), CountyError> {
        if Self::of(output)?.as_ref() == Some(self) {
            return Ok(());
        }
        Ok(notes::write(&output.join(NOTES).join(COUNTY), self)?)
    }

    /// Region and year for people.
    pub fn described(&self) -> String {
        format!("{} {} 年度", self.region, self.year)
    }
}
