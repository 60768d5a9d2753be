//! Rules within one table (JS-T) and between tables (JS-X).

mod amounts;
mod counts;
pub(in crate::checks) mod opening;
mod pairs;
pub(in crate::checks) mod scale;
mod tails;

use super::{Rule, publication};
use crate::diagnostics::Severity::{Error, Note, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::by_construction("JS-T101", Error, "收支总表：收入各项相加等于本年收入合计", "sums_within_tables_hold_for_any_department"),
    Rule::by_construction("JS-T102", Error, "收支总表：各类支出相加等于本年支出合计", "sums_within_tables_hold_for_any_department"),
    Rule::checked("JS-T103", Error, "收支总表：收支两方总计相等，每一行支出不多于可用资金", &[publication::closing]).never_accepted(),
    Rule::by_construction("JS-T201", Error, "收入表每一行：合计等于各种收入相加", "sums_within_tables_hold_for_any_department"),
    Rule::checked("JS-T202", Error, "按功能科目列的各表每一列：类等于各款相加，款等于各项相加（尾数误差按表提醒一次）", &[tails::by_table]),
    Rule::by_construction("JS-T301", Error, "支出表每一行：合计等于各种支出相加", "sums_within_tables_hold_for_any_department"),
    Rule::by_construction("JS-T401", Error, "财政拨款总表：合计等于三本预算相加", "sums_within_tables_hold_for_any_department"),
    Rule::checked("JS-T402", Error, "财政拨款总表：每一本预算年初加收入等于支出加年末", &[publication::fiscal_balance]).never_accepted(),
    Rule::by_construction("JS-T601", Error, "基本支出明细表：每一类等于它的各款相加", "sums_within_tables_hold_for_any_department"),
    Rule::by_construction(
        "JS-T602",
        Error,
        "基本支出明细表：人员经费是301和303，其余是公用经费",
        "sums_within_tables_hold_for_any_department",
    ),
    Rule::by_construction("JS-T701", Error, "政府性基金、国有资本经营两表每一行收支平衡", "sums_within_tables_hold_for_any_department"),
    Rule::by_construction("JS-T901", Error, "“三公”经费表：预算数、决算数分别等于各项相加", "sums_within_tables_hold_for_any_department"),
    Rule::by_construction("JS-TA01", Error, "采购和车辆的合计等于各项相加，行次连续", "sums_within_tables_hold_for_any_department"),
    Rule::checked("JS-T001", Error, "科目在当年目录里，级次正确，不重复", &[amounts::extra_names]),
    Rule::checked(
        "JS-T002",
        Error,
        "每一行都写了金额，没有无说明的负数，金额单位没有写错，个数合情理",
        &[amounts::plausible, counts::plausible, amounts::prints_as_nothing, amounts::rows_have_amounts, scale::unit, scale::pairs],
    ),
    Rule::by_construction(
        "JS-X01",
        Error,
        "收支总表与收入表、支出表的合计和各项收入一致",
        "tables_agree_with_each_other_for_any_department",
    ),
    Rule::by_construction("JS-X02", Error, "收支总表的每一类支出与支出表一致", "tables_agree_with_each_other_for_any_department"),
    Rule::by_construction(
        "JS-X03",
        Error,
        "收入表的财政拨款与财政拨款总表、收支总表一致",
        "tables_agree_with_each_other_for_any_department",
    ),
    Rule::by_construction(
        "JS-X04",
        Error,
        "财政拨款总表的一般公共预算各类与一般公共预算表一致",
        "tables_agree_with_each_other_for_any_department",
    ),
    Rule::by_construction("JS-X05", Error, "财政拨款总表的基金、国资两列与各自的表一致", "tables_agree_with_each_other_for_any_department"),
    Rule::checked("JS-X06", Error, "一般公共预算的基本支出等于明细的人员经费加公用经费", &[pairs::basic]).never_accepted(),
    Rule::by_construction(
        "JS-X07",
        Error,
        "三本预算的支出之和不大于全部支出，差额是单位资金",
        "tables_agree_with_each_other_for_any_department",
    ),
    Rule::by_construction(
        "JS-X08",
        Warning,
        "没有结转和单位资金时，收入表与支出表的科目和金额相同",
        "tables_agree_with_each_other_for_any_department",
    ),
    Rule::by_construction("JS-X09", Warning, "同一科目在各表和正文里名称相同", "one_code_has_one_name_everywhere"),
    Rule::checked("JS-X10", Error, "基本支出里的“三公”科目不大于“三公”经费，“三公”经费不大于财政拨款支出", &[pairs::three_public])
        .never_accepted(),
    Rule::checked("JS-X11", Note, "养老、年金、公积金、医疗缴费在功能、经济两种分类里大致相等", &[pairs::contributions]),
    Rule::checked("JS-X12", Error, "机关运行经费与公用经费的关系符合单位性质", &[pairs::agency]),
    Rule::checked(
        "JS-X13",
        Warning,
        "年初结转和结余等于上年年末，不等时有调整说明；上年数与上年文件相同",
        &[opening::carried_over, opening::carried_without_a_row, opening::spent_remainder, opening::stated_twice],
    ),
];
