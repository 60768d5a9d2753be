//! The fonts of a run's standards, each set found and opened when it is first asked for, once a run.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::font_roles;
use crate::standard::Standard;
use crate::typeset::{FontError, FontSet, Search};

/// Font sets by the standard they are for.
#[derive(Debug)]
pub struct Typefaces {
    search: Search,
    loaded: Mutex<BTreeMap<String, FontSet>>,
}

impl Typefaces {
    /// Starts with nothing loaded.
    pub fn new(search: Search) -> Self {
        Self { search, loaded: Mutex::default() }
    }

    /// The fonts of a standard; the lock is held while they are loaded, so that they are loaded once.
    pub fn of(&self, standard: &Standard) -> Result<FontSet, FontError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let id = &standard.manifest.id.value;
        if let Some(fonts) = loaded.get(id) {
            return Ok(fonts.clone());
        }
        let fonts = FontSet::load(&font_roles(standard), &self.search)?;
        loaded.insert(id.clone(), fonts.clone());
        Ok(fonts)
    }
}
