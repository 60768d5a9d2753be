//! The kind of report and the units in scope (S09).

use std::collections::BTreeMap;

use crate::accounts::{EconomicPart, Figure, Measure, Scope};
use crate::checks::Case;
use crate::checks::sums::in_yuan;
use crate::diagnostics::Diagnostic;
use crate::dossier::bare_name;
use crate::source::{Department, DepartmentKind, ReportKind, UnitInScope};

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
    found.extend(department.units.iter().flat_map(|unit| other_own_level(department, unit)));
    found.extend(institution_unlisted(case));
    found
}

/// The own level (本级) under another name than the department's, or of another kind.
fn other_own_level(department: &Department, unit: &UnitInScope) -> Vec<Diagnostic> {
    let (listed, own) = (bare_name(&unit.name.value), bare_name(&department.name.value));
    if listed == unit.name.value.trim() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if listed != own {
        let finding = Diagnostic::warning("JS-S09", format!("所属单位里的“{}”不是“{}”的本级", unit.name, department.name));
        let finding = finding.at(unit.name.span, "本级").at(department.name.span, "部门名称");
        found.push(finding.hint("部门改了名称，或者有错字的，两处写成一样"));
    }
    let kind = unit.kind.as_ref().filter(|kind| kind.value != department.kind.value && listed == own);
    found.extend(kind.map(|kind| {
        let finding = Diagnostic::warning("JS-S09", format!("本级写的是{}，部门的性质是{}", kind.value, department.kind.value));
        finding.at(kind.span, "本级的性质").at(department.kind.span, "部门的性质").hint("部门的性质就是本级的性质，两处写成一样")
    }));
    found
}

/// JS-S09: a project's unit is the department or one of its units.
pub fn of_projects(case: &Case) -> Vec<Diagnostic> {
    let department = &case.file().department;
    let known = |name: &str| {
        let listed = department.units.iter().map(|unit| &unit.name.value);
        std::iter::once(&department.name.value).chain(listed).any(|known| bare_name(known) == bare_name(name))
    };
    let units = case.file().projects.iter().filter_map(|project| Some((project, project.unit.as_ref()?)));
    let strange = units.filter(|(_, unit)| !department.units.is_empty() && !known(&unit.name.value));
    strange
        .map(|(project, unit)| {
            let message = format!("项目“{}”的项目单位“{}”不在所属单位里", project.name, unit.name);
            let finding = Diagnostic::warning("JS-S09", message).at(unit.name.span, "项目单位");
            finding.at(case.place("部门.所属单位"), "所属单位").hint("项目单位写本部门或所属单位的全称；漏列的单位补到“部门.所属单位”里")
        })
        .collect()
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
