//! Tables of fixed lines: one or more blocks side by side, padded to the same height.

use crate::accounts::{Accounts, Names};

use super::build::{blank, figure, figure_cell};
use super::{Address, BlockDefinition, Cell, FormDefinition, LineDefinition, LineKind, Row, RowKind, TableDefinition};

/// One line of a block before the blocks are joined.
struct Line<'a> {
    definition: Option<&'a LineDefinition>,
    label: String,
    key: String,
    code: String,
    kind: RowKind,
}

pub(super) fn rows(definition: &TableDefinition, form: &FormDefinition, accounts: &Accounts, names: &Names) -> Vec<Row> {
    let mut first_column = 0;
    let mut blocks = Vec::new();
    for block in &form.blocks {
        blocks.push(block_rows(definition, block, first_column, accounts, names));
        first_column += width(block);
    }
    let height = blocks.iter().map(Vec::len).max().unwrap_or_default();
    for (rows, block) in blocks.iter_mut().zip(&form.blocks) {
        rows.resize_with(height, || blank(width(block)));
    }
    (0..height).map(|line| join(blocks.iter_mut().map(|rows| std::mem::replace(&mut rows[line], blank(0))))).collect()
}

fn width(block: &BlockDefinition) -> usize {
    usize::from(block.labelled) + usize::from(block.number_from.is_some()) + block.figures.0 as usize
}

/// Joins the blocks' parts of one line; the weightiest kind names the row.
fn join(parts: impl Iterator<Item = Row>) -> Row {
    parts.fold(Row { kind: RowKind::Blank, cells: Vec::new() }, |mut row, part| {
        row.kind = match (row.kind, part.kind) {
            (RowKind::Total, _) | (_, RowKind::Total) => RowKind::Total,
            (RowKind::Blank, kind) => kind,
            (kind, _) => kind,
        };
        row.cells.extend(part.cells);
        row
    })
}

/// Expands class lines and blank lines.
fn lines<'a>(block: &'a BlockDefinition, names: &Names) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for definition in &block.lines {
        if let Some(pattern) = &definition.classes {
            lines.extend(names.catalog().functional_classes().iter().map(|class| {
                let label = pattern.value.replace("{ordinal}", class.ordinal).replace("{name}", class.name);
                Line { definition: Some(definition), label, key: class.code.to_owned(), code: class.code.to_owned(), kind: RowKind::Line }
            }));
        } else if let Some(blanks) = definition.blank {
            let blank = || Line { definition: None, label: String::new(), key: String::new(), code: String::new(), kind: RowKind::Blank };
            lines.extend((0..blanks.0).map(|_| blank()));
        } else {
            let label = definition.label.as_ref().map(|label| label.value.clone()).unwrap_or_default();
            let key = definition.key.as_ref().map_or_else(|| label.clone(), |key| key.value.clone());
            let kind = match definition.kind {
                LineKind::Line => RowKind::Line,
                LineKind::Total => RowKind::Total,
                LineKind::Sub => RowKind::Sub,
            };
            lines.push(Line { definition: Some(definition), label, key, code: String::new(), kind });
        }
    }
    lines
}

fn block_rows(table: &TableDefinition, block: &BlockDefinition, first_column: usize, accounts: &Accounts, names: &Names) -> Vec<Row> {
    let first_figure = first_column + usize::from(block.labelled) + usize::from(block.number_from.is_some());
    let part = Part { table, block, first_figure, accounts };
    let mut number = block.number_from.map(|count| count.0);
    lines(block, names)
        .into_iter()
        .map(|line| {
            let mut cells = Vec::new();
            if block.labelled {
                cells.push(Cell::text(line.label.clone()));
            }
            if let Some(next) = number {
                let shown = if line.kind == RowKind::Sub { sub_number(&line) } else { next.to_string() };
                cells.push(Cell::text(shown));
                number = Some(if line.kind == RowKind::Sub { next } else { next + 1 });
            }
            cells.extend((0..block.figures.0 as usize).map(|index| part.cell(&line, index)));
            Row { kind: line.kind, cells }
        })
        .collect()
}

/// A sub-heading may head the column of line numbers too: the first of its texts.
fn sub_number(line: &Line) -> String {
    line.definition.and_then(|definition| definition.texts.first()).map(|text| text.value.clone()).unwrap_or_default()
}

/// A block at its place in the table.
struct Part<'a> {
    table: &'a TableDefinition,
    block: &'a BlockDefinition,
    /// The column of the block's first figure.
    first_figure: usize,
    accounts: &'a Accounts,
}

impl Part<'_> {
    /// The cell of a line in one of the block's columns of figures, counted from 0.
    fn cell(&self, line: &Line, index: usize) -> Cell {
        let Some(definition) = line.definition else { return Cell::text("") };
        if line.kind == RowKind::Sub {
            let skip = usize::from(self.block.number_from.is_some());
            return Cell::text(definition.texts.get(index + skip).map(|text| text.value.clone()).unwrap_or_default());
        }
        let Some(name) = definition.figures.get(index).filter(|name| !name.value.is_empty()) else { return Cell::text("") };
        let column = self.table.columns.get(self.first_figure + index).and_then(|column| column.key.as_ref());
        let table = format!("{}{}", self.table.id.value, self.block.key);
        let address = Address { table, row: line.key.clone(), column: column.map(|key| key.value.clone()) };
        figure_cell(figure(name, &line.code), address, self.accounts)
    }
}
