//! The figures of a disclosure's open data, each with a stable place. Which of them differ between two is `changes`.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::label;

/// A figure where it stands: a cell of a table, or a fact of the narrative or of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureAt {
    /// The cell's address, or the path of the fact (entries of lists by code or name).
    pub place: String,
    /// The table, or the part of the document.
    pub group: String,
    /// The row of a table; what the fact is.
    pub row: String,
    /// The column of a table, as its head calls it.
    pub column: Option<String>,
    /// Exact: yuan for amounts, else the number itself.
    pub value: Decimal,
    /// As printed (amounts in 万元).
    pub printed: Decimal,
    /// Whether it is a cell of a table.
    pub table: bool,
    /// JSON pointer into the facts; for a cell, into the open data.
    #[serde(skip)]
    pub pointer: String,
}

/// Fields that name or describe and are no figures, whatever digits they are written with.
const NAMES: [&str; 32] = [
    "code",
    "unit_code",
    "authority_code",
    "name",
    "unit_name",
    "authority_name",
    "key",
    "figure",
    "department",
    "published",
    "year",
    "month",
    "prior_year",
    "duties",
    "offices",
    "other_matters",
    "extra_terms",
    "initial_target",
    "target",
    "actual",
    "qualitative",
    "deviation",
    "purpose",
    "change_reason",
    "budget_reason",
    "reason",
    "path",
    "source",
    "level1",
    "level2",
    "rules",
    "plan",
];

/// All figures of open data, in document order.
pub fn figures(data: &Value) -> IndexMap<String, FigureAt> {
    let mut found = IndexMap::new();
    for (index, table) in data["tables"].as_array().into_iter().flatten().enumerate() {
        cells(table, index, &mut found);
    }
    walk(&data["facts"], &mut Path::default(), data, &mut found);
    found
}

fn insert(found: &mut IndexMap<String, FigureAt>, mut figure: FigureAt) {
    let place = figure.place.clone();
    let mut times = 1;
    while found.contains_key(&figure.place) {
        times += 1;
        figure.place = format!("{place}#{times}");
    }
    found.insert(figure.place.clone(), figure);
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => Decimal::from_str_exact(text).ok(),
        Value::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
        _ => None,
    }
}

fn cells(table: &Value, index: usize, found: &mut IndexMap<String, FigureAt>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let group = [text(&table["mark"]), text(&table["title"])].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    for (line, row) in table["rows"].as_array().into_iter().flatten().enumerate() {
        let all = row["cells"].as_array().map(Vec::as_slice).unwrap_or_default();
        // A row with a cell over several columns has fewer cells than there are headings.
        let headings = table["columns"].as_array().filter(|headings| headings.len() == all.len()).map(Vec::as_slice).unwrap_or_default();
        for (at, cell) in all.iter().enumerate() {
            let Some(address) = cell["address"].as_str() else { continue };
            let exact = decimal(&cell["yuan"]).or_else(|| decimal(&cell["count"])).unwrap_or_default();
            let (row, key) = label::row_and_column(address, &all[..at]);
            let column = key.map(|key| headings.get(at).map_or(key, |heading| text(&heading["heading"])));
            insert(
                found,
                FigureAt {
                    place: address.to_owned(),
                    group: group.clone(),
                    row,
                    column,
                    value: exact,
                    printed: decimal(&cell["wan"]).unwrap_or(exact),
                    table: true,
                    pointer: format!("/tables/{index}/rows/{line}/cells/{at}"),
                },
            );
        }
    }
}

#[derive(Default)]
struct Path {
    /// Keys, with entries of lists by name.
    place: Vec<String>,
    pointer: Vec<String>,
}

impl Path {
    fn within(&mut self, place: String, pointer: String, then: impl FnOnce(&mut Self)) {
        self.place.push(place);
        self.pointer.push(pointer);
        then(self);
        self.place.pop();
        self.pointer.pop();
    }
}

fn walk(value: &Value, path: &mut Path, data: &Value, found: &mut IndexMap<String, FigureAt>) {
    match value {
        Value::Object(fields) => {
            if let (Some(yuan), Some(wan)) = (fields.get("yuan").and_then(decimal), fields.get("wan").and_then(decimal)) {
                return fact(path, yuan, wan, data, found);
            }
            for (key, field) in fields.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
                let place = if path.place.is_empty() { key.clone() } else { format!(".{key}") };
                path.within(place, key.clone(), |path| match decimal(field).filter(|_| is_decrease(fields)) {
                    Some(size) => fact(path, -size, -size, data, found),
                    None => walk(field, path, data, found),
                });
            }
        }
        Value::Array(items) => {
            let key = naming(items);
            for (index, item) in items.iter().enumerate() {
                let name = key.and_then(|key| item.get(key)?.as_str()).map_or_else(|| (index + 1).to_string(), str::to_owned);
                path.within(format!("[{name}]"), index.to_string(), |path| walk(item, path, data, found));
            }
        }
        leaf => {
            if let Some(number) = decimal(leaf) {
                fact(path, number, number, data, found);
            }
        }
    }
}

/// Whether an object is a change that fell: its own numbers are sizes without a sign.
fn is_decrease(fields: &serde_json::Map<String, Value>) -> bool {
    fields.contains_key("prior") && fields.get("direction").is_some_and(|direction| direction == "decrease")
}

/// The field that tells the entries of a list apart, if there is one: then an entry keeps its place when another one goes.
fn naming(items: &[Value]) -> Option<&'static str> {
    ["code", "name", "budget"].into_iter().find(|key| {
        let names: std::collections::BTreeSet<&str> = items.iter().filter_map(|item| item.get(*key)?.as_str()).collect();
        names.len() == items.len()
    })
}

fn fact(path: &Path, exact: Decimal, printed: Decimal, data: &Value, found: &mut IndexMap<String, FigureAt>) {
    let pointer = format!("/{}", path.pointer.join("/"));
    let (group, row) = label::fact(&data["facts"], &pointer);
    insert(found, FigureAt { place: path.place.concat(), group, row, column: None, value: exact, printed, table: false, pointer });
}

/// JSON pointers to every number of the facts.
pub fn numbers(facts: &Value) -> Vec<String> {
    let mut found = Vec::new();
    pointers(facts, &mut String::new(), &mut found);
    found
}

fn pointers(value: &Value, path: &mut String, found: &mut Vec<String>) {
    let length = path.len();
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
                path.push('/');
                path.push_str(key);
                pointers(field, path, found);
                path.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push_str(&format!("/{index}"));
                pointers(item, path, found);
                path.truncate(length);
            }
        }
        leaf => found.extend(decimal(leaf).map(|_| path.clone())),
    }
}
