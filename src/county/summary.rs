//! The county's summary from its documents' key figures: totals, who spends what by class. The years compared are `years`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Record;
use super::chart::{Chart, Row, stacked, wan};
use super::containment::containers;
use super::years::three_public;

/// Classes with a colour of their own; the rest is 其他.
const CLASSES: usize = 6;

/// The sums at the head of the pages.
const TOTALS: [(&str, &str); 3] =
    [("all.income", "本年收入合计"), ("all.expenditure", "本年支出合计"), ("three_public.total.final", "财政拨款“三公”经费合计")];

/// What the summary page says.
#[derive(Debug, Serialize)]
pub struct Summary {
    pub year: u32,
    pub counted: usize,
    /// Documents of units that a department's document already contains.
    pub left_out: usize,
    pub totals: Vec<Total>,
    pub charts: Vec<Chart>,
}

/// A sum over the departments that have the figure.
#[derive(Debug, Serialize)]
pub struct Total {
    pub label: &'static str,
    pub wan: String,
    /// How many departments do not have it; they are not in the sum.
    pub missing: usize,
}

/// The documents of a year whose figures add up without counting anything twice, and how many are left out for that.
pub fn counted<'a>(records: &[&'a Record], year: u32) -> (Vec<&'a Record>, usize) {
    let contained = containers(records, year);
    let of_year = records.iter().copied().filter(|record| record.year == year);
    let (left_out, counted): (Vec<&Record>, Vec<&Record>) = of_year.partition(|record| contained.contains_key(record.source.as_str()));
    (counted, left_out.len())
}

/// Summarises a year.
pub fn summary(records: &[&Record], year: u32) -> Summary {
    let (counted, left_out) = counted(records, year);
    let total = |(name, label)| {
        let values: Vec<Decimal> = counted.iter().filter_map(|record| record.figure(name)).collect();
        Total { label, wan: wan(values.iter().sum()), missing: counted.len() - values.len() }
    };
    let charts = [by_class(&counted), by_department(&counted), three_public(records, year)];
    Summary {
        year,
        left_out,
        totals: TOTALS.into_iter().map(total).collect(),
        charts: charts.into_iter().filter(|chart| !chart.is_empty()).collect(),
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
    let rows = classes(records).into_iter().map(|(_, label, yuan)| Row { label, values: vec![Some(yuan)], note: None }).collect();
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
            let sum =
                |counts: &dyn Fn(&str) -> bool| record.classes.iter().filter(|class| counts(&class.code)).map(|class| class.yuan).sum();
            let mut values: Vec<Decimal> = large.iter().map(|(code, ..)| sum(&|known| known == code)).collect();
            if all.len() > large.len() {
                values.push(sum(&|known| large.iter().all(|(code, ..)| code != known)));
            }
            Row { label: record.name.clone(), values: values.into_iter().map(Some).collect(), note: None }
        })
        .collect();
    rows.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.label.cmp(&b.label)));
    stacked("by-department", "各部门的支出", "部门（单位）", columns, rows)
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::*;

    fn department(code: &str, figures: &[(&str, i64)]) -> Record {
        let figures = figures.iter().map(|(name, yuan)| ((*name).to_owned(), Decimal::from(*yuan))).collect();
        Record { code: code.to_owned(), figures, ..record(&format!("2024/{code}.yaml"), &[]) }
    }

    #[test]
    fn a_missing_figure_is_counted_and_never_zero() {
        let (a, b) =
            (department("1", &[("all.income", 100), ("three_public.total.final", 20_000)]), department("2", &[("all.income", 50)]));
        let summary = summary(&[&a, &b], 2024);
        assert_eq!((summary.totals[0].wan.as_str(), summary.totals[0].missing), ("0.02", 0));
        assert_eq!((summary.totals[2].wan.as_str(), summary.totals[2].missing), ("2.00", 1));
    }
}
