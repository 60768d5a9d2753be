//! Writes a JSON Schema as a page of the book: every key with what it means, what is written there, and an example. Only `juesuan schema --markdown` calls it.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::example;

/// A page in Markdown: one table of keys for every mapping of the schema, outermost first.
pub fn reference(schema: &Value) -> String {
    let mut page = Page { schema, text: String::new(), waiting: vec![(String::new(), schema)], written: Vec::new() };
    while !page.waiting.is_empty() {
        let (path, mapping) = page.waiting.remove(0);
        page.mapping(&path, mapping);
    }
    page.text
}

/// The page so far, and the mappings that are mentioned but not written yet.
struct Page<'v> {
    schema: &'v Value,
    text: String,
    waiting: Vec<(String, &'v Value)>,
    /// Mappings by the path under which they stand on the page.
    written: Vec<(&'v Value, String)>,
}

impl<'v> Page<'v> {
    fn mapping(&mut self, path: &str, mapping: &'v Value) {
        let title = if path.is_empty() { "文件" } else { path };
        let about = mapping["description"].as_str().unwrap_or_default();
        writeln!(self.text, "## {title}\n\n{about}\n\n| 键 | 意思 | 写什么 | 例 |\n|---|---|---|---|").expect("a string takes everything");
        let required: Vec<&str> = mapping["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = mapping["properties"].as_object().expect("only mappings wait to be written");
        let first = self.waiting.len();
        for (key, property) in properties {
            let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let kind = self.kind(property, &below);
            let needed = if required.contains(&key.as_str()) { "**必填**。" } else { "" };
            let about = property["description"].as_str().unwrap_or_default();
            let example = example::line(key, &property["examples"][0]);
            writeln!(self.text, "| {key} | {needed}{about} | {kind} | `{example}` |").expect("a string takes everything");
        }
        self.text.push('\n');
        let inner = self.waiting.split_off(first);
        self.waiting.splice(0..0, inner);
    }

    /// What is written after a key, in words; remembers the mappings found on the way.
    fn kind(&mut self, property: &'v Value, path: &str) -> String {
        let property = self.resolved(property);
        if property["properties"].is_object() {
            return self.link(property, path);
        }
        if property["items"].is_object() {
            return format!("一列，每项是{}", self.kind(&property["items"], path));
        }
        if property["additionalProperties"].is_object() {
            let key = if property["propertyNames"]["format"] == "code" { "科目编码" } else { "名称" };
            return format!("每行“{key}: 值”，值是{}", self.kind(&property["additionalProperties"], path));
        }
        leaf(property.as_object().expect("a schema is an object"))
    }

    fn link(&mut self, mapping: &'v Value, path: &str) -> String {
        let known = self.written.iter().find(|(known, _)| std::ptr::eq(*known, mapping));
        let home = match known {
            Some((_, home)) => home.clone(),
            None => {
                self.written.push((mapping, path.to_owned()));
                self.waiting.push((path.to_owned(), mapping));
                path.to_owned()
            }
        };
        format!("几个“键: 值”，见“{home}”一节")
    }

    /// The schema behind a reference, and the one that is not null of two.
    fn resolved(&self, property: &'v Value) -> &'v Value {
        if let Some(reference) = property["$ref"].as_str() {
            return self.schema.pointer(reference.trim_start_matches('#')).expect("a generated schema has no dangling references");
        }
        match property["anyOf"].as_array().and_then(|options| options.iter().find(|option| option["type"] != "null")) {
            Some(option) => self.resolved(option),
            None => property,
        }
    }
}

fn leaf(schema: &Map<String, Value>) -> String {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、") + " 之一";
    }
    let name = match schema.get("format").and_then(Value::as_str) {
        Some("amount") => "金额，单位见“金额单位”",
        Some("code") => "科目编码，3、5 或 7 位数字",
        Some("count") => "不小于 0 的整数",
        Some("score") => "分值，单位分，最多两位小数",
        Some("date") => "日期，年-月-日",
        Some("year-month") => "年月，年-月",
        _ => "文字",
    };
    name.to_owned()
}
