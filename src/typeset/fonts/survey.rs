//! Going through the roles' candidates: which are installed, which one is taken. The data of `juesuan fonts`.

use std::path::PathBuf;

use super::catalogue::{Catalogue, Match, Reach};
use super::{Candidate, FontError, Role, Search};

/// What came of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleReport {
    pub role: String,
    /// All candidates in their order; the first `Installed` one is used.
    pub candidates: Vec<SurveyedCandidate>,
}

/// What came of one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyedCandidate {
    pub candidate: Candidate,
    pub finding: Finding,
}

/// Whether a candidate is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It is: its family's own name, the file, the face's index in it and its weight (100–1000).
    Installed { family: String, path: PathBuf, index: u32, weight: u16 },
    /// It is, but its licence bits forbid embedding, so PDF/A cannot use it.
    Restricted { path: PathBuf },
    /// No file holds it.
    Missing,
}

impl RoleReport {
    /// The candidate that is used.
    pub fn chosen(&self) -> Option<&SurveyedCandidate> {
        self.candidates.iter().find(|surveyed| matches!(surveyed.finding, Finding::Installed { .. }))
    }
}

/// Looks for every candidate of every role. Opens more files than a build does.
pub fn report(roles: &[Role], search: &Search) -> Result<Vec<RoleReport>, FontError> {
    let catalogue = Catalogue::new(search)?;
    Ok(roles.iter().map(|role| report_role(&catalogue, role)).collect())
}

fn report_role(catalogue: &Catalogue, role: &Role) -> RoleReport {
    let survey = |reach| -> Vec<_> {
        let finding = |candidate: &Candidate| Finding::of(catalogue.find(candidate, reach));
        role.candidates.iter().map(|candidate| SurveyedCandidate { candidate: candidate.clone(), finding: finding(candidate) }).collect()
    };
    let hinted = RoleReport { role: role.name.clone(), candidates: survey(Reach::Hinted) };
    if hinted.chosen().is_some() { hinted } else { RoleReport { candidates: survey(Reach::All), ..hinted } }
}

/// Finds the face of a role: the first candidate that is installed and may be embedded. Files whose names say nothing are read only when
/// all others have been asked.
pub(super) fn choose(catalogue: &Catalogue, role: &Role) -> Option<(Candidate, Match)> {
    let first = |reach| {
        let usable = |candidate: &Candidate| catalogue.find(candidate, reach).filter(|found| !found.face.restricted);
        role.candidates.iter().find_map(|candidate| Some((candidate.clone(), usable(candidate)?)))
    };
    first(Reach::Hinted).or_else(|| first(Reach::All))
}

impl Finding {
    fn of(found: Option<Match>) -> Self {
        match found {
            None => Self::Missing,
            Some(Match { path, face, .. }) if face.restricted => Self::Restricted { path },
            Some(Match { path, face, .. }) => Self::Installed { family: face.family, path, index: face.index, weight: face.weight },
        }
    }
}
