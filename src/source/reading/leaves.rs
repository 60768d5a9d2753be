//! Single values: whether an amount, a code, a date or a word from a list is what its key asks for. The reading itself is in `source::scalar`.

use std::str::FromStr;

use super::schema::{Field, Leaf};
use super::shape::{Name, quoted};
use super::{codes, example, names, suggest, values};
use crate::diagnostics::Diagnostic;
use crate::source::scalar::Malformed;
use crate::source::{Amount, Code, Count, Date, Score, Span, YearMonth};

/// No amount, date or word from a list is longer, in bytes.
const LONGEST_VALUE: usize = 200;

/// What a message about a value speaks of: its key, and the field behind it if it is a key of a known mapping.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub subject: Name<'a>,
    pub field: Option<&'a Field>,
    /// The file's text.
    pub text: &'a str,
}

/// Reports a value that is not what its key asks for. Amounts may have so many decimals, any number while their unit is not known.
pub fn check(leaf: &Leaf, text: &str, asked: Asked, place: Span, allowed: Option<usize>) -> Option<Diagnostic> {
    let subject = asked.subject;
    match leaf {
        leaf if *leaf != Leaf::Text && text.len() > LONGEST_VALUE => Some(
            Diagnostic::error(codes::MALFORMED, format!("{subject}的值有 {} 个字，太长了", text.chars().count()))
                .at(place, "")
                .hint("这里只写一个数、一个日期或一个词；检查引号和逗号是不是写漏了"),
        ),
        Leaf::Text if text.trim().is_empty() => {
            let message = format!("{subject}后面是空的文字");
            let advice = match asked.field {
                Some(field) if field.required => format!("补上内容，例如 {}", example::line(&field.name, &field.example)),
                Some(_) => "删去这个键或补上内容".to_owned(),
                None => "删去这一项或补上内容".to_owned(),
            };
            Some(Diagnostic::error(codes::EMPTY_VALUE, message).at(place, "引号里没有内容").hint(advice))
        }
        Leaf::Text => number_in_chinese_quotes(text, subject, place),
        Leaf::Amount if allowed.is_some_and(|allowed| decimals(text) > allowed) => Some(
            Diagnostic::error(
                codes::DECIMALS,
                format!("{subject}的金额“{text}”小数超过{}位", if allowed == Some(2) { "两" } else { "六" }),
            )
            .at(place, format!("{} 位小数", decimals(text)))
            .hint("元最多两位小数（分），万元最多六位；按财政系统导出的数写，不要自己四舍五入"),
        ),
        Leaf::Bool if matches!(text, "true" | "false" | "是" | "否") => None,
        Leaf::Bool => Some(choice(&["是", "否"], text, subject, place)),
        Leaf::OneOf(words) if words.iter().any(|word| word == text) => None,
        Leaf::OneOf(words) => Some(choice(&words.iter().map(String::as_str).collect::<Vec<_>>(), text, subject, place)),
        Leaf::Amount | Leaf::Code | Leaf::Count | Leaf::Score | Leaf::Date | Leaf::YearMonth | Leaf::Integer => {
            let refused = refused(leaf, text)?;
            Some(malformed(leaf, text, asked, place, allowed.map(|allowed| allowed == 2), refused))
        }
    }
}

/// Why the value's own type refuses it.
fn refused(leaf: &Leaf, text: &str) -> Option<Malformed> {
    match leaf {
        Leaf::Amount => Amount::from_str(text).err(),
        Leaf::Code => Code::from_str(text).err(),
        Leaf::Count => Count::from_str(text).err(),
        Leaf::Score => Score::from_str(text).err(),
        Leaf::Date => Date::from_str(text).err(),
        Leaf::YearMonth => YearMonth::from_str(text).err(),
        Leaf::Integer => text.parse::<i64>().err().map(|_| Malformed::new(format!("“{text}”不是整数"), "只写半角数字，例如 4")),
        Leaf::Text | Leaf::Bool | Leaf::OneOf(_) => None,
    }
}

/// Says what slipped and what to write; where that is not certain, what the key means and an example.
fn malformed(leaf: &Leaf, text: &str, asked: Asked, place: Span, in_yuan: Option<bool>, refused: Malformed) -> Diagnostic {
    let slip = values::slip(leaf, text, in_yuan);
    let kind = match leaf {
        Leaf::Count if asked.subject == Name::Key("年度") => "年份",
        Leaf::Amount => "金额",
        Leaf::Code => "科目编码",
        Leaf::Date => "日期",
        Leaf::YearMonth => "年月",
        Leaf::Score => "分值",
        _ => "整数",
    };
    let problem = match slip.reasons.as_slice() {
        [] if slip.advice.is_none() && (slip.write.is_none() || refused.problem.contains('：')) => refused.problem,
        [] => format!("{}不是{kind}", quoted(text)),
        reasons => format!("{}不是{kind}：{}", quoted(text), reasons.join("，")),
    };
    let found = Diagnostic::error(codes::MALFORMED, format!("{}写的{problem}", asked.subject)).at(place, "");
    match (slip.write, slip.advice) {
        (Some(write), _) => found.hint(format!("写成 {write}")),
        (None, Some(advice)) => explained(found.hint(advice), asked),
        (None, None) if *leaf == Leaf::Code => match names::codes_of(text, asked.text) {
            Some(advice) => found.hint(advice),
            None => {
                let near = names::codes_near(text, asked.text, asked.field.is_some()).into_iter();
                explained(near.fold(found, Diagnostic::hint).hint(refused.advice), asked)
            }
        },
        (None, None) => explained(found.hint(refused.advice), asked),
    }
}

/// Adds what the key means, with an example.
fn explained(found: Diagnostic, asked: Asked) -> Diagnostic {
    match asked.field {
        Some(field) => found.hint(format!("这里写：{}，例如 {}", field.about, example::line(&field.name, &field.example))),
        None => found,
    }
}

/// `编码: “118”`: a number that is to be kept as a text needs other quotation marks.
fn number_in_chinese_quotes(text: &str, subject: Name, place: Span) -> Option<Diagnostic> {
    let bare = text.trim().trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '「' | '」' | '＂' | '"' | '\''));
    let a_number = !bare.is_empty() && bare.len() < text.trim().len() && bare.chars().all(|c| c.is_ascii_digit());
    a_number.then(|| {
        Diagnostic::error(codes::MALFORMED, format!("{subject}用了中文引号，引号会成为内容的一部分"))
            .at(place, "换成英文引号")
            .hint(format!("写成 \"{bare}\"（英文引号）"))
    })
}

fn choice(words: &[&str], text: &str, subject: Name, place: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::NOT_A_CHOICE, format!("{subject}不能写“{text}”")).at(place, "");
    if let Some(word) = words.iter().find(|word| **word == values::bare(text)) {
        return diagnostic.hint(format!("删去前后看不见的空格或引号，写成 {word}"));
    }
    let diagnostic = match suggest::nearest(text, words.iter().copied()).filter(|_| text.chars().count() > 2) {
        Some(near) => diagnostic.hint(format!("是不是“{near}”？")),
        None => diagnostic,
    };
    diagnostic.hint(format!("只能写其中之一：{}", words.join("、")))
}

/// How many decimals matter: zeros at the end do not.
fn decimals(text: &str) -> usize {
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    if fraction.chars().all(|c| c.is_ascii_digit()) { fraction.trim_end_matches('0').len() } else { 0 }
}
