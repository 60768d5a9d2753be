//! Findings as SARIF 2.1.0, which editors and code-review tools show.

use serde_json::{Value, json};

use super::{Diagnostic, Files, Label, Severity, in_file_order};

/// A rule as tools list it: identifier, one line of meaning, default severity.
pub type ListedRule = (&'static str, &'static str, Severity);

/// All findings of one run.
pub fn to_sarif(diagnostics: &[Diagnostic], files: &Files, rules: &[ListedRule]) -> Value {
    let mut sorted = diagnostics.to_vec();
    in_file_order(&mut sorted);
    let rules: Vec<Value> = rules
        .iter()
        .map(|(id, meaning, severity)| json!({ "id": id, "shortDescription": { "text": meaning }, "defaultConfiguration": { "level": level(*severity) } }))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "juesuan", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": sorted.iter().map(|finding| result(finding, files)).collect::<Vec<_>>(),
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Diagnostic, files: &Files) -> Value {
    let hints = finding.hints.iter().map(|hint| format!("提示: {hint}"));
    let lines: Vec<String> = std::iter::once(finding.message.clone()).chain(finding.notes.iter().cloned()).chain(hints).collect();
    let mut labels = finding.labels.iter();
    let locations: Vec<Value> = labels.next().into_iter().map(|label| location(label, files)).collect();
    let related: Vec<Value> = labels.map(|label| location(label, files)).collect();
    json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": lines.join("\n") },
        "locations": locations,
        "relatedLocations": related,
    })
}

fn location(label: &Label, files: &Files) -> Value {
    let (start_line, start_column) = files.position(label.span.file, label.span.start);
    let (end_line, end_column) = files.position(label.span.file, label.span.end);
    let uri = files.path(label.span.file).to_string_lossy().replace('\\', "/");
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": escaped(&uri) },
            "region": { "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column },
        },
        "message": { "text": label.text },
    })
}

/// A path as a URI reference: what is not plain ASCII is percent-encoded.
fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_finding_has_its_place_and_related_places() {
        let mut files = Files::default();
        let file = files.add("县/041 甲.yaml", "年度: 2024\n部门: 甲\n".to_owned());
        let finding =
            Diagnostic::error("JS-X06", "不一致").at(Span { file, start: 8, end: 12 }, "这里").at(Span { file, start: 0, end: 6 }, "那里");
        let value = to_sarif(&[finding], &files, &[("JS-X06", "相等", Severity::Error)]);
        let result = &value["runs"][0]["results"][0];
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 5);
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "%E5%8E%BF/041%20%E7%94%B2.yaml");
        assert_eq!(result["relatedLocations"].as_array().map(Vec::len), Some(1));
        assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][0]["id"], "JS-X06");
    }
}
