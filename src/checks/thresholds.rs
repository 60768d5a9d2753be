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

/// Amounts that should be the same but come from two places may differ by this much (0.01 万元 = 100 元) before it is more than a trimmed cell.
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

/// From this share of the budget on (in percent), a gap between final accounts and budget needs a reason.
pub const BUDGET_GAP_PERCENT: Decimal = decimal(5, 0);

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

/// A single piece of goods whose total cost reaches this many yuan is bought by government procurement (100 万元 is the usual county threshold's upper end).
pub const PROCURED_YUAN: Decimal = decimal(1_000_000, 0);

/// Quantity × unit cost may differ from the money executed by this share (in percent).
pub const UNIT_COST_PERCENT: Decimal = decimal(1, 0);

/// Days between approval and publication at most.
pub const PUBLICATION_DAYS: i64 = 20;

/// A reason of at least this many characters counts as copied when another item of opposite direction has the same one.
pub const COPIED_REASON_CHARS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_grows_with_the_addends() {
        assert_eq!(envelope(3), decimal(2, 2));
        assert_eq!(IMPLAUSIBLE_YUAN, Decimal::from(10_000_000_000_u64));
    }
}
