//! The codes of everything that can be wrong with a source file as a text. What is wrong with its figures has codes of its own in `checks`.

/// Read as something other than UTF-8.
pub const NOT_UTF8: &str = "YAML-001";
/// Larger than [`super::SIZE_LIMIT`].
pub const TOO_LARGE: &str = "YAML-002";
/// Not a text at all.
pub const NOT_TEXT: &str = "YAML-003";
/// Nothing but blanks and comments.
pub const EMPTY_FILE: &str = "YAML-004";
/// Bytes that are no character, in an otherwise sound UTF-8 text.
pub const DAMAGED: &str = "YAML-005";
/// `键：值`.
pub const WIDE_COLON: &str = "YAML-101";
/// Ideographic spaces, tabs or no-break spaces as indentation.
pub const WIDE_INDENT: &str = "YAML-102";
/// A full-width dash, or no space after the dash.
pub const DASH: &str = "YAML-103";
/// `键:值`.
pub const COLON_SPACE: &str = "YAML-104";
/// Full-width braces, brackets and commas between flow entries.
pub const WIDE_FLOW: &str = "YAML-105";
/// `＃` before a comment.
pub const WIDE_HASH: &str = "YAML-106";
/// Control characters and zero-width characters.
pub const INVISIBLE: &str = "YAML-107";
/// Any other breach of YAML's grammar.
pub const SYNTAX: &str = "YAML-201";
/// Lines that are not aligned with their neighbours.
pub const INDENTATION: &str = "YAML-202";
/// A quoted text that is not closed, or goes on after its end.
pub const QUOTES: &str = "YAML-203";
/// A brace or bracket that is not closed, or closed by the wrong one.
pub const BRACKETS: &str = "YAML-204";
/// Anchors, aliases, tags, merge keys, directives.
pub const REFUSED_FEATURE: &str = "YAML-205";
/// A second document in the file.
pub const MANY_DOCUMENTS: &str = "YAML-206";
/// Nested deeper than [`super::DEPTH_LIMIT`].
pub const TOO_DEEP: &str = "YAML-207";
/// More values than [`super::NODE_LIMIT`].
pub const TOO_MANY: &str = "YAML-208";
/// The same key twice.
pub const DUPLICATE: &str = "YAML-209";
/// A key nobody knows here.
pub const UNKNOWN_KEY: &str = "YAML-301";
/// A key that must be there.
pub const MISSING_KEY: &str = "YAML-302";
/// A list where a value is asked for, and the like.
pub const WRONG_KIND: &str = "YAML-303";
/// A key without a value.
pub const EMPTY_VALUE: &str = "YAML-304";
/// Not one of the allowed words.
pub const NOT_A_CHOICE: &str = "YAML-305";
/// Not an amount, code, count, date.
pub const MALFORMED: &str = "YAML-306";
/// `{基本支出: 1,402,400.00}`.
pub const THOUSANDS: &str = "YAML-307";
/// More decimals than the unit has.
pub const DECIMALS: &str = "YAML-308";

/// Every code with its meaning in one line, in order.
pub const CODES: &[(&str, &str)] = &[
    (NOT_UTF8, "文件不是 UTF-8 编码"),
    (TOO_LARGE, "文件太大"),
    (NOT_TEXT, "文件不是文本"),
    (EMPTY_FILE, "文件里什么也没有写"),
    (DAMAGED, "文件里有损坏的字"),
    (WIDE_COLON, "键后面用了全角冒号"),
    (WIDE_INDENT, "行首缩进用了全角空格或制表符"),
    (DASH, "列表的短横线写法不对"),
    (COLON_SPACE, "冒号后面缺空格"),
    (WIDE_FLOW, "用了全角的括号或逗号"),
    (WIDE_HASH, "注释用了全角井号"),
    (INVISIBLE, "有看不见的字符"),
    (SYNTAX, "这里的写法看不懂"),
    (INDENTATION, "缩进没有对齐"),
    (QUOTES, "引号没有配对"),
    (BRACKETS, "括号没有配对"),
    (REFUSED_FEATURE, "用了填报文件不支持的写法"),
    (MANY_DOCUMENTS, "一个文件里写了几份内容"),
    (TOO_DEEP, "嵌套太深"),
    (TOO_MANY, "内容太多"),
    (DUPLICATE, "同一个键写了两次"),
    (UNKNOWN_KEY, "没有这个键"),
    (MISSING_KEY, "缺少必填的键"),
    (WRONG_KIND, "值的样式不对"),
    (EMPTY_VALUE, "键后面没有值"),
    (NOT_A_CHOICE, "不在可选的词之列"),
    (MALFORMED, "值看不懂"),
    (THOUSANDS, "花括号里的金额带了千分位逗号"),
    (DECIMALS, "金额的小数位太多"),
];
