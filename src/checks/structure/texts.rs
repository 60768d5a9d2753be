//! Texts a disclosure must have (S10), attachments it announces (S11), texts at a level that is never printed (S12).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::checks::Case;
use crate::diagnostics::Diagnostic;
use crate::source::DepartmentEvaluation;
use crate::standard::{Standard, is_absent};

/// JS-S10: every extra term is explained once. What else a disclosure must have its standard says (`needs`).
pub fn complete(case: &Case) -> Vec<Diagnostic> {
    let file = case.file();
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for entry in &file.glossary {
        if let Some(first) = seen.insert(entry.term.value.trim(), entry.term.span) {
            let finding =
                Diagnostic::error("JS-S10", format!("名词“{}”解释了两次", entry.term)).at(entry.term.span, "第二次").at(first, "第一次");
            found.push(finding.hint("留下一处"));
        }
        if explains(case.standard, entry.term.value.trim()) {
            let message = format!("《{}》自己解释名词“{}”", case.standard.manifest.name, entry.term);
            found.push(Diagnostic::error("JS-S10", message).at(entry.term.span, "又解释一次").hint("删去这一条，印标准的解释"));
        }
        if entry.meaning.value.trim().chars().count() <= entry.term.value.trim().chars().count() {
            let finding = Diagnostic::error("JS-S10", format!("名词“{}”没有解释", entry.term)).at(entry.meaning.span, "不成解释");
            found.push(finding.hint("写一句以“指”开头的解释，或删去这个名词"));
        }
    }
    found
}

/// Whether a standard's own glossary has a term.
fn explains(standard: &Standard, term: &str) -> bool {
    let glossaries = standard.files.iter().filter(|(path, _)| path.ends_with("glossary.typ.tera"));
    glossaries.into_iter().any(|(_, file)| file.text.contains(&format!("[\"{term}\",")))
}

/// JS-S11: a departmental evaluation is announced, and only self-evaluations are attached. Empty sections of a failed project are a contradiction (JS-E04).
pub fn attachments(case: &Case) -> Vec<Diagnostic> {
    case.file().management.evaluation.iter().filter_map(|evaluation| announced(case, evaluation)).collect()
}

/// A departmental evaluation that is the self-evaluation under another name, or whose report is announced as an attachment: attached are self-evaluations.
fn announced(case: &Case, evaluation: &DepartmentEvaluation) -> Option<Diagnostic> {
    let reports = &case.file().projects;
    let attached = |finding: Diagnostic| match reports.first() {
        Some(first) => finding.at(first.name.span, format!("附件是 {} 份自评报告", reports.len())),
        None => finding.note("附件里没有报告"),
    };
    // Of a single project a department may well have made an evaluation, if it says where that is.
    let all = evaluation.projects.len() == reports.len() && (reports.len() > 1 || evaluation.report.is_none());
    if let Some(first) = evaluation.projects.first().filter(|_| all) {
        let finding = Diagnostic::warning("JS-S11", "说是部门评价，所列的却就是全部自评项目");
        let finding = attached(finding.at(first.span, format!("部门评价 {} 个项目", evaluation.projects.len())));
        return Some(finding.hint("部门评价是以部门为主体对少数重点项目做的；没有开展就删去“部门评价”"));
    }
    if evaluation.report.is_some() || !case.standard.manifest.announces_evaluation {
        return None;
    }
    let finding = Diagnostic::warning("JS-S11", "情况说明会印“附件：部门评价报告”，附件里却没有部门评价报告");
    let finding = attached(finding.at(case.place("绩效管理.部门评价"), "部门评价"));
    let finding = finding.hint("在“部门评价”里加一行“报告”，写部门评价报告公开在哪里，例如 报告: 已在县政府网站“绩效管理”栏目公开");
    Some(finding.hint("没有开展部门评价的，删去“部门评价”"))
}

/// JS-S12: purposes and reasons of a code at a level the standard does not speak of are never printed.
pub fn levels(case: &Case) -> Vec<Diagnostic> {
    let printed = printed_codes(case);
    let mut found = Vec::new();
    for (code, note) in case.file().code_notes.iter() {
        let texts = [("用途", &note.purpose), ("变动原因", &note.change_reason), ("预决算差异原因", &note.budget_reason)];
        let unprinted = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
        if printed.contains(code.value.as_str()) {
            continue;
        }
        for (key, text) in unprinted {
            let finding = Diagnostic::warning("JS-S12", format!("科目说明 {code} 的{key}不会印出来"))
                .at(text.span, "不会印出来")
                .at(code.span, "这一级");
            let hint = format!(
                "《{}》按别的级次说明，或者这个科目没有支出可说（只有结转的也是）；写到要说明的那一级",
                case.standard.manifest.name
            );
            found.push(finding.hint(hint));
        }
    }
    found
}

/// The codes of all lists the standard's needs and reasons speak of.
fn printed_codes(case: &Case) -> BTreeSet<String> {
    let manifest = &case.standard.manifest;
    let facts = manifest.needs.iter().map(|need| &need.fact.value).chain(manifest.reasons.iter().map(|need| &need.fact.value));
    let lists: BTreeSet<&str> = facts.filter_map(|fact| fact.split_once("[].")).map(|(list, _)| list).collect();
    let lists = lists.into_iter().filter(|list| !is_absent(&case.derived.facts, list));
    let entries = lists.filter_map(|list| list.split('.').try_fold(&case.derived.facts, |value, key| value.get(key)));
    entries.filter_map(Value::as_array).flatten().filter_map(|entry| entry.get("code")?.as_str().map(str::to_owned)).collect()
}
