//! The normalised source attached to a PDF: what the document depends on, without comments and internal keys. A draft also depends on the acceptances of
//! texts and reasons that are missing: they say where it shows no gap.

use serde_json::{Value, json};

use crate::dossier::Dossier;
use crate::source::{Acceptance, Disclosure, INTERNAL, Spanned};
use crate::standard::{MISSING, UNEXPLAINED};

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

/// Name of the department's own file among the attachments. ASCII only: PDF name trees garble other names.
pub const OWN: &str = "source.yaml";
const OWN_DESCRIPTION: &str = "部门决算公开填报数据";

/// The acceptances of missing texts and reasons, as a section of their own; none where there are none.
fn accepted(file: &Disclosure) -> Option<String> {
    let unwritten = |acceptance: &&Spanned<Acceptance>| [MISSING, UNEXPLAINED].contains(&acceptance.rule.value.as_str());
    let accepted: Vec<Value> =
        file.accepted.iter().filter(unwritten).map(|acceptance| serde_json::to_value(acceptance).expect("plain values")).collect();
    let mut value = json!({ "接受": accepted });
    prune(&mut value);
    (!accepted.is_empty()).then(|| yaml(&value))
}

/// A file to attach. Links between them name the attachments.
pub(super) struct Attachment<'d> {
    pub name: String,
    pub description: String,
    file: &'d Disclosure,
    /// Whether a draft depends on what it accepts; it does not on what a file of last year accepted.
    accepts: bool,
    /// The attachment of last year's file.
    last_year: Option<String>,
    /// The attachments of the units' files.
    units: Vec<String>,
}

/// The files to attach to a document, the department's own first.
pub(super) fn of(dossier: &Dossier) -> Vec<Attachment<'_>> {
    let mut attached = Vec::new();
    attach(dossier, (OWN, OWN_DESCRIPTION), true, &mut attached);
    attached
}

fn attach<'d>(dossier: &'d Dossier, (name, description): (&str, &str), accepts: bool, attached: &mut Vec<Attachment<'d>>) {
    let stem = name.trim_end_matches(".yaml");
    let last_year = dossier.last_year.as_deref().map(|last_year| (last_year, format!("{stem}-last-year.yaml"), "上年".to_owned(), false));
    let units = dossier.units.iter().enumerate();
    let units: Vec<_> = units
        .map(|(index, unit)| (unit, format!("{stem}-unit-{}.yaml", index + 1), unit.disclosure.department.name.value.clone(), accepts))
        .collect();
    attached.push(Attachment {
        name: name.to_owned(),
        description: description.to_owned(),
        file: &dossier.disclosure,
        accepts,
        last_year: last_year.as_ref().map(|(_, name, ..)| name.clone()),
        units: units.iter().map(|(_, name, ..)| name.clone()).collect(),
    });
    for (linked, name, about, accepts) in last_year.into_iter().chain(units) {
        attach(linked, (&name, &format!("{description}（{about}）")), accepts, attached);
    }
}

impl Attachment<'_> {
    /// What it holds, as attached to a document of a standard or to its draft: whoever extracts it needs no 县.yaml.
    pub(super) fn text(&self, standard: &str, draft: bool) -> String {
        let mut value = plain(self.file);
        if let Some(name) = &self.last_year {
            value["上年文件"] = name.as_str().into();
        } else if let Some(keys) = value.as_object_mut() {
            // Years that nothing depends on any more are not attached, nor named.
            keys.remove("上年文件");
        }
        for (index, name) in self.units.iter().enumerate() {
            value["部门"]["所属单位"][index]["文件"] = name.as_str().into();
        }
        let unnamed = self.file.standard.is_none().then(|| yaml(&json!({ "标准": standard })));
        let mut text = unnamed.unwrap_or_default() + &yaml(&value);
        text.extend(accepted(self.file).filter(|_| draft && self.accepts));
        text
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Keys that everybody may read. Whoever adds a key to the source file decides here whether it is one of them or internal.
    const PUBLIC: &str = "标准 年度 金额单位 公开日期 批复日期 部门 概况 上年文件 上年决算 补充科目 科目说明 一般公共预算财政拨款 政府性基金预算财政拨款 \
        国有资本经营预算财政拨款 单位资金 基本支出明细 三公经费 政府采购 机关运行经费 国有资产 变动原因 基本支出主要包括 其他需要说明的事项 名词列举 绩效管理 绩效自评 补充名词";

    #[test]
    fn every_key_is_public_or_internal() {
        let schema = crate::source::reading::schema();
        let keys: BTreeSet<&str> = schema["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
        let decided: BTreeSet<&str> = PUBLIC.split_whitespace().chain(INTERNAL).collect();
        assert_eq!(keys, decided);
        assert!(PUBLIC.split_whitespace().all(|key| !INTERNAL.contains(&key)));
    }
}
