//! The notice that accompanies a re-publication (更正说明): worded by the standard's own template, laid out like the document itself.

use chrono::Datelike;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Difference, FigureChange, State};
use crate::source::Date;
use crate::standard::{DocumentDate, TemplateError};
use crate::typeset::{self, Document, TypesetError, VirtualFiles};

/// What a notice is made of.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    pub old: &'a State,
    pub new: &'a State,
    pub difference: &'a Difference,
    pub reason: &'a str,
    /// The day of the notice; the new file's date of publication when left out.
    pub date: Option<Date>,
}

/// Why there is no notice.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    #[error("标准“{0}”没有更正说明的模板（{TEMPLATE}）")]
    NoTemplate(String),
    #[error("公开的内容没有变化，不需要更正说明")]
    NothingChanged,
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

/// The template of a pack for this.
const TEMPLATE: &str = "notice.typ.tera";

impl Notice<'_> {
    /// The notice as PDF/A.
    pub fn pdf(&self) -> Result<Vec<u8>, NoticeError> {
        let standard = &self.new.standard;
        if !standard.wording.has(TEMPLATE) {
            return Err(NoticeError::NoTemplate(standard.manifest.name.value.clone()));
        }
        if !self.difference.printed {
            return Err(NoticeError::NothingChanged);
        }
        let context = tera::Context::from_serialize(&self.facts()).expect("facts are an object");
        let text = standard.wording.render(TEMPLATE, &context, &standard.files)?;
        let mut files = VirtualFiles::new();
        for (path, layout) in standard.files.iter().filter(|(path, _)| path.ends_with(".typ")) {
            files.add_text(path, layout.text.clone())?;
        }
        for (path, text) in [("tables.json", "{}".to_owned()), ("reports.json", "[]".to_owned()), ("notice.json", self.table())] {
            files.add_text(path, text)?;
        }
        files.add_text(crate::standard::MAIN, text)?;
        let file = &self.new.dossier.disclosure;
        let document = Document {
            files,
            title: format!("{}更正说明", self.new.worded.title),
            ident: format!("juesuan/notice/{}/{}/{}/{}", standard.manifest.id, file.year, file.department.code, self.date().0),
            date: self.date().0,
            keywords: Vec::new(),
        };
        Ok(typeset::compile(&document, &self.new.fonts)?.pdf()?)
    }

    fn date(&self) -> Date {
        self.date.unwrap_or(self.new.dossier.disclosure.published.value)
    }

    /// What the template sees: the facts of the new document, and of the correction.
    fn facts(&self) -> Value {
        let mut facts = self.new.worded.context.clone();
        let sentences: Vec<Value> = self
            .difference
            .sentences
            .iter()
            .map(|change| json!({ "section": change.section.join(" "), "old": change.old, "new": change.new }))
            .collect();
        let published = self.old.dossier.disclosure.published.value;
        facts["correction"] = json!({
            "title": self.old.worded.title,
            "published": DocumentDate::from(published),
            "year": published.0.year(),
            "date": DocumentDate::from(self.date()),
            "reason": self.reason,
            "figures": self.figures().len(),
            "sentences": sentences,
            "replaces_all": self.difference.pages.as_ref().is_none_or(|pages| pages.iter().any(|change| change.old.len() != change.new.len())),
        });
        facts
    }

    /// The cells of tables that are printed otherwise.
    fn figures(&self) -> Vec<&FigureChange> {
        self.difference.figures.iter().filter(|change| change.table && change.is_printed()).collect()
    }

    /// The rows of the table of changed figures, for the layout.
    fn table(&self) -> String {
        let style = &self.new.standard.manifest.numbers.narrative;
        let show = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), |value| style.show(value));
        let rows: Vec<Value> = self
            .figures()
            .into_iter()
            .map(|change| {
                let name = match &change.column {
                    Some(column) => format!("{}　{column}", change.row),
                    None => change.row.clone(),
                };
                json!({ "kind": "line", "cells": [change.group, name, show(change.old), show(change.new), show(Some(change.difference))] })
            })
            .collect();
        json!(rows).to_string()
    }
}
