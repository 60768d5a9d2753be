//! How a line begins: its indentation and its dash, as typed.

/// A line's indentation: how many columns it takes, how many plain spaces lead it, whether there is anything but spaces.
pub struct Indent {
    pub bytes: usize,
    pub width: usize,
    pub spaces: usize,
    pub odd: bool,
}

impl Indent {
    /// Measures a line's indentation; a tab or an ideographic space counts as two columns.
    pub fn of(line: &str) -> Self {
        let mut indent = Indent { bytes: 0, width: 0, spaces: 0, odd: false };
        for c in line.chars() {
            let width = match c {
                ' ' | '\u{a0}' => 1,
                '\t' | '\u{3000}' => 2,
                _ => break,
            };
            indent.odd |= c != ' ';
            indent.spaces += usize::from(!indent.odd);
            indent.bytes += c.len_utf8();
            indent.width += width;
        }
        indent
    }
}

/// A list item's dash as typed.
#[derive(Debug, Clone, Copy)]
pub struct Dash {
    pub bytes: usize,
    pub proper: bool,
}

impl Dash {
    /// None was typed.
    pub const FORGOTTEN: Self = Self { bytes: 0, proper: false };

    /// The dash a line begins with, if it begins with one. An improper one takes the spaces behind it along.
    pub fn at(line: &str) -> Option<Self> {
        let first = line.chars().next()?;
        let rest = &line[first.len_utf8()..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len();
        let spaced = rest.starts_with([' ', '\t', '\r']) || rest.is_empty();
        match first {
            '-' if spaced => Some(Dash { bytes: 1, proper: true }),
            '-' if rest.starts_with(['-', '.']) || rest.starts_with(|c: char| c.is_ascii_digit()) => None,
            '－' | '—' | '–' | '−' | '─' | '-' if !rest.starts_with(first) => {
                Some(Dash { bytes: first.len_utf8() + spaces, proper: false })
            }
            _ => None,
        }
    }
}
