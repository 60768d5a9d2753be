//! Findings as JSON for `--format json`. The form is stable: keys are only ever added.
//!
//! ```json
//! {"errors": 1, "warnings": 0, "notes": 0, "diagnostics": [{
//!   "code": "JS-X06", "severity": "error", "message": "……",
//!   "file": "041.yaml", "line": 57, "column": 14, "end": {"line": 57, "column": 23},
//!   "labels": [{"file": "041.yaml", "line": 57, "column": 14, "end": {"line": 57, "column": 23}, "text": "……"}],
//!   "notes": [], "hints": ["……"], "accepted": false, "expected": "2046400.00", "found": "2041400.00", "difference": "-5000.00"}]}
//! ```
//! Lines and columns count from 1, columns in characters; `end` is exclusive. `file` to `end` are the main label's and null without one.
//! `accepted` says that the department accepts the finding in its file, with a reason.
//! Amounts are yuan as decimal strings and null when the finding is not about figures; `difference` is found − expected.

use serde_json::{Value, json};

use super::{Diagnostic, Files, Label, Mismatch, Severity, in_file_order};
use crate::span::{FileId, Span};

/// All findings in file order, with their counts.
pub fn to_json(diagnostics: &[Diagnostic], files: &Files) -> Value {
    let mut sorted = diagnostics.to_vec();
    in_file_order(&mut sorted);
    let count = |severity| sorted.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    json!({
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
        "diagnostics": sorted.iter().map(|diagnostic| finding(diagnostic, files)).collect::<Vec<_>>(),
    })
}

fn finding(diagnostic: &Diagnostic, files: &Files) -> Value {
    let mut value = json!({ "code": diagnostic.code, "severity": diagnostic.severity, "message": diagnostic.message });
    let place =
        diagnostic.place().map_or_else(|| json!({ "file": null, "line": null, "column": null, "end": null }), |span| place(span, files));
    extend(&mut value, place);
    let figures = diagnostic.figures.as_ref();
    let amount = |pick: fn(&Mismatch) -> rust_decimal::Decimal| figures.map(|figures| pick(figures).to_string());
    extend(
        &mut value,
        json!({
            "labels": diagnostic.labels.iter().map(|label| labelled(label, files)).collect::<Vec<_>>(),
            "notes": diagnostic.notes,
            "hints": diagnostic.hints,
            "accepted": diagnostic.accepted.is_some(),
            "expected": amount(|figures| figures.expected),
            "found": amount(|figures| figures.found),
            "difference": amount(|figures| figures.found - figures.expected),
        }),
    );
    value
}

fn labelled(label: &Label, files: &Files) -> Value {
    let mut value = place(label.span, files);
    extend(&mut value, json!({ "text": label.text }));
    value
}

fn place(span: Span, files: &Files) -> Value {
    let (line, column) = files.position(span.file, span.start);
    json!({ "file": name(span.file, files), "line": line, "column": column, "end": end(span, files) })
}

fn end(span: Span, files: &Files) -> Value {
    let (line, column) = files.position(span.file, span.end);
    json!({ "line": line, "column": column })
}

fn name(file: FileId, files: &Files) -> String {
    files.path(file).display().to_string()
}

fn extend(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}
