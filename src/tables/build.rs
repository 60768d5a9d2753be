//! Builds tables from their definitions and the accounts.

use std::collections::BTreeSet;

use crate::accounts::{Accounts, Figure, Names, Quantity};
use crate::source::Spanned;

use super::{Address, Cell, Row, RowKind, Table, TableDefinition, economic, form, tree};

/// What a cell shows.
#[derive(Debug, Clone)]
pub enum Content {
    Text(String),
    /// An amount in yuan, printed in 万元.
    Amount(Quantity),
    /// A number of things.
    Count(Quantity),
}

/// Builds one table. Names of figures in a definition are checked when a standard is loaded; an unknown one is a broken standard.
pub fn build(definition: &TableDefinition, accounts: &Accounts, names: &Names) -> Table {
    let rows = if let Some(tree) = &definition.tree {
        tree::rows(definition, tree, accounts, names)
    } else if let Some(form) = &definition.form {
        form::rows(definition, form, accounts, names)
    } else if let Some(economic) = &definition.economic {
        economic::rows(definition, economic, accounts, names.catalog())
    } else {
        Vec::new()
    };
    let empty = !rows.iter().flat_map(|row| &row.cells).any(shows_something);
    Table { id: definition.id.value.clone(), rows: if empty { without_codes(rows) } else { rows }, empty }
}

/// The figures that tables print and the accounts do not have, each once with the address of its first cell. A code that nothing is known of had none.
pub fn unknown<'t>(tables: &'t [Table], accounts: &Accounts) -> Vec<(&'t Address, &'t Figure)> {
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).filter_map(Cell::located);
    let by_code = |figure: &Figure| matches!(figure, Figure::InitialBudget { code: Some(_), .. } | Figure::LastYear { code: Some(_), .. });
    let mut seen = BTreeSet::new();
    cells
        .map(|located| (located.address, &located.quantity.figure))
        .filter(|(_, figure)| !by_code(figure) && accounts.value(figure).is_none() && seen.insert(figure.to_string()))
        .collect()
}

/// Whether a cell prints another figure than zero; less than 50 yuan print as nothing.
fn shows_something(cell: &Cell) -> bool {
    match &cell.content {
        Content::Amount(quantity) => !quantity.wan().is_zero(),
        Content::Count(quantity) => !quantity.yuan.is_zero(),
        Content::Text(_) => false,
    }
}

/// An empty table lists no codes: its sentence says that there are none.
fn without_codes(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| !matches!(row.kind, RowKind::Class | RowKind::Section | RowKind::Item)).collect()
}

/// The figure a definition names, with `code` put in for `{code}`.
pub(super) fn figure(name: &Spanned<String>, code: &str) -> Figure {
    name.value.replace("{code}", code).parse().expect("a loaded standard names known figures only")
}

/// A cell that shows a figure; one that the accounts do not have (`unknown`) shows as zero, and is reported.
pub(super) fn figure_cell(figure: Figure, address: Address, accounts: &Accounts) -> Cell {
    let counts = figure.is_count();
    let quantity = Quantity { yuan: accounts.value(&figure).unwrap_or_default(), figure };
    let content = if counts { Content::Count(quantity) } else { Content::Amount(quantity) };
    Cell { content, colspan: 1, address: Some(address) }
}

/// A row of empty cells.
pub(super) fn blank(width: usize) -> Row {
    Row { kind: RowKind::Blank, cells: (0..width).map(|_| Cell::text("")).collect() }
}
