//! The departments' economic classification (部门预算支出经济分类): every class and item of the 基本支出决算明细表.

use super::Level;
use super::rows::rows;

/// One economic class (301) or item (30101).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EconomicItem {
    pub code: &'static str,
    pub name: &'static str,
    pub part: Part,
}

impl EconomicItem {
    /// The level, as the code's length tells: 类 or 款.
    pub fn level(&self) -> Level {
        Level::of(self.code).expect("catalogue codes have 3 or 5 digits")
    }

    /// The code of the class it belongs to; a class belongs to itself.
    pub fn class(&self) -> &'static str {
        &self.code[..Level::Class.digits()]
    }
}

/// The two halves of basic expenditure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// 人员经费
    Personnel,
    /// 公用经费
    Operating,
}

impl Part {
    /// The half a class or item belongs to, by its code: 301 and 303 are 人员经费, all others 公用经费.
    pub fn of(code: &str) -> Part {
        if code.starts_with("301") || code.starts_with("303") { Part::Personnel } else { Part::Operating }
    }
}

/// Reads a whole list in its order: `code,name,part`.
pub(super) fn read_list(text: &'static str) -> Vec<EconomicItem> {
    rows(text, ["code", "name", "part"])
        .map(|[code, name, part]| {
            let part = match part {
                "personnel" => Part::Personnel,
                "operating" => Part::Operating,
                other => panic!("a catalogue row is neither personnel nor operating: {other}"),
            };
            EconomicItem { code, name, part }
        })
        .collect()
}
