//! The three public expenses of a county year by year. Of each department and year its own document counts; where there is none, what the next
//! year's document compares itself with.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Record;
use super::chart::{Chart, Row, stacked};
use super::containment::containers;
use super::figures::THREE_PUBLIC;
use super::summary::counted;

/// The years the documents speak of: their own, and those they compare themselves with.
pub fn three_public(records: &[&Record], year: u32) -> Chart {
    let columns = THREE_PUBLIC.map(|(_, label)| label.to_owned()).to_vec();
    let known = records.iter().map(|record| record.year).filter(|known| *known <= year);
    let years: BTreeSet<u32> = known.flat_map(|year| [year.saturating_sub(1), year]).collect();
    let rows = years.iter().map(|year| row(&documents_about(records, *year), *year)).collect();
    stacked("three-public", "财政拨款“三公”经费", "年度", columns, rows)
}

/// A document and whether it speaks of the year as its own or as the one before.
type About<'r> = (&'r Record, &'static str);

/// The documents that say what was spent in a year, each department once.
fn documents_about<'r>(records: &[&'r Record], year: u32) -> Vec<About<'r>> {
    let own = || records.iter().filter(|record| record.year == year).map(|record| record.code.as_str());
    let (of_year, next) = (counted(records, year).0, counted(records, year + 1).0);
    let later: Vec<&Record> = next.into_iter().filter(|record| own().all(|code| code != record.code)).collect();
    // What a department says of the year before includes its units of then.
    let contained = containers(records, year + 1);
    let included = |record: &Record| {
        let mut units = records.iter().filter(|unit| unit.year == year + 1 && unit.code == record.code);
        units.any(|unit| contained.get(unit.source.as_str()).is_some_and(|code| later.iter().any(|parent| parent.code == *code)))
    };
    let own = of_year.into_iter().filter(|record| !included(record)).map(|record| (record, "final"));
    own.chain(later.iter().map(|record| (*record, "last_year"))).collect()
}

/// A year's sums over the departments that have the figure, saying how many do not.
fn row(documents: &[About], year: u32) -> Row {
    let of = |item: &str| {
        let figures = documents.iter().filter_map(|(record, phase)| record.figure(&format!("three_public.{item}.{phase}")));
        figures.collect::<Vec<Decimal>>()
    };
    let items = THREE_PUBLIC.map(|(item, _)| of(item));
    let fewest = items.iter().map(Vec::len).min().unwrap_or_default();
    let sum = |values: &Vec<Decimal>| (!values.is_empty()).then(|| values.iter().sum());
    let missing = documents.len() - fewest;
    let note = (missing > 0).then(|| format!("{year} 年：{missing} 个部门没有全部列出，没有的不计入"));
    Row { label: format!("{year} 年（{} 个部门）", documents.len()), values: items.iter().map(sum).collect(), note }
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::super::record::tests::record;
    use super::*;
    use crate::source::ReportKind;

    fn department(year: u32, code: &str, now: i64, before: i64) -> Record {
        let figures = [("final", now), ("last_year", before)];
        let figures = figures.map(|(phase, yuan)| (format!("three_public.going.{phase}"), Decimal::from(yuan))).into();
        Record { year, code: code.to_owned(), name: code.to_owned(), figures, ..record(&format!("{year}/{code}.yaml"), &[]) }
    }

    fn going(records: &[&Record], year: u32) -> (usize, Option<Decimal>) {
        let documents = documents_about(records, year);
        (documents.len(), row(&documents, year).values[0])
    }

    #[test]
    fn a_year_partly_published_keeps_the_other_departments() {
        let (a, b) = (department(2024, "1", 10, 20), department(2024, "2", 30, 40));
        assert_eq!(going(&[&a, &b], 2023), (2, Some(Decimal::from(60))));
        let earlier = department(2023, "1", 21, 5);
        assert_eq!(going(&[&a, &b, &earlier], 2023), (2, Some(Decimal::from(61))), "its own document goes first");
        assert_eq!(going(&[&a, &b, &earlier], 2022), (1, Some(Decimal::from(5))));
    }

    #[test]
    fn what_a_department_says_of_the_year_before_includes_its_units() {
        let unit = |year| Record { report: ReportKind::单位, ..department(year, "101", 3, 4) };
        let (now, before) = (unit(2024), unit(2023));
        let listed = Unit { name: "101".to_owned(), source: Some("2024/101.yaml".to_owned()), summed: true };
        let parent = Record { units: vec![listed], ..department(2024, "1", 10, 20) };
        assert_eq!(going(&[&parent, &now, &before], 2023), (1, Some(Decimal::from(20))));
        assert_eq!(going(&[&parent, &now, &before], 2024), (1, Some(Decimal::from(10))));
    }

    #[test]
    fn a_year_nobody_has_figures_of_is_a_dash() {
        let silent =
            Record { figures: [("three_public.going.final".to_owned(), Decimal::from(20_000))].into(), ..department(2024, "1", 0, 0) };
        let before = row(&documents_about(&[&silent], 2023), 2023);
        assert_eq!(before.values, [None; 4]);
        assert!(before.note.is_some_and(|note| note.contains("1 个部门")));
        assert_eq!(row(&documents_about(&[&silent], 2024), 2024).values[0], Some(Decimal::from(20_000)));
    }
}
