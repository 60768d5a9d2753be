//! The key figures of a document that a county's tables and charts are made of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::accounts::{Figure, Measure, Scope};
use crate::dossier::Derived;
use crate::source::DepartmentKind;

/// Expenditure under one functional class, in yuan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassSum {
    pub code: String,
    pub name: String,
    pub yuan: Decimal,
}

/// The key figures by name, with their headings, in the order of the county's table.
pub const KEY_FIGURES: [(&str, &str); 18] = [
    ("all.resources", "收入总计"),
    ("all.income", "本年收入"),
    ("all.expenditure", "本年支出"),
    ("all.expenditure.basic", "基本支出"),
    ("all.expenditure.project", "项目支出"),
    ("all.closing", "年末结转和结余"),
    ("fiscal.expenditure", "财政拨款支出"),
    ("general.expenditure", "一般公共预算财政拨款支出"),
    ("fund.expenditure", "政府性基金预算财政拨款支出"),
    ("capital.expenditure", "国有资本经营预算财政拨款支出"),
    ("three_public.total.final", "“三公”经费"),
    ("three_public.going.final", "因公出国（境）费"),
    ("three_public.purchase.final", "公务用车购置费"),
    ("three_public.operation.final", "公务用车运行维护费"),
    ("three_public.reception.final", "公务接待费"),
    ("three_public.total.last_year", "上年“三公”经费"),
    ("agency.total", "机关运行经费"),
    ("procurement.total", "政府采购支出总额"),
];

/// The three public expenses by their parts: name within figures, heading.
pub const THREE_PUBLIC: [(&str, &str); 4] =
    [("going", "因公出国（境）费"), ("purchase", "公务用车购置费"), ("operation", "公务用车运行维护费"), ("reception", "公务接待费")];

/// What a public institution does not have: that nothing was spent on it would be said of something that does not exist.
const OF_AGENCIES: &str = "agency.total";

/// The key figures of a disclosure; those it does not have are left out.
pub fn key_figures(derived: &Derived, kind: DepartmentKind) -> BTreeMap<String, Decimal> {
    let applies = |(name, yuan): &(String, Decimal)| name != OF_AGENCIES || kind != DepartmentKind::事业单位 || !yuan.is_zero();
    let value = |name: &str| {
        let figure: Figure = name.parse().expect("key figures are figures");
        derived.accounts.value(&figure).map(|yuan| (name.to_owned(), yuan.normalize()))
    };
    let past = THREE_PUBLIC.map(|(item, _)| format!("three_public.{item}.last_year"));
    KEY_FIGURES.iter().map(|(name, _)| *name).chain(past.iter().map(String::as_str)).filter_map(value).filter(applies).collect()
}

/// Expenditure by functional class.
pub fn classes(derived: &Derived) -> Vec<ClassSum> {
    let ledger = derived.accounts.ledger();
    let sum = |code: &String| ledger.sum(Scope::ALL, Measure::EXPENDITURE, code).normalize();
    let codes = ledger.codes(Scope::ALL, 3);
    codes.iter().map(|code| ClassSum { code: code.clone(), name: derived.names.functional(code).to_owned(), yuan: sum(code) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_figures_are_figures() {
        for (name, _) in KEY_FIGURES {
            assert!(name.parse::<Figure>().is_ok(), "{name}");
        }
        for (item, _) in THREE_PUBLIC {
            assert!(format!("three_public.{item}.last_year").parse::<Figure>().is_ok(), "{item}");
        }
    }
}
