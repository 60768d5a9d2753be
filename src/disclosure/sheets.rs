//! Tables as CSV for Excel: UTF-8 with its mark, comma separated, lines ending as RFC 4180 asks. The same strings as in the PDF.

use crate::standard::{PrintedCell, PrintedHead, PrintedTable};

/// Tells Excel that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// One public table: the lines of its head, then its rows.
pub fn table(table: &PrintedTable) -> String {
    let width = table.columns.len();
    let rows = table.rows.iter().map(|row| row.cells.iter().flat_map(cell).collect::<Vec<_>>());
    csv(head(&table.head, width).into_iter().chain(rows))
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

/// A field that holds a separator in quotation marks; one that Excel would take for a formula behind an apostrophe.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || (field.starts_with('-') && field[1..].contains(|c: char| !c.is_ascii_digit() && c != '.'));
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
    use super::*;

    #[test]
    fn fields_stay_fields_in_excel() {
        let text = csv([vec!["a,b".to_owned(), "说\"话\"".to_owned(), "=1+1".to_owned(), "-12.50".to_owned(), "-A1".to_owned()]]);
        assert_eq!(text, "\u{feff}\"a,b\",\"说\"\"话\"\"\",'=1+1,-12.50,'-A1\r\n");
    }

    #[test]
    fn a_head_is_repeated_where_it_spans() {
        let cell = |text: &str, colspan, rowspan| PrintedHead { text: text.to_owned(), colspan, rowspan };
        let lines =
            [vec![cell("科目", None, Some(2)), cell("支出", Some(2), None)], vec![cell("基本", None, None), cell("项目", None, None)]];
        assert_eq!(head(&lines, 3), [["科目", "支出", "支出"], ["科目", "基本", "项目"]]);
    }
}
