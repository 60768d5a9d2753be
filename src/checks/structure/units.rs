//! The kind of report and the units in scope (S09).

use std::collections::BTreeMap;

use crate::accounts::{EconomicPart, Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::sums::in_yuan;
use crate::diagnostics::Diagnostic;
use crate::source::{DepartmentKind, ReportKind};

/// JS-S09: a unit's report lists no units; a department's lists each once.
pub fn in_scope(case: &Case) -> Vec<Diagnostic> {
    let department = &case.file().department;
    let mut found = Vec::new();
    if let (ReportKind::单位, Some(unit)) = (department.report.value, department.units.first()) {
        let finding = Diagnostic::warning("JS-S09", "公开的是单位决算，却写了所属单位")
            .at(unit.name.span, "所属单位")
            .at(department.report.span, "公开类别");
        found.push(finding.hint("含所属单位的是部门决算，把“公开类别”改成 部门；只有本单位的，删去“所属单位”"));
    }
    let mut seen = BTreeMap::new();
    for unit in &department.units {
        if let Some(first) = seen.insert(unit.name.value.trim(), unit.name.span) {
            let finding =
                Diagnostic::warning("JS-S09", format!("所属单位“{}”写了两次", unit.name)).at(unit.name.span, "第二次").at(first, "第一次");
            found.push(finding.hint("每个单位只写一次"));
        }
    }
    found.extend(institution_unlisted(case));
    found
}

/// What staff of a public institution are paid, while no institution is in scope.
fn institution_unlisted(case: &Case) -> Option<Diagnostic> {
    let department = &case.file().department;
    let single =
        department.units.is_empty() && department.kind.value != DepartmentKind::事业单位 && department.report.value == ReportKind::部门;
    if !single {
        return None;
    }
    let signs = [
        ("事业单位医疗（2101102）", Figure::under(Scope::GENERAL, Measure::BASIC, "2101102")),
        ("绩效工资（30107）", Figure::Economic(EconomicPart::Code("30107".to_owned()))),
    ];
    let paid: Vec<_> = signs.iter().filter(|(_, figure)| !case.accounts().sum(figure).is_zero()).collect();
    if paid.len() < signs.len() {
        return None;
    }
    let mut finding = Diagnostic::warning("JS-S09", "有事业单位人员的支出，却没有列出纳入决算范围的单位");
    for (name, figure) in paid {
        for term in case.largest_terms(figure, 1) {
            finding = finding.at(term.span, format!("{name} {}", in_yuan(case.accounts().sum(figure))));
        }
    }
    Some(finding.hint("在“部门.所属单位”里列出本级和各事业单位；确实没有的，在“接受”里写明"))
}
