//! What people type where a number, a code or a date is asked for and nearly write it: letters for digits, units, Chinese punctuation, what Excel copies.
//!
//! Says what slipped and what to write instead; whether a value is sound is for `source::scalar`.

#[cfg(test)]
mod tests;

use std::str::FromStr;

use rust_decimal::Decimal;

use super::dates::{date, groups, year_month};
use super::numerals::chinese_numeral;
use super::schema::Leaf;
use crate::source::{Amount, Code, Count, Date, Score, YearMonth, half_width};

/// What slipped, and what to write instead where that is certain.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Slip {
    pub reasons: Vec<&'static str>,
    pub write: Option<String>,
    pub advice: Option<&'static str>,
}

/// Looks for a known slip in a value that its key does not take. `in_yuan`: the file's amounts are in 元, not 万元; absent when that is not known.
pub fn slip(leaf: &Leaf, written: &str, in_yuan: Option<bool>) -> Slip {
    if let Some(advice) = meant_otherwise(leaf, written.trim()) {
        return Slip { advice: Some(advice), ..Slip::default() };
    }
    let mut reasons = Vec::new();
    let text = cleaned(written, &mut reasons);
    let write = match leaf {
        Leaf::Date => date(&text).map(|date| date.format("%Y-%m-%d").to_string()),
        Leaf::YearMonth => year_month(&text),
        Leaf::Amount => amount(&text, in_yuan, &mut reasons),
        Leaf::Code => code(&text, &mut reasons),
        Leaf::Count | Leaf::Integer => whole(&text, &mut reasons),
        Leaf::Score => number(&text, &mut reasons).filter(|text| Score::from_str(text).is_ok()),
        Leaf::Text | Leaf::Bool | Leaf::OneOf(_) => None,
    };
    let write = write.filter(|write| write != written && fits(leaf, write));
    let advice = if write.is_none() { not_guessed(leaf, &text) } else { None };
    Slip { reasons: if write.is_some() { reasons } else { Vec::new() }, write, advice }
}

fn fits(leaf: &Leaf, text: &str) -> bool {
    match leaf {
        Leaf::Amount => Amount::from_str(text).is_ok(),
        Leaf::Code => Code::from_str(text).is_ok(),
        Leaf::Count => Count::from_str(text).is_ok(),
        Leaf::Score => Score::from_str(text).is_ok(),
        Leaf::Date => Date::from_str(text).is_ok(),
        Leaf::YearMonth => YearMonth::from_str(text).is_ok(),
        Leaf::Integer => text.parse::<i64>().is_ok(),
        Leaf::Text | Leaf::Bool | Leaf::OneOf(_) => false,
    }
}

/// Values that are no mistyped number but say something else.
fn meant_otherwise(leaf: &Leaf, text: &str) -> Option<&'static str> {
    let a_number = matches!(leaf, Leaf::Amount | Leaf::Count | Leaf::Score | Leaf::Integer);
    if matches!(text, "无" | "没有" | "空" | "/" | "-" | "—" | "——" | "－" | "--" | "未发生") || text.starts_with(['暂', '未'])
    {
        return Some(if a_number { "没有发生写 0，或者把这个键整行删去" } else { "没有就把这个键整行删去" });
    }
    if *leaf == Leaf::Code && matches!(text, "合计" | "小计" | "总计") {
        return Some("合计由程序算，不用写：把这一行删去");
    }
    if text.starts_with(['=', '#']) {
        return Some("这是 Excel 的公式或错误值；写单元格里显示的数");
    }
    if a_number && is_scientific(text) {
        return Some("这是 Excel 的科学计数法，抄下来会丢位数；在 Excel 里把单元格格式改为“数值、两位小数”，再照着写");
    }
    if a_number && text.ends_with(['%', '％']) {
        return Some("这里不写百分数；百分比由程序算");
    }
    None
}

/// 8.99E+04, 1e5: a number with an exponent.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['e', 'E']) else { return false };
    let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits(number.trim_start_matches('-')) && digits(exponent.trim_start_matches(['+', '-']))
}

/// Advice where the right value cannot be guessed.
fn not_guessed(leaf: &Leaf, text: &str) -> Option<&'static str> {
    match leaf {
        Leaf::Amount if text.starts_with(['约', '近']) => Some("写准确的数，照部门决算报表写到分"),
        Leaf::Count | Leaf::Integer if text.starts_with('-') => Some("个数不会小于 0"),
        Leaf::Count | Leaf::Integer if text.parse::<Decimal>().is_ok() => Some("这里写个数（台、辆、批、人等），只写整数；不是金额"),
        Leaf::Date if groups(text).is_some() => Some("没有这一天，请核对年、月、日"),
        _ => None,
    }
}

/// Without blanks and quotation marks around it.
pub fn bare(written: &str) -> String {
    cleaned(written, &mut Vec::new())
}

/// The same in half-width characters, with what was taken away.
fn cleaned(written: &str, reasons: &mut Vec<&'static str>) -> String {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let mut text = written.trim_matches(blank);
    if text.len() < written.len() {
        reasons.push("前后有看不见的空格");
    }
    let bare = text.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '「' | '」' | '"' | '\'' | '＂'));
    if bare.len() < text.len() {
        reasons.push("用了中文引号");
        text = bare.trim_matches(blank);
    }
    let narrow: String = text.replace(['\u{3000}', '\u{a0}'], " ").chars().map(narrow).collect();
    if narrow.chars().ne(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c })) {
        reasons.push("里面有全角的数字或标点");
    }
    narrow
}

/// The half-width form of a character, in a number also of those that are typed for a point, a comma or a minus.
pub(super) fn narrow(c: char) -> char {
    match c {
        '。' | '·' => '.',
        '、' => ',',
        '—' | '–' | '−' => '-',
        other => half_width(other),
    }
}

/// A number without the signs, words and letters that do not belong to it.
fn number(text: &str, reasons: &mut Vec<&'static str>) -> Option<String> {
    let mut text = text;
    for sign in ["¥", "￥", "$", "人民币", "RMB"] {
        if let Some(rest) = text.strip_prefix(sign) {
            reasons.push("前面有货币符号");
            text = rest.trim_start();
        }
    }
    let (negative, rest) = match (text.strip_prefix('负'), text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))) {
        (Some(rest), _) | (None, Some(rest)) => {
            reasons.push("负数前面写英文减号");
            (true, rest)
        }
        (None, None) => (false, text),
    };
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let end = rest.find(|c: char| !is_of_number(c)).unwrap_or(rest.len());
    let (head, behind) = rest.split_at(end);
    // 0x1F and 89.900,00 are numbers of other customs: what they mean is not guessed.
    let digit_follows = |comma: usize| head[comma + 1..].starts_with(|c: char| c.is_ascii_digit());
    let point_groups = head.rfind(',').is_some_and(|comma| head[..comma].contains('.') && digit_follows(comma));
    if behind.starts_with(|c: char| c.is_ascii_alphabetic()) || point_groups {
        return None;
    }
    let ended = behind.trim_matches([';', ',', '.', ':', ' ']).is_empty();
    if !ended && behind.starts_with(|c: char| c.is_ascii_punctuation() && !matches!(c, '#' | '(' | '/')) {
        return None;
    }
    if !behind.trim().is_empty() {
        let a_remark = behind.starts_with(['#', '(', '/']);
        reasons.push(if a_remark { "说明要写在一个空格和“#”的后面" } else { "数的后面还有别的字" });
    }
    let head = head.trim();
    if !head.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if head.contains(|c: char| c.is_ascii_alphabetic()) {
        reasons.push("里面有字母（O 不是 0，l、I 不是 1）");
    }
    if head.contains(' ') {
        let whole = head.split_once('.').map_or(head, |(whole, _)| whole);
        if whole.split(' ').skip(1).any(|group| group.len() != 3) {
            return None;
        }
        reasons.push("数的中间有空格");
    }
    let digits: String = head.chars().filter(|c| !matches!(c, ' ' | ',' | '_' | '\'')).map(digit_of).collect();
    Some(if negative { format!("-{digits}") } else { digits })
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '-' | ' ' | '\'' | 'O' | 'o' | 'l' | 'I')
}

fn digit_of(c: char) -> char {
    match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    }
}

/// An amount in the file's unit; one that names its own unit is converted.
fn amount(text: &str, in_yuan: Option<bool>, reasons: &mut Vec<&'static str>) -> Option<String> {
    let (bare, own) = if let Some(bare) = text.strip_suffix("亿元").or_else(|| text.strip_suffix('亿')) {
        (bare, Some(Decimal::from(100_000_000)))
    } else if let Some(bare) = text.strip_suffix("万元").or_else(|| text.strip_suffix('万')) {
        (bare, Some(Decimal::from(10_000)))
    } else if let Some(bare) = text.strip_suffix("元整").or_else(|| text.strip_suffix('元')) {
        (bare, Some(Decimal::ONE))
    } else {
        (text, None)
    };
    let plain = number(bare.trim_end(), reasons)?;
    let Some(own) = own else { return Some(plain) };
    reasons.push("金额后面不带单位，单位在文件开头的“金额单位”里写一次");
    let yuan = Decimal::from_str_exact(&plain).ok()?.checked_mul(own)?;
    let file = if in_yuan? { Decimal::ONE } else { Decimal::from(10_000) };
    if own == file { Some(plain) } else { Some(yuan.checked_div(file)?.normalize().to_string()) }
}

/// A code without its name or dots.
fn code(text: &str, reasons: &mut Vec<&'static str>) -> Option<String> {
    let bare = text.trim_matches(['(', ')', '[', ']', '<', '>']);
    if bare.len() < text.len() && bare.chars().all(|c| c.is_ascii_digit()) {
        reasons.push("编码不用括号括起来");
        return Some(bare.to_owned());
    }
    let digits = number(text, reasons)?;
    let plain: String = digits.chars().filter(|c| !matches!(c, '.' | '-')).collect();
    if plain != digits {
        reasons.push("编码里不写点和横线");
    }
    Some(plain)
}

/// A whole number of things, perhaps with their measure word, or in Chinese numerals.
fn whole(text: &str, reasons: &mut Vec<&'static str>) -> Option<String> {
    if let Some(count) = chinese_numeral(text) {
        return Some(count);
    }
    let plain = number(text, reasons)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let plausible = fraction.is_empty() || whole.len() < 5 && fraction.chars().all(|c| c == '0');
    plausible.then(|| whole.to_owned())
}
