//! Whole numbers in Chinese numerals, as people type them for counts and years; and numbers in full-width digits within a line.

use super::values::narrow;

/// What may stand behind a numeral: 三台 is three, 三成 and 一般 are not.
const COUNTERS: &str = "个台辆次批人名项件处年月日号套间座家所户天种类条只部份篇张场期位股室元 ，。（(";

/// 两台, 三, 十二次, 二〇二四年: a number below a hundred, or a year digit by digit.
pub(super) fn chinese_numeral(text: &str) -> Option<String> {
    let end = text.find(|c| !"〇○零一二两三四五六七八九十".contains(c)).unwrap_or(text.len());
    let numeral = &text[..end];
    if text[end..].chars().next().is_some_and(|c| !COUNTERS.contains(c)) {
        return None;
    }
    let digit = |c| match c {
        '〇' | '○' | '零' => Some('0'),
        '两' => Some('2'),
        c => "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| char::from_digit(u32::try_from(at + 1).ok()?, 10)),
    };
    let single = |text: &str, none: char| match text.chars().count() {
        0 => Some(none),
        1 => text.chars().next().and_then(digit),
        _ => None,
    };
    if let Some((tens, ones)) = numeral.split_once('十') {
        return Some([single(tens, '1')?, single(ones, '0')?].into_iter().collect());
    }
    let count = numeral.chars().count();
    (count == 1 || count == 4).then(|| numeral.chars().map(digit).collect())?
}

/// 二〇二五年九月五日 with the numbers in digits.
pub(super) fn chinese_date(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    let day = day.trim_end_matches(['日', '号']);
    let numbers = [year, month, day].into_iter().filter(|part| !part.is_empty()).map(chinese_numeral).collect::<Option<Vec<_>>>()?;
    Some(numbers.join("-"))
}

/// A line with its full-width numbers in half width: those that are a whole value or key, not digits within a text.
pub(super) fn with_narrow_numbers(line: &str) -> String {
    let of_number = |c: char| matches!(c, '０'..='９' | '．' | '－');
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(of_number) {
        let length = rest[start..].find(|c| !of_number(c)).unwrap_or(rest.len() - start);
        let (before, number, after) = (&rest[..start], &rest[start..start + length], &rest[start + length..]);
        let begins = before.is_empty() && out.is_empty() || before.ends_with([' ', '{', '[']);
        let whole = begins && (after.is_empty() || after.starts_with([' ', ',', '}', ']', ':', '\r']));
        out.push_str(before);
        out.extend(number.chars().map(|c| if whole { narrow(c) } else { c }));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{chinese_date, chinese_numeral, with_narrow_numbers};

    #[test]
    fn numerals_become_digits() {
        for (numeral, digits) in [("两台", "2"), ("十", "10"), ("十二次", "12"), ("三十", "30"), ("九十九", "99"), ("二〇二四年", "2024")]
        {
            assert_eq!(chinese_numeral(numeral).as_deref(), Some(digits), "{numeral}");
        }
        for unclear in ["", "二三", "一百二十", "十几辆", "二十余", "二十十", "三千", "三分之一", "一般"] {
            assert_eq!(chinese_numeral(unclear), None, "{unclear}");
        }
        assert_eq!(chinese_date("二〇二五年十二月二十九日").as_deref(), Some("2025-12-29"));
        assert_eq!(chinese_date("二〇二五年九月").as_deref(), Some("2025-9"));
        assert_eq!(chinese_date("今年九月五日"), None);
    }

    #[test]
    fn numbers_alone_become_narrow_and_texts_stay() {
        assert_eq!(with_narrow_numbers("年度: ２０２４"), "年度: 2024");
        let row = "- {科目: ２０１２６０４, 项目支出: ２０００００．００} # １２月";
        assert_eq!(with_narrow_numbers(row), "- {科目: 2012604, 项目支出: 200000.00} # １２月");
        assert_eq!(
            with_narrow_numbers("２０１: {公开日期: ２０２５－０８－２９, 用途: 购置３台}"),
            "201: {公开日期: 2025-08-29, 用途: 购置３台}"
        );
    }
}
