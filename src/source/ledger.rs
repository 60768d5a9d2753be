//! Rows of the ledger: one functional item and one source of funds each. Doc comments of keys are the editor's help.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 财政拨款的一行：一个功能分类项级科目
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiscalRow {
    /// 功能分类项级科目的编码，7 位数字；同一种资金里一个科目只写一行
    #[serde(rename = "科目")]
    #[schemars(extend("examples" = [2013101]))]
    pub code: Spanned<Code>,
    /// 年初结转和结余
    #[serde(rename = "年初结转和结余")]
    #[schemars(extend("examples" = [0]))]
    pub opening: Option<Spanned<Amount>>,
    /// 本年财政拨款收入；没有结转、又等于本行支出时省略
    #[serde(rename = "本年收入")]
    #[schemars(extend("examples" = [1402400.00]))]
    pub income: Option<Spanned<Amount>>,
    /// 基本支出
    #[serde(rename = "基本支出")]
    #[schemars(extend("examples" = [1402400.00]))]
    pub basic: Option<Spanned<Amount>>,
    /// 项目支出
    #[serde(rename = "项目支出")]
    #[schemars(extend("examples" = [89900.00]))]
    pub project: Option<Spanned<Amount>>,
}

/// 单位资金的一行：一个功能分类项级科目
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherFundsRow {
    /// 功能分类项级科目的编码，7 位数字；同一种资金里一个科目只写一行
    #[serde(rename = "科目")]
    #[schemars(extend("examples" = [2010601]))]
    pub code: Spanned<Code>,
    /// 年初结转和结余
    #[serde(rename = "年初结转和结余")]
    #[schemars(extend("examples" = [491400.00]))]
    pub opening: Option<Spanned<Amount>>,
    /// 上级补助收入：主管部门、上级单位给的非财政补助
    #[serde(rename = "上级补助收入")]
    #[schemars(extend("examples" = [50000.00]))]
    pub superior_subsidy: Option<Spanned<Amount>>,
    /// 事业收入：开展专业业务及其辅助活动取得的收入
    #[serde(rename = "事业收入")]
    #[schemars(extend("examples" = [300000.00]))]
    pub undertaking: Option<Spanned<Amount>>,
    /// 经营收入：非独立核算经营活动取得的收入
    #[serde(rename = "经营收入")]
    #[schemars(extend("examples" = [80000.00]))]
    pub business_income: Option<Spanned<Amount>>,
    /// 附属单位上缴收入：独立核算的附属单位交来的
    #[serde(rename = "附属单位上缴收入")]
    #[schemars(extend("examples" = [10000.00]))]
    pub subordinate_remittance: Option<Spanned<Amount>>,
    /// 其他收入：以上各种以外的，如利息收入
    #[serde(rename = "其他收入")]
    #[schemars(extend("examples" = [62000.00]))]
    pub other_income: Option<Spanned<Amount>>,
    /// 使用非财政拨款结余（含专用结余）弥补收支差额的数
    #[serde(rename = "使用非财政拨款结余")]
    #[schemars(extend("examples" = [20000.00]))]
    pub surplus_use: Option<Spanned<Amount>>,
    /// 基本支出
    #[serde(rename = "基本支出")]
    #[schemars(extend("examples" = [62000.00]))]
    pub basic: Option<Spanned<Amount>>,
    /// 项目支出
    #[serde(rename = "项目支出")]
    #[schemars(extend("examples" = [30000.00]))]
    pub project: Option<Spanned<Amount>>,
    /// 上缴上级支出：交给上级单位的
    #[serde(rename = "上缴上级支出")]
    #[schemars(extend("examples" = [0]))]
    pub remittance_to_superior: Option<Spanned<Amount>>,
    /// 经营支出：非独立核算经营活动发生的
    #[serde(rename = "经营支出")]
    #[schemars(extend("examples" = [60000.00]))]
    pub business_expenditure: Option<Spanned<Amount>>,
    /// 对附属单位补助支出：用非财政拨款补助附属单位的
    #[serde(rename = "对附属单位补助支出")]
    #[schemars(extend("examples" = [0]))]
    pub subsidy_to_subordinates: Option<Spanned<Amount>>,
    /// 结余分配：交所得税、提取专用结余等
    #[serde(rename = "结余分配")]
    #[schemars(extend("examples" = [5000.00]))]
    pub allocation: Option<Spanned<Amount>>,
}
