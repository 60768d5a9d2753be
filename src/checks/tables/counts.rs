//! Counts of things beyond any sense (T002): a digit too many, or an amount in the wrong place. What counts say of amounts is asked in `three_public`.

use rust_decimal::Decimal;

use crate::accounts::{Figure, named};
use crate::checks::{Case, thresholds};
use crate::diagnostics::Diagnostic;

/// How many of a thing a county department has at most.
fn most(name: &str) -> Decimal {
    match name {
        "equipment" => thresholds::EQUIPMENT_AT_MOST,
        "going.groups" => thresholds::JOURNEYS_AT_MOST,
        "going.persons" => thresholds::TRAVELLERS_AT_MOST,
        _ if name.starts_with("management.") => thresholds::PROJECTS_AT_MOST,
        _ if name.ends_with(".receptions") => thresholds::RECEPTIONS_AT_MOST,
        _ if name.ends_with(".persons") => thresholds::GUESTS_AT_MOST,
        _ => thresholds::VEHICLES_AT_MOST,
    }
}

/// JS-T002: no count is larger than a county department's can be.
pub fn plausible(case: &Case) -> Vec<Diagnostic> {
    let counts = named::every().filter(|figure| figure.counts && figure.sum_of.is_empty());
    let terms = counts.flat_map(|figure| {
        let terms = case.accounts().trace(&Figure::Named(figure.name)).terms;
        terms.into_iter().map(move |term| (figure, term))
    });
    let beyond = terms.filter(|(figure, term)| term.amount > most(figure.name));
    beyond
        .map(|(figure, term)| {
            let finding = Diagnostic::warning("JS-T002", format!("{}多得不合情理", figure.label)).at(term.span, term.amount.to_string());
            let finding = finding.note(format!("超过 {}", most(figure.name)));
            finding.hint("核对位数；这里写个数，不写金额").hint("确有这么多的，在“接受”里写明")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every count is one of those this file speaks of by name or by its ending; a new one needs a threshold of its own.
    #[test]
    fn every_count_has_its_threshold() {
        let vehicles = |name: &str| name.starts_with("vehicles.") || name.ends_with(".vehicles");
        for figure in named::every().filter(|figure| figure.counts && most(figure.name) == thresholds::VEHICLES_AT_MOST) {
            assert!(vehicles(figure.name), "{}", figure.name);
        }
    }
}
