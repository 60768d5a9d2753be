//! The projects' self-evaluation: scores, rates, grades, and the summary of section 十, all derived from the reports.
//!
//! Grade names, their bands and the points for execution belong to a standard and come in as [`Grade`]s, highest first, and [`Weights`].

mod budget;
mod report;
mod summary;

pub use budget::{LEDGERS, is_own, spending};
pub use report::{BudgetLine, IndicatorLine, Report, execution_formula, report};
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

/// 绩效自评 100 分的分配
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// 各项绩效指标共多少分
    #[schemars(extend("examples" = [90]))]
    pub indicators: Spanned<Score>,
    /// 预算执行率多少分
    #[schemars(extend("examples" = [10]))]
    pub execution: Spanned<Score>,
}

impl Default for Weights {
    /// 90 and 10: the points of the self-evaluation form (项目支出绩效自评表) that the provinces share.
    fn default() -> Self {
        let points = |points: u32| Spanned::new(Score(Decimal::from(points)), Default::default());
        Self { indicators: points(90), execution: points(10) }
    }
}

/// The grade a total score reaches; the lowest when it reaches none.
pub fn grade(score: Decimal, grades: &[Grade]) -> Option<&Grade> {
    grades.iter().find(|grade| score >= grade.from.value.0).or(grades.last())
}
