//! The parser's errors in an accountant's words, with what to do.

use granit_parser::{ErrorKind, ScanError};

use super::grow::Origin;
use super::{DEPTH_LIMIT, brackets, codes, colons, neighbours::neighbours, quotes};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Translates a parser error; its offsets count from `base` in the origin's text. `bracket` is the outermost one that is open there.
pub fn explain(error: &ScanError, base: usize, bracket: Option<usize>, origin: Origin) -> Diagnostic {
    let length = origin.text.len();
    let mut start = (base + error.marker().byte_offset().unwrap_or(0)).min(length);
    while !origin.text.is_char_boundary(start) {
        start -= 1;
    }
    if origin.text[start..].trim().is_empty() {
        start = origin.text.trim_end().char_indices().next_back().map_or(0, |(last, _)| last);
    }
    let own_bracket = matches!(error.kind(), ErrorKind::UnclosedFlowCollection { .. }).then_some(start);
    if let Some(diagnostic) = quotes::unclosed(start, origin).or_else(|| brackets::unclosed(bracket.or(own_bracket), start, origin)) {
        return diagnostic;
    }
    let in_flow = matches!(error.kind(), ErrorKind::ExpectedFlowMappingSeparator);
    let second_colon =
        (in_flow || matches!(error.kind(), ErrorKind::MappingValueNotAllowed)).then(|| colons::second(start, in_flow, origin));
    if let Some(diagnostic) = second_colon.flatten() {
        return diagnostic;
    }
    if let Some(diagnostic) = neighbours(error.kind(), start, origin) {
        return diagnostic;
    }
    let line = origin.text[start..].lines().next().unwrap_or_default();
    let width = match error.kind() {
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => line.trim_end().len(),
        _ => line.chars().next().map_or(0, char::len_utf8),
    };
    let place = origin.span(start..start + width);
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(place);
    }
    if let Some(diagnostic) = dash_for_nothing(line, place).or_else(|| from_a_spreadsheet(line, place, &origin.text[..start])) {
        return diagnostic;
    }
    let said = words(error.kind());
    Diagnostic::error(said.code, said.message).at(place, said.label).hint(said.hint)
}

/// `30101: -`, as spreadsheets show a zero.
fn dash_for_nothing(rest: &str, place: Span) -> Option<Diagnostic> {
    let value = rest.split_once(" #").map_or(rest, |(value, _)| value).trim();
    (value == "-").then(|| {
        Diagnostic::error(codes::SYNTAX, "这里只有一条短横线，不是值").at(place, "这条短横线").hint("没有发生写 0，或者把这个键整行删去")
    })
}

/// A row copied from a spreadsheet: its cells come with tabs between them. Among rows of a list it becomes one of them.
fn from_a_spreadsheet(line: &str, place: Span, above: &str) -> Option<Diagnostic> {
    let line = line.split_once(" #").map_or(line, |(written, _)| written);
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let (first, last) = (cells.first()?, cells.last()?);
    let in_a_list = above.trim_end().lines().next_back().is_some_and(|line| line.trim_start().starts_with("- {"));
    let advice = if in_a_list {
        format!("照上一行的样子写，每个数前面写它的键：- {{科目: {first}, 项目支出: {last}}}")
    } else {
        format!("写成“{first}: {last}”，行首用空格与同组的键对齐")
    };
    (cells.len() > 1 && !line.contains(": "))
        .then(|| Diagnostic::error(codes::SYNTAX, "这一行是从表格里粘贴的，不是“键: 值”的样式").at(place, "两格之间是制表符").hint(advice))
}

/// Says that collections are nested beyond the limit.
pub fn too_deep(place: Span) -> Diagnostic {
    Diagnostic::error(codes::TOO_DEEP, format!("嵌套超过 {DEPTH_LIMIT} 层，没有读完"))
        .at(place, "读到这里为止")
        .hint("填报文件最多用到五六层；检查这里是不是多了括号或缩进")
}

struct Words {
    code: &'static str,
    message: &'static str,
    label: &'static str,
    hint: &'static str,
}

const fn said(code: &'static str, message: &'static str, label: &'static str, hint: &'static str) -> Words {
    Words { code, message, label, hint }
}

fn words(kind: &ErrorKind) -> Words {
    use ErrorKind as K;
    match kind {
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnexpectedEof => said(codes::BRACKETS, "括号没有闭合", "从这里开始的括号缺另一半", "在这一组内容的末尾补上 } 或 ]"),
        K::BlockEntryInFlowCollection => said(
            codes::BRACKETS,
            "前面的括号还没有闭合，就开始了下一项",
            "这一项以前缺 } 或 ]",
            "在上一项的末尾补上 } 或 ]；那一行有注释时，补在“#”的前面",
        ),
        K::MismatchedFlowCollectionEnd { .. } | K::MisplacedFlowCollectionEnd => {
            said(codes::BRACKETS, "括号没有配对", "这个括号与前面的不配对", "“{”要用“}”闭合，“[”要用“]”闭合")
        }
        K::ExpectedFlowMappingSeparator => said(
            codes::BRACKETS,
            "花括号里的内容没有写完，或者两项之间缺逗号",
            "这里应是逗号或 }",
            "每两项之间写英文逗号，最后写 }，例如 {科目: 2013101, 基本支出: 100.00}",
        ),
        K::ExpectedFlowSequenceSeparator => said(
            codes::BRACKETS,
            "方括号里的内容没有写完，或者两项之间缺逗号",
            "这里应是逗号或 ]",
            "每两项之间写英文逗号，最后写 ]，例如 [办公费, 福利费]",
        ),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar | K::InvalidQuotedScalarIndent => {
            said(codes::QUOTES, "引号没有闭合", "从这个引号起没有找到另一半", "在文字末尾补上同样的引号")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            said(codes::QUOTES, "引号闭合以后还有别的内容", "引号后面多出的内容", "引号要括住整个值；文字里面的引号请用中文引号“”")
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape
        | K::UnpairedLowSurrogate
        | K::MissingLowSurrogate
        | K::InvalidLowSurrogate
        | K::InvalidLowSurrogateHexEscape => {
            said(codes::QUOTES, "双引号里的反斜杠 \\ 有特殊意义", "这个反斜杠后面的字不对", "把双引号换成单引号，或者写两个反斜杠 \\\\")
        }
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::MappingKeyNotAllowed
        | K::InvalidFlowScalarIndent => said(
            codes::INDENTATION,
            "这一行与前面的行没有对齐，或者上一行没有写完",
            "从这里起看不懂",
            "同一组的键或“- ”要从同一列开始（用空格对齐）；再看上一行的括号和引号是否写完整",
        ),
        K::BlockSequenceEntryNotAllowed => said(
            codes::INDENTATION,
            "短横线不能写在这里",
            "这个短横线",
            "一列的每一项另起一行写“- ”加内容；不是一列的，去掉这个短横线；短横线是文字的，用英文引号把整个值括起来",
        ),
        K::MappingValueNotAllowed | K::InvalidColonPlacement => said(
            codes::INDENTATION,
            "这里不能再有“键: 值”",
            "这个冒号",
            "一行只写一个“键: 值”；键要与同组的键对齐；文字里的冒号写全角“：”，或者用英文引号把整个值括起来",
        ),
        K::SimpleKeyExpected | K::InvalidSimpleKey => said(
            codes::SYNTAX,
            "这一行缺冒号，不是“键: 值”的样式",
            "这一行",
            "键后面写英文冒号和一个空格，例如“年度: 2024”；如果这是上一行文字的继续，让它比上一行的键多缩进两格",
        ),
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabAtBlockScalarStart | K::TabInPlainScalar => {
            said(codes::WIDE_INDENT, "这里用了制表符（Tab）", "这个制表符", "把制表符换成空格")
        }
        K::CommentNotSeparated | K::CommentInterceptedScalar => {
            said(codes::SYNTAX, "注释“#”的位置不对", "这里", "“#”前面要有一个空格；几行文字的中间不能写注释")
        }
        K::UnexpectedCharacter { .. } | K::PlainScalarStartsWithDashFlowIndicator => {
            said(codes::SYNTAX, "值不能以这个字符开头", "这个字符有特殊意义", "用英文引号把整个值括起来，例如 \"@示例\"")
        }
        K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent | K::InvalidBlockScalarIndent => {
            said(codes::SYNTAX, "多行文字的写法不对", "这里", "“|”或“>”后面直接换行，文字从下一行起，比键多缩进两格")
        }
        K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::InvalidTagEscape
        | K::InvalidTagUtf8LeadingByte
        | K::InvalidTagUtf8TrailingByte
        | K::InvalidTagUtf8 => said(
            codes::REFUSED_FEATURE,
            "填报文件里不用以“!”开头的写法（标签）",
            "这里",
            "感叹号是文字的一部分时，写全角的“！”，或者用英文引号把整个值括起来",
        ),
        K::DirectiveDisallowed => said(
            codes::REFUSED_FEATURE,
            "填报文件里不用以“%”开头的行",
            "这一行",
            "删去这一行；如果它是文字，让它比键多缩进两格，或用引号括起来",
        ),
        K::ExpectedDocumentStart | K::InvalidDocumentEnd => {
            said(codes::SYNTAX, "从这里起的内容不属于前面的任何一组", "这里", "检查这一行的缩进，以及上面的括号是不是提前闭合了")
        }
        _ => said(codes::SYNTAX, "这里的写法看不懂", "读到这里为止", "检查这一行和上一行：冒号后面有空格，括号和引号成对，行首用空格对齐"),
    }
}
