//! Figures written in two classifications: basic expenditure (X06), three public expenses (X10), contributions (X11), agency operating costs (X12).

use rust_decimal::Decimal;

use crate::accounts::{EconomicPart, Figure, Measure, Scope};
use crate::checks::sums::{Side, two_sides};
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::dossier::bare_name;
use crate::source::{DepartmentKind, Span, UnitInScope};

fn economic(code: &str) -> Figure {
    Figure::Economic(EconomicPart::Code(code.to_owned()))
}

/// JS-X06: basic expenditure of the general public budget is what its economic items add to.
pub fn basic(case: &Case) -> Vec<Diagnostic> {
    let (ledger, detail) = (Figure::total(Scope::GENERAL, Measure::BASIC), Figure::Economic(EconomicPart::Total));
    let accounts = case.accounts();
    if accounts.sum(&ledger) == accounts.sum(&detail) {
        return Vec::new();
    }
    let found = Side::derived("明细合计", &detail, case, "基本支出明细");
    let expected = Side::derived("各行基本支出合计", &ledger, case, "一般公共预算财政拨款");
    let finding = two_sides("JS-X06", Severity::Error, "基本支出与经济分类明细之和不一致", &found, &expected);
    if case.written("基本支出明细").is_none() && case.dossier.units.is_empty() {
        return vec![
            finding
                .hint("加上一节“基本支出明细”：把各行的基本支出按经济分类款级科目再写一遍，照《一般公共预算财政拨款基本支出决算明细表》"),
        ];
    }
    vec![finding.hint("先核对工资福利支出各款与财政系统导出的明细").hint("单位资金的基本支出不写在明细里")]
}

/// JS-X10: an item of basic expenditure is a part of the three public expenses, and they are a part of fiscal expenditure.
pub fn three_public(case: &Case) -> Vec<Diagnostic> {
    let pairs = [
        ("30212", "three_public.going.final", "三公经费.因公出国（境）费"),
        ("30217", "three_public.reception.final", "三公经费.公务接待费"),
        ("30231", "three_public.operation.final", "三公经费.公务用车运行维护费"),
        ("31013", "three_public.purchase.final", "三公经费.公务用车购置费"),
    ];
    let accounts = case.accounts();
    let mut found = Vec::new();
    for (code, name, path) in pairs {
        let (part, whole) = (economic(code), Figure::Named(name));
        let (Some(all), some) = (accounts.value(&whole), accounts.sum(&part)) else { continue };
        // What is negative as a whole was refunded outside basic expenditure; JS-T002 asks about it.
        if some > all && !all.is_sign_negative() {
            let item = case.derived.names.catalog().economic(code).map_or(code, |item| item.name);
            let part = Side::derived(format!("基本支出明细 {code} {item}"), &part, case, "基本支出明细");
            let whole = Side::derived("“三公”经费决算数", &whole, case, path);
            let finding = two_sides("JS-X10", Severity::Error, format!("基本支出里的{item}比“三公”经费的决算数还大"), &part, &whole);
            found.push(finding.hint("“三公”经费包括基本支出和项目支出，不会比基本支出里的一款小"));
        }
    }
    let (total, fiscal) = (Figure::Named("three_public.total.final"), Figure::total(Scope::FISCAL, Measure::EXPENDITURE));
    if accounts.value(&total).is_some_and(|total| total > accounts.sum(&fiscal)) {
        let part = Side::derived("“三公”经费决算合计", &total, case, "三公经费");
        let whole = Side::derived("财政拨款支出合计", &fiscal, case, "一般公共预算财政拨款");
        found.push(
            two_sides("JS-X10", Severity::Error, "“三公”经费决算比财政拨款支出合计还大", &part, &whole)
                .hint("“三公”经费只统计财政拨款的支出"),
        );
    }
    found
}

/// A contribution by economic items and by functional codes, with its name.
type Pair = (&'static str, &'static [&'static str], &'static str, Measure);

const CONTRIBUTIONS: [Pair; 4] = [
    ("机关事业单位基本养老保险缴费", &["30108"], "2080505", Measure::BASIC),
    ("职业年金缴费", &["30109"], "2080506", Measure::BASIC),
    ("住房公积金", &["30113"], "2210201", Measure::BASIC),
    ("医疗保险缴费和公务员医疗补助", &["30110", "30111"], "21011", Measure::BASIC),
];

/// JS-X11: contributions that are stated in both classifications are about the same.
pub fn contributions(case: &Case) -> Vec<Diagnostic> {
    let accounts = case.accounts();
    // A whole breakdown that is missing is JS-X06's business.
    if accounts.sum(&Figure::Economic(EconomicPart::Total)).is_zero() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, items, code, measure) in CONTRIBUTIONS {
        let functional = Figure::under(Scope::GENERAL, measure, code);
        let (one, other): (Decimal, Decimal) = (items.iter().map(|item| accounts.sum(&economic(item))).sum(), accounts.sum(&functional));
        let larger = one.max(other);
        if one == other || (one - other).abs() * Decimal::ONE_HUNDRED <= thresholds::PLAUSIBLE_PAIR_PERCENT * larger {
            continue;
        }
        let places: Vec<Span> = items.iter().flat_map(|item| case.largest_terms(&economic(item), 1)).map(|term| term.span).collect();
        let mut detail = Side::derived(format!("基本支出明细 {}", items.join("、")), &economic(items[0]), case, "基本支出明细");
        if !places.is_empty() {
            detail = Side::at(detail.label, one, places);
        }
        let ledger = Side::derived(format!("科目 {code} 的基本支出"), &functional, case, "一般公共预算财政拨款");
        let finding = two_sides("JS-X11", Severity::Note, format!("{name}在功能、经济两种分类里相差较大"), &detail, &ledger);
        let finding = finding.note(format!("容许相差 {}%", thresholds::PLAUSIBLE_PAIR_PERCENT));
        found.push(finding.hint("核对两处是不是同一笔钱；确有原因的，在“接受”里写明"));
    }
    found
}

/// JS-X12: agency operating costs against operating costs, by the kinds of the units.
pub fn agency(case: &Case) -> Vec<Diagnostic> {
    let accounts = case.accounts();
    let (agency, operating) = (Figure::Named("agency.total"), Figure::Economic(EconomicPart::Operating));
    let (stated, all) = (accounts.sum(&agency), accounts.sum(&operating));
    let kinds = kinds(case);
    let institutions = kinds.contains(&DepartmentKind::事业单位);
    let agencies = kinds.iter().any(|kind| *kind != DepartmentKind::事业单位);
    let written = case.file().agency_operating.administrative.is_some() || case.file().agency_operating.assimilated.is_some();
    let sides = || {
        let found = Side::derived("机关运行经费", &agency, case, "机关运行经费");
        (found, Side::derived("公用经费合计", &operating, case, "基本支出明细"))
    };
    let finding = |severity, message: &str| {
        let (found, expected) = sides();
        two_sides("JS-X12", severity, message, &found, &expected)
    };
    if stated > all {
        return vec![
            finding(Severity::Error, "机关运行经费比公用经费合计还大")
                .hint("机关运行经费是行政单位和参公单位的公用经费，不会比全部公用经费大"),
        ];
    }
    if let Some(missing) = own_level_missing(case).filter(|_| !agencies) {
        return vec![missing];
    }
    if !agencies && !stated.is_zero() {
        let (found, _) = sides();
        let message = Diagnostic::error("JS-X12", "事业单位没有机关运行经费");
        let finding = found.places.iter().enumerate().fold(message, |finding, (index, place)| {
            finding.at(*place, if index == 0 { found.text() } else { "同上，其中一笔".to_owned() })
        });
        let finding = finding.at(case.file().department.kind.span, "单位性质");
        return vec![finding.hint("全部是事业单位的，删去机关运行经费的本年数").hint(ASSIMILATED)];
    }
    if !agencies {
        return unprinted_agency(case).into_iter().collect();
    }
    if written && !institutions && stated != all {
        return vec![
            finding(Severity::Warning, "都是行政单位和参公单位，机关运行经费应等于公用经费合计").hint("有事业单位的，在所属单位里写明性质"),
        ];
    }
    if !written && case.dossier.units.is_empty() && !all.is_zero() && (institutions || stated.is_zero()) {
        let counted = if stated.is_zero() {
            "有行政单位或参公单位在内，部门的性质却是事业单位，机关运行经费按 0 计算"
        } else {
            "有事业单位在内，机关运行经费却按全部公用经费计算"
        };
        let finding = Diagnostic::error("JS-X12", counted);
        let finding = case.at(finding, "机关运行经费", "没有写本年数");
        return vec![finding.hint("在机关运行经费里分“行政单位”“参照公务员法管理事业单位”写本年数")];
    }
    Vec::new()
}

/// An administrative department that lists its institutions alone: what it is itself is not in scope then.
fn own_level_missing(case: &Case) -> Option<Diagnostic> {
    let department = &case.file().department;
    let first = department.units.first().filter(|_| department.kind.value != DepartmentKind::事业单位)?;
    let own = bare_name(&department.name.value);
    if department.units.iter().any(|unit| bare_name(&unit.name.value) == own) {
        return None;
    }
    let message = format!("部门的性质是{}，所属单位里却没有本级", department.kind.value);
    let finding = Diagnostic::error("JS-X12", message).at(first.name.span, "所属单位").at(department.kind.span, "部门的性质");
    let finding = finding.note("照现在写的，纳入决算范围的都是事业单位，机关运行经费不会印出来");
    Some(finding.hint(format!("在“所属单位”里加上本级，例如 - {{名称: {own}（本级）, 性质: {}}}", department.kind.value)))
}

/// What to do where a public institution has agency operating costs all the same.
const ASSIMILATED: &str = "是参公单位的，把“性质”改成 参照公务员法管理事业单位";

/// What a public institution writes of agency operating costs beside this year's amount: none of it is printed. A 0 says what is true.
fn unprinted_agency(case: &Case) -> Option<Diagnostic> {
    let agency = &case.file().agency_operating;
    let last_year = agency.last_year.as_ref().filter(|amount| !case.yuan(amount.value).is_zero()).map(|amount| (amount.span, "上年决算"));
    let reason = agency.change_reason.as_ref().map(|reason| (reason.span, "变动原因"));
    let written: Vec<(Span, &str)> = last_year.into_iter().chain(reason).collect();
    let keys: Vec<&str> = written.iter().map(|(_, key)| *key).collect();
    let (place, _) = written.first()?;
    let message = format!("事业单位没有机关运行经费，写的{}不会印出来", keys.join("和"));
    let finding = Diagnostic::warning("JS-X12", message).at(*place, "不会印出来").at(case.file().department.kind.span, "单位性质");
    Some(finding.hint("确是事业单位的，删去“机关运行经费”这一节").hint(ASSIMILATED))
}

/// The kinds of the units in scope; the department's own where no units are listed.
fn kinds(case: &Case) -> Vec<DepartmentKind> {
    if !case.dossier.units.is_empty() {
        return case.dossier.units.iter().map(|unit| unit.disclosure.department.kind.value).collect();
    }
    let department = &case.file().department;
    // The own level is what the department is.
    let own = |name: &str| (bare_name(name) == bare_name(&department.name.value)).then_some(department.kind.value);
    let kind = |unit: &UnitInScope| unit.kind.as_ref().map(|kind| kind.value).or_else(|| own(&unit.name.value));
    let listed: Vec<DepartmentKind> = department.units.iter().filter_map(kind).collect();
    if listed.is_empty() { vec![department.kind.value] } else { listed }
}
