//! What people type where a number, a code or a date is asked for and nearly write it: letters for digits, units, Chinese punctuation, what Excel copies.
//!
//! Says what slipped and what to write instead; whether a value is sound is for `source::scalar`.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::schema::Leaf;
use crate::source::{Amount, Code, Count, Date, Score, YearMonth};

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
    if text.starts_with(['=', '#']) {
        return Some("这是 Excel 的公式或错误值；写单元格里显示的数");
    }
    if a_number && text.contains(['e', 'E']) && text.contains(['+', '.']) && text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("这是 Excel 的科学计数法，抄下来会丢位数；在 Excel 里把单元格格式改为“数值、两位小数”，再照着写");
    }
    if a_number && text.ends_with(['%', '％']) {
        return Some("这里不写百分数；百分比由程序算");
    }
    None
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

/// The half-width form of a character.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' | '·' => '.',
        '、' => ',',
        '—' | '–' | '−' => '-',
        other => other,
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

/// 两台, 三, 二〇二四年: digits one by one, up to ten.
fn chinese_numeral(text: &str) -> Option<String> {
    let end = text.find(|c| !"〇零一二两三四五六七八九十".contains(c)).unwrap_or(text.len());
    let numeral = &text[..end];
    if text[end..].starts_with(['百', '千', '万', '亿']) {
        return None;
    }
    if numeral == "十" {
        return Some("10".to_owned());
    }
    let digit = |c| match c {
        '〇' | '零' => Some('0'),
        '两' => Some('2'),
        c => "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| char::from_digit(u32::try_from(at + 1).ok()?, 10)),
    };
    let count = numeral.chars().count();
    (count == 1 || count == 4).then(|| numeral.chars().map(digit).collect())?
}

/// Year, month and day in any of the usual ways of writing, or Excel's day number.
fn date(text: &str) -> Option<NaiveDate> {
    let text = text.split_whitespace().next().unwrap_or_default();
    let all_digits = text.chars().all(|c| c.is_ascii_digit());
    if all_digits && text.len() == 5 {
        let days = text.parse().ok().filter(|days| (36_000..=73_000).contains(days))?;
        return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days));
    }
    if all_digits && text.len() == 8 {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let (year, month, day) = groups(text)?;
    NaiveDate::from_ymd_opt(year, month, day?)
}

fn year_month(text: &str) -> Option<String> {
    if text.len() == 6 && text.chars().all(|c| c.is_ascii_digit()) {
        return Some(format!("{}-{}", &text[..4], &text[4..]));
    }
    let (year, month, _) = groups(text)?;
    Some(format!("{year:04}-{month:02}"))
}

/// The numbers of a date: a year of four digits, a month, perhaps a day.
fn groups(text: &str) -> Option<(i32, u32, Option<u32>)> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next().map(str::parse).transpose().ok()?;
    numbers.next().is_none().then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(leaf: &Leaf, written: &str) -> Option<String> {
        slip(leaf, written, Some(true)).write
    }

    #[test]
    fn what_was_meant_is_said() {
        let cases: [(Leaf, &[(&str, &str)]); 6] = [
            (
                Leaf::Amount,
                &[
                    ("“1345000.00”", "1345000.00"),
                    ("１３４５０００．００", "1345000.00"),
                    ("134500O.00", "1345000.00"),
                    ("l345000.00", "1345000.00"),
                    ("1，345，000.00", "1345000.00"),
                    ("1 345 000.00", "1345000.00"),
                    ("134.5万元", "1345000"),
                    ("134.5万", "1345000"),
                    ("1,345,000.00元", "1345000.00"),
                    ("¥1345000.00", "1345000.00"),
                    ("(1345000.00)", "-1345000.00"),
                    ("负1345000.00", "-1345000.00"),
                    ("1345000.00（基本工资）", "1345000.00"),
                    ("1345000。00", "1345000.00"),
                    ("1345000.00；", "1345000.00"),
                    ("1345000.00\u{3000}", "1345000.00"),
                ],
            ),
            (
                Leaf::Code,
                &[
                    ("2012601 行政运行", "2012601"),
                    ("201.26.01", "2012601"),
                    ("20126O1", "2012601"),
                    ("‘2012601’", "2012601"),
                    ("（30101）", "30101"),
                ],
            ),
            (Leaf::Count, &[("2024年", "2024"), ("两台", "2"), ("二〇二四", "2024"), ("2024#决算年度", "2024"), ("2.00", "2")]),
            (
                Leaf::Date,
                &[
                    ("2025.8.29", "2025-08-29"),
                    ("2025年8月29日", "2025-08-29"),
                    ("2025/8/29", "2025-08-29"),
                    ("２０２５－０８－２９", "2025-08-29"),
                    ("20250829", "2025-08-29"),
                    ("45898", "2025-08-29"),
                    ("2025-08-29 00:00:00", "2025-08-29"),
                ],
            ),
            (Leaf::YearMonth, &[("2024年12月", "2024-12"), ("2024.1", "2024-01"), ("202412", "2024-12"), ("2024-12-31", "2024-12")]),
            (Leaf::Score, &[("10分", "10"), ("９．５", "9.5")]),
        ];
        for (leaf, slips) in cases {
            for (written, meant) in slips {
                assert_eq!(write(&leaf, written).as_deref(), Some(*meant), "{written}");
            }
        }
    }

    #[test]
    fn nothing_is_guessed_that_is_not_certain() {
        for written in ["约1345000", "1.345E+06", "=A1+B1", "85%", "无", "1345.000.00", "一百", "1345000;00", "-", "#REF!"] {
            let slip = slip(&Leaf::Amount, written, Some(true));
            assert_eq!(slip.write, None, "{written}");
        }
        assert_eq!(write(&Leaf::Count, "1.5"), None);
        assert_eq!(write(&Leaf::Count, "1345000.00"), None);
        assert_eq!(write(&Leaf::Date, "2025-02-30"), None);
        assert_eq!(slip(&Leaf::Amount, "134.5万元", None).write, None, "the unit of the file is not known");
        assert_eq!(slip(&Leaf::Amount, "1345000元", Some(false)).write.as_deref(), Some("134.5"));
    }
}
