//! Tables by functional code: 合计, then 类, 款, 项 in code order.

use crate::accounts::{Accounts, Figure, LEVELS, Names};

use super::build::{figure, figure_cell};
use super::{Address, Cell, ColumnContent, ColumnDefinition, LevelName, Row, RowKind, TableDefinition, TotalPosition, TreeDefinition};

pub(super) fn rows(definition: &TableDefinition, tree: &TreeDefinition, accounts: &Accounts, names: &Names) -> Vec<Row> {
    let mut rows: Vec<Row> = codes(definition, tree, accounts)
        .into_iter()
        .map(|code| {
            let kind = kind(&code);
            Row { kind, cells: definition.columns.iter().map(|column| cell(definition, column, &code, accounts, names)).collect() }
        })
        .collect();
    let total = total_row(definition, tree, accounts);
    match tree.total {
        TotalPosition::First => rows.insert(0, total),
        TotalPosition::Last => rows.push(total),
    }
    rows
}

fn kind(code: &str) -> RowKind {
    match code.len() {
        3 => RowKind::Class,
        5 => RowKind::Section,
        _ => RowKind::Item,
    }
}

/// The codes with a figure other than zero in any column, with their parents, as far as the table's levels go.
fn codes(definition: &TableDefinition, tree: &TreeDefinition, accounts: &Accounts) -> Vec<String> {
    let figures: Vec<Figure> = definition.columns.iter().filter_map(|column| Some(figure(column.figure.as_ref()?, ""))).collect();
    let shows = |level: usize| {
        let wanted = match level {
            3 => LevelName::Class,
            5 => LevelName::Section,
            _ => LevelName::Item,
        };
        tree.levels.contains(&wanted)
    };
    let mut codes: Vec<String> = accounts
        .ledger()
        .rows()
        .iter()
        .filter(|row| figures.iter().any(|figure| !accounts.sum(&under(figure, &row.code)).is_zero()))
        .flat_map(|row| {
            LEVELS.into_iter().filter(|digits| shows(*digits) && *digits > 0).filter_map(|digits| row.code.get(..digits)).map(str::to_owned)
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The same figure for one code.
fn under(figure: &Figure, code: &str) -> Figure {
    match figure {
        Figure::Ledger { scope, measure, .. } => Figure::under(*scope, *measure, code),
        Figure::InitialBudget { source, .. } => Figure::InitialBudget { source: *source, code: Some(code.to_owned()) },
        Figure::LastYear { source, .. } => Figure::LastYear { source: *source, code: Some(code.to_owned()) },
        other => other.clone(),
    }
}

fn cell(definition: &TableDefinition, column: &ColumnDefinition, code: &str, accounts: &Accounts, names: &Names) -> Cell {
    if let Some(name) = &column.figure {
        return figure_cell(under(&figure(name, ""), code), address(definition, column, code), accounts);
    }
    Cell::text(match column.content {
        Some(ColumnContent::Code) => code.to_owned(),
        Some(ColumnContent::Class) => code.get(..3).unwrap_or_default().to_owned(),
        Some(ColumnContent::Section) => code.get(3..5).unwrap_or_default().to_owned(),
        Some(ColumnContent::Item) => code.get(5..7).unwrap_or_default().to_owned(),
        Some(ColumnContent::Name) => names.functional(code).to_owned(),
        None => String::new(),
    })
}

fn address(definition: &TableDefinition, column: &ColumnDefinition, row: &str) -> Address {
    Address { table: definition.id.value.clone(), row: row.to_owned(), column: column.key.as_ref().map(|key| key.value.clone()) }
}

/// The 合计 row: its label over the leading text columns, then each column's figure; text columns further right stay empty.
fn total_row(definition: &TableDefinition, tree: &TreeDefinition, accounts: &Accounts) -> Row {
    let label = tree.total_label.as_ref().map_or("合计", |label| label.value.as_str());
    let texts = definition.columns.iter().take_while(|column| column.figure.is_none()).count();
    let rest = definition.columns.iter().skip(texts).map(|column| match &column.figure {
        Some(name) => figure_cell(figure(name, ""), address(definition, column, label), accounts),
        None => Cell::text(""),
    });
    Row { kind: RowKind::Total, cells: std::iter::once(Cell::text(label).over(texts)).chain(rest).collect() }
}
