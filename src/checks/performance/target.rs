//! Targets of indicators: an operator, a number, a unit. Parsed where they can be, never guessed.

use rust_decimal::Decimal;

use crate::money;

/// How an actual value is measured against a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    AtLeast,
    AtMost,
    Equal,
    More,
    Less,
}

/// A target such as ≥95%, ≤30万元, =100台.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub operator: Operator,
    pub measured: Measured,
}

/// A number with its unit: 95%, 26.0053 万元, 865 without a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    pub number: Decimal,
    pub unit: String,
}

/// Spellings of operators, longer ones first.
const OPERATORS: [(&str, Operator); 20] = [
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("=", Operator::Equal),
    ("＝", Operator::Equal),
    (">", Operator::More),
    ("＞", Operator::More),
    ("<", Operator::Less),
    ("＜", Operator::Less),
    ("等于", Operator::Equal),
];

/// Reads a target; none if it is not an operator, a number and at most a unit.
pub fn target(text: &str) -> Option<Target> {
    let text = text.trim();
    let (operator, rest) = OPERATORS.iter().find_map(|(spelling, operator)| Some((*operator, text.strip_prefix(spelling)?)))?;
    Some(Target { operator, measured: measured(rest)? })
}

/// Reads a number with at most a unit behind it.
pub fn measured(text: &str) -> Option<Measured> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number = Decimal::from_str_exact(&number.replace(',', "")).ok()?;
    let unit = unit.trim().replace('％', "%");
    let plain = unit.chars().count() <= LONGEST_UNIT && unit.chars().all(|c| !c.is_ascii_digit() && !"，。；、,;：:-—~～至".contains(c));
    plain.then_some(Measured { number, unit })
}

/// The longest unit in characters: 万元/人/年.
const LONGEST_UNIT: usize = 8;

impl Measured {
    /// The amount in yuan, if the unit is one of money and nothing more.
    pub fn yuan(&self) -> Option<Decimal> {
        self.number.checked_mul(money::of_unit(&self.unit)?)
    }
}

impl Target {
    /// Whether an actual value reaches the target; none if the two cannot be compared.
    pub fn is_met(&self, actual: &Measured) -> Option<bool> {
        let wanted = &self.measured;
        let (actual, wanted) = match (actual.yuan(), wanted.yuan()) {
            (Some(actual), Some(wanted)) => (actual, wanted),
            _ if actual.unit.is_empty() || actual.unit == wanted.unit => (actual.number, wanted.number),
            _ => return None,
        };
        Some(match self.operator {
            Operator::AtLeast => actual >= wanted,
            Operator::AtMost => actual <= wanted,
            Operator::Equal => actual == wanted,
            Operator::More => actual > wanted,
            Operator::Less => actual < wanted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(wanted: &str, actual: &str) -> Option<bool> {
        target(wanted)?.is_met(&measured(actual)?)
    }

    #[test]
    fn targets_are_compared_in_one_unit() {
        assert_eq!(met("≥95%", "95"), Some(true));
        assert_eq!(met(">95%", "95%"), Some(false));
        assert_eq!(met("<15万元", "18"), Some(false));
        assert_eq!(met("≤30万元", "260053元"), Some(true));
        assert_eq!(met("≤1亿元", "10001万元"), Some(false));
        assert_eq!(met("=35万元", "29.2679"), Some(false));
        assert_eq!(met("不少于600人次", "638人次"), Some(true));
    }

    #[test]
    fn what_is_no_plain_target_is_not_guessed() {
        for text in ["2万元/人/年", "2024年12月底前", "长期", "≥2处，验收合格", "95%以上", "≥90-95%", "有效提升"]
        {
            assert_eq!(target(text), None, "{text}");
        }
        assert_eq!(met("≥3个", "3处"), None);
        assert_eq!(met("≥3个", "达成预期指标"), None);
    }
}
