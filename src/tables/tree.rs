//! Tables by functional code: 合计, then 类, 款, 项 in code order.

use crate::accounts::{Accounts, Comparison, Figure, LEVELS, Names};

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
    let of_rows = accounts.ledger().rows().iter().map(|row| row.code.as_str());
    let mut codes: Vec<String> = of_rows
        .chain(figures.iter().flat_map(|figure| compared(figure, accounts)))
        .filter(|code| figures.iter().any(|figure| !accounts.sum(&under(figure, code)).is_zero()))
        .flat_map(|code| {
            LEVELS.into_iter().filter(|digits| shows(*digits) && *digits > 0).filter_map(|digits| code.get(..digits)).map(str::to_owned)
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The codes with a budget or a last year of their own, whether or not they have a row this year.
fn compared<'a>(figure: &Figure, accounts: &'a Accounts) -> Vec<&'a str> {
    match figure {
        Figure::InitialBudget { source, .. } => accounts.comparison_codes(Comparison::InitialBudget, *source).collect(),
        Figure::LastYear { source, .. } => accounts.comparison_codes(Comparison::LastYear, *source).collect(),
        _ => Vec::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Inputs, build};
    use crate::catalog::Catalog;
    use crate::diagnostics::Files;
    use crate::source::Disclosure;
    use crate::source::reading::read_bytes;

    const FILE: &str = "年度: 2024\n金额单位: 元\n公开日期: 2025-08-29\n部门: {名称: 甲局, 编码: \"001\", 性质: 行政单位}\n\
        概况: {职责: [负责甲事。], 机构设置: {}}\n一般公共预算财政拨款: [{科目: 2010301, 基本支出: 700.00}]\n\
        科目说明: {2010301: {上年决算: 600.00}, 2050201: {上年决算: 50.00}, 213: {上年决算: 8.00}}\n";
    const TABLE: &str = "id: \"99\"\ntitle: 比较\nhead: []\ncolumns:\n  - {width: 1fr, content: code}\n\
        \x20 - {width: 1fr, key: 本年, figure: general.expenditure}\n  - {width: 1fr, key: 上年, figure: general.last_year}\n\
        tree: {levels: [class, item], total: first}\n";

    #[test]
    fn codes_that_only_last_year_had_are_listed() {
        let mut files = Files::default();
        let file = read_bytes::<Disclosure>("a.yaml".as_ref(), FILE.as_bytes(), &mut files).value.expect("a sound file");
        let table = read_bytes::<TableDefinition>("t.yaml".as_ref(), TABLE.as_bytes(), &mut files).value.expect("a sound table");
        let catalog = Catalog::of(2024).expect("a known year");
        let (accounts, _) = build(Inputs { head: &file, units: &[], last_year: None, catalog });
        let names = Names::new(catalog, [&file], None);
        let rows = rows(&table, table.tree.as_ref().expect("a tree"), &accounts, &names);
        let amounts = |row: &Row| row.cells.iter().filter_map(|cell| Some(cell.located()?.quantity.yuan.normalize().to_string())).collect();
        let shown: Vec<Vec<String>> = rows.iter().map(amounts).collect();
        let listed: Vec<String> = codes(&table, table.tree.as_ref().expect("a tree"), &accounts);
        assert_eq!(listed, ["201", "2010301", "205", "2050201", "213"]);
        assert_eq!(shown, [["700", "658"], ["700", "600"], ["700", "600"], ["0", "50"], ["0", "50"], ["0", "8"]]);
    }
}
