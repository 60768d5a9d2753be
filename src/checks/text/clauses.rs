//! Cuts prose into clauses and reads the amounts in them. A figure is bound to its subject within one clause; what cannot be bound is left alone.

use std::ops::Range;

use rust_decimal::Decimal;

use super::prose::Prose;
use crate::money;

/// A piece of a sentence between punctuation marks, trimmed.
#[derive(Debug, Clone)]
pub struct Clause<'t> {
    pub text: Prose<'t>,
    /// Where it begins in the whole text.
    pub start: usize,
    /// Number of the sentence it belongs to.
    pub sentence: usize,
}

impl Clause<'_> {
    /// A range of the clause as a range of the whole text.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// Whether the clause speaks of an approximate or a partial figure.
    pub fn is_vague(&self) -> bool {
        ["约", "近", "余", "多", "左右", "以上", "以内", "不超过", "不低于", "至少", "其中", "另", "每", "/人", "人均"]
            .iter()
            .any(|word| self.text.contains(word))
    }
}

/// Cuts a text into clauses. A comma between digits is no end.
pub fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut found = Vec::new();
    let (mut start, mut sentence) = (0, 0);
    for (at, c) in text.char_indices() {
        let in_number = matches!(c, ',' | '.' | ':') && text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        let full = matches!(c, '。' | '；' | '！' | '？' | '\n' | ';');
        if full || (matches!(c, '，' | '、' | '：' | ',' | ':' | '（' | '）' | '(' | ')') && !in_number) {
            push(&mut found, text, start..at, sentence);
            start = at + c.len_utf8();
            sentence += usize::from(full);
        }
    }
    push(&mut found, text, start..text.len(), sentence);
    found
}

fn push<'t>(found: &mut Vec<Clause<'t>>, text: &'t str, range: Range<usize>, sentence: usize) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        found.push(Clause { text: Prose::of(trimmed), start, sentence });
    }
}

/// An amount as written in prose: exact yuan, and half of the last decimal written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenAmount {
    yuan: Decimal,
    half: Decimal,
}

/// No amount in prose has more decimals than one in a ledger.
const MOST_DECIMALS: u32 = 6;
/// Nor is any larger (元): sums of such amounts stay exact.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

impl WrittenAmount {
    /// Reads a number and its unit (元, 万元, 亿元; 万 alone counts as 万元); none where it is beyond any sense.
    pub fn read(number: &str, unit: &str) -> Option<Self> {
        let number = Decimal::from_str_exact(&number.replace(',', "")).ok()?;
        let unit = money::of_unit(unit)?;
        let yuan = number.checked_mul(unit).filter(|yuan| *yuan <= LARGEST && number.scale() <= MOST_DECIMALS)?;
        Some(Self { yuan, half: unit * Decimal::new(5, number.scale() + 1) })
    }

    /// Exact yuan of what is written.
    pub fn yuan(self) -> Decimal {
        self.yuan
    }

    /// Whether an amount in yuan rounds to what is written.
    pub fn is(self, yuan: Decimal) -> bool {
        (self.yuan - yuan).abs() <= self.half
    }
}

/// The first number in a text: `≥4人`, `95%`, `100`.
pub fn first_number(text: &str) -> Option<Decimal> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    Decimal::from_str_exact(rest[..end].trim_end_matches(['.', ',']).replace(',', "").as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_a_number_ends_no_clause() {
        let found = clauses("年初预算75,705元，支出 75,705 元,预算执行率100%。");
        let found: Vec<&str> = found.iter().map(|clause| clause.text.as_str()).collect();
        assert_eq!(found, ["年初预算75,705元", "支出 75,705 元", "预算执行率100%"]);
    }

    #[test]
    fn an_amount_beyond_any_sense_is_none() {
        for (number, unit) in
            [("9999999999999999999999999999", "万元"), ("79228162514264337593543950335", "元"), ("0.0000000000000000000000000001", "元")]
        {
            assert_eq!(WrittenAmount::read(number, unit), None, "{number}{unit}");
        }
        assert_eq!(WrittenAmount::read("1000000000000000", "元").map(WrittenAmount::yuan), Some(LARGEST));
    }

    #[test]
    fn an_amount_is_what_rounds_to_it() {
        let amount = WrittenAmount::read("29.27", "万元").expect("an amount");
        assert!(amount.is(Decimal::from(292_679)) && !amount.is(Decimal::from(292_600)));
        assert_eq!(first_number("≥4人"), Some(Decimal::from(4)));
        assert_eq!(first_number("达成预期指标"), None);
    }
}
