//! Rows of tables whose height the layout tells from their text are as high as rows that are measured.

use juesuan::disclosure::Edition;
use juesuan::standard::Worded;
use juesuan::typeset::{Compiled, PlacedText};

use crate::making;

/// The texts of all pages.
fn texts(compiled: &Compiled) -> Vec<Vec<PlacedText>> {
    (0..compiled.page_count()).map(|page| compiled.texts(page)).collect()
}

/// The texts of all pages with the heights the layout tells, and with those that are measured.
fn told_and_measured(edition: &Edition) -> (Vec<Vec<PlacedText>>, Vec<Vec<PlacedText>>) {
    let mut worded = edition.word().expect("sound templates");
    let told = texts(&edition.compile(&worded).expect("a sound layout"));
    change(&mut worded, "base/layout/rows.typ", "#let row-height(lines, size, pitch) = ", "#let row-height(lines, size, pitch) = auto // ");
    // Nothing measured is nothing high: what is told keeps a line for a row of empty cells.
    change(&mut worded, "base/layout/table.typ", "table.cell(inset: 0pt, none)", "table.cell(block(height: 1em))");
    let measured = texts(&edition.compile(&worded).expect("a sound layout"));
    (told, measured)
}

#[test]
fn told_heights_are_measured_heights() {
    for path in making::examples() {
        let (told, measured) = making::with_edition(&path, told_and_measured);
        assert_eq!(told.len(), measured.len(), "{}: pages", path.display());
        for (number, (told, measured)) in (1..).zip(told.iter().zip(&measured)) {
            let moved = told.iter().zip(measured).find(|(told, measured)| !same(told, measured));
            let moved = moved.map(|(told, measured)| (&told.text, told.baseline, measured.baseline));
            assert!(told.len() == measured.len() && moved.is_none(), "{}: page {number}: {moved:?}", path.display());
        }
    }
}

fn change(worded: &mut Worded, file: &str, from: &str, to: &str) {
    let text = worded.files.get_mut(file).expect("a file of the layout");
    assert!(text.contains(from), "{file} has {from}");
    *text = text.replace(from, to);
}

/// The same text in the same place, but for rounding.
fn same(told: &PlacedText, measured: &PlacedText) -> bool {
    told.text == measured.text && (told.left - measured.left).abs() <= 1 && (told.baseline - measured.baseline).abs() <= 1
}
