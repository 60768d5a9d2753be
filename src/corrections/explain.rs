//! Answers where a figure comes from: by table address, by section of the narrative, by figure name, or by the printed number itself.

use rust_decimal::Decimal;
use serde::Serialize;

use super::arithmetic::Derivation;
use super::derivation::Deriver;
use super::occurrences::{Occurrence, OccurrenceError, Origin, Place, Printed, occurrences};
use super::{State, label};
use crate::accounts::Figure;
use crate::source::half_width;
use crate::tables::{self, Address};

/// One printed number explained.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// Where it stands, in words.
    pub place: String,
    pub printed: String,
    pub unit: String,
    /// The sentence it stands in.
    pub context: Option<String>,
    /// None for a number in a text.
    pub derivation: Option<Derivation>,
    /// Where the text was written that the number is part of.
    pub text: Option<String>,
}

/// The answer to one question, in document order.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    pub question: String,
    pub explained: Vec<Explained>,
}

/// Explains the figures of one state.
#[derive(Debug)]
pub struct Explainer<'a> {
    state: &'a State,
    pub printed: Printed,
}

impl<'a> Explainer<'a> {
    /// Finds every number of the document.
    pub fn new(state: &'a State) -> Result<Self, OccurrenceError> {
        Ok(Self { state, printed: occurrences(state)? })
    }

    /// All printed numbers, in the order tables, reports, text.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.printed.occurrences
    }

    /// Answers a question; nothing explained means nothing of that name or number is in the document.
    pub fn answer(&self, question: &str) -> Answer {
        let question = question.trim();
        let mut explained = self.explained(question);
        if explained.is_empty() {
            // Typed with a Chinese keyboard.
            explained = self.explained(&question.chars().map(half_width).collect::<String>());
        }
        Answer { question: question.to_owned(), explained }
    }

    /// The addresses a question may have meant that is an address of no cell.
    pub fn alike(&self, question: &str) -> Vec<String> {
        let half: String = question.chars().map(half_width).collect();
        let wanted = question.parse().or_else(|_| half.parse::<Address>());
        let derived = &self.state.derived;
        wanted.map(|wanted| tables::alike(&derived.tables, &derived.names, &wanted)).unwrap_or_default()
    }

    fn explained(&self, question: &str) -> Vec<Explained> {
        let mut explained = self.at_address(question);
        if explained.is_empty() {
            explained.extend(self.named(question));
        }
        if explained.is_empty() {
            explained = self.in_section(question);
        }
        if explained.is_empty() {
            explained = self.printed_as(question);
        }
        explained
    }

    /// Cells by address; also one that is left blank.
    fn at_address(&self, question: &str) -> Vec<Explained> {
        let Ok(address) = question.parse::<Address>() else { return Vec::new() };
        let found = tables::find(&self.state.derived.tables, &address);
        found
            .map(|located| {
                let derivation = Deriver { state: self.state }.figure(&located.quantity.figure);
                let printed = if located.counts { located.quantity.yuan.normalize() } else { located.quantity.wan() };
                let unit = if located.counts { "" } else { "万元" };
                Explained {
                    place: self.cell(&located.address.table, &located.address.to_string()),
                    printed: printed.to_string(),
                    unit: unit.to_owned(),
                    context: None,
                    derivation,
                    text: None,
                }
            })
            .collect()
    }

    fn cell(&self, table: &str, address: &str) -> String {
        let printed = self.state.worded.tables.iter().find(|(id, _)| table.starts_with(id.as_str())).map(|(_, printed)| printed);
        let title = printed.map(|printed| printed.title.as_str()).unwrap_or_default();
        format!("{address}（{title}）")
    }

    fn named(&self, question: &str) -> Option<Explained> {
        let deriver = Deriver { state: self.state };
        let figure = question.parse::<Figure>().ok().and_then(|figure| deriver.figure(&figure));
        let pointer = format!("/{}", question.replace(['.', '['], "/").replace(']', ""));
        let derivation = figure.or_else(|| deriver.fact(&pointer))?;
        Some(Explained {
            place: question.to_owned(),
            printed: derivation.value.to_string(),
            unit: derivation.unit.name().to_owned(),
            context: None,
            derivation: Some(derivation),
            text: None,
        })
    }

    /// The numbers under a heading: `情况说明.五`, `情况说明.五.（三）`.
    fn in_section(&self, question: &str) -> Vec<Explained> {
        let wanted: Vec<&str> = question.split('.').filter(|step| !step.is_empty()).collect();
        let Some((first, rest)) = wanted.split_first() else { return Vec::new() };
        let begins =
            |heading: &String, step: &str| heading.strip_prefix(step).is_some_and(|more| step.starts_with('（') || more.starts_with('、'));
        let belongs = |section: &[String]| {
            section.first().is_some_and(|part| part.contains(first))
                && section.len() > rest.len()
                && rest.iter().zip(&section[1..]).all(|(step, heading)| begins(heading, step) || heading == step)
        };
        if rest.is_empty() && first.chars().all(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let here = |occurrence: &&Occurrence| match &occurrence.place {
            Place::Prose { passage, .. } => belongs(&self.printed.passages[*passage].section),
            _ => false,
        };
        self.occurrences().iter().filter(here).map(|occurrence| self.explain(occurrence)).collect()
    }

    /// Every place a number is printed at.
    fn printed_as(&self, question: &str) -> Vec<Explained> {
        let unit = ["万元", "元", "%"].into_iter().find(|unit| question.ends_with(unit)).unwrap_or_default();
        let Some(wanted) = plain(question.trim_end_matches(unit)) else { return Vec::new() };
        let same = |occurrence: &&Occurrence| plain(&occurrence.printed) == Some(wanted) && (unit.is_empty() || occurrence.unit == unit);
        self.occurrences().iter().filter(same).map(|occurrence| self.explain(occurrence)).collect()
    }

    /// Explains one printed number.
    pub fn explain(&self, occurrence: &Occurrence) -> Explained {
        let deriver = Deriver { state: self.state };
        let derivation = match &occurrence.origin {
            Origin::Figure(figure) => deriver.figure(figure),
            Origin::Fact(pointer) => deriver.fact(pointer),
            Origin::Written { .. } | Origin::Fixed { .. } => None,
        };
        let text = match &occurrence.origin {
            Origin::Written { file, line, text } => Some(format!("写在 {file}:{line}：{text}")),
            Origin::Fixed { template } => Some(format!("标准的固定文字（{template}）")),
            _ => None,
        };
        let (place, context) = match &occurrence.place {
            Place::Cell { table, address, .. } => (self.cell(table, address), None),
            Place::Report { report, pointer } => {
                (format!("绩效自评报告 {report}：{}", label::fact(&self.state.derived.facts, pointer).1), None)
            }
            Place::Prose { passage, at } => {
                let passage = &self.printed.passages[*passage];
                (passage.section.join(" › "), Some(sentence_around(&passage.text(), *at)))
            }
        };
        Explained { place, printed: occurrence.printed.clone(), unit: occurrence.unit.clone(), context, derivation, text }
    }
}

/// A printed number without its separators.
pub fn plain(text: &str) -> Option<Decimal> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    Decimal::from_str_exact(&digits).ok().map(|number| number.normalize())
}

fn sentence_around(text: &str, at: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let ends = |c: &char| matches!(c, '。' | '；');
    let start = chars[..at.min(chars.len())].iter().rposition(ends).map_or(0, |before| before + 1);
    let end = chars[at.min(chars.len())..].iter().position(ends).map_or(chars.len(), |after| at + after + 1);
    chars[start..end].iter().collect()
}

impl Answer {
    /// The answer as plain text.
    pub fn show(&self) -> String {
        let mut out = String::new();
        let mut told = Vec::new();
        for explained in &self.explained {
            out.push_str(&format!("{}\n  印为 {}{}\n", explained.place, explained.printed, explained.unit));
            if let Some(context) = &explained.context {
                out.push_str(&format!("  “{context}”\n"));
            }
            if let Some(derivation) = &explained.derivation {
                derivation.show_once(1, &mut told, &mut out);
            }
            if let Some(text) = &explained.text {
                out.push_str(&format!("  {text}\n"));
            }
            out.push('\n');
        }
        out
    }
}
