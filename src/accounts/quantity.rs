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
    /// That difference in percent of last year; none on a zero base.
    pub percent: Option<Decimal>,
}

impl Change {
    /// Compares this year with last year.
    pub fn new(current: Quantity, prior: Quantity) -> Self {
        let (now, then) = (current.wan(), prior.wan());
        let wan = (now - then).abs();
        Self { direction: Direction::between(then, now), equal: wan.is_zero(), wan, percent: money::percent(wan, then), current, prior }
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
    /// Completion in percent; none on a zero budget.
    pub percent: Option<Decimal>,
}

impl Completion {
    /// Compares final accounts with a budget.
    pub fn new(budget: Quantity, accounts: Quantity) -> Self {
        let (planned, spent) = (budget.wan(), accounts.wan());
        Self {
            direction: Direction::between(planned, spent),
            equal: planned == spent,
            percent: money::percent(spent, planned),
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
    /// In percent of the whole; none when the whole is zero.
    pub percent: Option<Decimal>,
}

impl Share {
    /// Takes a part of a whole.
    pub fn new(name: &'static str, amount: Quantity, whole: &Quantity) -> Self {
        let percent = money::percent(amount.wan(), whole.wan());
        Self { name, amount, percent }
    }
}
