//! The chosen faces, as Typst wants them, and what they can show. One set serves all documents of a run.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use ttf_parser::Face;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use super::catalogue::{Catalogue, Match};
use super::faces::{Faces, ReadyFace};
use super::survey::{bold_companion, choose};
use super::{Candidate, FontError, Role, Search};

/// The face of each role. Clones are cheap and share everything.
#[derive(Clone)]
pub struct FontSet {
    inner: Arc<Inner>,
}

struct Inner {
    roles: Vec<ResolvedRole>,
    /// The different faces; several roles may have the same one.
    faces: Vec<ReadyFace>,
    /// For each role, which of `faces` it has.
    face_of_role: Vec<usize>,
    book: LazyHash<FontBook>,
    /// For each entry of the book, which of `faces` it is.
    face_of_entry: Vec<usize>,
}

/// The face that fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedRole {
    /// The role, and the family name a layout uses for it.
    pub name: String,
    /// The candidate it answers.
    pub candidate: Candidate,
    /// The family's own name; a layout may use this too.
    pub family: String,
    pub path: PathBuf,
    /// The face's index in the file.
    pub index: u32,
    /// 100–1000; 400 is regular.
    pub weight: u16,
    /// Whether `weight: "bold"` gives another, bold face.
    pub has_bold: bool,
}

impl FontSet {
    /// Finds and opens the face of every role, and the bold face of its family where there is one.
    pub fn load(roles: &[Role], search: &Search) -> Result<Self, FontError> {
        let catalogue = Catalogue::new(search)?;
        let mut builder = Builder::default();
        let mut missing = Vec::new();
        for role in roles {
            match choose(&catalogue, role) {
                Some((candidate, found)) => builder.add(role, candidate, &found, bold_companion(&catalogue, candidate)),
                None => missing.push(role.clone()),
            }
        }
        if missing.is_empty() { Ok(builder.finish()) } else { Err(FontError::Missing(missing)) }
    }

    /// The roles in the order they were asked for.
    pub fn roles(&self) -> &[ResolvedRole] {
        &self.inner.roles
    }

    /// Whether a role's face can show a character in PDF/A.
    pub fn covers(&self, role: &str, character: char) -> bool {
        is_allowed(character) && self.face(role).is_some_and(|face| shows(&face.parsed(), character))
    }

    /// The characters of a text that no role's own face can show, each once, in order of code points. Control, bidirectional and private-use
    /// characters count: PDF/A refuses them. Line breaks and tabs do not.
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        let own: BTreeSet<usize> = self.inner.face_of_role.iter().copied().collect();
        let faces: Vec<Face> = own.into_iter().map(|face| self.inner.faces[face].parsed()).collect();
        missing(text, |character| faces.iter().any(|face| shows(face, character)))
    }

    /// The characters of a text that one role's face cannot show, for text that is set in this role alone; otherwise as `missing_glyphs`.
    pub fn missing_in(&self, role: &str, text: &str) -> Vec<char> {
        let face = self.face(role).map(ReadyFace::parsed);
        missing(text, |character| face.as_ref().is_some_and(|face| shows(face, character)))
    }

    /// The families that show what one role's face does not of these characters: one that shows most of them first, then the one nearest in weight.
    pub fn stand_ins(&self, role: &str, characters: &str) -> Vec<&str> {
        let Some(weight) = self.roles().iter().find(|known| known.name == role).map(|known| known.weight) else { return Vec::new() };
        let mut left = self.missing_in(role, characters);
        let mut families = Vec::new();
        while !left.is_empty() {
            let shown = |face: &ReadyFace| left.iter().filter(|c| is_allowed(**c) && shows(&face.parsed(), **c)).count();
            let faces = self.roles().iter().zip(&self.inner.face_of_role).map(|(role, face)| (role, &self.inner.faces[*face]));
            let ranked = faces.map(|(role, face)| (shown(face), Reverse(role.weight.abs_diff(weight)), Reverse(&role.family), face));
            let Some((1.., _, Reverse(family), face)) = ranked.max_by_key(|(shown, weight, family, _)| (*shown, *weight, *family)) else {
                break;
            };
            families.push(family.as_str());
            left.retain(|c| !shows(&face.parsed(), *c));
        }
        families
    }

    /// Identifies what the documents are set in: equal on two machines when roles, font files and faces are, wherever the files lie.
    /// Rests on the files' lengths, table checksums and names, not on all of their bytes, and takes well under a millisecond.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (entry, &face) in self.inner.face_of_entry.iter().enumerate() {
            let family = &self.inner.book.info(entry).expect("the book has every entry").family;
            let face = &self.inner.faces[face];
            hasher.update(&(family.len() as u64).to_le_bytes());
            hasher.update(family.as_bytes());
            hasher.update(&face.identity);
            hasher.update(&face.index.to_le_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Opens the roles' faces for Typst, which otherwise opens each when a text is first set in it.
    pub fn open(&self) {
        self.inner.face_of_role.iter().for_each(|face| {
            self.inner.faces[*face].font();
        });
    }

    /// What Typst chooses from: a family by the name of each role, and the families themselves.
    pub(in crate::typeset) fn book(&self) -> &LazyHash<FontBook> {
        &self.inner.book
    }

    /// The face at an index of the book.
    pub(in crate::typeset) fn font(&self, index: usize) -> Option<Font> {
        let face = *self.inner.face_of_entry.get(index)?;
        Some(self.inner.faces[face].font().clone())
    }

    fn face(&self, role: &str) -> Option<&ReadyFace> {
        let position = self.inner.roles.iter().position(|resolved| resolved.name == role)?;
        Some(&self.inner.faces[self.inner.face_of_role[position]])
    }
}

/// A set in the making.
#[derive(Default)]
struct Builder {
    roles: Vec<ResolvedRole>,
    faces: Faces,
    face_of_role: Vec<usize>,
    book: FontBook,
    face_of_entry: Vec<usize>,
}

impl Builder {
    fn add(&mut self, role: &Role, candidate: &Candidate, found: &Match, bold: Option<Match>) {
        let face = self.faces.add(found);
        let bold = bold.map(|bold| self.faces.add(&bold)).filter(|bold| *bold != face);
        for position in [Some(face), bold].into_iter().flatten() {
            self.enter(&role.name, position);
            self.enter(&found.face.family, position);
        }
        self.face_of_role.push(face);
        self.roles.push(ResolvedRole {
            name: role.name.clone(),
            candidate: candidate.clone(),
            family: found.face.family.clone(),
            path: found.path.clone(),
            index: found.face.index,
            weight: found.face.weight,
            has_bold: bold.is_some(),
        });
    }

    /// Enters a face into the book under a family name, once.
    fn enter(&mut self, family: &str, face: usize) {
        if self.book.select_family(&family.to_lowercase()).any(|entry| self.face_of_entry[entry] == face) {
            return;
        }
        self.book.push(FontInfo { family: family.to_owned(), ..self.faces.get(face).info.clone() });
        self.face_of_entry.push(face);
    }

    fn finish(self) -> FontSet {
        let Self { roles, faces, face_of_role, book, face_of_entry } = self;
        FontSet { inner: Arc::new(Inner { roles, faces: faces.finish(), face_of_role, book: LazyHash::new(book), face_of_entry }) }
    }
}

impl fmt::Debug for FontSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontSet").field("roles", &self.inner.roles).finish_non_exhaustive()
    }
}

fn shows(face: &Face, character: char) -> bool {
    face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
}

fn missing(text: &str, shows: impl Fn(char) -> bool) -> Vec<char> {
    let shown = |c: &char| matches!(c, '\n' | '\r' | '\t') || is_allowed(*c) && shows(*c);
    let mut missing: Vec<char> = text.chars().filter(|c| !shown(c)).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// Whether PDF/A and the order of reading allow a character at all.
fn is_allowed(character: char) -> bool {
    let invisible = matches!(character,
        '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFF}');
    let private = matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    !(character.is_control() || invisible || private)
}

#[cfg(test)]
mod tests {
    use typst::text::{FontVariant, FontWeight};

    use super::super::test_fonts;
    use super::*;

    #[test]
    fn covers_what_the_face_shows_and_nothing_pdf_a_refuses() {
        let fonts = test_fonts();
        assert!(fonts.covers("正文", '县'));
        assert!(fonts.covers("正文", '“'));
        assert!(!fonts.covers("正文", '\u{E123}'));
        assert!(!fonts.covers("没有的角色", '县'));
        let text = "岚县\n\t县委办\u{202E}\u{7}\u{E000}ᚠ岚";
        assert_eq!(fonts.missing_glyphs(text), ['\u{7}', 'ᚠ', '\u{202E}', '\u{E000}']);
        assert_eq!(fonts.missing_in("正文", text), fonts.missing_glyphs(text));
    }

    #[test]
    fn another_family_stands_in_for_what_a_face_lacks() {
        let fonts = test_fonts();
        // Noto Sans CJK has it, Noto Serif CJK has not.
        assert_eq!(fonts.missing_in("正文", "岚𠀤"), ['𠀤']);
        assert_eq!(fonts.stand_ins("正文", "岚𠀤"), ["Noto Sans CJK SC"]);
        assert_eq!(fonts.stand_ins("黑体", "岚𠀤"), [""; 0]);
        assert_eq!(fonts.stand_ins("正文", "ᚠ\u{E000}"), [""; 0]);
        assert_eq!(fonts.stand_ins("没有的角色", "𠀤"), [""; 0]);
    }

    #[test]
    fn roles_with_the_same_face_share_it() {
        let fonts = test_fonts();
        assert_eq!(fonts.roles().len(), 4);
        assert_eq!(fonts.inner.faces.len(), 4);
        assert_eq!(fonts.inner.face_of_role[1], fonts.inner.face_of_role[3]);
        assert!(fonts.font(fonts.inner.face_of_entry.len()).is_none());
    }

    #[test]
    fn the_bold_face_is_found_within_its_collection() {
        let title = &test_fonts().roles()[0];
        assert_eq!((title.family.as_str(), title.weight), ("Noto Serif CJK SC", 700));
        assert_eq!(title.path.file_name().unwrap(), "NotoSerifCJK-Bold.ttc");
    }

    #[test]
    fn a_role_is_a_family_with_its_bold_face() {
        let fonts = test_fonts();
        let weight = |family: &str, weight| {
            let variant = FontVariant { weight, ..FontVariant::default() };
            fonts.font(fonts.book().select(family, variant).expect("a face")).expect("in the book").info().variant.weight
        };
        assert_eq!(weight("正文", FontWeight::REGULAR), FontWeight::REGULAR);
        assert_eq!(weight("正文", FontWeight::BOLD), FontWeight::BOLD);
        assert_eq!(weight("noto serif cjk sc", FontWeight::BOLD), FontWeight::BOLD);
        assert_eq!(weight("标题", FontWeight::REGULAR), FontWeight::BOLD);
        assert!(fonts.roles()[1].has_bold && !fonts.roles()[0].has_bold);
    }

    #[test]
    fn the_fingerprint_does_not_depend_on_the_path() {
        let fonts = test_fonts();
        let folder = tempfile::tempdir().unwrap();
        let roles: Vec<Role> = fonts.roles().iter().map(|role| Role::new(&role.name, [role.candidate.clone()])).collect();
        for name in ["NotoSerifCJK-Regular", "NotoSerifCJK-Bold", "NotoSansCJK-Regular", "NotoSansCJK-Bold"] {
            let file = fonts.roles()[0].path.with_file_name(format!("{name}.ttc"));
            std::fs::copy(file, folder.path().join(format!("renamed {name}.ttc"))).unwrap();
        }
        let moved = FontSet::load(&roles, &Search::only([folder.path().to_owned()])).unwrap();
        assert_eq!(moved.fingerprint(), fonts.fingerprint());
        let fewer = FontSet::load(&roles[1..], &Search::system([])).unwrap();
        assert_ne!(fewer.fingerprint(), fonts.fingerprint());
    }
}
