//! The key figures of all documents of a county as open data: a row each, marked where another document already contains it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::County;
use super::Record;
use super::containment::containers;
use super::figures::KEY_FIGURES;
use crate::disclosure::sheets;

/// The code of the department whose figures contain a document's, by the document's file.
type Contained<'r> = BTreeMap<&'r str, &'r str>;

fn contained<'r>(records: &[&'r Record]) -> Contained<'r> {
    let years: BTreeSet<u32> = records.iter().map(|record| record.year).collect();
    years.into_iter().flat_map(|year| containers(records, year)).collect()
}

/// One row a document, in yuan, for spreadsheets.
pub fn key_figures_csv(records: &[&Record]) -> String {
    let contained = contained(records);
    let mut rows = vec![["年度", "编码", "名称", "公开类别", "已含在", "性质", "公开日期"].map(str::to_owned).to_vec()];
    rows[0].extend(KEY_FIGURES.iter().map(|(_, label)| format!("{label}（元）")));
    rows.extend(records.iter().map(|record| {
        let mut row = vec![record.year.to_string(), record.code.clone(), record.name.clone()];
        let container = contained.get(record.source.as_str()).map_or_else(String::new, |code| (*code).to_owned());
        row.extend([record.report.to_string(), container, record.kind.to_string(), record.published.clone()]);
        row.extend(
            KEY_FIGURES
                .iter()
                .map(|(name, _)| record.figures.get(*name).map_or_else(String::new, |yuan| crate::money::rounded(*yuan).to_string())),
        );
        row
    }));
    sheets::csv(rows)
}

/// The same for programs, with what the pages link to and what is not published.
pub fn key_figures_json(records: &[&Record], unpublished: &[Value], county: &County) -> String {
    let contained = contained(records);
    let documents: Vec<Value> = records
        .iter()
        .map(|record| {
            json!({
                "year": record.year, "code": record.code, "name": record.name, "report": record.report, "contained_in": contained.get(record.source.as_str()), "kind": record.kind,
                "published": record.published, "figures": record.figures, "classes": record.classes, "files": record.outputs,
            })
        })
        .collect();
    let labels: serde_json::Map<String, Value> = KEY_FIGURES.iter().map(|(name, label)| ((*name).to_owned(), json!(label))).collect();
    let whole = json!({ "format": "juesuan-county/1", "region": county.region, "year": county.year, "unit": "元", "labels": labels, "documents": documents, "unpublished": unpublished });
    serde_json::to_string_pretty(&whole).expect("plain values") + "\n"
}
