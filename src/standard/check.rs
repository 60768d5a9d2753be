//! A pack looked at on its own: every file parses, and every variable its texts name exists in the facts of departments.
//!
//! Rendering and typesetting sample departments needs more than a standard and is `disclosure::rehearsal`.

use std::path::Path;

use serde_json::{Value, json};

use super::context::{context, merge};
use super::correction::{Correction, NOTICE_TEMPLATE};
use super::pack::MANIFEST;
use super::wording::{Wording, short_texts, syntax_faults};
use super::{PackFile, PackFiles, Standard, StandardError, TemplateError, built_in_ids, manifest, variables};

/// A pack and what is wrong with its templates; no standard if they cannot be used at all.
#[derive(Debug)]
pub struct Examined {
    pub standard: Option<Standard>,
    pub faults: Vec<TemplateError>,
}

/// Opens a built-in standard (by id) or a folder and looks at every file. Mistakes in YAML files are [`StandardError::Invalid`].
pub fn examine(place: &str) -> Result<Examined, StandardError> {
    let built_in = built_in_ids().iter().any(|id| id == place);
    let files = if built_in { PackFiles::built_in(place)? } else { PackFiles::from_folder(Path::new(place))? };
    let (manifest, tables) = manifest::read(&files)?;
    match Wording::new(&files, &manifest, &tables) {
        Ok(wording) => Ok(Examined { standard: Some(Standard { manifest, tables, files, wording }), faults: Vec::new() }),
        Err(first) => {
            let faults = syntax_faults(&files, &manifest, &tables);
            Ok(Examined { standard: None, faults: if faults.is_empty() { vec![first] } else { faults } })
        }
    }
}

impl Standard {
    /// The variables in templates, short texts and needs that none of these departments' facts have, or that cannot be printed as they stand.
    pub fn misused_variables(&self, facts: &[Value]) -> Vec<TemplateError> {
        let shape = variables::shape(facts.iter().chain([&document_facts()]));
        let templates = self.files.iter().filter(|(path, _)| path.ends_with(super::wording::TEMPLATE));
        let mut faults: Vec<TemplateError> =
            templates.flat_map(|(path, file)| self.misused_in(path, &file.text, 0, &file.text, &shape)).collect();
        for (name, text) in short_texts(&self.manifest, &self.tables) {
            let (path, whole, offset) = self.place_of(&name, &text);
            faults.extend(self.misused_in(path, &text, offset, whole, &shape));
        }
        faults.extend(self.needs_unknown(&shape));
        faults
    }

    /// The first variable that a template of a county's or a province's own names and no fact has, or prints though it is no text.
    pub(super) fn misused_in_own(&self, facts: &Value) -> Option<TemplateError> {
        let own = |(path, _): &(&str, &PackFile)| !self.files.is_built_in(path) && path.ends_with(super::wording::TEMPLATE);
        let mut own = self.files.iter().filter(own).peekable();
        own.peek()?;
        let shape = variables::shape([facts, &document_facts()]);
        own.find_map(|(path, file)| self.misused_in(path, &file.text, 0, &file.text, &shape).into_iter().next())
    }

    fn misused_in(&self, path: &str, text: &str, offset: usize, whole: &str, shape: &Value) -> Vec<TemplateError> {
        let fault = |misused: variables::Misused| TemplateError {
            file: self.files.describe(path),
            place: Some(line_and_column(whole, offset + misused.offset)),
            message: misused.to_string(),
        };
        variables::misused(text, shape).into_iter().map(fault).collect()
    }

    fn needs_unknown(&self, shape: &Value) -> Vec<TemplateError> {
        let whole = self.files.get(MANIFEST).unwrap_or_default();
        let needs = self.manifest.needs.iter();
        let needed = needs.flat_map(|need| [Some(&need.fact), need.when.as_ref(), need.unless.as_ref()]).flatten();
        let paths = needed.chain(self.manifest.reasons.iter().flat_map(|need| [&need.fact, &need.reason]));
        paths
            .filter_map(|path| {
                let names: Vec<&str> = path.value.split('.').collect();
                let part = variables::resolve(shape, &names).err()?;
                Some(TemplateError {
                    file: self.files.describe(MANIFEST),
                    place: Some(line_and_column(whole, path.span.range().start.min(whole.len()))),
                    message: format!("没有变量 {}（“{part}”不存在）", path.value),
                })
            })
            .collect()
    }

    /// Renders every short text for one department, whether its document needs it or not.
    pub fn short_text_faults(&self, facts: &Value) -> Vec<TemplateError> {
        let context = context(facts);
        let texts = short_texts(&self.manifest, &self.tables);
        texts
            .iter()
            .filter_map(|(name, text)| {
                let error = self.wording.render(name, &context, &self.files).err()?;
                let (path, whole, offset) = self.place_of(name, text);
                Some(TemplateError { file: self.files.describe(path), place: Some(line_and_column(whole, offset)), message: error.message })
            })
            .collect()
    }

    /// Renders the notice of correction as if a figure and a sentence of this department had changed; None where the pack has none.
    pub fn notice_fault(&self, facts: &Value) -> Option<TemplateError> {
        let mut facts = facts.clone();
        merge(&mut facts, document_facts());
        let rendered = self.wording.has(NOTICE_TEMPLATE).then(|| self.wording.render(NOTICE_TEMPLATE, &context(&facts), &self.files))?;
        rendered.err()
    }

    /// Where a short text is written: its file, that file's text, and the offset in it.
    fn place_of(&self, name: &str, text: &str) -> (&str, &str, usize) {
        let id = name.split('#').next().unwrap_or_default();
        let table = self.tables.iter().position(|table| table.id.value == id);
        let path = table.and_then(|table| self.manifest.tables.get(table)).map_or(MANIFEST, |path| path.value.as_str());
        let whole = self.files.get(path).unwrap_or_default();
        (path, whole, whole.find(text).unwrap_or_default())
    }
}

/// The facts a document has besides those of the department, and those a notice of correction has.
fn document_facts() -> Value {
    json!({
        "title": "", "draft": false, "tables": [{ "id": "", "title": "", "empty": false }],
        "attachments": [{ "name": "", "description": "" }],
        "correction": Correction::sample(),
    })
}

/// Line and column, both from 1, of a byte offset.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}
