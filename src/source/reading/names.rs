//! Codes by their names, for a file that writes 行政运行 or 基本工资 where the code is wanted.

use crate::catalog::Catalog;

/// How many codes of one name are shown.
const SHOWN: usize = 3;

/// Says which codes of the file's year have this name; those of classes and sections that the file writes elsewhere come first.
pub fn codes_of(name: &str, file: &str) -> Option<String> {
    let catalog = year_of(file).and_then(Catalog::of).or_else(|| Catalog::years().last().and_then(Catalog::of))?;
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

/// The year a file's text says it is of.
fn year_of(file: &str) -> Option<u32> {
    let line = file.lines().find_map(|line| line.strip_prefix("年度"))?;
    line.trim_start_matches([':', '：', ' ']).get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::codes_of;

    #[test]
    fn names_lead_to_codes() {
        assert_eq!(codes_of("基本工资", "年度: 2024\n").as_deref(), Some("这里写编码，“基本工资”的编码是 30101"));
        let several = codes_of("行政运行", "年度: 2024\n科目: 2012604\n").expect("a name of many codes");
        assert!(several.contains("编码有 2012601（档案事务）、"), "{several}");
        assert_eq!(codes_of("没有的名称", ""), None);
    }
}
