//! Edits to a text in memory, and the way back from places in the edited text to the original.

use std::borrow::Cow;
use std::ops::Range;

/// A replacement of a part of the original text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub replacement: String,
}

/// From byte offsets of an edited text to those of the original.
#[derive(Debug, Clone, Default)]
pub struct Offsets {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    edited: usize,
    original: usize,
    verbatim: bool,
}

impl Offsets {
    /// The offset in the original; within a replacement, its beginning.
    pub fn original(&self, edited: usize) -> u32 {
        let piece = match self.pieces.partition_point(|piece| piece.edited <= edited) {
            0 => Piece { edited: 0, original: 0, verbatim: true },
            next => self.pieces[next - 1],
        };
        let offset = piece.original + if piece.verbatim { edited - piece.edited } else { 0 };
        u32::try_from(offset).expect("a text within the size limit has 32-bit offsets")
    }
}

/// Applies edits, which must be in order and apart from each other.
pub fn apply<'t>(text: &'t str, edits: &[Edit]) -> (Cow<'t, str>, Offsets) {
    if edits.is_empty() {
        return (Cow::Borrowed(text), Offsets::default());
    }
    let mut out = String::with_capacity(text.len() + edits.len());
    let mut pieces = Vec::with_capacity(edits.len() * 2 + 1);
    let mut copied = 0;
    for edit in edits {
        pieces.push(Piece { edited: out.len(), original: copied, verbatim: true });
        out.push_str(&text[copied..edit.range.start]);
        pieces.push(Piece { edited: out.len(), original: edit.range.start, verbatim: false });
        out.push_str(&edit.replacement);
        copied = edit.range.end;
    }
    pieces.push(Piece { edited: out.len(), original: copied, verbatim: true });
    out.push_str(&text[copied..]);
    (Cow::Owned(out), Offsets { pieces })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_way_back_past_longer_and_shorter_replacements() {
        let text = "键：值，b:c";
        let edit = |range: Range<usize>, replacement: &str| Edit { range, replacement: replacement.to_owned() };
        let (edited, offsets) = apply(text, &[edit(3..6, ": "), edit(9..12, ", "), edit(14..14, " ")]);
        assert_eq!(edited, "键: 值, b: c");
        let back = |needle: &str| offsets.original(edited.find(needle).expect("the needle is there")) as usize;
        assert_eq!(back("键"), 0);
        assert_eq!(back(": 值"), 3);
        assert_eq!(back("值"), 6);
        assert_eq!(back("b"), 12);
        assert_eq!(back("c"), 14);
        assert_eq!(offsets.original(edited.len()) as usize, text.len());
    }
}
