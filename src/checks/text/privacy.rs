//! JS-V01: what belongs to a person: identity numbers, telephones, bank cards, mailboxes, accounts, plates, homes, names beside pay. Masked forms pass,
//! and so do a department's own telephone, its official account and its groups.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::contacts;
use super::finding::{Finding, after, before, distinct};
use super::pattern::{Captures, Pattern, pattern};
use super::prose::Prose;
use crate::source::half_width;

static NUMBER: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\d{11,19}[Xx]?"));
static GROUPED: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\d{3,4}(?:[ \-]\d{1,4}){2,4}"));
/// Numbers right behind the word for them: personal whatever their check digit says.
static CALLED_IDENTITY: LazyLock<Pattern> = LazyLock::new(|| pattern(r"身份证(?:件?号码?|号码)?[ :：为是]{0,3}(\d{17}[\dXx])"));
static CALLED_CARD: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?:银行卡(?:卡?号码?)?|卡号|[账帐]号)[ :：为是]{0,3}(\d{12,19}|\d{4}(?: \d{4}){2,3}(?: \d{1,3})?)"));
static EMAIL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-Z0-9._%+\-]+@(?:vip\.)?(?:qq|163|126|139|189|sina|sohu|gmail|hotmail|outlook|foxmail|yeah|aliyun|tom|21cn|wo|icloud|yahoo|msn|live)\.(?:com|cn|net|com\.cn)",
    )
});
static PLATE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]")
});
static HOME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?:家庭住址|家庭地址|现住址|户籍地址|住址|家住)[:：为是]?[^，。；\n]{2,30}?\d+ ?(?:号|室|组|户|单元|幢|栋)")
});
static PAID: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:^|[，。；：、（给向为发付])((?:王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|萧|程|曹|袁|邓|许|傅|沈|曾|彭|吕)\p{Han}{1,2}(?:同志|先生|女士)[^，。；\n]{0,10}(?:工资|补助|补贴|津贴|慰问金|救助金|抚恤金)[^，。；\n]{0,6}\d[\d,.]* ?(?:万元|元))",
    )
});

const HINT: &str = "公开的文件里不能有个人信息：删去，或用 * 遮住中间几位";

/// Finds personal data, in full-width digits and letters too.
pub fn findings(text: &Prose) -> Vec<Finding> {
    if !text.contains(|c| narrow(c) != c) {
        return in_narrow(text);
    }
    let narrowed: String = text.chars().map(narrow).collect();
    let mut found = in_narrow(&Prose::of(&narrowed));
    for finding in &mut found {
        finding.range = original(text, &narrowed, finding.range.start)..original(text, &narrowed, finding.range.end);
    }
    found
}

/// The half-width form of a digit, a letter, and of what stands between them in a number or an address.
pub(super) fn narrow(c: char) -> char {
    let half = half_width(c);
    if half.is_ascii_alphanumeric() || matches!(half, '@' | '.' | '-' | '*' | ' ') { half } else { c }
}

/// A place of the narrowed text as a place of the original, which has the same number of characters.
fn original(text: &str, narrowed: &str, at: usize) -> usize {
    text.chars().take(narrowed[..at].chars().count()).map(char::len_utf8).sum()
}

fn in_narrow(text: &Prose) -> Vec<Finding> {
    let mut found: Vec<Finding> = NUMBER
        .find_iter(text)
        .chain(GROUPED.find_iter(text))
        .filter(|number| stands_alone(text, &number.range()) || contacts::is_hidden_mobile(text, &number.range()))
        .filter_map(|number| Some(Finding::new(number.range(), what_number(text, &number.range())?, HINT)))
        .collect();
    for (pattern, message) in [(&CALLED_IDENTITY, "有居民身份证号码"), (&CALLED_CARD, "有银行卡号或账号")] {
        let called = pattern.captures_iter(text).filter(|captures| !is_of_fuel(text, captures)).filter_map(|captures| captures.get(1));
        let called = called.map(|number| number.range()).filter(|range| is_whole(text, range));
        found.extend(called.map(|range| Finding::new(range, message, HINT)));
    }
    for (pattern, message) in [(&EMAIL, "有私人电子邮箱"), (&HOME, "有家庭住址")] {
        found.extend(pattern.find_iter(text).map(|piece| Finding::new(piece.range(), message, HINT)));
    }
    found.extend(contacts::accounts(text).into_iter().map(|range| Finding::new(range, "有个人的微信号或QQ号", HINT)));
    let plates = PLATE.find_iter(text).map(|plate| plate.range()).filter(|range| is_plate(text, range));
    found.extend(plates.map(|range| Finding::new(range, "有车牌号", HINT)));
    let paid = PAID.captures_iter(text).filter_map(|captures| captures.get(1));
    found.extend(paid.map(|piece| Finding::new(piece.range(), "写出了个人姓名和所得金额", "删去姓名，写人数和总额")));
    distinct(found)
}

/// Not cut out of a longer number, and not masked further on.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    !after(text, range.end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '*')
}

/// A fuel card is a vehicle's.
fn is_of_fuel(text: &str, captures: &Captures) -> bool {
    captures.get(0).is_some_and(|whole| text[..whole.start()].ends_with("加油") || text[..whole.start()].ends_with("燃油"))
}

/// Not a piece of a longer number, amount or code.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '*' | '_' | '/');
    let amount = text[range.end..].trim_start().starts_with(['元', '万', '亿']);
    let part_before = before(text, range.start).is_some_and(|c| joined(c) || c == '-');
    let part_after = after(text, range.end).is_some_and(|c| (joined(c) && !matches!(c, '.' | ',')) || c == '-')
        || (text[range.end..].starts_with(['.', ',']) && text[range.end + 1..].starts_with(|c: char| c.is_ascii_digit()));
    !amount && !part_before && !part_after
}

fn what_number(text: &str, range: &Range<usize>) -> Option<&'static str> {
    let digits: String = text[range.clone()].chars().filter(char::is_ascii_alphanumeric).collect();
    let grouped = digits.len() != range.len();
    match digits.len() {
        18 if !grouped && is_identity(&digits) => Some("有居民身份证号码"),
        15 if !grouped && is_old_identity(&digits) => Some("有居民身份证号码（15位）"),
        11 if is_mobile(&digits) && (!grouped || is_grouped(&text[range.clone()], &[3, 4, 4])) => Some("有手机号码"),
        16..=19 if is_card(&digits) && (!grouped || is_in_fours(&text[range.clone()])) => Some("有银行卡号"),
        _ => None,
    }
}

fn is_grouped(written: &str, lengths: &[usize]) -> bool {
    written.split([' ', '-']).map(str::len).eq(lengths.iter().copied())
}

fn is_in_fours(written: &str) -> bool {
    let groups: Vec<usize> = written.split(' ').map(str::len).collect();
    groups.split_last().is_some_and(|(last, rest)| *last <= 4 && rest.iter().all(|length| *length == 4))
}

pub(super) fn is_mobile(digits: &str) -> bool {
    digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9')
}

fn is_date(digits: &str, format: &str) -> bool {
    NaiveDate::parse_from_str(digits, format).is_ok_and(|date| (1900..2100).contains(&chrono::Datelike::year(&date)))
}

/// The first two digits name a province.
fn is_province(digits: &str) -> bool {
    matches!(digits[..2].parse(), Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82 | 83))
}

/// GB 11643: weights 2^(17-i) mod 11, check digits 10X98765432.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values: Option<Vec<u32>> = digits[..17].chars().map(|c| c.to_digit(10)).collect();
    let Some(values) = values else { return false };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[usize::try_from(sum % 11).expect("a remainder of 11 fits")];
    is_province(digits) && is_date(&digits[6..14], "%Y%m%d") && digits.as_bytes()[17].to_ascii_uppercase() == check
}

fn is_old_identity(digits: &str) -> bool {
    digits.chars().all(|c| c.is_ascii_digit()) && is_province(digits) && is_date(&format!("19{}", &digits[6..12]), "%Y%m%d")
}

/// A bank card: a card network's first digits and a number that passes Luhn.
fn is_card(digits: &str) -> bool {
    let network = ["62", "60", "4", "51", "52", "53", "54", "55", "34", "35", "37"].iter().any(|first| digits.starts_with(first));
    let sum: Option<u32> = digits.chars().rev().enumerate().try_fold(0, |sum, (index, c)| {
        let digit = c.to_digit(10)?;
        let doubled = if index % 2 == 1 { digit * 2 } else { digit };
        Some(sum + doubled / 10 + doubled % 10)
    });
    network && sum.is_some_and(|sum| sum % 10 == 0)
}

/// At least two digits, and nothing Latin around it.
fn is_plate(text: &str, range: &Range<usize>) -> bool {
    let digits = text[range.clone()].chars().filter(char::is_ascii_digit).count();
    digits >= 2 && !after(text, range.end).is_some_and(|c| c.is_ascii_alphanumeric())
}
