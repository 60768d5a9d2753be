//! Single values: whether an amount, a code, a date or a word from a list is what its key asks for. The reading itself is in `source::scalar`.

use std::str::FromStr;

use super::schema::Leaf;
use super::{codes, suggest};
use crate::diagnostics::Diagnostic;
use crate::source::scalar::Malformed;
use crate::source::{Amount, Code, Count, Date, Score, Span, YearMonth};

/// Stands for what is still to be written in a file made from last year's; refused, and never zero.
pub const MISSING: &str = "待填";

/// No amount, date or word from a list is longer, in bytes.
const LONGEST_VALUE: usize = 200;

/// Reports a value that is not what its key asks for. `subject` names the key for the message; amounts may have so many decimals, any number while their unit is not known.
pub fn check(leaf: &Leaf, text: &str, subject: &str, place: Span, allowed: Option<usize>) -> Option<Diagnostic> {
    match leaf {
        _ if text == MISSING => Some(
            Diagnostic::error(codes::EMPTY_VALUE, format!("{subject}还没有填"))
                .at(place, format!("这里写着“{MISSING}”"))
                .hint("把它换成本年的内容；没有发生的写 0，或者删去这个键"),
        ),
        leaf if *leaf != Leaf::Text && text.len() > LONGEST_VALUE => Some(
            Diagnostic::error(codes::MALFORMED, format!("{subject}的值有 {} 个字，太长了", text.chars().count()))
                .at(place, "")
                .hint("这里只写一个数、一个日期或一个词；检查引号和逗号是不是写漏了"),
        ),
        Leaf::Text if text.trim().is_empty() => {
            let message = format!("{subject}后面是空的文字");
            Some(Diagnostic::error(codes::EMPTY_VALUE, message).at(place, "引号里没有内容").hint("删去这个键或补上内容"))
        }
        Leaf::Text => None,
        Leaf::Amount if allowed.is_some_and(|allowed| decimals(text) > allowed) => Some(
            Diagnostic::error(
                codes::DECIMALS,
                format!("{subject}的金额“{text}”小数超过{}位", if allowed == Some(2) { "两" } else { "六" }),
            )
            .at(place, format!("{} 位小数", decimals(text)))
            .hint("元最多两位小数（分），万元最多六位；按财政系统导出的数写，不要自己四舍五入"),
        ),
        Leaf::Amount => malformed(Amount::from_str(text), subject, place),
        Leaf::Code => malformed(Code::from_str(text), subject, place),
        Leaf::Count => malformed(Count::from_str(text), subject, place),
        Leaf::Score => malformed(Score::from_str(text), subject, place),
        Leaf::Date => malformed(Date::from_str(text), subject, place),
        Leaf::YearMonth => malformed(YearMonth::from_str(text), subject, place),
        Leaf::Bool if matches!(text, "true" | "false" | "是" | "否") => None,
        Leaf::Bool => Some(choice(&["是", "否"], text, subject, place)),
        Leaf::Integer if text.parse::<i64>().is_ok() => None,
        Leaf::Integer => {
            Some(Diagnostic::error(codes::MALFORMED, format!("{subject}写的“{text}”不是整数")).at(place, "").hint("只写半角数字，例如 4"))
        }
        Leaf::OneOf(words) if words.iter().any(|word| word == text) => None,
        Leaf::OneOf(words) => Some(choice(&words.iter().map(String::as_str).collect::<Vec<_>>(), text, subject, place)),
    }
}

fn malformed<T>(read: Result<T, Malformed>, subject: &str, place: Span) -> Option<Diagnostic> {
    let Malformed { problem, advice } = read.err()?;
    Some(Diagnostic::error(codes::MALFORMED, format!("{subject}写的{problem}")).at(place, "").hint(advice))
}

fn choice(words: &[&str], text: &str, subject: &str, place: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::NOT_A_CHOICE, format!("{subject}不能写“{text}”")).at(place, "");
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
