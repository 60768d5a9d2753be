//! The table of basic expenditure by economic item: column groups side by side, then the totals.

use crate::accounts::{Accounts, EconomicPart, Figure};
use crate::catalog::{Catalog, EconomicItem};

use super::build::{blank, figure, figure_cell};
use super::{Address, Cell, EconomicDefinition, FooterCell, Range, Row, RowKind, TableDefinition};

/// Columns of a group: code, name, amount.
const GROUP_WIDTH: usize = 3;

pub(super) fn rows(definition: &TableDefinition, economic: &EconomicDefinition, accounts: &Accounts, catalog: &Catalog) -> Vec<Row> {
    let groups: Vec<Vec<&EconomicItem>> = economic
        .groups
        .iter()
        .map(|ranges| ranges.iter().flat_map(|range| items(range, catalog)).filter(|item| shown(item, economic, accounts)).collect())
        .collect();
    let height = groups.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows: Vec<Row> = (0..height)
        .map(|line| {
            let cells = groups.iter().flat_map(|items| match items.get(line) {
                Some(item) => item_cells(definition, item, accounts),
                None => blank(GROUP_WIDTH).cells,
            });
            Row { kind: RowKind::Line, cells: cells.collect() }
        })
        .collect();
    let footer = economic.footer.iter().map(|cell| footer_cell(definition, cell, accounts)).collect();
    rows.push(Row { kind: RowKind::Total, cells: footer });
    rows
}

fn items<'a>(range: &Range, catalog: &'a Catalog) -> impl Iterator<Item = &'a EconomicItem> {
    let (from, to) = (range.from.value.clone(), range.to.value.clone());
    catalog.economic_items().iter().skip_while(move |item| *item.code != *from).scan(false, move |done, item| {
        if *done {
            return None;
        }
        *done = *item.code == *to;
        Some(item)
    })
}

fn value(item: &EconomicItem) -> Figure {
    Figure::Economic(EconomicPart::Code(item.code.to_owned()))
}

fn shown(item: &EconomicItem, economic: &EconomicDefinition, accounts: &Accounts) -> bool {
    let optional = economic.only_if_spent.iter().any(|code| code.value == item.code);
    !optional || !accounts.sum(&value(item)).is_zero()
}

fn item_cells(definition: &TableDefinition, item: &EconomicItem, accounts: &Accounts) -> Vec<Cell> {
    let address = Address { table: definition.id.value.clone(), row: item.code.to_owned(), column: None };
    vec![Cell::text(item.code), Cell::text(item.name), figure_cell(value(item), address, accounts)]
}

fn footer_cell(definition: &TableDefinition, cell: &FooterCell, accounts: &Accounts) -> Cell {
    let colspan = cell.colspan.map_or(1, |count| count.0 as usize);
    let text = cell.text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    match &cell.figure {
        None => Cell::text(text).over(colspan),
        Some(name) => {
            let figure = figure(name, "");
            let row = match &figure {
                Figure::Economic(EconomicPart::Personnel) => "人员经费合计".to_owned(),
                Figure::Economic(EconomicPart::Operating) => "公用经费合计".to_owned(),
                other => other.to_string(),
            };
            figure_cell(figure, Address { table: definition.id.value.clone(), row, column: None }, accounts).over(colspan)
        }
    }
}
