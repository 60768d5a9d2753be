//! What `juesuan build` says when it is done: findings, files, then what became of every document. Product to stdout, talk to stderr.

use std::path::Path;

use super::stdout::say;
use super::{draw, draw_behind, unwritten};
use crate::county::{Failure, Report, State};
use crate::diagnostics::{Diagnostic, Files, Listed, Severity};
use crate::disclosure;

/// Draws errors and warnings; notes, and what was accepted, are only counted: `check` draws them all.
pub(super) fn draw_weighty(findings: &[Diagnostic], files: &Files) {
    let (notes, weighty): (Vec<_>, Vec<_>) = findings.iter().cloned().partition(|finding| finding.severity == Severity::Note);
    draw(&weighty, files);
    if !notes.is_empty() {
        eprintln!("另有 {} 个提醒（包括已接受的问题），不影响公开；用 juesuan check 可以全部列出", notes.len());
    }
}

pub(super) fn show(path: &Path, pages: Option<usize>) {
    match pages {
        Some(pages) => say!("{}（{pages} 页）", path.display()),
        None => say!("{}", path.display()),
    }
}

/// Findings of what failed (of a single document all findings), those of a unit once and not with its department again; then what was written, what
/// is found of no single document, the summary.
pub(super) fn tell(reports: &[Report], beside: &[Diagnostic], output: &Path, draft: bool) {
    let mut listed = Listed::default();
    for report in reports {
        let failed = matches!(report.state, State::Failed(Failure::Findings));
        if failed || reports.len() == 1 {
            let new = report.diagnostics.iter().filter(|finding| listed.is_new(finding, &report.files)).cloned();
            draw_weighty(&new.collect::<Vec<_>>(), &report.files);
        }
    }
    let broken =
        reports.iter().find_map(|report| if let State::Failed(Failure::Error(error)) = &report.state { Some(error) } else { None });
    if let Some(error) = broken {
        draw_behind(&**error);
    }
    for report in reports {
        if let State::Built(record) | State::Unchanged(record) = &report.state {
            record.pdf().into_iter().for_each(|pdf| show(&disclosure::place(output, &pdf.path), record.pages));
        }
    }
    draw(beside, &Files::default());
    eprint!("{}", summary(reports, draft));
}

/// Why a document failed, or what else is to be said of it.
fn remark(report: &Report, alone: bool) -> Option<String> {
    let (errors, warnings) = (report.errors, report.warnings);
    match &report.state {
        State::Failed(failure) => {
            let seen = if matches!(failure, Failure::Findings) { "，见上面" } else { "" };
            report.failure().map(|reason| format!("失败：{reason}{seen}"))
        }
        State::Built(_) if !alone && errors > 0 => Some(format!("生成了，有 {errors} 个错误，改好以前没有定稿；用 juesuan check 查看")),
        State::Unchanged(_) if errors > 0 => Some(format!("没有变化，还有 {errors} 个错误，改好以前没有定稿；用 juesuan check 查看")),
        State::Built(_) if !alone && warnings > 0 => Some(format!("生成了，有 {warnings} 个警告，用 juesuan check 查看")),
        State::Built(_) | State::Unchanged(_) | State::Left => None,
    }
}

/// What is to be said of documents, and whose.
struct Remark<'r> {
    /// Equal for documents that are spoken of together.
    cause: String,
    text: String,
    reports: Vec<&'r Report>,
}

impl Remark<'_> {
    /// One line where it fits in one; else the whole of it once, and how many share it.
    fn lines(&self) -> String {
        let stems: Vec<String> = self.reports.iter().map(|report| report.document.stem()).collect();
        let many = stems.len() > 1 && self.text.contains('\n');
        let count = if many { format!("同样的问题：{} 个部门\n", stems.len()) } else { String::new() };
        format!("{}  {}\n{count}", stems.join("、"), self.text)
    }
}

/// What is to be said of single documents, those with the same cause together; then how many there are of each kind.
fn summary(reports: &[Report], draft: bool) -> String {
    let mut remarks: Vec<Remark> = Vec::new();
    for report in reports {
        let Some(text) = remark(report, reports.len() == 1) else { continue };
        let cause = report.common_cause().map_or_else(|| text.clone(), str::to_owned);
        match remarks.iter_mut().find(|known| known.cause == cause) {
            Some(known) => known.reports.push(report),
            None => remarks.push(Remark { cause, text, reports: vec![report] }),
        }
    }
    let mut text: String = remarks.iter().map(Remark::lines).collect();
    text.extend(unwritten::of_county(reports, draft).map(|sentence| format!("{sentence}\n")));
    let count = |matches: fn(&State) -> bool| reports.iter().filter(|report| matches(&report.state)).count();
    let built = count(|state| matches!(state, State::Built(_)));
    let unchanged = count(|state| matches!(state, State::Unchanged(_)));
    let failed = count(|state| matches!(state, State::Failed(_)));
    let left = count(|state| matches!(state, State::Left));
    let left = if left > 0 { format!("，没有做 {left} 份") } else { String::new() };
    text.push_str(&format!("生成 {built} 份，没有变化 {unchanged} 份，失败 {failed} 份{left}\n"));
    text
}
