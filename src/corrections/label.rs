//! What figures are called in Chinese, for people who read differences and explanations.

use serde_json::Value;

use crate::accounts::Figure;
use crate::tables::Address;

/// Row and column of a cell by its address and the cells left of it in the same row.
pub fn row_and_column(address: &str, before: &[Value]) -> (String, Option<String>) {
    let Ok(Address { row, column, .. }) = address.parse::<Address>() else { return (address.to_owned(), None) };
    let texts = before.iter().rev().filter(|cell| cell.get("address").is_none()).filter_map(|cell| cell["text"].as_str());
    let name = texts.map(str::trim).find(|text| !text.is_empty() && !text.chars().all(|c| c.is_ascii_digit()));
    let is_code = !row.is_empty() && row.chars().all(|c| c.is_ascii_digit());
    // Where the table does not print the code, the name alone tells.
    let digits = before.iter().filter_map(|cell| cell["text"].as_str()).filter(|text| text.chars().all(|c| c.is_ascii_digit()));
    let prints_code = digits.clone().any(|text| text == row) || digits.collect::<String>() == row;
    let named = |name: &str| if prints_code { format!("{row} {name}") } else { name.to_owned() };
    (name.filter(|_| is_code).map_or_else(|| row.clone(), named), column)
}

/// The name of the figure an object of the facts shows, e.g. a quantity's.
pub fn of_quantity(value: &Value) -> Option<String> {
    Some(value.get("figure")?.as_str()?.parse::<Figure>().ok()?.label())
}

/// Words for the last key of a fact's path.
const KEYS: [(&str, &str); 44] = [
    ("groups", "出国（境）团组"),
    ("group_persons", "出国（境）人次"),
    ("purchased", "公务用车购置辆数"),
    ("kept", "公务用车保有量"),
    ("receptions", "公务接待批次"),
    ("reception_persons", "公务接待人次"),
    ("domestic_receptions", "国内接待批次"),
    ("domestic_persons", "国内接待人次"),
    ("guests_receptions", "外事接待批次"),
    ("guests_persons", "外事接待人次"),
    ("foreign_receptions", "国（境）外接待批次"),
    ("foreign_persons", "国（境）外接待人次"),
    ("vehicles_total", "车辆合计"),
    ("equipment", "单价100万元以上设备"),
    ("sme_percent", "授予中小企业合同金额占比"),
    ("micro_percent", "授予小微企业合同金额占比"),
    ("projects", "绩效自评的项目个数"),
    ("executed", "全年执行数"),
    ("initial", "年初预算"),
    ("average", "自评平均分"),
    ("with_objectives", "编报绩效目标的项目个数"),
    ("monitored", "绩效跟踪的项目个数"),
    ("evaluated_amount", "绩效自评的项目预算金额"),
    ("problems", "绩效自评发现的问题个数"),
    ("rectified", "已经完成整改的问题个数"),
    ("rectifying", "正在整改的问题个数"),
    ("declared", "目标申报"),
    ("adjusted", "全年预算"),
    ("remainder", "资金结（转）余"),
    ("rate", "执行率"),
    ("weight", "权重"),
    ("score", "得分"),
    ("indicator_score", "指标得分"),
    ("indicator_weight", "指标权重合计"),
    ("execution_score", "预算执行得分"),
    ("count", "数量"),
    ("personnel", "人员经费"),
    ("operating", "公用经费"),
    ("yuan", "金额"),
    ("wan", "金额"),
    ("percent", "百分比"),
    ("final", "决算"),
    ("total", "合计"),
    ("budget", "预算"),
];

/// The part of the document a fact belongs to, and what the fact is.
pub fn fact(facts: &Value, pointer: &str) -> (String, String) {
    let keys: Vec<&str> = pointer.split('/').skip(1).collect();
    let above = |levels: usize| facts.pointer(&format!("/{}", keys[..keys.len().saturating_sub(levels)].join("/")));
    let group = match (keys.first(), keys.get(1).and_then(|index| facts["reports"].get(index.parse::<usize>().ok()?))) {
        (Some(&"reports"), Some(report)) => format!("绩效自评报告 {}", report["name"].as_str().unwrap_or_default()),
        _ => "情况说明用的数（各标准印其中一部分）".to_owned(),
    };
    let key = keys.last().copied().unwrap_or_default();
    let word = KEYS.iter().find(|(known, _)| *known == key).map_or(key, |(_, word)| word);
    let name = |value: Option<&Value>| value.and_then(|value| value["name"].as_str()).map(str::to_owned);
    if let Some(label) = facts.pointer(pointer).and_then(of_quantity) {
        return (group, label);
    }
    let Some(owner) = above(1) else { return (group, word.to_owned()) };
    if let (Some(current), true) = (owner.get("current").and_then(of_quantity), owner.get("prior").is_some()) {
        return (group, format!("{current}较上年增减{}", if key == "percent" { "百分比" } else { "额" }));
    }
    if let (Some(budget), Some(spent)) = (owner.get("budget").and_then(of_quantity), owner.get("final").and_then(of_quantity)) {
        return (group, format!("{spent}完成{budget}的百分比"));
    }
    if key == "percent" {
        let of = owner.get("amount").and_then(of_quantity).or_else(|| owner.get("final").and_then(of_quantity));
        let of = of.or_else(|| owner.get("expenditure").and_then(of_quantity));
        return (group, format!("{}占比", of.or_else(|| name(Some(owner))).unwrap_or_default()));
    }
    let whose = if keys.first() == Some(&"reports") && keys.len() == 3 { None } else { name(Some(owner)) };
    let source = owner.get("source").and_then(Value::as_str).filter(|source| !source.is_empty()).map(str::to_owned);
    let budget = owner.get("budget").and_then(Value::as_str).map(str::to_owned).filter(|_| keys.first() == Some(&"performance"));
    match whose.or(source).or(budget) {
        Some(whose) => (group, format!("{whose} {word}")),
        None => (group, word.to_owned()),
    }
}
