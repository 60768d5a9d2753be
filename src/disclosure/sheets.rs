//! Tables as CSV for Excel: UTF-8 with its mark, comma separated, lines ending as RFC 4180 asks. The same strings as in the PDF.

use std::collections::BTreeMap;

use crate::standard::{PrintedCell, PrintedHead, PrintedTable};
use crate::tables::{Content, Table};

/// Tells Excel that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// The unit of every amount in a printed table.
pub const UNIT: &str = "万元";

/// One public table: the lines of its head, then its rows. The heads of amounts name their unit; a line with the title would stop programs from
/// reading the columns.
pub fn table(printed: &PrintedTable, table: &Table) -> String {
    let mut lines = head(&printed.head, printed.columns.len());
    for column in amounts(table) {
        let Some(heading) = heads_of(&lines, column).last().cloned() else { continue };
        for text in lines.iter_mut().filter_map(|line| line.get_mut(column)).filter(|text| **text == heading) {
            text.push_str(&format!("（{UNIT}）"));
        }
    }
    let rows = printed.rows.iter().map(|row| row.cells.iter().flat_map(cell).collect::<Vec<_>>());
    csv(lines.into_iter().chain(rows))
}

/// Every column's heading in one string, and its unit if it holds amounts.
pub fn headings(printed: &PrintedTable, table: &Table) -> Vec<(String, Option<&'static str>)> {
    let lines = head(&printed.head, printed.columns.len());
    let amounts: Vec<usize> = amounts(table).collect();
    let heading = |column| (heads_of(&lines, column).join("／"), amounts.contains(&column).then_some(UNIT));
    (0..printed.columns.len()).map(heading).collect()
}

/// The columns in which amounts stand, and nothing that is counted.
fn amounts(table: &Table) -> impl Iterator<Item = usize> {
    let mut kinds: BTreeMap<usize, bool> = BTreeMap::new();
    for row in &table.rows {
        let mut column = 0;
        for cell in &row.cells {
            let amount = matches!(cell.content, Content::Amount(_));
            if amount || matches!(cell.content, Content::Count(_)) {
                kinds.entry(column).and_modify(|known| *known &= amount).or_insert(amount);
            }
            column += cell.colspan;
        }
    }
    kinds.into_iter().filter_map(|(column, amount)| amount.then_some(column))
}

/// The different texts over a column, from the top; lines that number the columns say nothing.
fn heads_of(lines: &[Vec<String>], column: usize) -> Vec<String> {
    let numbers = |line: &Vec<String>| line.iter().any(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()));
    let mut heads: Vec<String> = lines.iter().filter(|line| !numbers(line)).filter_map(|line| line.get(column).cloned()).collect();
    heads.retain(|text| !text.is_empty());
    heads.dedup();
    heads
}

/// Any rows of strings.
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    rows.into_iter().fold(MARK.to_owned(), |mut text, row| {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
        text
    })
}

/// A field that holds a separator in quotation marks; one that Excel would take for a formula, and that is no negative amount, behind an apostrophe.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || (field.starts_with('-') && field[1..].contains(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')));
    let plain = if formula { format!("'{field}") } else { field.to_owned() };
    if plain.contains([',', '"', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

/// A head's lines with every cell at its column: what spans columns or lines is repeated in all of them.
fn head(lines: &[Vec<PrintedHead>], width: usize) -> Vec<Vec<String>> {
    let mut grid: Vec<Vec<Option<String>>> = vec![vec![None; width]; lines.len()];
    for (line, cells) in lines.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while column < width && grid[line][column].is_some() {
                column += 1;
            }
            let across = usize::try_from(cell.colspan.unwrap_or(1)).unwrap_or(1);
            let down = usize::try_from(cell.rowspan.unwrap_or(1)).unwrap_or(1);
            for row in grid.iter_mut().skip(line).take(down) {
                row.iter_mut().skip(column).take(across).for_each(|place| *place = Some(cell.text.clone()));
            }
            column += across;
        }
    }
    grid.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
}

fn cell(cell: &PrintedCell) -> Vec<String> {
    match cell {
        PrintedCell::Text(text) => vec![text.clone()],
        PrintedCell::Wide { text, colspan } => {
            let mut fields = vec![text.clone()];
            fields.resize((*colspan).max(1), String::new());
            fields
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::standard::NumberStyle;

    #[test]
    fn fields_stay_fields_in_excel() {
        let text = csv([vec!["a,b".to_owned(), "说\"话\"".to_owned(), "=1+1".to_owned(), "-12.50".to_owned(), "-A1".to_owned()]]);
        assert_eq!(text, "\u{feff}\"a,b\",\"说\"\"话\"\"\",'=1+1,-12.50,'-A1\r\n");
    }

    #[test]
    fn a_negative_amount_stays_a_number() {
        for thousands in [true, false] {
            let style = NumberStyle { thousands, ..NumberStyle::default() };
            let amount = style.show(Decimal::new(-123_450, 2));
            let text = csv([vec![amount.clone()]]);
            assert_eq!(text.trim_start_matches(MARK).trim().trim_matches('"'), amount);
        }
    }

    #[test]
    fn a_head_is_repeated_where_it_spans() {
        let cell = |text: &str, colspan, rowspan| PrintedHead { text: text.to_owned(), colspan, rowspan };
        let lines =
            [vec![cell("科目", None, Some(2)), cell("支出", Some(2), None)], vec![cell("基本", None, None), cell("项目", None, None)]];
        let mut lines = head(&lines, 3);
        assert_eq!(lines, [["科目", "支出", "支出"], ["科目", "基本", "项目"]]);
        lines.push(["栏次", "1", "2"].map(str::to_owned).to_vec());
        assert_eq!((heads_of(&lines, 0).join("／"), heads_of(&lines, 2).join("／")), ("科目".to_owned(), "支出／项目".to_owned()));
    }
}
