//! Wrong scale (T002): a file, a section or a single figure written in 万元 where the file says 元, or the other way round.
//!
//! Nothing says what the right unit is but the figures themselves: what one person's meal or one vehicle costs, last year's totals, the ledger.

use rust_decimal::Decimal;

use crate::accounts::{EconomicPart, Figure, Measure, Scope, named};
use crate::checks::sums::{LINES_SHOWN, Side, in_yuan, two_sides};
use crate::checks::{Case, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{MoneyUnit, Span};

/// JS-T002: the unit the file declares fits what its figures say of themselves. One finding a file.
pub fn unit(case: &Case) -> Vec<Diagnostic> {
    if let Some(finding) = against_last_year(case) {
        return vec![finding];
    }
    let (too_large, too_small): (Vec<Sign>, Vec<Sign>) = signs(case).into_iter().partition(|sign| sign.large);
    let (signs, likely) = match case.file().unit.value {
        MoneyUnit::万元 => (too_large, "元"),
        MoneyUnit::元 => (too_small, "万元"),
    };
    weight(&signs).map(|severity| misdeclared(case, severity, &signs, likely)).into_iter().collect()
}

/// What signs of one direction prove. Several figures that are all wrong in the same way leave no doubt, and nor does a total that no county department
/// has. A total that is far too small may be that of a unit which was closed or did not work that year; any other figure alone may be one slip.
fn weight(signs: &[Sign]) -> Option<Severity> {
    let beyond_doubt =
        signs.len() >= thresholds::SIGNS_CERTAIN || signs.iter().any(|sign| sign.total && sign.yuan >= thresholds::NO_DEPARTMENT);
    let likely = signs.len() >= thresholds::SIGNS_NEEDED || signs.iter().any(|sign| sign.total && !sign.large);
    if beyond_doubt { Some(Severity::Error) } else { likely.then_some(Severity::Warning) }
}

/// Whether the declared unit is wrong: then figures in prose, which name their own units, differ from all others and prove nothing.
pub fn is_misdeclared(case: &Case) -> bool {
    !unit(case).is_empty()
}

/// A figure that is out of all proportion.
struct Sign {
    large: bool,
    /// It is the year's total: what all figures together add to.
    total: bool,
    yuan: Decimal,
    text: String,
    span: Span,
}

fn misdeclared(case: &Case, severity: Severity, signs: &[Sign], likely: &str) -> Diagnostic {
    let unit = &case.file().unit;
    let declared = unit.value;
    let message = format!("“金额单位”写的是{declared:?}，金额却像是以{likely}为单位写的");
    let mut finding = Diagnostic::new("JS-T002", severity, message).at(unit.span, "金额单位");
    for sign in signs.iter().take(LINES_SHOWN) {
        finding = finding.at(sign.span, sign.text.clone());
    }
    let finding = finding.hint(format!("数是照{likely}写的，就把“金额单位”改成 {likely}")).hint("单位没有错，就逐个核对上面标出的数");
    match (signs, severity) {
        ([only], Severity::Warning) if only.total => finding.hint("当年撤并、停办，确实只有这一点支出的，在“接受”里写明"),
        _ => finding,
    }
}

/// What all staff together get in a year at least and at most, in yuan: economic item, name.
const STAFF: [(&str, &str, Decimal, Decimal); 3] = [
    ("30101", "基本工资", thresholds::WAGES_AT_LEAST, thresholds::WAGES_AT_MOST),
    ("30108", "养老保险缴费", thresholds::CONTRIBUTION_AT_LEAST, thresholds::CONTRIBUTION_AT_MOST),
    ("30113", "住房公积金", thresholds::CONTRIBUTION_AT_LEAST, thresholds::CONTRIBUTION_AT_MOST),
];

/// What one unit of a thing costs at least and at most, in yuan: figure, count, name.
const PRICES: [(&str, &str, &str, Decimal, Decimal); 3] = [
    ("three_public.domestic.final", "domestic.persons", "国内接待平均每人", thresholds::MEAL_AT_LEAST, thresholds::MEAL_AT_MOST),
    ("three_public.operation.final", "operation.vehicles", "公务用车平均每辆", thresholds::VEHICLE_AT_LEAST, thresholds::VEHICLE_AT_MOST),
    ("three_public.going.final", "going.persons", "出国（境）平均每人", thresholds::JOURNEY_AT_LEAST, thresholds::JOURNEY_AT_MOST),
];

fn signs(case: &Case) -> Vec<Sign> {
    let accounts = case.accounts();
    let spent = Figure::total(Scope::ALL, Measure::EXPENDITURE);
    let mut found = Vec::new();
    let mut judge = |figure: &Figure, name: &str, yuan: Decimal, (least, most): (Decimal, Decimal)| {
        let place = case.largest_terms(figure, 1).first().map(|term| term.span);
        let Some(span) = place.filter(|_| !yuan.is_zero() && (yuan < least || yuan > most)) else { return };
        found.push(Sign { large: yuan > most, total: *figure == spent, yuan, text: format!("{name} {}", in_yuan(yuan)), span });
    };
    judge(&spent, "本年支出合计", accounts.sum(&spent), (thresholds::DEPARTMENT_AT_LEAST, thresholds::IMPLAUSIBLE_YUAN));
    for (code, name, least, most) in STAFF {
        let item = Figure::Economic(EconomicPart::Code(code.to_owned()));
        judge(&item, name, accounts.sum(&item), (least, most));
    }
    for (amount, count, name, least, most) in PRICES {
        let figure = Figure::Named(amount);
        let each = accounts.value(&figure).zip(accounts.value(&Figure::Named(count)).filter(|count| !count.is_zero()));
        if let Some((yuan, count)) = each {
            judge(&figure, name, yuan / count, (least, most));
        }
    }
    found
}

/// Whether one amount is another about ten thousand times over.
fn is_scaled(large: Decimal, small: Decimal) -> bool {
    if !small.is_sign_positive() || small.is_zero() {
        return false;
    }
    large.checked_div(small).is_some_and(|times| (thresholds::SCALED_AT_LEAST..=thresholds::SCALED_AT_MOST).contains(&times))
}

/// This year's total about ten thousand times last year's, or the other way round: that is no growth.
fn against_last_year(case: &Case) -> Option<Diagnostic> {
    let pairs = [
        (Figure::total(Scope::ALL, Measure::RESOURCES), "last_year.resources"),
        (Figure::total(Scope::FISCAL, Measure::RESOURCES), "last_year.fiscal_resources"),
    ];
    pairs.into_iter().find_map(|(now, then)| {
        let label = named::get(then)?.label;
        let then = Figure::Named(then);
        let (this, last) = (case.accounts().sum(&now), case.accounts().value(&then)?);
        let message = match (is_scaled(this, last), is_scaled(last, this)) {
            (true, _) => "本年总计是上年的一万倍左右，金额单位不一致",
            (_, true) => "上年总计是本年的一万倍左右，金额单位不一致",
            _ => return None,
        };
        let now = Side::derived("本年总计", &now, case, "金额单位");
        let then = Side::derived(label, &then, case, "上年决算");
        let finding = two_sides("JS-T002", Severity::Error, message, &now, &then).at(case.file().unit.span, "金额单位");
        Some(
            finding.hint("全文件的金额用“金额单位”写的那一种：元、万元相差一万倍").hint("上年数取自上年文件的，也核对上年文件的“金额单位”"),
        )
    })
}

/// JS-T002: figures about ten thousand times those they are compared with. One finding a file.
pub fn pairs(case: &Case) -> Vec<Diagnostic> {
    let mut apart = compared(case);
    apart.retain(|(one, other)| is_scaled(one.yuan, other.yuan) || is_scaled(other.yuan, one.yuan));
    let Some((one, other)) = apart.first() else { return Vec::new() };
    let message = format!("{}与{}相差一万倍左右", one.label, other.label);
    let mut finding = two_sides("JS-T002", Severity::Warning, message, one, other);
    for (one, _) in apart.iter().skip(1).take(LINES_SHOWN) {
        finding = finding.at(one.places[0], format!("{} {}，也是这样", one.label, in_yuan(one.yuan)));
    }
    if apart.len() > 1 {
        finding = finding.note(format!("这样的数共 {} 处", apart.len()));
    }
    vec![finding.hint("多半把元和万元写混了；全文件的金额都用“金额单位”写的那一种")]
}

/// The pairs of figures that are of one order of magnitude: initial budgets and last year's figures, project money.
fn compared(case: &Case) -> Vec<(Side, Side)> {
    let accounts = case.accounts();
    let mut pairs = Vec::new();
    for (code, note) in case.file().code_notes.iter() {
        let text = code.value.as_str();
        let spent = Figure::under(Scope::FISCAL, Measure::EXPENDITURE, text);
        for (amount, key) in [(&note.initial_budget, "年初预算"), (&note.last_year, "上年决算")] {
            let Some(amount) = amount else { continue };
            let written = Side::written(format!("科目 {text} 的{key}"), case.yuan(amount.value), amount.span);
            pairs.push((written, Side::derived(format!("科目 {text} 的决算"), &spent, case, &format!("科目说明.{text}"))));
        }
    }
    let stated = &case.file().last_year;
    for (then, scope) in [(&stated.general, Scope::GENERAL), (&stated.fund, Scope::FUND), (&stated.capital, Scope::CAPITAL)] {
        let Some(then) = then else { continue };
        let figure = Figure::total(scope, Measure::EXPENDITURE);
        let name = format!("{}支出", scope.label());
        let written = Side::written(format!("上年{name}"), case.yuan(then.value), then.span);
        pairs.push((written, Side::derived(format!("本年{name}"), &figure, case, scope.label())));
    }
    let side = |figure: Figure, key| accounts.value(&figure).map(|_| Side::derived(figure.label(), &figure, case, key));
    let agency = |name| side(Figure::Named(name), "机关运行经费");
    pairs.extend(agency("agency.last_year").zip(agency("agency.total")));
    let executed: Decimal = case.derived.reports.iter().map(|report| report.total.executed).sum();
    if let Some(project) = case.file().projects.first() {
        let place = project.budget_rows.first().map_or(project.name.span, |row| row.executed.span);
        let reports = Side::at("绩效自评全年执行数合计", executed, vec![place]);
        let ledger = Figure::total(Scope::ALL, Measure::PROJECT);
        pairs.push((reports, Side::derived("项目支出合计", &ledger, case, "一般公共预算财政拨款")));
    }
    for item in ["going", "purchase", "operation", "reception"] {
        let figure = |phase: &str| named::find(&format!("three_public.{item}.{phase}")).map(Figure::Named);
        let Some(spent) = figure("final") else { continue };
        for other in ["adjusted", "last_year"].into_iter().filter_map(figure) {
            pairs.extend(side(other, "三公经费").zip(side(spent.clone(), "三公经费")));
        }
    }
    pairs
}
