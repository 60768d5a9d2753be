//! The numbers in the cells of public tables and of the reports' tables.

use rust_decimal::Decimal;
use serde_json::Value;

use super::texts::Texts;
use super::{Occurrence, Origin, Place, numbers_in, unit_after};
use crate::corrections::State;

/// The cells of the public tables.
pub(super) fn cells(state: &State) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (table, definition) in state.derived.tables.iter().zip(&state.standard.tables) {
        let printed = state.worded.tables.get(&table.id);
        let title = printed.map(|printed| printed.title.clone()).unwrap_or_default();
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let text = crate::standard::cell_text(cell, &state.standard.manifest.numbers);
            let place = |address: String| Place::Cell { table: table.id.clone(), title: title.clone(), address };
            if let Some(located) = cell.located() {
                if !text.is_empty() {
                    let unit = if located.counts { String::new() } else { "万元".to_owned() };
                    let origin = Origin::Figure(located.quantity.figure.clone());
                    found.push(Occurrence { place: place(located.address.to_string()), printed: text, unit, origin });
                }
                continue;
            }
            let template = state.standard.files.describe(&format!("tables/{}.yaml", definition.id.value));
            for (start, end) in numbers_in(&text).into_iter().filter(|(_, end)| !unit_after(&text[*end..]).is_empty()) {
                let origin = Origin::Fixed { template: template.clone() };
                found.push(Occurrence {
                    place: place(String::new()),
                    printed: text[start..end].to_owned(),
                    unit: unit_after(&text[end..]),
                    origin,
                });
            }
        }
    }
    found
}

/// The cells of the reports' tables.
pub(super) fn reports(state: &State) -> Vec<Occurrence> {
    let styles = &state.standard.manifest.numbers;
    let texts = Texts::of(state);
    let facts = &state.derived.facts;
    let mut found = Vec::new();
    for (index, report) in state.derived.reports.iter().enumerate() {
        let place = |pointer: &str| Place::Report { report: report.name.clone(), pointer: pointer.to_owned() };
        let mut number = |pointer: String, unit: &str| {
            let value = facts.pointer(&pointer).and_then(Value::as_str).and_then(|text| Decimal::from_str_exact(text).ok());
            let printed = value.map(|value| styles.report.show(value));
            found.extend(printed.filter(|printed| !printed.is_empty()).map(|printed| Occurrence {
                place: place(&pointer),
                printed,
                unit: unit.to_owned(),
                origin: Origin::Fact(pointer),
            }));
        };
        let lines = std::iter::once("total".to_owned()).chain((0..report.lines.len()).map(|line| format!("lines/{line}")));
        for line in lines {
            for field in ["declared", "initial", "adjusted", "executed", "remainder"] {
                number(format!("/reports/{index}/{line}/{field}"), "元");
            }
            number(format!("/reports/{index}/{line}/rate"), "%");
        }
        number(format!("/reports/{index}/execution_score"), "");
        for line in 0..report.indicators.len() {
            number(format!("/reports/{index}/indicators/{line}/weight"), "");
            number(format!("/reports/{index}/indicators/{line}/score"), "");
        }
        for (line, indicator) in report.indicators.iter().enumerate() {
            let written = [
                &indicator.initial_target,
                &indicator.target,
                &Some(indicator.actual.clone()),
                &indicator.qualitative,
                &indicator.deviation,
            ];
            for text in written.into_iter().flatten().chain([&indicator.name]) {
                for (start, end) in numbers_in(text).into_iter().filter(|(_, end)| !unit_after(&text[*end..]).is_empty()) {
                    let origin = texts.written(text).unwrap_or(Origin::Fixed { template: String::new() });
                    let place = place(&format!("/reports/{index}/indicators/{line}"));
                    found.push(Occurrence { place, printed: text[start..end].to_owned(), unit: unit_after(&text[end..]), origin });
                }
            }
        }
    }
    found
}
