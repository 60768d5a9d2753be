//! The three public expenses. Doc comments of keys are the editor's help.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 财政拨款“三公”经费；没有发生的也可省略，程序按 0 说明
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThreePublic {
    /// 因公出国（境）费；没有发生时整项不写
    #[serde(rename = "因公出国（境）费", default)]
    #[schemars(extend("examples" = [{"全年预算": 0, "决算": 0, "上年决算": 0}]))]
    pub going: Going,
    /// 公务用车购置费；没有发生时整项不写
    #[serde(rename = "公务用车购置费", default)]
    #[schemars(extend("examples" = [{"全年预算": 0, "决算": 0, "上年决算": 0, "购置辆数": 0}]))]
    pub purchase: Purchase,
    /// 公务用车运行维护费；没有公务用车时整项不写
    #[serde(rename = "公务用车运行维护费", default)]
    #[schemars(extend("examples" = [{"全年预算": 50000.00, "决算": 50000.00, "上年决算": 50000.00, "保有量": 2}]))]
    pub operation: Operation,
    /// 公务接待费；没有发生时整项不写
    #[serde(rename = "公务接待费", default)]
    #[schemars(extend("examples" = [{"全年预算": 6000.00, "上年决算": 5000.00, "国内接待": {"金额": 6000.00, "批次": 5, "人次": 40}}]))]
    pub reception: Reception,
    /// “三公”经费决算比上年变动的主要原因（总体），接在“主要原因是”后面读，末尾不写句号
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["压减公务接待"]))]
    pub change_reason: Option<Spanned<String>>,
    /// “三公”经费决算与预算有差异的主要原因（总体），写法同上
    #[serde(rename = "预决算差异原因")]
    #[schemars(extend("examples" = ["厉行节约"]))]
    pub budget_reason: Option<Spanned<String>>,
    /// 公务用车购置及运行维护费合计比上年变动的主要原因，写法同上
    #[serde(rename = "公务用车变动原因")]
    #[schemars(extend("examples" = ["车辆老旧，维修增加"]))]
    pub vehicles_reason: Option<Spanned<String>>,
}

/// 因公出国（境）费
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Going {
    /// 年初预算数：年初批复的数；标准与年初预算比较时要写
    #[serde(rename = "年初预算")]
    #[schemars(extend("examples" = [0]))]
    pub initial: Option<Spanned<Amount>>,
    /// 全年预算数：年中调整以后的数；标准与全年预算比较时要写
    #[serde(rename = "全年预算")]
    #[schemars(extend("examples" = [30000.00]))]
    pub adjusted: Option<Spanned<Amount>>,
    /// 本年决算数：实际支出，只写财政拨款负担的部分
    #[serde(rename = "决算")]
    #[schemars(extend("examples" = [28000.00]))]
    pub amount: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [0]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 因公出国（境）的团组个数
    #[serde(rename = "团组")]
    #[schemars(extend("examples" = [1]))]
    pub groups: Option<Spanned<Count>>,
    /// 因公出国（境）的人次
    #[serde(rename = "人次")]
    #[schemars(extend("examples" = [2]))]
    pub persons: Option<Spanned<Count>>,
    /// 主要用途，接在“用于”后面读，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["赴境外招商推介"]))]
    pub purpose: Option<Spanned<String>>,
    /// 比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号；没有变动的不写
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["本年新增出访任务"]))]
    pub change_reason: Option<Spanned<String>>,
}

/// 公务用车购置费
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// 年初预算数：年初批复的数；标准与年初预算比较时要写
    #[serde(rename = "年初预算")]
    #[schemars(extend("examples" = [0]))]
    pub initial: Option<Spanned<Amount>>,
    /// 全年预算数：年中调整以后的数；标准与全年预算比较时要写
    #[serde(rename = "全年预算")]
    #[schemars(extend("examples" = [180000.00]))]
    pub adjusted: Option<Spanned<Amount>>,
    /// 本年决算数：实际支出，只写财政拨款负担的部分
    #[serde(rename = "决算")]
    #[schemars(extend("examples" = [178600.00]))]
    pub amount: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [0]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 本年使用财政拨款购置的公务用车，辆数
    #[serde(rename = "购置辆数")]
    #[schemars(extend("examples" = [1]))]
    pub vehicles: Option<Spanned<Count>>,
    /// 主要用途，接在“用于”后面读，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["更新执法执勤用车"]))]
    pub purpose: Option<Spanned<String>>,
    /// 比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号；没有变动的不写
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["原车报废更新"]))]
    pub change_reason: Option<Spanned<String>>,
}

/// 公务用车运行维护费
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// 年初预算数：年初批复的数；标准与年初预算比较时要写
    #[serde(rename = "年初预算")]
    #[schemars(extend("examples" = [50000.00]))]
    pub initial: Option<Spanned<Amount>>,
    /// 全年预算数：年中调整以后的数；标准与全年预算比较时要写
    #[serde(rename = "全年预算")]
    #[schemars(extend("examples" = [50000.00]))]
    pub adjusted: Option<Spanned<Amount>>,
    /// 本年决算数：实际支出，只写财政拨款负担的部分
    #[serde(rename = "决算")]
    #[schemars(extend("examples" = [50000.00]))]
    pub amount: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [50000.00]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 年末由财政拨款负担费用的公务用车保有量，辆数
    #[serde(rename = "保有量")]
    #[schemars(extend("examples" = [2]))]
    pub vehicles: Option<Spanned<Count>>,
    /// 主要用途，接在“用于”后面读，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["公务用车燃料、维修和保险"]))]
    pub purpose: Option<Spanned<String>>,
    /// 比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号；没有变动的不写
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["车辆老旧，维修增加"]))]
    pub change_reason: Option<Spanned<String>>,
}

/// 公务接待费；决算数是国内接待与国（境）外接待之和
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reception {
    /// 年初预算数：年初批复的数；标准与年初预算比较时要写
    #[serde(rename = "年初预算")]
    #[schemars(extend("examples" = [6000.00]))]
    pub initial: Option<Spanned<Amount>>,
    /// 全年预算数：年中调整以后的数；标准与全年预算比较时要写
    #[serde(rename = "全年预算")]
    #[schemars(extend("examples" = [6000.00]))]
    pub adjusted: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [5000.00]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 国内接待：金额、批次、人次都写
    #[serde(rename = "国内接待", default)]
    #[schemars(extend("examples" = [{"金额": 6000.00, "批次": 5, "人次": 40}]))]
    pub domestic: DomesticReception,
    /// 国（境）外接待：金额、批次、人次都写；没有发生时整项不写
    #[serde(rename = "国（境）外接待", default)]
    #[schemars(extend("examples" = [{"金额": 0, "批次": 0, "人次": 0}]))]
    pub foreign: ForeignReception,
    /// 比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号；没有变动的不写
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["上级调研批次增加"]))]
    pub change_reason: Option<Spanned<String>>,
}

/// 国内接待
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DomesticReception {
    /// 国内接待费的决算数，含其中的外事接待费
    #[serde(rename = "金额")]
    #[schemars(extend("examples" = [6000.00]))]
    pub amount: Option<Spanned<Amount>>,
    /// 国内接待的批次，含其中的外事接待
    #[serde(rename = "批次")]
    #[schemars(extend("examples" = [5]))]
    pub receptions: Option<Spanned<Count>>,
    /// 国内接待的人次，含其中的外事接待
    #[serde(rename = "人次")]
    #[schemars(extend("examples" = [40]))]
    pub persons: Option<Spanned<Count>>,
    /// 国内接待费中的外事接待（接待外宾）费
    #[serde(rename = "外事接待费")]
    #[schemars(extend("examples" = [0]))]
    pub guests_amount: Option<Spanned<Amount>>,
    /// 国内接待中的外事接待批次
    #[serde(rename = "外事接待批次")]
    #[schemars(extend("examples" = [0]))]
    pub guests_receptions: Option<Spanned<Count>>,
    /// 国内接待中的外事接待人次
    #[serde(rename = "外事接待人次")]
    #[schemars(extend("examples" = [0]))]
    pub guests_persons: Option<Spanned<Count>>,
    /// 主要用途，接在“用于”后面读，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["上级部门调研和检查的接待"]))]
    pub purpose: Option<Spanned<String>>,
}

/// 国（境）外接待
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForeignReception {
    /// 国（境）外接待费的决算数
    #[serde(rename = "金额")]
    #[schemars(extend("examples" = [0]))]
    pub amount: Option<Spanned<Amount>>,
    /// 国（境）外接待的批次
    #[serde(rename = "批次")]
    #[schemars(extend("examples" = [0]))]
    pub receptions: Option<Spanned<Count>>,
    /// 国（境）外接待的人次
    #[serde(rename = "人次")]
    #[schemars(extend("examples" = [0]))]
    pub persons: Option<Spanned<Count>>,
    /// 主要用途，接在“用于”后面读，末尾不写句号
    #[serde(rename = "用途")]
    #[schemars(extend("examples" = ["境外友好城市来访接待"]))]
    pub purpose: Option<Spanned<String>>,
}
