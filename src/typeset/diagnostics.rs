//! What Typst complains about, as data: file, line, column of the template, and a message in Chinese with Typst's own words after it.
//!
//! These are faults of a template or of the program. Trouble with the user's figures is `crate::diagnostics`.

use std::fmt;

use thiserror::Error;
use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};

use super::world::DocumentWorld;

/// Why no PDF came about.
#[derive(Debug, Error)]
pub enum TypesetError {
    /// The template's Typst code has faults; warnings count.
    #[error("模板排版出错：\n{}", join(.0))]
    Template(Vec<Fault>),
    /// A virtual path that leaves the document or has a backslash.
    #[error("虚拟文件路径“{0}”不合规：请用不带“..”和反斜杠的相对路径")]
    Path(String),
    /// A date PDF cannot express.
    #[error("文件日期 {0} 超出 PDF 能表示的范围")]
    Date(chrono::NaiveDate),
    /// Typst itself broke down: a damaged font or picture, or a bug.
    #[error("排版引擎内部出错：{0}。请检查模板用到的图片和字体文件是否损坏；其他文件不受影响")]
    Crashed(String),
}

/// A place in a virtual file; line and column count from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// One complaint of Typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whether Typst would have let it pass.
    pub warning: bool,
    /// Where in the template; faults of the export often have no place.
    pub place: Option<Place>,
    /// The message in Chinese where it is a frequent one, then Typst's own.
    pub message: String,
    /// Typst's advice, in its own words.
    pub hints: Vec<String>,
    /// The calls that led there, innermost first.
    pub called_from: Vec<Place>,
}

/// What frequent messages of Typst begin with (or contain, after a variable part), and how they are said in Chinese.
const TRANSLATIONS: &[(&str, &str)] = &[
    ("unknown font family", "模板用了没有登记的字体名，请改用字体角色名"),
    ("unknown variable", "模板用了没有定义的名字"),
    ("file not found", "模板引用的文件不在本文档内（不能读取磁盘文件）"),
    ("failed to load package", "模板不能使用外部软件包"),
    ("would escape the project root", "模板不能读取文档以外的路径"),
    ("failed to load file", "模板引用的文件读不出来"),
    ("unable to get the current date", "模板不能取当天日期，请用文件日期"),
    ("missing document title", "文档没有标题，无法生成无障碍 PDF"),
    ("missing document date", "文档没有日期，无法生成归档 PDF"),
    ("missing alt text", "图片或公式没有替代文字（alt）"),
    ("could not be displayed with", "字体里没有这些字"),
    ("contains the codepoint", "文字里有私用区字符，归档 PDF 不允许"),
    ("the disallowed codepoint", "文字里有归档 PDF 不允许的字符"),
    ("is too restrictive", "字体许可不允许嵌入，请换字体"),
    ("the first heading must be of level 1", "第一个标题必须是一级标题"),
    ("skipped from heading level", "标题级别不能跳级"),
    ("PDF tag would be split up", "标题样式把标记拆开了，请用 block 包住"),
    ("the file mime type is missing", "附件没有写明类型（mime-type）"),
    ("the file description is missing", "附件没有写明说明（description）"),
    ("document did not converge", "版面反复排版仍不能稳定"),
    ("expected", "模板语法或参数不对"),
    ("unexpected", "模板语法或参数不对"),
    ("unclosed", "模板里有没有配对的括号或引号"),
    ("pagebreaks are not allowed inside of containers", "分页不能放在容器里"),
    ("panicked with", "模板主动报错"),
    ("assertion failed", "模板的断言不成立"),
];

/// Advice on an option of Typst's own command line, which is not ours.
const COMMAND_LINE: &str = "`--root`";

/// Turns Typst's list into ours, keeping its order.
pub(super) fn faults<'a>(world: &DocumentWorld, diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>) -> Vec<Fault> {
    diagnostics.into_iter().map(|diagnostic| fault(world, diagnostic)).collect()
}

fn fault(world: &DocumentWorld, diagnostic: &SourceDiagnostic) -> Fault {
    Fault {
        warning: diagnostic.severity == Severity::Warning,
        place: place(world, diagnostic.span),
        message: translate(&diagnostic.message),
        hints: diagnostic.hints.iter().filter(|hint| !hint.v.contains(COMMAND_LINE)).map(|hint| hint.v.to_string()).collect(),
        called_from: diagnostic.trace.iter().filter_map(|point| place(world, point.span.into())).collect(),
    }
}

fn place(world: &DocumentWorld, span: DiagSpan) -> Option<Place> {
    let id: FileId = span.id()?;
    let range = world.range(span)?;
    let (line, column) = world.files().lines(id)?.byte_to_line_column(range.start)?;
    Some(Place { file: id.vpath().get_without_slash().to_owned(), line: line + 1, column: column + 1 })
}

fn translate(message: &str) -> String {
    let starts = TRANSLATIONS.iter().find(|(english, _)| message.starts_with(english));
    let found = starts.or_else(|| TRANSLATIONS.iter().find(|(english, _)| english.contains(' ') && message.contains(english)));
    match found {
        Some((_, chinese)) => format!("{chinese}（{message}）"),
        None => format!("Typst 报告：{message}"),
    }
}

fn join(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}：")?;
        }
        f.write_str(&self.message)?;
        for point in &self.called_from {
            write!(f, "\n  调用自 {point}")?;
        }
        for hint in &self.hints {
            write!(f, "\n  提示：{hint}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_messages_are_said_in_chinese_and_keep_the_original() {
        assert_eq!(translate("unknown variable: 金额"), "模板用了没有定义的名字（unknown variable: 金额）");
        let wrapped = translate("PDF/A-3a error: the text \"\u{7}\" could not be displayed with Noto");
        assert!(wrapped.starts_with("字体里没有这些字（PDF/A-3a error"), "{wrapped}");
    }

    #[test]
    fn rare_messages_are_passed_on() {
        assert_eq!(translate("cannot divide by zero"), "Typst 报告：cannot divide by zero");
    }
}
