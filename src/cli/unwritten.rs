//! The last sentence of a build that errors kept from writing: that nothing was written, and whether a draft can be.

use crate::county::{Failure, Report, State};

/// Of a single file.
pub fn single(draft: bool, draftable: bool) -> String {
    let what = if draft { "审核稿" } else { "PDF" };
    let way = match (draft, draftable) {
        (true, _) => "：上面的错误使数推算不出来，或者印不出来，改好了才有审核稿",
        (false, true) => "；可以用 --draft 生成审核稿",
        (false, false) => "；改好上面的错误再生成",
    };
    format!("没有生成{}{what}（已有的文件没有动）{way}", if draft { "" } else { " " })
}

/// Of the documents of a workspace; none if all were written.
pub fn of_county(reports: &[Report], draft: bool) -> Option<String> {
    let failed = reports.iter().filter(|report| matches!(report.state, State::Failed(_))).count();
    let findings = |report: &&Report| matches!(report.state, State::Failed(Failure::Findings));
    let draftable = reports.iter().filter(findings).filter(|report| report.draftable).count();
    match reports {
        [only] if findings(&only) => Some(single(draft, only.draftable)),
        _ if failed == 0 => None,
        _ if draft || draftable == 0 => Some(format!("失败的 {failed} 份没有生成（已有的文件没有动）")),
        _ => Some(format!("失败的 {failed} 份没有生成（已有的文件没有动）；其中 {draftable} 份可以用 --draft 生成审核稿")),
    }
}
