//! Counts of things beyond any sense (T002): a digit too many, or an amount in the wrong place. What counts say of amounts is asked in `three_public`.

use rust_decimal::Decimal;

use crate::accounts::{Figure, named};
use crate::checks::{Case, thresholds};
use crate::diagnostics::Diagnostic;

/// How many of a thing a county department has at most; none for a count nobody has thought of.
fn most(name: &str) -> Option<Decimal> {
    let (group, thing) = name.split_once('.').unwrap_or((name, ""));
    Some(match (group, thing) {
        ("equipment", _) => thresholds::EQUIPMENT_AT_MOST,
        ("going", "groups") => thresholds::JOURNEYS_AT_MOST,
        ("going", "persons") => thresholds::TRAVELLERS_AT_MOST,
        ("management", _) => thresholds::PROJECTS_AT_MOST,
        ("vehicles", _) | (_, "vehicles") => thresholds::VEHICLES_AT_MOST,
        (_, "receptions") => thresholds::RECEPTIONS_AT_MOST,
        (_, "persons") => thresholds::GUESTS_AT_MOST,
        _ => return None,
    })
}

/// JS-T002: no count is larger than a county department's can be.
pub fn plausible(case: &Case) -> Vec<Diagnostic> {
    let counts = named::every().filter(|figure| figure.counts && figure.sum_of.is_empty());
    let limited = counts.filter_map(|figure| Some((figure, most(figure.name)?)));
    let found = limited.flat_map(|(figure, most)| {
        let beyond = case.accounts().trace(&Figure::Named(figure.name)).terms.into_iter().filter(move |term| term.amount > most);
        beyond.map(move |term| {
            let finding = Diagnostic::warning("JS-T002", format!("{}多得不合情理", figure.label)).at(term.span, term.amount.to_string());
            finding.note(format!("超过 {most}")).hint("核对位数；这里写个数，不写金额").hint("确有这么多的，在“接受”里写明")
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_has_its_threshold() {
        for figure in named::every().filter(|figure| figure.counts && figure.sum_of.is_empty()) {
            assert!(most(figure.name).is_some(), "{}", figure.name);
        }
    }
}
