//! How a standard writes numbers: separators, zeros, decimals. Rounding has happened before (`money`).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money;

/// 数字的写法
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberStyles {
    /// 公开表里的万元
    #[schemars(extend("examples" = [{"blank_zero": true}]))]
    pub table: NumberStyle,
    /// 文字里的万元
    #[schemars(extend("examples" = [{"thousands": true, "zero": "0"}]))]
    pub narrative: NumberStyle,
    /// 百分数（不含百分号）
    #[serde(default)]
    #[schemars(extend("examples" = [{}]))]
    pub percent: NumberStyle,
    /// 绩效报告里的元和分
    #[serde(default)]
    #[schemars(extend("examples" = [{"thousands": true, "trim": true}]))]
    pub report: NumberStyle,
}

/// 一种写法
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberStyle {
    /// 有没有千分位分隔符
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub thousands: bool,
    /// 零写成什么；省略时同其他数一样写
    #[schemars(extend("examples" = ["0"]))]
    pub zero: Option<String>,
    /// 零留空
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub blank_zero: bool,
    /// 去掉末尾的零
    #[serde(default)]
    #[schemars(extend("examples" = [true]))]
    pub trim: bool,
}

impl NumberStyle {
    /// Writes a number.
    pub fn show(&self, value: Decimal) -> String {
        if value.is_zero() && self.blank_zero {
            return String::new();
        }
        if let (true, Some(zero)) = (value.is_zero(), &self.zero) {
            return zero.clone();
        }
        let value = if self.trim { value.normalize() } else { value };
        if self.thousands { money::grouped(value) } else { value.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(style: &NumberStyle, text: &str) -> String {
        style.show(Decimal::from_str_exact(text).expect("a plain number"))
    }

    #[test]
    fn styles_differ_in_looks_only() {
        let narrative = NumberStyle { thousands: true, zero: Some("0".to_owned()), ..NumberStyle::default() };
        assert_eq!(show(&narrative, "1236.03"), "1,236.03");
        assert_eq!(show(&narrative, "0.00"), "0");
        assert_eq!(show(&narrative, "-1234567.80"), "-1,234,567.80");
        let report = NumberStyle { thousands: true, trim: true, ..NumberStyle::default() };
        assert_eq!(show(&report, "709388.62"), "709,388.62");
        assert_eq!(show(&report, "80000.00"), "80,000");
        assert_eq!(show(&report, "0.00"), "0");
        assert_eq!(show(&NumberStyle { blank_zero: true, ..NumberStyle::default() }, "0.00"), "");
    }
}
