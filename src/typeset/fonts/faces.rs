//! The faces in use: what Typst is told of each at once, and each opened for Typst when a text is first set in it.
//!
//! Typst takes 2 ms to open a Chinese face, for listing its 45,000 characters anew; a face no text is set in never costs that.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::{AxisValue, Coverage, Font, FontAxis, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight, Tag};

use super::catalogue::Match;
use super::file::FaceNames;

/// The different faces wanted; several roles may want the same one. Faces of one file share its bytes.
#[derive(Default)]
pub(super) struct Faces {
    places: Vec<(PathBuf, u32)>,
    files: BTreeMap<PathBuf, (Bytes, [u8; 32])>,
    faces: Vec<ReadyFace>,
}

/// A face Typst can ask for.
pub(super) struct ReadyFace {
    bytes: Bytes,
    /// The identity of the face's file.
    pub identity: [u8; 32],
    /// What Typst chooses by, but for the family's name.
    pub info: FontInfo,
    /// The face's index in the file.
    pub index: u32,
    font: OnceLock<Font>,
}

impl Faces {
    /// Makes a face ready, unless it is, and says where it stands.
    pub(super) fn add(&mut self, found: &Match) -> usize {
        let place = (found.path.clone(), found.face.index);
        if let Some(position) = self.places.iter().position(|known| *known == place) {
            return position;
        }
        let (bytes, identity) = self.files.entry(found.path.clone()).or_insert_with(|| {
            let identity = found.file.identity();
            (found.file.bytes(identity), identity)
        });
        self.faces.push(ReadyFace::new(bytes.clone(), *identity, &found.face));
        self.places.push(place);
        self.faces.len() - 1
    }

    /// The face at a position `add` gave.
    pub(super) fn get(&self, position: usize) -> &ReadyFace {
        &self.faces[position]
    }

    /// All faces, by position.
    pub(super) fn finish(self) -> Vec<ReadyFace> {
        self.faces
    }
}

impl ReadyFace {
    fn new(bytes: Bytes, identity: [u8; 32], names: &FaceNames) -> Self {
        let info = info(&Face::parse(&bytes, names.index).expect("the face was parsed for its names"), names);
        Self { bytes, identity, info, index: names.index, font: OnceLock::new() }
    }

    /// The face for Typst.
    pub(super) fn font(&self) -> &Font {
        let open = || Font::new(self.bytes.clone(), self.index).expect("a face that was parsed and has a family name is a font");
        self.font.get_or_init(open)
    }

    /// The face for asking which characters it has glyphs for.
    pub(super) fn parsed(&self) -> Face<'_> {
        Face::parse(&self.bytes, self.index).expect("the face was parsed for its names")
    }
}

/// What Typst chooses by. Which characters a face covers matters only where Typst is to find a stand-in itself; layouts are told it.
fn info(face: &Face, names: &FaceNames) -> FontInfo {
    let mut flags = FontFlags::empty();
    flags.set(FontFlags::MONOSPACE, face.is_monospaced());
    flags.set(FontFlags::VARIABLE, face.is_variable());
    let axes = face.variation_axes().into_iter().map(|axis| FontAxis {
        tag: Tag::from_bytes(&axis.tag.to_bytes()),
        min: AxisValue(axis.min_value),
        max: AxisValue(axis.max_value),
        default: AxisValue(axis.def_value),
    });
    FontInfo {
        family: names.family.clone(),
        variant: FontVariant {
            style: FontStyle::Normal,
            weight: FontWeight::from_number(names.weight),
            stretch: FontStretch::from_number(face.width().to_number()),
        },
        flags,
        axes: axes.collect(),
        coverage: Coverage::from_vec(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_fonts;

    #[test]
    fn typst_is_told_what_it_would_find_itself() {
        let fonts = test_fonts();
        for (entry, face) in [("正文", "Noto Serif CJK SC"), ("黑体", "Noto Sans CJK SC")] {
            let position = fonts.book().select_family(entry).next().expect("a role");
            let told = fonts.book().info(position).expect("an entry");
            let opened = fonts.font(position).expect("a face");
            assert_eq!((told.variant, &told.axes), (opened.info().variant, &opened.info().axes));
            assert_eq!(opened.info().family, face);
        }
    }
}
