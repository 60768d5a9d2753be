//! Whole numbers in Chinese numerals, as people type them for counts and years.

/// 两台, 三, 二〇二四年: digits one by one, up to ten.
pub(super) fn chinese_numeral(text: &str) -> Option<String> {
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
