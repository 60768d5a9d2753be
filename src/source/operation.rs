//! What keeps an agency going: operating costs, procurement, assets. Doc comments of keys are the editor's help.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 机关运行经费
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyOperating {
    /// 本年数：部门有多种性质的单位时，写行政单位部分
    #[serde(rename = "行政单位")]
    #[schemars(extend("examples" = [157200.00]))]
    pub administrative: Option<Spanned<Amount>>,
    /// 本年数：部门有多种性质的单位时，写参照公务员法管理事业单位部分
    #[serde(rename = "参照公务员法管理事业单位")]
    #[schemars(extend("examples" = [0]))]
    pub assimilated: Option<Spanned<Amount>>,
    /// 上年决算数，从上年公开的部门决算上抄；上年没有的写 0；有上年文件时省略
    #[serde(rename = "上年决算")]
    #[schemars(extend("examples" = [163200.00]))]
    pub last_year: Option<Spanned<Amount>>,
    /// 比上年变动的主要原因，接在“主要原因是”后面读，末尾不写句号；没有变动的不写
    #[serde(rename = "变动原因")]
    #[schemars(extend("examples" = ["人员减少导致公用经费减少"]))]
    pub change_reason: Option<Spanned<String>>,
}

/// 政府采购
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procurement {
    /// 政府采购货物支出
    #[serde(rename = "货物")]
    #[schemars(extend("examples" = [145800.00]))]
    pub goods: Option<Spanned<Amount>>,
    /// 政府采购工程支出
    #[serde(rename = "工程")]
    #[schemars(extend("examples" = [0]))]
    pub works: Option<Spanned<Amount>>,
    /// 政府采购服务支出
    #[serde(rename = "服务")]
    #[schemars(extend("examples" = [0]))]
    pub services: Option<Spanned<Amount>>,
    /// 授予中小企业的合同金额，不超过采购总额
    #[serde(rename = "授予中小企业")]
    #[schemars(extend("examples" = [145800.00]))]
    pub to_sme: Option<Spanned<Amount>>,
    /// 授予中小企业的合同金额里，授予小微企业的部分
    #[serde(rename = "授予小微企业")]
    #[schemars(extend("examples" = [145800.00]))]
    pub to_micro: Option<Spanned<Amount>>,
    /// 面向中小企业预留的采购项目预算
    #[serde(rename = "中小企业预留预算")]
    #[schemars(extend("examples" = [200000.00]))]
    pub reserved_sme: Option<Spanned<Amount>>,
    /// 面向小微企业预留的采购项目预算
    #[serde(rename = "小微企业预留预算")]
    #[schemars(extend("examples" = [120000.00]))]
    pub reserved_micro: Option<Spanned<Amount>>,
    /// 预留项目中由中小企业中标或成交的金额
    #[serde(rename = "预留项目中小企业成交")]
    #[schemars(extend("examples" = [145800.00]))]
    pub reserved_won_by_sme: Option<Spanned<Amount>>,
    /// 预留项目中由小微企业中标或成交的金额
    #[serde(rename = "预留项目小微企业成交")]
    #[schemars(extend("examples" = [100000.00]))]
    pub reserved_won_by_micro: Option<Spanned<Amount>>,
    /// 其他（非预留）项目中由中小企业中标或成交的金额
    #[serde(rename = "其他项目中小企业成交")]
    #[schemars(extend("examples" = [0]))]
    pub other_won_by_sme: Option<Spanned<Amount>>,
}

/// 年末国有资产占用
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// 年末车辆，按用途写辆数，没有的用途不写；总数由程序加
    #[serde(rename = "车辆", default)]
    #[schemars(extend("examples" = [{"主要负责人用车": 2}]))]
    pub vehicles: Vehicles,
    /// 其他用车主要是什么车；有“其他用车”时必填
    #[serde(rename = "其他用车说明")]
    #[schemars(extend("examples" = ["档案运输车"]))]
    pub other_vehicles_note: Option<Spanned<String>>,
    /// 年末单价100万元（含）以上设备（不含车辆）的台（套）数，整数
    #[serde(rename = "单价100万元以上设备")]
    #[schemars(extend("examples" = [0]))]
    pub equipment: Option<Spanned<Count>>,
}

/// 车辆辆数，按用途
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vehicles {
    /// 副部（省）级及以上领导用车，辆数
    #[serde(rename = "副部（省）级及以上领导用车")]
    #[schemars(extend("examples" = [0]))]
    pub ministerial: Option<Spanned<Count>>,
    /// 主要负责人用车，辆数
    #[serde(rename = "主要负责人用车")]
    #[schemars(extend("examples" = [2]))]
    pub leading: Option<Spanned<Count>>,
    /// 机要通信用车，辆数
    #[serde(rename = "机要通信用车")]
    #[schemars(extend("examples" = [1]))]
    pub confidential: Option<Spanned<Count>>,
    /// 应急保障用车，辆数
    #[serde(rename = "应急保障用车")]
    #[schemars(extend("examples" = [1]))]
    pub emergency: Option<Spanned<Count>>,
    /// 执法执勤用车，辆数
    #[serde(rename = "执法执勤用车")]
    #[schemars(extend("examples" = [0]))]
    pub enforcement: Option<Spanned<Count>>,
    /// 特种专业技术用车，辆数
    #[serde(rename = "特种专业技术用车")]
    #[schemars(extend("examples" = [0]))]
    pub special: Option<Spanned<Count>>,
    /// 离退休干部服务用车，辆数
    #[serde(rename = "离退休干部服务用车")]
    #[schemars(extend("examples" = [0]))]
    pub retired: Option<Spanned<Count>>,
    /// 其他用车，辆数
    #[serde(rename = "其他用车")]
    #[schemars(extend("examples" = [0]))]
    pub other: Option<Spanned<Count>>,
}
