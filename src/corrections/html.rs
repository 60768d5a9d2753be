//! A page of the whole document in which every figure can be opened to see where it comes from. One file, nothing loaded from anywhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::explain::{Explained, Explainer};
use super::occurrences::{Occurrence, Place};
use super::{Passage, State};

const STYLE: &str = "body{font:16px/1.7 serif;max-width:60rem;margin:0 auto;padding:1rem}table{border-collapse:collapse;font-size:.85rem;width:100%}\
td,th{border:1px solid #888;padding:.2rem .4rem}button{font:inherit;border:0;border-bottom:1px dotted #036;background:none;color:#036;cursor:pointer;padding:0}\
button:focus-visible{outline:3px solid #f80}#answer{position:sticky;bottom:0;max-height:45vh;overflow:auto;background:#ffe;border:1px solid #888;padding:.5rem 1rem;\
white-space:pre-wrap;font:14px/1.5 monospace}";

const SCRIPT: &str = "const a=document.getElementById('answer'),d=JSON.parse(document.getElementById('answers').textContent);\
document.addEventListener('click',e=>{const b=e.target.closest('button[data-n]');if(b)a.textContent=d[b.dataset.n]});";

/// What tells such a page from others.
const TITLE: &str = "：每个数的来历</title>";

/// Whether a text is such a page.
pub fn is_page(text: &str) -> bool {
    text.starts_with("<!doctype html>") && text.contains(TITLE)
}

/// Writes the page.
pub fn page(state: &State, explainer: &Explainer) -> String {
    let mut numbered = Numbered::default();
    let mut body = String::new();
    for passage in tables(state, explainer, &mut numbered) {
        body.push_str(&passage);
    }
    reports(explainer, &mut numbered, &mut body);
    for (index, passage) in explainer.printed.passages.iter().enumerate() {
        let here: Vec<&Occurrence> = explainer
            .occurrences()
            .iter()
            .filter(|occurrence| matches!(&occurrence.place, Place::Prose { passage, .. } if *passage == index))
            .collect();
        prose(passage, &here, explainer, &mut numbered, &mut body);
    }
    let answers = serde_json::to_string(&numbered.answers).expect("texts are plain values").replace('<', "\\u003c");
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}{TITLE}<style>{STYLE}</style></head>\n<body><h1>{title}</h1>\
         <p>点一个数，下面说明它从哪里来。</p>\n<main>{body}</main>\n<section id=\"answer\" role=\"status\" aria-live=\"polite\" aria-label=\"来历\"></section>\n\
         <script type=\"application/json\" id=\"answers\">{answers}</script><script>{SCRIPT}</script></body></html>\n",
        title = escaped(&state.worded.title),
    )
}

/// The answers in the order of their buttons; equal ones stand once.
#[derive(Default)]
struct Numbered {
    answers: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Numbered {
    fn button(&mut self, explained: &Explained, shown: &str) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{}　{}{}", explained.place, explained.printed, explained.unit);
        if let Some(derivation) = &explained.derivation {
            derivation.show(0, &mut text);
        }
        text.extend(explained.text.iter().map(String::as_str));
        let next = self.answers.len();
        let number = *self.known.entry(text.clone()).or_insert(next);
        if number == next {
            self.answers.push(text);
        }
        format!("<button type=\"button\" data-n=\"{number}\" aria-controls=\"answer\">{}</button>", escaped(shown))
    }
}

fn tables(state: &State, explainer: &Explainer, numbered: &mut Numbered) -> Vec<String> {
    let by_address: BTreeMap<&str, &Occurrence> = explainer
        .occurrences()
        .iter()
        .filter_map(|occurrence| match &occurrence.place {
            Place::Cell { address, .. } if !address.is_empty() => Some((address.as_str(), occurrence)),
            _ => None,
        })
        .collect();
    let mut out = Vec::new();
    for table in &state.derived.tables {
        let Some(printed) = state.worded.tables.get(&table.id) else { continue };
        let mut html = format!("<h2>{}</h2><table><thead>", escaped(&printed.title));
        for row in &printed.head {
            html.push_str("<tr>");
            for cell in row {
                let (columns, rows) = (cell.colspan.unwrap_or(1), cell.rowspan.unwrap_or(1));
                let _ = write!(html, "<th scope=\"col\" colspan=\"{columns}\" rowspan=\"{rows}\">{}</th>", escaped(&cell.text));
            }
            html.push_str("</tr>");
        }
        html.push_str("</thead><tbody>");
        for row in &table.rows {
            html.push_str("<tr>");
            for cell in &row.cells {
                let text = crate::standard::cell_text(cell, &state.standard.manifest.numbers);
                let address = cell.address.as_ref().map(ToString::to_string);
                let shown = match address.and_then(|address| by_address.get(address.as_str())) {
                    Some(occurrence) => numbered.button(&explainer.explain(occurrence), &text),
                    None => escaped(&text),
                };
                let _ = write!(html, "<td colspan=\"{}\">{shown}</td>", cell.colspan);
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>\n");
        out.push(html);
    }
    out
}

fn reports(explainer: &Explainer, numbered: &mut Numbered, out: &mut String) {
    let mut current = "";
    for occurrence in explainer.occurrences() {
        let Place::Report { report, .. } = &occurrence.place else { continue };
        if report != current {
            if !current.is_empty() {
                out.push_str("</ul>\n");
            }
            let _ = write!(out, "<h2>绩效自评报告　{}</h2><ul>", escaped(report));
            current = report;
        }
        let explained = explainer.explain(occurrence);
        let name = explained.place.rsplit('：').next().unwrap_or_default().to_owned();
        let button = numbered.button(&explained, &format!("{}{}", explained.printed, explained.unit));
        let _ = write!(out, "<li>{}　{button}</li>", escaped(&name));
    }
    if !current.is_empty() {
        out.push_str("</ul>\n");
    }
}

fn prose(passage: &Passage, numbers: &[&Occurrence], explainer: &Explainer, numbered: &mut Numbered, out: &mut String) {
    let text: Vec<char> = passage.text().chars().collect();
    let tag = if passage.heading { format!("h{}", (passage.section.len() + 1).min(6)) } else { "p".to_owned() };
    let _ = write!(out, "<{tag}>");
    let mut at = 0;
    for occurrence in numbers {
        let Place::Prose { at: start, .. } = &occurrence.place else { continue };
        let length = occurrence.printed.chars().count();
        if *start < at || start + length > text.len() {
            continue;
        }
        out.push_str(&escaped(&text[at..*start].iter().collect::<String>()));
        out.push_str(&numbered.button(&explainer.explain(occurrence), &occurrence.printed));
        at = start + length;
    }
    out.push_str(&escaped(&text[at..].iter().collect::<String>()));
    let _ = writeln!(out, "</{tag}>");
}

/// Text as HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
