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
    /// Last year's names, for codes that only last year had.
    past: Option<Box<Names>>,
}

/// A functional code with the names along its path: 类, 款, 项 (as far as the code goes).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Path {
    pub class: String,
    pub section: String,
    pub item: String,
}

impl Names {
    /// Takes the catalogue, the names the files add to it, and the names of last year's file if there is one.
    pub fn new<'a>(catalog: &'static Catalog, files: impl IntoIterator<Item = &'a Disclosure>, past: Option<Names>) -> Self {
        let extra = files
            .into_iter()
            .flat_map(|file| file.extra_codes.iter())
            .map(|(code, name)| (code.value.0.clone(), name.value.clone()))
            .collect();
        Self { catalog, extra, past: past.map(Box::new) }
    }

    /// The catalogue of the year.
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// The official name; empty for a code that nobody names (an error reported by `soundness` before this is asked).
    pub fn functional(&self, code: &str) -> &str {
        let own = self.catalog.functional(code).map(|item| item.name).or_else(|| self.extra.get(code).map(String::as_str));
        own.unwrap_or_else(|| self.past.as_deref().map(|past| past.functional(code)).unwrap_or_default())
    }

    /// The names along a code's path.
    pub fn path(&self, code: &str) -> Path {
        let at = |digits: usize| code.get(..digits).map(|prefix| self.functional(prefix).to_owned()).unwrap_or_default();
        Path { class: at(3), section: at(5), item: at(7) }
    }
}
