//! Reads a worded document as plain text: its headings and paragraphs, with the template each came from.
//!
//! The document is Typst made by templates: texts stand as string expressions `#"…";` between literal words, one paragraph a line; layout is called by
//! name (`#part("…")`, `#lead("…")`). That much Typst is understood here and no more; what a call lays out from data (tables) is not prose.

use crate::standard::TEMPLATE_MARK;

/// A heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The headings it stands under, outermost first; for a heading itself included.
    pub section: Vec<String>,
    /// The template of the pack that worded it.
    pub template: String,
    pub heading: bool,
    pub parts: Vec<Part>,
}

/// A run of text: literal words of the template, or a value it printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    /// Whether it was printed by the template from a value.
    pub value: bool,
}

impl Passage {
    /// The whole text.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// Calls whose text is part of the paragraph, and calls that are headings with their rank.
const INLINE: [&str; 3] = ["lead", "strong", "emph"];
const HEADINGS: [(&str, usize); 2] = [("part", rank(1)), ("item", rank(5))];
/// The call that begins a report, its argument that names it, and its rank: below a part, above the headings of the report.
const REPORT: (&str, &str, usize) = ("report", "name", rank(1) + 1);

/// The rank of a heading with so many `=`: there is room for one between two.
const fn rank(depth: usize) -> usize {
    2 * depth
}

/// Reads a document.
pub fn read(document: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    let mut rest = document;
    while !rest.is_empty() {
        rest = reader.line(rest);
    }
    reader.end_paragraph();
    reader.passages
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    headings: Vec<(usize, String)>,
    template: String,
    parts: Vec<Part>,
}

impl Reader {
    /// Takes one line (a call in it may reach over several) and gives back what follows it.
    fn line<'a>(&mut self, text: &'a str) -> &'a str {
        let line = text.split('\n').next().unwrap_or_default();
        let after = |length: usize| text.get(length + 1..).unwrap_or_default();
        if let Some(path) = line.strip_prefix(TEMPLATE_MARK) {
            self.template = path.to_owned();
            return after(line.len());
        }
        if line.trim().is_empty() || line.trim_start().starts_with("//") || line.trim() == "]" {
            self.end_paragraph();
            return after(line.len());
        }
        let depth = line.chars().take_while(|c| *c == '=').count();
        if depth > 0 && line[depth..].starts_with(' ') {
            self.end_paragraph();
            let (parts, rest) = self.inline(&text[depth + 1..]);
            self.heading(rank(depth), parts);
            return rest;
        }
        let (parts, rest) = self.inline(text);
        self.parts.extend(parts);
        rest
    }

    fn heading(&mut self, rank: usize, parts: Vec<Part>) {
        let title: String = parts.iter().map(|part| part.text.as_str()).collect();
        if title.trim().is_empty() {
            return;
        }
        self.headings.retain(|(of, _)| *of < rank);
        self.headings.push((rank, title));
        self.push(parts, true);
    }

    fn end_paragraph(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        if parts.iter().any(|part| !part.text.trim().is_empty()) {
            self.push(parts, false);
        }
    }

    fn push(&mut self, parts: Vec<Part>, heading: bool) {
        let section = self.headings.iter().map(|(_, title)| title.clone()).collect();
        self.passages.push(Passage { section, template: self.template.clone(), heading, parts });
    }

    /// Reads markup up to the end of its line.
    fn inline<'a>(&mut self, text: &'a str) -> (Vec<Part>, &'a str) {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some(c) = rest.chars().next() {
            match c {
                '\n' => return (parts, &rest[1..]),
                '#' => rest = self.expression(&rest[1..], &mut parts),
                '\\' => {
                    let escaped = rest[1..].chars().next().filter(|c| *c != '\n');
                    literal(&mut parts, escaped.unwrap_or('\n'));
                    rest = &rest[1 + escaped.map_or(0, char::len_utf8)..];
                }
                _ => {
                    literal(&mut parts, c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        (parts, rest)
    }

    /// Reads what follows a `#`: a printed value, or a call.
    fn expression<'a>(&mut self, text: &'a str, parts: &mut Vec<Part>) -> &'a str {
        if text.starts_with('"') {
            let (value, rest) = string(text);
            parts.push(Part { text: value, value: true });
            return rest.strip_prefix(';').unwrap_or(rest);
        }
        let name: String = text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
        let after_name = &text[name.len()..];
        if name.is_empty() || !after_name.starts_with('(') {
            // `#import …`, `#show: …(`, `#set …`: code to the end of the line, with whatever brackets it opens.
            return code(text);
        }
        let (Arguments { strings, named }, rest) = arguments(after_name);
        if let Some((_, rank)) = HEADINGS.iter().find(|(known, _)| *known == name) {
            self.end_paragraph();
            self.heading(*rank, strings.into_iter().map(|text| Part { text, value: true }).collect());
        } else if name == REPORT.0 {
            self.end_paragraph();
            let names = named.into_iter().filter(|(key, _)| key == REPORT.1);
            self.heading(REPORT.2, names.map(|(_, text)| Part { text, value: true }).collect());
        } else if INLINE.contains(&name.as_str()) {
            parts.extend(strings.into_iter().map(|text| Part { text, value: true }));
        }
        let rest = rest.strip_prefix(';').unwrap_or(rest);
        rest.strip_prefix('[').unwrap_or(rest)
    }
}

fn literal(parts: &mut Vec<Part>, c: char) {
    match parts.last_mut() {
        Some(part) if !part.value => part.text.push(c),
        _ => parts.push(Part { text: c.to_string(), value: false }),
    }
}

/// Reads a string literal that begins here.
fn string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => match chars.next().map(|(_, escape)| escape) {
                Some('u') => {
                    let code: String = chars.by_ref().map(|(_, c)| c).skip_while(|c| *c == '{').take_while(|c| *c != '}').collect();
                    value.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(other) => value.push(other),
                None => break,
            },
            c => value.push(c),
        }
    }
    (value, "")
}

/// The string literals among the arguments of a call.
#[derive(Default)]
struct Arguments {
    /// Those without a name.
    strings: Vec<String>,
    /// Those that are the whole of a named argument.
    named: Vec<(String, String)>,
}

/// Reads the arguments of a call, and gives back what follows the closing bracket.
fn arguments(text: &str) -> (Arguments, &str) {
    let (mut found, mut depth, mut rest) = (Arguments::default(), 0usize, text);
    let (mut word, mut key) = (String::new(), None);
    while let Some(c) = rest.chars().next() {
        match c {
            '"' => {
                let (value, after) = string(rest);
                match &key {
                    None => found.strings.push(value),
                    Some(key) if depth == 1 => found.named.push((String::clone(key), value)),
                    Some(_) => {}
                }
                rest = after;
                continue;
            }
            ':' => key = Some(std::mem::take(&mut word)),
            ',' => {
                key = None;
                word.clear();
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return (found, &rest[1..]);
                }
            }
            c if c.is_whitespace() => {}
            c => word.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    (found, rest)
}

/// Passes over code to the end of its line; brackets opened on it are passed over whole.
fn code(text: &str) -> &str {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '\n' => return rest,
            '"' => rest = string(rest).1,
            '(' | '[' | '{' => rest = arguments(rest).1,
            c => rest = &rest[c.len_utf8()..],
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_and_values_are_told_apart() {
        let document = "// 模板 main.typ.tera\n#import \"/a.typ\": *\n#show: document.with(\n  title: \"甲)\",\n)\n#part(\"第三部分　情况说明\", on: \"text\")\n\n\
            // 模板 narrative/01.typ.tera\n== 一、总体\n\n#\"2024\";年度收入#\"1,236.03\";万元。\n\n#lead(\"综合股。\")#\"值\\u{2f}班\";\n\
            #report(\n  mark: \"附件1\",\n  name: \"附件1　甲\",\n  rows: ((\"名称：\", \"乙\"),),\n)[\n== 一、项目\n\n结束。\n]\n";
        let passages = read(document);
        let seen: Vec<(String, bool, usize)> =
            passages.iter().map(|passage| (passage.text(), passage.heading, passage.section.len())).collect();
        let seen: Vec<(&str, bool, usize)> = seen.iter().map(|(text, heading, depth)| (text.as_str(), *heading, *depth)).collect();
        assert_eq!(
            seen,
            [
                ("第三部分　情况说明", true, 1),
                ("一、总体", true, 2),
                ("2024年度收入1,236.03万元。", false, 2),
                ("综合股。值/班", false, 2),
                ("附件1　甲", true, 2),
                ("一、项目", true, 3),
                ("结束。", false, 3),
            ]
        );
        assert_eq!(passages[2].template, "narrative/01.typ.tera");
        assert_eq!(passages[2].parts[2], Part { text: "1,236.03".to_owned(), value: true });
    }
}
