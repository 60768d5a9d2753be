//! The functional classification (支出功能分类) of one year: codes, names, and the budget each belongs to.

use std::collections::BTreeMap;

use super::Level;
use super::rows::rows;

/// One class, section or item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// The official Chinese name.
    pub fn chinese(self) -> &'static str {
        match self {
            Budget::General => "一般公共预算",
            Budget::Fund => "政府性基金预算",
            Budget::Capital => "国有资本经营预算",
            Budget::Any => "多本预算",
        }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionalClass {
    /// The line's number in Chinese, without the 、 after it: 一, 二十六.
    pub ordinal: &'static str,
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
    let mut ordinals = ORDINALS.split(' ');
    let mut next = || ordinals.next().expect("there are numbers for more classes than there ever were");
    let classes = items.iter().filter(|item| item.level() == Level::Class);
    classes.map(|item| FunctionalClass { ordinal: next(), code: item.code, name: item.name }).collect()
}

/// The numbers of the lines. There are 26 classes; a few more may come.
const ORDINALS: &str = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 \
                        二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十";

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
