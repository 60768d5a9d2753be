//! Money as whole 分 and ratios of whole hundredths, on plain integers: another arithmetic than the program's decimals.

/// Divides and rounds half away from zero.
pub fn divide(part: i128, by: i128) -> i128 {
    let (quotient, remainder) = ((part / by), (part % by));
    let away = if 2 * remainder.abs() >= by.abs() { part.signum() * by.signum() } else { 0 };
    quotient + away
}

/// 分 → hundredths of 万元, as printed.
pub fn wan(fen: i128) -> i128 {
    divide(fen, 10_000)
}

/// Hundredths of a percent that a printed part is of a printed whole; none of nothing.
pub fn percent(part: i128, whole: i128) -> Option<i128> {
    (whole != 0).then(|| divide(part * 10_000, whole))
}

/// The same of a base that something is measured on (a budget, last year): none of nothing or less, none of less than nothing.
pub fn rate(part: i128, base: i128) -> Option<i128> {
    if base > 0 && part >= 0 { percent(part, base) } else { None }
}

/// The same of a part that makes up some of a whole: none where it is not between nothing and all.
pub fn share(part: i128, whole: i128) -> Option<i128> {
    if (0..=whole).contains(&part) { percent(part, whole) } else { None }
}

/// Reads an amount as written into 分.
pub fn fen(text: &str, in_wan: bool) -> i128 {
    let text: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = if in_wan { 6 } else { 2 };
    assert!(fraction.len() <= places, "“{text}” has too many decimals");
    let fraction = format!("{fraction:0<places$}");
    let scale = 10_i128.pow(u32::try_from(places).expect("few places"));
    sign * (number(whole) * scale + number(&fraction))
}

fn number(digits: &str) -> i128 {
    digits.parse().unwrap_or_else(|_| panic!("“{digits}” is not a number"))
}

/// Writes hundredths with two decimals.
pub fn written(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

#[test]
fn halves_go_away_from_zero() {
    assert_eq!([divide(5, 10), divide(-5, 10), divide(4, 10), divide(-15, 10), divide(7, -10)], [1, -1, 0, -2, -1]);
    assert_eq!((fen("12.5", false), fen("-0.3", true), fen("1_234.50", false)), (1250, -300_000, 123_450));
    assert_eq!((written(-5), written(123_603)), ("-0.05".to_owned(), "1236.03".to_owned()));
}
