//! Rules about free text: residue and punctuation (JS-Q), privacy and secrecy (JS-V).

use super::Rule;
use crate::diagnostics::Severity::{Error, Note, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked("JS-Q01", Error, "没有占位符", &[]),
    Rule::checked("JS-Q02", Error, "没有未选定的两可写法", &[]),
    Rule::checked("JS-Q03", Error, "没有残留的模板填写说明", &[]),
    Rule::checked("JS-Q04", Error, "没有审核标记", &[]),
    Rule::checked("JS-Q05", Warning, "没有转换残留和乱字", &[]),
    Rule::checked("JS-Q06", Warning, "没有重复的词和标点，括号引号成对", &[]),
    Rule::checked("JS-Q07", Note, "括号、冒号、文号的写法一致", &[]),
    Rule::checked("JS-Q08", Warning, "数字后的单位和百分号没有丢", &[]),
    Rule::checked("JS-Q09", Warning, "没有用“无”填空的说明", &[]),
    Rule::checked("JS-Q10", Note, "文字里的机构在机构设置里有", &[]),
    Rule::by_construction("JS-Q11", Note, "文件属性没有模板名和个人姓名", "file_properties_name_the_department"),
    Rule::checked("JS-V01", Error, "没有个人隐私", &[]).never_accepted(),
    Rule::checked("JS-V02", Error, "没有密级标志", &[]).never_accepted(),
    Rule::checked("JS-V03", Warning, "涉密领域的细节有保密审查记录", &[]).never_accepted(),
];
