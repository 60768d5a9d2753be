//! Where Tera says a template is wrong, as a place in the pack's (or the workspace's) own file and a Chinese sentence.
//!
//! Syntax and rendering errors bring their place as data. What is found while templates are linked (an unknown filter, a missing include) comes as
//! finished text, `error: …` over `--> file:line:column`, and is read back from it.

use tera::ErrorKind;

use super::pack::PackFiles;
use super::wording::{TEMPLATE, TemplateError};

/// What linking can miss, and how that is said.
const MISSING: [(&str, &str); 5] = [
    ("Unknown filter", "没有这个过滤器"),
    ("Unknown test", "没有这个判断"),
    ("Unknown function", "没有这个函数"),
    ("Unknown component", "没有这个组件"),
    ("Unknown template", "没有这个模板，不能引用"),
];

/// What people get wrong most, as the engine says it, and as it is said here.
const COMMON: [(&str, &str); 7] = [
    (
        "Unexpected end of input",
        "模板到这里完了，还有没收尾的：每个 <% if %> 要有 <% endif %>，每个 <% for %> 要有 <% endfor %>，<< 要有 >>",
    ),
    ("Unknown tag", "没有这种标签，或者收尾的标签多了；有的是 if、elif、else、endif、for、endfor、set、include、component"),
    ("but expected", "这里写的不对"),
    ("Unclosed", "没有收尾"),
    ("doesn't match opening", "收尾的标签与开头的不是一对"),
    ("Invalid type for the value", "这里的值不是要的那一种，多半是变量名写错了，或者这个部门没有写"),
    ("is not defined", "没有这个变量；组件里只有传给它的"),
];

/// A complaint in Chinese, with the engine's own words behind it where they name what is meant.
fn in_chinese(message: &str) -> String {
    let known = COMMON.iter().find(|(english, _)| message.contains(english));
    known.map_or_else(|| message.to_owned(), |(_, chinese)| format!("{chinese}（{message}）"))
}

/// The (first) fault an error tells of.
pub(super) fn located(error: &tera::Error, files: &PackFiles) -> TemplateError {
    let of = |file: &str, message: String| TemplateError { file: files.describe(file), place: None, message };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            at(report.filename(), span.start_line, span.start_col + 1, in_chinese(report.message()), files)
        }
        ErrorKind::MissingParent { current, parent } => of(current, format!("没有模板 {parent}，不能继承")),
        ErrorKind::CircularExtend { tpl, .. } => of(tpl, "模板互相继承，没有尽头".to_owned()),
        ErrorKind::CircularInclude { tpl, .. } => of(tpl, "模板互相引用，没有尽头".to_owned()),
        _ => {
            let text = error.to_string();
            linked(&text, files).unwrap_or_else(|| TemplateError { file: "模板".to_owned(), place: None, message: text })
        }
    }
}

/// Reads a finished report back.
fn linked(text: &str, files: &PackFiles) -> Option<TemplateError> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line, file) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?, place.next()?);
    let chinese = MISSING.iter().find_map(|(english, chinese)| Some((chinese, message.strip_prefix(english)?.trim().trim_matches('`'))));
    let message = chinese.map_or_else(|| message.to_owned(), |(chinese, name)| format!("{chinese}：{name}"));
    Some(at(file, line, column, message, files))
}

/// A place Tera names: the line of the mark above a template is not in its file, and a short text of a table stands in the table's.
fn at(file: &str, line: usize, column: usize, message: String, files: &PackFiles) -> TemplateError {
    if let Some((table, part)) = file.split_once('#').filter(|(table, _)| files.get(table).is_none()) {
        let file = format!("表 {table} 的 {}", part.trim_end_matches(|c: char| c.is_ascii_digit()));
        return TemplateError { file, place: None, message: format!("第 {line} 行第 {column} 个字：{message}") };
    }
    let marks = usize::from(file.ends_with(TEMPLATE));
    TemplateError { file: files.describe(file), place: Some((line.saturating_sub(marks).max(1), column)), message }
}
