//! Which documents' figures another document already contains: a unit's in those of the department that lists it. Decided by the unit's file;
//! by its name only where the department names no file.

use std::collections::BTreeMap;

use super::Record;
use crate::source::ReportKind;

/// The documents of a year that a department of the same year contains, each with the code of that department.
pub fn containers<'r>(records: &[&'r Record], year: u32) -> BTreeMap<&'r str, &'r str> {
    let of_year = || records.iter().copied().filter(|record| record.year == year);
    let departments = || of_year().filter(|record| record.report == ReportKind::部门);
    let container = |record: &Record| departments().find(|department| department.source != record.source && contains(department, record));
    of_year().filter_map(|record| Some((record.source.as_str(), container(record)?.code.as_str()))).collect()
}

/// Figures that were summed contain the file whatever it calls itself; otherwise the document must be a unit's.
fn contains(department: &Record, record: &Record) -> bool {
    let is_unit = record.report == ReportKind::单位;
    department.units.iter().any(|unit| match &unit.source {
        Some(source) => *source == record.source && (unit.summed || is_unit),
        None => is_unit && unit.name == record.name,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::super::record::tests::record;
    use super::*;

    fn named(code: &str, report: ReportKind, units: &[(&str, Option<&str>, bool)]) -> Record {
        let unit = |(name, source, summed): &(&str, Option<&str>, bool)| Unit {
            name: (*name).to_owned(),
            source: source.map(str::to_owned),
            summed: *summed,
        };
        Record {
            code: code.to_owned(),
            name: format!("{code}局"),
            report,
            units: units.iter().map(unit).collect(),
            ..record(&format!("2024/{code}.yaml"), &[])
        }
    }

    #[test]
    fn the_file_decides_and_a_name_only_where_there_is_none() {
        let parent = named(
            "1",
            ReportKind::部门,
            &[("别的名称", Some("2024/2.yaml"), true), ("3局", None, true), ("4局", Some("2024/5.yaml"), true)],
        );
        let others = [
            named("2", ReportKind::部门, &[]),
            named("3", ReportKind::单位, &[]),
            named("4", ReportKind::单位, &[]),
            named("5", ReportKind::单位, &[]),
        ];
        let all: Vec<&Record> = std::iter::once(&parent).chain(&others).collect();
        let found = containers(&all, 2024);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), ["2024/2.yaml", "2024/3.yaml", "2024/5.yaml"]);
        assert!(containers(&all, 2023).is_empty());
    }

    #[test]
    fn departments_that_list_each_other_both_count() {
        let (a, b) = (
            named("1", ReportKind::部门, &[("2局", Some("2024/2.yaml"), false)]),
            named("2", ReportKind::部门, &[("1局", Some("2024/1.yaml"), false)]),
        );
        assert!(containers(&[&a, &b], 2024).is_empty());
    }
}
