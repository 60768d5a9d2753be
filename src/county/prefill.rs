//! This year's file from last year's: names, duties, offices, glossary and codes are taken over; every amount and reason is marked as missing.
//!
//! Last year's figures are not copied: the new file names last year's, and comparisons and carry-overs come from there.

use serde_json::{Map, Value, json};

use crate::source::Disclosure;
use crate::source::reading::MISSING;

/// Sections of a new file in their order, each with what is said above it.
const SECTIONS: [(&str, &str); 15] = [
    ("部门", ""),
    ("概况", "取自上年；机构改革、职责调整后要改。"),
    ("一般公共预算财政拨款", "科目取自上年：本年没有的删去，新有的加上。年初结转和结余由上年文件得出，不用写。"),
    ("政府性基金预算财政拨款", ""),
    ("国有资本经营预算财政拨款", ""),
    ("单位资金", ""),
    ("基本支出明细", "科目取自上年：没有发生的删去。"),
    ("科目说明", "上年决算由上年文件得出，不用写。"),
    ("补充科目", ""),
    ("变动原因", "没有变化的删去。"),
    ("三公经费", "上年决算由上年文件得出，不用写。"),
    ("机关运行经费", ""),
    ("政府采购", ""),
    ("国有资产", ""),
    ("补充名词", ""),
];
/// Keys whose values follow from last year's file.
const FOLLOWS: [&str; 3] = ["上年决算", "年初结转和结余", "预决算差异原因"];
/// Keys that stay as they are within sections of amounts.
const STAYS: [&str; 2] = ["科目", "用途"];

/// The text of a new file. `last_year` is the link to last year's; `shared_dates`, whether the workspace writes the dates for all.
pub fn prefill(file: &Disclosure, last_year: &str, shared_dates: bool) -> String {
    let written = serde_json::to_value(file).expect("a source file is made of plain values");
    let (year, name) = (file.year.value.0 + 1, &file.department.name.value);
    let mut text = format!(
        "# {name} {year} 年度决算公开填报文件，由上年的文件带出\n#\n\
         # 凡是写着“{MISSING}”的地方都要填：填好之前生成不了，程序会逐处指出来。没有发生的写 0，或者把这一行删去；不要留空。\n\n"
    );
    let mut head = Map::new();
    if let Some(standard) = &file.standard {
        head.insert("标准".to_owned(), json!(standard.value));
    }
    head.insert("年度".to_owned(), json!(year));
    head.insert("金额单位".to_owned(), written["金额单位"].clone());
    if !shared_dates {
        head.insert("公开日期".to_owned(), json!(MISSING));
    }
    head.insert("上年文件".to_owned(), json!(last_year));
    text.push_str(&yaml(&Value::Object(head)));
    for (key, about) in SECTIONS {
        let value = section(key, &written[key]);
        if !is_empty(&value) {
            let comment = if about.is_empty() { String::new() } else { format!("# {about}\n") };
            text.push_str(&format!("\n{comment}{}", yaml(&json!({ key: value }))));
        }
    }
    text.push_str("\n# 绩效自评：每个项目一份，照上年文件的写法填本年的项目；没有项目的不写。\n# 绩效自评: []\n");
    text
}

fn section(key: &str, written: &Value) -> Value {
    match key {
        "部门" | "概况" | "补充科目" | "补充名词" => pruned(written),
        _ => missing(written),
    }
}

/// The same keys with every value marked as missing, but for those that stay.
fn missing(written: &Value) -> Value {
    match written {
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(key, value)| !FOLLOWS.contains(&key.as_str()) && !is_empty(value));
            let entry = |(key, value): (&String, &Value)| {
                let value = if STAYS.contains(&key.as_str()) { value.clone() } else { missing(value) };
                (key.clone(), value)
            };
            Value::Object(entries.map(entry).filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(missing).collect()),
        Value::Null => Value::Null,
        _ => json!(MISSING),
    }
}

/// The same without what is empty.
fn pruned(written: &Value) -> Value {
    match written {
        Value::Object(entries) => {
            let kept = entries.iter().map(|(key, value)| (key.clone(), pruned(value))).filter(|(_, value)| !is_empty(value));
            Value::Object(kept.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(pruned).collect()),
        other => other.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_empty),
        _ => false,
    }
}

fn yaml(value: &Value) -> String {
    let text = serde_saphyr::to_string(value).expect("plain values become YAML");
    if text.ends_with('\n') { text } else { text + "\n" }
}
