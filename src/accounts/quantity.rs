//! A figure with its value, and what follows from two of them: change, completion, share. All ratios come from printed 万元.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Figure;
use crate::money;

/// A figure and its exact value in yuan.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    pub figure: Figure,
    pub yuan: Decimal,
}

impl Quantity {
    /// The printed amount in 万元, two decimals.
    pub fn wan(&self) -> Decimal {
        money::wan(self.yuan)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wan = self.wan();
        let mut state = serializer.serialize_struct("Quantity", 4)?;
        state.serialize_field("figure", &self.figure)?;
        state.serialize_field("yuan", &money::rounded(self.yuan))?;
        state.serialize_field("wan", &wan)?;
        state.serialize_field("zero", &wan.is_zero())?;
        state.end()
    }
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Increase,
    Decrease,
    Equal,
}

impl Direction {
    fn between(from: Decimal, to: Decimal) -> Self {
        match to.cmp(&from) {
            Ordering::Greater => Direction::Increase,
            Ordering::Less => Direction::Decrease,
            Ordering::Equal => Direction::Equal,
        }
    }
}

/// The change from last year to this year as a reader with a calculator sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Change {
    pub current: Quantity,
    pub prior: Quantity,
    pub direction: Direction,
    /// Whether both print the same.
    pub equal: bool,
    /// Difference of the printed amounts in 万元, without sign.
    pub wan: Decimal,
    /// That difference in percent of last year; none where last year was zero or negative: growth on such a base means nothing.
    pub percent: Option<Decimal>,
}

impl Change {
    /// Compares this year with last year.
    pub fn new(current: Quantity, prior: Quantity) -> Self {
        let (now, then) = (current.wan(), prior.wan());
        let wan = (now - then).abs();
        Self { direction: Direction::between(then, now), equal: wan.is_zero(), wan, percent: money::rate(wan, then), current, prior }
    }
}

/// Final accounts against one budget figure.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Completion {
    pub budget: Quantity,
    #[serde(rename = "final")]
    pub accounts: Quantity,
    /// Whether the final accounts exceed, fall short of or equal the budget.
    pub direction: Direction,
    /// Whether both print the same.
    pub equal: bool,
    /// Completion in percent; none on a zero or negative budget, or below zero.
    pub percent: Option<Decimal>,
}

impl Completion {
    /// Compares final accounts with a budget.
    pub fn new(budget: Quantity, accounts: Quantity) -> Self {
        let (planned, spent) = (budget.wan(), accounts.wan());
        Self {
            direction: Direction::between(planned, spent),
            equal: planned == spent,
            percent: money::rate(spent, planned),
            budget,
            accounts,
        }
    }
}

/// A part of a whole.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Share {
    /// The official Chinese name of the part.
    pub name: &'static str,
    pub amount: Quantity,
    /// In percent of the whole; none when the whole is zero or a part is negative.
    pub percent: Option<Decimal>,
}

impl Share {
    /// Takes a part of a whole.
    pub fn new(name: &'static str, amount: Quantity, whole: &Quantity) -> Self {
        let percent = money::share(amount.wan(), whole.wan());
        Self { name, amount, percent }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A figure of so many 分.
    fn quantity(fen: i64) -> Quantity {
        Quantity { figure: Figure::Named("agency.total"), yuan: Decimal::new(fen, 2) }
    }

    fn decimal(text: &str) -> Option<Decimal> {
        Some(Decimal::from_str_exact(text).expect("a plain number"))
    }

    #[test]
    fn nothing_grows_on_nothing_or_less() {
        let change = |current, prior| Change::new(quantity(current), quantity(prior));
        assert_eq!(change(3_000_000, 0).percent, None);
        assert_eq!(change(3_000_000, -5_000_000).percent, None);
        assert_eq!(change(3_000_000, -5_000_000).direction, Direction::Increase);
        assert_eq!(change(-3_000_000, 5_000_000).percent, decimal("160.00"));
        assert_eq!(change(0, 5_000_000).percent, decimal("100.00"));
        // 49.99 yuan print as nothing: there is no base to a reader.
        assert_eq!(change(3_000_000, 4_999).percent, None);
        assert_eq!(change(900_000_000, 1_000_000).percent, decimal("89900.00"));
    }

    #[test]
    fn nothing_is_completed_of_no_budget() {
        let completion = |budget, spent| Completion::new(quantity(budget), quantity(spent));
        assert_eq!(completion(0, 3_000_000).percent, None);
        assert_eq!(completion(-1_000_000, 3_000_000).percent, None);
        assert_eq!(completion(3_000_000, 0).percent, decimal("0.00"));
        assert_eq!(completion(3_000_000, -1_000_000).percent, None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A reader finds the change, its direction and its percentage in the two printed amounts.
        #[test]
        fn a_change_follows_from_what_is_printed(current in -9_000_000_000_000_i64..9_000_000_000_000, prior in -9_000_000_000_000_i64..9_000_000_000_000) {
            let change = Change::new(quantity(current), quantity(prior));
            let (now, then) = (change.current.wan(), change.prior.wan());
            prop_assert_eq!(change.wan, (now - then).abs());
            prop_assert_eq!(change.equal, now == then);
            prop_assert_eq!(change.direction, Direction::between(then, now));
            prop_assert_eq!(change.equal, change.direction == Direction::Equal);
            prop_assert_eq!(change.percent.is_some(), then > Decimal::ZERO);
            if let Some(percent) = change.percent {
                prop_assert!((percent * then - change.wan * Decimal::ONE_HUNDRED).abs() <= then * Decimal::new(5, 3));
            }
        }
    }
}
