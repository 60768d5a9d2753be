//! The department, its units, its duties and offices. Doc comments of keys are the editor's help.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::*;

/// 公开的是部门决算还是单位决算
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum ReportKind {
    #[default]
    部门,
    单位,
}

/// 单位性质
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum DepartmentKind {
    #[default]
    行政单位,
    参照公务员法管理事业单位,
    事业单位,
}

impl fmt::Display for DepartmentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::行政单位 => "行政单位",
            Self::参照公务员法管理事业单位 => "参照公务员法管理事业单位",
            Self::事业单位 => "事业单位",
        })
    }
}

impl fmt::Display for ReportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::部门 => "部门",
            Self::单位 => "单位",
        })
    }
}

/// 部门的名称、编码和性质
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// 部门全称，与批复文件一致；印在封面和各表上
    #[serde(rename = "名称")]
    #[schemars(extend("examples" = ["示例县档案馆"]))]
    pub name: Spanned<String>,
    /// 部门预算编码，数字，加英文引号以保留前面的 0
    #[serde(rename = "编码")]
    #[schemars(extend("examples" = ["041"]))]
    pub code: Spanned<String>,
    /// 部门本级的性质；事业单位没有机关运行经费
    #[serde(rename = "性质")]
    #[schemars(extend("examples" = ["行政单位"]))]
    pub kind: Spanned<DepartmentKind>,
    /// 公开部门决算还是单位决算；省略时为部门
    #[serde(rename = "公开类别", default)]
    #[schemars(extend("examples" = ["部门"]))]
    pub report: Spanned<ReportKind>,
    /// 纳入决算编制范围的单位，一个一项；只有本级一个单位时省略
    #[serde(rename = "所属单位", default)]
    #[schemars(extend("examples" = [[{"名称": "示例县档案馆（本级）"}]]))]
    pub units: Vec<UnitInScope>,
    /// 所属单位的金额在哪里：省略时本文件各行已经是全部单位的合计；写“按单位文件合计”时由各单位的文件相加，本文件不写金额
    #[serde(rename = "汇总方式", default)]
    #[schemars(extend("examples" = ["按单位文件合计"]))]
    pub consolidation: Spanned<Consolidation>,
}

/// 部门的金额从哪里来
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Consolidation {
    #[default]
    本文件已含全部单位,
    按单位文件合计,
}

/// 纳入部门决算编制范围的一个单位
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitInScope {
    /// 单位全称，与批复文件一致
    #[serde(rename = "名称")]
    #[schemars(extend("examples" = ["示例县档案馆（本级）"]))]
    pub name: Spanned<String>,
    /// 单位的性质；省略时不印
    #[serde(rename = "性质")]
    #[schemars(extend("examples" = ["行政单位"]))]
    pub kind: Option<Spanned<DepartmentKind>>,
    /// 单位的填报文件，从本文件所在的文件夹写起；“按单位文件合计”时必填
    #[serde(rename = "文件")]
    #[schemars(extend("examples" = ["118001.yaml"]))]
    pub file: Option<Spanned<String>>,
    /// 印在单位名称后面的备注；没有时省略
    #[serde(rename = "备注")]
    #[schemars(extend("examples" = ["2024年新设"]))]
    pub remark: Option<Spanned<String>>,
}

/// 第一部分：概况
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overview {
    /// 主要职责，一条一项，不写序号，末尾写句号；照“三定”规定
    #[serde(rename = "职责")]
    #[schemars(extend("examples" = [["负责全县档案工作的规划和管理。"]]))]
    pub duties: Vec<Spanned<String>>,
    /// 内设机构，照“三定”规定
    #[serde(rename = "机构设置")]
    #[schemars(extend("examples" = [{"机构": [{"名称": "综合股", "职责": "负责日常运转。"}]}]))]
    pub offices: Offices,
}

/// 机构设置
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offices {
    /// 列出机构以前的一句话；省略时自动写
    #[serde(rename = "说明")]
    #[schemars(extend("examples" = ["档案馆设下列内设机构："]))]
    pub introduction: Option<Spanned<String>>,
    /// 内设机构，一个一项
    #[serde(rename = "机构", default)]
    #[schemars(extend("examples" = [[{"名称": "综合股", "职责": "负责日常运转。"}]]))]
    pub entries: Vec<OfficeEntry>,
}

/// 一个内设机构
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeEntry {
    /// 内设机构的名称
    #[serde(rename = "名称")]
    #[schemars(extend("examples" = ["综合股"]))]
    pub name: Spanned<String>,
    /// 内设机构的职责，一两句话；可以省略
    #[serde(rename = "职责")]
    #[schemars(extend("examples" = ["负责日常运转和文件收发。"]))]
    pub duty: Option<Spanned<String>>,
}
