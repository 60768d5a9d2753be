//! Official names of functional codes: from the year's catalogue, else from the file that uses the code.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::Catalog;
use crate::source::Disclosure;

/// Looks up names of functional codes.
#[derive(Debug, Clone)]
pub struct Names {
    catalog: &'static Catalog,
    extra: BTreeMap<String, String>,
}

/// A functional code with the names along its path: 类, 款, 项 (as far as the code goes).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Path {
    pub class: String,
    pub section: String,
    pub item: String,
}

impl Names {
    /// Takes the catalogue and the names the files add to it.
    pub fn new<'a>(catalog: &'static Catalog, files: impl IntoIterator<Item = &'a Disclosure>) -> Self {
        let extra = files
            .into_iter()
            .flat_map(|file| file.extra_codes.iter())
            .map(|(code, name)| (code.value.0.clone(), name.value.clone()))
            .collect();
        Self { catalog, extra }
    }

    /// The catalogue of the year.
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// The official name; empty for a code that nobody names (an error reported by `soundness` before this is asked).
    pub fn functional(&self, code: &str) -> &str {
        match self.catalog.functional(code) {
            Some(item) => item.name,
            None => self.extra.get(code).map(String::as_str).unwrap_or_default(),
        }
    }

    /// The names along a code's path.
    pub fn path(&self, code: &str) -> Path {
        let at = |digits: usize| code.get(..digits).map(|prefix| self.functional(prefix).to_owned()).unwrap_or_default();
        Path { class: at(3), section: at(5), item: at(7) }
    }
}
