//! Whether a unit's file agrees with the department that lists it: both print the unit's name, and a unit publishes 单位决算.

use crate::diagnostics::Diagnostic;
use crate::source::{Disclosure, ReportKind, UnitInScope};

/// What a department adds to its own name in its list of units.
const OWN_LEVEL: [&str; 5] = ["（本级）", "(本级)", "本级", "（机关）", "机关"];

/// What differs between a department's entry for a unit and the unit's own file.
pub(super) fn differences(code: &'static str, entry: &UnitInScope, file: &Disclosure) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let (listed, own) = (&entry.name, &file.department.name);
    if bare_name(listed) != bare_name(own) {
        let finding = Diagnostic::warning(code, format!("所属单位写的名称是“{listed}”，它的文件里是“{own}”"));
        let finding = finding.at(listed.span, "这里的名称").at(own.span, "单位文件里的名称");
        found.push(finding.hint("两处都印在公开文件上，照批复文件改成一样；文件写错了的，改“文件”"));
    }
    if file.department.report.value != ReportKind::单位 {
        let finding = Diagnostic::warning(code, format!("“{listed}”列在所属单位里，它的文件却没有写“公开类别: 单位”"));
        let finding = finding.at(listed.span, "这个单位").at(own.span, "它的文件");
        found.push(finding.hint("在单位文件的“部门”里写 公开类别: 单位，否则它会当作一个部门再公开一次部门决算"));
    }
    found
}

/// A name without what a department adds to its own in its list of units.
pub fn bare_name(name: &str) -> &str {
    let name = name.trim();
    OWN_LEVEL.iter().find_map(|own| name.strip_suffix(own)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_level_may_be_left_out_and_nothing_else() {
        assert_eq!(bare_name("某县教育局（本级）"), bare_name("某县教育局"));
        assert_ne!(bare_name("某县职业技术学校（职教中心）"), bare_name("某县职业技术学校"));
    }
}
