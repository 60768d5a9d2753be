//! Every number printed in a document, where it stands, and what it is: a figure, or part of a text somebody wrote.
//!
//! The cells of tables and reports are `tables`; what somebody wrote is found again by `texts`.
//! Which fact a sentence prints is not guessed from the number: the document is worded a second time with every number of the facts replaced by one
//! that occurs nowhere else, and the two are laid side by side (`stand_ins`).

mod stand_ins;
mod tables;
mod texts;

use serde::Serialize;

use super::State;
use super::figures::numbers;
use super::prose::{Passage, read};
use crate::accounts::Figure;
use crate::standard::TemplateError;
use stand_ins::{matched, worded_with_stand_ins};
use tables::{cells, reports};
use texts::Texts;

/// A printed number.
#[derive(Debug, Clone, Serialize)]
pub struct Occurrence {
    pub place: Place,
    /// As printed, without its unit.
    pub printed: String,
    /// 万元, 元, % or what else follows it directly; may be empty.
    pub unit: String,
    pub origin: Origin,
}

/// Where a number stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Place {
    /// A cell of a public table, by its address.
    Cell { table: String, title: String, address: String },
    /// A cell of a report's table.
    Report { report: String, pointer: String },
    /// The character at which it begins in a passage of the document.
    Prose { passage: usize, at: usize },
}

/// What a number is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// A figure of the accounts.
    #[serde(serialize_with = "name")]
    Figure(Figure),
    /// A fact, by its JSON pointer.
    Fact(String),
    /// Part of a text written in a source file.
    Written { file: String, line: usize, text: String },
    /// Part of the standard's own wording.
    Fixed { template: String },
}

fn name<S: serde::Serializer>(figure: &Figure, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(figure)
}

/// Why the second wording says nothing.
#[derive(Debug, thiserror::Error)]
pub enum OccurrenceError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("模板 {template} 按数字的大小改变文字，说不清这句话里的数从哪里来：{text}")]
    Uneven { template: String, text: String },
}

/// A document with every number in it.
#[derive(Debug)]
pub struct Printed {
    pub passages: Vec<Passage>,
    pub occurrences: Vec<Occurrence>,
}

/// Finds every number of a document.
pub fn occurrences(state: &State) -> Result<Printed, OccurrenceError> {
    let pointers = numbers(&state.derived.facts);
    let passages = read(state.document());
    let (marked, zeros_kept) = (worded_with_stand_ins(state, &pointers, false)?, worded_with_stand_ins(state, &pointers, true)?);
    if zeros_kept.len() != passages.len() {
        let uneven = passages.iter().zip(&zeros_kept).find(|(real, marked)| real.parts.len() != marked.parts.len());
        return Err(uneven_at(uneven.map_or(passages.last(), |(real, _)| Some(real))));
    }
    let mut found = cells(state);
    found.extend(reports(state));
    let texts = Texts::of(state);
    for (index, real) in passages.iter().enumerate() {
        let all = marked.get(index).filter(|_| marked.len() == passages.len());
        let numbers = all.and_then(|marked| passage(index, real, marked, &pointers, &texts).ok());
        found.extend(match numbers {
            Some(numbers) => numbers,
            None => passage(index, real, &zeros_kept[index], &pointers, &texts)?,
        });
    }
    Ok(Printed { passages, occurrences: found })
}

fn uneven_at(passage: Option<&Passage>) -> OccurrenceError {
    let (template, text) = passage.map(|passage| (passage.template.clone(), passage.text())).unwrap_or_default();
    OccurrenceError::Uneven { template, text }
}

/// The numbers of one passage: what its values print, then what stands in its texts with a unit.
fn passage(index: usize, real: &Passage, marked: &Passage, pointers: &[String], texts: &Texts) -> Result<Vec<Occurrence>, OccurrenceError> {
    let mut found = Vec::new();
    if real.parts.len() != marked.parts.len() {
        return Err(uneven_at(Some(real)));
    }
    let whole = real.text();
    let mut at = 0;
    for (real_part, marked_part) in real.parts.iter().zip(&marked.parts) {
        let place = |offset: usize| Place::Prose { passage: index, at: at + real_part.text[..offset].chars().count() };
        let from: String = whole.chars().skip(at).collect();
        let follows = |end: usize| unit_after(&from[end..]);
        let values = matched(real_part, marked_part).ok_or_else(|| uneven_at(Some(real)))?;
        if values.is_empty() {
            for (start, end) in numbers_in(&real_part.text) {
                let unit = follows(end);
                if unit.is_empty() {
                    continue;
                }
                let origin = texts.origin(real_part, real);
                found.push(Occurrence { place: place(start), printed: real_part.text[start..end].to_owned(), unit, origin });
            }
        }
        for (start, end, pointer) in values {
            let printed = real_part.text[start..end].trim_end_matches('%').to_owned();
            let unit = follows(start + printed.len());
            let pointer = pointers.get(pointer).ok_or_else(|| uneven_at(Some(real)))?;
            found.push(Occurrence { place: place(start), printed, unit, origin: Origin::Fact(pointer.clone()) });
        }
        at += real_part.text.chars().count();
    }
    Ok(found)
}

/// The numbers in a text: byte ranges of digits with separators between them.
pub fn numbers_in(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit() || (matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

/// The unit a text begins with.
pub fn unit_after(text: &str) -> String {
    ["万元", "元", "%"].into_iter().find(|unit| text.starts_with(unit)).unwrap_or_default().to_owned()
}
