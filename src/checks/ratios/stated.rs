//! Figures that a reason itself states of the change it explains (R10): they are the computed ones.

use super::compared::{Against, Compared};
use crate::checks::Case;
use crate::checks::text::changes::{StatedChange, stated};
use crate::checks::text::prose::FreeText;
use crate::checks::text::sweep::at_part;
use crate::diagnostics::Diagnostic;
use crate::money;

/// JS-R10: a reason that says by how much its figure changed, and says another amount or percentage.
pub fn changes(case: &Case) -> Vec<Diagnostic> {
    let known: Vec<&Compared> = case.comparisons.all.iter().chain(&case.comparisons.besides).collect();
    let mut found = Vec::new();
    let reasons = case.texts.iter().filter(|text| known.iter().any(|compared| compared.write.ends_with(text.key())));
    for text in reasons {
        let path = text.path();
        let explained: Vec<&Compared> = known.iter().copied().filter(|compared| compared.write == path).collect();
        if explained.is_empty() {
            continue;
        }
        for change in stated(text.text) {
            let same_base = explained.iter().filter(|compared| (compared.against == Against::Budget) == change.of_budget);
            let bases: Vec<&Compared> = same_base.copied().collect();
            if let Some(first) = bases.first().filter(|_| !bases.iter().any(|compared| agrees(case, &change, compared))) {
                found.push(finding(text, &change, first));
            }
        }
    }
    found
}

/// Whether what is stated is the change of the printed figures, or that of the exact ones.
fn agrees(case: &Case, change: &StatedChange, compared: &Compared) -> bool {
    let printed = money::yuan_of_wan(compared.current.wan - compared.base.wan);
    let exact = case.accounts().sum(&compared.current.figure) - case.accounts().sum(&compared.base.figure);
    [printed, exact].into_iter().any(|yuan| change.is(yuan, compared.gap_percent()))
}

fn finding(text: &FreeText, change: &StatedChange, compared: &Compared) -> Diagnostic {
    let name = compared.name.trim();
    let finding = Diagnostic::warning("JS-R10", format!("{name}的原因里写“{}”，与算出的不一致", change.piece));
    let finding = at_part(finding, text, change.range.clone()).note(compared.figures_line());
    finding.hint("增减的数由程序算好印出，原因里不必再写；要写就写成一样的").hint("说的只是其中一部分的，写明是哪一部分")
}
