//! What the templates see: the names of a disclosure, its facts, its tables' titles, its reports. Plain values, no decisions left to make.

use chrono::Datelike;
use serde::Serialize;
use serde_json::{Value, json};
use tera::Context;

use crate::narrative::{Narrative, inline};
use crate::performance::{Report, Summary};
use crate::source::{Date, Disclosure};

/// Everything a standard needs to word one disclosure.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    pub file: &'a Disclosure,
    pub narrative: &'a Narrative,
    pub summary: &'a Summary,
    pub reports: &'a [Report],
}

/// A date in parts, for templates.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct DocumentDate {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl From<Date> for DocumentDate {
    fn from(date: Date) -> Self {
        Self { year: date.0.year(), month: date.0.month(), day: date.0.day() }
    }
}

impl Contents<'_> {
    /// The facts as JSON: the narrative's fields at the top, then names and texts. This is also what `needs` are looked up in.
    pub fn facts(&self) -> Value {
        let mut facts = serde_json::to_value(self.narrative).expect("facts are plain values");
        let file = self.file;
        let year = i64::from(file.year.value.0);
        let texts = |list: &[crate::source::Spanned<String>]| list.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
        let units: Vec<Value> = file
            .department
            .units
            .iter()
            .map(|unit| {
                let remark = unit.remark.as_ref().map(|remark| remark.value.clone());
                json!({ "name": unit.name.value, "kind": unit.kind.as_ref().map(|kind| kind.value), "remark": remark })
            })
            .collect();
        let offices: Vec<Value> = file
            .overview
            .offices
            .entries
            .iter()
            .map(|office| json!({ "name": office.name.value, "duty": office.duty.as_ref().map(|duty| duty.value.clone()) }))
            .collect();
        let described = file.overview.offices.introduction.is_some() || !offices.is_empty();
        let more = json!({
            "year": year,
            "prior_year": year - 1,
            "department": {
                "name": file.department.name.value,
                "code": file.department.code.value,
                "kind": file.department.kind.value,
                "report": file.department.report.value,
                "units": units,
            },
            "published": DocumentDate::from(file.published.value),
            "duties": texts(&file.overview.duties),
            "offices": {
                "introduction": file.overview.offices.introduction.as_ref().map(|text| text.value.clone()),
                "entries": offices,
                "described": described.then_some(true),
            },
            "performance": self.summary,
            "reports": self.reports,
            "other_matters": texts(&file.other_matters),
            "term_details": file.term_details.iter().map(|(term, text)| (term.value.clone(), inline(&text.value).into())).collect::<serde_json::Map<_, _>>(),
            "extra_terms": file.glossary.iter().map(|entry| json!({ "term": entry.term.value, "meaning": entry.meaning.value })).collect::<Vec<_>>(),
        });
        merge(&mut facts, more);
        facts
    }
}

/// Puts the fields of one object into another.
pub(super) fn merge(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}

/// A template context from facts.
pub(super) fn context(facts: &Value) -> Context {
    Context::from_serialize(facts).expect("facts are an object")
}
