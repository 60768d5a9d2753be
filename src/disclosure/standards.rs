//! Which standard a file is published in, with its severities; each standard is loaded once a run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::accounts::codes_of_unread;
use crate::checks::{Policy, PolicyError};
use crate::diagnostics::{Diagnostic, Severity};
use crate::dossier::Dossier;
use crate::source::reading::nearest;
use crate::standard::{Shelf, Standard, StandardError};

/// A standard and how much its findings weigh.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub standard: Arc<Standard>,
    pub policy: Policy,
}

/// The standards of one run.
#[derive(Debug, Default)]
pub struct Standards {
    /// A standard's folder to use instead of the built-in ones the files name.
    pub folder: Option<PathBuf>,
    /// The standard of files that name none.
    pub default: Option<String>,
    /// Where standards are found by their ids.
    pub shelf: Shelf,
    /// Severities of a workspace; they go before the standard's.
    pub severities: Vec<(String, Severity)>,
    loaded: BTreeMap<String, Chosen>,
}

/// Why no standard could be chosen at all.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    #[error(transparent)]
    Standard(#[from] StandardError),
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// Code of a finding about the choice of a standard.
const STANDARD: &str = "YAML-902";

/// The standard that was probably meant by one that is not known.
pub(crate) fn probable_standard(written: &str, shelf: &Shelf) -> Option<String> {
    let known = shelf.ids();
    let meant = nearest(written, known.iter().map(String::as_str)).map(str::to_owned);
    meant.or_else(|| known.into_iter().find(|id| is_of_province(id, written, shelf)))
}

/// Whether a standard's name begins with what was written: a province's name in Chinese.
fn is_of_province(id: &str, written: &str, shelf: &Shelf) -> bool {
    shelf.load(id).is_ok_and(|standard| standard.manifest.name.value.starts_with(written))
}

/// What can be said of a dossier without a standard.
fn unread(dossier: &Dossier) -> impl Iterator<Item = Diagnostic> {
    dossier.members().flat_map(|member| codes_of_unread(&member.tree))
}

impl Standards {
    /// Starts a run with nothing loaded: by a standard's folder, if one is given, else by ids.
    pub fn new(folder: Option<PathBuf>, shelf: Shelf) -> Self {
        Self { folder, shelf, ..Self::default() }
    }

    /// The standard of a dossier; a finding if it names none that is known, and then the one that was probably meant, so that all else is looked at too.
    pub fn choose(&mut self, dossier: &Dossier, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Chosen>, ChoiceError> {
        if self.folder.is_some() {
            return self.load("").map(Some);
        }
        let named = dossier.disclosure.standard.as_ref();
        let id = named.map(|id| id.value.clone()).or_else(|| self.default.clone());
        let known = self.shelf.ids();
        match id {
            Some(id) if known.contains(&id) => self.load(&id).map(Some),
            Some(id) => {
                let place = named.map_or_else(|| dossier.place(), |named| named.span);
                let finding = Diagnostic::error(STANDARD, format!("没有名为“{id}”的标准")).at(place, "这个标准");
                let meant = probable_standard(&id, &self.shelf);
                let finding = meant.iter().fold(finding, |finding, meant| finding.hint(format!("是不是 {meant}？")));
                diagnostics.push(finding.hint(format!("可以写 {}", known.join("、"))));
                match meant {
                    Some(meant) => self.load(&meant).map(Some),
                    None => {
                        diagnostics.extend(unread(dossier));
                        Ok(None)
                    }
                }
            }
            None => {
                let finding = Diagnostic::error(STANDARD, "没有写用哪个标准").at(dossier.place(), "这个部门的文件");
                diagnostics.push(finding.hint(format!("在文件开头写 标准: {}", known.join(" 或 标准: "))));
                diagnostics.extend(unread(dossier));
                Ok(None)
            }
        }
    }

    /// A standard by its id (whatever it is, when a folder was given instead).
    pub fn named(&mut self, id: &str) -> Result<Chosen, ChoiceError> {
        let id = if self.folder.is_some() { "" } else { id };
        self.load(id)
    }

    fn load(&mut self, id: &str) -> Result<Chosen, ChoiceError> {
        if let Some(chosen) = self.loaded.get(id) {
            return Ok(chosen.clone());
        }
        let standard = match &self.folder {
            Some(folder) => Standard::from_folder(folder)?,
            None => self.shelf.load(id)?,
        };
        let severities = self.severities.iter().map(|(rule, severity)| (rule.as_str(), *severity));
        let chosen = Chosen { policy: Policy::of(&standard)?.with(severities)?, standard: Arc::new(standard) };
        self.loaded.insert(id.to_owned(), chosen.clone());
        Ok(chosen)
    }
}
