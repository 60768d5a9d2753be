//! Which file of the workspace takes over from one that is gone: that of the same code in the same year, by its name or by the 编码 in it. A renamed file's
//! document stays published until the new file's is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::key::Key;
use super::{Document, Workspace};
use crate::diagnostics::Files;
use crate::disclosure::place;
use crate::source::Disclosure;
use crate::source::reading::{Node, read_file};

/// Files by year and code.
type Sources = BTreeMap<Key, String>;

/// The workspace's files by year and code.
pub struct Heirs {
    by_name: Sources,
    /// By the code in the file, which is read when a name says nothing.
    by_content: OnceLock<Sources>,
    documents: Vec<Document>,
    /// The years and codes of files that are meant for a department's, and are not named so.
    misnamed: BTreeSet<Key>,
    root: PathBuf,
}

impl Heirs {
    /// Those of a workspace. Of several files with one code none is built, and the first stands for all.
    pub fn of(workspace: &Workspace) -> Self {
        let documents = workspace.all_documents().to_vec();
        let by_name = first_of_each(documents.iter().map(|document| (document, document.code.clone())));
        let misnamed = workspace.misnamed().iter().map(|file| file.meant.key()).collect();
        Self { by_name, by_content: OnceLock::new(), documents, misnamed, root: workspace.root.clone() }
    }

    /// Whether a file that is gone may lie there under a name that is no department's file's. Until it is renamed, nothing takes over.
    pub fn may_be_misnamed(&self, source: &str) -> bool {
        self.misnamed.contains(&Document::new(source).key())
    }

    /// The file that takes over from one that is gone, if there is any.
    pub fn of_gone(&self, source: &str) -> Option<&str> {
        let key = Document::new(source).key();
        let heir = self.by_name.get(&key).or_else(|| self.by_content().get(&key));
        heir.map(String::as_str).filter(|heir| *heir != source)
    }

    fn by_content(&self) -> &Sources {
        self.by_content
            .get_or_init(|| first_of_each(self.documents.iter().filter_map(|document| Some((document, self.code_in(document)?)))))
    }

    /// The 编码 that a file states, whatever else is wrong with it.
    fn code_in(&self, document: &Document) -> Option<String> {
        let reading = read_file::<Disclosure>(&place(&self.root, &document.source), &mut Files::default()).ok()?;
        let code = reading.tree.root.as_ref()?.get("部门")?.get("编码").and_then(Node::text)?;
        Some(code.to_owned())
    }
}

fn first_of_each<'d>(codes: impl Iterator<Item = (&'d Document, String)>) -> Sources {
    let mut sources = Sources::new();
    for (document, code) in codes {
        sources.entry(Key::new(document.year, &code)).or_insert_with(|| document.source.clone());
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_differs_in_case_is_another_that_takes_over() {
        let documents = vec![Document::new("2024/A02-甲.yaml"), Document::new("2023/a03-乙.yaml")];
        let by_name = first_of_each(documents.iter().map(|document| (document, document.code.clone())));
        let heirs = Heirs { by_name, by_content: OnceLock::new(), documents, misnamed: BTreeSet::new(), root: PathBuf::new() };
        assert_eq!(heirs.of_gone("2024/a02-甲.yaml"), Some("2024/A02-甲.yaml"));
        assert_eq!(heirs.of_gone("2024/A02-甲.yaml"), None, "no file takes over from itself");
        assert_eq!(heirs.of_gone("2024/A03-乙.yaml"), None, "of another year");
    }
}
