//! The world Typst sees: files in memory, the fonts chosen for the roles, no disk, no packages, no clock.
//!
//! Typst interns file paths for the life of the process (at most 65,535): every document uses the same few paths.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Lines, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::diagnostics::TypesetError;
use super::fonts::FontSet;

/// The virtual path compilation starts at.
pub const MAIN: &str = "main.typ";

/// The files of one document by virtual path; clones share their contents.
#[derive(Debug, Clone, Default)]
pub struct VirtualFiles {
    files: BTreeMap<FileKey, Entry>,
}

#[derive(Debug, Clone)]
enum Entry {
    Source(Source),
    Data(Bytes),
}

/// The interned path without its leading slash. Not the id: ids depend on which path was met first.
type FileKey = &'static str;

/// Parses a source. The same one again, as a pack's layout is for every document of a batch, is remembered as long as Typst remembers what it made of it.
#[comemo::memoize]
fn parsed(id: FileId, text: &str) -> Source {
    Source::new(id, text.to_owned())
}

impl VirtualFiles {
    /// Starts without any file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a text. A path ending in `.typ` is parsed as Typst now.
    pub fn add_text(&mut self, path: &str, text: impl Into<String>) -> Result<(), TypesetError> {
        let id = intern(path)?;
        let text = text.into();
        let entry = match id.vpath().extension() {
            Some("typ") => Entry::Source(parsed(id, &text)),
            _ => Entry::Data(Bytes::from_string(text)),
        };
        self.files.insert(key(id), entry);
        Ok(())
    }

    /// Adds or replaces a file of bytes: a picture, an attachment.
    pub fn add_bytes(&mut self, path: &str, bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<(), TypesetError> {
        self.files.insert(key(intern(path)?), Entry::Data(Bytes::new(bytes)));
        Ok(())
    }

    /// The virtual paths, in order, without a leading slash.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().copied()
    }

    /// The text of a `.typ` file.
    pub fn source_text(&self, path: &str) -> Option<&str> {
        match self.files.get(path.trim_start_matches('/'))? {
            Entry::Source(source) => Some(source.text()),
            Entry::Data(_) => None,
        }
    }

    /// The line starts of a file, when it is a text.
    pub(super) fn lines(&self, id: FileId) -> Option<Lines<String>> {
        match self.get(id).ok()? {
            Entry::Source(source) => Some(source.lines().clone()),
            Entry::Data(bytes) => bytes.lines().ok(),
        }
    }

    fn get(&self, id: FileId) -> FileResult<&Entry> {
        match id.root() {
            VirtualRoot::Package(package) => {
                Err(FileError::Package(PackageError::Other(Some(format!("模板不能使用外部软件包 {package}").into()))))
            }
            VirtualRoot::Project => self.files.get(key(id)).ok_or_else(|| FileError::NotFound(key(id).into())),
        }
    }
}

fn key(id: FileId) -> FileKey {
    id.get().vpath().get_without_slash()
}

fn intern(path: &str) -> Result<FileId, TypesetError> {
    let virtual_path = VirtualPath::new(path).map_err(|_| TypesetError::Path(path.to_owned()))?;
    if virtual_path.is_root() {
        return Err(TypesetError::Path(path.to_owned()));
    }
    Ok(RootedPath::new(VirtualRoot::Project, virtual_path).intern())
}

/// One document's files together with the shared fonts.
#[derive(Debug, Clone)]
pub(super) struct DocumentWorld {
    files: VirtualFiles,
    fonts: FontSet,
    main: FileId,
}

impl DocumentWorld {
    /// Joins files and fonts; clones of both are cheap.
    pub(super) fn new(files: VirtualFiles, fonts: FontSet) -> Self {
        Self { files, fonts, main: intern(MAIN).expect("a plain file name is a virtual path") }
    }

    /// The document's files.
    pub(super) fn files(&self) -> &VirtualFiles {
        &self.files
    }
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.files.get(id)? {
            Entry::Source(source) => Ok(source.clone()),
            Entry::Data(_) => Err(FileError::NotSource),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.files.get(id)? {
            Entry::Source(source) => Ok(Bytes::from_string(source.clone())),
            Entry::Data(bytes) => Ok(bytes.clone()),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::test_fonts;
    use super::super::pdf::compile;
    use super::super::pdf::tests::document;
    use super::super::{Fault, Place};
    use super::*;

    fn only_fault(body: &str) -> Fault {
        match compile(&document(body), test_fonts()) {
            Err(TypesetError::Template(mut faults)) if faults.len() == 1 => faults.remove(0),
            other => panic!("one fault expected: {other:?}"),
        }
    }

    #[test]
    fn packages_are_refused() {
        let fault = only_fault("#import \"@preview/cuti:0.3.0\": *");
        assert!(fault.message.starts_with("模板不能使用外部软件包"), "{fault}");
        assert!(fault.message.contains("@preview/cuti:0.3.0"), "{fault}");
    }

    #[test]
    fn the_disk_is_out_of_reach() {
        let fault = only_fault("#read(\"/etc/passwd\")");
        assert!(fault.message.starts_with("模板引用的文件不在本文档内"), "{fault}");
        let fault = only_fault("#read(\"../x\")");
        assert!(fault.message.starts_with("模板不能读取文档以外的路径"), "{fault}");
    }

    #[test]
    fn there_is_no_clock() {
        let fault = only_fault("#datetime.today().display()");
        assert!(fault.message.starts_with("模板不能取当天日期"), "{fault}");
    }

    #[test]
    fn faults_name_file_line_and_column_and_who_called() {
        let mut document = document("#import \"lib.typ\": sum\n\n甲乙#sum(1)");
        document.files.add_text("/lib.typ", "// 库\n#let sum(x) = x + [甲]").unwrap();
        let Err(TypesetError::Template(faults)) = compile(&document, test_fonts()) else { panic!("an error expected") };
        assert_eq!(faults[0].place, Some(Place { file: "lib.typ".into(), line: 2, column: 15 }));
        let caller = faults[0].called_from.last().expect("the call");
        assert_eq!((caller.file.as_str(), caller.column), ("main.typ", 4));
    }

    #[test]
    fn faults_in_data_have_their_line_too() {
        let mut document = document("#json(\"tables.json\")");
        document.files.add_text("tables.json", "{\n  \"a\": 1,,\n}").unwrap();
        let Err(TypesetError::Template(faults)) = compile(&document, test_fonts()) else { panic!("an error expected") };
        let place = faults[0].place.as_ref().expect("a place");
        assert_eq!((place.file.as_str(), place.line), ("tables.json", 2), "{}", faults[0]);
    }

    #[test]
    fn paths_stay_within_the_document() {
        let mut files = VirtualFiles::new();
        for path in ["../a.typ", "a\\b.typ", "/", ""] {
            assert!(matches!(files.add_text(path, ""), Err(TypesetError::Path(_))), "{path}");
        }
        files.add_text("/卷/b.typ", "文").unwrap();
        assert_eq!(files.paths().collect::<Vec<_>>(), ["卷/b.typ"]);
        assert_eq!(files.source_text("卷/b.typ"), Some("文"));
    }
}
