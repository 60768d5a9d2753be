//! Addresses of cells: `03[208].基本支出`, `01收[总计]`, `06[30101]`. People write them in 核对 and in `explain`; messages name them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{Cell, Content, Table};
use crate::accounts::Quantity;

/// The address of a cell: table, row (code or label), column (left out where the table has only one).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    pub table: String,
    pub row: String,
    pub column: Option<String>,
}

/// A cell found by its address.
#[derive(Debug, Clone, Copy)]
pub struct Located<'a> {
    pub address: &'a Address,
    pub quantity: &'a Quantity,
    /// Whether it counts things instead of yuan.
    pub counts: bool,
}

/// An address that is not of the form `表号[行].列`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是表格地址，应为 表号[行].列，例如 03[208].基本支出")]
pub struct NotAnAddress(pub String);

impl FromStr for Address {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let error = || NotAnAddress(text.to_owned());
        let (table, rest) = text.trim().split_once('[').ok_or_else(error)?;
        let (row, rest) = rest.rsplit_once(']').ok_or_else(error)?;
        let column = match rest.strip_prefix('.') {
            Some(column) if !column.is_empty() => Some(column.to_owned()),
            None if rest.is_empty() => None,
            _ => return Err(error()),
        };
        Ok(Address { table: table.to_owned(), row: row.to_owned(), column })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.table, self.row)?;
        match &self.column {
            Some(column) => write!(f, ".{column}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Table {
    /// All cells that show a figure, row by row.
    pub fn figures(&self) -> impl Iterator<Item = Located<'_>> {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::located)
    }
}

impl Cell {
    /// The figure this cell shows, with its address.
    pub fn located(&self) -> Option<Located<'_>> {
        let address = self.address.as_ref()?;
        match &self.content {
            Content::Amount(quantity) => Some(Located { address, quantity, counts: false }),
            Content::Count(quantity) => Some(Located { address, quantity, counts: true }),
            Content::Text(_) => None,
        }
    }
}

/// Finds the cells an address means: the exact one, or, without a column, every cell of the row.
pub fn find<'a>(tables: &'a [Table], wanted: &'a Address) -> impl Iterator<Item = Located<'a>> {
    tables.iter().flat_map(Table::figures).filter(move |located| {
        located.address.table == wanted.table
            && located.address.row == wanted.row
            && (wanted.column.is_none() || located.address.column == wanted.column)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back() {
        for text in ["03[208].基本支出", "01收[总计]", "10[（一）车辆数合计（辆）]"] {
            assert_eq!(text.parse::<Address>().expect("an address").to_string(), text);
        }
        assert!("03".parse::<Address>().is_err());
        assert!("03[208].".parse::<Address>().is_err());
    }
}
