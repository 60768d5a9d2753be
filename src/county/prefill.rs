//! This year's file from last year's: names, duties, offices, glossary and codes are taken over; every amount and reason is marked as missing.
//!
//! Last year's figures are not copied: the new file names last year's, and comparisons and carry-overs come from there.

use serde_json::{Map, Value, json};

use crate::catalog::Catalog;
use crate::source::Disclosure;
use crate::source::reading::MISSING;

/// Sections of a new file in their order, each with what is said above it.
const SECTIONS: [(&str, &str); 18] = [
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
    ("三公经费", "上年决算由上年文件得出，不用写。没有发生的整项删去。"),
    ("机关运行经费", ""),
    ("政府采购", ""),
    ("国有资产", "年末数：车辆写辆数，设备写台（套）数。"),
    ("绩效自评", "项目和指标名称取自上年：本年没有的项目删去，新的照样加上。指标的权重合计 90。"),
    ("绩效管理", ""),
    ("名词列举", ""),
    ("补充名词", ""),
];
/// Keys whose values follow from last year's file.
const FOLLOWS: [&str; 3] = ["上年决算", "年初结转和结余", "年初结转调整"];
/// Keys that stay as they are within sections of amounts.
const STAYS: [&str; 13] = [
    "科目",
    "用途",
    "项目名称",
    "项目单位",
    "主管部门",
    "预算类别",
    "资金来源",
    "一级指标",
    "二级指标",
    "指标名称",
    "权重",
    "管理制度",
    "工作机制",
];
/// Sections whose codes are explained by their names.
const OF_CODES: [&str; 6] =
    ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "单位资金", "基本支出明细", "科目说明"];

/// The text of a new file of a year. `last_year` is the link to last year's; `shared_dates`, whether the workspace writes the dates for all.
pub fn prefill(file: &Disclosure, year: u32, last_year: &str, shared_dates: bool) -> String {
    let written = serde_json::to_value(file).expect("a source file is made of plain values");
    let name = &file.department.name.value;
    let mut text = format!(
        "# {name} {year} 年度决算公开填报文件，由上年的文件带出\n#\n\
         # 凡是写着“{MISSING}”的地方都要换成本年的内容；填到哪里都可以用 juesuan check 检查，它会列出还有哪几处没有填、各填什么样。\n\
         # 没有发生的金额和个数写 0；用不到的行整行删去；不要留空。金额写到分，不写“元”，不写千分位逗号。\n\n"
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
            let lines = yaml(&json!({ key: value }));
            let lines = if OF_CODES.contains(&key) { with_names(&lines, year) } else { lines };
            text.push_str(&format!("\n{comment}{lines}"));
        }
    }
    text
}

/// The same lines, every code followed by its name as a comment.
fn with_names(lines: &str, year: u32) -> String {
    let Some(catalog) = Catalog::of(year) else { return lines.to_owned() };
    let name = |line: &str| {
        let code = line.split('"').nth(1)?;
        let functional = catalog.functional(code).map(|item| item.name);
        functional.or_else(|| catalog.economic(code).map(|item| item.name))
    };
    let named = |line: &str| name(line).map_or_else(|| format!("{line}\n"), |name| format!("{line}   # {name}\n"));
    lines.lines().map(named).collect()
}

fn section(key: &str, written: &Value) -> Value {
    match key {
        "部门" | "概况" | "补充科目" | "名词列举" | "补充名词" => pruned(written),
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
