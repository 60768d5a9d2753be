//! Rules about procurement and assets (JS-A).

mod awards;

use super::Rule;
use crate::diagnostics::Severity::{Error, Warning};

pub(super) const RULES: &[Rule] = &[
    Rule::checked("JS-A01", Error, "授予小微企业不大于授予中小企业，授予中小企业不大于采购总额", &[awards::shares]).never_accepted(),
    Rule::checked("JS-A02", Error, "预留和其他项目中小企业成交之和不大于采购总额", &[awards::reserved]).never_accepted(),
    Rule::checked(
        "JS-A03",
        Warning,
        "项目和基本支出里买的货物与政府采购货物相称，政府采购支出总额不大于本年支出",
        &[awards::goods, awards::beyond_spending],
    ),
    Rule::by_construction("JS-A04", Error, "车辆、设备的说明与表相同", "the_narrative_speaks_of_the_tables_figures"),
];
