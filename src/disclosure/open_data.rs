//! A disclosure as open data: all tables and facts, exact yuan beside printed 万元. The shape is stable; [`OPEN_DATA_FORMAT`] names its version.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::sheets;
use crate::accounts::Figure;
use crate::dossier::{Derived, Dossier};
use crate::money;
use crate::source::{Date, DepartmentKind};
use crate::standard::{PrintedTable, Standard, cell_text};
use crate::tables::{Address, Cell, Content, RowKind, Table};

/// Name and version of the shape.
pub const OPEN_DATA_FORMAT: &str = "juesuan-disclosure/1";

/// The open data of one disclosure: names, tables cell by cell with address and figure, facts of the narrative, reports.
#[derive(Debug, Serialize)]
pub struct OpenData<'a> {
    format: &'static str,
    standard: &'a str,
    year: u32,
    department: DepartmentData<'a>,
    published: Date,
    tables: Vec<TableData<'a>>,
    facts: &'a Value,
}

#[derive(Debug, Serialize)]
struct DepartmentData<'a> {
    name: &'a str,
    code: &'a str,
    kind: DepartmentKind,
}

#[derive(Debug, Serialize)]
struct TableData<'a> {
    id: &'a str,
    title: Option<&'a str>,
    mark: Option<&'a str>,
    columns: Option<Vec<ColumnData>>,
    empty: bool,
    rows: Vec<RowData<'a>>,
}

/// A column: its heading, and the unit of what is printed in it if it holds amounts.
#[derive(Debug, Serialize)]
struct ColumnData {
    heading: String,
    unit: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct RowData<'a> {
    kind: RowKind,
    cells: Vec<CellData<'a>>,
}

/// A cell: what is printed; for a figure also its address, its name, and its exact value.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum CellData<'a> {
    Text { text: String },
    Amount { text: String, address: Option<&'a Address>, figure: &'a Figure, yuan: Decimal, wan: Decimal },
    Count { text: String, address: Option<&'a Address>, figure: &'a Figure, count: Decimal },
}

impl<'a> OpenData<'a> {
    /// Gathers the open data of a disclosure and its printed tables.
    pub fn of(
        dossier: &'a Dossier,
        derived: &'a Derived,
        standard: &'a Standard,
        printed: impl Fn(&str) -> Option<&'a PrintedTable>,
    ) -> Self {
        let file = &dossier.disclosure;
        let department = &file.department;
        Self {
            format: OPEN_DATA_FORMAT,
            standard: &standard.manifest.id.value,
            year: file.year.value.0,
            department: DepartmentData { name: &department.name.value, code: &department.code.value, kind: department.kind.value },
            published: file.published.value,
            tables: derived.tables.iter().map(|table| table_data(table, printed(&table.id), standard)).collect(),
            facts: &derived.facts,
        }
    }

    /// The same as a value to look things up in.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).expect("open data are plain values")
    }
}

fn table_data<'a>(table: &'a Table, printed: Option<&'a PrintedTable>, standard: &Standard) -> TableData<'a> {
    let cells = |cells: &'a [Cell]| cells.iter().map(|cell| cell_data(cell, standard)).collect();
    TableData {
        id: &table.id,
        title: printed.map(|printed| printed.title.as_str()),
        mark: printed.and_then(|printed| printed.mark.as_deref()),
        columns: printed.map(|printed| columns(printed, table)),
        empty: table.empty,
        rows: table.rows.iter().map(|row| RowData { kind: row.kind, cells: cells(&row.cells) }).collect(),
    }
}

fn columns(printed: &PrintedTable, table: &Table) -> Vec<ColumnData> {
    sheets::headings(printed, table).into_iter().map(|(heading, unit)| ColumnData { heading, unit }).collect()
}

fn cell_data<'a>(cell: &'a Cell, standard: &Standard) -> CellData<'a> {
    let text = cell_text(cell, &standard.manifest.numbers);
    let address = cell.address.as_ref();
    match &cell.content {
        Content::Text(_) => CellData::Text { text },
        Content::Amount(quantity) => {
            CellData::Amount { text, address, figure: &quantity.figure, yuan: money::rounded(quantity.yuan), wan: quantity.wan() }
        }
        Content::Count(quantity) => CellData::Count { text, address, figure: &quantity.figure, count: quantity.yuan.normalize() },
    }
}
