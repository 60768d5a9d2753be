//! Every number printed in a document, where it stands, and what it is: a figure, or part of a text somebody wrote.
//!
//! Which fact a sentence prints is not guessed from the number: the document is worded a second time with every number of the facts replaced by one
//! that occurs nowhere else, and the two are laid side by side.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::State;
use super::figures::numbers;
use super::prose::{Part, Passage, read};
use crate::accounts::Figure;
use crate::source::reading::{Content, Node};
use crate::standard::TemplateError;

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

/// The first of the numbers that occur nowhere else; ten digits, of which the last six tell them apart.
const STAND_IN: u64 = 7_310_000_000;
const STAND_IN_LENGTH: usize = 10;

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

/// Words the document with a number that occurs nowhere else for each number of the facts. A template may ask whether a number is zero:
/// where that changes a passage, zeros stay as they are.
fn worded_with_stand_ins(state: &State, pointers: &[String], keep_zeros: bool) -> Result<Vec<Passage>, OccurrenceError> {
    let mut context = state.worded.context.clone();
    for (index, pointer) in (0u64..).zip(pointers) {
        let Some(leaf) = context.pointer_mut(pointer) else { continue };
        let zero = leaf.as_str().and_then(|text| Decimal::from_str_exact(text).ok()).is_some_and(|number| number.is_zero());
        if !(keep_zeros && zero) {
            *leaf = Value::String(format!("{}.00", STAND_IN + index));
        }
    }
    let context = tera::Context::from_serialize(&context).expect("facts are an object");
    Ok(read(&state.standard.wording.document(&context, &state.standard.files)?))
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

/// Lays a printed text beside the same text with stand-ins: which part of it each stand-in is. None if they do not fit.
fn matched(real: &Part, marked: &Part) -> Option<Vec<(usize, usize, usize)>> {
    let stand_ins = stand_ins_in(&marked.text);
    if stand_ins.is_empty() {
        return (real.text == marked.text).then(Vec::new);
    }
    let mut values = Vec::new();
    let (mut in_real, mut in_marked) = (0, 0);
    for (index, (start, end, pointer)) in stand_ins.iter().enumerate() {
        let before = &marked.text[in_marked..*start];
        let rest = real.text[in_real..].strip_prefix(before)?;
        let begin = in_real + before.len();
        let until = stand_ins.get(index + 1).map_or(marked.text.len(), |(next, ..)| *next);
        let after = &marked.text[*end..until];
        let length = if after.is_empty() { rest.len() } else { rest.find(after)? };
        values.push((begin, begin + length, *pointer));
        (in_real, in_marked) = (begin + length, *end);
    }
    (real.text[in_real..] == marked.text[in_marked..]).then_some(values)
}

/// Where stand-ins are printed in a text, and which.
fn stand_ins_in(text: &str) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (start, end) in numbers_in(text) {
        let whole: String = text[start..end].split('.').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let number = whole.parse::<u64>().ok().filter(|_| whole.len() == STAND_IN_LENGTH);
        let index = number.and_then(|number| number.checked_sub(STAND_IN)).filter(|index| *index < 1_000_000);
        found.extend(index.and_then(|index| usize::try_from(index).ok()).map(|index| (start, end, index)));
    }
    found
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

/// The cells of the public tables.
fn cells(state: &State) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (table, definition) in state.derived.tables.iter().zip(&state.standard.tables) {
        let printed = state.worded.tables.get(&table.id);
        let title = printed.map(|printed| printed.title.clone()).unwrap_or_default();
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let text = crate::standard::cell_text(cell, &state.standard.manifest.numbers);
            let place = |address: String| Place::Cell { table: table.id.clone(), title: title.clone(), address };
            if let Some(located) = cell.located() {
                if !text.is_empty() {
                    let unit = if located.counts { String::new() } else { "万元".to_owned() };
                    let origin = Origin::Figure(located.quantity.figure.clone());
                    found.push(Occurrence { place: place(located.address.to_string()), printed: text, unit, origin });
                }
                continue;
            }
            let template = state.standard.files.describe(&format!("tables/{}.yaml", definition.id.value));
            for (start, end) in numbers_in(&text).into_iter().filter(|(_, end)| !unit_after(&text[*end..]).is_empty()) {
                let origin = Origin::Fixed { template: template.clone() };
                found.push(Occurrence {
                    place: place(String::new()),
                    printed: text[start..end].to_owned(),
                    unit: unit_after(&text[end..]),
                    origin,
                });
            }
        }
    }
    found
}

/// The cells of the reports' tables.
fn reports(state: &State) -> Vec<Occurrence> {
    let styles = &state.standard.manifest.numbers;
    let texts = Texts::of(state);
    let facts = &state.derived.facts;
    let mut found = Vec::new();
    for (index, report) in state.derived.reports.iter().enumerate() {
        let place = |pointer: &str| Place::Report { report: report.name.clone(), pointer: pointer.to_owned() };
        let mut number = |pointer: String, unit: &str| {
            let value = facts.pointer(&pointer).and_then(Value::as_str).and_then(|text| Decimal::from_str_exact(text).ok());
            let printed = value.map(|value| styles.report.show(value));
            found.extend(printed.filter(|printed| !printed.is_empty()).map(|printed| Occurrence {
                place: place(&pointer),
                printed,
                unit: unit.to_owned(),
                origin: Origin::Fact(pointer),
            }));
        };
        let lines = std::iter::once("total".to_owned()).chain((0..report.lines.len()).map(|line| format!("lines/{line}")));
        for line in lines {
            for field in ["declared", "initial", "adjusted", "executed", "remainder"] {
                number(format!("/reports/{index}/{line}/{field}"), "元");
            }
            number(format!("/reports/{index}/{line}/rate"), "%");
        }
        number(format!("/reports/{index}/execution_score"), "");
        for line in 0..report.indicators.len() {
            number(format!("/reports/{index}/indicators/{line}/weight"), "");
            number(format!("/reports/{index}/indicators/{line}/score"), "");
        }
        for (line, indicator) in report.indicators.iter().enumerate() {
            let written = [
                &indicator.initial_target,
                &indicator.target,
                &Some(indicator.actual.clone()),
                &indicator.qualitative,
                &indicator.deviation,
            ];
            for text in written.into_iter().flatten().chain([&indicator.name]) {
                for (start, end) in numbers_in(text).into_iter().filter(|(_, end)| !unit_after(&text[*end..]).is_empty()) {
                    let origin = texts.written(text).unwrap_or(Origin::Fixed { template: String::new() });
                    let place = place(&format!("/reports/{index}/indicators/{line}"));
                    found.push(Occurrence { place, printed: text[start..end].to_owned(), unit: unit_after(&text[end..]), origin });
                }
            }
        }
    }
    found
}

/// All texts written in the source files, without white space, with their lines.
struct Texts {
    texts: Vec<(String, String, usize)>,
}

impl Texts {
    fn of(state: &State) -> Self {
        let mut texts = Vec::new();
        for member in state.dossier.members() {
            collect(member.tree.root.as_ref(), &mut |text, span| {
                let (line, _) = state.files.position(member.file, span.start);
                texts.push((compact(text), state.files.path(member.file).display().to_string(), line));
            });
        }
        Self { texts }
    }

    /// Where a text that a template printed was written.
    fn origin(&self, part: &Part, passage: &Passage) -> Origin {
        let fixed = || Origin::Fixed { template: passage.template.clone() };
        if part.value { self.written(&part.text).unwrap_or_else(fixed) } else { fixed() }
    }

    fn written(&self, text: &str) -> Option<Origin> {
        let wanted = compact(text);
        let (_, file, line) = self.texts.iter().find(|(written, ..)| written.contains(&wanted))?;
        Some(Origin::Written { file: file.clone(), line: *line, text: text.to_owned() })
    }
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn collect<'a>(node: Option<&'a Node>, take: &mut dyn FnMut(&'a str, crate::source::Span)) {
    let Some(node) = node else { return };
    match &node.content {
        Content::Scalar { text, .. } => take(text, node.span),
        Content::Sequence { items, .. } => items.iter().for_each(|item| collect(Some(item), take)),
        Content::Mapping { entries, .. } => entries.iter().for_each(|entry| collect(Some(&entry.value), take)),
        Content::Broken => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part { text: text.to_owned(), value: true }
    }

    #[test]
    fn stand_ins_are_found_whatever_their_style() {
        assert_eq!(matched(&part("1,236.03"), &part("7,310,000,004.00")), Some(vec![(0, 8, 4)]));
        assert_eq!(matched(&part("91.53%"), &part("7310000012.00%")), Some(vec![(0, 5, 12)]));
        assert_eq!(matched(&part("共0个，3批"), &part("共7310000001个，7310000002批")), Some(vec![(3, 4, 1), (10, 11, 2)]));
        assert_eq!(matched(&part("甲"), &part("甲")), Some(Vec::new()));
        assert_eq!(matched(&part("甲"), &part("乙")), None);
    }
}
