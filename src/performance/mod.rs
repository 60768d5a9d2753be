//! The projects' self-evaluation: scores, rates, grades, and the summary of section 十, all derived from the reports.
//!
//! Grade names and bands belong to a standard and come in as [`Grade`]s, highest first.

mod report;
mod summary;

pub use report::{BudgetLine, IndicatorLine, Report, report};
pub use summary::{Evaluation, GradeCount, Summary, summary};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::{Score, Spanned};

/// 绩效自评等级，从高到低
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// 等级名称
    #[schemars(extend("examples" = ["优"]))]
    pub name: Spanned<String>,
    /// 达到这个等级的最低总分
    #[schemars(extend("examples" = [90]))]
    pub from: Spanned<Score>,
    /// 是否属于需要写改进措施的等级
    #[serde(default)]
    #[schemars(extend("examples" = [false]))]
    pub needs_improvement: bool,
}

/// Points the indicators of a report add to; the rest is for budget execution.
pub const INDICATOR_WEIGHT: Decimal = Decimal::from_parts(90, 0, 0, false, 0);
/// Points for budget execution.
pub const EXECUTION_WEIGHT: Decimal = Decimal::TEN;

/// The grade a total score reaches; the lowest when it reaches none.
pub fn grade(score: Decimal, grades: &[Grade]) -> Option<&Grade> {
    grades.iter().find(|grade| score >= grade.from.value.0).or(grades.last())
}
