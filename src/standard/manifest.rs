//! What a standard declares in `standard.yaml`: its name, number styles, grades, fonts, tables, and the figures it cannot do without.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::numbers::NumberStyles;
use super::pack::{MANIFEST, PackFiles};
use super::{StandardError, soundness};
use crate::diagnostics::{Diagnostic, Files, Findings, Severity, has_errors};
use crate::performance::{Grade, Weights};
use crate::source::reading::{self, Reading};
use crate::source::{Entries, Spanned};
use crate::tables::TableDefinition;

/// 标准包的清单（standard.yaml）
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// 标准的编号，与文件夹同名
    #[schemars(extend("examples" = ["xxsheng"]))]
    pub id: Spanned<String>,
    /// 标准的名称
    #[schemars(extend("examples" = ["某省部门决算公开"]))]
    pub name: Spanned<String>,
    /// 新建工作区而没有指明标准时，就用这个标准
    #[serde(default)]
    #[schemars(extend("examples" = [false]))]
    pub starter: bool,
    /// 文件的标题（可用模板变量）
    #[schemars(extend("examples" = ["<< department.name >><< year >>年度部门决算公开"]))]
    pub title: Spanned<String>,
    /// 数字的写法
    #[schemars(extend("examples" = [{"table": {"blank_zero": true}}]))]
    pub numbers: NumberStyles,
    /// 绩效自评等级，从高到低
    #[schemars(extend("examples" = [[{"name": "优", "from": 90}]]))]
    pub grades: Vec<Grade>,
    /// 绩效自评 100 分的分配；省略时指标 90 分、预算执行率 10 分
    #[serde(default)]
    #[schemars(extend("examples" = [{"indicators": 90, "execution": 10}]))]
    pub weights: Weights,
    /// 字体角色
    #[schemars(extend("examples" = [{"body": [{"family": "FangSong"}]}]))]
    pub fonts: FontRoles,
    /// 各表的定义文件，按公开的顺序
    #[schemars(extend("examples" = [["tables/01.yaml"]]))]
    pub tables: Vec<Spanned<String>>,
    /// 主模板
    #[schemars(extend("examples" = ["main.typ.tera"]))]
    pub main: Spanned<String>,
    /// 这个标准缺了就写不成的数和文字
    #[serde(default)]
    #[schemars(extend("examples" = [[{"fact": "totals.resources_change", "write": "上年决算.收入总计"}]]))]
    pub needs: Vec<Need>,
    /// 这个标准要印出的原因：哪个变动或差异要有哪个原因
    #[serde(default)]
    #[schemars(extend("examples" = [[{"fact": "totals.resources_change", "reason": "totals.reason", "write": "变动原因.收支总计"}]]))]
    pub reasons: Vec<ReasonNeed>,
    /// 有部门评价而没有写报告公开在哪里时，模板印“附件：部门评价报告”
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub announces_evaluation: bool,
    /// 与通常不同的检查严重程度：error、warning 或 note
    #[serde(default)]
    #[schemars(extend("examples" = [{"JS-R09": "warning"}]))]
    pub severities: Entries<String, Spanned<Severity>>,
}

/// 一个要说明原因的变动（与上年比）或差异（与预算比）
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonNeed {
    /// 变动或差异的模板变量；列表写 []，例如 general.classes[].change
    #[schemars(extend("examples" = ["general.classes[].change"]))]
    pub fact: Spanned<String>,
    /// 原因的模板变量
    #[schemars(extend("examples" = ["general.classes[].change_reason"]))]
    pub reason: Spanned<String>,
    /// 缺少时让填报人写哪个键；列表里可用 {code}
    #[schemars(extend("examples" = ["科目说明.{code}.变动原因"]))]
    pub write: Spanned<String>,
}

/// 一项不可缺少的内容
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// 模板变量的路径；列表写 []，例如 general.classes[].change
    #[schemars(extend("examples" = ["general.classes[].change"]))]
    pub fact: Spanned<String>,
    /// 缺少时让填报人写哪个键；列表里可用 {code}
    #[schemars(extend("examples" = ["科目说明.{code}.上年决算"]))]
    pub write: Spanned<String>,
    /// 只在这个变量为真（文字、列表：不空）时才需要
    #[schemars(extend("examples" = ["agency.applicable"]))]
    pub when: Option<Spanned<String>>,
    /// 在这个变量为真（文字、列表：不空）时就不需要
    #[schemars(extend("examples" = ["fund.absent"]))]
    pub unless: Option<Spanned<String>>,
    /// 只提醒：缺了也写得成，少一句话
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub advice: bool,
}

/// 字体角色：每个角色写候选字体，用第一个已安装的
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontRoles {
    /// 标题（小标宋）
    #[schemars(extend("examples" = [[{"family": "方正小标宋_GBK"}]]))]
    pub title: Vec<FontCandidate>,
    /// 正文（仿宋）
    #[schemars(extend("examples" = [[{"family": "FangSong"}]]))]
    pub body: Vec<FontCandidate>,
    /// 黑体
    #[schemars(extend("examples" = [[{"family": "SimHei"}]]))]
    pub hei: Vec<FontCandidate>,
    /// 楷体
    #[schemars(extend("examples" = [[{"family": "KaiTi"}]]))]
    pub kai: Vec<FontCandidate>,
    /// 表格（宋体）
    #[schemars(extend("examples" = [[{"family": "SimSun"}]]))]
    pub table: Vec<FontCandidate>,
}

impl FontRoles {
    /// Role names with their candidates.
    pub fn roles(&self) -> [(&'static str, &[FontCandidate]); 5] {
        [("title", &self.title), ("body", &self.body), ("hei", &self.hei), ("kai", &self.kai), ("table", &self.table)]
    }
}

/// 一个候选字体
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontCandidate {
    /// 字体家族名
    #[schemars(extend("examples" = ["Noto Serif CJK SC"]))]
    pub family: Spanned<String>,
    /// 字重
    #[serde(default)]
    #[schemars(extend("examples" = ["bold"]))]
    pub weight: Weight,
}

/// 字重
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    #[default]
    Regular,
    Bold,
}

/// The JSON Schema of both kinds of data files in a pack, by file name: help for those who make one.
pub fn schema() -> serde_json::Value {
    let of = |schema: schemars::Schema| schema.to_value();
    serde_json::json!({ MANIFEST: of(schemars::schema_for!(Manifest)), "tables/*.yaml": of(schemars::schema_for!(TableDefinition)) })
}

/// Reads the manifest and the tables it names; every mistake in them is reported at once.
pub(super) fn read(files: &PackFiles) -> Result<(Manifest, Vec<TableDefinition>), StandardError> {
    let mut sources = Files::default();
    let mut diagnostics = Vec::new();
    let manifest: Option<Manifest> = read_yaml(files, MANIFEST, &mut sources, &mut diagnostics)?;
    let mut tables = Vec::new();
    for path in manifest.iter().flat_map(|manifest| &manifest.tables) {
        let table: Option<TableDefinition> = read_yaml(files, &path.value, &mut sources, &mut diagnostics)?;
        if let Some(table) = table {
            diagnostics.extend(soundness::table(&table));
            tables.push(table);
        }
    }
    if let Some(manifest) = &manifest {
        diagnostics.extend(soundness::manifest(manifest, files, &tables));
    }
    match manifest {
        Some(manifest) if !has_errors(&diagnostics) => Ok((manifest, tables)),
        _ => Err(StandardError::Invalid(Findings::new(diagnostics, sources))),
    }
}

fn read_yaml<T: serde::de::DeserializeOwned + JsonSchema + 'static>(
    files: &PackFiles,
    path: &str,
    sources: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<T>, StandardError> {
    let text = files.get(path).ok_or_else(|| StandardError::Missing(path.to_owned()))?;
    let shown = files.describe(path);
    let Reading { value, diagnostics: found, .. } = match files.is_built_in(path) {
        true => reading::read_built_in::<T>(Path::new(&shown), text, sources),
        false => reading::read_bytes::<T>(Path::new(&shown), text.as_bytes(), sources),
    };
    diagnostics.extend(found);
    Ok(value)
}
