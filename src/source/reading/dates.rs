//! Dates and months in the usual ways of writing them.

use chrono::{Days, NaiveDate};

use super::numerals::chinese_date;

/// Year, month and day in any of the usual ways of writing, or Excel's day number.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
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

pub(super) fn year_month(text: &str) -> Option<String> {
    if text.len() == 6 && text.chars().all(|c| c.is_ascii_digit()) {
        return Some(format!("{}-{}", &text[..4], &text[4..]));
    }
    let (year, month, _) = groups(text)?;
    Some(format!("{year:04}-{month:02}"))
}

/// The numbers of a date: a year of four digits, a month, perhaps a day.
pub(super) fn groups(text: &str) -> Option<(i32, u32, Option<u32>)> {
    let numerals = chinese_date(text);
    let mut numbers = numerals.as_deref().unwrap_or(text).split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next().map(str::parse).transpose().ok()?;
    numbers.next().is_none().then_some((year, month, day))
}
