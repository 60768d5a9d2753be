//! The notice that goes with a re-publication.

use std::path::Path;

use juesuan::corrections::{Notice, NoticeError, Problem, Published, compare, verify_published};

use super::super::making::repository;
use super::{lanxian, replaced, setting, state};

#[test]
fn the_notice_says_what_is_replaced() {
    let text = lanxian();
    let (old, new) = (state(&text), state(&replaced(&text, "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")));
    let difference = compare(&old, &new, true).expect("comparable");
    assert!(difference.pages.as_ref().is_some_and(|pages| !pages.is_empty()));
    let pdf = Notice { old: &old, new: &new, difference: &difference, reason: "漏记一笔支出", date: None }.pdf().expect("a notice");
    let published = Published::new(Path::new("更正说明.pdf"), pdf.clone()).expect("a sound PDF");
    let problems = verify_published(&published, &setting()).expect("an answer").problems;
    assert!(matches!(problems.as_slice(), [Problem::Notice]), "{problems:?}");
    let paper = lopdf::Document::load_mem(&pdf).expect("a sound PDF");
    let pages: Vec<u32> = paper.get_pages().keys().copied().collect();
    let text = paper.extract_text(&pages).expect("text");
    assert!(text.lines().any(|line| line.trim() == "2024年度部门决算公开的更正说明"), "the title breaks after the name: {text}");
    let shown: String = text.split_whitespace().collect();
    for part in ["更正说明", "漏记一笔支出", "1,241.03", "1,236.03", "支出／一般公共预算财政拨款", "特此说明"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let parts: Vec<String> = difference.pages.iter().flatten().flat_map(|change| change.parts.clone()).collect();
    assert!(parts.iter().any(|part| part.starts_with("公开05表 ")), "{parts:?}");
    assert!(parts.iter().any(|part| part.starts_with("五、")), "{parts:?}");
    let same = compare(&old, &old, true).expect("comparable");
    let nothing = Notice { old: &old, new: &old, difference: &same, reason: "无", date: None }.pdf();
    assert!(matches!(nothing, Err(NoticeError::NothingChanged)));
}

/// The reason comes from the command line, where nobody looked at its characters before.
#[test]
fn a_reason_is_shown_or_refused_character_by_character() {
    let text = lanxian();
    let (old, new) = (state(&text), state(&replaced(&text, "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")));
    let difference = compare(&old, &new, false).expect("comparable");
    let notice = |reason| Notice { old: &old, new: &new, difference: &difference, reason, date: None }.pdf();
    // No face has a rune; Noto Sans CJK has the other character, Noto Serif CJK has not.
    assert!(matches!(notice("漏记ᚠ一笔"), Err(NoticeError::Unprintable(missing)) if missing == ['ᚠ']));
    let shown: String =
        crate::paper::Paper::new(&notice("漏记𠀤一笔").expect("a notice")).pages().iter().map(|page| page.text.clone()).collect();
    assert!(shown.contains("漏记𠀤一笔"), "{shown}");
}

/// Every built-in standard has a notice that can be typeset.
#[test]
fn the_notice_of_the_other_standard_is_typeset_too() {
    let text = std::fs::read_to_string(repository().join("examples/shili-shanghai/2024/177-difangzhi.yaml")).expect("the example");
    let old = state(&text);
    let changed = replaced(&text, "项目支出: 2486000.00}   # 一般行政管理事务", "项目支出: 2586000.00}   # 一般行政管理事务");
    let notice = |new: &str| {
        let new = state(new);
        let difference = compare(&old, &new, false).expect("comparable");
        Notice { old: &old, new: &new, difference: &difference, reason: "漏记一笔支出。", date: None }.pdf()
    };
    // The total that is checked against is still the old one: this file cannot be published.
    assert!(matches!(notice(&changed), Err(NoticeError::Unsound(1))));
    let pdf = notice(&replaced(&changed, "核对:\n  03[合计].本年支出合计: 15046830.20\n", "")).expect("a notice");
    let paper = lopdf::Document::load_mem(&pdf).expect("a sound PDF");
    let pages: Vec<u32> = paper.get_pages().keys().copied().collect();
    let shown: String = paper.extract_text(&pages).expect("text").split_whitespace().collect();
    for part in ["因漏记一笔支出，", "248.60", "258.60", "删去：", "特此说明"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}
