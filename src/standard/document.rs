//! One disclosure in a standard's wording: the virtual files Typst is given.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::context::{context, merge};
use super::needs::Unwritten;
use super::print::{PrintedReport, PrintedTable, printed_report, printed_table};
use super::{Standard, TemplateError};
use crate::performance::Report;
use crate::tables::Table;

/// What the document is printed with besides its contents.
#[derive(Debug, Clone)]
pub struct Printing {
    /// Whether the review watermark goes over every page.
    pub draft: bool,
    /// Texts and reasons the department accepts to be missing. A draft shows no gaps there.
    pub unwritten: Vec<Unwritten>,
    /// Names of the attached files with their descriptions.
    pub attachments: Vec<(String, String)>,
}

/// A worded document.
#[derive(Debug, Clone)]
pub struct Worded {
    pub title: String,
    /// Whether it bears the review watermark.
    pub draft: bool,
    pub tables: BTreeMap<String, PrintedTable>,
    /// What the main template was given.
    pub context: Value,
    /// Path without leading slash → text; `main.typ` is the document itself.
    pub files: BTreeMap<String, String>,
}

/// Path of the document's own source.
pub const MAIN: &str = "main.typ";

impl Standard {
    /// Words one disclosure from its facts (see [`Contents::facts`](super::Contents::facts)), reports and tables.
    pub fn word(&self, facts: &Value, reports: &[Report], tables: &[Table], printing: &Printing) -> Result<Worded, TemplateError> {
        let mut facts = facts.clone();
        if printing.draft {
            self.manifest.fill_gaps(&mut facts, &printing.unwritten);
            self.manifest.fill_reasons(&mut facts, &printing.unwritten);
        }
        if let Some(misused) = self.misused_in_own(&facts) {
            return Err(misused);
        }
        let mut context = context(&facts);
        let title = self.wording.render("standard.yaml#title", &context, &self.files)?;
        let mut printed = BTreeMap::new();
        for (definition, table) in self.tables.iter().zip(tables) {
            printed.insert(table.id.clone(), printed_table(self, definition, table, &context)?);
        }
        let listed: Vec<Value> =
            tables.iter().map(|table| json!({ "id": table.id, "title": printed[&table.id].title, "empty": table.empty })).collect();
        let attachments: Vec<Value> =
            printing.attachments.iter().map(|(name, about)| json!({ "name": name, "description": about })).collect();
        let more = json!({ "title": title, "tables": listed, "draft": printing.draft, "attachments": attachments });
        for (name, value) in more.as_object().into_iter().flatten() {
            context.insert(name.clone(), value);
        }
        merge(&mut facts, more);
        let data = || {
            let reports: Vec<PrintedReport> = reports.iter().map(|report| printed_report(report, &self.manifest.numbers)).collect();
            let tables = serde_json::to_string(&printed).expect("tables are plain values");
            let reports = serde_json::to_string(&reports).expect("reports are plain values");
            [("tables.json", tables), ("reports.json", reports)]
        };
        let (document, data) = rayon::join(|| self.wording.document(&context, &self.files), data);
        let layout = self.files.iter().filter(|(path, _)| path.ends_with(".typ")).map(|(path, file)| (path, file.text.clone()));
        let files = layout.chain(data).chain([(MAIN, document?)]).map(|(path, text)| (path.to_owned(), text)).collect();
        Ok(Worded { title, draft: printing.draft, tables: printed, context: facts, files })
    }
}
