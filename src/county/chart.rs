//! Horizontal stacked bars as plain values: where each rectangle lies, in whole pixels. What they show is decided in `summary`; a template draws them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::money;

/// Room for the labels, the bars, and the figures behind them.
const LEFT: u32 = 230;
const BARS: u32 = 560;
const RIGHT: u32 = 130;
const STEP: u32 = 26;
const THICK: u32 = 18;
/// Labels longer than this are cut in the picture; the table beside it has them whole.
const LABEL: usize = 16;
/// How many colours the style sheet has.
const COLOURS: usize = 7;

/// A chart ready to be drawn.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    id: String,
    title: String,
    /// What a reader who does not see the picture should know.
    about: String,
    /// Heading of the rows in the table of the data.
    head: String,
    columns: Vec<String>,
    legend: Vec<Swatch>,
    bars: Vec<Bar>,
    left: u32,
    width: u32,
    height: u32,
}

/// What is charted: a row of values (yuan), one for each column.
#[derive(Debug, Clone)]
pub struct Row {
    pub label: String,
    pub values: Vec<Decimal>,
}

#[derive(Debug, Clone, Serialize)]
struct Swatch {
    class: String,
    label: String,
}

#[derive(Debug, Clone, Serialize)]
struct Bar {
    /// The label as it fits.
    label: String,
    full: String,
    label_x: u32,
    text_y: u32,
    y: u32,
    height: u32,
    parts: Vec<Part>,
    cells: Vec<String>,
    wan: String,
    end_x: u32,
}

#[derive(Debug, Clone, Serialize)]
struct Part {
    class: String,
    label: String,
    x: u32,
    width: u32,
    wan: String,
}

/// Lays out stacked bars, longest scale first come as given. The whole is never drawn longer than the room for it.
pub fn stacked(id: &str, title: &str, head: &str, columns: Vec<String>, rows: Vec<Row>) -> Chart {
    let total = |row: &Row| row.values.iter().sum::<Decimal>();
    let longest = rows.iter().map(total).max().unwrap_or_default();
    let about = rows
        .first()
        .map(|first| format!("横条图，{} 行。第一行 {}：{} 万元。全部数据见图下的数据表。", rows.len(), first.label, wan(total(first))))
        .unwrap_or_default();
    let bars = rows.iter().zip(0u32..).map(|(row, index)| bar(row, index, longest, &columns)).collect();
    let swatch = |(index, label): (usize, &String)| Swatch { class: class(index), label: label.clone() };
    let legend = if columns.len() > 1 { columns.iter().enumerate().map(swatch).collect() } else { Vec::new() };
    let height = STEP * u32::try_from(rows.len()).unwrap_or(0).max(1);
    let (id, title, head) = (id.to_owned(), title.to_owned(), head.to_owned());
    Chart { id, title, about, head, columns, legend, bars, left: LEFT, width: LEFT + BARS + RIGHT, height }
}

fn bar(row: &Row, index: u32, longest: Decimal, columns: &[String]) -> Bar {
    let y = index * STEP + (STEP - THICK) / 2;
    let mut sum = Decimal::ZERO;
    let mut parts = Vec::new();
    for (column, (value, label)) in row.values.iter().zip(columns).enumerate() {
        let from = position(sum, longest);
        sum += (*value).max(Decimal::ZERO);
        let width = position(sum, longest).saturating_sub(from);
        if width > 0 {
            parts.push(Part { class: class(column), label: label.clone(), x: LEFT + from, width, wan: wan(*value) });
        }
    }
    let label: String = row.label.chars().take(LABEL).collect();
    let label = if label == row.label { label } else { format!("{label}…") };
    Bar {
        label,
        full: row.label.clone(),
        label_x: LEFT - 8,
        text_y: y + THICK - 4,
        y,
        height: THICK,
        parts,
        cells: row.values.iter().map(|value| wan(*value)).collect(),
        wan: wan(row.values.iter().sum()),
        end_x: LEFT + position(sum, longest) + 6,
    }
}

fn position(value: Decimal, longest: Decimal) -> u32 {
    if longest <= Decimal::ZERO {
        return 0;
    }
    (value * Decimal::from(BARS) / longest).round().to_u32().unwrap_or(0).min(BARS)
}

fn class(index: usize) -> String {
    format!("c{}", index.min(COLOURS - 1))
}

/// Printed 万元 with thousands separators.
pub fn wan(yuan: Decimal) -> String {
    let text = money::wan(yuan).to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are ASCII")).collect();
    format!("{sign}{}.{fraction}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_their_room_and_no_more() {
        let row = |label: &str, values: [i64; 2]| Row { label: label.to_owned(), values: values.map(Decimal::from).to_vec() };
        let chart =
            stacked("a", "图", "部门", vec!["甲".to_owned(), "乙".to_owned()], vec![row("大", [300_000, 100_000]), row("小", [0, 50_000])]);
        let ends: Vec<u32> = chart.bars.iter().map(|bar| bar.parts.iter().map(|part| part.width).sum()).collect();
        assert_eq!(ends, [BARS, BARS / 8]);
        assert_eq!(chart.bars[0].wan, "40.00");
        assert_eq!(chart.bars[1].parts.len(), 1);
    }

    #[test]
    fn printed_amounts_have_separators() {
        assert_eq!(wan(Decimal::from(12_360_300_000_i64)), "1,236,030.00");
        assert_eq!(wan(Decimal::from(-5000)), "-0.50");
    }
}
