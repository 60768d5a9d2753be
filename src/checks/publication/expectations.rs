//! 核对: figures the department knows from the finance system against ours, by table address, figure name or plain Chinese label.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::accounts::{Figure, Measure, Scope, named};
use crate::checks::sums::{LINES_SHOWN, in_yuan};
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Mismatch, Severity};
use crate::money;
use crate::source::{Amount, MoneyUnit, Spanned};
use crate::tables::{self, Address};

/// JS-T103: a stated closing carry-over of all funds.
pub fn closing(case: &Case) -> Vec<Diagnostic> {
    differing(case, "JS-T103")
}

/// JS-T402: a stated opening or closing carry-over of fiscal funds.
pub fn fiscal_balance(case: &Case) -> Vec<Diagnostic> {
    differing(case, "JS-T402")
}

/// JS-N04: a stated initial budget.
pub fn initial_budget(case: &Case) -> Vec<Diagnostic> {
    differing(case, "JS-N04")
}

/// JS-D02: any other stated figure, and names that mean no figure.
pub fn others(case: &Case) -> Vec<Diagnostic> {
    let mut found = differing(case, "JS-D02");
    let unknown = case.file().expectations.iter().filter(|(name, _)| find(case, &name.value).is_none());
    found.extend(unknown.map(|(name, _)| {
        let finding = Diagnostic::error("JS-D02", format!("核对里的“{name}”不是任何一个数")).at(name.span, "没有这个数");
        let near = nearest(case, &name.value);
        let finding = if near.is_empty() { finding } else { finding.hint(format!("是不是“{}”？", near.join("”或“"))) };
        finding.hint("可以写表格地址（例如 03[合计].本年支出合计）、数的名称，或本年支出、收入总计这样的中文名称")
    }));
    found
}

/// The rule a stated figure belongs to.
fn rule_of(figure: &Figure) -> &'static str {
    match figure {
        Figure::Ledger { measure, scope, .. } if [Measure::CLOSING, Measure::OPENING].contains(measure) => {
            if scope.sources.len() == Scope::ALL.sources.len() { "JS-T103" } else { "JS-T402" }
        }
        Figure::InitialBudget { .. } => "JS-N04",
        _ => "JS-D02",
    }
}

fn differing(case: &Case, rule: &'static str) -> Vec<Diagnostic> {
    let stated = case.file().expectations.iter();
    let known = stated.filter_map(|(name, amount)| Some((name, amount, find(case, &name.value)?)));
    known
        .filter(|(_, _, figure)| rule_of(figure) == rule)
        .filter_map(|(name, amount, figure)| difference(case, rule, name, amount, &figure))
        .collect()
}

fn difference(case: &Case, rule: &'static str, name: &Spanned<String>, amount: &Spanned<Amount>, figure: &Figure) -> Option<Diagnostic> {
    let counts = figure.is_count();
    let stated = if counts { amount.value.0 } else { case.yuan(amount.value) };
    let ours = case.accounts().value(figure).unwrap_or_default();
    if stated == ours || (!counts && stated == money::yuan_of_wan(money::wan(ours))) {
        return None;
    }
    let shown = |value: Decimal| if counts { value.to_string() } else { in_yuan(value) };
    let terms = case.largest_terms(figure, usize::MAX);
    let tail = rule == "JS-N04" && (money::wan(stated) - money::wan(ours)).abs() <= thresholds::envelope(terms.len());
    let in_wan = case.file().unit.value == MoneyUnit::万元 && amount.value.0.normalize().scale() <= 2;
    let trimmed = !counts && in_wan && (money::wan(stated) - money::wan(ours)).abs() <= thresholds::TRIMMED;
    let severity = match (tail, trimmed) {
        (true, _) => Severity::Note,
        (_, true) => Severity::Warning,
        _ => Severity::Error,
    };
    let mut finding = Diagnostic::new(rule, severity, format!("核对的{name}与程序算出的数不一致"));
    finding = finding.at(amount.span, format!("核对 {}", shown(stated)));
    for (index, term) in terms.iter().take(LINES_SHOWN).enumerate() {
        let text = if index == 0 { format!("程序算出 {}，这是其中一笔", shown(ours)) } else { "其中一笔".to_owned() };
        finding = finding.at(term.span, text);
    }
    if terms.len() > LINES_SHOWN {
        finding = finding.note(format!("程序算出的数由 {} 笔相加，上面标出最大的 {LINES_SHOWN} 笔", terms.len()));
    }
    if terms.is_empty() {
        finding = finding.note(format!("程序算出 {}", shown(ours)));
    }
    if !counts {
        finding.figures = Some(Mismatch { expected: ours, found: stated });
    }
    if tail {
        return Some(finding.note(format!("在尾数误差之内（容许 {:.3} 万元）", thresholds::envelope(terms.len()))));
    }
    if trimmed {
        let finding = finding.note(format!("印出来只差 {} 万元", thresholds::TRIMMED));
        return Some(finding.hint("多半有一处为凑平改过一格；核对的数照财政系统里精确到分的数写"));
    }
    Some(finding.hint("逐笔核对上面这几行与财政系统里的数；核对的数本身写错了就改核对"))
}

/// The figure a key of 核对 means.
fn find(case: &Case, name: &str) -> Option<Figure> {
    if let Ok(address) = Address::from_str(name) {
        let mut cells = tables::find(&case.derived.tables, &address);
        if let Some(located) = cells.next() {
            return Some(located.quantity.figure.clone());
        }
    }
    if let Ok(figure) = Figure::from_str(name) {
        return case.accounts().value(&figure).map(|_| figure);
    }
    plain(name)
}

/// The figures people call by a plain Chinese name.
fn plain_names() -> impl Iterator<Item = (String, Figure)> {
    let scopes = [Scope::ALL, Scope::FISCAL, Scope::GENERAL, Scope::FUND, Scope::CAPITAL];
    let totals = scopes.into_iter().flat_map(move |scope| {
        let of = move |name: &str| format!("{}{name}", scope.label());
        let measured = Measure::every().map(move |measure| (of(measure.label), Figure::total(scope, measure)));
        let fuller = [
            ("本年收入合计", Measure::INCOME),
            ("本年支出合计", Measure::EXPENDITURE),
            ("收入", Measure::INCOME),
            ("支出", Measure::EXPENDITURE),
        ];
        measured.chain(fuller.into_iter().map(move |(name, measure)| (of(name), Figure::total(scope, measure))))
    });
    let others = [
        ("一般公共预算财政拨款年初预算", Figure::InitialBudget { source: crate::accounts::Source::General, code: None }),
        ("人员经费", Figure::Economic(crate::accounts::EconomicPart::Personnel)),
        ("公用经费", Figure::Economic(crate::accounts::EconomicPart::Operating)),
    ];
    let others = others.into_iter().map(|(name, figure)| (name.to_owned(), figure));
    totals.chain(others).chain(named::every().map(|named| (named.label.to_owned(), Figure::Named(named.name))))
}

fn plain(name: &str) -> Option<Figure> {
    let wanted = name.trim().trim_end_matches("（元）");
    plain_names().find(|(known, _)| known == wanted).map(|(_, figure)| figure)
}

/// The known names most like a wrong one, if any is alike: of an address, those of the same table.
fn nearest(case: &Case, name: &str) -> Vec<String> {
    if let Ok(wanted) = Address::from_str(name) {
        return tables::alike(&case.derived.tables, &case.derived.names, &wanted);
    }
    let known = plain_names().map(|(name, _)| name).chain(named::every().map(|named| named.label.to_owned()));
    let scored = known.map(|known| (strsim::levenshtein(&known, name), known));
    scored.filter(|(distance, known)| distance * 2 <= known.chars().count()).min().map(|(_, known)| known).into_iter().collect()
}
