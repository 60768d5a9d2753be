//! How deep a classification code stands: 类, 款 or 项. What a code is called stands in `functional` and `economic`.

use std::fmt;

/// The level of a code, told by its length: 3, 5 or 7 digits. Economic codes have no third level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Class,
    Section,
    Item,
}

impl Level {
    /// Tells the level of a code; `None` for anything that is not 3, 5 or 7 digits.
    pub fn of(code: &str) -> Option<Level> {
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match code.len() {
            3 => Some(Level::Class),
            5 => Some(Level::Section),
            7 => Some(Level::Item),
            _ => None,
        }
    }

    /// The number of digits of a code at this level.
    pub fn digits(self) -> usize {
        match self {
            Level::Class => 3,
            Level::Section => 5,
            Level::Item => 7,
        }
    }

    /// The Chinese name: 类, 款 or 项.
    pub fn chinese(self) -> &'static str {
        match self {
            Level::Class => "类",
            Level::Section => "款",
            Level::Item => "项",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.chinese())
    }
}

/// The code one level up (2013101 → 20131 → 201); `None` for a class and for what is no code.
pub fn parent(code: &str) -> Option<&str> {
    match Level::of(code)? {
        Level::Class => None,
        Level::Section | Level::Item => Some(&code[..code.len() - 2]),
    }
}
