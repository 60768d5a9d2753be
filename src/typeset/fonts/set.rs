//! The chosen faces, as Typst wants them, and what they can show. One set serves all documents of a run.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::catalogue::{Catalogue, Match};
use super::faces::OpenFace;
use super::survey::choose;
use super::{Candidate, FontError, Role, Search};

/// The face of each role. Clones are cheap and share everything.
#[derive(Clone)]
pub struct FontSet {
    inner: Arc<Inner>,
}

struct Inner {
    roles: Vec<ResolvedRole>,
    /// The different faces; several roles may have the same one.
    faces: Vec<OpenFace>,
    /// For each role, which of `faces` it has. The book's entries are the roles.
    face_of_role: Vec<usize>,
    book: LazyHash<FontBook>,
}

/// The face that fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedRole {
    /// The role, and the family name a layout uses for it.
    pub name: String,
    /// The candidate it answers.
    pub candidate: Candidate,
    /// What the family calls itself.
    pub family: String,
    pub path: PathBuf,
    /// The face's index in the file.
    pub index: u32,
    /// 100–1000; 400 is regular.
    pub weight: u16,
}

impl FontSet {
    /// Finds and opens the face of every role.
    pub fn load(roles: &[Role], search: &Search) -> Result<Self, FontError> {
        let catalogue = Catalogue::new(search)?;
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for role in roles {
            match choose(&catalogue, role) {
                Some((candidate, face)) => found.push((role.name.clone(), candidate, face)),
                None => missing.push(role.clone()),
            }
        }
        if missing.is_empty() { Self::open(found) } else { Err(FontError::Missing(missing)) }
    }

    fn open(found: Vec<(String, Candidate, Match)>) -> Result<Self, FontError> {
        let mut inner = Inner { roles: Vec::new(), faces: Vec::new(), face_of_role: Vec::new(), book: LazyHash::new(FontBook::new()) };
        let mut places: Vec<(PathBuf, u32)> = Vec::new();
        for (name, candidate, Match { path, file, face }) in found {
            let place = (path.clone(), face.index);
            let position = match places.iter().position(|known| *known == place) {
                Some(position) => position,
                None => {
                    let sibling = places.iter().position(|(known, _)| *known == path).map(|position| &inner.faces[position]);
                    let opened = OpenFace::open(&file, face.index, sibling).ok_or_else(|| FontError::Damaged(path.clone()))?;
                    places.push(place);
                    inner.faces.push(opened);
                    inner.faces.len() - 1
                }
            };
            let mut info = inner.faces[position].font().info().clone();
            info.family.clone_from(&name);
            inner.book.push(info);
            inner.face_of_role.push(position);
            inner.roles.push(ResolvedRole { name, candidate, family: face.family, path, index: face.index, weight: face.weight });
        }
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The roles in the order they were asked for.
    pub fn roles(&self) -> &[ResolvedRole] {
        &self.inner.roles
    }

    /// Whether a role's face can show a character in PDF/A.
    pub fn covers(&self, role: &str, character: char) -> bool {
        is_allowed(character) && self.face(role).is_some_and(|face| face.shows(character))
    }

    /// The characters of a text that no role's face can show, each once, in order of code points. Control, bidirectional and private-use
    /// characters count: PDF/A refuses them. Line breaks and tabs do not.
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        missing(text, |character| self.inner.faces.iter().any(|face| face.shows(character)))
    }

    /// The characters of a text that one role's face cannot show, for text that is set in this role alone; otherwise as `missing_glyphs`.
    pub fn missing_in(&self, role: &str, text: &str) -> Vec<char> {
        let face = self.face(role);
        missing(text, |character| face.is_some_and(|face| face.shows(character)))
    }

    /// Identifies what the documents are set in: equal on two machines when roles, font files and faces are, wherever the files lie.
    /// Rests on the files' lengths, table checksums and names, not on all of their bytes, and takes well under a millisecond.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (role, &face) in self.inner.roles.iter().zip(&self.inner.face_of_role) {
            hasher.update(&(role.name.len() as u64).to_le_bytes());
            hasher.update(role.name.as_bytes());
            hasher.update(&self.inner.faces[face].identity());
            hasher.update(&role.index.to_le_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// What Typst chooses from: a family for each role.
    pub(in crate::typeset) fn book(&self) -> &LazyHash<FontBook> {
        &self.inner.book
    }

    /// The face at an index of the book.
    pub(in crate::typeset) fn font(&self, index: usize) -> Option<Font> {
        let face = *self.inner.face_of_role.get(index)?;
        Some(self.inner.faces[face].font().clone())
    }

    fn face(&self, role: &str) -> Option<&OpenFace> {
        let position = self.inner.roles.iter().position(|resolved| resolved.name == role)?;
        Some(&self.inner.faces[self.inner.face_of_role[position]])
    }
}

impl fmt::Debug for FontSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontSet").field("roles", &self.inner.roles).finish_non_exhaustive()
    }
}

fn missing(text: &str, shows: impl Fn(char) -> bool) -> Vec<char> {
    let distinct: BTreeSet<char> = text.chars().filter(|character| !matches!(character, '\n' | '\r' | '\t')).collect();
    distinct.into_iter().filter(|&character| !(is_allowed(character) && shows(character))).collect()
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
    fn roles_with_the_same_face_share_it() {
        let fonts = test_fonts();
        assert_eq!(fonts.roles().len(), 4);
        assert_eq!(fonts.inner.faces.len(), 3);
        assert_eq!(fonts.font(1), fonts.font(3));
        assert!(fonts.font(4).is_none());
    }

    #[test]
    fn the_bold_face_is_found_within_its_collection() {
        let title = &test_fonts().roles()[0];
        assert_eq!((title.family.as_str(), title.weight), ("Noto Serif CJK SC", 700));
        assert_eq!(title.path.file_name().unwrap(), "NotoSerifCJK-Bold.ttc");
    }

    #[test]
    fn the_fingerprint_does_not_depend_on_the_path() {
        let fonts = test_fonts();
        let folder = tempfile::tempdir().unwrap();
        let roles: Vec<Role> = fonts.roles().iter().map(|role| Role::new(&role.name, [role.candidate.clone()])).collect();
        for role in fonts.roles() {
            std::fs::copy(&role.path, folder.path().join(format!("renamed {}.ttc", role.weight + u16::from(role.name == "黑体")))).unwrap();
        }
        let moved = FontSet::load(&roles, &Search::only([folder.path().to_owned()])).unwrap();
        assert_eq!(moved.fingerprint(), fonts.fingerprint());
        let fewer = FontSet::load(&roles[1..], &Search::system([])).unwrap();
        assert_ne!(fewer.fingerprint(), fonts.fingerprint());
    }
}
