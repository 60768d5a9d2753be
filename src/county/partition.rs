//! A deterministic part of a county's departments, so that several machines share the work: by hash of the department's code.

use std::fmt;
use std::str::FromStr;

/// Part `index` (from 1) of `count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    index: u64,
    count: u64,
}

impl Partition {
    /// Everything, as one part.
    pub const WHOLE: Self = Self { index: 1, count: 1 };

    /// Part `index` of `count`, if there is such a part.
    pub fn new(index: u64, count: u64) -> Option<Self> {
        (1..=count).contains(&index).then_some(Self { index, count })
    }

    /// Which part, from 1.
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many parts there are.
    pub fn count(self) -> u64 {
        self.count
    }

    /// Whether a department belongs to this part. Every code belongs to exactly one.
    pub fn has(self, code: &str) -> bool {
        let hash = blake3::hash(code.as_bytes());
        let head = hash.as_bytes().first_chunk::<8>().expect("a hash has 32 bytes");
        u64::from_le_bytes(*head) % self.count == self.index - 1
    }
}

impl FromStr for Partition {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        parsed.and_then(|(index, count)| Self::new(index, count)).ok_or_else(|| "写成 第几份/共几份，例如 3/16".to_owned())
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_belongs_to_exactly_one_part() {
        let parts: Vec<Partition> = (1..=7).map(|index| format!("{index}/7").parse().expect("a part")).collect();
        for code in 0..500 {
            let code = format!("{code:03}");
            assert_eq!(parts.iter().filter(|part| part.has(&code)).count(), 1, "{code}");
        }
        assert!(parts.iter().all(|part| (0..500).any(|code| part.has(&format!("{code:03}")))));
        for wrong in ["0/3", "4/3", "3", "a/b", "1/0"] {
            assert!(wrong.parse::<Partition>().is_err(), "{wrong}");
        }
    }
}
