//! Performance self-evaluation: one report a project. Amounts are in the file's unit and printed in 元. Doc comments of keys are the editor's help.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 一个项目的绩效自评
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// 项目名称，照绩效目标申报表写；各项目不能相同
    #[serde(rename = "项目名称")]
    #[schemars(extend("examples" = ["档案库房维修费"]))]
    pub name: Spanned<String>,
    /// 项目单位；省略时为本部门
    #[serde(rename = "项目单位")]
    #[schemars(extend("examples" = [{"编码": "118001", "名称": "示例县档案馆"}]))]
    pub unit: Option<ProjectUnit>,
    /// 主管部门；省略时为本部门
    #[serde(rename = "主管部门")]
    #[schemars(extend("examples" = [{"编码": "118", "名称": "示例县档案馆"}]))]
    pub authority: Option<ProjectUnit>,
    /// 自评报告完成的年月，年-月；印在报告封面上
    #[serde(rename = "报告时间")]
    #[schemars(extend("examples" = ["2024-12"]))]
    pub reported: Spanned<YearMonth>,
    /// 项目支出所列的功能分类项级科目，7 位；写了就与账上的项目支出核对
    #[serde(rename = "科目")]
    #[schemars(extend("examples" = [2012604]))]
    pub code: Option<Spanned<Code>>,
    /// 资金属于哪一本预算；省略时看“科目”的项目支出列在哪一本，没有写科目的为一般公共预算
    #[serde(rename = "预算类别")]
    #[schemars(extend("examples" = ["一般公共预算"]))]
    pub budget: Option<Spanned<BudgetKind>>,
    /// 项目基本信息，七段文字，照绩效目标申报表写
    #[serde(rename = "基本信息")]
    #[schemars(extend("examples" = [{"项目概况": "维修档案库房两处。", "立项依据": "县政府常务会议纪要。", "必要性": "库房渗水，威胁档案安全。", "措施与制度": "由综合股负责。", "实施期目标": "库房达到保管标准。", "年度目标": "年内完成两处库房维修。", "实施计划": "九月底前完工。"}]))]
    pub basics: ProjectBasics,
    /// 预算执行情况：每个资金来源一行，金额用文件的金额单位；结余、执行率和得分由程序算
    #[serde(rename = "预算执行")]
    #[schemars(extend("examples" = [[{"资金来源": "市县区财政资金", "目标申报": 80000, "预算编制": 80000, "全年预算": 75705, "全年执行": 75705}]]))]
    pub budget_rows: Vec<Spanned<BudgetRow>>,
    /// 绩效指标，一个一行；权重之和为 90，另外 10 分是预算执行分，由程序算
    #[serde(rename = "绩效指标")]
    #[schemars(extend("examples" = [[{"一级指标": "产出指标", "二级指标": "数量指标", "指标名称": "维修库房数量", "年初指标": "≥2处", "实际完成值": "2处", "权重": 20, "得分": 20}]]))]
    pub indicators: Vec<Spanned<Indicator>>,
    /// 自评结果的文字部分；得分、等级和预算执行率由程序写
    #[serde(rename = "自评结果")]
    #[schemars(extend("examples" = [{"全年目标完成情况": "完成库房维修两处。", "产出情况": "维修库房两处，验收合格。", "效益情况": "档案保管条件改善。", "满意度情况": "查档群众满意度达到96%。"}]))]
    pub results: ProjectResults,
    /// 项目主要经验做法，一条一项，不写序号；没有时省略
    #[serde(rename = "主要经验做法", default)]
    #[schemars(extend("examples" = [["按月通报支出进度。"]]))]
    pub experience: Vec<Spanned<String>>,
    /// 项目管理中存在的主要问题及原因分析，一条一项；没有时省略
    #[serde(rename = "存在问题及原因", default)]
    #[schemars(extend("examples" = [["付款手续办理较晚。"]]))]
    pub problems: Vec<Spanned<String>>,
    /// 下一步改进措施及管理建议，一条一项；没有时省略
    #[serde(rename = "改进措施及建议", default)]
    #[schemars(extend("examples" = [["提前准备付款资料。"]]))]
    pub suggestions: Vec<Spanned<String>>,
}

/// 项目资金属于哪一本预算
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum BudgetKind {
    一般公共预算,
    政府性基金预算,
    国有资本经营预算,
    社会保险基金预算,
}

impl fmt::Display for BudgetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::一般公共预算 => "一般公共预算",
            Self::政府性基金预算 => "政府性基金预算",
            Self::国有资本经营预算 => "国有资本经营预算",
            Self::社会保险基金预算 => "社会保险基金预算",
        })
    }
}

/// 单位的编码和名称
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectUnit {
    /// 单位的预算编码，加英文引号
    #[serde(rename = "编码")]
    #[schemars(extend("examples" = ["118001"]))]
    pub code: Spanned<String>,
    /// 单位的全称
    #[serde(rename = "名称")]
    #[schemars(extend("examples" = ["示例县档案馆"]))]
    pub name: Spanned<String>,
}

/// 项目基本信息
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectBasics {
    /// 项目概况：做什么、做多少、预算多少，一段话
    #[serde(rename = "项目概况")]
    #[schemars(extend("examples" = ["维修档案库房两处，改善保管条件。"]))]
    pub overview: Spanned<String>,
    /// 立项依据：文件名称或会议纪要
    #[serde(rename = "立项依据")]
    #[schemars(extend("examples" = ["县政府常务会议纪要。"]))]
    pub basis: Spanned<String>,
    /// 项目设立的必要性，一段话
    #[serde(rename = "必要性")]
    #[schemars(extend("examples" = ["库房渗水，威胁档案安全。"]))]
    pub necessity: Spanned<String>,
    /// 保证项目实施的措施与制度，一段话
    #[serde(rename = "措施与制度")]
    #[schemars(extend("examples" = ["由综合股负责，执行单位财务制度。"]))]
    pub measures: Spanned<String>,
    /// 整个实施期的绩效目标，一段话
    #[serde(rename = "实施期目标")]
    #[schemars(extend("examples" = ["档案库房达到保管标准。"]))]
    pub goal: Spanned<String>,
    /// 本年度的目标，一段话
    #[serde(rename = "年度目标")]
    #[schemars(extend("examples" = ["年内完成两处库房维修。"]))]
    pub annual_goal: Spanned<String>,
    /// 项目实施计划：什么时候做什么
    #[serde(rename = "实施计划")]
    #[schemars(extend("examples" = ["上半年招标，九月底前完工。"]))]
    pub plan: Spanned<String>,
}

/// 一个资金来源的预算执行
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetRow {
    /// 资金来源的名称，照自评表写；写“单位资金”“财政专户管理资金”“其他资金”的，不算进哪一本预算
    #[serde(rename = "资金来源")]
    #[schemars(extend("examples" = ["市县区财政资金"]))]
    pub source: Spanned<String>,
    /// 年初预算数：申报绩效目标时的数
    #[serde(rename = "目标申报")]
    #[schemars(extend("examples" = [80000]))]
    pub declared: Spanned<Amount>,
    /// 年初预算数：编进预算的数
    #[serde(rename = "预算编制")]
    #[schemars(extend("examples" = [80000]))]
    pub initial: Spanned<Amount>,
    /// 全年预算数：年中调整以后的数
    #[serde(rename = "全年预算")]
    #[schemars(extend("examples" = [75705]))]
    pub adjusted: Spanned<Amount>,
    /// 全年执行数：实际支出
    #[serde(rename = "全年执行")]
    #[schemars(extend("examples" = [75705]))]
    pub executed: Spanned<Amount>,
    /// 执行数与预算数有偏差的原因；没有偏差时省略
    #[serde(rename = "偏差原因")]
    #[schemars(extend("examples" = ["按实际工程量结算"]))]
    pub deviation: Option<Spanned<String>>,
}

/// 一项绩效指标
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 一级指标的名称，照自评表写
    #[serde(rename = "一级指标")]
    #[schemars(extend("examples" = ["产出指标"]))]
    pub level1: Spanned<String>,
    /// 二级指标的名称，照自评表写
    #[serde(rename = "二级指标")]
    #[schemars(extend("examples" = ["数量指标"]))]
    pub level2: Spanned<String>,
    /// 指标（三级指标）的名称
    #[serde(rename = "指标名称")]
    #[schemars(extend("examples" = ["维修库房数量"]))]
    pub name: Spanned<String>,
    /// 年初设定的指标值，带单位和大于小于号
    #[serde(rename = "年初指标")]
    #[schemars(extend("examples" = ["≥2处"]))]
    pub initial_target: Option<Spanned<String>>,
    /// 调整以后的指标值；没有调整的与年初相同
    #[serde(rename = "调整后指标")]
    #[schemars(extend("examples" = ["≥2处"]))]
    pub target: Option<Spanned<String>>,
    /// 实际完成值，带单位；定性指标写完成得怎样
    #[serde(rename = "实际完成值")]
    #[schemars(extend("examples" = ["2处"]))]
    pub actual: Spanned<String>,
    /// 定性指标的情况说明；定量指标省略
    #[serde(rename = "定性情况说明")]
    #[schemars(extend("examples" = ["达成预期指标"]))]
    pub qualitative: Option<Spanned<String>>,
    /// 权重，分；各指标合计 90 分
    #[serde(rename = "权重")]
    #[schemars(extend("examples" = [20]))]
    pub weight: Spanned<Score>,
    /// 自评得分，分；不大于权重
    #[serde(rename = "得分")]
    #[schemars(extend("examples" = [20]))]
    pub score: Spanned<Score>,
    /// 偏差原因分析及改进措施；得分少于权重时必填
    #[serde(rename = "偏差原因")]
    #[schemars(extend("examples" = ["付款手续办理较晚，今后提前准备"]))]
    pub deviation: Option<Spanned<String>>,
}

/// 自评结果的文字
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectResults {
    /// 全年目标实际完成情况，一段话
    #[serde(rename = "全年目标完成情况")]
    #[schemars(extend("examples" = ["完成两处库房维修。"]))]
    pub goals: Spanned<String>,
    /// 项目实施情况，一段话；预算和执行率的句子由程序写在后面
    #[serde(rename = "实施和预算执行情况")]
    #[schemars(extend("examples" = ["项目按计划实施。"]))]
    pub execution: Option<Spanned<String>>,
    /// 产出情况及分析，一段话
    #[serde(rename = "产出情况")]
    #[schemars(extend("examples" = ["维修库房两处，验收合格。"]))]
    pub output: Spanned<String>,
    /// 效益情况及分析，一段话
    #[serde(rename = "效益情况")]
    #[schemars(extend("examples" = ["档案保管条件改善。"]))]
    pub benefit: Spanned<String>,
    /// 满意度情况及分析，一段话
    #[serde(rename = "满意度情况")]
    #[schemars(extend("examples" = ["查档群众满意度达到96%。"]))]
    pub satisfaction: Spanned<String>,
}
