//! The notice that goes with a re-publication.

use std::path::Path;

use juesuan::corrections::{Notice, NoticeError, Problem, Published, State, compare, verify_published};

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

/// 较上年决算增加… alone would not say of what.
#[test]
fn a_corrected_sentence_is_quoted_with_what_it_is_about() {
    let text = lanxian();
    let (old, new) = (state(&text), state(&replaced(&text, "变动原因: 本年度项目增加\n  208:", "变动原因: 本年度新增项目\n  208:")));
    let difference = compare(&old, &new, false).expect("comparable");
    let pdf = Notice { old: &old, new: &new, difference: &difference, reason: "原因写得不准", date: None }.pdf().expect("a notice");
    let shown: String = crate::paper::Paper::new(&pdf).pages().iter().map(|page| page.text.clone()).collect();
    let shown: String = shown.split_whitespace().collect();
    for side in ["更正前：", "更正后："] {
        assert!(shown.contains(&format!("{side}一般公共服务支出年初预算……较上年决算")), "{side} {shown}");
    }
}

/// Nothing but what is listed may have changed: so every part that changed is named, whether figures or sentences of it are listed or not.
#[test]
fn every_part_that_changed_is_named() {
    let text = lanxian();
    let shown = |from: &str, to: &str| {
        let (old, new) = (state(&text), state(&replaced(&text, from, to)));
        let difference = compare(&old, &new, true).expect("comparable");
        let pdf = Notice { old: &old, new: &new, difference: &difference, reason: "因抄错一处", date: None }.pdf().expect("a notice");
        let text: String = crate::paper::Paper::new(&pdf).pages().iter().map(|page| page.text.clone()).collect();
        text.split_whitespace().collect::<String>()
    };
    let renamed = shown("  名称: 中国共产党岚县委员会办公室\n  编码", "  名称: 中国共产党岚县委员会办公厅\n  编码");
    for part in ["“封面”", "“公开01表", "“附件", "公开的《", "，因抄错一处，"] {
        assert!(renamed.contains(part), "{part} in {renamed}");
    }
    let indicator = shown("实际完成值: \"147\",", "实际完成值: \"148\",");
    assert!(indicator.contains("本次更正涉及：“附件"), "{indicator}");
}

/// What a notice cannot truly say is not written.
#[test]
fn impossible_notices_are_refused() {
    let text = lanxian();
    let (old, new) = (state(&text), state(&replaced(&text, "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")));
    let difference = compare(&old, &new, false).expect("comparable");
    let refused = |old: &State, reason, date: Option<&str>| {
        let date = date.map(|date| date.parse().expect("a date"));
        Notice { old, new: &new, difference: &difference, reason, date }.pdf().expect_err("refused")
    };
    assert!(matches!(refused(&old, "因。", None), NoticeError::NoReason));
    assert!(matches!(refused(&old, "漏记", Some("2024-01-01")), NoticeError::TooEarly { .. }));
    let (own, others) = ("  名称: 中国共产党岚县委员会办公室\n  编码: \"041\"", "  名称: 岚县档案馆\n  编码: \"042\"");
    assert!(matches!(refused(&state(&replaced(&text, own, others)), "漏记", None), NoticeError::Another { .. }));
    let draft = State { draft: true, ..old };
    assert!(matches!(refused(&draft, "漏记", None), NoticeError::Draft));
}

/// What an accountant typed and what is published are never replaced by what is asked for beside them.
#[test]
fn nothing_but_an_earlier_one_of_its_kind_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name);
    std::fs::write(here("old.yaml"), lanxian()).expect("written");
    std::fs::write(here("new.yaml"), replaced(&lanxian(), "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")).expect("written");
    std::fs::write(here("published.pdf"), "%PDF-1.7 not a notice").expect("written");
    std::fs::write(here("page.html"), "<!doctype html>\n<title>别的网页</title>").expect("written");
    let run = |arguments: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).current_dir(folder.path()).output();
        let run = run.expect("the program starts");
        (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr))
    };
    let notice = |to: &str| run(&["diff", "old.yaml", "new.yaml", "--notice", to, "--reason", "漏记", "--date", "2025-12-01"]);
    let page = |to: &str| run(&["explain", "old.yaml", "--html", to]);
    let before = |name: &str| std::fs::read(here(name)).expect("a file");
    for (name, said, (code, text)) in [
        ("old.yaml", "不是以 .pdf 结尾", notice("old.yaml")),
        ("published.pdf", "没有覆盖它", notice("published.pdf")),
        ("new.yaml", "不是以 .html 结尾", page("new.yaml")),
        ("page.html", "没有覆盖它", page("page.html")),
    ] {
        assert!(code == Some(2) && text.contains(said), "{name}: {code:?} {text}");
    }
    assert_eq!(before("old.yaml"), lanxian().into_bytes());
    assert!(before("published.pdf").ends_with(b"not a notice") && before("page.html").ends_with("别的网页</title>".as_bytes()));
    for again in ["first", "second"] {
        assert_eq!(notice("更正.pdf").0, Some(0), "{again}");
        assert_eq!(page("全文.html").0, Some(0), "{again}");
    }
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
