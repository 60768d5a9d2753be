//! The faces opened for Typst, each once, and the characters they show.

use std::path::PathBuf;
use std::sync::OnceLock;

use typst::text::{Coverage, Font};

use super::FontError;
use super::catalogue::Match;

/// The different faces in use; several roles may have the same one.
#[derive(Default)]
pub(super) struct Faces {
    opened: Vec<OpenFace>,
}

/// A face as Typst uses it.
pub(super) struct OpenFace {
    path: PathBuf,
    font: Font,
    identity: [u8; 32],
    repertoire: OnceLock<Repertoire>,
}

/// The characters a face has glyphs for, one bit each: asked for every character of every document.
struct Repertoire(Vec<u64>);

impl Faces {
    /// Opens a face, unless it is, and says where it stands. Faces of one file stand on the same bytes.
    pub(super) fn open(&mut self, found: &Match) -> Result<usize, FontError> {
        let same_file = |face: &&OpenFace| face.path == found.path;
        let known = self.opened.iter().position(|face| same_file(&face) && face.font.index() == found.face.index);
        if let Some(position) = known {
            return Ok(position);
        }
        let (bytes, identity) = match self.opened.iter().find(same_file) {
            Some(sibling) => (sibling.font.data().clone(), sibling.identity),
            None => {
                let identity = found.file.identity();
                (found.file.bytes(identity), identity)
            }
        };
        let font = Font::new(bytes, found.face.index).ok_or_else(|| FontError::Damaged(found.path.clone()))?;
        self.opened.push(OpenFace { path: found.path.clone(), font, identity, repertoire: OnceLock::new() });
        Ok(self.opened.len() - 1)
    }

    /// The face at a position that `open` gave.
    pub(super) fn get(&self, position: usize) -> &OpenFace {
        &self.opened[position]
    }

    /// All faces.
    pub(super) fn iter(&self) -> impl Iterator<Item = &OpenFace> {
        self.opened.iter()
    }
}

impl OpenFace {
    /// The face for Typst.
    pub(super) fn font(&self) -> &Font {
        &self.font
    }

    /// The identity of the face's file.
    pub(super) fn identity(&self) -> [u8; 32] {
        self.identity
    }

    /// The file it is from.
    #[cfg(test)]
    pub(super) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Whether the face has a glyph for a character.
    pub(super) fn shows(&self, character: char) -> bool {
        self.repertoire.get_or_init(|| Repertoire::new(&self.font.info().coverage)).contains(character)
    }
}

impl Repertoire {
    fn new(coverage: &Coverage) -> Self {
        let mut words = Vec::new();
        for code in coverage.iter() {
            let word = code as usize / 64;
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << (code % 64);
        }
        Self(words)
    }

    fn contains(&self, character: char) -> bool {
        let code = u32::from(character);
        self.0.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}
