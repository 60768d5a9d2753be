//! Initial budgets and last year's figures that are written at more than one level must agree (N04, R07).

use rust_decimal::Decimal;

use crate::accounts::{Figure, LEVELS, Scope, Source, source_of};
use crate::checks::Case;
use crate::checks::sums::{Side, two_sides};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Amount, CodeNote, Spanned};

type Choose = fn(&CodeNote) -> &Option<Spanned<Amount>>;

/// JS-N04: the initial budget of a code against those of the codes under it.
pub fn initial(case: &Case) -> Vec<Diagnostic> {
    levels_agree(case, "JS-N04", "年初预算", |note| &note.initial_budget)
}

/// JS-R07: last year's figure of a code against those under it, and the classes against the stated total.
pub fn last_year(case: &Case) -> Vec<Diagnostic> {
    let mut found = levels_agree(case, "JS-R07", "上年决算", |note| &note.last_year);
    found.extend(classes_make_the_total(case));
    found
}

fn levels_agree(case: &Case, rule: &'static str, what: &str, choose: Choose) -> Vec<Diagnostic> {
    let (ledger, catalog) = (case.accounts().ledger(), case.derived.names.catalog());
    let notes = || case.file().code_notes.iter().filter_map(|(code, note)| Some((code.value.as_str(), choose(note).as_ref()?)));
    let source = |code: &str| source_of(code, case.file(), case.accounts(), catalog);
    let mut found = Vec::new();
    for (code, whole) in notes() {
        let Some(digits) = LEVELS.iter().find(|digits| **digits > code.len()) else { continue };
        let mut below: Vec<_> =
            notes().filter(|(under, _)| under.len() == *digits && under.starts_with(code) && source(under) == source(code)).collect();
        if below.is_empty() {
            below =
                notes().filter(|(under, _)| under.len() > *digits && under.starts_with(code) && source(under) == source(code)).collect();
        }
        let Some((_, first)) = below.first() else { continue };
        let sum: Decimal = below.iter().map(|(_, amount)| case.yuan(amount.value)).sum();
        let own = case.yuan(whole.value);
        let all_there =
            ledger.rows_under(Scope::of(source(code)), code).all(|row| below.iter().any(|(under, _)| row.code.starts_with(under)));
        // Less may be right for last year: what is gone this year need not be noted.
        if sum > own || (sum != own && all_there && rule == "JS-N04") {
            let own = Side::written(format!("{code} 的{what}"), own, whole.span);
            let parts = Side::written(format!("下级 {} 个科目的{what}合计", below.len()), sum, first.span);
            found.push(
                two_sides(rule, Severity::Error, format!("{code} 的{what}与下级科目之和不一致"), &own, &parts)
                    .hint("上级、下级只写一处；要都写，就核对到分"),
            );
        }
    }
    found
}

fn classes_make_the_total(case: &Case) -> Vec<Diagnostic> {
    let Some(total) = &case.file().last_year.general else { return Vec::new() };
    let classes = &case.derived.narrative.general.classes;
    let known: Option<Decimal> = classes
        .iter()
        .map(|class| case.accounts().value(&Figure::LastYear { source: Source::General, code: Some(class.code.clone()) }))
        .sum();
    let (Some(sum), stated) = (known, case.yuan(total.value)) else { return Vec::new() };
    let tolerance = crate::money::yuan_of_wan(crate::checks::thresholds::envelope(classes.len()));
    if (sum - stated).abs() <= tolerance {
        return Vec::new();
    }
    let places = classes
        .iter()
        .filter_map(|class| case.written(&format!("科目说明.{}.上年决算", class.code)))
        .take(crate::checks::sums::LINES_SHOWN);
    let parts = Side::at("各类上年决算合计", sum, places.collect());
    let stated = Side::written("上年一般公共预算财政拨款支出", stated, total.span);
    let finding = two_sides("JS-R07", Severity::Error, "各类的上年决算相加不等于上年一般公共预算财政拨款支出", &stated, &parts);
    vec![finding.note(format!("容许的尾数误差 {} 元", tolerance.normalize())).hint("上年有支出、本年没有的类也要在科目说明里写上年决算")]
}
