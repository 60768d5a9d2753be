//! The departments that are part of the program: the examples, embedded with the files they name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::dossier::{Dossier, Reader};

static EXAMPLES: Dir = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// All sample departments, with last year's files where they name them.
pub(super) fn dossiers() -> Vec<Dossier> {
    let mut files = BTreeMap::new();
    collect(&EXAMPLES, &mut files);
    let named = files.keys().filter(|path| is_department(path)).cloned().collect::<Vec<_>>();
    let read = |path: PathBuf| Reader::of_attachments(files.clone()).read(&path).ok().flatten();
    named.into_iter().filter_map(read).collect()
}

fn collect(folder: &Dir, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    files.extend(folder.files().map(|file| (file.path().to_owned(), file.contents().to_owned())));
    folder.dirs().for_each(|folder| collect(folder, files));
}

/// Department files lie in the folder of their year; a code begins their name.
fn is_department(path: &Path) -> bool {
    let begins_with_digit =
        |name: Option<&std::ffi::OsStr>| name.is_some_and(|name| name.as_encoded_bytes().first().is_some_and(u8::is_ascii_digit));
    path.extension().is_some_and(|ending| ending == "yaml")
        && begins_with_digit(path.file_name())
        && begins_with_digit(path.parent().and_then(Path::file_name))
}
