//! Builds one disclosure from its file: read, derive, word, typeset, and only then write, each file whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Derived, Dossier, DossierError, Edition, EditionError, Reader};
use crate::diagnostics::{Diagnostic, Files, Severity, in_file_order};
use crate::standard::{Standard, StandardError, Worded};
use crate::typeset::{FontError, FontSet, OutputError, Role, Search, write_whole};

/// What a build writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Emit {
    /// 用于公开的 PDF
    Pdf,
    /// 生成的 Typst 源文件夹
    Typ,
    /// 全部表格和说明数据（JSON）
    Json,
}

/// How one file is built.
#[derive(Debug, Clone)]
pub struct Plan {
    pub path: PathBuf,
    /// The folder that is written to; nothing outside it is.
    pub output: PathBuf,
    /// A standard's folder to use instead of the built-in one the file names.
    pub standard: Option<PathBuf>,
    /// The standard of files that name none.
    pub default_standard: Option<String>,
    /// A folder whose files replace those of the standard.
    pub overrides: Option<PathBuf>,
    pub fonts: Search,
    pub draft: bool,
    pub attach: bool,
    pub emit: BTreeSet<Emit>,
}

/// What came of a build. Nothing was written if a finding is an error.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Files,
    pub diagnostics: Vec<Diagnostic>,
    pub written: Vec<PathBuf>,
    pub pages: Option<usize>,
}

impl Outcome {
    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Why a build could not run at all.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Standard(#[from] StandardError),
    #[error(transparent)]
    Fonts(#[from] FontError),
    #[error(transparent)]
    Edition(#[from] EditionError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("建不了文件夹 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
}

/// Code of a finding about the choice of a standard.
const STANDARD: &str = "YAML-902";

/// Builds one file.
pub fn build(plan: &Plan) -> Result<Outcome, BuildError> {
    let mut reader = Reader::default();
    let dossier = reader.read(&plan.path)?;
    let Reader { files, mut diagnostics, .. } = reader;
    let Some(dossier) = dossier else { return Ok(Outcome { files, diagnostics, ..Outcome::default() }) };
    let Some(standard) = standard(plan, &dossier, &mut diagnostics)? else {
        return Ok(Outcome { files, diagnostics, ..Outcome::default() });
    };
    let (derived, findings) = Derived::from(&dossier, &standard);
    diagnostics.extend(findings);
    let mut outcome = Outcome { files, diagnostics, ..Outcome::default() };
    if let Some(derived) = derived {
        typeset(plan, &dossier, &derived, &standard, &mut outcome)?;
    }
    in_file_order(&mut outcome.diagnostics);
    Ok(outcome)
}

fn standard(plan: &Plan, dossier: &Dossier, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Standard>, BuildError> {
    if let Some(folder) = &plan.standard {
        return Ok(Some(Standard::from_folder(folder)?));
    }
    let named = dossier.disclosure.standard.as_ref();
    let id = named.map(|id| id.value.clone()).or_else(|| plan.default_standard.clone());
    let known = crate::standard::built_in_ids();
    match id {
        Some(id) if known.contains(&id) => Ok(Some(Standard::built_in(&id, plan.overrides.as_deref())?)),
        Some(id) => {
            let place = named.map_or_else(|| dossier.place(), |named| named.span);
            let finding = Diagnostic::error(STANDARD, format!("没有名为“{id}”的标准")).at(place, "这个标准");
            diagnostics.push(finding.hint(format!("可以写 {}", known.join("、"))));
            Ok(None)
        }
        None => {
            let finding = Diagnostic::error(STANDARD, "没有写用哪个标准").at(dossier.place(), "这个部门的文件");
            diagnostics.push(finding.hint(format!("在文件开头写 标准: {}", known.join(" 或 标准: "))));
            Ok(None)
        }
    }
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

fn typeset(plan: &Plan, dossier: &Dossier, derived: &Derived, standard: &Standard, outcome: &mut Outcome) -> Result<(), BuildError> {
    if outcome.has_errors() {
        return Ok(());
    }
    let fonts = FontSet::load(&font_roles(standard), &plan.fonts)?;
    let edition = Edition { dossier, derived, standard, fonts: &fonts, draft: plan.draft, attach: plan.attach };
    outcome.diagnostics.extend(edition.missing_glyphs());
    if outcome.has_errors() {
        return Ok(());
    }
    let worded = edition.word()?;
    let stem = plan.output.join(file_stem(dossier, &worded));
    if plan.emit.contains(&Emit::Json) {
        let mut text = serde_json::to_string_pretty(&edition.open_data(&worded)).expect("open data are plain values");
        text.push('\n');
        outcome.write(&with_ending(&stem, "json"), text.as_bytes())?;
    }
    if plan.emit.contains(&Emit::Typ) {
        let folder = with_ending(&stem, "typ");
        for (path, text) in &worded.files {
            outcome.write(&folder.join(path), text.as_bytes())?;
        }
    }
    if plan.emit.contains(&Emit::Pdf) {
        let compiled = edition.compile(&worded)?;
        outcome.pages = Some(compiled.page_count());
        let pdf = edition.export(&compiled, &worded)?;
        outcome.write(&with_ending(&stem, "pdf"), &pdf)?;
    }
    Ok(())
}

impl Outcome {
    fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| BuildError::Folder { path: folder.to_owned(), source })?;
        }
        write_whole(path, bytes)?;
        self.written.push(path.to_owned());
        Ok(())
    }
}

/// The stable name of a disclosure's files: code and title, without what file systems refuse.
fn file_stem(dossier: &Dossier, worded: &Worded) -> String {
    let refused = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    let clean = |text: &str| text.chars().filter(|c| !refused.contains(c) && !c.is_control()).collect::<String>();
    let draft = if worded.draft { "（审核稿）" } else { "" };
    format!("{}-{}{draft}", clean(&dossier.disclosure.department.code.value), clean(&worded.title))
}

fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut name = stem.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
