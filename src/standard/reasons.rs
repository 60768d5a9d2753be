//! The comparisons of a standard's narrative that call for a reason: each with its figures, what was written, and the key it belongs under.
//!
//! Which they are is written in the manifest (`reasons`); nothing here knows a province. What is wrong with a reason is asked in `crate::checks`; here a
//! draft gets a gap for one that is missing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::manifest::Manifest;
use super::needs::{Unwritten, at, gap, pointer};
use crate::accounts::{Direction, Figure};

/// Code of the finding that a reason is missing.
pub const UNEXPLAINED: &str = "JS-R09";

/// From this share of the budget on (in percent), a gap between final accounts and budget needs a reason.
pub const BUDGET_GAP_PERCENT: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// One comparison of this year's figure with last year's or with a budget.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The key the reason belongs under, e.g. `科目说明.213.变动原因`.
    pub write: String,
    /// What is compared, for messages: `213 农林水支出`, or the label of the figure.
    pub name: String,
    pub against: Against,
    pub current: Known,
    pub base: Known,
    pub direction: Direction,
    pub reason: Option<String>,
    /// Where the reason stands among the facts.
    pointer: String,
}

/// What a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    LastYear,
    Budget,
}

/// A figure as the facts show it.
#[derive(Debug, Clone)]
pub struct Known {
    pub figure: Figure,
    pub wan: Decimal,
}

impl Compared {
    /// Whether a reader wants to know why: a change, or a gap to the budget beyond the threshold.
    pub fn needs_reason(&self) -> bool {
        match (self.against, self.direction) {
            (_, Direction::Equal) => false,
            (Against::LastYear, _) => true,
            (Against::Budget, _) => self.gap_percent().is_none_or(|gap| gap >= BUDGET_GAP_PERCENT),
        }
    }

    /// The gap in percent of the base; none on a zero base.
    pub fn gap_percent(&self) -> Option<Decimal> {
        crate::money::percent(self.difference(), self.base.wan)
    }

    /// Both figures in one line.
    pub fn figures_line(&self) -> String {
        let base = match self.against {
            Against::LastYear => "上年",
            Against::Budget => "预算",
        };
        let percent = self.gap_percent().map(|percent| format!("（{percent}%）")).unwrap_or_default();
        let (current, other, gap) = (self.current.wan, self.base.wan, self.difference());
        format!("本年决算 {current:.2} 万元，{base} {other:.2} 万元，相差 {gap:.2} 万元{percent}")
    }

    /// What is missing where the reason is.
    pub(super) fn unwritten(&self) -> Unwritten {
        Unwritten { rule: UNEXPLAINED, path: self.write.clone() }
    }

    fn difference(&self) -> Decimal {
        (self.current.wan - self.base.wan).abs()
    }
}

impl Manifest {
    /// The comparisons the standard gives reasons for. Several that share one reason are kept apart; see [`by_reason`].
    pub fn compared(&self, facts: &Value) -> Vec<Compared> {
        gather(facts, self.reasons.iter().map(|need| (need.fact.value.as_str(), need.reason.value.as_str(), need.write.value.as_str())))
    }

    /// Puts a visible gap in the place of every reason a draft lacks: 【缺：变动原因】. None where the department accepts the lack.
    pub fn fill_reasons(&self, facts: &mut Value, accepted: &[Unwritten]) {
        for compared in self.unexplained(facts).filter(|compared| !accepted.contains(&compared.unwritten())) {
            if let Some(fact) = facts.pointer_mut(&compared.pointer) {
                *fact = gap(&compared.write).into();
            }
        }
    }

    /// The comparisons that lack a reason they need.
    pub(super) fn unexplained(&self, facts: &Value) -> impl Iterator<Item = Compared> + use<> {
        let lacking = |compared: &Compared| compared.reason.is_none() && compared.needs_reason();
        by_reason(self.compared(facts)).into_iter().filter(lacking)
    }
}

/// One comparison for each reason: the one with the largest difference.
pub fn by_reason(compared: Vec<Compared>) -> Vec<Compared> {
    let mut chosen = BTreeMap::<String, usize>::new();
    let mut kept: Vec<Compared> = Vec::new();
    for compared in compared {
        match chosen.get(&compared.write) {
            Some(index) if kept[*index].difference() >= compared.difference() => {}
            Some(index) => kept[*index] = compared,
            None => {
                chosen.insert(compared.write.clone(), kept.len());
                kept.push(compared);
            }
        }
    }
    kept
}

/// The comparisons behind facts, each with the fact of its reason and the key the reason belongs under.
pub fn gather<'n>(facts: &Value, needs: impl IntoIterator<Item = (&'n str, &'n str, &'n str)>) -> Vec<Compared> {
    let mut found = Vec::new();
    for (fact, reason, write) in needs.into_iter().filter(|(fact, ..)| !is_absent(facts, fact)) {
        match (fact.split_once("[]."), reason.split_once("[].")) {
            (Some((list, fact)), Some((_, reason))) => {
                for (index, entry) in at(facts, list).and_then(Value::as_array).into_iter().flatten().enumerate() {
                    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
                    let name = format!("{} {}", text("code"), text("name"));
                    let place = (write.replace("{code}", text("code")), format!("{}/{index}", pointer(list)));
                    found.extend(one(entry, (fact, reason), place, Some(name)));
                }
            }
            _ => found.extend(one(facts, (fact, reason), (write.to_owned(), String::new()), None)),
        }
    }
    found
}

/// Whether a fact is of a section without anything this year: only that is said of it, whatever it was last year.
pub fn is_absent(facts: &Value, fact: &str) -> bool {
    fact.split('.').next().and_then(|section| at(facts, section)?.get("absent")?.as_bool()) == Some(true)
}

/// The comparison at a dotted path below an entry of the facts; `place` is the key its reason belongs under, and where the entry stands.
fn one(entry: &Value, (fact, reason): (&str, &str), (write, place): (String, String), name: Option<String>) -> Option<Compared> {
    let value = at(entry, fact).filter(|value| !value.is_null())?;
    // What does not apply to a department (`agency.applicable`) is not spoken of, whatever it was last year.
    let applicable = fact.rsplit_once('.').and_then(|(whole, _)| at(entry, whole)?.get("applicable")?.as_bool());
    if applicable == Some(false) {
        return None;
    }
    let (against, current, base) = match value.get("prior") {
        Some(prior) => (Against::LastYear, value.get("current")?, prior),
        None => (Against::Budget, value.get("final")?, value.get("budget")?),
    };
    let direction = match value.get("direction")?.as_str()? {
        "increase" => Direction::Increase,
        "decrease" => Direction::Decrease,
        _ => Direction::Equal,
    };
    let pointer = format!("{place}{}", pointer(reason));
    let reason = at(entry, reason).and_then(Value::as_str).map(str::to_owned).filter(|reason| !reason.is_empty());
    let (current, base) = (known(current)?, known(base)?);
    let name = name.unwrap_or_else(|| current.figure.label());
    Some(Compared { write, name, against, current, base, direction, reason, pointer })
}

fn known(quantity: &Value) -> Option<Known> {
    let amount = |key: &str| quantity.get(key).and_then(Value::as_str).and_then(|amount| amount.parse().ok());
    Some(Known { figure: quantity.get("figure")?.as_str()?.parse().ok()?, wan: amount("wan")? })
}
