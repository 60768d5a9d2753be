//! Where a county may be written to: into no folder that it is read from, not among what another county published, and drafts never among finals.

use std::path::{Path, PathBuf};

use super::identity::COUNTY;
use super::{County, CountyError, NOTES, Record, Workspace, find};

/// Refuses a folder that is one of the workspace's sources or overrides, holds one, or lies in one.
pub fn refuse_sources(output: &Path, workspace: &Workspace) -> Result<(), CountyError> {
    let target = real(output);
    let clash = workspace.read_from().into_iter().find(|folder| {
        let folder = real(folder);
        target.starts_with(&folder) || folder.starts_with(&target)
    });
    match clash {
        Some(folder) => Err(CountyError::AmongSources { output: output.to_path_buf(), folder }),
        None => Ok(()),
    }
}

/// Refuses folders within the output that are links to somewhere else: nothing outside it is written.
pub fn refuse_links(output: &Path, folders: &[PathBuf]) -> Result<(), CountyError> {
    let output = real(output);
    let below = |folder: &PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect::<Vec<_>>();
    let inside = folders.iter().flat_map(below).filter(|path| path.is_dir());
    match folders.iter().cloned().chain(inside).find(|folder| !real(folder).starts_with(&output)) {
        Some(folder) => Err(CountyError::LeadsOutside(folder)),
        None => Ok(()),
    }
}

/// Refuses a folder that holds what another county published: everything there would be withdrawn. Within its workspace a new name is the county's own.
pub fn refuse_another_county(output: &Path, county: &County) -> Result<(), CountyError> {
    match County::of(output)? {
        Some(found) if found.region != county.region && !lies_at_home(output, county) => {
            let note = output.join(NOTES).join(COUNTY);
            Err(CountyError::OtherCounty { output: output.to_path_buf(), found: found.region, region: county.region.clone(), note })
        }
        _ => Ok(()),
    }
}

/// Whether a folder lies in a workspace of this region.
fn lies_at_home(output: &Path, county: &County) -> bool {
    let around = find(&real(output)).and_then(|root| Workspace::open(&root).ok());
    around.is_some_and(|workspace| workspace.county.region.value == county.region)
}

/// Refuses to put drafts and finals into one folder.
pub fn refuse_mixture(output: &Path, draft: bool, records: &[Record]) -> Result<(), CountyError> {
    match records.iter().any(|record| record.draft != draft) {
        true if draft => Err(CountyError::DraftsAmongFinals(output.to_path_buf())),
        true => Err(CountyError::FinalsAmongDrafts(output.to_path_buf())),
        false => Ok(()),
    }
}

/// The path with all its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match existing {
        Some((folder, real)) => real.join(absolute.strip_prefix(folder).unwrap_or(Path::new(""))),
        None => absolute,
    }
}
