//! What a wrong address may have meant: cells of the same table, by the words that are printed on its rows and columns.

use super::{Address, Located, Table};
use crate::accounts::Names;

/// How many addresses are shown.
const SHOWN: usize = 3;

/// The addresses of the same table that are most like a wrong one; some of the table where none is.
pub fn alike(tables: &[Table], names: &Names, wanted: &Address) -> Vec<String> {
    let number = digits(&wanted.table);
    let cells = || tables.iter().flat_map(Table::figures).filter(|cell| !number.is_empty() && digits(&cell.address.table) == number);
    let score = |cell: &Located| {
        let name = names.catalog().functional(&cell.address.row).map_or("", |item| item.name);
        likeness(wanted, cell.address, name)
    };
    let best = cells().map(|cell| score(&cell)).max().unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    for cell in cells().filter(|cell| score(cell) == best) {
        let address = cell.address.to_string();
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found.truncate(SHOWN);
    found
}

/// The number of a table: 01 of 01收.
fn digits(table: &str) -> &str {
    table.trim_end_matches(|c: char| !c.is_ascii_digit())
}

/// How much a wrong address has in common with a cell, whose row may be a code that is printed with its name.
fn likeness(wanted: &Address, cell: &Address, name: &str) -> u32 {
    let row = wanted.row.split_once('、').map_or(wanted.row.as_str(), |(_, row)| row).trim();
    let side = cell.table.trim_start_matches(|c: char| c.is_ascii_digit());
    let column = cell.column.as_deref().unwrap_or_default();
    let all = format!("{}{}{}", wanted.table, wanted.row, wanted.column.as_deref().unwrap_or_default());
    let mut likeness = 0;
    if row == cell.row || row == name {
        likeness += 8;
    } else if row.contains(&cell.row) || cell.row.contains(row) {
        likeness += 4;
    }
    if !column.is_empty() && all.contains(column) {
        likeness += 4;
    }
    if !side.is_empty() && all.contains(side) {
        likeness += 2;
    }
    likeness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_names_are_like_the_cells_they_stand_on() {
        let address = |text: &str| text.parse::<Address>().expect("an address");
        let like = |wanted: &str, cell: &str, name: &str| likeness(&address(wanted), &address(cell), name);
        let wanted = "01[十二、农林水支出].金额";
        assert!(like(wanted, "01支[213].金额", "农林水支出") > like(wanted, "01支[总计].金额", ""));
        let wanted = "09[公务接待费].决算数";
        let right = like(wanted, "09决[三公经费].接待", "");
        for other in ["09预[三公经费].接待", "09决[三公经费].运行", "09决[三公经费].合计"] {
            assert!(right > like(wanted, other, ""), "{other}");
        }
    }
}
