//! Going through the roles' candidates: which are installed, which one is taken. The data of `juesuan fonts`.

use std::path::PathBuf;

use super::catalogue::{Catalogue, Match, Reach};
use super::{Candidate, FontError, Role, Search, Weight};

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
pub(super) fn choose<'a>(catalogue: &Catalogue, role: &'a Role) -> Option<(&'a Candidate, Match)> {
    let first = |reach| {
        let usable = |candidate: &Candidate| catalogue.find(candidate, reach).filter(|found| !found.face.restricted);
        role.candidates.iter().find_map(|candidate| Some((candidate, usable(candidate)?)))
    };
    first(Reach::Hinted).or_else(|| first(Reach::All))
}

/// Finds the bold face that goes with a regular candidate, for what a layout sets in bold. Most Chinese families have none.
pub(super) fn bold_companion(catalogue: &Catalogue, candidate: &Candidate) -> Option<Match> {
    let bold = match candidate.weight {
        Weight::Regular => Candidate::bold(&candidate.family),
        Weight::Bold => return None,
    };
    catalogue.find(&bold, Reach::Hinted).filter(|found| !found.face.restricted)
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use ttf_parser::{RawFace, Tag};

    use super::super::test_fonts;
    use super::super::{FontSet, Role};
    use super::*;

    const SANS: &str = "Noto Sans CJK SC";

    fn role(candidates: &[&str]) -> Role {
        Role::new("黑体", candidates.iter().map(|family| Candidate::regular(*family)))
    }

    fn installed_in(folder: &Path) -> Search {
        Search { named: Vec::new(), system: vec![folder.to_owned()] }
    }

    fn sans_file() -> PathBuf {
        test_fonts().roles().iter().find(|role| role.name == "黑体").expect("a role").path.clone()
    }

    #[test]
    fn the_first_candidate_installed_is_used_and_the_others_are_reported() {
        let reports = report(&[role(&["没有的黑体", SANS, "也没有的黑体"])], &Search::system([])).unwrap();
        let chosen = reports[0].chosen().expect("one is installed");
        assert_eq!(chosen.candidate, Candidate::regular(SANS));
        assert!(matches!(&chosen.finding, Finding::Installed { path, weight: 400, .. } if *path == sans_file()));
        let missing = reports[0].candidates.iter().filter(|surveyed| surveyed.finding == Finding::Missing);
        assert_eq!(missing.count(), 2);
    }

    #[test]
    fn no_candidate_is_an_error_that_says_what_to_install() {
        let error = FontSet::load(&[role(&["没有的黑体"])], &Search::system([])).unwrap_err().to_string();
        assert!(error.contains("黑体：需要安装其中一种：没有的黑体"), "{error}");
        assert!(error.contains("apt-get install fonts-noto-cjk"), "{error}");
    }

    #[test]
    fn a_file_of_any_name_is_found_in_the_end_and_at_once_in_a_named_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(sans_file(), folder.path().join("无名.ttc")).unwrap();
        fs::write(folder.path().join("broken.ttf"), b"no font").unwrap();
        let roles = [role(&[SANS])];
        let found = FontSet::load(&roles, &installed_in(folder.path())).unwrap();
        assert_eq!(found.roles()[0].path, folder.path().join("无名.ttc"));
        let named = FontSet::load(&roles, &Search::system([folder.path().to_owned()])).unwrap();
        assert_eq!(named.roles()[0].path, folder.path().join("无名.ttc"));
    }

    #[test]
    fn a_font_that_may_not_be_embedded_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = fs::read(sans_file()).unwrap();
        for index in 0..ttf_parser::fonts_in_collection(&bytes).expect("a collection") {
            let raw = RawFace::parse(&bytes, index).unwrap();
            let record = raw.table_records.into_iter().find(|record| record.tag == Tag::from_bytes(b"OS/2")).expect("OS/2");
            let licence = usize::try_from(record.offset).unwrap() + 8;
            bytes[licence..licence + 2].copy_from_slice(&[0, 2]);
        }
        let path = folder.path().join("NotoSansCJK-Regular.ttc");
        fs::write(&path, bytes).unwrap();
        let roles = [role(&[SANS])];
        let reports = report(&roles, &installed_in(folder.path())).unwrap();
        assert_eq!(reports[0].candidates[0].finding, Finding::Restricted { path });
        assert!(matches!(FontSet::load(&roles, &installed_in(folder.path())), Err(FontError::Missing(_))));
    }
}
