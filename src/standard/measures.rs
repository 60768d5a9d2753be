//! How wide the texts of a table are, in hundredths of an em: what a layout decides widths of columns and heights of rows by. Counted here, because
//! counting characters in Typst takes a twentieth of all the time of a document.
//!
//! The numbers hold for Chinese faces: a Chinese character is one em wide, a digit not much more than half of one.

use serde::Serialize;

/// What is known of the texts of one column; all widths in hundredths of an em.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ColumnMeasure {
    /// The widest text; no text is wider than this.
    pub widest: u32,
    /// The widest word: marks, letters and digits that a line does not break.
    pub word: u32,
    /// The widest amount or percentage in bold type.
    pub figure: u32,
    /// The texts, widest first: row (from 0), width, and how it breaks.
    pub texts: Vec<(usize, u32, Breaking)>,
}

/// Where the lines of a text can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Breaking {
    /// After each of its characters, all of them one em wide.
    Even,
    /// The same, but for single marks, which may not begin a line and take less room at its end.
    Marked,
    /// Only laying it out tells.
    Mixed,
}

const HAN: u32 = 100;
/// Digits and the marks of numbers take at most this.
const NARROW: u32 = 60;
/// Some capitals are a little wider than an em.
const LETTER: u32 = 110;
/// A digit of a bold face, and a mark between digits.
const BOLD_DIGIT: u32 = 60;
const BOLD_MARK: u32 = 35;
/// So many marks, letters and digits without a break among them are a word.
const WORD: usize = 4;

/// Measures the columns of a table: `rows` with one text for each column, None where a cell covers several.
pub fn measures<'t, R: IntoIterator<Item = Option<&'t str>>>(columns: usize, rows: impl IntoIterator<Item = R>) -> Vec<ColumnMeasure> {
    let mut measured = vec![ColumnMeasure::default(); columns];
    for (row, texts) in rows.into_iter().enumerate() {
        for (column, text) in measured.iter_mut().zip(texts) {
            column.add(row, text.unwrap_or_default());
        }
    }
    // The sort is stable: what is equally wide stays in the order of the rows.
    measured.iter_mut().for_each(|column| column.texts.sort_by_key(|(_, width, _)| std::cmp::Reverse(*width)));
    measured
}

impl ColumnMeasure {
    fn add(&mut self, row: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let width = width(text);
        self.widest = self.widest.max(width);
        self.word = self.word.max(words(text).map(self::width).max().unwrap_or_default());
        self.figure = self.figure.max(figure(text));
        self.texts.push((row, width, breaking(text)));
    }
}

/// How wide a text is at most.
fn width(text: &str) -> u32 {
    text.chars()
        .map(|c| match c {
            '-' | '0'..='9' | '.' | ',' | '/' => NARROW,
            'A'..='Z' | 'a'..='z' => LETTER,
            _ => HAN,
        })
        .sum()
}

/// How wide an amount or a percentage is in bold type; nothing for what is neither.
fn figure(text: &str) -> u32 {
    let digit = |c: char| match c {
        '0'..='9' => Some(BOLD_DIGIT),
        '-' | ',' | '.' => Some(BOLD_MARK),
        '%' => Some(HAN),
        _ => None,
    };
    text.chars().map(digit).sum::<Option<u32>>().unwrap_or_default()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let joined = |c: char| matches!(c, '!'..='~' | '≤' | '≥');
    text.split(move |c| !joined(c)).filter(|word| word.chars().count() >= WORD)
}

fn breaking(text: &str) -> Breaking {
    let mut marks_apart = true;
    let mut marked = false;
    let mut after_han = false;
    for c in text.chars() {
        let han = matches!(c, '一'..='鿿');
        let mark = matches!(c, '，' | '。' | '、' | '；' | '：');
        if !han && !mark {
            return Breaking::Mixed;
        }
        marks_apart &= han || after_han;
        marked |= mark;
        after_han = han;
    }
    match (marked, marks_apart) {
        (false, _) => Breaking::Even,
        (true, true) => Breaking::Marked,
        (true, false) => Breaking::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_knows_its_widest_texts() {
        let rows = [[Some("科目"), Some("1,236.03")], [Some("一般公共预算"), Some("")], [Some("满意度≥95.00%"), None]];
        let measured = measures(2, rows);
        assert_eq!(measured[0].texts.iter().map(|(row, ..)| *row).collect::<Vec<_>>(), [2, 1, 0]);
        // ≥ and % one em each, five digits and marks.
        assert_eq!((measured[0].widest, measured[0].word), (3 * 100 + 2 * 100 + 5 * 60, 2 * 100 + 5 * 60));
        assert_eq!(measured[1].texts, [(0, 8 * 60, Breaking::Mixed)]);
        assert_eq!(measured[1].figure, 6 * 60 + 2 * 35);
    }

    #[test]
    fn texts_say_where_they_break() {
        for (text, expected) in [
            ("行政运行", Breaking::Even),
            ("工资，津贴。", Breaking::Marked),
            ("工资，。", Breaking::Mixed),
            ("，工资", Breaking::Mixed),
            ("办公厅（室）", Breaking::Mixed),
            ("3名", Breaking::Mixed),
        ] {
            assert_eq!(breaking(text), expected, "{text}");
        }
    }
}
