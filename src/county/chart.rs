//! Horizontal stacked bars as plain values: where each rectangle lies, in whole units of a bar's length. What they show is decided in `summary`; a template draws them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::money;

/// Length of the longest bar, in the chart's own units.
const WIDTH: u32 = 1000;
/// More bars than this are not drawn; the table below has them all.
const DRAWN: usize = 30;
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
    notes: Vec<String>,
    width: u32,
}

/// What is charted: a row of values (yuan), one for each column; none where there is no figure.
#[derive(Debug, Clone)]
pub struct Row {
    pub label: String,
    pub values: Vec<Option<Decimal>>,
    /// What a reader must know about the row, to be said under the chart.
    pub note: Option<String>,
}

impl Chart {
    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }
}

impl Row {
    /// The sum of the values there are; none if there are none.
    pub fn total(&self) -> Option<Decimal> {
        self.values.iter().flatten().copied().reduce(|a, b| a + b)
    }
}

#[derive(Debug, Clone, Serialize)]
struct Swatch {
    class: String,
    label: String,
}

#[derive(Debug, Clone, Serialize)]
struct Bar {
    label: String,
    drawn: bool,
    parts: Vec<Part>,
    cells: Vec<String>,
    wan: String,
}

#[derive(Debug, Clone, Serialize)]
struct Part {
    class: String,
    label: String,
    x: u32,
    width: u32,
    wan: String,
}

/// Lays out stacked bars in the order of the rows. The longest is as long as there is room.
pub fn stacked(id: &str, title: &str, head: &str, columns: Vec<String>, rows: Vec<Row>) -> Chart {
    let longest = rows.iter().filter_map(Row::total).max().unwrap_or_default();
    let bars = rows.iter().enumerate().map(|(index, row)| bar(row, index < DRAWN, longest, &columns)).collect();
    let swatch = |(index, label): (usize, &String)| Swatch { class: class(index), label: label.clone() };
    let legend = if columns.len() > 1 { columns.iter().enumerate().map(swatch).collect() } else { Vec::new() };
    let cut = (rows.len() > DRAWN).then(|| format!("图中是前 {DRAWN} 行，全部 {} 行见数据表。", rows.len()));
    let notes = cut.into_iter().chain(rows.iter().filter_map(|row| row.note.clone())).collect();
    let (id, title, head, about) = (id.to_owned(), title.to_owned(), head.to_owned(), about(&rows));
    Chart { id, title, about, head, columns, legend, bars, notes, width: WIDTH }
}

fn about(rows: &[Row]) -> String {
    let Some(first) = rows.first() else { return "没有数据。".to_owned() };
    format!("横条图，共 {} 行，第一行是{}，{} 万元。全部数据见图下的数据表。", rows.len(), first.label, cell(first.total()))
}

fn bar(row: &Row, drawn: bool, longest: Decimal, columns: &[String]) -> Bar {
    let mut sum = Decimal::ZERO;
    let mut parts = Vec::new();
    for (column, (value, label)) in row.values.iter().zip(columns).enumerate() {
        let Some(value) = value else { continue };
        let from = position(sum, longest);
        sum += (*value).max(Decimal::ZERO);
        let width = position(sum, longest).saturating_sub(from);
        if width > 0 {
            parts.push(Part { class: class(column), label: label.clone(), x: from, width, wan: wan(*value) });
        }
    }
    let cells = row.values.iter().map(|value| cell(*value)).collect();
    Bar { label: row.label.clone(), drawn, parts, cells, wan: cell(row.total()) }
}

fn position(value: Decimal, longest: Decimal) -> u32 {
    if longest <= Decimal::ZERO {
        return 0;
    }
    (value * Decimal::from(WIDTH) / longest).round().to_u32().unwrap_or(0).min(WIDTH)
}

fn class(index: usize) -> String {
    format!("c{}", index.min(COLOURS - 1))
}

/// Printed 万元, or a dash where there is no figure.
pub fn cell(yuan: Option<Decimal>) -> String {
    yuan.map_or_else(|| "—".to_owned(), wan)
}

/// Printed 万元 with thousands separators.
pub fn wan(yuan: Decimal) -> String {
    money::grouped(money::wan(yuan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_their_room_and_no_more() {
        let row = |label: &str, values: [i64; 2]| Row {
            label: label.to_owned(),
            values: values.map(|yuan| Some(Decimal::from(yuan))).to_vec(),
            note: None,
        };
        let chart =
            stacked("a", "图", "部门", vec!["甲".to_owned(), "乙".to_owned()], vec![row("大", [300_000, 100_000]), row("小", [0, 50_000])]);
        let ends: Vec<u32> = chart.bars.iter().map(|bar| bar.parts.iter().map(|part| part.width).sum()).collect();
        assert_eq!(ends, [WIDTH, WIDTH / 8]);
        assert_eq!(chart.bars[0].wan, "40.00");
        assert_eq!(chart.bars[1].parts.len(), 1);
    }

    #[test]
    fn a_figure_that_is_not_there_is_a_dash_and_no_bar() {
        let row = Row { label: "甲".to_owned(), values: vec![None, Some(Decimal::from(5000))], note: Some("说明".to_owned()) };
        let none = Row { label: "乙".to_owned(), values: vec![None, None], note: None };
        let chart = stacked("a", "图", "部门", vec!["子".to_owned(), "丑".to_owned()], vec![row, none]);
        assert_eq!((chart.bars[0].cells.as_slice(), chart.bars[0].parts.len()), (["—".to_owned(), "0.50".to_owned()].as_slice(), 1));
        assert_eq!((chart.bars[1].wan.as_str(), chart.notes.len()), ("—", 1));
    }

    #[test]
    fn a_long_chart_is_cut_and_its_table_is_not() {
        let row = |index: usize| Row { label: index.to_string(), values: vec![Some(Decimal::ONE)], note: None };
        let chart = stacked("a", "图", "部门", vec!["子".to_owned()], (0..DRAWN + 5).map(row).collect());
        assert_eq!((chart.bars.len(), chart.bars.iter().filter(|bar| bar.drawn).count()), (DRAWN + 5, DRAWN));
        assert_eq!(chart.notes, ["图中是前 30 行，全部 35 行见数据表。"]);
    }

    #[test]
    fn printed_amounts_have_separators() {
        assert_eq!(wan(Decimal::from(12_360_300_000_i64)), "1,236,030.00");
        assert_eq!(wan(Decimal::from(-5000)), "-0.50");
    }
}
