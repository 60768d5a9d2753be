//! The pages of the published folder, made from its records alone: an index with search, a summary with charts, the county's key figures, checksums.
//!
//! Nothing in them comes from elsewhere; they work from a file share. Written again only when a record or a page's template has changed.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};
use tera::{Context, Tera};

use super::chart::cell;
use super::overview::{key_figures_csv, key_figures_json};
use super::pages::{self, CSV, INDEX, JSON, SUMMARY, SUMS};
use super::roll::{Entry, Roll};
use super::summary::summary;
use super::{County, CountyError, NOTES, Published, Record, Records};
use crate::disclosure::{Emit, write};
use crate::source::ReportKind;

const NOTE: &str = "site.json";
const TEMPLATES: [(&str, &str); 4] = [
    ("index.html", include_str!("../../templates/site/index.html.tera")),
    ("summary.html", include_str!("../../templates/site/summary.html.tera")),
    ("unpublished.html", include_str!("../../templates/site/unpublished.html.tera")),
    ("style.css", include_str!("../../templates/site/style.css")),
];

static PAGES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates(TEMPLATES).expect("the program's own pages are sound");
    tera
});

/// Makes the pages of an output folder. Returns whether anything had to be written.
pub fn publish(output: &Path, county: &County) -> Result<bool, CountyError> {
    let records = Records::of(output).load_all()?;
    let records: Vec<&Record> = records.iter().filter(|record| !record.draft).collect();
    let roll = Roll::of(output)?;
    let unpublished = unpublished(&roll, &records, county.year);
    let note = fingerprint(&records, &unpublished, county);
    let noted = output.join(NOTES).join(NOTE);
    let stand = pages::NAMES.iter().all(|name| output.join(name).is_file());
    if stand && std::fs::read_to_string(&noted).is_ok_and(|found| found == note) {
        return Ok(false);
    }
    let summary = summary(&records, county.year);
    let pages = [
        (SUMMARY, render("summary.html", &context(&summary, county, json!({ "unpublished": unpublished })))),
        (CSV, key_figures_csv(&records)),
        (JSON, key_figures_json(&records, &unpublished, county)),
        (SUMS, checksums(&records)),
        (INDEX, render("index.html", &context(&json!({ "totals": summary, "unpublished": unpublished }), county, index(&records)))),
    ];
    for (name, text) in pages {
        write(&output.join(name), text.as_bytes())?;
    }
    write(&noted, note.as_bytes())?;
    Ok(true)
}

/// The departments of the year of which nothing is published; `contained` if the figures of a department that is published include them.
fn unpublished(roll: &Roll, records: &[&Record], year: u32) -> Vec<Value> {
    let of_year = records.iter().filter(|record| record.year == year && record.report == ReportKind::部门);
    let units: BTreeSet<&str> = of_year.flat_map(|record| &record.units).filter_map(|unit| unit.source.as_deref()).collect();
    let entry = |(source, entry): (&String, &Entry)| json!({ "code": entry.code, "name": entry.called(), "contained": units.contains(source.as_str()) });
    roll.missing(records).into_iter().map(entry).collect()
}

fn fingerprint(records: &[&Record], unpublished: &[Value], county: &County) -> String {
    let text = serde_json::to_vec(&(records, unpublished, county, TEMPLATES, env!("CARGO_PKG_VERSION"))).expect("plain values");
    format!("{{\"blake3\": \"{}\"}}\n", blake3::hash(&text).to_hex())
}

fn render(name: &str, context: &Context) -> String {
    PAGES.render(name, context).expect("the program's own pages render")
}

/// What every page says, with what this one says.
fn context(page: &impl Serialize, county: &County, more: Value) -> Context {
    let links = json!({ "region": county.region, "year": county.year, "index": INDEX, "summary": href(SUMMARY), "csv": href(CSV), "json": href(JSON), "sums": href(SUMS) });
    let mut context = Context::from_serialize(&links).expect("an object");
    context.extend(Context::from_serialize(page).expect("an object"));
    context.extend(Context::from_serialize(&more).expect("an object"));
    context
}

fn index(records: &[&Record]) -> Value {
    let years: BTreeSet<u32> = records.iter().map(|record| record.year).collect();
    let documents = |year: u32| records.iter().filter(|record| record.year == year).map(|record| document(record)).collect::<Vec<_>>();
    let years: Vec<Value> = years.into_iter().rev().map(|year| json!({ "year": year, "documents": documents(year) })).collect();
    json!({ "years": years })
}

fn document(record: &Record) -> Value {
    let pdf = record.pdf().map(|pdf| json!({ "href": href(&pdf.path), "size": size(pdf.size), "blake3": pdf.blake3 }));
    json!({
        "code": record.code,
        "name": record.name,
        "unit": record.report == ReportKind::单位,
        "title": record.title,
        "published": record.published,
        "pages": record.pages,
        "expenditure": cell(record.figure("all.expenditure")),
        "pdf": pdf,
        "data": record.outputs.iter().filter_map(data).collect::<Vec<_>>(),
    })
}

/// The link to a file of open data.
fn data(output: &Published) -> Option<Value> {
    let label = match output.kind {
        Emit::Json => "全部数据（JSON）".to_owned(),
        Emit::Csv => format!("{}（CSV）", output.title.as_deref().unwrap_or("表")),
        Emit::Pdf | Emit::Typ => return None,
    };
    Some(json!({ "href": href(&output.path), "label": label }))
}

/// One line a file, as `b3sum --check` reads it.
fn checksums(records: &[&Record]) -> String {
    let mut lines: Vec<(&str, &str)> =
        records.iter().flat_map(|record| &record.outputs).map(|output| (output.path.as_str(), output.blake3.as_str())).collect();
    lines.sort_unstable();
    lines.into_iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}

/// A path as a link: every byte but plain letters, digits and `/-_.` percent-encoded.
fn href(path: &str) -> String {
    path.bytes().fold(String::new(), |mut link, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
        link
    })
}

/// 1.3 MB: one decimal, rounded up.
fn size(bytes: u64) -> String {
    let (unit, name) = if bytes >= 1_000_000 { (1_000_000, "MB") } else { (1_000, "KB") };
    let tenths = (bytes * 10).div_ceil(unit);
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_nothing_are_pages() {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), &County { region: "某县".to_owned(), year: 2024 }).expect("written");
        let summary = std::fs::read_to_string(folder.path().join(SUMMARY)).expect("a page");
        assert!(summary.contains("还没有可以汇总的公开文件") && !summary.contains("<svg"));
    }

    #[test]
    fn links_and_sizes() {
        assert_eq!(href("数据/a b#1.csv"), "%E6%95%B0%E6%8D%AE/a%20b%231.csv");
        assert_eq!(size(1_300_001), "1.4 MB");
        assert_eq!(size(100), "0.1 KB");
    }
}
