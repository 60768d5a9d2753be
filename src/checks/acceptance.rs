//! Findings that the department accepts in its file with a written reason: listed all the same, as notes. An acceptance that meets nothing is a finding.

use std::collections::BTreeSet;

use super::table;
use super::text::slots::is_empty;
use crate::diagnostics::{Diagnostic, Label, Severity};
use crate::dossier::Dossier;
use crate::source::reading::Tree;
use crate::source::{Acceptance, Span, Spanned};

/// Code of a finding about an entry of 接受.
pub const ACCEPTANCE: &str = "ACCEPT-001";

/// Turns accepted findings into notes and adds a warning for every acceptance that has no effect. What is `stopping` the document cannot be accepted.
pub(super) fn apply(dossier: &Dossier, findings: &mut Vec<Diagnostic>, stopping: &[Diagnostic]) {
    for member in dossier.members() {
        for acceptance in &member.disclosure.accepted {
            let verdict = accept(acceptance, &member.tree, findings, stopping);
            findings.extend(verdict);
        }
    }
}

/// Whether a finding of a rule that stood at a place of a member's file would be accepted there.
pub fn accepts(dossier: &Dossier, rule: &str, place: Span) -> bool {
    let in_member = |member: &Dossier| {
        member.disclosure.accepted.iter().any(|acceptance| {
            acceptance.rule.value == rule && !is_empty(&acceptance.reason.value) && covers(acceptance, place, &member.tree)
        })
    };
    table::rule(rule).is_some_and(|rule| rule.acceptable) && dossier.members().any(in_member)
}

fn accept(acceptance: &Spanned<Acceptance>, tree: &Tree, findings: &mut [Diagnostic], stopping: &[Diagnostic]) -> Option<Diagnostic> {
    let id = &acceptance.rule;
    let Some(rule) = table::rule(&id.value) else {
        let finding = Diagnostic::warning(ACCEPTANCE, format!("没有检查规则“{id}”")).at(id.span, "这个编号");
        return Some(finding.hint("编号照检查结果里方括号中的写，例如 JS-X11；全部规则用 juesuan check --list 列出"));
    };
    if !rule.acceptable {
        let finding = Diagnostic::warning(ACCEPTANCE, format!("{} 的检查结果不能接受", rule.id)).at(id.span, "这条接受不起作用");
        return Some(finding.hint("数字平衡、个人隐私和保密方面的问题只能改正；改正后删去这条接受"));
    }
    if is_empty(&acceptance.reason.value) {
        let finding =
            Diagnostic::warning(ACCEPTANCE, format!("接受 {} 没有写理由，这条接受不起作用", rule.id)).at(acceptance.reason.span, "理由");
        return Some(finding.hint("写一句话说明为什么数是对的；没有理由就改正，并删去这条接受"));
    }
    let mut met = false;
    for finding in findings.iter_mut().filter(|finding| finding.code == rule.id && stands_at(finding, acceptance, tree)) {
        met = true;
        if finding.accepted.is_none() {
            finding.accepted = Some(Label { span: acceptance.reason.span, text: acceptance.reason.value.clone() });
            finding.severity = Severity::Note;
            finding.message = format!("{ACCEPTED}{}", finding.message);
            finding.notes.push(format!("接受的理由：{}", acceptance.reason));
        }
    }
    if met {
        return None;
    }
    if stopping.iter().any(|finding| finding.code == rule.id && stands_at(finding, acceptance, tree)) {
        let finding = Diagnostic::warning(ACCEPTANCE, format!("{} 的这个问题不能接受：不改好就写不成文件", rule.id));
        return Some(finding.at(id.span, "这条接受不起作用").hint("照那条错误的提示改正，并删去这条接受"));
    }
    if let Some(hint) = where_it_is(rule.id, acceptance, tree, findings) {
        let finding = Diagnostic::warning(ACCEPTANCE, format!("{} 的检查结果不在接受的“位置”，这条接受不起作用", rule.id));
        return Some(finding.at(acceptance.place.as_ref().map_or(id.span, |place| place.span), "位置").hint(hint));
    }
    let wherever = acceptance.place.as_ref().map(|place| format!("“{place}”处")).unwrap_or_default();
    let finding = Diagnostic::warning(ACCEPTANCE, format!("本文件{wherever}没有 {} 的检查结果，这条接受是多余的", rule.id));
    Some(finding.at(id.span, "没有对应的检查结果").hint("问题已经改正时删去这条接受；“位置”要写键的路径，例如 三公经费.公务接待费"))
}

/// Where a rule's findings are that an acceptance looks for at another place: a missing key is a finding of what it is missing in.
fn where_it_is(rule: &str, acceptance: &Acceptance, tree: &Tree, findings: &[Diagnostic]) -> Option<String> {
    let place = acceptance.place.as_ref()?;
    let open = findings.iter().filter(|finding| finding.code == rule && finding.accepted.is_none());
    let paths: BTreeSet<String> = open.filter_map(|finding| tree.path_at(finding.place()?)).collect();
    let shared = |path: &&String| place.value.starts_with(path.as_str());
    let (within, others): (Vec<&String>, Vec<&String>) = paths.iter().partition(shared);
    let named: Vec<String> = within.iter().rev().chain(&others).take(NAMED).map(|path| format!("“{path}”")).collect();
    (!named.is_empty()).then(|| format!("它在{}：接受的就是它时把“位置”照着写，不是时删去这条接受", named.join("、")))
}

/// How many places a hint names.
const NAMED: usize = 3;

/// What the message of an accepted finding begins with.
const ACCEPTED: &str = "已接受：";

/// Whether a finding stands in the acceptance's file or in what a workspace shares with it, and at its place if it names one.
fn stands_at(finding: &Diagnostic, acceptance: &Spanned<Acceptance>, tree: &Tree) -> bool {
    finding.place().is_some_and(|place| covers(acceptance, place, tree))
}

/// Whether an acceptance speaks of what stands at a place: one rule for findings and for the gaps of a draft.
fn covers(acceptance: &Acceptance, main: Span, tree: &Tree) -> bool {
    let path = tree.path_at(main);
    if main.file != tree.file && path.is_none() {
        return false;
    }
    let Some(place) = &acceptance.place else { return true };
    path.is_some_and(|path| {
        path.strip_prefix(place.value.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['))
    })
}
