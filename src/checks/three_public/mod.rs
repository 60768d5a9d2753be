//! Rules about the three public expenses (JS-G).

mod budget;
mod counts;

use super::Rule;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::by_construction("JS-G01", Error, "出国、购置、运行、接待分别说明，没有的也说明", "three_public_items_are_each_stated"),
    Rule::by_construction("JS-G02", Error, "团组人次、购置辆数、保有量、接待批次人次都写了", "counts_of_what_was_spent_are_asked_for"),
    Rule::checked("JS-G03", Error, "有金额就有个数，有个数就有金额，人次不少于批次，外事不多于国内", &[counts::consistent]),
    Rule::checked("JS-G04", Warning, "有运行维护费就有车，保有量不多于车辆合计", &[counts::vehicles]),
    Rule::checked("JS-G05", Warning, "决算超过全年预算的写了原因", &[budget::exceeded]),
    Rule::checked("JS-G06", Warning, "项目里的出国、购车、接待支出包含在三公经费里", &[budget::projects]),
];
