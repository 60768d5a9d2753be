//! Arithmetic written out for a reader with a calculator: a formula as text, the figures it takes, the lines these were written on.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::money;

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Unit {
    #[serde(rename = "万元")]
    Wan,
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "%")]
    Percent,
    #[serde(rename = "分")]
    Points,
    #[serde(rename = "")]
    Count,
}

impl Unit {
    /// What written amounts of a figure in this unit are in.
    fn written(self) -> &'static str {
        match self {
            Unit::Wan | Unit::Yuan => " 元",
            Unit::Points => " 分",
            Unit::Percent | Unit::Count => "",
        }
    }

    /// How it is written after a number.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Wan => "万元",
            Unit::Yuan => "元",
            Unit::Percent => "%",
            Unit::Points => "分",
            Unit::Count => "",
        }
    }
}

/// A figure and how it came about.
#[derive(Debug, Clone, Serialize)]
pub struct Derivation {
    pub label: String,
    pub value: Decimal,
    pub unit: Unit,
    /// None for a figure that stands as it was written.
    pub formula: Option<Formula>,
    /// The figures the formula takes, where these are derived themselves.
    pub operands: Vec<Derivation>,
    /// The written amounts it takes.
    pub written: Vec<Written>,
}

/// A formula in + − × ÷ and brackets, and whether its result was rounded to two decimals (四舍五入).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Formula {
    pub text: String,
    pub rounded: bool,
}

/// A written amount with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    pub label: String,
    /// In yuan, or the number itself; negative where it is subtracted.
    pub amount: Decimal,
    pub file: String,
    pub line: usize,
    /// The line as written.
    pub text: String,
}

impl Derivation {
    /// Written amounts summed, and converted where they are printed in 万元.
    pub fn total(label: String, unit: Unit, written: Vec<Written>) -> Self {
        Self::total_with(label, unit, written, Vec::new())
    }

    /// Written amounts and figures that are derived themselves, each with what it adds, summed and converted to the unit.
    pub fn total_with(label: String, unit: Unit, written: Vec<Written>, parts: Vec<(Decimal, Derivation)>) -> Self {
        let amounts = written.iter().map(|written| written.amount).chain(parts.iter().map(|(adds, _)| *adds));
        let (exact, text) = (amounts.clone().sum(), sum(amounts));
        let (value, formula) = match unit {
            Unit::Wan => (money::wan(exact), Formula { text: format!("{} ÷ 10000", bracketed(&text)), rounded: true }),
            _ => (exact, Formula { text, rounded: false }),
        };
        let operands = parts.into_iter().map(|(_, part)| part).collect();
        Self { label, value, unit, formula: Some(formula), operands, written }
    }

    /// The formula with its result: `(645000.00 + 64388.62) ÷ 10000 ≈ 70.94`.
    pub fn equation(&self) -> Option<String> {
        let formula = self.formula.as_ref()?;
        Some(format!("{} {} {}", formula.text, if formula.rounded { "≈" } else { "=" }, self.value))
    }

    /// This figure, indented, with what it takes below it.
    pub fn show(&self, depth: usize, out: &mut String) {
        self.show_once(depth, &mut Vec::new(), out);
    }

    /// The same, but what was told before is only named.
    pub fn show_once(&self, depth: usize, told: &mut Vec<(String, Option<String>)>, out: &mut String) {
        let pad = "  ".repeat(depth);
        let this = (self.label.clone(), self.equation());
        if !(self.written.is_empty() && self.operands.is_empty()) && told.contains(&this) {
            out.push_str(&format!("{pad}{} {}{}（算法见上）\n", self.label, self.value, self.unit.name()));
            return;
        }
        told.push(this);
        out.push_str(&format!("{pad}{} {}{}\n", self.label, self.value, self.unit.name()));
        if let Some(equation) = self.equation() {
            out.push_str(&format!("{pad}  {equation}\n"));
        }
        for written in &self.written {
            out.push_str(&format!(
                "{pad}  · {} {}{}　{}:{}　{}\n",
                written.label,
                written.amount,
                self.unit.written(),
                written.file,
                written.line,
                written.text.trim()
            ));
        }
        for operand in &self.operands {
            operand.show_once(depth + 1, told, out);
        }
    }
}

/// A sum of signed amounts; an empty one is 0.
pub fn sum(amounts: impl IntoIterator<Item = Decimal>) -> String {
    let mut text = String::new();
    for amount in amounts {
        match (text.is_empty(), amount.is_sign_negative() && !amount.is_zero()) {
            (true, _) => text = amount.to_string(),
            (false, true) => text.push_str(&format!(" − {}", amount.abs())),
            (false, false) => text.push_str(&format!(" + {}", amount.abs())),
        }
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// Brackets around a sum of more than one amount.
pub fn bracketed(sum: &str) -> String {
    if sum.contains(' ') { format!("({sum})") } else { sum.to_owned() }
}
