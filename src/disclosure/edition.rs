//! A disclosure worded in a standard and typeset: from derived figures to PDF bytes.

use super::faces::{FACES, characters, faces};
use super::marks::{Mark, YES};
use super::{OpenData, attachments, glyphs};
use crate::checks;
use crate::diagnostics::Diagnostic;
use crate::dossier::{Derived, Dossier};
use crate::standard::{MAIN, PackFiles, Printing, Standard, TemplateError, Unwritten, Worded};
use crate::typeset::{self, Compiled, Document, FontSet, TypesetError, VirtualFiles};

/// Why a sound disclosure could not be typeset: a fault of a template or of the program.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("{error}{}", template.as_ref().map(|origin| format!("\n出自模板 {}{}", origin.place, origin.line)).unwrap_or_default())]
    Typeset { error: TypesetError, template: Option<Origin> },
}

/// The pack's file behind a complaint of Typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, which built-in it replaces, and the line's number: the same for every department.
    pub place: String,
    /// The line as it came out for this department.
    pub line: String,
}

/// How an edition is made.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    pub dossier: &'a Dossier,
    pub derived: &'a Derived,
    pub standard: &'a Standard,
    pub fonts: &'a FontSet,
    /// Puts the review watermark over every page.
    pub draft: bool,
    /// Attaches the normalised source.
    pub attach: bool,
}

impl Edition<'_> {
    /// Texts that the fonts cannot show; to be looked at before wording.
    pub fn missing_glyphs(&self) -> Vec<Diagnostic> {
        glyphs::missing(self.dossier, self.fonts)
    }

    /// Words the disclosure: Typst sources and data files, attachments included.
    pub fn word(&self) -> Result<Worded, EditionError> {
        let attached = if self.attach { attachments::of(self.dossier) } else { Vec::new() };
        let printing = Printing {
            draft: self.draft,
            unwritten: if self.draft { self.accepted() } else { Vec::new() },
            attachments: attached.iter().map(|file| (file.name.clone(), file.description.clone())).collect(),
        };
        let derived = self.derived;
        let word = || -> Result<Worded, EditionError> {
            let mut worded = self.standard.word(&derived.facts, &derived.reports, &derived.tables, &printing)?;
            let printed = characters(worded.files.values().map(String::as_str));
            worded.files.insert(FACES.to_owned(), faces(self.fonts, &printed));
            Ok(worded)
        };
        let attach =
            || attached.iter().map(|file| (file.name.clone(), file.text(&self.standard.manifest.id, self.draft))).collect::<Vec<_>>();
        let (worded, attachments) = rayon::join(word, attach);
        let mut worded = worded?;
        worded.files.extend(attachments);
        Ok(worded)
    }

    /// The missing texts and reasons that the department accepts, by the rule that holds for findings.
    fn accepted(&self) -> Vec<Unwritten> {
        let accepted = |lack: &Unwritten| checks::accepts(self.dossier, lack.rule, self.dossier.locate(&lack.path).0);
        self.standard.manifest.unwritten(&self.derived.facts).into_iter().filter(accepted).collect()
    }

    /// Lays a worded disclosure out in pages.
    pub fn compile(&self, worded: &Worded) -> Result<Compiled, EditionError> {
        let mut files = VirtualFiles::new();
        let failed = |error| EditionError::Typeset { template: template_of(&error, worded, &self.standard.files), error };
        for (path, text) in &worded.files {
            files.add_text(path, text.clone()).map_err(failed)?;
        }
        let file = &self.dossier.disclosure;
        let document = Document {
            files,
            title: worded.title.clone(),
            ident: format!("juesuan/{}/{}/{}", self.standard.manifest.id, file.year, file.department.code),
            date: file.published.value.0,
            keywords: self.keywords(worded),
        };
        typeset::compile(&document, self.fonts).map_err(failed)
    }

    /// The PDF of a laid out disclosure.
    pub fn export(&self, compiled: &Compiled, worded: &Worded) -> Result<Vec<u8>, EditionError> {
        compiled.pdf().map_err(|error| EditionError::Typeset { template: template_of(&error, worded, &self.standard.files), error })
    }

    /// The open data of a worded disclosure.
    pub fn open_data<'a>(&'a self, worded: &'a Worded) -> OpenData<'a> {
        OpenData::of(self.dossier, self.derived, self.standard, |id| worded.tables.get(id))
    }

    /// What `verify` needs to know to make the same PDF again.
    fn keywords(&self, worded: &Worded) -> Vec<String> {
        let short = |fingerprint: &str| fingerprint.chars().take(16).collect::<String>();
        let standard = short(&self.standard.fingerprint().to_hex());
        let mut words = vec![
            Mark::Standard.says(format_args!("{}@{standard}", self.standard.manifest.id)),
            Mark::Fonts.says(short(&self.fonts.fingerprint())),
        ];
        let replaced = self.standard.files.differing(&self.standard.manifest.id);
        words.extend((replaced > 0).then(|| Mark::Overrides.says(replaced)));
        if self.attach {
            let attached = worded.files.iter().filter(|(path, _)| path.ends_with(".yaml"));
            let fingerprint = attachments::fingerprint(attached.map(|(path, text)| (path.as_str(), text.as_bytes())));
            words.push(Mark::Source.says(fingerprint));
        }
        words.extend(self.draft.then(|| Mark::Draft.says(YES)));
        words
    }
}

/// The pack's file behind the first complaint that has a place: where it comes from, which built-in it replaces, its line.
fn template_of(error: &TypesetError, worded: &Worded, files: &PackFiles) -> Option<Origin> {
    let TypesetError::Template(faults) = error else { return None };
    let place = faults.iter().find_map(|fault| fault.place.as_ref())?;
    if place.file != MAIN {
        let origin = || Origin { place: format!("{}:{}", files.describe(&place.file), place.line), line: String::new() };
        return files.get(&place.file).map(|_| origin());
    }
    let origin = files.origin(worded.files.get(MAIN)?, place.line)?;
    let number = origin.line.map(|number| format!(":{number}")).unwrap_or_default();
    Some(Origin { place: format!("{}{number}", files.describe(origin.template)), line: format!("：{}", origin.generated) })
}
