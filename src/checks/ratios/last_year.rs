//! Last year's totals, as the file states them, against each other (R07): both sides of an account are alike, and a part is no larger than its whole.
//!
//! Classes against the total stand in `budgets`; what last year's own file says in `tables::opening`.

use rust_decimal::Decimal;

use crate::accounts::{Figure, Source};
use crate::checks::Case;
use crate::checks::sums::{Side, two_sides};
use crate::diagnostics::{Diagnostic, Severity};

/// Resources and uses that must be the same amount.
const BALANCED: [(&str, &str, &str); 2] = [
    ("last_year.resources", "last_year.uses", "上年的收入总计与支出总计不相等"),
    ("last_year.fiscal_resources", "last_year.fiscal_uses", "上年的财政拨款收入总计与支出总计不相等"),
];

/// Parts that are no larger than their wholes.
const WITHIN: [(&str, &str, &str); 3] = [
    ("last_year.fiscal_resources", "last_year.resources", "上年的财政拨款收入总计比收入总计还大"),
    ("last_year.fiscal_uses", "last_year.uses", "上年的财政拨款支出总计比支出总计还大"),
    ("last_year.closing", "last_year.uses", "上年的年末结转和结余比支出总计还大"),
];

/// JS-R07: last year's totals balance, and their parts fit into them; parts are compared once the totals are right.
pub fn totals(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (one, other, message) in BALANCED {
        let (Some(one), Some(other)) = (stated(case, one), stated(case, other)) else { continue };
        if one.yuan != other.yuan {
            let finding = two_sides("JS-R07", Severity::Error, message, &one, &other);
            found.push(finding.hint("两个总计是同一张表的两边，分毫不差；照上年公开的收支总表和财政拨款总表核对"));
        }
    }
    if !found.is_empty() {
        return found;
    }
    for (part, whole, message) in WITHIN {
        let (Some(part), Some(whole)) = (stated(case, part), stated(case, whole)) else { continue };
        if part.yuan > whole.yuan {
            let finding = two_sides("JS-R07", Severity::Error, message, &part, &whole);
            found.push(finding.hint("前者是后者的一部分；照上年公开的数核对，可能两个数写反了"));
        }
    }
    found.extend(budgets_within(case));
    found
}

/// The expenditure of the three budgets is no more than the uses of all fiscal funds.
fn budgets_within(case: &Case) -> Option<Diagnostic> {
    let whole = stated(case, "last_year.fiscal_uses")?;
    let budgets = [Source::General, Source::Fund, Source::Capital].map(|source| Figure::LastYear { source, code: None });
    let sides: Vec<Side> = budgets.iter().filter_map(|figure| side(case, "", figure)).collect();
    let yuan: Decimal = sides.iter().map(|side| side.yuan).sum();
    let places = sides.into_iter().flat_map(|side| side.places).collect();
    let parts = Side::at("上年各本预算财政拨款支出合计", yuan, places);
    (parts.yuan > whole.yuan).then(|| {
        two_sides("JS-R07", Severity::Error, "上年各本预算的支出合计比财政拨款支出总计还大", &parts, &whole)
            .hint("支出总计包括各本预算的支出和年末结转，不会比支出小；照上年公开的财政拨款总表核对")
    })
}

/// A figure of last year, if it is known.
fn stated(case: &Case, name: &'static str) -> Option<Side> {
    let label = crate::accounts::named::get(name)?.label;
    side(case, label, &Figure::Named(name))
}

fn side(case: &Case, label: &str, figure: &Figure) -> Option<Side> {
    let yuan = case.accounts().value(figure)?;
    let places: Vec<_> = case.accounts().trace(figure).terms.iter().map(|term| term.span).take(1).collect();
    (!places.is_empty()).then(|| Side::at(label, yuan, places))
}
