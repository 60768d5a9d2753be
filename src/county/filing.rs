//! Whether a file lies where its contents say: the code in its name, the year in its folder, one file a code. `build` refuses what does not; `check` says
//! where to put it right.

use std::collections::BTreeMap;

use super::key::Key;
use super::{CountyError, Document, Misnamed, Workspace};
use crate::diagnostics::Diagnostic;
use crate::dossier::{MISFILED, in_folder_of};
use crate::source::Disclosure;

/// Why a document is not what its name and folder say, if it is not.
pub(super) fn misfiled(document: &Document, disclosure: &Disclosure) -> Option<CountyError> {
    let written = &disclosure.department.code.value;
    if *written != document.code && !document.code.contains(|c: char| c.is_ascii_digit()) {
        return Some(CountyError::NoCode { stem: document.stem(), written: written.clone() });
    }
    if *written != document.code {
        return Some(CountyError::OtherCode { named: document.code.clone(), written: written.clone() });
    }
    let year = disclosure.year.value.0;
    document.year.filter(|folder| *folder != year).map(|folder| CountyError::OtherYear { folder, written: year })
}

/// The codes that several files of one year use.
#[derive(Debug)]
pub struct SharedCodes(BTreeMap<Key, Vec<String>>);

impl SharedCodes {
    /// Those among all files of a workspace.
    pub fn among(documents: &[Document]) -> Self {
        let mut sources: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for document in documents {
            sources.entry(document.key()).or_default().push(document.source.clone());
        }
        sources.retain(|_, sources| sources.len() > 1);
        Self(sources)
    }

    /// The same for a run of these documents. Which year a file outside the folders of years is of shows only when it is read: it is not made beside
    /// another of its code.
    pub fn in_a_run(&self, chosen: &[Document]) -> Self {
        let mut shared = self.0.clone();
        for stray in chosen.iter().filter(|document| document.year.is_none()) {
            let sharing = chosen.iter().filter(|document| document.key().is_of_same_department(&stray.key()));
            let sources: Vec<String> = sharing.map(|document| document.source.clone()).collect();
            if sources.len() > 1 {
                shared.insert(stray.key(), sources);
            }
        }
        Self(shared)
    }

    /// The files that use a document's code, if it is not alone.
    pub fn of_document(&self, document: &Document) -> Option<&[String]> {
        self.0.get(&document.key()).map(Vec::as_slice)
    }
}

impl Misnamed {
    /// That no department's file is named so.
    pub fn finding(&self) -> Diagnostic {
        let message = format!("{} 没有当作填报文件：名称的末尾不是 .yaml", self.source);
        let hint = format!(
            "是它就改名为 {}（Windows 可能没有显示文件名的末尾），不是就移出年度文件夹；{} 已经公开的文件先留着",
            self.name(),
            self.meant.code
        );
        Diagnostic::error(MISFILED, message).hint(hint)
    }
}

impl Workspace {
    /// What keeps `build` from publishing a document of this workspace for its name or folder alone. Files outside the folders of years are nobody's.
    pub fn misfilings(&self, document: &Document, disclosure: &Disclosure) -> Vec<Diagnostic> {
        if document.year.is_none() {
            return Vec::new();
        }
        let finding = match misfiled(document, disclosure) {
            Some(CountyError::OtherCode { named, written }) => {
                let finding = Diagnostic::error(MISFILED, format!("文件名里的编码是 {named}，文件里写的是 {written}"));
                finding.at(disclosure.department.code.span, "部门.编码").hint("两处要一样；复制别的部门的文件后记得改编码")
            }
            Some(CountyError::OtherYear { folder, written }) => in_folder_of(folder, written, disclosure.year.span),
            Some(CountyError::NoCode { stem, written }) => {
                let finding = Diagnostic::error(MISFILED, format!("文件名“{stem}”里没有编码，文件里写的是 {written}"));
                finding.at(disclosure.department.code.span, "部门.编码").hint(format!("把文件改名为 {written}-{stem}.yaml"))
            }
            _ => {
                let mut sharing = self.shared_codes.of_document(document).into_iter().flatten();
                let Some(other) = sharing.find(|other| **other != document.source) else { return Vec::new() };
                let (code, theirs) = (&document.code, Document::new(other).code);
                let message = if theirs == *code {
                    format!("{other} 也用编码 {code}")
                } else {
                    format!("{other} 用编码 {theirs}，不分大小写就是这里的 {code}")
                };
                let finding = Diagnostic::error(MISFILED, message);
                finding.at(disclosure.department.code.span, "部门.编码").hint("一个编码一年只能有一个文件；多余的文件移到别处")
            }
        };
        vec![finding]
    }
}
