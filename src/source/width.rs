//! Full-width characters, as a Chinese input method types them, in half width.

/// The half-width form of a full-width letter, digit, sign or blank; others as they are.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}
