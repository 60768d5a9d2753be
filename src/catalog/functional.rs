//! The functional classification (支出功能分类) of one year: codes, names, and the budget each belongs to.

use std::collections::BTreeMap;

use super::Level;
use super::rows::rows;

/// One class, section or item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionalItem {
    pub code: &'static str,
    pub name: &'static str,
    pub budget: Budget,
}

impl FunctionalItem {
    /// The level, as the code's length tells.
    pub fn level(&self) -> Level {
        Level::of(self.code).expect("catalogue codes have 3, 5 or 7 digits")
    }
}

/// Which of the fiscal budgets may spend under a code. Money from outside the budgets uses the codes of the general one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Budget {
    /// 一般公共预算
    General,
    /// 政府性基金预算
    Fund,
    /// 国有资本经营预算
    Capital,
    /// More than one of them, as with most classes.
    Any,
}

impl Budget {
    /// Whether money of the budget `of` may stand under a code of this budget.
    pub fn admits(self, of: Budget) -> bool {
        self == Budget::Any || self == of
    }

    fn read(text: &str) -> Budget {
        match text {
            "general" => Budget::General,
            "fund" => Budget::Fund,
            "capital" => Budget::Capital,
            "" => Budget::Any,
            other => panic!("a catalogue row names no known budget: {other}"),
        }
    }
}

/// A class with its place among the expenditure lines of the 总表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionalClass {
    /// The line's number in Chinese, without the 、 after it: 一, 二十六.
    pub ordinal: String,
    pub code: &'static str,
    pub name: &'static str,
}

/// The items of a year under construction, by code.
pub(super) type Items = BTreeMap<&'static str, FunctionalItem>;

/// Reads a whole list: `code,name,budget`.
pub(super) fn read_list(text: &'static str) -> Items {
    rows(text, ["code", "name", "budget"])
        .map(|[code, name, budget]| (code, FunctionalItem { code, name, budget: Budget::read(budget) }))
        .collect()
}

/// Applies a file of changes in its order: `set` adds or renames one code, `drop` takes a code away with all below it.
pub(super) fn apply_changes(items: &mut Items, text: &'static str) {
    for [change, code, name, budget] in rows(text, ["change", "code", "name", "budget"]) {
        match change {
            "set" => {
                items.insert(code, FunctionalItem { code, name, budget: Budget::read(budget) });
            }
            "drop" => {
                let before = items.len();
                items.retain(|known, _| !known.starts_with(code));
                assert!(items.len() < before, "a catalogue change drops what is not there: {code}");
            }
            other => panic!("a catalogue change is neither set nor drop: {other}"),
        }
    }
}

/// Numbers the classes in code order, which is the official order of the lines.
pub(super) fn classes(items: &[FunctionalItem]) -> Vec<FunctionalClass> {
    let classes = items.iter().filter(|item| item.level() == Level::Class);
    classes.zip(1..).map(|(item, line)| FunctionalClass { ordinal: ordinal(line), code: item.code, name: item.name }).collect()
}

/// Writes 1 to 99 as 一 to 九十九.
fn ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

/// How many suggestions a message can carry.
const SUGGESTIONS: usize = 5;

/// What a mistyped code may have meant: first codes one slip away (a digit wrong, or two swapped), then its nearest siblings.
pub(super) fn nearest<'a>(items: &'a [FunctionalItem], code: &str) -> Vec<&'a FunctionalItem> {
    let Ok(number) = code.parse::<u32>() else { return Vec::new() };
    let parent = super::parent(code);
    let mut found: Vec<_> = items
        .iter()
        .filter(|item| item.code != code)
        .filter_map(|item| {
            let slip = strsim::osa_distance(item.code, code) == 1;
            let sibling = parent.is_some() && super::parent(item.code) == parent;
            let distance = item.code.parse::<u32>().expect("catalogue codes are digits").abs_diff(number);
            (slip || sibling).then_some((!slip, distance, item))
        })
        .collect();
    found.sort_by_key(|(no_slip, distance, item)| (*no_slip, *distance, item.code));
    found.into_iter().take(SUGGESTIONS).map(|(_, _, item)| item).collect()
}
