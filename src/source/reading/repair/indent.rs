//! How a line begins: its indentation, its dash, its number or bullet, as typed.

/// A line's indentation: how many columns it takes, how many plain spaces lead it, whether there is anything but spaces.
pub struct Indent {
    pub bytes: usize,
    pub width: usize,
    /// How many columns it may have been meant to take: wide blanks look like one or two, tabs like up to eight.
    pub meant: std::ops::RangeInclusive<usize>,
    pub spaces: usize,
    pub odd: bool,
}

impl Indent {
    /// Measures a line's indentation; a tab or an ideographic space counts as two columns.
    pub fn of(line: &str) -> Self {
        let mut indent = Indent { bytes: 0, width: 0, meant: 0..=0, spaces: 0, odd: false };
        let (mut least, mut most) = (0, 0);
        for c in line.chars() {
            let (width, widest) = match c {
                ' ' | '\u{a0}' => (1, 1),
                '\u{3000}' => (2, 2),
                '\t' => (2, 8),
                _ => break,
            };
            least += 1;
            most += widest;
            indent.odd |= c != ' ';
            indent.spaces += usize::from(!indent.odd);
            indent.bytes += c.len_utf8();
            indent.width += width;
        }
        indent.meant = least..=most;
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

    /// None was typed, but perhaps a number or a bullet, which a dash takes the place of: 1、 （一） ·
    pub fn instead_of_bullet(line: &str) -> Self {
        Self { bytes: bullet(line), proper: false }
    }

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

/// How many bytes a line's number or bullet takes, with the blanks behind it; the numbers are printed anyway.
fn bullet(line: &str) -> usize {
    const SIGNS: &str = "·•●○◆◇■□▪★☆*※➢_+~\u{f06c}\u{f0b7}\u{f0d8}";
    const NUMERALS: &str = "一二三四五六七八九十";
    let is_sign = |c: char| SIGNS.contains(c) || matches!(c, '①'..='⒛' | '㈠'..='㈩');
    let blank = |c: char| c == ' ' || c == '\u{3000}' || c == '\u{a0}' || c == '\t';
    let behind = match line.strip_prefix(is_sign) {
        Some(rest) => rest,
        None => {
            let inner = line.strip_prefix(['（', '(']);
            let text = inner.unwrap_or(line);
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
            let numeral = text[..text.len() - rest.len()].chars().count();
            let ends: &[char] = if inner.is_some() { &['）', ')'] } else { &['、', '．', '.', ')', '）'] };
            let Some(behind) = rest.strip_prefix(ends).filter(|_| (1..=3).contains(&numeral)) else { return 0 };
            if behind.starts_with(|c: char| c.is_ascii_digit()) {
                return 0;
            }
            behind.strip_prefix('、').unwrap_or(behind)
        }
    };
    line.len() - behind.trim_start_matches(blank).len()
}
