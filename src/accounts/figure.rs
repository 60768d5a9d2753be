//! The names of figures: what a table cell, a sentence, an expectation or an explanation can speak of.
//!
//! A figure's name is stable and machine-readable: `all.expenditure.basic[208]`, `economic[30101]`, `three_public.total.final`, `general.initial_budget[201]`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{Measure, Scope, Source, named};

/// A part of basic expenditure of the general public budget by economic item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EconomicPart {
    /// All of it.
    Total,
    /// 人员经费: 301 and 303.
    Personnel,
    /// 公用经费: the rest.
    Operating,
    /// One class (3 digits) or item (5 digits).
    Code(String),
}

/// A figure of the accounts, by name. Amounts are in yuan; counts are plain numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Figure {
    /// A roll-up of ledger rows; no code means all.
    Ledger { scope: Scope, measure: Measure, code: Option<String> },
    /// Basic expenditure by economic item.
    Economic(EconomicPart),
    /// 年初预算 of a functional code, or of a whole source without a code.
    InitialBudget { source: Source, code: Option<String> },
    /// Last year's expenditure of a functional code, or of a whole source without a code.
    LastYear { source: Source, code: Option<String> },
    /// A figure outside the classifications; its name is in [`super::named`].
    Named(&'static str),
}

impl Figure {
    /// A roll-up over all codes.
    pub fn total(scope: Scope, measure: Measure) -> Figure {
        Figure::Ledger { scope, measure, code: None }
    }

    /// A roll-up of the rows under one functional code.
    pub fn under(scope: Scope, measure: Measure, code: &str) -> Figure {
        Figure::Ledger { scope, measure, code: Some(code.to_owned()) }
    }
}

impl Figure {
    /// Whether it counts things, and is no money.
    pub fn is_count(&self) -> bool {
        matches!(self, Figure::Named(name) if named::get(name).is_some_and(|named| named.counts))
    }

    /// What people call it, with its code in brackets: `一般公共预算财政拨款支出（208）`.
    pub fn label(&self) -> String {
        let coded = |text: String, code: &Option<String>| code.as_ref().map_or_else(|| text.clone(), |code| format!("{text}（{code}）"));
        match self {
            Figure::Ledger { scope, measure, code } => coded(format!("{}{}", scope.label(), measure.label), code),
            Figure::Economic(EconomicPart::Total) => "一般公共预算财政拨款基本支出明细合计".to_owned(),
            Figure::Economic(EconomicPart::Personnel) => "人员经费".to_owned(),
            Figure::Economic(EconomicPart::Operating) => "公用经费".to_owned(),
            Figure::Economic(EconomicPart::Code(code)) => format!("基本支出明细（{code}）"),
            Figure::InitialBudget { source, code } => coded(format!("{}年初预算", source.name()), code),
            Figure::LastYear { source, code } => coded(format!("{}上年决算", source.name()), code),
            Figure::Named(name) => named::get(name).map_or(*name, |named| named.label).to_owned(),
        }
    }
}

/// A figure name nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{0}”的数")]
pub struct UnknownFigure(pub String);

impl FromStr for Figure {
    type Err = UnknownFigure;
    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        let unknown = || UnknownFigure(text.to_owned());
        let (name, code) = match text.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((name, code)) => (name, Some(code.to_owned())),
            None => (text, None),
        };
        if let Some(named) = named::find(name) {
            return if code.is_none() { Ok(Figure::Named(named)) } else { Err(unknown()) };
        }
        match (name, code) {
            ("economic", Some(code)) => Ok(Figure::Economic(EconomicPart::Code(code))),
            ("economic.total", None) => Ok(Figure::Economic(EconomicPart::Total)),
            ("economic.personnel", None) => Ok(Figure::Economic(EconomicPart::Personnel)),
            ("economic.operating", None) => Ok(Figure::Economic(EconomicPart::Operating)),
            (name, code) => {
                let (scope, rest) = name.split_once('.').ok_or_else(unknown)?;
                let scope = Scope::EVERY.into_iter().find(|known| known.name == scope).ok_or_else(unknown)?;
                match (rest, scope.sources) {
                    ("initial_budget", [source]) => return Ok(Figure::InitialBudget { source: *source, code }),
                    ("last_year", [source]) => return Ok(Figure::LastYear { source: *source, code }),
                    _ => {}
                }
                let measure = Measure::every().find(|known| known.name == rest).ok_or_else(unknown)?;
                Ok(Figure::Ledger { scope, measure, code })
            }
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self {
            Figure::Ledger { scope, measure, code } => {
                write!(f, "{}.{}", scope.name, measure.name)?;
                code
            }
            Figure::InitialBudget { source, code } => {
                write!(f, "{}.initial_budget", Scope::of(*source).name)?;
                code
            }
            Figure::LastYear { source, code } => {
                write!(f, "{}.last_year", Scope::of(*source).name)?;
                code
            }
            Figure::Economic(EconomicPart::Total) => return f.write_str("economic.total"),
            Figure::Economic(EconomicPart::Personnel) => return f.write_str("economic.personnel"),
            Figure::Economic(EconomicPart::Operating) => return f.write_str("economic.operating"),
            Figure::Economic(EconomicPart::Code(code)) => return write!(f, "economic[{code}]"),
            Figure::Named(name) => return f.write_str(name),
        };
        match code {
            Some(code) => write!(f, "[{code}]"),
            None => Ok(()),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in [
            "all.resources",
            "fiscal.income.appropriation",
            "general.expenditure.basic[208]",
            "economic[30101]",
            "economic.personnel",
            "general.initial_budget[201]",
            "fund.last_year",
            "three_public.total.final",
            "procurement.total",
        ] {
            let figure: Figure = name.parse().expect("a known figure");
            assert_eq!(figure.to_string(), name);
        }
        assert!("general.nothing".parse::<Figure>().is_err());
        assert!("all.initial_budget[201]".parse::<Figure>().is_err());
    }
}
