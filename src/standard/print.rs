//! Tables and reports as the strings that are printed: the data files a pack's Typst layout reads.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;
use tera::Context;

use super::measures::{ColumnMeasure, measures};
use super::numbers::NumberStyles;
use super::{Standard, TemplateError};
use crate::performance::{BudgetLine, IndicatorLine, Report};
use crate::tables::{Align, Cell, Content, HeadCell, RowKind, Table, TableDefinition};

/// A public table ready for layout.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedTable {
    pub title: String,
    pub mark: Option<String>,
    pub landscape: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pitch: Option<Number>,
    pub columns: Vec<PrintedColumn>,
    pub head: Vec<Vec<PrintedHead>>,
    pub rows: Vec<PrintedRow>,
    /// How wide the texts of each column are.
    pub measures: Vec<ColumnMeasure>,
    /// The rows (from 0) with a cell over several columns; it is in no measure.
    pub spanning: Vec<usize>,
    pub notes: Vec<String>,
    /// The sentence under a table without data.
    pub empty: Option<String>,
    /// Department, year and unit over the table.
    pub info: Vec<String>,
}

/// Width and alignment of a column.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedColumn {
    pub width: String,
    pub align: Align,
}

/// A cell of the head.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedHead {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colspan: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rowspan: Option<u32>,
}

/// A row of printed cells.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedRow {
    pub kind: RowKind,
    pub cells: Vec<PrintedCell>,
}

impl PrintedRow {
    /// The text of each column; none where a cell covers several.
    fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        self.cells.iter().flat_map(|cell| match cell {
            PrintedCell::Text(text) => std::iter::repeat_n(Some(text.as_str()), 1),
            PrintedCell::Wide { colspan, .. } => std::iter::repeat_n(None, *colspan),
        })
    }
}

/// A printed cell: plain text, or text over several columns.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum PrintedCell {
    Text(String),
    Wide { text: String, colspan: usize },
}

/// Prints a table's cell as text.
pub fn cell_text(cell: &Cell, styles: &NumberStyles) -> String {
    match &cell.content {
        Content::Text(text) => text.clone(),
        Content::Amount(quantity) => styles.table.show(quantity.wan()),
        Content::Count(quantity) => styles.table.show(quantity.yuan.normalize()),
    }
}

/// Prints a table with its texts in this document's wording.
pub(super) fn printed_table(
    standard: &Standard,
    definition: &TableDefinition,
    table: &Table,
    context: &Context,
) -> Result<PrintedTable, TemplateError> {
    let word = |part: String| standard.wording.render(&format!("{}#{part}", table.id), context, &standard.files);
    let styles = &standard.manifest.numbers;
    let cell = |cell: &Cell| {
        let text = cell_text(cell, styles);
        if cell.colspan == 1 { PrintedCell::Text(text) } else { PrintedCell::Wide { text, colspan: cell.colspan } }
    };
    let rows: Vec<PrintedRow> =
        table.rows.iter().map(|row| PrintedRow { kind: row.kind, cells: row.cells.iter().map(cell).collect() }).collect();
    let spanning = rows.iter().enumerate().filter(|(_, row)| row.cells.len() != definition.columns.len()).map(|(at, _)| at);
    let number = |text: &Option<crate::source::Spanned<String>>| {
        text.as_ref().map(|text| text.value.parse().expect("a loaded standard's sizes are numbers"))
    };
    Ok(PrintedTable {
        title: word("title".to_owned())?,
        mark: definition.mark.as_ref().map(|mark| mark.value.clone()),
        landscape: definition.landscape,
        size: number(&definition.size),
        pitch: number(&definition.pitch),
        columns: definition.columns.iter().map(|column| PrintedColumn { width: column.width.value.clone(), align: column.align }).collect(),
        head: definition.head.iter().map(|row| row.iter().map(head).collect()).collect(),
        measures: measures(definition.columns.len(), rows.iter().map(PrintedRow::texts)),
        spanning: spanning.collect(),
        rows,
        notes: (0..definition.notes.len()).map(|index| word(format!("note{index}"))).collect::<Result<_, _>>()?,
        empty: if table.empty && definition.empty.is_some() { Some(word("empty".to_owned())?) } else { None },
        info: (0..definition.info.len()).map(|index| word(format!("info{index}"))).collect::<Result<_, _>>()?,
    })
}

fn head(cell: &HeadCell) -> PrintedHead {
    PrintedHead {
        text: cell.text.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
        colspan: cell.colspan.map(|count| count.0),
        rowspan: cell.rowspan.map(|count| count.0),
    }
}

/// The tables of a performance report ready for layout.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedReport {
    pub name: String,
    /// The total over all sources of funds, then a line each.
    pub budget: Vec<PrintedBudget>,
    pub indicators: Vec<PrintedIndicator>,
    /// How wide the texts of each key of `budget` and of `indicators` are, in their order.
    pub budget_measures: Vec<ColumnMeasure>,
    pub indicator_measures: Vec<ColumnMeasure>,
}

/// Budget execution in 元, rate in percent, score in points.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedBudget {
    /// Empty for the total.
    pub source: String,
    pub declared: String,
    pub initial: String,
    pub adjusted: String,
    pub executed: String,
    pub remainder: String,
    pub rate: String,
    pub score: String,
    pub deviation: String,
}

impl PrintedBudget {
    fn texts(&self) -> [Option<&str>; 9] {
        let Self { source, declared, initial, adjusted, executed, remainder, rate, score, deviation } = self;
        [source, declared, initial, adjusted, executed, remainder, rate, score, deviation].map(|text| Some(text.as_str()))
    }
}

/// One indicator.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedIndicator {
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub initial_target: String,
    pub target: String,
    pub actual: String,
    pub qualitative: String,
    pub weight: String,
    pub score: String,
    pub deviation: String,
}

impl PrintedIndicator {
    fn texts(&self) -> [Option<&str>; 10] {
        let Self { level1, level2, name, initial_target, target, actual, qualitative, weight, score, deviation } = self;
        [level1, level2, name, initial_target, target, actual, qualitative, weight, score, deviation].map(|text| Some(text.as_str()))
    }
}

/// Prints a report's tables.
pub(super) fn printed_report(report: &Report, styles: &NumberStyles) -> PrintedReport {
    let mut budget = vec![budget_line(&report.total, styles, Some(report.execution_score))];
    budget.extend(report.lines.iter().map(|line| budget_line(line, styles, None)));
    let indicators: Vec<PrintedIndicator> = report.indicators.iter().map(|line| indicator(line, styles)).collect();
    PrintedReport {
        name: report.name.clone(),
        budget_measures: measures(9, budget.iter().map(PrintedBudget::texts)),
        indicator_measures: measures(10, indicators.iter().map(PrintedIndicator::texts)),
        budget,
        indicators,
    }
}

fn budget_line(line: &BudgetLine, styles: &NumberStyles, score: Option<Decimal>) -> PrintedBudget {
    let show = |amount: Decimal| styles.report.show(amount);
    PrintedBudget {
        source: line.source.clone(),
        declared: show(line.declared),
        initial: show(line.initial),
        adjusted: show(line.adjusted),
        executed: show(line.executed),
        remainder: show(line.remainder),
        rate: line.rate.map(|rate| format!("{}%", show(rate))).unwrap_or_default(),
        score: score.map(show).unwrap_or_default(),
        deviation: line.deviation.clone().unwrap_or_default(),
    }
}

fn indicator(line: &IndicatorLine, styles: &NumberStyles) -> PrintedIndicator {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    PrintedIndicator {
        level1: line.level1.clone(),
        level2: line.level2.clone(),
        name: line.name.clone(),
        initial_target: text(&line.initial_target),
        target: text(&line.target),
        actual: line.actual.clone(),
        qualitative: text(&line.qualitative),
        weight: styles.report.show(line.weight),
        score: styles.report.show(line.score),
        deviation: text(&line.deviation),
    }
}
