//! The leaves of a source file: amounts, codes, counts, dates. Each is read from its text, never through a binary float.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::MoneyUnit;
use crate::money;

/// Why a scalar's text is not what its key asks for. `problem` and `advice` are plain Chinese sentences for the accountant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    pub problem: String,
    pub advice: String,
}

impl Malformed {
    /// Pairs what is wrong with what to do.
    pub(crate) fn new(problem: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { problem: problem.into(), advice: advice.into() }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}；{}", self.problem, self.advice)
    }
}

/// An amount as written, in the unit the file declares (元 or 万元); at most two decimals in 元, six in 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Amount(pub Decimal);

impl Amount {
    /// The exact yuan it is in the unit its file declares.
    pub fn yuan(self, unit: MoneyUnit) -> Decimal {
        match unit {
            MoneyUnit::元 => self.0,
            MoneyUnit::万元 => money::yuan_of_wan(self.0).normalize(),
        }
    }
}

/// A classification code as written: 3, 5 or 7 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub String);

/// A non-negative whole number of things: groups, persons, vehicles, sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(pub u32);

/// A score or weight in points, at most two decimals, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score(pub Decimal);

/// A calendar date, written 2025-08-20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// A month, written 2024-12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    pub year: i32,
    pub month: u32,
}

/// No amount of a department is larger (a thousand billion), whatever the unit; sums of such amounts stay exact.
const LARGEST_AMOUNT: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

impl Code {
    /// The code's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a plain decimal number: optional minus, digits with `_` or correct `,` groups, optional decimals.
fn plain_decimal(text: &str, what: &str, example: &str) -> Result<Decimal, Malformed> {
    let shown = format!("“{text}”不是{what}");
    let advice = || format!("只写数字，例如 {example}");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let grouped = |separator: char| {
        let mut groups = whole.split(separator);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
    };
    let well_grouped = match (whole.contains(','), whole.contains('_')) {
        (false, false) => true,
        (true, false) => grouped(','),
        (false, true) => grouped('_'),
        (true, true) => false,
    };
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let whole: String = whole.chars().filter(|c| !matches!(c, ',' | '_')).collect();
    if !all_digits(&whole) || fraction.is_some_and(|fraction| !all_digits(fraction)) {
        return Err(Malformed::new(shown, advice()));
    }
    let plain = format!("{sign}{whole}{}{}", if fraction.is_some() { "." } else { "" }, fraction.unwrap_or_default());
    if !well_grouped {
        return Err(Malformed::new(format!("{shown}：千分位分隔的位置不对"), format!("不写分隔符：{plain}")));
    }
    Decimal::from_str_exact(&plain).map_err(|_| Malformed::new(format!("{shown}：位数太多"), advice()))
}

impl FromStr for Amount {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let value = plain_decimal(text, "金额", "1402400.00")?;
        if value.normalize().scale() > 6 {
            return Err(Malformed::new(format!("“{text}”的小数太多"), "元最多两位小数，万元最多六位小数"));
        }
        if value.abs() > LARGEST_AMOUNT {
            return Err(Malformed::new(format!("“{text}”太大，不可能是一个部门的金额"), "核对位数和文件开头的“金额单位”"));
        }
        Ok(Amount(value))
    }
}

impl FromStr for Score {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let value = plain_decimal(text, "分值", "10")?;
        if value.is_sign_negative() || value.normalize().scale() > 2 {
            return Err(Malformed::new(format!("“{text}”不是分值"), "写不小于 0、最多两位小数的数，例如 9.5"));
        }
        if value > Decimal::ONE_HUNDRED {
            return Err(Malformed::new(format!("分值“{text}”超过 100"), "绩效自评满分 100 分，一项指标的权重和得分都不会更多；核对小数点"));
        }
        Ok(Score(value))
    }
}

impl FromStr for Code {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        if matches!(text.len(), 3 | 5 | 7) && text.chars().all(|c| c.is_ascii_digit()) {
            return Ok(Code(text.to_owned()));
        }
        let advice = "功能分类写 3 位（类）、5 位（款）或 7 位（项）数字，例如 2013101；经济分类写 5 位，例如 30101";
        Err(Malformed::new(format!("“{text}”不是科目编码"), advice))
    }
}

impl FromStr for Count {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        text.parse().map(Count).map_err(|_| Malformed::new(format!("“{text}”不是整数"), "写不带单位的整数，例如 2"))
    }
}

impl FromStr for Date {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|_| text.len() == 10)
            .map(Date)
            .ok_or_else(|| Malformed::new(format!("“{text}”不是日期"), "写成 年-月-日，例如 2025-08-20"))
    }
}

impl FromStr for YearMonth {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let parts = text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        match parts {
            Some((year @ 1990..=2099, month @ 1..=12)) if text.len() == 7 => Ok(YearMonth { year, month }),
            _ => Err(Malformed::new(format!("“{text}”不是年月"), "写成 年-月，例如 2024-12")),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A scalar type that is read from its text: its name in the schema, what it looks like, and an example.
macro_rules! scalar {
    ($type:ident, $format:literal, $pattern:literal, $description:literal, $json_types:tt, $examples:tt) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": $json_types, "format": $format, "pattern": $pattern, "description": $description, "examples": $examples })
            }
        }
    };
}

scalar!(Amount, "amount", "^-?[0-9]+(\\.[0-9]{1,6})?$", "金额：按文件开头的“金额单位”，元最多两位小数", ["number", "string"], [1402400.00]);
scalar!(Score, "score", "^[0-9]+(\\.[0-9]+)?$", "分值：0 到 100 的数", ["number", "string"], [10]);
scalar!(Date, "date", "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", "日期：年-月-日", "string", ["2025-08-20"]);
scalar!(YearMonth, "year-month", "^[0-9]{4}-[0-9]{1,2}$", "年月：年-月", "string", ["2024-12"]);
scalar!(Code, "code", "^([0-9]{3}|[0-9]{5}|[0-9]{7})$", "科目编码：3、5 或 7 位数字", ["integer", "string"], ["2013101"]);
scalar!(Count, "count", "^[0-9]+$", "个数：不小于 0 的整数", ["integer", "string"], [2]);
