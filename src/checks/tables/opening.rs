//! Opening carry-over against last year's closing (X13), and last year's figures given in two places.

use rust_decimal::Decimal;

use crate::accounts::{Column, Figure, Measure, Scope, Source};
use crate::checks::Case;
use crate::checks::sums::{Side, in_yuan, two_sides};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Amount, Spanned};

/// JS-X13: what this year opens with is what last year closed with, or the adjustment is explained.
pub fn carried_over(case: &Case) -> Vec<Diagnostic> {
    if case.file().reasons.opening_adjustment.is_some() {
        return Vec::new();
    }
    differing(case).unwrap_or_else(|| not_compared(case).into_iter().collect())
}

/// Where this year opens with something else than last year closed with; None where nothing says what that was.
pub(in crate::checks) fn differing(case: &Case) -> Option<Vec<Diagnostic>> {
    match &case.derived.last_year {
        Some(_) => Some(by_source(case)),
        None => case.accounts().value(&CLOSED).map(|closed| against_stated(case, closed).into_iter().collect()),
    }
}

fn by_source(case: &Case) -> Vec<Diagnostic> {
    let Some(last_year) = &case.derived.last_year else { return Vec::new() };
    let mut found = Vec::new();
    for source in [Source::General, Source::Fund, Source::Capital, Source::Other] {
        let scope = Scope::of(source);
        let opening = Figure::total(scope, Measure::OPENING);
        let (opens, closed) = (case.accounts().sum(&opening), last_year.ledger().sum(scope, Measure::CLOSING, ""));
        if opens != closed {
            found.push(differs(case, source.name(), &opening, closed));
        }
    }
    found
}

/// What last year closed with, where the file or each of the units' files states it.
const CLOSED: Figure = Figure::Named("last_year.closing");

fn against_stated(case: &Case, closed: Decimal) -> Option<Diagnostic> {
    let opening = Figure::total(Scope::ALL, Measure::OPENING);
    (case.accounts().sum(&opening) != closed).then(|| differs(case, "", &opening, closed))
}

/// Money was carried over and nothing says what last year closed with: that is said, so that silence means agreement.
fn not_compared(case: &Case) -> Option<Diagnostic> {
    let opening = Figure::total(Scope::ALL, Measure::OPENING);
    let opens = Side::derived("年初结转和结余", &opening, case, "一般公共预算财政拨款");
    let stated = opens.places.first().filter(|_| !opens.yuan.is_zero())?;
    let finding = Diagnostic::new("JS-X13", Severity::Note, "年初结转和结余没有与上年年末核对").at(*stated, in_yuan(opens.yuan));
    Some(finding.hint("写“上年文件”，或在“上年决算”里写上年公开的“年末结转和结余”"))
}

fn differs(case: &Case, source: &str, opening: &Figure, closed: Decimal) -> Diagnostic {
    let place =
        case.file().last_year_file.as_ref().map(|file| file.span).or(case.file().last_year.closing.as_ref().map(|closing| closing.span));
    let opens = Side::derived("本年年初", opening, case, "一般公共预算财政拨款");
    let closed = Side::written("上年年末", closed, place.unwrap_or_else(|| case.dossier.place()));
    let finding = two_sides("JS-X13", Severity::Warning, format!("{source}年初结转和结余与上年年末不一致"), &opens, &closed);
    finding.hint("有会计差错更正或收回资金的，在“变动原因.年初结转调整”里说明").hint("没有调整的，核对各行的年初结转和结余")
}

/// JS-X13: money that last year closed with under a code this year's file has no row for. It is carried through the year untouched, which may be right.
pub fn carried_without_a_row(case: &Case) -> Vec<Diagnostic> {
    let Some(link) = case.file().last_year_file.as_ref().map(|link| link.span) else { return Vec::new() };
    let carried = case.accounts().ledger().rows().iter().filter(|row| row.span == link);
    let told = carried.map(|row| {
        let (code, source) = (&row.code, row.source.name());
        let left = in_yuan(row.amount(Column::Opening));
        let message = format!("{source}的科目 {code} 上年末结转 {left}，这份文件里没有这个科目，按全部结转下年计算");
        let finding = Diagnostic::warning("JS-X13", message).at(link, format!("科目 {code} 上年末结转 {left}"));
        let line = |opening: &str| format!("- {{科目: {code}, 年初结转和结余: {opening}, 本年收入: 0}}");
        let kept = line(&row.amount(Column::Opening).to_string());
        let finding = finding.hint(format!("钱还在账上，就在“{source}”下面写一行“{kept}”"));
        finding.hint(format!("收回了，或者改列别的科目了，写“{}”，在“变动原因.年初结转调整”里说明", line("0")))
    });
    told.collect()
}

/// JS-X13: a project that spends last year's remainder while nothing was carried over.
pub fn spent_remainder(case: &Case) -> Vec<Diagnostic> {
    if !case.accounts().total(Scope::ALL, Measure::OPENING).yuan.is_zero() {
        return Vec::new();
    }
    let prior = case.file().year.value.0.saturating_sub(1).to_string();
    let projects = case.file().projects.iter().zip(&case.derived.reports);
    let spent = projects.filter(|(project, report)| {
        let name = &project.name.value;
        (name.contains("结余") || name.contains("结转")) && name.contains(&prior) && !report.total.executed.is_zero()
    });
    spent
        .map(|(project, report)| {
            let finding = Diagnostic::warning("JS-X13", format!("“{}”用的是上年结余，账里却没有年初结转和结余", project.name));
            let finding = finding.at(project.name.span, format!("全年执行 {}", crate::checks::sums::in_yuan(report.total.executed)));
            finding.hint("钱确是上年结转来的，在对应科目写“年初结转和结余”；是本年重新安排的，改项目名称或说明")
        })
        .collect()
}

/// JS-X13: a figure of last year that the file states itself differs from the one in last year's file.
pub fn stated_twice(case: &Case) -> Vec<Diagnostic> {
    let (Some(last_year), Some(file)) = (&case.derived.last_year, &case.dossier.last_year) else { return Vec::new() };
    let stated = &case.file().last_year;
    let ledger = last_year.ledger();
    let sum = |scope, measure| ledger.sum(scope, measure, "");
    let totals: [(&str, &Option<Spanned<Amount>>, Decimal); 8] = [
        ("收入总计", &stated.resources, sum(Scope::ALL, Measure::RESOURCES)),
        ("支出总计", &stated.uses, sum(Scope::ALL, Measure::USES)),
        ("财政拨款收入总计", &stated.fiscal_resources, sum(Scope::FISCAL, Measure::RESOURCES)),
        ("财政拨款支出总计", &stated.fiscal_uses, sum(Scope::FISCAL, Measure::USES)),
        ("一般公共预算财政拨款支出", &stated.general, sum(Scope::GENERAL, Measure::EXPENDITURE)),
        ("政府性基金预算财政拨款支出", &stated.fund, sum(Scope::FUND, Measure::EXPENDITURE)),
        ("国有资本经营预算财政拨款支出", &stated.capital, sum(Scope::CAPITAL, Measure::EXPENDITURE)),
        ("年末结转和结余", &stated.closing, sum(Scope::ALL, Measure::CLOSING)),
    ];
    let codes = case.file().code_notes.iter().map(|(code, note)| {
        let code = code.value.as_str();
        let source =
            [Scope::GENERAL, Scope::FUND, Scope::CAPITAL].into_iter().find(|scope| ledger.rows_under(*scope, code).next().is_some());
        (format!("科目 {code} 的支出"), &note.last_year, sum_under(last_year, source.unwrap_or(Scope::GENERAL), code))
    });
    let totals = totals.into_iter().map(|(name, stated, then)| (name.to_owned(), stated, then));
    let differing = totals.chain(codes).filter_map(|(name, stated, then)| {
        let written = stated.as_ref()?;
        (case.yuan(written.value) != then).then_some((name, written, then))
    });
    differing
        .map(|(name, written, then)| {
            let here = Side::written("这里写的", case.yuan(written.value), written.span);
            let there = Side::written("这份上年文件里的", then, file.disclosure.year.span);
            let finding = two_sides("JS-X13", Severity::Error, format!("上年的{name}与上年文件不一致"), &here, &there);
            finding.hint("有上年文件时不必再写上年数，删去即可；科目调整后重新归类的，原来的科目也写上年数，上年的合计才不变")
        })
        .collect()
}

fn sum_under(last_year: &crate::accounts::Accounts, scope: Scope, code: &str) -> Decimal {
    last_year.ledger().sum(scope, Measure::EXPENDITURE, code)
}
