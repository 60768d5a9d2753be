//! Rules about approval and publication (JS-D), and the department's own expectations (核对).

mod dates;
mod expectations;

pub(super) use expectations::{closing, fiscal_balance, initial_budget};

use super::Rule;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked("JS-D01", Error, "批复和公开在决算年度的次年，公开不早于批复、不迟于批复后20日", &[dates::in_time]),
    Rule::checked("JS-D02", Error, "核对里写的数与程序算出的数相同", &[expectations::others]).never_accepted(),
    Rule::needs_evidence("JS-D03", Warning, "范围内的各单位都按时公开", &[dates::units_too]),
];
