//! The published document of Lanxian against what is built from its figures: every line of the narrative, every amount of the tables.
//!
//! Spaces and the width of brackets aside, everything comes out literally, except the lines in `exceptions.txt`, where the published document
//! contradicts itself. `JUESUAN_BLESS=1 cargo test` writes the expected open data anew; the texts from the published document are never rewritten.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::making::{self, repository};
use crate::paper::Paper;

fn golden(name: &str) -> PathBuf {
    repository().join("tests/golden/lanxian").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Without spaces, all brackets narrow.
fn plain(text: &str) -> String {
    let narrow = |c| match c {
        '（' => '(',
        '）' => ')',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}')).map(narrow).collect()
}

/// The lines that must come out: those of the published document, or what must stand in their place.
fn narrative() -> Vec<String> {
    let mut lines: Vec<String> = read("narrative.txt").lines().map(plain).collect();
    assert_eq!(lines.len(), 61, "the published narrative has 61 lines");
    for exception in read("exceptions.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = exception.splitn(3, '\t');
        let line: usize = fields.next().and_then(|number| number.parse().ok()).expect("an exception names its line");
        lines[line - 1] = plain(fields.nth(1).expect("an exception says what must stand there"));
    }
    lines
}

/// The text of a generated Typst line: what its string expressions evaluate to, without heading marks.
fn evaluated(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.trim_start_matches('=').trim_start();
    while let Some(at) = rest.find("#\"") {
        out.push_str(&rest[..at]);
        let (text, end) = literal(&rest[at + 2..]);
        out.push_str(&text);
        rest = rest[at + 2 + end..].strip_prefix(';').expect("a string expression ends with a semicolon");
    }
    out + rest
}

/// Reads a string literal behind its opening quote: its text and where it ends.
fn literal(text: &str) -> (String, usize) {
    let mut out = String::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if rest.starts_with('"') {
            return (out, at + 1);
        } else if let Some(escape) = rest.strip_prefix("\\u{") {
            let end = escape.find('}').expect("an escape is closed");
            let code = u32::from_str_radix(&escape[..end], 16).expect("an escape is a number");
            out.push(char::from_u32(code).expect("an escape is a character"));
            at += end + 4;
        } else if let Some(escape) = rest.strip_prefix('\\') {
            out.push(if escape.starts_with('n') { '\n' } else { '\t' });
            at += 2;
        } else {
            let next = rest.chars().next().expect("a literal is closed");
            out.push(next);
            at += next.len_utf8();
        }
    }
}

#[test]
fn every_line_of_the_narrative_is_generated_and_no_other() {
    let source = making::lanxian().typst("main.typ");
    let (_, narrative_on) = source.split_once("// 模板 narrative/01-totals").expect("the narrative begins with totals");
    let (text, _) = narrative_on.split_once("// 模板 glossary").expect("the glossary follows the narrative");
    let is_layout = |line: &&str| line.starts_with("//") || line.starts_with(".typ") || ["", "#kept()[", "]"].contains(&line.trim());
    let generated: Vec<String> = text.lines().filter(|line| !is_layout(line)).map(|line| plain(&evaluated(line))).collect();
    let expected = narrative();
    for (at, (expected, generated)) in expected.iter().zip(&generated).enumerate() {
        assert_eq!(expected, generated, "line {}", at + 1);
    }
    assert_eq!(expected.len(), generated.len(), "{:#?}", &generated[expected.len().min(generated.len())..]);
}

#[test]
fn every_line_of_the_narrative_stands_in_the_pdf_in_order() {
    let pages = Paper::new(&making::lanxian().pdf()).pages();
    let text: String = pages.iter().map(|page| plain(&page.text)).collect();
    let start = text.rfind("第三部分情况说明").expect("the third part is the narrative");
    let mut rest = &text[start..];
    for (at, line) in narrative().iter().enumerate() {
        let found =
            rest.find(line.as_str()).unwrap_or_else(|| panic!("line {} is missing: {line}\n{}", at + 1, &rest[..rest.len().min(600)]));
        rest = &rest[found + line.len()..];
    }
}

/// The rows of a built table as `tables.txt` writes them: table, then the fields.
fn built_rows(table: &Value) -> Vec<Vec<String>> {
    let id = table["id"].as_str().expect("a table has a number");
    let rows = table["rows"].as_array().expect("a table has rows");
    let cells = |row: &Value| -> Vec<String> {
        let cells = row["cells"].as_array().expect("a row has cells").iter();
        cells.map(|cell| plain(cell["text"].as_str().expect("a cell has a text"))).collect()
    };
    let mut built = Vec::new();
    for row in rows.iter().filter(|row| row["kind"] != "sub") {
        let cells = cells(row);
        let parts: Vec<Vec<String>> = match (id, row["kind"].as_str()) {
            ("01" | "04", _) => vec![cells[..3].to_vec(), cells[3..].to_vec()],
            ("06", Some("total")) => cells.chunks(2).map(|pair| vec![pair[0].clone(), String::new(), pair[1].clone()]).collect(),
            ("06", _) => cells.chunks(3).filter(|part| !part[0].is_empty()).map(<[String]>::to_vec).collect(),
            ("09", _) => vec![std::iter::once(String::new()).chain(cells).collect()],
            // Our lines are numbered without a gap; the published table has no line 16.
            ("10", _) => vec![vec![cells[0].clone(), String::new(), cells[2].clone()]],
            (_, Some("total")) => {
                vec![std::iter::once(cells[0].clone()).chain([String::new()]).chain(cells[1..].iter().cloned()).collect()]
            }
            _ => vec![cells],
        };
        built.extend(parts.into_iter().map(|part| std::iter::once(id.to_owned()).chain(part).collect()));
    }
    built
}

/// The published rows of a table.
fn published_rows(id: &str) -> Vec<Vec<String>> {
    let text = read("tables.txt");
    let rows = text.lines().filter(|line| line.split('\t').next() == Some(id));
    rows.map(|line| line.split('\t').map(plain).collect())
        .map(|row: Vec<String>| if id == "10" { without_number(row) } else { row })
        .collect()
}

fn without_number(mut row: Vec<String>) -> Vec<String> {
    row[2].clear();
    row
}

#[test]
fn every_amount_of_the_ten_tables_comes_out() {
    let data = making::lanxian().open_data();
    let tables = data["tables"].as_array().expect("a list of tables");
    assert_eq!(
        tables.iter().map(|table| table["id"].as_str().unwrap_or_default()).collect::<Vec<_>>().join(" "),
        "01 02 03 04 05 06 07 08 09 10"
    );
    for table in tables {
        let id = table["id"].as_str().expect("a table has a number");
        let (built, published) = (built_rows(table), published_rows(id));
        for (at, (built, published)) in built.iter().zip(&published).enumerate() {
            assert_eq!(built, published, "table {id}, row {}", at + 1);
        }
        assert_eq!(built.len(), published.len(), "table {id}");
    }
}

#[test]
fn the_open_data_keep_their_shape() {
    let made = making::lanxian();
    let text = fs::read_to_string(made.path("json")).expect("readable open data");
    let expected = golden("open-data.json");
    if std::env::var_os("JUESUAN_BLESS").is_some() {
        fs::write(&expected, &text).expect("a writable file");
    }
    let kept = fs::read_to_string(&expected).unwrap_or_default();
    let first = kept.lines().zip(text.lines()).position(|(kept, now)| kept != now);
    assert!(kept == text, "the open data differ from line {:?} on (JUESUAN_BLESS=1 accepts them)", first.map(|line| line + 1));
}

/// Every field of the open data, wherever it stands.
fn fields(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        Value::Object(entries) => entries.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            fields(value, found);
        }),
        _ => {}
    }
}

#[test]
fn the_chapter_on_open_data_names_every_field() {
    let chapter = fs::read_to_string(making::repository().join("book/src/公开数据格式.md")).expect("the chapter");
    let mut found = std::collections::BTreeSet::new();
    fields(&making::lanxian().open_data(), &mut found);
    let unnamed: Vec<&String> = found.iter().filter(|name| !chapter.contains(&format!("`{name}`"))).collect();
    assert!(found.len() > 100 && unnamed.is_empty(), "{unnamed:?}");
}
