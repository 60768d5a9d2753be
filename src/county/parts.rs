//! Which parts of a county a folder holds, each as its last whole run left it; so `merge` knows whether any is missing, and whom to believe.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{CountyError, NOTES, Partition, RecordError, notes};

const PARTS: &str = "parts.json";

/// The finished parts of a folder. The whole county is part 1 of 1. Empty while a run is under way, or was broken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub count: u64,
    pub done: BTreeSet<u64>,
}

impl Parts {
    /// The parts a folder holds; none if no whole run was ever begun there.
    pub fn of(output: &Path) -> Result<Option<Self>, RecordError> {
        notes::read(&output.join(NOTES).join(PARTS))
    }

    /// The whole county in one folder.
    pub fn whole() -> Self {
        Self { count: 1, done: [1].into() }
    }

    /// Notes that a part is being made again. Parts of another division than this one's are no longer believed.
    pub fn begin(output: &Path, part: Partition) -> Result<(), CountyError> {
        Self::with(output, part, |done| done.remove(&part.index()))
    }

    /// Notes that a part is as complete as its departments' files allow.
    pub fn finish(output: &Path, part: Partition) -> Result<(), CountyError> {
        Self::with(output, part, |done| done.insert(part.index()))
    }

    fn with(output: &Path, part: Partition, change: impl FnOnce(&mut BTreeSet<u64>) -> bool) -> Result<(), CountyError> {
        let known = Self::of(output)?;
        let kept = known.clone().filter(|parts| parts.count == part.count());
        let mut parts = kept.unwrap_or_else(|| Self { count: part.count(), done: BTreeSet::new() });
        change(&mut parts.done);
        if known.as_ref() == Some(&parts) { Ok(()) } else { parts.keep(output) }
    }

    /// Writes the note.
    pub fn keep(&self, output: &Path) -> Result<(), CountyError> {
        Ok(notes::write(&output.join(NOTES).join(PARTS), self)?)
    }

    /// Whether a department belongs to one of the parts that are here.
    pub fn have(&self, code: &str) -> bool {
        self.done.iter().any(|index| Partition::new(*index, self.count).is_some_and(|part| part.has(code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_counts_from_its_end_to_its_next_beginning() {
        let folder = tempfile::tempdir().expect("a folder");
        let part = |text: &str| text.parse::<Partition>().expect("a part");
        let done = || Parts::of(folder.path()).expect("readable").expect("a note").done.into_iter().collect::<Vec<_>>();
        Parts::begin(folder.path(), part("2/3")).expect("noted");
        assert!(done().is_empty());
        Parts::finish(folder.path(), part("2/3")).expect("noted");
        Parts::finish(folder.path(), part("1/3")).expect("noted");
        assert_eq!(done(), [1, 2]);
        let parts = Parts::of(folder.path()).expect("readable").expect("a note");
        assert!((0..100).map(|code| format!("{code:03}")).any(|code| parts.have(&code)));
        assert!((0..100).map(|code| format!("{code:03}")).any(|code| !parts.have(&code)));
        Parts::begin(folder.path(), part("2/3")).expect("noted");
        assert_eq!(done(), [1]);
        Parts::finish(folder.path(), part("1/1")).expect("noted");
        assert_eq!(Parts::of(folder.path()).expect("readable"), Some(Parts::whole()));
    }

    #[test]
    fn what_cannot_be_read_was_not_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Parts::of(folder.path()).expect("no note").is_none());
        Parts::whole().keep(folder.path()).expect("noted");
        std::fs::write(folder.path().join(NOTES).join(PARTS), "{\"count\":").expect("damaged");
        assert!(matches!(Parts::of(folder.path()), Err(RecordError::Damaged(_))));
        assert!(matches!(Parts::begin(folder.path(), Partition::WHOLE), Err(CountyError::Record(RecordError::Damaged(_)))));
    }
}
