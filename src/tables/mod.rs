//! The public tables as data: rows and cells, each cell with the figure it shows and an address people can use.
//!
//! Which tables there are, their columns and lines is a standard's business (`definition`, read from its files); how a number looks is too. Here
//! definitions and accounts become tables.

mod address;
mod alike;
mod build;
mod definition;
mod economic;
mod form;
mod tree;

pub use address::{Address, Located, NotAnAddress, find};
pub use alike::alike;
pub use build::{Content, build, unknown};
pub use definition::{
    Align, BlockDefinition, ColumnContent, ColumnDefinition, EconomicDefinition, FooterCell, FormDefinition, HeadCell, LevelName,
    LineDefinition, LineKind, Range, TableDefinition, TotalPosition, TreeDefinition,
};

use serde::Serialize;

/// One public table with its contents. Texts that a standard words (title, info, notes) stay with the definition.
#[derive(Debug, Clone)]
pub struct Table {
    pub id: String,
    pub rows: Vec<Row>,
    /// Whether no amount or count in it prints as other than zero.
    pub empty: bool,
}

/// What a row is, for layout and for readers of the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// 合计 or 总计
    Total,
    /// 类
    Class,
    /// 款
    Section,
    /// 项
    Item,
    /// A fixed line of a form.
    Line,
    /// A sub-heading inside a form.
    Sub,
    /// A line that only fills the form.
    Blank,
}

/// A row of cells, left to right.
#[derive(Debug, Clone)]
pub struct Row {
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

/// A cell: what it shows, over how many columns, and its address if it shows a figure.
#[derive(Debug, Clone)]
pub struct Cell {
    pub content: Content,
    pub colspan: usize,
    pub address: Option<Address>,
}

impl Cell {
    /// A cell of fixed text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: Content::Text(text.into()), colspan: 1, address: None }
    }

    /// Widens the cell.
    pub fn over(mut self, colspan: usize) -> Self {
        self.colspan = colspan;
        self
    }
}
