//! What the figures cannot say by themselves: budgets, last year's figures, purposes, reasons. Doc comments of keys are the editor's help.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 一个功能分类科目的年初预算、上年决算、用途和原因
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeNote {
    /// 年初预算数：年初批复的部门预算里这个科目的数
    #[serde(rename = "年初预算")]
    #[schemars(extend("examples" = [11792500.00]))]
    pub initial_budget: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [6438900.00]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 主要用途，接在“用于”后面读，不写“用于”，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["机关日常运转"]))]
    pub purpose: Option<Spanned<String>>,
    /// 比上年增加或减少的主要原因，接在“主要原因是”后面读，末尾不写句号
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["本年度项目增加"]))]
    pub change_reason: Option<Spanned<String>>,
    /// 决算与年初预算有差异的主要原因，写法同上；没有差异的不写
    #[serde(rename = "预决算差异原因")]
    #[schemars(extend("examples" = ["年中追加项目经费"]))]
    pub budget_reason: Option<Spanned<String>>,
}

/// 总体情况的变动原因
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// 收入、支出总计比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号
    #[serde(rename = "收支总计")]
    #[schemars(extend("examples" = ["本年度实施项目增加"]))]
    pub totals: Option<Spanned<String>>,
    /// 财政拨款收入、支出总计比上年变动的主要原因，写法同上
    #[serde(rename = "财政拨款收支总计")]
    #[schemars(extend("examples" = ["本年度实施项目增加"]))]
    pub fiscal_totals: Option<Spanned<String>>,
    /// 一般公共预算财政拨款支出比上年变动的主要原因，写法同上
    #[serde(rename = "一般公共预算财政拨款支出")]
    #[schemars(extend("examples" = ["本年度实施项目增加"]))]
    pub general: Option<Spanned<String>>,
    /// 一般公共预算财政拨款支出决算与年初预算有差异的主要原因，写法同上
    #[serde(rename = "一般公共预算预决算差异")]
    #[schemars(extend("examples" = ["年中追加项目经费"]))]
    pub general_budget: Option<Spanned<String>>,
    /// 政府性基金预算财政拨款支出比上年变动的主要原因，写法同上
    #[serde(rename = "政府性基金预算财政拨款支出")]
    #[schemars(extend("examples" = ["新增土地整治项目"]))]
    pub fund: Option<Spanned<String>>,
    /// 国有资本经营预算财政拨款支出比上年变动的主要原因，写法同上
    #[serde(rename = "国有资本经营预算财政拨款支出")]
    #[schemars(extend("examples" = ["新增国企退休人员社会化管理补助"]))]
    pub capital: Option<Spanned<String>>,
    /// 年初结转和结余与上年年末数不同时，说明为什么调整；只供检查核对，不印出来
    #[serde(rename = "年初结转调整")]
    #[schemars(extend("examples" = ["会计差错更正调增年初结转"]))]
    pub opening_adjustment: Option<Spanned<String>>,
    /// 项目支出与绩效自评的金额不同（有项目没有自评）时，说明为什么
    #[serde(rename = "绩效自评金额差异")]
    #[schemars(extend("examples" = ["一项涉密项目按规定不公开自评"]))]
    pub performance_gap: Option<Spanned<String>>,
}

/// 基本支出“主要包括”的列举（写了就按写的印，并与明细核对）
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section6Lists {
    /// 人员经费主要包括的经济分类科目名称；省略时由基本支出明细列出
    #[serde(rename = "人员经费", default)]
    #[schemars(extend("examples" = [["基本工资", "津贴补贴"]]))]
    pub personnel: Vec<Spanned<String>>,
    /// 公用经费主要包括的经济分类科目名称；省略时由基本支出明细列出
    #[serde(rename = "公用经费", default)]
    #[schemars(extend("examples" = [["办公费", "福利费"]]))]
    pub operating: Vec<Spanned<String>>,
}

/// 一个需要解释的名词
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryEntry {
    /// 要解释的名词
    #[serde(rename = "名词")]
    #[schemars(extend("examples" = ["公益性岗位"]))]
    pub term: Spanned<String>,
    /// 解释，以“指”开头，以句号结束
    #[serde(rename = "解释")]
    #[schemars(extend("examples" = ["指由政府出资扶持的服务社会公众的岗位。"]))]
    pub meaning: Spanned<String>,
}

/// 情况说明要用的几个上年数
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastYear {
    /// 上年收入总计，见上年公开 01 表《收入支出决算总表》
    #[serde(rename = "收入总计")]
    #[schemars(extend("examples" = [6453300.00]))]
    pub resources: Option<Spanned<Amount>>,
    /// 上年支出总计，见上年公开 01 表《收入支出决算总表》
    #[serde(rename = "支出总计")]
    #[schemars(extend("examples" = [6453300.00]))]
    pub uses: Option<Spanned<Amount>>,
    /// 上年财政拨款收入总计，见上年公开 04 表《财政拨款收入支出决算总表》
    #[serde(rename = "财政拨款收入总计")]
    #[schemars(extend("examples" = [6453300.00]))]
    pub fiscal_resources: Option<Spanned<Amount>>,
    /// 上年财政拨款支出总计，见上年公开 04 表《财政拨款收入支出决算总表》
    #[serde(rename = "财政拨款支出总计")]
    #[schemars(extend("examples" = [6453300.00]))]
    pub fiscal_uses: Option<Spanned<Amount>>,
    /// 上年一般公共预算财政拨款支出合计，见上年公开 05 表《一般公共预算财政拨款支出决算表》
    #[serde(rename = "一般公共预算财政拨款支出")]
    #[schemars(extend("examples" = [6453300.00]))]
    pub general: Option<Spanned<Amount>>,
    /// 上年政府性基金预算财政拨款支出合计；没有的写 0
    #[serde(rename = "政府性基金预算财政拨款支出")]
    #[schemars(extend("examples" = [0]))]
    pub fund: Option<Spanned<Amount>>,
    /// 上年国有资本经营预算财政拨款支出合计；没有的写 0
    #[serde(rename = "国有资本经营预算财政拨款支出")]
    #[schemars(extend("examples" = [0]))]
    pub capital: Option<Spanned<Amount>>,
    /// 上年年末结转和结余，见上年公开 01 表；与本年年初数核对
    #[serde(rename = "年末结转和结余")]
    #[schemars(extend("examples" = [0]))]
    pub closing: Option<Spanned<Amount>>,
}
