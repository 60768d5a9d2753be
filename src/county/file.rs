//! The county's own file, 县.yaml: what holds for all departments of a workspace. Doc comments of keys are Chinese: they are the editor's help.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostics::Severity;
use crate::source::{Count, Date, Entries, GlossaryEntry, Spanned};

/// Name of the file that makes a folder a workspace.
pub use crate::source::COUNTY_FILE as NAME;

/// 一个县（市、区）的工作区：对所有部门都一样的内容
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountyFile {
    /// 地区名称，写在公开网页上
    #[serde(rename = "地区")]
    #[schemars(extend("examples" = ["示例县"]))]
    pub region: Spanned<String>,
    /// 要生成的决算年度；填报文件放在同名的文件夹里
    #[serde(rename = "年度")]
    #[schemars(extend("examples" = [2024]))]
    pub year: Spanned<Count>,
    /// 填报文件没有写标准时用哪个标准
    #[serde(rename = "标准")]
    #[schemars(extend("examples" = ["标准编号"]))]
    pub standard: Option<Spanned<String>>,
    /// 另外找字体的文件夹，先于系统字体
    #[serde(rename = "字体文件夹", default)]
    #[schemars(extend("examples" = [["字体"]]))]
    pub fonts: Vec<Spanned<String>>,
    /// 生成的文件放在哪个文件夹；省略时为“公开”
    #[serde(rename = "输出文件夹")]
    #[schemars(extend("examples" = ["公开"]))]
    pub output: Option<Spanned<String>>,
    /// 是否把填报数据附在 PDF 里；省略时为是
    #[serde(rename = "附上填报数据")]
    #[schemars(extend("examples" = ["是"]))]
    pub attach: Option<Spanned<bool>>,
    /// 用哪个文件夹里的文件代替标准里的同名文件，编号不是内置标准的，是自己的标准包；省略时为“标准/标准的编号”
    #[serde(rename = "覆盖标准", default)]
    #[schemars(extend("examples" = [{"标准编号": "标准/标准编号"}]))]
    pub overrides: Entries<String, Spanned<String>>,
    /// 检查规则的级别，代替标准规定的级别
    #[serde(rename = "检查级别", default)]
    #[schemars(extend("examples" = [{"JS-R09": "警告"}]))]
    pub severities: Entries<String, Spanned<Grade>>,
    /// 填报文件没有写这些键时用的内容
    #[serde(rename = "共用", default)]
    #[schemars(extend("examples" = [{"公开日期": "2025-08-29"}]))]
    pub shared: Shared,
}

/// 各部门共用的内容
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// 决算批复日期
    #[serde(rename = "批复日期")]
    #[schemars(extend("examples" = ["2025-08-15"]))]
    pub approved: Option<Spanned<Date>>,
    /// 公开日期
    #[serde(rename = "公开日期")]
    #[schemars(extend("examples" = ["2025-08-29"]))]
    pub published: Option<Spanned<Date>>,
    /// 标准名词以外需要解释的名词
    #[serde(rename = "补充名词", default)]
    #[schemars(extend("examples" = [[{"名词": "公益性岗位", "解释": "指由政府出资扶持的服务社会公众的岗位。"}]]))]
    pub glossary: Vec<GlossaryEntry>,
}

/// 检查结果的级别
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Grade {
    错误,
    警告,
    提醒,
}

impl From<Grade> for Severity {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::错误 => Severity::Error,
            Grade::警告 => Severity::Warning,
            Grade::提醒 => Severity::Note,
        }
    }
}

impl CountyFile {
    /// The folder the published files go to, relative to the workspace.
    pub fn output(&self) -> PathBuf {
        self.output.as_ref().map_or_else(|| PathBuf::from("公开"), |folder| PathBuf::from(&folder.value))
    }
}
