//! Rules about the projects' self-evaluation (JS-E), as far as figures tell. What its prose says is read in `text`.

mod budgets;
mod execution;
mod scores;
mod stated;
pub(in crate::checks) mod summary;
mod target;

use super::Rule;
use super::text::rules;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked(
        "JS-E01",
        Error,
        "项目名称不重复，说到的项目都有报告，个数相符",
        &[summary::names, stated::problems, stated::unspoken, stated::with_objectives],
    ),
    Rule::checked("JS-E02", Error, "写明的绩效金额等于各报告相应一栏之和", &[summary::money, summary::evaluated_money]),
    Rule::checked(
        "JS-E03",
        Warning,
        "各项目执行数之和与项目支出有差额的写了说明，资金属于有这笔支出的预算",
        &[summary::against_ledger, budgets::of_projects, budgets::none_evaluated],
    ),
    Rule::checked(
        "JS-E04",
        Error,
        "各等级个数等于报告里的等级，加起来是项目数，有“中”“差”项目就写改进措施，它们的报告不说没有问题",
        &[summary::grades, stated::grades, summary::no_problems, summary::unmet],
    ),
    Rule::checked("JS-E05", Error, "指标权重之和为90，得分不超过权重，平均得分与等级相称", &[scores::weights, stated::average]),
    Rule::checked(
        "JS-E06",
        Error,
        "执行数不超过全年预算，全年预算不是照执行数改出来的，余款结转的账里有年末结转",
        &[execution::budgets, execution::carried_over],
    ),
    Rule::checked("JS-E07", Error, "报告文字里的数与报告的表相同", &[rules::report_figures]),
    Rule::checked(
        "JS-E08",
        Warning,
        "指标的得分与目标值、完成值相称，失分写了原因",
        &[scores::against_targets, scores::operators, scores::nothing_done],
    ),
    Rule::checked("JS-E09", Warning, "概况、年初预算、成本指标一致，数量乘单位成本等于执行数", &[execution::costs, rules::overview_costs]),
    Rule::checked("JS-E10", Warning, "完成期限在决算年度，报告在年末以后，原因与预算表相符", &[execution::periods, rules::promises]),
];
