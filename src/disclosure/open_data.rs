//! A disclosure as open data: all tables and facts, exact yuan beside printed 万元. The shape is stable; [`OPEN_DATA_FORMAT`] names its version.

use serde_json::{Value, json};

use super::{Derived, Dossier, sheets};
use crate::money;
use crate::standard::{PrintedTable, Standard, cell_text};
use crate::tables::{Cell, Content, Table};

/// Name and version of the shape.
pub const OPEN_DATA_FORMAT: &str = "juesuan-disclosure/1";

/// The open data of one disclosure: names, tables cell by cell with address and figure, facts of the narrative, reports.
pub fn open_data<'a>(
    dossier: &Dossier,
    derived: &Derived,
    standard: &Standard,
    printed: impl Fn(&str) -> Option<&'a PrintedTable>,
) -> Value {
    let file = &dossier.disclosure;
    let tables: Vec<Value> = derived.tables.iter().map(|table| table_data(table, printed(&table.id), standard)).collect();
    json!({
        "format": OPEN_DATA_FORMAT,
        "standard": standard.manifest.id.value,
        "year": file.year.value.0,
        "department": { "name": file.department.name.value, "code": file.department.code.value, "kind": file.department.kind.value },
        "published": file.published.value,
        "tables": tables,
        "facts": derived.facts,
    })
}

fn table_data(table: &Table, printed: Option<&PrintedTable>, standard: &Standard) -> Value {
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| json!({ "kind": row.kind, "cells": row.cells.iter().map(|cell| cell_data(cell, standard)).collect::<Vec<_>>() }))
        .collect();
    json!({
        "id": table.id,
        "title": printed.map(|printed| &printed.title),
        "mark": printed.and_then(|printed| printed.mark.as_ref()),
        "columns": printed.map(|printed| columns(printed, table)),
        "empty": table.empty,
        "rows": rows,
    })
}

/// A table's columns: heading, and unit of what is printed in those that hold amounts.
fn columns(printed: &PrintedTable, table: &Table) -> Vec<Value> {
    sheets::headings(printed, table).into_iter().map(|(heading, unit)| json!({ "heading": heading, "unit": unit })).collect()
}

/// A cell: what is printed; for a figure also its address, its name, and its exact value (`yuan` and printed `wan`, or `count`).
fn cell_data(cell: &Cell, standard: &Standard) -> Value {
    let text = cell_text(cell, &standard.manifest.numbers);
    match &cell.content {
        Content::Text(_) => json!({ "text": text }),
        Content::Amount(quantity) => json!({
            "text": text, "address": cell.address, "figure": quantity.figure, "yuan": money::rounded(quantity.yuan), "wan": quantity.wan(),
        }),
        Content::Count(quantity) => {
            json!({ "text": text, "address": cell.address, "figure": quantity.figure, "count": quantity.yuan.normalize() })
        }
    }
}
