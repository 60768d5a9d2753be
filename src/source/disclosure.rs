//! The source file as a whole. Doc comments of keys are Chinese because they are the help an editor shows while typing (`juesuan schema`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// Sections for the department and the bureau only: nothing that is published holds them, nor depends on them.
pub const INTERNAL: [&str; 3] = ["核对", "接受", "保密审查"];

/// 一个部门（或单位）一个年度的决算公开填报文件
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// 用哪个省的公开格式：写标准的编号，`juesuan fonts` 列出有哪些；工作区的“县.yaml”已写明时省略
    #[serde(rename = "标准")]
    #[schemars(extend("examples" = ["标准编号"]))]
    pub standard: Option<Spanned<String>>,
    /// 决算年度，四位数字；不是公开的那一年
    #[serde(rename = "年度")]
    #[schemars(extend("examples" = [2024]))]
    pub year: Spanned<Count>,
    /// 文件中所有金额的单位，写一次；照部门决算报表写元最稳妥
    #[serde(rename = "金额单位")]
    #[schemars(extend("examples" = ["元"]))]
    pub unit: Spanned<MoneyUnit>,
    /// 部门的名称、编码和性质，照批复文件写
    #[serde(rename = "部门")]
    #[schemars(extend("examples" = [{"名称": "示例县档案馆", "编码": "118", "性质": "行政单位"}]))]
    pub department: Department,
    /// 财政部门批复决算的日期，见批复文件；没有批复日期时省略
    #[serde(rename = "批复日期")]
    #[schemars(extend("examples" = ["2025-08-15"]))]
    pub approved: Option<Spanned<Date>>,
    /// 在网站上公开的日期，年-月-日；印在封面上，也是 PDF 里记录的日期
    #[serde(rename = "公开日期")]
    #[schemars(extend("examples" = ["2025-08-29"]))]
    pub published: Spanned<Date>,
    /// 公开文件的第一部分：职责、机构设置，照“三定”规定写
    #[serde(rename = "概况")]
    #[schemars(extend("examples" = [{"职责": ["负责全县档案工作。"], "机构设置": {"机构": [{"名称": "综合股"}]}}]))]
    pub overview: Overview,
    /// 一般公共预算财政拨款：每个功能分类项级科目（7 位）一行，照部门决算报表的《一般公共预算财政拨款收入支出决算表》写
    #[serde(rename = "一般公共预算财政拨款", default)]
    #[schemars(extend("examples" = [[{"科目": 2013101, "基本支出": 1402400.00}]]))]
    pub general: Vec<Spanned<FiscalRow>>,
    /// 政府性基金预算财政拨款，写法同上，照《政府性基金预算财政拨款收入支出决算表》写；没有时省略或写 []
    #[serde(rename = "政府性基金预算财政拨款", default)]
    #[schemars(extend("examples" = [[{"科目": 2120803, "项目支出": 500000.00}]]))]
    pub fund: Vec<Spanned<FiscalRow>>,
    /// 国有资本经营预算财政拨款，写法同上，照《国有资本经营预算财政拨款收入支出决算表》写；没有时省略或写 []
    #[serde(rename = "国有资本经营预算财政拨款", default)]
    #[schemars(extend("examples" = [[{"科目": 2230105, "项目支出": 120000.00}]]))]
    pub capital: Vec<Spanned<FiscalRow>>,
    /// 财政拨款以外的资金，每个项级科目一行：收入、支出各是部门决算报表《收入决算表》《支出决算表》里减去财政拨款的部分；没有时省略
    #[serde(rename = "单位资金", default)]
    #[schemars(extend("examples" = [[{"科目": 2010601, "其他收入": 62000.00, "基本支出": 62000.00}]]))]
    pub other_funds: Vec<Spanned<OtherFundsRow>>,
    /// 一般公共预算财政拨款的基本支出，按经济分类款级科目（5 位）写，照《一般公共预算财政拨款基本支出决算明细表》；没有发生的款不写
    #[serde(rename = "基本支出明细", default)]
    #[schemars(extend("examples" = [{"30101": 645000.00, "30102": 343900.00}]))]
    pub basic_by_economic: Entries<Code, Spanned<Amount>>,
    /// 按功能分类科目写的年初预算、上年决算、用途和原因；写到类（3 位）还是项（7 位），看标准按哪一级说明
    #[serde(rename = "科目说明", default)]
    #[schemars(extend("examples" = [{"201": {"年初预算": 11792500.00, "上年决算": 6438900.00, "用途": "机关运转", "变动原因": "项目增加"}}]))]
    pub code_notes: Entries<Code, CodeNote>,
    /// 目录中没有的科目的名称；核对编码确实正确时才写
    #[serde(rename = "补充科目", default)]
    #[schemars(extend("examples" = [{"2013199": "其他党委办公厅（室）及相关机构事务支出"}]))]
    pub extra_codes: Entries<Code, Spanned<String>>,
    /// 各个总数比上年变动的原因；没有变动的不写
    #[serde(rename = "变动原因", default)]
    #[schemars(extend("examples" = [{"收支总计": "本年度实施项目增加"}]))]
    pub reasons: Reasons,
    /// 基本支出“主要包括”的列举；省略时由基本支出明细自动列出
    #[serde(rename = "基本支出主要包括", default)]
    #[schemars(extend("examples" = [{"公用经费": ["办公费", "福利费"]}]))]
    pub section6_lists: Section6Lists,
    /// 财政拨款负担的“三公”经费，照部门决算报表的《机构运行信息表》写；没有发生的整项不写，程序按 0 说明
    #[serde(rename = "三公经费", default)]
    #[schemars(extend("examples" = [{"公务接待费": {"全年预算": 0, "上年决算": 0}}]))]
    pub three_public: ThreePublic,
    /// 机关运行经费的上年数和变动原因；本年数由基本支出明细得出。事业单位整节不写
    #[serde(rename = "机关运行经费", default)]
    #[schemars(extend("examples" = [{"上年决算": 163200.00, "变动原因": "人员减少"}]))]
    pub agency_operating: AgencyOperating,
    /// 政府采购支出，照《机构运行信息表》写；没有采购时整节不写
    #[serde(rename = "政府采购", default)]
    #[schemars(extend("examples" = [{"货物": 145800.00, "授予中小企业": 145800.00, "授予小微企业": 145800.00}]))]
    pub procurement: Procurement,
    /// 年末国有资产占用：车辆写辆数，设备写台（套）数，照《机构运行信息表》写
    #[serde(rename = "国有资产", default)]
    #[schemars(extend("examples" = [{"车辆": {"主要负责人用车": 2}, "单价100万元以上设备": 0}]))]
    pub assets: Assets,
    /// 绩效自评：每个项目一份，照项目支出绩效自评报告写；顺序就是附件的顺序
    #[serde(rename = "绩效自评", default)]
    #[schemars(extend("examples" = [[{"项目名称": "档案库房维修费", "报告时间": "2025-01", "基本信息": {"项目概况": "维修档案库房两处。", "立项依据": "县政府常务会议纪要。", "必要性": "库房渗水，威胁档案安全。", "措施与制度": "由综合股负责。", "实施期目标": "库房达到保管标准。", "年度目标": "年内完成两处库房维修。", "实施计划": "九月底前完工。"}, "预算执行": [{"资金来源": "市县区财政资金", "目标申报": 80000, "预算编制": 80000, "全年预算": 75705, "全年执行": 75705}], "绩效指标": [{"一级指标": "产出指标", "二级指标": "数量指标", "指标名称": "维修库房数量", "实际完成值": "2处", "权重": 90, "得分": 90}], "自评结果": {"全年目标完成情况": "完成库房维修两处。", "产出情况": "维修库房两处，验收合格。", "效益情况": "档案保管条件改善。", "满意度情况": "查档群众满意度达到96%。"}}]]))]
    pub projects: Vec<Spanned<Project>>,
    /// 预算绩效管理工作的总体情况：多少个项目编了目标、做了跟踪、发现和改了多少问题
    #[serde(rename = "绩效管理", default)]
    #[schemars(extend("examples" = [{"改进措施": "加强项目组织管理"}]))]
    pub management: Management,
    /// 情况说明最后“其他需要说明的事项”，一件一项；没有时省略
    #[serde(rename = "其他需要说明的事项", default)]
    #[schemars(extend("examples" = [["本部门无其他需要说明的事项。"]]))]
    pub other_matters: Vec<Spanned<String>>,
    /// 标准名词以外需要解释的名词
    #[serde(rename = "补充名词", default)]
    #[schemars(extend("examples" = [[{"名词": "公益性岗位", "解释": "指由政府出资扶持的服务社会公众的岗位。"}]]))]
    pub glossary: Vec<GlossaryEntry>,
    /// 标准名词后面“主要是：…”的内容，左边写名词，右边写列举；没有的不写
    #[serde(rename = "名词列举", default)]
    #[schemars(extend("examples" = [{"事业收入": "培训收入等"}]))]
    pub term_details: Entries<String, Spanned<String>>,
    /// 上年的填报文件，从本文件所在的文件夹写起；写了它，上年数和年初结转由它取得，不用再写。工作区里会自动找到
    #[serde(rename = "上年文件")]
    #[schemars(extend("examples" = ["../2023/118.yaml"]))]
    pub last_year_file: Option<Spanned<String>>,
    /// 没有上年文件时，与上年比较要用的几个数，从上年公开的部门决算上抄
    #[serde(rename = "上年决算", default)]
    #[schemars(extend("examples" = [{"收入总计": 6453300.00, "支出总计": 6453300.00}]))]
    pub last_year: LastYear,
    /// 部门决算报表里的合计数，与程序算出的数核对，不印出来；左边写`表号[行].栏`，右边写金额
    #[serde(rename = "核对", default)]
    #[schemars(extend("examples" = [{"03[合计].本年支出合计": 12360300.00}]))]
    pub expectations: Entries<String, Spanned<Amount>>,
    /// 对某一条检查结果的书面说明：核对无误、确有原因时写，不印出来
    #[serde(rename = "接受", default)]
    #[schemars(extend("examples" = [[{"规则": "JS-X11", "理由": "在职转退休，基数不同"}]]))]
    pub accepted: Vec<Spanned<Acceptance>>,
    /// 涉密领域内容公开前的保密审查记录
    #[serde(rename = "保密审查")]
    #[schemars(extend("examples" = [{"日期": "2025-08-20", "结论": "同意公开", "审查人": "保密办"}]))]
    pub secrecy_review: Option<SecrecyReview>,
}

/// 金额单位
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum MoneyUnit {
    #[default]
    元,
    万元,
}

/// 对一条检查结果的接受
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// 检查规则的编号，就是提示方括号里的编号
    #[serde(rename = "规则")]
    #[schemars(extend("examples" = ["JS-X11"]))]
    pub rule: Spanned<String>,
    /// 只接受写在这个位置的结果：从最外面的键写起，用点连接；省略时接受本文件中该规则的全部结果
    #[serde(rename = "位置")]
    #[schemars(extend("examples" = ["三公经费.公务接待费"]))]
    pub place: Option<Spanned<String>>,
    /// 书面理由，一句话，说明为什么数是对的
    #[serde(rename = "理由")]
    #[schemars(extend("examples" = ["在职转退休，缴费基数不同"]))]
    pub reason: Spanned<String>,
}

/// 保密审查记录
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecrecyReview {
    /// 保密审查的日期，年-月-日
    #[serde(rename = "日期")]
    #[schemars(extend("examples" = ["2025-08-20"]))]
    pub date: Spanned<Date>,
    /// 保密审查的结论，照审查表写
    #[serde(rename = "结论")]
    #[schemars(extend("examples" = ["同意公开"]))]
    pub decision: Spanned<String>,
    /// 审查人或审查部门；可以省略
    #[serde(rename = "审查人")]
    #[schemars(extend("examples" = ["县委保密办"]))]
    pub reviewer: Option<Spanned<String>>,
}
