//! Rules about approval and publication (JS-D), and the department's own expectations (核对).

use super::Rule;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked("JS-D01", Error, "公开日期不早于批复日期，不迟于批复后20日", &[]),
    Rule::checked("JS-D02", Error, "核对里写的数与程序算出的数相同", &[]).never_accepted(),
    Rule::needs_evidence("JS-D03", Warning, "范围内的各单位都按时公开", &[]),
];
