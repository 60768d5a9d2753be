//! Which file of the workspace takes over from one that is gone: that of the same code in the same year. A renamed file's document stays published until the
//! new file's is.

use std::collections::BTreeMap;

use super::{Document, Workspace};

/// The workspace's files by year and code.
pub struct Heirs(BTreeMap<(Option<u32>, String), String>);

impl Heirs {
    /// Those of a workspace. Of several files with one code none is built, and the first stands for all.
    pub fn of(workspace: &Workspace) -> Self {
        let mut heirs = BTreeMap::new();
        for document in workspace.all_documents() {
            heirs.entry((document.year, document.code.clone())).or_insert_with(|| document.source.clone());
        }
        Self(heirs)
    }

    /// The file that takes over from one that is gone, if there is any.
    pub fn of_gone(&self, source: &str) -> Option<&str> {
        let gone = Document::new(source);
        self.0.get(&(gone.year, gone.code)).map(String::as_str).filter(|heir| *heir != source)
    }
}
