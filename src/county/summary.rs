//! The county's summary from its documents' key figures: totals, who spends what by class, three public expenses over the years.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::Record;
use super::chart::{Chart, Row, stacked, wan};
use super::figures::THREE_PUBLIC;

/// Classes with a colour of their own; the rest is 其他.
const CLASSES: usize = 6;

/// What the summary page says.
#[derive(Debug, Serialize)]
pub struct Summary {
    pub year: u32,
    pub counted: usize,
    /// Documents of units that a department's document already contains.
    pub left_out: usize,
    pub income: String,
    pub expenditure: String,
    pub three_public: String,
    pub charts: Vec<Chart>,
}

/// The documents of a year whose figures add up without counting anything twice, and how many are left out for that.
pub fn counted<'a>(records: &[&'a Record], year: u32) -> (Vec<&'a Record>, usize) {
    let of_year: Vec<&Record> = records.iter().copied().filter(|record| record.year == year).collect();
    let departments = of_year.iter().filter(|record| record.report != "单位");
    let contained: BTreeSet<&str> = departments.flat_map(|record| &record.units).map(String::as_str).collect();
    let (left_out, counted): (Vec<&Record>, Vec<&Record>) =
        of_year.into_iter().partition(|record| record.report == "单位" && contained.contains(record.name.as_str()));
    (counted, left_out.len())
}

/// Summarises a year.
pub fn summary(records: &[&Record], year: u32) -> Summary {
    let (counted, left_out) = counted(records, year);
    let total = |name: &str| wan(counted.iter().map(|record| record.figure(name)).sum());
    Summary {
        year,
        left_out,
        income: total("all.income"),
        expenditure: total("all.expenditure"),
        three_public: total("three_public.total.final"),
        charts: vec![by_class(&counted), by_department(&counted), three_public(records, year)],
        counted: counted.len(),
    }
}

/// Name and sum of every class, the largest first.
fn classes(records: &[&Record]) -> Vec<(String, String, Decimal)> {
    let mut sums: BTreeMap<&str, (&str, Decimal)> = BTreeMap::new();
    for class in records.iter().flat_map(|record| &record.classes) {
        let sum = sums.entry(&class.code).or_insert((&class.name, Decimal::ZERO));
        sum.1 += class.yuan;
    }
    let mut sums: Vec<_> = sums.into_iter().map(|(code, (name, yuan))| (code.to_owned(), name.to_owned(), yuan)).collect();
    sums.retain(|(.., yuan)| !yuan.is_zero());
    sums.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    sums
}

fn by_class(records: &[&Record]) -> Chart {
    let rows = classes(records).into_iter().map(|(_, label, yuan)| Row { label, values: vec![yuan] }).collect();
    stacked("by-class", "支出按功能分类", "支出功能分类", vec!["本年支出".to_owned()], rows)
}

fn by_department(records: &[&Record]) -> Chart {
    let all = classes(records);
    let large = &all[..all.len().min(CLASSES)];
    let mut columns: Vec<String> = large.iter().map(|(_, name, _)| name.clone()).collect();
    if all.len() > large.len() {
        columns.push("其他".to_owned());
    }
    let mut rows: Vec<Row> = records
        .iter()
        .map(|record| {
            let of = |code: &str| record.classes.iter().filter(|class| class.code == code).map(|class| class.yuan).sum::<Decimal>();
            let mut values: Vec<Decimal> = large.iter().map(|(code, ..)| of(code)).collect();
            if all.len() > large.len() {
                values.push(record.figure("all.expenditure") - values.iter().sum::<Decimal>());
            }
            Row { label: record.name.clone(), values }
        })
        .collect();
    rows.sort_by(|a, b| b.values.iter().sum::<Decimal>().cmp(&a.values.iter().sum()).then_with(|| a.label.cmp(&b.label)));
    stacked("by-department", "各部门的支出", "部门（单位）", columns, rows)
}

/// The years the documents speak of: each year's own, and the year before the earliest, as its documents compare with it.
fn three_public(records: &[&Record], year: u32) -> Chart {
    let columns = THREE_PUBLIC.map(|(_, label)| label.to_owned()).to_vec();
    let years: BTreeSet<u32> = records.iter().map(|record| record.year).filter(|known| *known <= year).collect();
    let mut rows: Vec<Row> = years.iter().map(|year| three_public_of(records, *year, "final", format!("{year} 年"))).collect();
    if let Some(first) = years.first() {
        rows.insert(0, three_public_of(records, *first, "last_year", format!("{} 年", first.saturating_sub(1))));
    }
    stacked("three-public", "财政拨款“三公”经费", "年度", columns, rows)
}

fn three_public_of(records: &[&Record], year: u32, phase: &str, label: String) -> Row {
    let (counted, _) = counted(records, year);
    let sum = |item: &str| counted.iter().map(|record| record.figure(&format!("three_public.{item}.{phase}"))).sum();
    Row { label: format!("{label}（{} 个部门）", counted.len()), values: THREE_PUBLIC.iter().map(|(item, _)| sum(item)).collect() }
}
