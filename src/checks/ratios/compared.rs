//! The comparisons of a standard's narrative that call for a reason: each with its figures, what was written, and the key it belongs under.
//!
//! Which they are is written in the standard (`reasons` of its manifest); nothing here knows a province.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::accounts::{Direction, Figure};
use crate::checks::Case;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::standard::fact_at;

/// One comparison of this year's figure with last year's or with a budget.
pub(super) struct Compared {
    /// The key the reason belongs under, e.g. `科目说明.213.变动原因`.
    pub write: String,
    /// What is compared, for messages: `农林水支出`, or the label of the figure.
    pub name: String,
    pub against: Against,
    pub current: Known,
    pub base: Known,
    pub direction: Direction,
    pub reason: Option<String>,
}

/// What a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    LastYear,
    Budget,
}

/// A figure as the facts show it.
pub(super) struct Known {
    pub figure: Figure,
    pub wan: Decimal,
}

impl Compared {
    /// The gap in percent of the base; none on a zero base.
    pub fn gap_percent(&self) -> Option<Decimal> {
        crate::money::percent((self.current.wan - self.base.wan).abs(), self.base.wan)
    }

    /// Both figures in one line.
    pub fn figures_line(&self) -> String {
        let base = match self.against {
            Against::LastYear => "上年",
            Against::Budget => "预算",
        };
        let percent = self.gap_percent().map(|percent| format!("（{percent}%）")).unwrap_or_default();
        format!(
            "本年决算 {:.2} 万元，{base} {:.2} 万元，相差 {:.2} 万元{percent}",
            self.current.wan,
            self.base.wan,
            (self.current.wan - self.base.wan).abs()
        )
    }

    /// Starts a finding at the key the reason belongs under, with the lines behind both figures.
    pub fn point(&self, finding: Diagnostic, case: &Case, here: &str) -> Diagnostic {
        let mut finding = case.at(finding, &self.write, here);
        let mut places: Vec<Span> = vec![case.place(&self.write)];
        for (known, label) in [(&self.current, "本年"), (&self.base, "比较的数")] {
            if let Some(term) = case.largest_terms(&known.figure, 1).into_iter().find(|term| !places.contains(&term.span)) {
                finding = finding.at(term.span, format!("{label} {:.2} 万元", known.wan));
                places.push(term.span);
            }
        }
        finding.note(self.figures_line())
    }
}

/// The comparisons the standard gives reasons for. Several that share one reason are kept apart; see [`by_reason`].
pub(super) fn compared(case: &Case) -> Vec<Compared> {
    let needs = case.standard.manifest.reasons.iter();
    gather(case, needs.map(|need| (need.fact.value.as_str(), need.reason.value.as_str(), need.write.value.as_str())))
}

/// The comparisons behind facts, each with the fact of its reason and the key the reason belongs under.
pub(super) fn gather<'n>(case: &Case, needs: impl IntoIterator<Item = (&'n str, &'n str, &'n str)>) -> Vec<Compared> {
    let facts = &case.derived.facts;
    let mut found = Vec::new();
    for (fact, reason, write) in needs {
        match (fact.split_once("[]."), reason.split_once("[].")) {
            (Some((list, fact)), Some((_, reason))) => {
                for entry in fact_at(facts, list).and_then(Value::as_array).into_iter().flatten() {
                    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
                    let name = format!("{} {}", text("code"), text("name"));
                    found.extend(one(entry, fact, reason, write.replace("{code}", text("code")), Some(name)));
                }
            }
            _ => found.extend(one(facts, fact, reason, write.to_owned(), None)),
        }
    }
    found
}

/// One comparison for each reason: the one with the largest difference.
pub(super) fn by_reason(case: &Case) -> Vec<Compared> {
    let mut chosen = BTreeMap::<String, usize>::new();
    let mut kept: Vec<Compared> = Vec::new();
    for compared in compared(case) {
        let difference = |compared: &Compared| (compared.current.wan - compared.base.wan).abs();
        match chosen.get(&compared.write) {
            Some(index) if difference(&kept[*index]) >= difference(&compared) => {}
            Some(index) => kept[*index] = compared,
            None => {
                chosen.insert(compared.write.clone(), kept.len());
                kept.push(compared);
            }
        }
    }
    kept
}

fn one(facts: &Value, fact: &str, reason: &str, write: String, name: Option<String>) -> Option<Compared> {
    let value = fact_at(facts, fact).filter(|value| !value.is_null())?;
    let (against, current, base) = match value.get("prior") {
        Some(prior) => (Against::LastYear, value.get("current")?, prior),
        None => (Against::Budget, value.get("final")?, value.get("budget")?),
    };
    let direction = match value.get("direction")?.as_str()? {
        "increase" => Direction::Increase,
        "decrease" => Direction::Decrease,
        _ => Direction::Equal,
    };
    let reason = fact_at(facts, reason).and_then(Value::as_str).map(str::to_owned).filter(|reason| !reason.is_empty());
    let (current, base) = (known(current)?, known(base)?);
    let name = name.unwrap_or_else(|| current.figure.label());
    Some(Compared { write, name, against, current, base, direction, reason })
}

fn known(quantity: &Value) -> Option<Known> {
    let amount = |key: &str| quantity.get(key).and_then(Value::as_str).and_then(|amount| amount.parse().ok());
    Some(Known { figure: quantity.get("figure")?.as_str()?.parse().ok()?, wan: amount("wan")? })
}
