//! The normalised source attached to a published PDF: what the document depends on, without comments and internal keys.

use serde_json::Value;

use super::Dossier;
use crate::source::Disclosure;

/// Identifies attached files by their names and contents: what a PDF says of them, so that a later change to them is noticed.
pub fn fingerprint<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, contents) in files {
        for part in [name.as_bytes(), contents] {
            hasher.update(&u64::try_from(part.len()).expect("a length fits 64 bits").to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

/// Keys that are for the department and the bureau only.
const INTERNAL: [&str; 3] = ["核对", "接受", "保密审查"];

/// Name and description of the department's own file among the attachments. ASCII only: PDF name trees garble other names.
const OWN: (&str, &str) = ("source.yaml", "部门决算公开填报数据");

/// The files to attach: name, description, contents. Links between them name the attachments.
pub fn normalised(dossier: &Dossier) -> Vec<(String, String, String)> {
    let mut attached = Vec::new();
    attach(dossier, OWN.0, OWN.1, &mut attached);
    attached
}

fn attach(dossier: &Dossier, name: &str, description: &str, attached: &mut Vec<(String, String, String)>) {
    let mut value = plain(&dossier.disclosure);
    let at = attached.len();
    attached.push((name.to_owned(), description.to_owned(), String::new()));
    let stem = name.trim_end_matches(".yaml");
    if let Some(last_year) = &dossier.last_year {
        let linked = format!("{stem}-last-year.yaml");
        attach(last_year, &linked, &format!("{description}（上年）"), attached);
        value["上年文件"] = linked.into();
    }
    for (index, unit) in dossier.units.iter().enumerate() {
        let linked = format!("{stem}-unit-{}.yaml", index + 1);
        attach(unit, &linked, &format!("{description}（{}）", unit.disclosure.department.name), attached);
        value["部门"]["所属单位"][index]["文件"] = linked.into();
    }
    attached[at].2 = yaml(&value);
}

/// The file's values without what is empty or internal.
fn plain(disclosure: &Disclosure) -> Value {
    let mut value = serde_json::to_value(disclosure).expect("a source file is made of plain values");
    if let Some(keys) = value.as_object_mut() {
        keys.retain(|key, _| !INTERNAL.contains(&key.as_str()));
    }
    prune(&mut value);
    value
}

/// Drops nulls and empty collections inside collections.
fn prune(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(prune);
            entries.retain(|_, value| !is_empty(value));
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn yaml(value: &Value) -> String {
    serde_saphyr::to_string(value).expect("plain values become YAML")
}
