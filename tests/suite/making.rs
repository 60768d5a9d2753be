//! What the tests make and look at: plans of builds, and what a build wrote. How a PDF is read back is `paper`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use juesuan::diagnostics::{Diagnostic, Files};
use juesuan::disclosure::{Edition, Emit, Options, Outcome, Plan, build, font_roles};
use juesuan::dossier::{Derived, Dossier, Reader};
use juesuan::source::{Disclosure, reading};
use juesuan::standard::{Shelf, Standard};
use juesuan::typeset::{FontSet, Search};
use tempfile::TempDir;

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A plan that writes everything a build can write.
pub fn plan(path: &Path, output: &Path) -> Plan {
    Plan {
        path: path.to_owned(),
        output: output.to_owned(),
        standard: None,
        shelf: Shelf::default(),
        options: Options {
            fonts: Search::system([]),
            draft: false,
            attach: true,
            emit: BTreeSet::from([Emit::Pdf, Emit::Typ, Emit::Json]),
        },
    }
}

/// What becomes of a sound file's edition without attachments, in its built-in standard and the installed fonts.
pub fn with_edition<T>(path: &Path, then: impl FnOnce(&Edition) -> T) -> T {
    let dossier = Reader::default().read(path).expect("a readable file").expect("a sound file");
    let id = dossier.disclosure.standard.as_ref().map_or("shanxi", |id| id.value.as_str());
    let standard = Standard::built_in(id, None).expect("a built-in standard");
    let derived = Derived::from(&dossier, &standard).0.expect("a year with classifications");
    let fonts = FontSet::load(&font_roles(&standard), &Search::system([])).expect("installed fonts");
    then(&Edition { dossier: &dossier, derived: &derived, standard: &standard, fonts: &fonts, draft: false, attach: false })
}

/// The dossier of one file's text by itself, without a workspace, units or last year; else what is wrong with the text.
pub fn alone(files: &mut Files, name: &str, text: &str) -> Result<Dossier, Vec<Diagnostic>> {
    let read = reading::read_bytes::<Disclosure>(Path::new(name), text.as_bytes(), files);
    let disclosure = read.value.ok_or(read.diagnostics)?;
    Ok(Dossier {
        path: name.into(),
        file: read.file,
        disclosure,
        tree: read.tree,
        last_year: None,
        units: Vec::new(),
        region: None,
        county_year: None,
    })
}

/// Every source file among the examples, by path: those in a folder named after a year.
pub fn examples() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join("examples")];
    while let Some(folder) = folders.pop() {
        let is_year = folder.file_name().is_some_and(|name| name.to_string_lossy().parse::<u16>().is_ok());
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if is_year && path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A finished build in a folder of its own.
pub struct Made {
    folder: TempDir,
    pub outcome: Outcome,
}

/// Builds an example (a path below `examples/`) with changes to the plan; it must be free of errors.
pub fn example(path: &str, change: impl FnOnce(&mut Plan)) -> Made {
    file(&repository().join("examples").join(path), change)
}

/// Builds a file with changes to the plan; it must be free of errors, unless it is a draft, which is made all the same.
pub fn file(path: &Path, change: impl FnOnce(&mut Plan)) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut plan = plan(path, folder.path());
    change(&mut plan);
    let outcome = build(&plan).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let drawn = || juesuan::diagnostics::terminal::draw(&outcome.diagnostics, &outcome.files, false);
    assert!(plan.options.draft || !outcome.has_errors(), "{}", drawn());
    assert!(!outcome.written.is_empty(), "{}", drawn());
    Made { folder, outcome }
}

/// The county committee office of the published document, in the published wording.
pub fn lanxian() -> Made {
    example("lanxian/2024/041-xianweiban.yaml", |plan| {
        let wording = repository().join("examples/lanxian/standard");
        plan.shelf = Shelf::with([("shanxi".to_owned(), wording)].into());
    })
}

impl Made {
    /// The folder that was written to.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file or folder with this ending.
    pub fn path(&self, ending: &str) -> PathBuf {
        let entries = std::fs::read_dir(self.folder.path()).expect("a readable folder");
        let mut paths = entries.map(|entry| entry.expect("a readable entry").path());
        paths.find(|path| path.extension().is_some_and(|found| found == ending)).unwrap_or_else(|| panic!("nothing ends in .{ending}"))
    }

    /// The PDF's bytes.
    pub fn pdf(&self) -> Vec<u8> {
        std::fs::read(self.path("pdf")).expect("a readable PDF")
    }

    /// The open data.
    pub fn open_data(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.path("json")).expect("readable open data");
        serde_json::from_str(&text).expect("open data are JSON")
    }

    /// A generated Typst source.
    pub fn typst(&self, name: &str) -> String {
        std::fs::read_to_string(self.path("typ").join(name)).expect("a readable source")
    }
}
