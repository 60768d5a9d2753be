//! Exact yuan, printed 万元, percentages: the one place where anything is rounded.
//!
//! Policy (四舍五入): amounts are summed in exact yuan and converted last; every printed amount is rounded on its own to two decimals, half away from
//! zero; percentages and differences follow from the printed amounts, so that a reader's calculator agrees. How a number *looks* belongs to a standard.

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals of a printed amount in 万元 and of a percentage.
pub const PRINTED_DECIMALS: u32 = 2;

/// One 万元 in yuan.
const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// One 亿元 in yuan.
const YI: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// How many yuan a unit of money is that people write in prose and targets (元, 万元, 亿元; 万 alone counts as 万元); none of what is no such unit.
pub fn of_unit(unit: &str) -> Option<Decimal> {
    match unit {
        "元" => Some(Decimal::ONE),
        "万元" | "万" => Some(WAN),
        "亿元" => Some(YI),
        _ => None,
    }
}

/// Rounds half away from zero to a number of decimals.
pub fn rounded_to(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds half away from zero to two decimals and keeps both decimals.
pub fn rounded(value: Decimal) -> Decimal {
    let mut value = rounded_to(value, PRINTED_DECIMALS);
    value.rescale(PRINTED_DECIMALS);
    value
}

/// Converts exact yuan to printed 万元.
pub fn wan(yuan: Decimal) -> Decimal {
    rounded(yuan / WAN)
}

/// Converts printed 万元 back to yuan (exact for what is printed, not for what was summed).
pub fn yuan_of_wan(wan: Decimal) -> Decimal {
    wan * WAN
}

/// The percentage `part` is of `whole`; none on a zero base. Both in the same unit, as printed.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole.is_zero() { None } else { Some(rounded(part * Decimal::ONE_HUNDRED / whole)) }
}

/// The percentage `part` is of a `base` it is measured on (last year, a budget); none on a base of zero or less, on which no rate means anything, and
/// none of a part below zero: a refund completes no budget.
pub fn rate(part: Decimal, base: Decimal) -> Option<Decimal> {
    if base > Decimal::ZERO && part >= Decimal::ZERO { percent(part, base) } else { None }
}

/// The percentage that one of the parts of a whole makes up; none where a part is negative, so that this or another one is not between nothing and all.
pub fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if part >= Decimal::ZERO && part <= whole { percent(part, whole) } else { None }
}

/// Writes a number with a comma between groups of three digits of its whole part, decimals as they are: 1,236,030.00.
pub fn grouped(number: Decimal) -> String {
    let plain = number.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let whole = digits.split('.').next().unwrap_or_default().len();
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place < whole && (whole - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How messages write an amount of exact yuan: 2,046,400.00 元.
pub fn in_yuan(yuan: Decimal) -> String {
    format!("{} 元", grouped(rounded(yuan)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a plain number")
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(wan(decimal("50.00")).to_string(), "0.01");
        assert_eq!(wan(decimal("-50.00")).to_string(), "-0.01");
        assert_eq!(wan(decimal("49.99")).to_string(), "0.00");
        assert_eq!(wan(decimal("150")).to_string(), "0.02");
    }

    #[test]
    fn percentages_follow_from_printed_amounts() {
        // The reference: 590.70 ÷ 645.33 prints 91.53%.
        assert_eq!(percent(decimal("590.70"), decimal("645.33")), Some(decimal("91.53")));
        assert_eq!(percent(decimal("1"), Decimal::ZERO), None);
    }

    #[test]
    fn negative_parts_have_no_percentage() {
        let numbers = |part: &str, whole: &str| (share(decimal(part), decimal(whole)), rate(decimal(part), decimal(whole)));
        assert_eq!(numbers("-8", "8"), (None, None));
        assert_eq!(numbers("-8", "-8"), (None, None));
        assert_eq!(numbers("10", "8"), (None, Some(decimal("125.00"))));
        assert_eq!(numbers("0", "8"), (Some(decimal("0.00")), Some(decimal("0.00"))));
    }

    #[test]
    fn digits_are_grouped_in_the_whole_part_only() {
        let shown = ["0", "-0.5", "999.12345", "1000", "-123456.7800", "1234567"].map(|text| grouped(decimal(text)));
        assert_eq!(shown, ["0", "-0.5", "999.12345", "1,000", "-123,456.7800", "1,234,567"]);
        assert_eq!(in_yuan(decimal("2046400")), "2,046,400.00 元");
    }
}
