//! Rules about free text: residue and punctuation (JS-Q), privacy and secrecy (JS-V); and what reasons, purposes and reports say in words.
//!
//! A lint is a pure function from a text to findings, one file each; `rules` runs them over the texts they concern. When in doubt a lint is silent.

mod alternatives;
mod brackets;
pub(super) mod changes;
mod clauses;
mod contacts;
mod directions;
pub(super) mod finding;
mod letters;
mod numbering;
mod offices;
mod overview_cost;
mod pattern;
pub(super) mod periods;
mod placeholders;
mod privacy;
pub(super) mod problems;
pub(super) mod prose;
mod punctuation;
mod purposes;
mod quoted;
pub(super) mod reasons;
mod repetition;
mod report_figures;
mod residue;
mod review_marks;
pub(super) mod rules;
mod search;
mod secrecy;
mod secret_domain;
pub(super) mod slots;
mod style;
pub(super) mod sweep;
#[cfg(test)]
mod tests;
mod units;
mod years;

use super::Rule;
use crate::diagnostics::Severity::{Error, Note, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked("JS-Q01", Error, "没有占位符", &[rules::no_placeholders]),
    Rule::checked("JS-Q02", Error, "没有未选定的两可写法", &[rules::no_alternatives]),
    Rule::checked("JS-Q03", Error, "没有残留的模板填写说明", &[rules::no_directions]),
    Rule::checked("JS-Q04", Error, "没有审核标记", &[rules::no_review_marks]),
    Rule::checked("JS-Q05", Warning, "没有转换残留和乱字", &[rules::no_residue]),
    Rule::checked(
        "JS-Q06",
        Warning,
        "没有重复的词、标点和序号，括号引号成对，没有多余的引号",
        &[rules::sound_punctuation, rules::plain_entries],
    ),
    Rule::checked("JS-Q07", Note, "括号、冒号、文号的写法一致", &[rules::one_style]),
    Rule::checked("JS-Q08", Warning, "数字后的单位和百分号没有丢", &[rules::units_kept]),
    Rule::checked("JS-Q09", Warning, "没有用“无”、数字或一个字填空的说明", &[rules::slots_filled]),
    Rule::checked("JS-Q10", Note, "文字里的机构在机构设置里有", &[rules::known_offices]),
    Rule::by_construction("JS-Q11", Note, "文件属性没有模板名和个人姓名", "file_properties_name_the_department"),
    Rule::checked("JS-V01", Error, "没有个人隐私", &[rules::no_personal_data]).never_accepted(),
    Rule::checked("JS-V02", Error, "没有密级标志", &[rules::no_secrecy_marks]).never_accepted(),
    Rule::checked("JS-V03", Warning, "涉密领域的细节有保密审查记录", &[rules::reviewed_for_secrecy]).never_accepted(),
];
