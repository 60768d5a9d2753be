//! What a reason itself says of the size of the change it explains: 较上年增加150.35万元. Bound only where the clause speaks of the whole: what it
//! begins with names no part.

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::clauses::{WrittenAmount, clauses};
use super::pattern::{Pattern, pattern};

/// Subject, what it is compared with, direction, number, unit.
static CHANGE: LazyLock<Pattern> = LazyLock::new(|| {
    let subject = "(?:本年度?|今年|当年|20\\d\\d年度?)?(?:本年)?(?:收支|收入支出|收入|支出|决算|经费|总)*(?:总计|合计|总额|总数|总体|数)?";
    let base = "(?:上年度?|去年|上一年度?|同期|年初预算|全年预算|预算)(?:同期|决算|收支总计|支出|总计|合计|数)*(?:相比|比)?";
    let direction = "(?:共|合计|总计|净|总共|共计)?(增加|增长|增|上升|减少|下降|降低|减)(?:了|额为|为)?";
    pattern(&format!("^{subject}(?:与|同)?(?:较|比|与|同)({base})(?:总计|合计)?{direction} ?(\\d[\\d,]*(?:\\.\\d+)?) ?(万元|亿元|元|%|％)"))
});
const DOWN: [&str; 4] = ["减少", "下降", "降低", "减"];

/// A change as a reason states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedChange {
    /// The piece of the text that says so.
    pub piece: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Whether it is a change to a budget, not to last year.
    pub of_budget: bool,
    down: bool,
    size: Size,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Size {
    Amount(WrittenAmount),
    /// The percentage, and half of the last decimal written.
    Percent(Decimal, Decimal),
}

impl StatedChange {
    /// Whether a change in yuan (negative for a decrease), printed with this percentage, rounds to what is stated.
    pub fn is(&self, change: Decimal, percent: Option<Decimal>) -> bool {
        let same_way = change.is_zero() || change.is_sign_negative() == self.down;
        same_way
            && match &self.size {
                Size::Amount(amount) => amount.is(change.abs()),
                Size::Percent(stated, half) => percent.is_none_or(|percent| (percent - stated).abs() <= *half),
            }
    }
}

/// How a clause ends that tells the change of a part: 人员经费减少. What begins with such a word tells a cause: 增加档案库房维修.
const CHANGED: [&str; 8] = ["增加", "增多", "增长", "提高", "上升", "减少", "下降", "降低"];

/// The changes a reason states of the whole. A clause behind one that tells the change of a part may speak of that part.
pub fn stated(reason: &str) -> Vec<StatedChange> {
    let mut found = Vec::new();
    let mut told = None;
    for clause in clauses(reason) {
        let of_another = told == Some(clause.sentence);
        if CHANGED.iter().any(|word| clause.text.ends_with(word)) {
            told = Some(clause.sentence);
        }
        if of_another || clause.is_vague() {
            continue;
        }
        found.extend(CHANGE.captures(&clause.text).and_then(|captures| {
            let part = |group: usize| captures.get(group).map(|part| part.as_str());
            let (base, way, number, unit) = (part(1)?, part(2)?, part(3)?, part(4)?);
            let size = match unit {
                "%" | "％" => {
                    let percent = Decimal::from_str_exact(&number.replace(',', "")).ok()?;
                    Size::Percent(percent, Decimal::new(5, percent.scale().min(6) + 1))
                }
                unit => Size::Amount(WrittenAmount::read(number, unit)?),
            };
            let range = clause.place(captures.get(0)?.range());
            Some(StatedChange { piece: part(0)?.to_owned(), range, of_budget: base.contains("预算"), down: DOWN.contains(&way), size })
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(reason: &str, yuan: i64, percent: i64) -> Option<bool> {
        let stated = stated(reason);
        let first = stated.first()?;
        Some(first.is(Decimal::from(yuan), Some(Decimal::new(percent, 2))))
    }

    #[test]
    fn a_change_is_read_and_compared_within_rounding() {
        for reason in [
            "上级下达专项资金220万元，较上年增加150.35万元",
            "增加防汛物资储备，较上年增加150.35万元",
            "本年支出比上年决算数增加150.35万元",
            "收支总计较去年增长12.5%，因为调资",
        ] {
            assert_eq!(agrees(reason, 1_503_451, 1249), Some(true), "{reason}");
            assert_eq!(agrees(reason, 1_303_451, 1082), Some(false), "{reason}");
            assert_eq!(agrees(reason, -1_503_451, 1249), Some(false), "{reason}");
        }
        assert!(stated("较年初预算减少3,000元")[0].of_budget);
    }

    #[test]
    fn what_may_speak_of_a_part_is_left_alone() {
        for silent in [
            "人员经费较上年增加12.5万元",
            "人员经费减少，较上年减少3万元",
            "较上年增加约150万元",
            "较上年增加2人",
            "上级下达专项资金220万元",
            "其中项目支出较上年增加30万元",
            "增加防汛经费150.35万元",
        ] {
            assert_eq!(agrees(silent, 1, 1), None, "{silent}");
        }
    }
}
