//! Every threshold and tolerance of the rules, in one place. The book states them in words.

use rust_decimal::Decimal;

const fn decimal(digits: u32, decimals: u32) -> Decimal {
    Decimal::from_parts(digits, 0, 0, false, decimals)
}

/// Half a cent of 万元 (0.005 万元): how far a printed amount lies from its exact value at most.
pub const HALF_CENT_OF_WAN: Decimal = decimal(5, 3);

/// The envelope U(n) = (n + 1) × 0.005 万元: how far a printed sum of n printed addends may be off by rounding alone.
pub fn envelope(addends: usize) -> Decimal {
    Decimal::from(addends + 1) * HALF_CENT_OF_WAN
}

/// A printed amount that differs by this much (in 万元) from ours was probably trimmed to make a column add up; more is another amount.
pub const TRIMMED: Decimal = decimal(1, 2);

/// A written amount of this many yuan (100 亿元) or more is implausible in one line of a county department.
pub const IMPLAUSIBLE_YUAN: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);

/// One amount is another in the wrong unit when it is about ten thousand times as large: between these many times.
pub const SCALED_AT_LEAST: Decimal = decimal(5_000, 0);
/// See [`SCALED_AT_LEAST`].
pub const SCALED_AT_MOST: Decimal = decimal(20_000, 0);

/// A department that spends less than this many yuan in a year hardly exists.
pub const DEPARTMENT_AT_LEAST: Decimal = decimal(10_000, 0);

/// Basic wages of a year between these many yuan are plausible in a county department.
pub const WAGES_AT_LEAST: Decimal = decimal(1_000, 0);
/// See [`WAGES_AT_LEAST`].
pub const WAGES_AT_MOST: Decimal = decimal(2_000_000_000, 0);

/// No county department spends this many yuan (1000 亿元) in a year: a whole county does not.
pub const NO_DEPARTMENT: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0);

/// Contributions of one kind (pension, housing) for all staff in a year between these many yuan are plausible in a county department.
pub const CONTRIBUTION_AT_LEAST: Decimal = decimal(100, 0);
/// See [`CONTRIBUTION_AT_LEAST`].
pub const CONTRIBUTION_AT_MOST: Decimal = decimal(500_000_000, 0);

/// A guest received costs between these many yuan.
pub const MEAL_AT_LEAST: Decimal = decimal(1, 0);
/// See [`MEAL_AT_LEAST`].
pub const MEAL_AT_MOST: Decimal = decimal(10_000, 0);

/// A vehicle runs for between these many yuan a year.
pub const VEHICLE_AT_LEAST: Decimal = decimal(10, 0);
/// See [`VEHICLE_AT_LEAST`].
pub const VEHICLE_AT_MOST: Decimal = decimal(1_000_000, 0);

/// A person's journey abroad costs between these many yuan.
pub const JOURNEY_AT_LEAST: Decimal = decimal(100, 0);
/// See [`JOURNEY_AT_LEAST`].
pub const JOURNEY_AT_MOST: Decimal = decimal(1_000_000, 0);

/// How many figures out of all proportion make a wrong unit likely; one alone may be one wrong figure.
pub const SIGNS_NEEDED: usize = 2;

/// How many of them make it certain.
pub const SIGNS_CERTAIN: usize = 3;

/// No county department has more vehicles of one kind.
pub const VEHICLES_AT_MOST: Decimal = decimal(2_000, 0);

/// No county department has more sets of equipment of 100 万元 each.
pub const EQUIPMENT_AT_MOST: Decimal = decimal(1_000, 0);

/// No county department receives more groups of guests in a year.
pub const RECEPTIONS_AT_MOST: Decimal = decimal(10_000, 0);

/// No county department receives more guests in a year.
pub const GUESTS_AT_MOST: Decimal = decimal(200_000, 0);

/// No county department sends more groups abroad in a year.
pub const JOURNEYS_AT_MOST: Decimal = decimal(200, 0);

/// No county department sends more persons abroad in a year.
pub const TRAVELLERS_AT_MOST: Decimal = decimal(2_000, 0);

/// No county department has more projects, or problems found in them.
pub const PROJECTS_AT_MOST: Decimal = decimal(5_000, 0);

/// From this share of the budget on (in percent), a gap between final accounts and budget needs a reason; a draft shows a gap for it.
pub const BUDGET_GAP_PERCENT: Decimal = crate::standard::BUDGET_GAP_PERCENT;

/// Above this share of the budget (in percent), a gap is pointed out even where the standard prints no reason.
pub const LARGE_BUDGET_GAP_PERCENT: Decimal = decimal(30, 0);

/// Above this growth (in percent), a change is pointed out even where the standard prints no reason.
pub const LARGE_CHANGE_PERCENT: Decimal = decimal(1000, 0);

/// A part that makes at least this share (in percent) of a change must be spoken of in its reason.
pub const MAIN_PART_PERCENT: Decimal = decimal(50, 0);

/// Contributions that should match (pension, annuity, housing, medical) may differ by this share (in percent) of the larger one.
pub const PLAUSIBLE_PAIR_PERCENT: Decimal = decimal(5, 0);

/// Goods bought by the projects may exceed the goods of government procurement by this share (in percent) of them.
pub const GOODS_PERCENT: Decimal = decimal(10, 0);

/// Procurement may be at most this share (in percent) of all expenditure of the year.
pub const PROCURED_OF_SPENDING_PERCENT: Decimal = decimal(100, 0);

/// A single piece of goods whose total cost reaches this many yuan is bought by government procurement (100 万元 is the usual county threshold's upper end).
pub const PROCURED_YUAN: Decimal = decimal(1_000_000, 0);

/// Quantity × unit cost may differ from the money executed by this share (in percent).
pub const UNIT_COST_PERCENT: Decimal = decimal(1, 0);

/// Days between approval and publication at most.
pub const PUBLICATION_DAYS: i64 = 20;

/// A reason of at least this many characters counts as copied when another item of opposite direction has the same one.
pub const COPIED_REASON_CHARS: usize = 4;

/// A reason of at least this many characters counts as left over when last year's file has the same one in the same place.
pub const LEFT_OVER_REASON_CHARS: usize = 8;

/// How many characters in a row a reason shares with a project's name to speak of it.
pub const PROJECT_NAMED_CHARS: usize = 8;

/// How many projects must have been adjusted to exactly what they executed before that is pointed out.
pub const ADJUSTED_TO_FIT: usize = 3;

/// A threshold as the book states it: the rule whose paragraph it stands in, what it limits, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    pub rule: &'static str,
    pub meaning: &'static str,
    pub value: String,
}

/// All of them, in the order of the book; the book's tests hold its numbers to these.
pub fn all() -> Vec<Threshold> {
    let of = |rule, meaning, value| Threshold { rule, meaning, value };
    vec![
        of("JS-T002", "一个部门全年支出至少", yuan(DEPARTMENT_AT_LEAST)),
        of("JS-T002", "一笔金额、全年支出不到", yuan(IMPLAUSIBLE_YUAN)),
        of("JS-T002", "全年基本工资至少", yuan(WAGES_AT_LEAST)),
        of("JS-T002", "全年基本工资至多", yuan(WAGES_AT_MOST)),
        of("JS-T002", "没有一个部门全年支出达到", yuan(NO_DEPARTMENT)),
        of("JS-T002", "全年养老保险缴费、住房公积金各至少", yuan(CONTRIBUTION_AT_LEAST)),
        of("JS-T002", "全年养老保险缴费、住房公积金各至多", yuan(CONTRIBUTION_AT_MOST)),
        of("JS-T002", "国内接待平均每人至少", yuan(MEAL_AT_LEAST)),
        of("JS-T002", "国内接待平均每人至多", yuan(MEAL_AT_MOST)),
        of("JS-T002", "公务用车平均每辆至少", yuan(VEHICLE_AT_LEAST)),
        of("JS-T002", "公务用车平均每辆至多", yuan(VEHICLE_AT_MOST)),
        of("JS-T002", "出国（境）平均每人至少", yuan(JOURNEY_AT_LEAST)),
        of("JS-T002", "出国（境）平均每人至多", yuan(JOURNEY_AT_MOST)),
        of("JS-T002", "单位可能写错的迹象", format!("{SIGNS_NEEDED} 个")),
        of("JS-T002", "单位一定写错的迹象", format!("{SIGNS_CERTAIN} 个")),
        of("JS-T002", "当作相差一万倍的倍数，从", format!("{SCALED_AT_LEAST} 倍")),
        of("JS-T002", "当作相差一万倍的倍数，到", format!("{SCALED_AT_MOST} 倍")),
        of("JS-T002", "一种用途的车辆、保有量、购置辆数至多", format!("{VEHICLES_AT_MOST} 辆")),
        of("JS-T002", "单价100万元以上设备至多", format!("{EQUIPMENT_AT_MOST} 台（套）")),
        of("JS-T002", "公务接待批次至多", format!("{RECEPTIONS_AT_MOST} 批次")),
        of("JS-T002", "公务接待人次至多", format!("{GUESTS_AT_MOST} 人次")),
        of("JS-T002", "出国（境）团组至多", format!("{JOURNEYS_AT_MOST} 个")),
        of("JS-T002", "出国（境）人次至多", format!("{TRAVELLERS_AT_MOST} 人次")),
        of("JS-T002", "绩效管理的项目、问题个数至多", format!("{PROJECTS_AT_MOST} 个")),
        of("JS-T202", "印出的合计与 n 个印出的数之和的误差", format!("(n + 1) × {HALF_CENT_OF_WAN} 万元")),
        of("JS-X11", "两种分类的缴费相差，占较大一方", percent(PLAUSIBLE_PAIR_PERCENT)),
        of("JS-R09", "与预算的差异达到，就要有原因", percent(BUDGET_GAP_PERCENT)),
        of("JS-R10", "一增一减照抄的原因，至少", format!("{COPIED_REASON_CHARS} 个字")),
        of("JS-R10", "与上年文件里一字不差的原因，至少", format!("{LEFT_OVER_REASON_CHARS} 个字")),
        of("JS-R10", "原因与项目名称连续相同，至少", format!("{PROJECT_NAMED_CHARS} 个字")),
        of("JS-R11", "占总的变动达到，总的原因就要说到", percent(MAIN_PART_PERCENT)),
        of("JS-R12", "比上年增加超过，就要说明", percent(LARGE_CHANGE_PERCENT)),
        of("JS-R12", "与年初预算相差超过，就要说明", percent(LARGE_BUDGET_GAP_PERCENT)),
        of("JS-A03", "买货物的项目达到，才与政府采购比", yuan(PROCURED_YUAN)),
        of("JS-A03", "买的可以比政府采购多", percent(GOODS_PERCENT)),
        of("JS-A03", "政府采购支出总额至多是本年支出的", percent(PROCURED_OF_SPENDING_PERCENT)),
        of("JS-E06", "照执行数倒推全年预算的项目，至少", format!("{ADJUSTED_TO_FIT} 个")),
        of("JS-E09", "数量乘单位成本与执行数相差", percent(UNIT_COST_PERCENT)),
        of("JS-D01", "批复后至多，就要公开", format!("{PUBLICATION_DAYS} 日")),
        of("JS-D02", "当作一格改动过的差额", format!("{TRIMMED} 万元")),
    ]
}

fn percent(value: Decimal) -> String {
    format!("{value}%")
}

fn yuan(value: Decimal) -> String {
    let units = [(decimal(100_000_000, 0), "亿元"), (decimal(10_000, 0), "万元")];
    let whole = units.into_iter().find(|(unit, _)| value >= *unit && (value % unit).is_zero());
    whole.map_or_else(|| format!("{value} 元"), |(unit, name)| format!("{} {name}", (value / unit).normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_grows_with_the_addends() {
        assert_eq!(envelope(3), decimal(2, 2));
        assert_eq!(IMPLAUSIBLE_YUAN, Decimal::from(10_000_000_000_u64));
    }

    #[test]
    fn every_threshold_is_listed_for_the_book() {
        let source = include_str!("thresholds.rs");
        let (constants, list) = source.split_once("pub fn all()").expect("the list");
        let names = constants.lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
        let bare: Vec<&str> = names.filter(|name| !list.contains(name)).collect();
        assert!(bare.is_empty(), "{bare:?}");
        assert_eq!(yuan(IMPLAUSIBLE_YUAN), "100 亿元");
        assert_eq!(yuan(NO_DEPARTMENT), "1000 亿元");
    }
}
