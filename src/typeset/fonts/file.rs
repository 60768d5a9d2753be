//! One font file: its memory map, the names in it, and its identity without reading it all.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use memmap2::Mmap;
use ttf_parser::{Face, RawFace, Tag, name_id};
use typst::foundations::Bytes;

use super::{Weight, compact};

/// A font file in memory, shared by its faces.
#[derive(Debug, Clone)]
pub(super) struct FontFile {
    map: Arc<Mmap>,
}

/// What is known of a face before Typst gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FaceNames {
    pub index: u32,
    /// The family's English name where there is one, for people.
    pub family: String,
    /// All names it goes by, compact.
    pub names: Vec<String>,
    /// 100–1000; 400 is regular.
    pub weight: u16,
    pub upright: bool,
    /// Whether the licence bits forbid embedding, which PDF/A refuses.
    pub restricted: bool,
}

impl FontFile {
    /// Maps a file into memory.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: the map is only read, and installed fonts are replaced by a new file, not rewritten in place, while programs use them.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self { map: Arc::new(map) })
    }

    /// The names of all faces that have any; none when this is no font.
    pub(super) fn faces(&self) -> Vec<FaceNames> {
        self.indices().filter_map(|index| names(&Face::parse(&self.map, index).ok()?, index)).collect()
    }

    /// Identifies the content, wherever the file lies, without reading all of it: length, table directories (they hold a checksum of every
    /// table) and the `head` and `name` tables of all faces. The file's 20 MB of outlines are not touched.
    pub(super) fn identity(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(self.map.len() as u64).to_le_bytes());
        for index in self.indices() {
            let Ok(raw) = RawFace::parse(&self.map, index) else { continue };
            for record in raw.table_records {
                hasher.update(&record.tag.0.to_le_bytes());
                hasher.update(&record.check_sum.to_le_bytes());
                hasher.update(&record.offset.to_le_bytes());
                hasher.update(&record.length.to_le_bytes());
            }
            for tag in [b"head", b"name"] {
                hasher.update(raw.table(Tag::from_bytes(tag)).unwrap_or_default());
            }
        }
        hasher.finalize().into()
    }

    /// The content for Typst, known to its caches by its identity.
    ///
    /// Typst hashes whatever it is given, once, which for a Chinese font file is 16 ms of every run. So the hash is taken while the bytes
    /// show the identity only; from then on they show the file.
    pub(super) fn bytes(&self, identity: [u8; 32]) -> Bytes {
        let opened = Arc::new(AtomicBool::new(false));
        let bytes = Bytes::new(Identified { identity, map: Arc::clone(&self.map), opened: Arc::clone(&opened) });
        let _ = typst::utils::hash128(&bytes);
        opened.store(true, Ordering::Release);
        bytes
    }

    fn indices(&self) -> std::ops::Range<u32> {
        0..ttf_parser::fonts_in_collection(&self.map).unwrap_or(1)
    }
}

struct Identified {
    identity: [u8; 32],
    map: Arc<Mmap>,
    opened: Arc<AtomicBool>,
}

impl AsRef<[u8]> for Identified {
    fn as_ref(&self) -> &[u8] {
        if self.opened.load(Ordering::Acquire) { &self.map } else { &self.identity }
    }
}

impl FaceNames {
    /// How far the face is from the weight wanted; none when it will not do.
    pub(super) fn distance(&self, wanted: Weight) -> Option<u16> {
        let target = match wanted {
            Weight::Regular => 400,
            Weight::Bold if self.weight < 600 => return None,
            Weight::Bold => 700,
        };
        self.upright.then(|| self.weight.abs_diff(target))
    }
}

fn names(face: &Face, index: u32) -> Option<FaceNames> {
    let mut family = None;
    let mut names = Vec::new();
    for entry in face.names() {
        if !matches!(entry.name_id, name_id::FAMILY | name_id::FULL_NAME | name_id::TYPOGRAPHIC_FAMILY) {
            continue;
        }
        let Some(name) = entry.to_string() else { continue };
        let better = family.as_ref().is_none_or(|known: &String| name.is_ascii() && !known.is_ascii());
        if entry.name_id == name_id::FAMILY && better {
            family = Some(name.clone());
        }
        let name = compact(&name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let upright = !face.is_italic() && !face.is_oblique();
    Some(FaceNames { index, family: family?, names, weight: face.weight().to_number(), upright, restricted: is_restricted(face) })
}

/// The exporter's own test: `fsType`'s low bits say "Restricted License embedding" and nothing else.
fn is_restricted(face: &Face) -> bool {
    let os2 = face.raw_face().table(Tag::from_bytes(b"OS/2"));
    os2.and_then(|os2| os2.get(8..10)).is_some_and(|fs_type| fs_type[1] & 0xF == 2)
}

#[cfg(test)]
mod tests {
    use super::super::test_fonts;
    use super::*;

    #[test]
    fn typst_sees_the_whole_file_and_tells_files_apart() {
        let path = &test_fonts().roles()[1].path;
        let file = FontFile::open(path).unwrap();
        let bytes = file.bytes(file.identity());
        assert!(*bytes == *std::fs::read(path).unwrap());
        let other = FontFile::open(&test_fonts().roles()[2].path).unwrap();
        assert!(bytes != other.bytes(other.identity()));
        assert!(bytes == file.bytes(file.identity()));
    }

    #[test]
    fn what_is_no_font_has_no_faces() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.ttf"), b"no font").unwrap();
        assert_eq!(FontFile::open(&folder.path().join("a.ttf")).unwrap().faces(), []);
    }
}
