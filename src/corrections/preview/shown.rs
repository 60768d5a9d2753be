//! What the page shows at one moment, and what it can be asked.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::{Explainer, State};
use super::inputs::{Inputs, Stamps};
use crate::typeset::Compiled;

/// What is shown at one moment.
#[derive(Debug, Default)]
pub struct Shown {
    /// Grows with every save.
    pub version: u64,
    /// The last state that could be typeset.
    pub laid_out: Option<Arc<LaidOut>>,
    /// Pages that differ from those shown before, counted from 0.
    pub changed: Vec<usize>,
    pub(super) findings: Value,
    /// Why the pages are those of an earlier save.
    pub(super) trouble: Option<String>,
    /// The texts that findings point into, by path.
    pub(super) texts: Vec<(String, String)>,
    /// What all this was made from.
    pub(super) inputs: Inputs,
}

/// A state with its pages.
#[derive(Debug)]
pub struct LaidOut {
    pub state: State,
    pub compiled: Compiled,
    pub keys: Vec<u64>,
    pub(super) basis: Basis,
}

/// What a standard and fonts were chosen and loaded from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Basis {
    /// The workspace's own file.
    pub county: Option<String>,
    /// The files of standards, overrides and fonts.
    pub files: Stamps,
}

impl Shown {
    /// What the page needs to know.
    pub fn describe(&self) -> Value {
        let pages: Vec<Value> = self
            .laid_out
            .iter()
            .flat_map(|last| {
                last.keys.iter().enumerate().map(|(page, key)| {
                    let (width, height) = last.compiled.size(page);
                    json!({ "key": format!("{key:016x}"), "width": width, "height": height })
                })
            })
            .collect();
        let title = self.laid_out.as_ref().map(|last| last.state.worded.title.clone());
        json!({
            "version": self.version,
            "title": title,
            "pages": pages,
            "changed": self.changed,
            "findings": self.findings,
            "trouble": self.trouble,
        })
    }

    /// The numbers on a page and where they stand, in hundredths of a point.
    pub fn numbers(&self, page: usize) -> Vec<Value> {
        let Some(last) = &self.laid_out else { return Vec::new() };
        let mut found = Vec::new();
        for text in last.compiled.texts(page) {
            for (start, end) in crate::corrections::occurrences::numbers_in(&text.text) {
                let (first, last) = (text.text[..start].chars().count(), text.text[..end].chars().count());
                let left = first.checked_sub(1).and_then(|before| text.edges.get(before)).copied().unwrap_or(text.left);
                let right = text.edges.get(last.saturating_sub(1)).copied().unwrap_or(left);
                let (top, height) = (text.baseline - text.height, text.height * 6 / 5);
                found.push(json!({ "number": &text.text[start..end], "left": left, "top": top, "width": right - left, "height": height }));
            }
        }
        found
    }

    /// Where a printed number comes from.
    pub fn explain(&self, number: &str) -> String {
        let Some(last) = &self.laid_out else { return String::new() };
        match Explainer::new(&last.state) {
            Ok(explainer) => {
                let answer = explainer.answer(number);
                if answer.explained.is_empty() {
                    format!("{number}：不是数据，是编号、页码或年月日")
                } else {
                    answer.show()
                }
            }
            Err(error) => error.to_string(),
        }
    }

    /// The text of a file that findings point into.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == path).map(|(_, text)| text.as_str())
    }
}
