//! A source file with the files it names (last year's, and those of its units), and what follows from them all.
//!
//! `reader` reads them, amid what a workspace contributes (`surroundings`); `derived` says what follows under a standard. Checks and documents both
//! start from here.

mod derived;
mod links;
mod reader;
pub mod region;
mod surroundings;
mod units;

pub use derived::Derived;
pub use links::{MISFILED, in_folder_of};
pub use reader::{DossierError, Reader};
pub use surroundings::{Surroundings, plain as plain_path};
pub use units::bare_name;

use std::path::PathBuf;

use crate::source::reading::{self, Content, Node, Tree};
use crate::source::{Disclosure, FileId, Span};

/// A department's file and everything it depends on, as written.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub path: PathBuf,
    pub file: FileId,
    pub disclosure: Disclosure,
    pub tree: Tree,
    pub last_year: Option<Box<Dossier>>,
    /// The unit files, when the department's accounts are their sums.
    pub units: Vec<Dossier>,
    /// The region of the workspace it lies in.
    pub region: Option<String>,
    /// The year that workspace is at.
    pub county_year: Option<u32>,
}

impl Dossier {
    /// The department's own file and its units' files.
    pub fn members(&self) -> impl Iterator<Item = &Dossier> {
        std::iter::once(self).chain(&self.units)
    }

    /// The place of the innermost key on the way to a dotted path that is written, if its outermost is: in the department's own file, or in that of a
    /// unit which gets further and leaves the rest out.
    pub fn nearest(&self, path: &str) -> Option<Span> {
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
        let lacking = self.units.iter().filter(|unit| unit.written(path).is_none());
        let files: Vec<&Dossier> = std::iter::once(self).chain(lacking).collect();
        ends.into_iter().rev().find_map(|end| files.iter().find_map(|file| file.written(&path[..end])))
    }

    /// The place of the key that is written at a dotted path.
    pub fn written(&self, path: &str) -> Option<Span> {
        let mut node = self.tree.root.as_ref()?;
        let mut place = None;
        for step in path.split('.') {
            let Content::Mapping { entries, .. } = &node.content else { return None };
            let entry = entries.iter().find(|entry| entry.key.text == step)?;
            place = Some(entry.key.span);
            node = &entry.value;
        }
        place
    }

    /// Where a key is spoken of, by its dotted path: the innermost key on the way to it that is written; if its whole section is not, the key of the
    /// section that belongs before it, with a remark that says so.
    pub fn locate(&self, path: &str) -> (Span, Option<String>) {
        if let Some(place) = self.nearest(path) {
            return (place, None);
        }
        let section = path.split('.').next().unwrap_or_default();
        // 科目说明 has a key 上年决算 too: to say that the file has none would be wrong.
        let lacking = match self.tree.root.as_ref().and_then(|root| below(root, section)) {
            Some(path) => format!("没有单独的一节“{section}”（“{path}”里的是另一个数）"),
            None => format!("文件里没有“{section}”这一节"),
        };
        match reading::place_for(&self.tree, section) {
            Some(place) => (place, Some(format!("{lacking}，补在这一节后面"))),
            None => (self.place(), Some(lacking)),
        }
    }

    /// A place for findings about the file as a whole.
    pub fn place(&self) -> Span {
        self.disclosure.department.name.span
    }
}

/// The dotted path of the first mapping below the outermost that has a key of this name.
fn below(root: &Node, key: &str) -> Option<String> {
    let Content::Mapping { entries, .. } = &root.content else { return None };
    entries.iter().find_map(|entry| {
        let own = entry.value.get(key).map(|_| entry.key.text.clone());
        own.or_else(|| Some(format!("{}.{}", entry.key.text, below(&entry.value, key)?)))
    })
}
