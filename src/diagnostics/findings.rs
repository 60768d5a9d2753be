//! Findings that keep something from being done: carried by the error that says so, wherever that error is passed on.

use std::error::Error;

use super::{Diagnostic, Files};

/// What is wrong with files, as the cause of an error.
#[derive(Debug, thiserror::Error)]
#[error("{} 个问题", diagnostics.len())]
pub struct Findings {
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
}

impl Findings {
    /// Findings with the files they speak of.
    pub fn new(diagnostics: Vec<Diagnostic>, files: Files) -> Box<Self> {
        Box::new(Self { diagnostics, files })
    }

    /// The findings behind an error, if it comes from any.
    pub fn behind<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            // A boxed cause is known as what is in the box or as the box.
            let found = error.downcast_ref::<Self>().or_else(|| error.downcast_ref::<Box<Self>>().map(AsRef::as_ref));
            if found.is_some() {
                return found;
            }
            cause = error.source();
        }
        None
    }
}
