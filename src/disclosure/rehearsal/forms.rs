//! Variations of a department, so that every form of a sentence is said: all as written, bare, and against budgets and last years of other sizes.

use rust_decimal::Decimal;

use crate::dossier::Dossier;
use crate::source::{Amount, Code, CodeNote, Consolidation, Count, DepartmentKind, Disclosure, FiscalRow, Spanned};

/// The department as its file has it.
pub(super) const AS_WRITTEN: &str = "原样";

/// Code of a made-up row of the state capital budget.
const CAPITAL: &str = "2230105";

/// All forms of a department.
pub(super) fn of(dossier: &Dossier) -> Vec<(&'static str, Dossier)> {
    let changed = |change: &dyn Fn(&mut Disclosure)| {
        let mut dossier = dossier.clone();
        change(&mut dossier.disclosure);
        dossier
    };
    let with_capital = || {
        let mut dossier = changed(&capital_note);
        // Amounts of a department that is the sum of its units stand in their files.
        capital_row(dossier.units.first_mut().map_or(&mut dossier.disclosure, |unit| &mut unit.disclosure));
        dossier
    };
    vec![
        (AS_WRITTEN, dossier.clone()),
        ("没有可说的", changed(&bare)),
        ("有国有资本经营预算", with_capital()),
        ("与预算、上年持平", alone(changed(&|file| compared_with(file, Decimal::ONE)))),
        ("预算、上年为零", alone(changed(&|file| compared_with(file, Decimal::ZERO)))),
        ("比预算、上年少", alone(changed(&|file| compared_with(file, Decimal::TWO)))),
    ]
}

/// Cut off from last year's file: the comparisons written here hold.
fn alone(mut dossier: Dossier) -> Dossier {
    dossier.last_year = None;
    dossier.disclosure.last_year_file = None;
    dossier
}

/// A public institution that has nothing but its general public budget.
fn bare(file: &mut Disclosure) {
    let noted: Vec<String> = file.fund.iter().chain(&file.capital).map(|row| row.code.value.0.clone()).collect();
    file.code_notes.0.retain(|(code, _)| !noted.contains(&code.value.0));
    file.fund.clear();
    file.capital.clear();
    file.other_funds.clear();
    file.department.kind.value = DepartmentKind::事业单位;
    if file.department.consolidation.value != Consolidation::按单位文件合计 {
        file.department.units.clear();
    }
    file.three_public = Default::default();
    file.agency_operating = Default::default();
    file.procurement = Default::default();
    file.assets = Default::default();
    file.projects.clear();
    let none = |count: &mut Option<Spanned<Count>>| *count = Some(Spanned::new(Count(0), Default::default()));
    none(&mut file.management.with_objectives);
    none(&mut file.management.monitored);
    none(&mut file.management.evaluated);
    file.management.grades = Default::default();
    file.management.evaluation = None;
    file.glossary.clear();
    file.other_matters.clear();
}

fn amount(value: Decimal) -> Option<Spanned<Amount>> {
    Some(Spanned::new(Amount(value.normalize()), Default::default()))
}

fn capital_code() -> Spanned<Code> {
    Spanned::new(Code(CAPITAL.to_owned()), Default::default())
}

fn capital_row(file: &mut Disclosure) {
    let row = FiscalRow { code: capital_code(), opening: None, income: None, basic: None, project: amount(Decimal::from(120_000)) };
    file.capital = vec![Spanned::new(row, Default::default())];
}

fn capital_note(file: &mut Disclosure) {
    let note = CodeNote {
        initial_budget: amount(Decimal::from(100_000)),
        last_year: amount(Decimal::from(90_000)),
        purpose: Some(Spanned::new("国有企业退休人员社会化管理补助".to_owned(), Default::default())),
        ..CodeNote::default()
    };
    file.code_notes.0.retain(|(known, _)| !known.value.0.starts_with("223"));
    file.code_notes.0.push((capital_code(), note));
}

fn value(amount: &Option<Spanned<Amount>>) -> Decimal {
    amount.as_ref().map_or(Decimal::ZERO, |amount| amount.value.0)
}

/// Sets every budget and every figure of last year to so many times this year's.
fn compared_with(file: &mut Disclosure, times: Decimal) {
    notes_compared_with(file, times);
    totals_compared_with(file, times);
    three_public_compared_with(file, times);
    file.agency_operating.last_year = file.agency_operating.administrative.or(amount(Decimal::from(100_000))).map(|mut amount| {
        amount.value.0 *= times;
        amount
    });
}

fn notes_compared_with(file: &mut Disclosure, times: Decimal) {
    let rows: Vec<(String, Decimal)> = [&file.general, &file.fund, &file.capital]
        .into_iter()
        .flatten()
        .map(|row| (row.code.value.0.clone(), (value(&row.basic) + value(&row.project)) * times))
        .collect();
    let known = std::mem::take(&mut file.code_notes).0;
    for (code, compared) in rows {
        let note = known.iter().find(|(known, _)| known.value.0 == code).map(|(_, note)| note.clone()).unwrap_or_default();
        let note = CodeNote { initial_budget: amount(compared), last_year: amount(compared), ..note };
        file.code_notes.0.push((Spanned::new(Code(code), Default::default()), note));
    }
    classes_keep_their_purpose(file, &known);
}

fn totals_compared_with(file: &mut Disclosure, times: Decimal) {
    let had = |row: &FiscalRow| {
        let income = row.income.as_ref().map_or_else(|| value(&row.basic) + value(&row.project), |income| income.value.0);
        value(&row.opening) + income
    };
    let fiscal: Decimal = [&file.general, &file.fund, &file.capital].into_iter().flatten().map(|row| had(&row.value)).sum();
    let others = file.other_funds.iter().flat_map(|row| {
        let parts = [&row.opening, &row.superior_subsidy, &row.undertaking, &row.business_income, &row.subordinate_remittance];
        parts.into_iter().chain([&row.other_income, &row.surplus_use]).map(value)
    });
    let all = fiscal + others.sum::<Decimal>();
    let last_year = &mut file.last_year;
    (last_year.general, last_year.fund, last_year.capital) = (None, None, None);
    (last_year.fiscal_resources, last_year.fiscal_uses) = (amount(fiscal * times), amount(fiscal * times));
    (last_year.resources, last_year.uses) = (amount(all * times), amount(all * times));
}

fn three_public_compared_with(file: &mut Disclosure, times: Decimal) {
    let three = &mut file.three_public;
    let reception = amount((value(&three.reception.domestic.amount) + value(&three.reception.foreign.amount)) * times);
    for (spent, initial, adjusted, last_year) in [
        (&mut three.going.amount, &mut three.going.initial, &mut three.going.adjusted, &mut three.going.last_year),
        (&mut three.purchase.amount, &mut three.purchase.initial, &mut three.purchase.adjusted, &mut three.purchase.last_year),
        (&mut three.operation.amount, &mut three.operation.initial, &mut three.operation.adjusted, &mut three.operation.last_year),
    ] {
        let compared = amount(value(spent) * times);
        *spent = amount(value(spent));
        (*initial, *adjusted, *last_year) = (compared, compared, compared);
    }
    (three.reception.initial, three.reception.adjusted, three.reception.last_year) = (reception, reception, reception);
}

/// What is written about classes and sections stays, without their figures: those are the sums of their items now.
fn classes_keep_their_purpose(file: &mut Disclosure, known: &[(Spanned<Code>, CodeNote)]) {
    let above = known.iter().filter(|(code, _)| code.value.0.len() < 7);
    let kept = above.map(|(code, note)| (code.clone(), CodeNote { initial_budget: None, last_year: None, ..note.clone() }));
    file.code_notes.0.extend(kept);
}
