//! All font files in sight, each opened at most once and only when somebody asks for a family it may hold.

use std::cell::OnceCell;
use std::path::PathBuf;

use super::file::{FaceNames, FontFile};
use super::hints::{may_hold, stem};
use super::search::{Listed, Search};
use super::{Candidate, FontError, compact};

/// The files of one search.
pub(super) struct Catalogue {
    entries: Vec<Entry>,
}

struct Entry {
    listed: Listed,
    stem: String,
    opened: OnceCell<Option<Opened>>,
}

struct Opened {
    file: FontFile,
    faces: Vec<FaceNames>,
}

/// A face that answers a candidate.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub path: PathBuf,
    pub file: FontFile,
    pub face: FaceNames,
}

/// Which files are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those whose name fits, and all in folders the user named.
    Hinted,
    /// All.
    All,
}

impl Catalogue {
    /// Lists the files; opens none.
    pub(super) fn new(search: &Search) -> Result<Self, FontError> {
        let entry = |listed: Listed| {
            let name = listed.path.file_name().unwrap_or_default().to_string_lossy();
            Entry { stem: stem(&name), listed, opened: OnceCell::new() }
        };
        Ok(Self { entries: search.list()?.into_iter().map(entry).collect() })
    }

    /// The best face for a candidate: closest in weight, then first in order of folders and names. One that may be embedded is preferred.
    pub(super) fn find(&self, candidate: &Candidate, reach: Reach) -> Option<Match> {
        let family = compact(&candidate.family);
        let asked = self.entries.iter().filter(|entry| reach == Reach::All || entry.listed.named || may_hold(&entry.stem, &family));
        let faces = asked.filter_map(|entry| Some((entry, entry.open()?))).flat_map(|(entry, opened)| {
            let fitting = opened.faces.iter().filter(|face| face.names.contains(&family));
            fitting.filter_map(move |face| Some((entry, opened, face, face.distance(candidate.weight)?)))
        });
        let (entry, opened, face, _) = faces.min_by_key(|(_, _, face, distance)| (face.restricted, *distance))?;
        Some(Match { path: entry.listed.path.clone(), file: opened.file.clone(), face: face.clone() })
    }
}

impl Entry {
    /// The file's faces; none when it cannot be read or is no font, as other programs pass over it too.
    fn open(&self) -> Option<&Opened> {
        let open = || {
            let file = FontFile::open(&self.listed.path).ok()?;
            Some(Opened { faces: file.faces(), file })
        };
        self.opened.get_or_init(open).as_ref()
    }
}
