//! What a standard says about a table: columns, head, lines, and which figure each cell shows. Read from the pack's `tables/*.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::{Count, Spanned};

/// 一张公开表的定义。tree、form、economic 三者写一个
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableDefinition {
    /// 表的编号，用在地址里，例如 `03[208].基本支出`
    #[schemars(extend("examples" = ["03"]))]
    pub id: Spanned<String>,
    /// 表名（可用模板变量）
    #[schemars(extend("examples" = ["支出决算表"]))]
    pub title: Spanned<String>,
    /// 右上角的表号
    #[schemars(extend("examples" = ["公开03表"]))]
    pub mark: Option<Spanned<String>>,
    /// 是否横排
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub landscape: bool,
    /// 字号（磅）
    #[schemars(extend("examples" = ["9"]))]
    pub size: Option<Spanned<String>>,
    /// 行距（字号的倍数）；省略时由版式决定
    #[schemars(extend("examples" = ["1.65"]))]
    pub pitch: Option<Spanned<String>>,
    /// 列，从左到右
    #[schemars(extend("examples" = [[{"width": "1fr", "align": "left", "content": "name"}]]))]
    pub columns: Vec<ColumnDefinition>,
    /// 表头，一行一个列表
    #[schemars(extend("examples" = [[[{"text": "项目", "colspan": 2}]]]))]
    pub head: Vec<Vec<HeadCell>>,
    /// 表上方一行：部门名称、年度、金额单位（可用模板变量）
    #[serde(default)]
    #[schemars(extend("examples" = [["部门名称：<< department.name >>", "<< year >>年度", "金额单位：万元"]]))]
    pub info: Vec<Spanned<String>>,
    /// 表下的注（可用模板变量）
    #[serde(default)]
    #[schemars(extend("examples" = [["注：本表反映部门本年度各项支出情况。"]]))]
    pub notes: Vec<Spanned<String>>,
    /// 没有数据时表下的说明（可用模板变量）
    #[schemars(extend("examples" = ["说明：本表无数据。"]))]
    pub empty: Option<Spanned<String>>,
    /// 按功能分类科目逐行列示的表
    #[schemars(extend("examples" = [{"levels": ["class", "section", "item"], "total": "first"}]))]
    pub tree: Option<TreeDefinition>,
    /// 固定行的表
    #[schemars(extend("examples" = [{"blocks": []}]))]
    pub form: Option<FormDefinition>,
    /// 按经济分类科目分栏列示的表
    #[schemars(extend("examples" = [{"groups": [[{"from": "301", "to": "303"}]]}]))]
    pub economic: Option<EconomicDefinition>,
}

/// 一列
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnDefinition {
    /// 宽度：1fr、22mm 等
    #[schemars(extend("examples" = ["1fr"]))]
    pub width: Spanned<String>,
    /// 对齐
    #[serde(default)]
    #[schemars(extend("examples" = ["right"]))]
    pub align: Align,
    /// 列的名称，用在地址里
    #[schemars(extend("examples" = ["基本支出"]))]
    pub key: Option<Spanned<String>>,
    /// tree 表：这一列放什么
    #[schemars(extend("examples" = ["name"]))]
    pub content: Option<ColumnContent>,
    /// tree 表：这一列的数（不带科目）
    #[schemars(extend("examples" = ["all.expenditure.basic"]))]
    pub figure: Option<Spanned<String>>,
}

/// 对齐
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Left,
    #[default]
    Center,
    Right,
}

/// tree 表的一列放什么
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ColumnContent {
    /// 整个编码
    Code,
    /// 编码的类（前 3 位）
    Class,
    /// 编码的款（第 4、5 位）
    Section,
    /// 编码的项（第 6、7 位）
    Item,
    /// 科目名称
    Name,
}

/// 表头的一格
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadCell {
    /// 文字；空格子省略
    #[schemars(extend("examples" = ["项目"]))]
    pub text: Option<Spanned<String>>,
    /// 跨几列
    #[schemars(extend("examples" = [2]))]
    pub colspan: Option<Count>,
    /// 跨几行
    #[schemars(extend("examples" = [2]))]
    pub rowspan: Option<Count>,
}

/// 按功能分类科目列示
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TreeDefinition {
    /// 列示哪些级次
    #[schemars(extend("examples" = [["class", "section", "item"]]))]
    pub levels: Vec<LevelName>,
    /// 合计行的位置
    #[schemars(extend("examples" = ["first"]))]
    pub total: TotalPosition,
    /// 合计行的名称
    #[schemars(extend("examples" = ["合计"]))]
    pub total_label: Option<Spanned<String>>,
}

/// 科目级次
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LevelName {
    Class,
    Section,
    Item,
}

/// 合计行的位置
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TotalPosition {
    First,
    Last,
}

/// 固定行的表：左右并列的几块
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormDefinition {
    /// 并列的块，行数不足的自动补空行
    #[schemars(extend("examples" = [[{"key": "收", "columns": 3, "lines": []}]]))]
    pub blocks: Vec<BlockDefinition>,
}

/// 固定行表的一块
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockDefinition {
    /// 地址里跟在表号后面的字，区分左右两块
    #[serde(default)]
    #[schemars(extend("examples" = ["收"]))]
    pub key: String,
    /// 行次从几开始；没有行次列时省略
    #[schemars(extend("examples" = [1]))]
    pub number_from: Option<Count>,
    /// 有没有名称列
    #[serde(default = "yes")]
    #[schemars(extend("examples" = [true]))]
    pub labelled: bool,
    /// 数的列数
    #[schemars(extend("examples" = [1]))]
    pub figures: Count,
    /// 各行
    #[schemars(extend("examples" = [[{"label": "本年收入合计", "kind": "total", "figures": ["all.income"]}]]))]
    pub lines: Vec<LineDefinition>,
}

fn yes() -> bool {
    true
}

/// 固定行表的一行
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineDefinition {
    /// 名称
    #[schemars(extend("examples" = ["一、一般公共预算财政拨款收入"]))]
    pub label: Option<Spanned<String>>,
    /// 地址里用的名称；省略时同名称
    #[schemars(extend("examples" = ["总计"]))]
    pub key: Option<Spanned<String>>,
    /// 对全年度目录中每个功能分类类级科目各一行，这里写名称的样子
    #[schemars(extend("examples" = ["{ordinal}、{name}"]))]
    pub classes: Option<Spanned<String>>,
    /// 补几行空行（有行次）
    #[schemars(extend("examples" = [18]))]
    pub blank: Option<Count>,
    /// 行的种类
    #[serde(default)]
    #[schemars(extend("examples" = ["total"]))]
    pub kind: LineKind,
    /// 各列的数；classes 行里用 {code} 代表科目
    #[serde(default)]
    #[schemars(extend("examples" = [["all.income"]]))]
    pub figures: Vec<Spanned<String>>,
    /// 小标题行数的列里放的文字
    #[serde(default)]
    #[schemars(extend("examples" = [["统计数"]]))]
    pub texts: Vec<Spanned<String>>,
}

/// 固定行的种类
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    #[default]
    Line,
    Total,
    Sub,
}

/// 按经济分类科目分栏列示
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EconomicDefinition {
    /// 各栏列哪些科目；每栏占三列：编码、名称、数
    #[schemars(extend("examples" = [[[{"from": "301", "to": "30399"}]]]))]
    pub groups: Vec<Vec<Range>>,
    /// 只在有数时才列的科目
    #[serde(default)]
    #[schemars(extend("examples" = [["31005"]]))]
    pub only_if_spent: Vec<Spanned<String>>,
    /// 最后的合计行
    #[schemars(extend("examples" = [[{"text": "人员经费合计", "colspan": 2}, {"figure": "economic.personnel"}]]))]
    pub footer: Vec<FooterCell>,
}

/// 一段经济分类科目（含两端，按目录顺序）
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// 第一个科目
    #[schemars(extend("examples" = ["301"]))]
    pub from: Spanned<String>,
    /// 最后一个科目
    #[schemars(extend("examples" = ["30399"]))]
    pub to: Spanned<String>,
}

/// 合计行的一格：文字或数
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FooterCell {
    /// 文字
    #[schemars(extend("examples" = ["人员经费合计"]))]
    pub text: Option<Spanned<String>>,
    /// 数
    #[schemars(extend("examples" = ["economic.personnel"]))]
    pub figure: Option<Spanned<String>>,
    /// 跨几列
    #[schemars(extend("examples" = [2]))]
    pub colspan: Option<Count>,
}
