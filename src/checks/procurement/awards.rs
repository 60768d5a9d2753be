//! Awards to small and medium enterprises against the whole (A01, A02), and goods bought by projects against goods procured (A03).

use rust_decimal::Decimal;

use crate::accounts::{EconomicPart, Figure, Measure, Scope};
use crate::checks::sums::{Side, in_yuan, two_sides};
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};

/// A part that is no larger than its whole: figure names and the keys they are written under.
type Pair = (&'static str, &'static str);

fn path(name: &str) -> &'static str {
    match name {
        "procurement.sme" => "政府采购.授予中小企业",
        "procurement.micro" => "政府采购.授予小微企业",
        "procurement.reserved_sme" => "政府采购.中小企业预留预算",
        "procurement.reserved_micro" => "政府采购.小微企业预留预算",
        "procurement.reserved_won_by_sme" => "政府采购.预留项目中小企业成交",
        "procurement.reserved_won_by_micro" => "政府采购.预留项目小微企业成交",
        "procurement.other_won_by_sme" => "政府采购.其他项目中小企业成交",
        _ => "政府采购",
    }
}

fn not_more(case: &Case, rule: &'static str, pairs: &[Pair]) -> Vec<Diagnostic> {
    let exceeding = pairs.iter().filter_map(|(part, whole)| {
        let (part, whole) = (crate::accounts::named::get(part)?, crate::accounts::named::get(whole)?);
        let side = |named: &crate::accounts::named::Named| {
            case.accounts()
                .value(&Figure::Named(named.name))
                .map(|_| Side::derived(named.label, &Figure::Named(named.name), case, path(named.name)))
        };
        let (part, whole) = (side(part)?, side(whole)?);
        (part.yuan > whole.yuan).then_some((part, whole))
    });
    exceeding
        .map(|(part, whole)| {
            two_sides(rule, Severity::Error, format!("{}比{}大", part.label, whole.label), &part, &whole)
                .hint("前者是后者的一部分，核对两个数")
        })
        .collect()
}

/// JS-A01: micro ≤ small and medium ≤ all procurement.
pub fn shares(case: &Case) -> Vec<Diagnostic> {
    not_more(case, "JS-A01", &[("procurement.micro", "procurement.sme"), ("procurement.sme", "procurement.total")])
}

/// JS-A02: awards inside and outside the reserved part.
pub fn reserved(case: &Case) -> Vec<Diagnostic> {
    let pairs = [
        ("procurement.reserved_micro", "procurement.reserved_sme"),
        ("procurement.reserved_won_by_micro", "procurement.reserved_won_by_sme"),
        ("procurement.reserved_won_by_sme", "procurement.total"),
        ("procurement.other_won_by_sme", "procurement.total"),
    ];
    let mut found = not_more(case, "JS-A02", &pairs);
    let value = |name| case.accounts().value(&Figure::Named(name));
    let won = value("procurement.reserved_won_by_sme").zip(value("procurement.other_won_by_sme"));
    let (Some((inside, outside)), Some(total)) = (won, value("procurement.total")) else { return found };
    if inside + outside > total && inside <= total && outside <= total {
        let places = ["procurement.reserved_won_by_sme", "procurement.other_won_by_sme"].map(|name| case.place(path(name)));
        let won = Side::at("预留和其他项目中小企业成交合计", inside + outside, places.to_vec());
        let all = Side::derived("政府采购支出总额", &Figure::Named("procurement.total"), case, "政府采购");
        let finding = two_sides("JS-A02", Severity::Error, "中小企业成交金额之和比政府采购支出总额大", &won, &all);
        found.push(finding.hint("同一笔成交不要在预留和其他项目里各写一次"));
    }
    found
}

/// JS-A03: procurement is a part of the year's expenditure. Contracts that run over years may be noted whole: then the department says so.
pub fn beyond_spending(case: &Case) -> Vec<Diagnostic> {
    let (procured, spent) = (Figure::Named("procurement.total"), Figure::total(Scope::ALL, Measure::EXPENDITURE));
    let accounts = case.accounts();
    if accounts.sum(&procured) * Decimal::ONE_HUNDRED <= accounts.sum(&spent) * thresholds::PROCURED_OF_SPENDING_PERCENT {
        return Vec::new();
    }
    let found = Side::derived("政府采购支出总额", &procured, case, "政府采购");
    let expected = Side::derived("本年支出合计", &spent, case, "一般公共预算财政拨款");
    let finding = two_sides("JS-A03", Severity::Warning, "政府采购支出总额比全部本年支出还大", &found, &expected);
    vec![finding.hint("先核对货物、工程、服务有没有多写几个零，或写成了别的金额单位").hint("跨年合同按合同总额统计的，在“接受”里写明")]
}

/// Words of a project's name that say it buys goods.
const BUYS: [&str; 4] = ["购置", "采购", "设备更新", "设备更换"];

/// JS-A03: projects that buy, and capital items of basic expenditure, against what government procurement shows.
pub fn goods(case: &Case) -> Vec<Diagnostic> {
    let accounts = case.accounts();
    let total = Figure::Named("procurement.total");
    let procured = accounts.value(&total).unwrap_or_default();
    let limit = procured * (Decimal::ONE_HUNDRED + thresholds::GOODS_PERCENT) / Decimal::ONE_HUNDRED;
    let mut found = Vec::new();
    let shown = || Side::derived("政府采购支出总额", &total, case, "政府采购");
    for (project, report) in case.file().projects.iter().zip(&case.derived.reports) {
        let bought = report.total.executed;
        if BUYS.iter().any(|word| project.name.value.contains(word)) && bought >= thresholds::PROCURED_YUAN && bought > limit {
            let finding = Diagnostic::new("JS-A03", Severity::Note, format!("“{}”买的比政府采购支出总额还多", project.name));
            let shown = shown();
            let finding = finding.at(project.name.span, format!("全年执行 {}", in_yuan(bought))).at(shown.places[0], shown.text());
            found.push(finding.hint("由其他单位统一采购的，在“接受”里写明；漏统计的，补到政府采购里"));
        }
    }
    let capital = Figure::Economic(EconomicPart::Code("310".to_owned()));
    if accounts.sum(&capital) > limit && accounts.sum(&capital) >= thresholds::PROCURED_YUAN {
        let part = Side::derived("基本支出明细 310 资本性支出", &capital, case, "基本支出明细");
        found.push(
            two_sides("JS-A03", Severity::Note, "基本支出里的资本性支出比政府采购支出总额还多", &part, &shown())
                .hint("核对政府采购统计是否有漏"),
        );
    }
    found
}
