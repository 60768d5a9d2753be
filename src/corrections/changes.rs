//! Which figures differ between two sets of open data, and by how much.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::figures::{FigureAt, figures};

/// A figure that differs.
#[derive(Debug, Clone, Serialize)]
pub struct FigureChange {
    pub place: String,
    pub group: String,
    pub row: String,
    pub column: Option<String>,
    pub table: bool,
    /// As printed; none where the figure did not stand before, or stands no more.
    pub old: Option<Decimal>,
    pub new: Option<Decimal>,
    /// Difference of the printed figures.
    pub difference: Decimal,
    pub old_exact: Option<Decimal>,
    pub new_exact: Option<Decimal>,
    /// Difference of the exact figures.
    pub exact_difference: Decimal,
}

impl FigureChange {
    /// Whether what is printed changes too.
    pub fn is_printed(&self) -> bool {
        self.old != self.new
    }
}

/// The figures that differ, in the new document's order; what stands no more comes at the end of its group.
pub fn changes(old: &Value, new: &Value) -> Vec<FigureChange> {
    let (old, new) = (figures(old), figures(new));
    let mut changed: Vec<FigureChange> = Vec::new();
    let mut tables_end = 0;
    for figure in new.values() {
        let before = old.get(&figure.place);
        if before.is_none_or(|before| (before.value, before.printed) != (figure.value, figure.printed)) {
            changed.push(change(before, Some(figure)));
        }
        tables_end = if figure.table { changed.len() } else { tables_end };
    }
    for figure in old.values().filter(|figure| !new.contains_key(&figure.place)) {
        let group = |change: &FigureChange| change.group == figure.group && change.table == figure.table;
        let at = changed.iter().rposition(group).map_or(if figure.table { tables_end } else { changed.len() }, |last| last + 1);
        tables_end += usize::from(figure.table);
        changed.insert(at, change(Some(figure), None));
    }
    changed
}

/// A figure that did not stand counts as zero in the difference.
fn change(old: Option<&FigureAt>, new: Option<&FigureAt>) -> FigureChange {
    let known = new.or(old).expect("one of the two stands");
    let number = |figure: Option<&FigureAt>, of: fn(&FigureAt) -> Decimal| figure.map(of);
    let difference = |of: fn(&FigureAt) -> Decimal| number(new, of).unwrap_or_default() - number(old, of).unwrap_or_default();
    FigureChange {
        place: known.place.clone(),
        group: known.group.clone(),
        row: known.row.clone(),
        column: known.column.clone(),
        table: known.table,
        old: number(old, |figure| figure.printed),
        new: number(new, |figure| figure.printed),
        difference: difference(|figure| figure.printed),
        old_exact: number(old, |figure| figure.value),
        new_exact: number(new, |figure| figure.value),
        exact_difference: difference(|figure| figure.value),
    }
}
