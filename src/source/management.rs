//! Performance management as a whole, beside the reports of the projects. Doc comments of keys are the editor's help.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 预算绩效管理工作的总体情况
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Management {
    /// 对自评为“中”“差”项目的改进管理措施；有这样的项目时必填
    #[serde(rename = "改进措施")]
    #[schemars(extend("examples" = ["加强项目组织管理，提升过程管理水平"]))]
    pub improvement: Option<Spanned<String>>,
    /// 以部门为主体开展的重点绩效评价；没有开展时省略
    #[serde(rename = "部门评价")]
    #[schemars(extend("examples" = [{"项目": ["档案库房维修费"], "评价结果": "项目预期目标完成情况较好", "报告": "已在县政府网站公开"}]))]
    pub evaluation: Option<DepartmentEvaluation>,
    /// 本部门的预算绩效管理制度名称，一个一项
    #[serde(rename = "管理制度", default)]
    #[schemars(extend("examples" = [["预算绩效管理办法"]]))]
    pub rules: Vec<Spanned<String>>,
    /// 建立的预算绩效管理工作机制，一句话，末尾不写句号
    #[serde(rename = "工作机制")]
    #[schemars(extend("examples" = ["财务牵头、业务处室分工负责"]))]
    pub mechanism: Option<Spanned<String>>,
    /// 编报绩效目标的项目个数，见绩效目标申报
    #[serde(rename = "编报目标项目数")]
    #[schemars(extend("examples" = [12]))]
    pub with_objectives: Option<Spanned<Count>>,
    /// 编报绩效目标的项目预算金额
    #[serde(rename = "编报目标金额")]
    #[schemars(extend("examples" = [3500000.00]))]
    pub with_objectives_amount: Option<Spanned<Amount>>,
    /// 绩效跟踪（运行监控）的项目个数
    #[serde(rename = "跟踪项目数")]
    #[schemars(extend("examples" = [12]))]
    pub monitored: Option<Spanned<Count>>,
    /// 绩效跟踪的项目预算金额
    #[serde(rename = "跟踪金额")]
    #[schemars(extend("examples" = [3500000.00]))]
    pub monitored_amount: Option<Spanned<Amount>>,
    /// 绩效自评的项目个数；附有自评报告时省略，由报告得出
    #[serde(rename = "自评项目数")]
    #[schemars(extend("examples" = [12]))]
    pub evaluated: Option<Spanned<Count>>,
    /// 绩效自评的项目预算金额；附有自评报告时省略
    #[serde(rename = "自评金额")]
    #[schemars(extend("examples" = [3500000.00]))]
    pub evaluated_amount: Option<Spanned<Amount>>,
    /// 绩效自评平均得分，分；附有自评报告时省略
    #[serde(rename = "平均得分")]
    #[schemars(extend("examples" = [93.5]))]
    pub average: Option<Spanned<Score>>,
    /// 各等级的项目个数（等级名称用标准的叫法）；附有自评报告时省略
    #[serde(rename = "各等级项目数", default)]
    #[schemars(extend("examples" = [{"优": 10, "良": 2}]))]
    pub grades: Entries<String, Spanned<Count>>,
    /// 绩效自评中发现的问题个数
    #[serde(rename = "发现问题数")]
    #[schemars(extend("examples" = [3]))]
    pub problems: Option<Spanned<Count>>,
    /// 已经完成整改的问题个数；其余为正在整改
    #[serde(rename = "已整改数")]
    #[schemars(extend("examples" = [2]))]
    pub rectified: Option<Spanned<Count>>,
}

/// 部门评价（重点绩效评价）
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentEvaluation {
    /// 评价了哪些项目（名称与自评报告一致）
    #[serde(rename = "项目")]
    #[schemars(extend("examples" = [["档案库房维修费"]]))]
    pub projects: Vec<Spanned<String>>,
    /// 评价的项目一共多少资金；这些项目都附有自评报告时省略，由报告得出
    #[serde(rename = "涉及资金")]
    #[schemars(extend("examples" = [75705]))]
    pub amount: Option<Spanned<Amount>>,
    /// 评价结果，一句话，末尾不写句号
    #[serde(rename = "评价结果")]
    #[schemars(extend("examples" = ["项目预期目标完成情况较好，基本完成年初设定目标"]))]
    pub result: Spanned<String>,
    /// 部门评价报告公开在哪里，接在“部门评价报告”后面读，末尾不写句号；附件只有自评报告，所以不写时印的“附件：部门评价报告”是一句空话
    #[serde(rename = "报告")]
    #[schemars(extend("examples" = ["已在县政府网站“绩效管理”栏目公开"]))]
    pub report: Option<Spanned<String>>,
}
