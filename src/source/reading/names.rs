//! Codes by their names, for a file that writes 行政运行 or 基本工资 where the code is wanted; and codes that a digit is missing from, or has too many.

use super::values::bare;
use crate::catalog::Catalog;

/// How many codes of one name are shown.
const SHOWN: usize = 3;

/// Says which codes of the file's year have this name; those of classes and sections that the file writes elsewhere come first.
pub fn codes_of(name: &str, file: &str) -> Option<String> {
    let catalog = catalog(file)?;
    let name = name.trim();
    let mut found: Vec<(&str, &str)> = catalog.named(name).collect();
    let elsewhere = |code: &str, digits: usize| code.len() > digits && file.contains(&code[..digits]);
    found.sort_by_key(|(code, _)| (!elsewhere(code, 5), !elsewhere(code, 3)));
    match found.as_slice() {
        [] => None,
        [(code, _)] => Some(format!("这里写编码，“{name}”的编码是 {code}")),
        several => {
            let shown: Vec<String> = several.iter().take(SHOWN).map(|(code, of)| format!("{code}（{of}）")).collect();
            let more = if several.len() > SHOWN { format!("等 {} 个", several.len()) } else { String::new() };
            Some(format!("这里写编码，“{name}”的编码有 {}{more}；照部门决算报表里这一行的编码写", shown.join("、")))
        }
    }
}

/// Says which codes of the file's year are one slip away from digits that are no code. Functional codes that the file writes elsewhere come first, economic
/// ones last, which are written once. `items`: only codes of the lowest level are wanted.
pub fn codes_near(written: &str, file: &str, items: bool) -> Option<String> {
    let digits = bare(written);
    let plausible = (2..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let catalog = catalog(file).filter(|_| plausible)?;
    let economic = |code: &str| code.starts_with('3');
    let lowest = |code: &str| code.len() == if economic(code) { 5 } else { 7 };
    let mut near: Vec<(&str, &str)> = catalog.one_slip_from(&digits).filter(|(code, _)| lowest(code) || !items).collect();
    near.sort_by_key(|(code, _)| (file.contains(code) == economic(code), !lowest(code), *code));
    let shown: Vec<String> = near.iter().take(SHOWN).map(|(code, name)| format!("{code}（{name}）")).collect();
    let more = if near.len() > SHOWN { "等，" } else { "？" };
    let check =
        if near.len() > SHOWN { format!("{} 位数字不成编码，照部门决算报表核对", digits.len()) } else { String::new() };
    (!shown.is_empty()).then(|| format!("是不是 {}{more}{check}", shown.join("、")))
}

fn catalog(file: &str) -> Option<&'static Catalog> {
    year_of(file).and_then(Catalog::of).or_else(|| Catalog::years().last().and_then(Catalog::of))
}

/// The year a file's text says it is of.
fn year_of(file: &str) -> Option<u32> {
    let line = file.lines().find_map(|line| line.strip_prefix("年度"))?;
    line.trim_start_matches([':', '：', ' ']).get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{codes_near, codes_of};

    #[test]
    fn names_lead_to_codes() {
        assert_eq!(codes_of("基本工资", "年度: 2024\n").as_deref(), Some("这里写编码，“基本工资”的编码是 30101"));
        let several = codes_of("行政运行", "年度: 2024\n科目: 2012604\n").expect("a name of many codes");
        assert!(several.contains("编码有 2012601（档案事务）、"), "{several}");
        assert_eq!(codes_of("没有的名称", ""), None);
    }

    #[test]
    fn digits_that_are_no_code_lead_to_those_a_slip_away() {
        let file = "年度: 2024\n科目说明:\n  2012604: {}\n";
        assert_eq!(
            codes_near("3010", "年度: 2024\n  30102: 1\n", false).expect("a digit is missing").split('、').next(),
            Some("是不是 30101（基本工资）")
        );
        assert!(codes_near("201260", file, true).expect("a digit is missing").starts_with("是不是 2012604（档案馆）、2012601（行政运行）"));
        assert_eq!(codes_near("20126044", file, true).as_deref(), Some("是不是 2012604（档案馆）？"));
        assert_eq!(codes_near("２２１０２０１１", file, false).as_deref(), Some("是不是 2210201（住房公积金）？"));
        assert_eq!(codes_near("999999", file, false), None);
        assert_eq!(codes_near("行政", file, false), None);
    }
}
