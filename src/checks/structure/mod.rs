//! Rules about the document's structure and completeness (JS-S).

pub(super) mod astray;
mod attachments;
mod name;
mod texts;
mod units;

use super::Rule;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::by_construction("JS-S01", Error, "封面、目录、各表和正文用同一个全称、年度和文种", "names_and_years_come_from_one_place"),
    Rule::by_construction("JS-S02", Error, "标准要求的表各有一张，按顺序，带表号，目录相同", "tables_stand_in_order_with_their_marks"),
    Rule::by_construction("JS-S03", Error, "标准要求的部分、节和小节齐全", "every_part_and_section_is_there"),
    Rule::by_construction("JS-S04", Warning, "目录的每一行与正文标题一致", "contents_are_drawn_from_the_headings"),
    Rule::by_construction("JS-S05", Error, "没有数据的表保留表框并说明是哪一项没有数据", "an_empty_table_says_so_and_no_other_does"),
    Rule::by_construction(
        "JS-S06",
        Error,
        "写“没有”的地方，金额都是零；金额都是零的地方，写“没有”",
        "an_empty_table_says_so_and_no_other_does",
    ),
    Rule::by_construction("JS-S07", Error, "各表用一种金额单位和一种写法", "every_table_names_its_unit_alike"),
    Rule::by_construction("JS-S08", Error, "表头只出现本年度，比较只与上年度比", "names_and_years_come_from_one_place"),
    Rule::checked(
        "JS-S09",
        Warning,
        "部门、单位的叫法与公开类别一致，名称是全称，所属单位列全",
        &[units::in_scope, units::of_projects, name::full],
    ),
    Rule::checked("JS-S10", Error, "必写的文字和数字都写了，名词解释没有多余和重复", &[texts::complete]),
    Rule::checked("JS-S11", Warning, "说到的附件都有，种类相符", &[texts::attachments, attachments::spoken_of]),
    Rule::checked("JS-S12", Warning, "科目写到应有的级次", &[texts::levels]),
];
