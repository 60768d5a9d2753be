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

/// What a mistyped code may have meant: items one slip away (a digit wrong, or two swapped) and those of the same class with the nearest numbers.
pub(super) fn nearest<'a>(items: &'a [EconomicItem], code: &str) -> Vec<&'a EconomicItem> {
    let Ok(number) = code.parse::<u32>() else { return Vec::new() };
    let mut found: Vec<_> = items
        .iter()
        .filter(|item| item.level() == Level::Section && item.code != code)
        .filter_map(|item| {
            let slip = strsim::osa_distance(item.code, code) == 1;
            let sibling = code.starts_with(item.class());
            let distance = item.code.parse::<u32>().expect("catalogue codes are digits").abs_diff(number);
            (slip || sibling).then_some((!sibling, !slip, distance, item))
        })
        .collect();
    found.sort_by_key(|(foreign, no_slip, distance, item)| (*foreign, *no_slip, *distance, item.code));
    found.into_iter().take(SUGGESTIONS).map(|(_, _, _, item)| item).collect()
}

/// How many suggestions a message can carry.
const SUGGESTIONS: usize = 4;
