//! Findings about files that name other files. That a unit's file agrees with its department is looked at in `units`.

use super::reader::YEARS_BACK;
use crate::diagnostics::Diagnostic;
use crate::source::{Disclosure, Span, UnitInScope};

/// Code of findings about files that name other files.
pub(super) const LINK: &str = "YAML-901";

/// Last year's figures come from one file: which of several is for the department to say.
pub(super) fn ambiguous(links: &[String], disclosure: &Disclosure) -> Diagnostic {
    let finding =
        Diagnostic::error(LINK, format!("上年有 {} 个文件用编码 {}：{}", links.len(), disclosure.department.code, links.join("、")));
    let finding = finding.at(disclosure.department.code.span, "不知道用哪一个的上年数");
    finding.hint(format!("上年的文件只留一个，副本移出年度文件夹；或者写明用哪一个：上年文件: {}", links[0]))
}

/// Code of a finding about a file's name or folder.
pub const MISFILED: &str = "YAML-904";

/// A file that lies in the folder of another year than it says.
pub fn in_folder_of(folder: u32, year: u32, place: Span) -> Diagnostic {
    let finding = Diagnostic::error(MISFILED, format!("文件在 {folder} 文件夹里，文件里写的年度是 {year}"));
    finding.at(place, "年度").hint("两处要一样；由上年文件复制来的要改年度")
}

/// The file named as last year's is of another year.
pub(super) fn of_another_year(of: u32, link: Span, found: &Disclosure) -> Diagnostic {
    let expected = of.saturating_sub(1);
    let finding = Diagnostic::error(LINK, format!("上年文件是 {} 年度的，应为 {expected} 年度", found.year.value));
    let finding = finding.at(link, "这个文件").at(found.year.span, "它的年度");
    finding.hint("改成上一年度的填报文件")
}

/// Earlier years are not followed for ever; from there on nothing is known to have been carried over.
pub(super) fn not_followed(link: Span, file: &Disclosure) -> Diagnostic {
    let year = file.year.value;
    let finding =
        Diagnostic::warning(LINK, format!("上年文件只往回读 {YEARS_BACK} 年，{year} 年度以前的没有读，{year} 年没写的年初结转按 0 算"));
    let finding = finding.at(link, "这个上年文件没有读");
    finding.hint(format!("在 {year} 年度的文件里，给账的每一行写上“年初结转和结余”，没有的写 0；更早的文件就用不着了"))
}

/// One file's amounts are summed twice.
pub(super) fn listed_twice(first: Span, link: Span) -> Diagnostic {
    let finding = Diagnostic::error(LINK, "同一个文件列了两次，金额加了两遍").at(link, "第二次").at(first, "第一次");
    finding.hint("每个单位写它自己的文件；多出来的一项删去")
}

/// A unit whose amounts are to be summed names no file.
pub(super) fn without_file(unit: &UnitInScope) -> Diagnostic {
    let finding = Diagnostic::error(LINK, format!("“{}”没有写文件，金额合计不了", unit.name)).at(unit.name.span, "这个单位");
    finding.hint("写上 文件: 单位的填报文件，或者去掉“汇总方式: 按单位文件合计”")
}

/// A unit's file has no amounts of its own either.
pub(super) fn of_units_itself(unit: &UnitInScope, link: Span) -> Diagnostic {
    let finding = Diagnostic::error(LINK, format!("“{}”的文件自己也按单位文件合计", unit.name)).at(link, "这个文件");
    finding.hint("单位文件要写自己的金额；下级单位一起列在部门文件的“所属单位”里")
}
