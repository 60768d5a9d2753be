//! The document worded a second time with numbers that occur nowhere else, and the two wordings laid side by side.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{OccurrenceError, numbers_in};
use crate::corrections::State;
use crate::corrections::prose::{Part, Passage, read};

/// The first of the numbers that occur nowhere else; ten digits, of which the last six tell them apart.
const STAND_IN: u64 = 7_310_000_000;
const STAND_IN_LENGTH: usize = 10;

/// Words the document with a number that occurs nowhere else for each number of the facts. A template may ask whether a number is zero:
/// where that changes a passage, zeros stay as they are.
pub(super) fn worded_with_stand_ins(state: &State, pointers: &[String], keep_zeros: bool) -> Result<Vec<Passage>, OccurrenceError> {
    let mut context = state.worded.context.clone();
    for (index, pointer) in (0u64..).zip(pointers) {
        let Some(leaf) = context.pointer_mut(pointer) else { continue };
        let zero = leaf.as_str().and_then(|text| Decimal::from_str_exact(text).ok()).is_some_and(|number| number.is_zero());
        if !(keep_zeros && zero) {
            *leaf = Value::String(format!("{}.00", STAND_IN + index));
        }
    }
    let context = tera::Context::from_serialize(&context).expect("facts are an object");
    Ok(read(&state.standard.wording.document(&context, &state.standard.files)?))
}

/// Lays a printed text beside the same text with stand-ins: which part of it each stand-in is. None if they do not fit.
pub(super) fn matched(real: &Part, marked: &Part) -> Option<Vec<(usize, usize, usize)>> {
    let stand_ins = stand_ins_in(&marked.text);
    if stand_ins.is_empty() {
        return (real.text == marked.text).then(Vec::new);
    }
    let mut values = Vec::new();
    let (mut in_real, mut in_marked) = (0, 0);
    for (index, (start, end, pointer)) in stand_ins.iter().enumerate() {
        let before = &marked.text[in_marked..*start];
        let rest = real.text[in_real..].strip_prefix(before)?;
        let begin = in_real + before.len();
        let until = stand_ins.get(index + 1).map_or(marked.text.len(), |(next, ..)| *next);
        let after = &marked.text[*end..until];
        let length = if after.is_empty() { rest.len() } else { rest.find(after)? };
        values.push((begin, begin + length, *pointer));
        (in_real, in_marked) = (begin + length, *end);
    }
    (real.text[in_real..] == marked.text[in_marked..]).then_some(values)
}

/// Where stand-ins are printed in a text, and which.
fn stand_ins_in(text: &str) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (start, end) in numbers_in(text) {
        let whole: String = text[start..end].split('.').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let number = whole.parse::<u64>().ok().filter(|_| whole.len() == STAND_IN_LENGTH);
        let index = number.and_then(|number| number.checked_sub(STAND_IN)).filter(|index| *index < 1_000_000);
        found.extend(index.and_then(|index| usize::try_from(index).ok()).map(|index| (start, end, index)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part { text: text.to_owned(), value: true }
    }

    #[test]
    fn stand_ins_are_found_whatever_their_style() {
        assert_eq!(matched(&part("1,236.03"), &part("7,310,000,004.00")), Some(vec![(0, 8, 4)]));
        assert_eq!(matched(&part("91.53%"), &part("7310000012.00%")), Some(vec![(0, 5, 12)]));
        assert_eq!(matched(&part("共0个，3批"), &part("共7310000001个，7310000002批")), Some(vec![(3, 4, 1), (10, 11, 2)]));
        assert_eq!(matched(&part("甲"), &part("甲")), Some(Vec::new()));
        assert_eq!(matched(&part("甲"), &part("乙")), None);
    }
}
