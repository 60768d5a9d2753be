//! Counts of groups, persons, vehicles and receptions against their amounts (G03, G04), and amounts of parts against wholes.

use rust_decimal::Decimal;

use crate::accounts::{Figure, named};
use crate::checks::Case;
use crate::checks::sums::in_yuan;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// A count and the amount it belongs to: figure names, and the key the count is written under.
struct Counted {
    count: &'static str,
    amount: &'static str,
    path: &'static str,
}

const fn counted(count: &'static str, amount: &'static str, path: &'static str) -> Counted {
    Counted { count, amount, path }
}

const COUNTS: [Counted; 9] = [
    counted("going.groups", "three_public.going.final", "三公经费.因公出国（境）费.团组"),
    counted("going.persons", "three_public.going.final", "三公经费.因公出国（境）费.人次"),
    counted("purchase.vehicles", "three_public.purchase.final", "三公经费.公务用车购置费.购置辆数"),
    counted("domestic.receptions", "three_public.domestic.final", "三公经费.公务接待费.国内接待.批次"),
    counted("domestic.persons", "three_public.domestic.final", "三公经费.公务接待费.国内接待.人次"),
    counted("guests.receptions", "three_public.guests.final", "三公经费.公务接待费.国内接待.外事接待批次"),
    counted("guests.persons", "three_public.guests.final", "三公经费.公务接待费.国内接待.外事接待人次"),
    counted("foreign.receptions", "three_public.foreign.final", "三公经费.公务接待费.国（境）外接待.批次"),
    counted("foreign.persons", "three_public.foreign.final", "三公经费.公务接待费.国（境）外接待.人次"),
];

/// The count of vehicles kept belongs to an amount too, but they may be kept without cost.
const KEPT: Counted = counted("operation.vehicles", "three_public.operation.final", "三公经费.公务用车运行维护费.保有量");

fn value(case: &Case, name: &'static str) -> Option<Decimal> {
    case.accounts().value(&Figure::Named(name))
}

fn label(name: &str) -> &'static str {
    named::get(name).map_or("", |named| named.label)
}

/// The place an amount or a count was written at.
fn place(case: &Case, name: &'static str, path: &str) -> Span {
    let terms = case.accounts().trace(&Figure::Named(name)).terms;
    terms.first().map_or_else(|| case.place(path), |term| term.span)
}

/// JS-G03: an amount has a count and a count has an amount; persons are no fewer than groups; a part is no larger than its whole.
pub fn consistent(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for counted in &COUNTS {
        let (Some(count), Some(amount)) = (value(case, counted.count), value(case, counted.amount)) else { continue };
        if count.is_zero() == amount.is_zero() {
            continue;
        }
        let (money, number) = (label(counted.amount), label(counted.count));
        let message = if amount.is_zero() { format!("有{number}，{money}却是 0") } else { format!("有{money}，{number}却是 0") };
        let finding = Diagnostic::error("JS-G03", message).at(place(case, counted.count, counted.path), format!("{number} {count}"));
        let finding = finding.at(place(case, counted.amount, counted.path), format!("{money} {}", in_yuan(amount)));
        found.push(finding.hint("金额和个数要么都有，要么都是 0；只统计财政拨款负担的"));
    }
    let not_more = [
        ("going.groups", "going.persons", "三公经费.因公出国（境）费.人次"),
        ("domestic.receptions", "domestic.persons", "三公经费.公务接待费.国内接待.人次"),
        ("guests.receptions", "guests.persons", "三公经费.公务接待费.国内接待.外事接待人次"),
        ("foreign.receptions", "foreign.persons", "三公经费.公务接待费.国（境）外接待.人次"),
        ("guests.receptions", "domestic.receptions", "三公经费.公务接待费.国内接待.批次"),
        ("guests.persons", "domestic.persons", "三公经费.公务接待费.国内接待.人次"),
        ("three_public.guests.final", "three_public.domestic.final", "三公经费.公务接待费.国内接待.金额"),
    ];
    for (less, more, path) in not_more {
        let (Some(small), Some(large)) = (value(case, less), value(case, more)) else { continue };
        if small > large {
            let finding = Diagnostic::error("JS-G03", format!("{}比{}多", label(less), label(more)));
            let finding = finding.at(place(case, more, path), format!("{} {large}", label(more)));
            found.push(finding.at(place(case, less, path), format!("{} {small}", label(less))).hint("核对两个数，可能写反了"));
        }
    }
    found
}

/// JS-G04: running costs mean vehicles, and no more of them are kept than the department has.
pub fn vehicles(case: &Case) -> Vec<Diagnostic> {
    let kept = value(case, KEPT.count);
    let cost = value(case, KEPT.amount).unwrap_or_default();
    let owned = value(case, "vehicles.total").unwrap_or_default();
    let mut found = Vec::new();
    if kept.is_some_and(|kept| kept.is_zero()) && !cost.is_zero() {
        let finding =
            Diagnostic::warning("JS-G04", "有公务用车运行维护费，保有量却是 0").at(place(case, KEPT.count, KEPT.path), "保有量 0");
        found.push(finding.at(place(case, KEPT.amount, KEPT.path), in_yuan(cost)).hint("核对保有量；租用车辆的费用不在运行维护费里"));
    }
    if let Some(kept) = kept.filter(|kept| *kept > owned) {
        let finding = Diagnostic::warning("JS-G04", "公务用车保有量比年末车辆合计多")
            .at(place(case, KEPT.count, KEPT.path), format!("保有量 {kept}"));
        found.push(finding.at(case.place("国有资产.车辆"), format!("车辆合计 {owned}")).hint("核对国有资产里各种用途的车辆数"));
    }
    found
}
