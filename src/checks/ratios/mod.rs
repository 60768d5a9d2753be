//! Rules about what the narrative says of the figures: tables against narrative (JS-N), ratios, trends and reasons (JS-R).

mod besides;
mod budgets;
pub(in crate::checks) mod compared;
mod last_year;
mod lists;
mod purposes;
mod reasons;
mod remainders;
mod stated;

pub use compared::Comparisons;
pub(in crate::checks) use reasons::asked as reasons_asked;

use super::{Rule, publication};
use crate::diagnostics::Severity::{Error, Note, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::by_construction(
        "JS-N01",
        Error,
        "总体情况、财政拨款两节的总计与收支总表、财政拨款总表相同",
        "the_narrative_speaks_of_the_tables_figures",
    ),
    Rule::by_construction(
        "JS-N02",
        Error,
        "收入、支出两节的合计和各项与收入表、支出表相同，零的不列",
        "the_narrative_speaks_of_the_tables_figures",
    ),
    Rule::by_construction(
        "JS-N03",
        Error,
        "一般公共预算一节按类列出的金额与表相同，不重不漏",
        "the_narrative_speaks_of_the_tables_figures",
    ),
    Rule::checked(
        "JS-N04",
        Error,
        "年初预算只写在一个级次，或上下级相符，各类相加等于总数",
        &[budgets::initial, publication::initial_budget],
    ),
    Rule::by_construction("JS-N05", Warning, "正文里类、款、项的名称与表相同", "one_code_has_one_name_everywhere"),
    Rule::by_construction("JS-N06", Error, "基本支出一节的合计、人员经费、公用经费与表相同", "the_narrative_speaks_of_the_tables_figures"),
    Rule::checked("JS-N07", Warning, "基本支出“主要包括”列举的科目都有数，有数的不漏", &[lists::section6]),
    Rule::by_construction("JS-N08", Error, "政府性基金、国有资本经营两节逐项与表相同", "the_narrative_speaks_of_the_tables_figures"),
    Rule::by_construction("JS-N09", Error, "“三公”经费、机关运行、采购和资产的数与表相同", "the_narrative_speaks_of_the_tables_figures"),
    Rule::checked(
        "JS-N10",
        Warning,
        "科目的用途与它的基本支出、项目支出相称",
        &[lists::purposes, lists::exchanged, super::text::rules::purposes_cover],
    ),
    Rule::by_construction("JS-N11", Error, "同一个指标前后只有一个数", "the_narrative_speaks_of_the_tables_figures"),
    Rule::by_construction("JS-R01", Error, "占比等于部分除以规定的总数，四舍五入", "shares_are_parts_of_one_base"),
    Rule::by_construction("JS-R02", Error, "完成率等于决算除以同一句里的预算", "ratios_follow_from_printed_figures"),
    Rule::by_construction("JS-R03", Error, "预算为零时没有完成率", "ratios_follow_from_printed_figures"),
    Rule::by_construction("JS-R04", Error, "增减等于本年减上年，用词与正负一致", "ratios_follow_from_printed_figures"),
    Rule::by_construction("JS-R05", Error, "增减百分比等于增减额除以上年数", "ratios_follow_from_printed_figures"),
    Rule::by_construction("JS-R06", Error, "上年为零时只说金额，不说百分比", "ratios_follow_from_printed_figures"),
    Rule::checked(
        "JS-R07",
        Error,
        "上年的收支总计两边相等，各类上年数相加等于上年总数，各类增减相加等于总的增减",
        &[budgets::last_year, last_year::totals],
    ),
    Rule::by_construction("JS-R08", Error, "决算大于、小于、等于预算的说法与两数一致", "ratios_follow_from_printed_figures"),
    Rule::checked("JS-R09", Error, "有增减的写了原因，与预算差异超过5%的写了原因", &[reasons::given]),
    Rule::checked(
        "JS-R10",
        Error,
        "原因与数字相符：不否认已发生的支出，不给没有变动的数写原因，不照抄",
        &[
            reasons::compatible,
            stated::changes,
            reasons::copied,
            reasons::left_over,
            reasons::project_not_spent,
            purposes::compatible,
            remainders::opening,
            remainders::performance,
            remainders::execution,
            remainders::absent_funds,
            super::text::rules::years_of_reasons,
        ],
    ),
    Rule::checked("JS-R11", Note, "总的原因提到占变动一半以上的那一类", &[reasons::main_part]),
    Rule::checked("JS-R12", Warning, "增减超过1000%、与预算差异超过30%的有说明", &[reasons::extremes]),
];
