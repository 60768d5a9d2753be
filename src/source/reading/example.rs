//! Writes a schema's example as the line an accountant would type.

use serde_json::Value;

/// The year of accounts that the schema's examples are of.
const YEAR: u32 = 2024;

/// A date among the schema's examples as it would be for accounts of another year.
pub fn of_year(date: &str, year: Option<u32>) -> String {
    let moved = || {
        let written: u32 = date.get(..4)?.parse().ok()?;
        Some(format!("{}{}", year?.checked_add(written.checked_sub(YEAR)?)?, &date[4..]))
    };
    moved().unwrap_or_else(|| date.to_owned())
}

/// `键: 值` in flow style.
pub fn line(key: &str, example: &Value) -> String {
    let key = if is_special(key) { format!("{key:?}") } else { key.to_owned() };
    format!("{key}: {}", value(example))
}

/// A value in flow style.
pub fn value(example: &Value) -> String {
    match example {
        Value::Null => String::new(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => amount(&number.to_string()),
        Value::String(text) => scalar(text),
        Value::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| line(key, value)).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// JSON drops the second zero of 100.00.
fn amount(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.len() == 1 => format!("{whole}.{fraction}0"),
        _ => number.to_owned(),
    }
}

fn scalar(text: &str) -> String {
    let digits_only = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if digits_only || is_special(text) { format!("{text:?}") } else { text.to_owned() }
}

/// Whether YAML would take a part of the text for punctuation.
fn is_special(text: &str) -> bool {
    text.contains([',', '{', '}', '[', ']', '#', '"']) || text.contains(": ")
}
