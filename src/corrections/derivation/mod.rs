//! How each figure of a disclosure comes about: figures of the accounts from the written lines, facts of the narrative and the reports from those.
//!
//! `accounts` follows a figure to the lines it sums, into last year's file where it comes from there; `reports` and `summary` follow those of the
//! performance reports; here are the numbers a narrative makes of others.

mod accounts;
mod reports;
mod summary;

use rust_decimal::Decimal;
use serde_json::Value;

use super::arithmetic::{Derivation, Formula, Unit};
use super::{State, label};
use crate::accounts::{Figure, named};

/// Derives the figures of one state.
#[derive(Debug, Clone, Copy)]
pub struct Deriver<'a> {
    pub state: &'a State,
}

impl<'a> Deriver<'a> {
    fn facts(&self) -> &'a Value {
        &self.state.derived.facts
    }

    fn number(&self, pointer: &str) -> Option<Decimal> {
        match self.facts().pointer(pointer)? {
            Value::String(text) => Decimal::from_str_exact(text).ok(),
            Value::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
            _ => None,
        }
    }

    /// A fact by its JSON pointer: a figure, or a number that follows from figures.
    pub fn fact(&self, pointer: &str) -> Option<Derivation> {
        let value = self.facts().pointer(pointer)?;
        if value.get("yuan").is_some() && value.get("wan").is_some() {
            return self.fact(&format!("{pointer}/wan"));
        }
        let (above, key) = pointer.rsplit_once('/')?;
        let owner = self.facts().pointer(above)?;
        if let Some(figure) = owner.get("figure").and_then(Value::as_str) {
            return self.in_unit(&figure.parse().ok()?, if key == "yuan" { Unit::Yuan } else { Unit::Wan });
        }
        if owner.get("current").is_some() && owner.get("prior").is_some() {
            return self.change(pointer, above, key);
        }
        match pointer.split('/').nth(1)? {
            "reports" => return self.of_report(pointer, above, key),
            "performance" => return self.of_summary(pointer, above, key),
            _ => {}
        }
        if let Some((part, whole)) = self.ratio(above, key, owner) {
            return self.percentage(pointer, &part, &whole);
        }
        self.figure(&Figure::Named(counted(above, key, owner)?))
    }

    /// Difference or rate of change, both from the printed amounts.
    fn change(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let (current, prior) = (self.fact(&format!("{above}/current"))?, self.fact(&format!("{above}/prior"))?);
        let (more, less) = if current.value >= prior.value { (&current, &prior) } else { (&prior, &current) };
        let difference = format!("{} − {}", more.value, less.value);
        let (text, unit) = match key {
            "wan" => (difference, Unit::Wan),
            "percent" => (format!("({difference}) ÷ {} × 100", prior.value), Unit::Percent),
            _ => return None,
        };
        let formula = Formula { text, rounded: key == "percent" };
        Some(self.derived(pointer, unit, formula, vec![current, prior]))
    }

    fn percentage(&self, pointer: &str, part: &str, whole: &str) -> Option<Derivation> {
        let (part, whole) = (self.fact(part)?, self.fact(whole)?);
        let formula = Formula { text: format!("{} ÷ {} × 100", part.value, whole.value), rounded: true };
        Some(self.derived(pointer, Unit::Percent, formula, vec![part, whole]))
    }

    fn derived(&self, pointer: &str, unit: Unit, formula: Formula, operands: Vec<Derivation>) -> Derivation {
        let (_, label) = label::fact(self.facts(), pointer);
        let value = self.number(pointer).unwrap_or_default();
        Derivation { label, value, unit, formula: Some(formula), operands, written: Vec::new() }
    }

    /// Which two facts a percentage compares.
    fn ratio(&self, above: &str, key: &str, owner: &Value) -> Option<(String, String)> {
        let at = |path: &str| format!("{above}/{path}");
        let keys: Vec<&str> = above.split('/').skip(1).collect();
        match (keys.as_slice(), key) {
            (_, "percent") if owner.get("budget").is_some() => Some((at("final"), at("budget"))),
            ([of, "parts", _], "percent") => Some((at("amount"), format!("/{of}/total"))),
            (["general"], "percent") => Some((at("expenditure"), "/expenditure/total".to_owned())),
            (["three_public", _], "percent") => Some((at("final"), "/three_public/total/final".to_owned())),
            ([of, _, _], "percent") if owner.get("code").is_some() => Some((at("final"), format!("/{of}/expenditure"))),
            (["procurement"], _) => Some((at(key.strip_suffix("_percent")?), "/procurement/total".to_owned())),
            _ => None,
        }
    }
}

/// The figure behind a count of the narrative.
fn counted(above: &str, key: &str, owner: &Value) -> Option<&'static str> {
    let name = match (above, key) {
        ("/three_public/counts", _) => match key {
            "groups" => "going.groups".to_owned(),
            "group_persons" => "going.persons".to_owned(),
            "purchased" => "purchase.vehicles".to_owned(),
            "kept" => "operation.vehicles".to_owned(),
            "receptions" | "reception_persons" => format!("reception.{}", key.strip_prefix("reception_").unwrap_or(key)),
            _ => key.replacen('_', ".", 1),
        },
        ("/assets", "vehicles_total") => "vehicles.total".to_owned(),
        ("/assets", "equipment") => "equipment".to_owned(),
        (_, "count") if above.starts_with("/assets/") => format!("vehicles.{}", owner.get("key")?.as_str()?),
        _ => return None,
    };
    named::find(&name)
}
