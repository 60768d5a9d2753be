//! What the documents of a run share (standards, fonts, options), and the way of one file to the bytes that are to be written.
//!
//! One file (`build`) and a whole county (`crate::county`) go this same way. Nothing is written here.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use super::naming::file_stem;
use super::{BuildError, Chosen, Edition, Standards, Typefaces, sheets};
use crate::checks;
use crate::diagnostics::{self, Diagnostic, Files, in_file_order};
use crate::dossier::{Derived, Dossier, Reader};
use crate::standard::{Standard, Worded};
use crate::typeset::{Role, Search};

/// What a build writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emit {
    /// 用于公开的 PDF
    Pdf,
    /// 生成的 Typst 源文件夹
    Typ,
    /// 全部表格和说明数据（JSON）
    Json,
    /// 每张表一个 CSV 文件，Excel 可以直接打开
    Csv,
}

/// How the documents of a run are made.
#[derive(Debug, Clone)]
pub struct Options {
    pub fonts: Search,
    /// Puts the review watermark over every page; figures that can be derived suffice.
    pub draft: bool,
    /// Attaches the normalised source.
    pub attach: bool,
    pub emit: BTreeSet<Emit>,
}

/// The shared part of a run. Standards and fonts are loaded when first needed, once each.
#[derive(Debug)]
pub struct Press {
    options: Options,
    standards: Mutex<Standards>,
    fonts: Typefaces,
}

/// What became of one file.
#[derive(Debug)]
pub struct Made {
    pub files: Files,
    /// In file order.
    pub diagnostics: Vec<Diagnostic>,
    /// None if the findings forbid it.
    pub product: Option<Product>,
    /// Whether a draft can be made of it.
    pub draftable: bool,
}

/// A finished disclosure.
#[derive(Debug)]
pub struct Product {
    pub dossier: Dossier,
    pub derived: Derived,
    pub standard: Arc<Standard>,
    pub title: String,
    /// The stable name of its files, without ending.
    pub stem: String,
    pub pages: Option<usize>,
    pub outputs: Vec<Output>,
}

/// A file to be written.
#[derive(Debug)]
pub struct Output {
    pub kind: Emit,
    /// Relative to the folder for its kind, with `/`.
    pub name: String,
    /// What the file holds, where its kind does not say it: a table's title.
    pub title: Option<String>,
    pub bytes: Vec<u8>,
}

impl Made {
    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        diagnostics::has_errors(&self.diagnostics)
    }
}

impl Press {
    /// Starts a run.
    pub fn new(options: Options, standards: Standards) -> Self {
        let fonts = Typefaces::new(options.fonts.clone());
        Self { options, standards: Mutex::new(standards), fonts }
    }

    /// How documents are made.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Identifies everything a document of a standard depends on besides its files: program, options, standard, severities, fonts.
    pub fn fingerprint(&self, standard: &str) -> Result<String, BuildError> {
        let chosen = self.standards().named(standard)?;
        let fonts = self.fonts.of(&chosen.standard)?;
        let options = (self.options.draft, self.options.attach, &self.options.emit, &chosen.policy);
        let options = serde_json::to_string(&options).expect("plain values");
        let text = format!("{}\n{options}\n{}\n", env!("CARGO_PKG_VERSION"), fonts.fingerprint());
        let mut hasher = blake3::Hasher::new();
        hasher.update(text.as_bytes()).update(chosen.standard.fingerprint().as_bytes());
        Ok(hasher.finalize().to_hex().to_string())
    }

    /// Makes one document. A final one needs findings without an error; a draft needs figures that can be derived.
    pub fn make(&self, mut reader: Reader, path: &Path) -> Result<Made, BuildError> {
        let dossier = rayon::in_place_scope(|scope| {
            scope.spawn(|_| self.warm());
            reader.read(path)
        })?;
        let Reader { files, diagnostics, .. } = reader;
        let mut made = Made { files, diagnostics, product: None, draftable: false };
        let Some(dossier) = dossier else { return Ok(made) };
        let Some(Chosen { standard, policy }) = self.standards().choose(&dossier, &mut made.diagnostics)? else { return Ok(made) };
        let readable = !made.has_errors();
        let inspection = checks::inspect(&dossier, &standard, &policy);
        made.draftable = readable && inspection.can_be_drafted;
        let typesettable = if self.options.draft { made.draftable } else { readable && !inspection.has_errors() };
        made.diagnostics.extend(inspection.diagnostics);
        if let Some(derived) = inspection.derived.filter(|_| typesettable) {
            made.product = self.typeset(dossier, derived, standard, &mut made.diagnostics)?;
            made.draftable = made.product.is_some();
        }
        in_file_order(&mut made.diagnostics);
        Ok(made)
    }

    fn typeset(
        &self,
        dossier: Dossier,
        derived: Derived,
        standard: Arc<Standard>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Product>, BuildError> {
        let fonts = self.fonts.of(&standard)?;
        let Options { draft, attach, ref emit, .. } = self.options;
        let edition = Edition { dossier: &dossier, derived: &derived, standard: &standard, fonts: &fonts, draft, attach };
        let missing = edition.missing_glyphs();
        let unprintable = diagnostics::has_errors(&missing);
        diagnostics.extend(missing);
        if unprintable {
            return Ok(None);
        }
        let worded = edition.word()?;
        let stem = file_stem(&dossier, &worded);
        let pdf = emit.contains(&Emit::Pdf);
        let mut others = Vec::new();
        let printed = rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                // Typst evaluates the sources on one core before it sets any text.
                if pdf {
                    fonts.open();
                }
                others = data(&edition, &worded, &stem, emit);
            });
            pdf.then(|| print(&edition, &worded)).transpose()
        });
        let (pages, pdf) = printed?.unzip();
        let pdf = pdf.map(|bytes| Output { kind: Emit::Pdf, name: format!("{stem}.pdf"), title: None, bytes });
        let outputs = pdf.into_iter().chain(others).collect();
        Ok(Some(Product { title: worded.title, stem, pages, outputs, dossier, derived, standard }))
    }

    /// Loads the default standard and finds its fonts: work for another core while the first file is read. What goes wrong is said when a
    /// file asks for them.
    fn warm(&self) {
        let Some(id) = self.standards().default.clone() else { return };
        let chosen = self.standards().named(&id);
        let _fonts = chosen.map(|chosen| self.fonts.of(&chosen.standard));
    }

    fn standards(&self) -> MutexGuard<'_, Standards> {
        self.standards.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Lays the pages out and exports them: how many there are, and the PDF.
fn print(edition: &Edition, worded: &Worded) -> Result<(usize, Vec<u8>), BuildError> {
    let compiled = edition.compile(worded)?;
    Ok((compiled.page_count(), edition.export(&compiled, worded)?))
}

/// The open data and sources of a worded disclosure, as far as they are wanted.
fn data(edition: &Edition, worded: &Worded, stem: &str, emit: &BTreeSet<Emit>) -> Vec<Output> {
    let mut outputs = Vec::new();
    if emit.contains(&Emit::Json) {
        let mut text = serde_json::to_string_pretty(&edition.open_data(worded)).expect("open data are plain values");
        text.push('\n');
        outputs.push(Output { kind: Emit::Json, name: format!("{stem}.json"), title: None, bytes: text.into_bytes() });
    }
    if emit.contains(&Emit::Csv) {
        let tables = edition.derived.tables.iter().filter_map(|table| Some((table, worded.tables.get(&table.id)?)));
        outputs.extend(tables.map(|(table, printed)| Output {
            kind: Emit::Csv,
            name: format!("{stem}/{}.csv", table.id),
            title: Some(printed.mark.iter().chain([&printed.title]).cloned().collect::<Vec<_>>().join(" ")),
            bytes: sheets::table(printed, table).into_bytes(),
        }));
    }
    if emit.contains(&Emit::Typ) {
        let sources = worded.files.iter().map(|(path, text)| (format!("{stem}.typ/{path}"), text.clone().into_bytes()));
        outputs.extend(sources.map(|(name, bytes)| Output { kind: Emit::Typ, name, title: None, bytes }));
    }
    outputs
}

/// The font roles of a standard as the typesetter takes them.
pub fn font_roles(standard: &Standard) -> Vec<Role> {
    use crate::standard::Weight;
    use crate::typeset::Candidate;
    let candidate = |candidate: &crate::standard::FontCandidate| match candidate.weight {
        Weight::Regular => Candidate::regular(candidate.family.value.clone()),
        Weight::Bold => Candidate::bold(candidate.family.value.clone()),
    };
    standard.manifest.fonts.roles().into_iter().map(|(name, candidates)| Role::new(name, candidates.iter().map(candidate))).collect()
}
