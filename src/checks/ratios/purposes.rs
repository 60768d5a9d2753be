//! Purposes against figures (R10): a purpose that denies what was spent, and one for money that was not spent. What words mean is asked of
//! `text::reasons`; whether a purpose covers its class is asked in `lists`.

use rust_decimal::Decimal;

use super::reasons::code_lines;
use crate::accounts::Quantity;
use crate::checks::{Case, text};
use crate::diagnostics::Diagnostic;

/// A written purpose: its key, what was spent in 万元, and its text.
type Purpose = (String, Decimal, String);

/// JS-R10: a purpose that denies an amount that was spent, and the purpose of an amount that is nothing.
pub fn compatible(case: &Case) -> Vec<Diagnostic> {
    let of_codes =
        code_lines(case).filter_map(|line| Some((format!("科目说明.{}.用途", line.code), line.accounts.wan(), line.purpose.clone()?)));
    let mut found: Vec<Diagnostic> = of_codes.filter_map(|purpose| denied(case, &purpose)).collect();
    for purpose in of_three_public(case) {
        found.extend(denied(case, &purpose).or_else(|| idle(case, &purpose)));
    }
    found
}

fn of_three_public(case: &Case) -> Vec<Purpose> {
    let facts = &case.derived.narrative.three_public;
    let wan = |quantity: &Option<Quantity>| quantity.as_ref().map(Quantity::wan).unwrap_or_default();
    let purposes = [
        ("因公出国（境）费", wan(&facts.going.accounts), &facts.going.purpose),
        ("公务用车购置费", wan(&facts.purchase.accounts), &facts.purchase.purpose),
        ("公务用车运行维护费", wan(&facts.operation.accounts), &facts.operation.purpose),
        ("公务接待费.国内接待", wan(&facts.domestic), &facts.domestic_purpose),
        ("公务接待费.国（境）外接待", wan(&facts.foreign), &facts.foreign_purpose),
    ];
    purposes.into_iter().filter_map(|(key, wan, purpose)| Some((format!("三公经费.{key}.用途"), wan, purpose.clone()?))).collect()
}

fn denied(case: &Case, (path, wan, purpose): &Purpose) -> Option<Diagnostic> {
    let place = case.written(path).filter(|_| !wan.is_zero() && text::reasons::denies_own(path, purpose))?;
    let finding = Diagnostic::error("JS-R10", "有支出，用途却说没有").at(place, "用途否认了这笔支出");
    Some(finding.note(format!("{} 本年决算 {wan:.2} 万元", path.trim_end_matches(".用途"))).hint("写清这笔钱用在什么地方"))
}

/// 支出0.00万元，主要用于赴境外招商推介: what was not spent has no use.
fn idle(case: &Case, (path, wan, purpose): &Purpose) -> Option<Diagnostic> {
    let says_nothing = text::slots::is_empty(purpose) || text::reasons::denies(purpose) || text::reasons::begins_with_none(purpose);
    let place = case.written(path).filter(|_| wan.is_zero() && !says_nothing)?;
    let name = path.trim_start_matches("三公经费.").trim_end_matches(".用途");
    let finding = Diagnostic::warning("JS-R10", format!("{name}本年没有支出，却写了用途")).at(place, "用途");
    Some(finding.note("本年决算 0.00 万元").hint("没有发生的，删去用途；确有支出的，补写决算数"))
}
