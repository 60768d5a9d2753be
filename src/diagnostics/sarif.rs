//! Findings as SARIF 2.1.0, which editors and code-review tools show. The numbers are those of the specification's sections.

use std::path::Path;

use serde_json::{Value, json};

use super::{Diagnostic, Files, Label, Severity, in_file_order};

/// A rule as tools list it: identifier, one line of meaning, default severity.
pub type ListedRule = (&'static str, &'static str, Severity);

/// Something that kept a run from looking at all it was to look at: how grave it is, the file, and why.
pub type Trouble<'t> = (Severity, Option<&'t Path>, &'t str);

/// The messages' language; without it readers take them for English (3.14.7, 3.19.21).
const LANGUAGE: &str = "zh-CN";

/// All findings of one run, and what it could not look at.
pub fn to_sarif(diagnostics: &[Diagnostic], files: &Files, rules: &[ListedRule], troubles: &[Trouble]) -> Value {
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
            "tool": { "driver": { "name": "juesuan", "version": env!("CARGO_PKG_VERSION"), "language": LANGUAGE, "rules": rules } },
            "language": LANGUAGE,
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": troubles.iter().all(|(severity, ..)| *severity != Severity::Error),
                "toolExecutionNotifications": troubles.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": sorted.iter().map(|finding| result(finding, files)).collect::<Vec<_>>(),
        }],
    })
}

fn notification((severity, path, reason): &Trouble) -> Value {
    let place = |path: &Path| json!({ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } });
    let locations: Vec<Value> = path.iter().map(|path| place(path)).collect();
    json!({ "level": level(*severity), "message": { "text": reason }, "locations": locations })
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
        "suppressions": suppressions(finding, files),
    })
}

/// Why a finding does not count. One that does has an empty list: either all results of a run have this property, or none (3.27.23).
fn suppressions(finding: &Diagnostic, files: &Files) -> Vec<Value> {
    let in_source = |reason: &Label| json!({ "kind": "inSource", "justification": reason.text, "location": location(reason, files) });
    finding.accepted.iter().map(in_source).collect()
}

fn location(label: &Label, files: &Files) -> Value {
    let (start_line, start_column) = files.position(label.span.file, label.span.start);
    let (end_line, end_column) = files.position(label.span.file, label.span.end);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(files.path(label.span.file)) },
            "region": { "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column },
        },
        "message": { "text": label.text },
    })
}

/// A path as a URI (3.4.3): a relative one stays relative, an absolute one names the file system.
fn uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    // What Windows puts before a path whose links are resolved.
    let text = match (text.strip_prefix("//?/UNC/"), text.strip_prefix("//?/")) {
        (Some(share), _) => format!("//{share}"),
        (None, Some(plain)) => plain.to_owned(),
        (None, None) => text,
    };
    match text.as_bytes() {
        [b'/', b'/', ..] => format!("file:{}", escaped(&text)),
        [b'/', ..] => format!("file://{}", escaped(&text)),
        [drive, b':', b'/', ..] => format!("file:///{}:{}", char::from(*drive), escaped(&text[2..])),
        _ => escaped(&text),
    }
}

/// What is not plain ASCII is percent-encoded.
fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn a_finding_has_its_place_and_related_places() {
        let mut files = Files::default();
        let file = files.add("县/041 甲.yaml", "年度: 2024\n部门: 甲\n".to_owned());
        let finding =
            Diagnostic::error("JS-X06", "不一致").at(Span { file, start: 8, end: 12 }, "这里").at(Span { file, start: 0, end: 6 }, "那里");
        let value = to_sarif(&[finding], &files, &[("JS-X06", "相等", Severity::Error)], &[]);
        let result = &value["runs"][0]["results"][0];
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 5);
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "%E5%8E%BF/041%20%E7%94%B2.yaml");
        assert_eq!(result["relatedLocations"].as_array().map(Vec::len), Some(1));
        assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][0]["id"], "JS-X06");
    }

    #[test]
    fn a_path_is_a_uri() {
        for (path, expected) in [
            ("2024/041.yaml", "2024/041.yaml"),
            ("/县/041.yaml", "file:///%E5%8E%BF/041.yaml"),
            (r"D:\决算\041.yaml", "file:///D:/%E5%86%B3%E7%AE%97/041.yaml"),
            (r"\\share\041.yaml", "file://share/041.yaml"),
            (r"\\?\D:\决算\041.yaml", "file:///D:/%E5%86%B3%E7%AE%97/041.yaml"),
            (r"\\?\UNC\share\041.yaml", "file://share/041.yaml"),
            ("甲:乙.yaml", "%E7%94%B2%3A%E4%B9%99.yaml"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }

    #[test]
    fn a_run_that_could_look_at_all_was_successful() {
        let run = |troubles: &[Trouble]| to_sarif(&[], &Files::default(), &[], troubles)["runs"][0]["invocations"][0].clone();
        assert_eq!(run(&[])["executionSuccessful"], true);
        assert_eq!(run(&[(Severity::Warning, None, "没有字体")])["executionSuccessful"], true);
        let broken = run(&[(Severity::Error, Some(Path::new("甲.yaml")), "读不到")]);
        assert_eq!((&broken["executionSuccessful"], &broken["toolExecutionNotifications"][0]["level"]), (&json!(false), &json!("error")));
    }
}
