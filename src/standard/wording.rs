//! Runs the Tera templates of a pack. Values are plain; every text they print is escaped on its way to Typst.
//!
//! `.typ.tera` files are Typst with wording; the short texts of `standard.yaml` and of the tables are templates of their own (plain text, no Typst).

use std::fmt;
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::Decimal;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::escape;
use super::faults::located;
use super::manifest::Manifest;
use super::numbers::NumberStyles;
use super::pack::PackFiles;
use crate::tables::TableDefinition;

/// Ending of the template files; what they render is Typst and is escaped.
pub(super) const TEMPLATE: &str = ".typ.tera";
/// Comment before the text of each template in a generated document.
pub(crate) const MARK: &str = "// 模板 ";

/// The templates of a standard.
pub struct Wording {
    tera: Tera,
    main: String,
}

impl fmt::Debug for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wording").field("main", &self.main).finish_non_exhaustive()
    }
}

/// A template that does not parse or does not render: file, 1-based line and column, and what is wrong.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}{}：{message}", place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub struct TemplateError {
    pub file: String,
    pub place: Option<(usize, usize)>,
    pub message: String,
}

/// A short text that is a template too: where it stands and what it says.
pub(super) fn short_texts(manifest: &Manifest, tables: &[TableDefinition]) -> Vec<(String, String)> {
    let mut texts = vec![("standard.yaml#title".to_owned(), manifest.title.value.clone())];
    for table in tables {
        let id = &table.id.value;
        texts.push((format!("{id}#title"), table.title.value.clone()));
        texts.extend(table.empty.iter().map(|text| (format!("{id}#empty"), text.value.clone())));
        texts.extend(table.info.iter().enumerate().map(|(index, text)| (format!("{id}#info{index}"), text.value.clone())));
        texts.extend(table.notes.iter().enumerate().map(|(index, text)| (format!("{id}#note{index}"), text.value.clone())));
    }
    texts
}

impl Wording {
    /// Parses all templates of a pack.
    pub(super) fn new(files: &PackFiles, manifest: &Manifest, tables: &[TableDefinition]) -> Result<Self, TemplateError> {
        let mut tera = engine(&manifest.numbers);
        let all = texts(files, manifest, tables);
        tera.add_raw_templates(all.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| located(&error, files))?;
        Ok(Self { tera, main: manifest.main.value.clone() })
    }

    /// Renders the main template: the Typst source of a whole document.
    pub fn document(&self, context: &Context, files: &PackFiles) -> Result<String, TemplateError> {
        self.render(&self.main, context, files)
    }

    /// Renders one template by name, e.g. a short text `01#title` or a file.
    pub fn render(&self, name: &str, context: &Context, files: &PackFiles) -> Result<String, TemplateError> {
        self.tera.render(name, context).map_err(|error| located(&error, files))
    }

    /// Whether there is a template of that name.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }
}

/// What stands round a variable, and round a tag.
pub(super) const VARIABLE: (&str, &str) = ("<<", ">>");
pub(super) const BLOCK: (&str, &str) = ("<%", "%>");

/// A template engine with our delimiters, escaping and filters.
fn engine(numbers: &NumberStyles) -> Tera {
    let mut tera = Tera::new();
    let delimiters = tera::Delimiters {
        block_start: BLOCK.0.into(),
        block_end: BLOCK.1.into(),
        variable_start: VARIABLE.0.into(),
        variable_end: VARIABLE.1.into(),
        comment_start: "<#".into(),
        comment_end: "#>".into(),
    };
    tera.set_delimiters(delimiters).expect("six distinct delimiters of two bytes");
    tera.set_escape_fn(escape::markup);
    tera.autoescape_on([TEMPLATE]);
    register(&mut tera, numbers);
    tera
}

/// All templates by name: files with their marks, and short texts.
fn texts(files: &PackFiles, manifest: &Manifest, tables: &[TableDefinition]) -> Vec<(String, String)> {
    let templates =
        files.iter().filter(|(path, _)| path.ends_with(TEMPLATE)).map(|(path, file)| (path.to_owned(), marked(path, &file.text)));
    templates.chain(short_texts(manifest, tables)).collect()
}

/// The syntax errors of all templates, each read alone, so that one does not hide the next.
pub(super) fn syntax_faults(files: &PackFiles, manifest: &Manifest, tables: &[TableDefinition]) -> Vec<TemplateError> {
    let alone = |(name, text): (String, String)| {
        let error = engine(&manifest.numbers).add_raw_template(&name, &text).err()?;
        matches!(error.kind(), tera::ErrorKind::SyntaxError(_)).then(|| located(&error, files))
    };
    texts(files, manifest, tables).into_iter().filter_map(alone).collect()
}

/// Marks in the generated Typst where each template begins, so that an error in a document can name the right file.
fn marked(path: &str, text: &str) -> String {
    format!("{MARK}{path}\n{text}")
}

/// The template that produced a line (0-based) of a generated document: the nearest mark above it.
pub(super) fn template_of(document: &str, line: usize) -> Option<&str> {
    document.lines().take(line + 1).filter_map(|line| line.strip_prefix(MARK)).last()
}

/// The templates a generated document was made of.
pub fn templates_in(document: &str) -> impl Iterator<Item = &str> {
    document.lines().filter_map(|line| line.strip_prefix(MARK))
}

/// The filters a pack's author may use.
fn register(tera: &mut Tera, styles: &NumberStyles) {
    let styles = Arc::new(styles.clone());
    let narrative = Arc::clone(&styles);
    tera.register_filter("wan", move |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(narrative.narrative.show(number(value, "wan")?))
    });
    let percent = Arc::clone(&styles);
    tera.register_filter("percent", move |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(format!("{}%", percent.percent.show(number(value, "percent")?)))
    });
    tera.register_filter("yuan", move |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(styles.report.show(number(value, "yuan")?))
    });
    tera.register_filter("count", |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(number(value, "count")?.normalize().to_string())
    });
    tera.register_filter("ordinal", |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> { ordinal(number(value, "ordinal")?) });
    tera.register_filter("joined", |value: &str, _: Kwargs, _: &State| -> String { escape::joined(value) });
    tera.register_filter("paragraphs", |value: &str, _: Kwargs, _: &State| -> Value {
        Value::from_serializable(&escape::paragraphs(value))
    });
    tera.register_filter("lit", |value: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
        let mut out = Vec::new();
        escape::literal(value, &mut out).map_err(|error| tera::Error::message(error.to_string()))?;
        out.flush().map_err(|error| tera::Error::message(error.to_string()))?;
        let text = String::from_utf8(out).map_err(|error| tera::Error::message(error.to_string()))?;
        Ok(Value::safe_string(&text))
    });
}

/// The number in a value: a figure's printed 万元 (filter `wan`, `percent` …), a plain decimal string, or a whole number.
fn number(value: &Value, filter: &str) -> TeraResult<Decimal> {
    let printed = value.as_map().and_then(|map| map.get(&tera::value::Key::from("wan")));
    let value = printed.unwrap_or(value);
    let text = match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.as_i128().map(|whole| whole.to_string()).unwrap_or_default(),
    };
    let why = || match value.is_undefined() || value.is_none() {
        true => format!(
            "{filter}：这个变量没有值：名称写错了，或者这个部门没有写；不是每个部门都写的，放进 <% if 变量 %> 里，或者在 needs 里要求写"
        ),
        false => format!("{filter}：这不是一个数：{value:?}"),
    };
    Decimal::from_str(&text).map_err(|_| tera::Error::message(why()))
}

/// 一、二、三 … 九千九百九十九 for headings and lists.
fn ordinal(value: Decimal) -> TeraResult<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const PLACES: [&str; 4] = ["千", "百", "十", ""];
    let whole: Option<u32> = value.normalize().to_string().parse().ok().filter(|whole| (1..10_000).contains(whole));
    let Some(whole) = whole else { return Err(tera::Error::message(format!("ordinal：{value} 不是 1 到 9999 的整数"))) };
    let digits = [whole / 1000, whole / 100 % 10, whole / 10 % 10, whole % 10];
    let mut text = String::new();
    for (digit, place) in digits.into_iter().zip(PLACES) {
        match (digit, text.ends_with('零')) {
            (0, false) if !text.is_empty() => text.push('零'),
            (0, _) => {}
            (digit, _) => text.extend([DIGITS[digit as usize], place]),
        }
    }
    let text = text.trim_end_matches('零');
    Ok(text.strip_prefix('一').filter(|rest| rest.starts_with('十')).unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_chinese() {
        let shown = |number: i64| ordinal(Decimal::from(number)).expect("a number of a heading");
        let numbers = [1, 10, 11, 20, 26, 99, 100, 101, 110, 119, 1000, 1001, 1010, 2024, 9999].map(shown);
        let expected = [
            "一",
            "十",
            "十一",
            "二十",
            "二十六",
            "九十九",
            "一百",
            "一百零一",
            "一百一十",
            "一百一十九",
            "一千",
            "一千零一",
            "一千零一十",
            "二千零二十四",
            "九千九百九十九",
        ];
        assert_eq!(numbers, expected);
        for wrong in [Decimal::ZERO, Decimal::NEGATIVE_ONE, Decimal::from(10_000), Decimal::new(15, 1)] {
            assert!(ordinal(wrong).is_err(), "{wrong}");
        }
    }
}
