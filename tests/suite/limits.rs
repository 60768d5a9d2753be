//! Numbers at the limit of what can be written: whatever number of a file is replaced by one, inspecting it finds faults and never fails.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::checks::inspected;
use crate::making::repository;

/// Numbers that arithmetic may not survive: the largest there is, the longest fraction, the largest amount, a count's and a score's bounds.
const LIMITS: [&str; 14] = [
    "79228162514264337593543950335",
    "9999999999999999999999999999",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "999999999999.99",
    "1000000000000",
    "-1000000000000",
    "99999999.999999",
    "4294967295",
    "4294967296",
    "100",
    "0",
    "-1",
    "１２３４５６７８９０１２３４５６７８９",
];

/// The transcription of the published document, and where its numbers stand.
static TEXT: LazyLock<(String, Vec<(usize, usize)>)> = LazyLock::new(|| {
    let text = std::fs::read_to_string(repository().join("tests/checks/lanxian-faithful.yaml")).expect("the transcription is there");
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        at = text[start..].find(|c: char| !is_of_number(c)).map_or(text.len(), |length| start + length);
        numbers.push((start, start + text[start..at].trim_end_matches([',', '.']).len()));
    }
    (text, numbers)
});

/// The text with some of its numbers replaced.
fn replaced(slips: &[(Index, &str)]) -> String {
    let (text, numbers) = &*TEXT;
    let mut places: Vec<((usize, usize), &str)> = slips.iter().map(|(place, with)| (numbers[place.index(numbers.len())], *with)).collect();
    places.sort_unstable();
    places.dedup_by_key(|(place, _)| *place);
    let mut slipped = String::new();
    let mut at = 0;
    for ((start, end), with) in places {
        slipped.push_str(&text[at..start]);
        slipped.push_str(with);
        at = end;
    }
    slipped + &text[at..]
}

#[test]
fn every_limit_in_every_amount_of_prose_is_survived() {
    let (text, _) = &*TEXT;
    for limit in LIMITS {
        let slipped = text.replace("年初预算75,705元", &format!("年初预算{limit}万元")).replace("得分: 10}", "得分: 100}");
        assert_ne!(slipped, *text);
        assert!(inspected(&slipped).is_ok(), "{limit}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_makes_an_inspection_panic(slips in proptest::collection::vec((any::<Index>(), select(&LIMITS[..])), 1..6)) {
        let (Ok((found, files)) | Err((found, files))) = inspected(&replaced(&slips));
        juesuan::diagnostics::terminal::draw(&found, &files, false);
    }
}
