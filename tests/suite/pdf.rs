//! What a published PDF is: the same bytes everywhere, archival and accessible, complete, without a watermark unless it is a draft.

use std::collections::BTreeMap;
use std::fs;

use assert_cmd::Command;
use juesuan::corrections::{Setting, State};
use juesuan::typeset::Search;
use lopdf::Object;

use crate::making::{self, Made, repository};
use crate::paper::{Paper, Shown};

const WATERMARK: &str = "仅供内部审核";

fn published() -> Made {
    making::example("lanxian/2024/041-xianweiban.yaml", |_| {})
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn bytes_are_equal_in_another_process_zone_language_and_number_of_threads() {
    // The program finds the workspace of the file, and with it the published wording.
    let here = making::lanxian().pdf();
    let surroundings = [
        [("TZ", "America/St_Johns"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")],
        [("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.GB18030"), ("RAYON_NUM_THREADS", "5")],
    ];
    for variables in surroundings {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let run = Command::new(env!("CARGO_BIN_EXE_juesuan"))
            .current_dir(folder.path())
            .envs(variables)
            .arg("build")
            .arg(repository().join("examples/lanxian/2024/041-xianweiban.yaml"))
            .args(["-o", "公开"])
            .output()
            .expect("the program starts");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let written = fs::read_dir(folder.path().join("公开")).expect("the folder of what is built");
        let mut paths = written.map(|entry| entry.expect("a readable entry").path());
        let pdf = paths.find(|path| path.extension().is_some_and(|ending| ending == "pdf")).expect("a PDF");
        let there = fs::read(pdf).expect("a readable PDF");
        assert!(here == there, "{variables:?}: {} and {} bytes differ", here.len(), there.len());
    }
}

#[test]
fn a_character_that_the_face_of_running_text_lacks_is_shown_in_another() {
    let made = making::file(&repository().join("tests/diagnostics/FONT-002/borrowed/input.yaml"), |_| {});
    let shown: String = Paper::new(&made.pdf()).pages().iter().map(|page| plain(&page.text)).collect();
    assert!(shown.contains("1、综合𠀤股。负责日常运转和𠀤。"), "{shown}");
}

#[test]
fn it_is_archival_accessible_and_chinese() {
    let paper = Paper::new(&published().pdf());
    let metadata = paper.metadata();
    for mark in ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"] {
        assert!(metadata.contains(mark), "{mark} is missing in {metadata}");
    }
    assert!(metadata.contains("中国共产党岚县委员会办公室2024年度部门决算公开"), "{metadata}");
    assert!(metadata.contains("2025-"), "the date is the file's: {metadata}");
    let catalog = paper.catalog();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language").to_ascii_lowercase(), b"zh-cn");
    let marked = paper.resolved(catalog.get(b"MarkInfo").expect("a tagged PDF says so")).as_dict().expect("a dictionary");
    assert!(marked.get(b"Marked").and_then(Object::as_bool).expect("a flag"));
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines") && catalog.has(b"OutputIntents"));
    assert!(paper.structure("Table") >= 10 && paper.structure("TH") > 100 && paper.structure("H1") >= 5, "tables and headings are tagged");
    let (bare, fonts) = paper.fonts_not_embedded();
    assert!(bare.is_empty() && fonts >= 3, "{fonts} fonts, not embedded: {bare:?}");
}

#[test]
fn the_attachment_is_the_source_without_comments_and_internal_keys() {
    let attachments = Paper::new(&published().pdf()).attachments();
    let [(name, bytes)] = &attachments[..] else {
        panic!("one attachment: {:?}", attachments.iter().map(|(name, _)| name).collect::<Vec<_>>())
    };
    assert_eq!(name, "source.yaml");
    let text = std::str::from_utf8(bytes).expect("the attachment is UTF-8");
    for internal in ["核对", "接受", "保密审查"] {
        assert!(!text.contains(&format!("\n{internal}:")), "{internal} is attached");
    }
    assert!(!text.lines().any(|line| line.trim_start().starts_with('#')), "a comment is attached");
    // Built from its attachment, the document is the same, though what was accepted is internal and not attached.
    let folder = tempfile::tempdir().expect("a temporary folder");
    let again = folder.path().join("again.yaml");
    fs::write(&again, bytes).expect("a writable folder");
    let setting = Setting { fonts: Search::system([]), ..Setting::default() };
    let state = State::load(&again, &setting).unwrap_or_else(|error| panic!("{error}"));
    let rebuilt = Paper::new(&state.pdf().expect("a PDF"));
    let texts = |pages: Vec<Shown>| pages.into_iter().map(|page| page.text).collect::<Vec<_>>();
    assert_eq!(texts(rebuilt.pages()), texts(Paper::new(&published().pdf()).pages()));
    assert!(
        Paper::new(&making::example("lanxian/2024/041-xianweiban.yaml", |plan| plan.options.attach = false).pdf()).attachments().is_empty()
    );
}

#[test]
fn only_a_draft_bears_the_watermark_and_only_as_an_artifact() {
    let published = Paper::new(&published().pdf()).pages();
    assert!(!published.iter().any(|page| plain(&page.text).contains(WATERMARK) || plain(&page.artifacts).contains(WATERMARK)));
    let draft = Paper::new(&making::example("lanxian/2024/041-xianweiban.yaml", |plan| plan.options.draft = true).pdf()).pages();
    assert_eq!(draft.len(), published.len(), "a watermark moves nothing");
    for (number, (draft, published)) in (1..).zip(draft.iter().zip(&published)) {
        assert!(plain(&draft.artifacts).contains(WATERMARK), "page {number} has no watermark");
        assert_eq!(draft.text, published.text, "page {number}: the watermark is not in the text");
    }
}

#[test]
fn pages_are_numbered_none_is_blank_and_contents_tell_the_truth() {
    let made = published();
    let pages = Paper::new(&made.pdf()).pages();
    assert_eq!(Some(pages.len()), made.outcome.pages);
    assert!((60..=120).contains(&pages.len()), "{} pages", pages.len());
    for (number, page) in (1..).zip(&pages) {
        assert!(!page.text.trim().is_empty(), "page {number} is blank");
        assert!(!page.text.contains('\u{fffd}'), "page {number} shows glyphs nobody can copy");
    }
    let parts = ["第一部分概况", "第二部分2024年部门决算表", "第三部分情况说明", "第四部分名词解释", "第五部分附件"];
    let contents: String = pages.iter().take(6).map(|page| plain(&page.text)).collect();
    for part in parts {
        assert!(contents.contains(part), "{part} is not in the contents");
        let on: Vec<usize> = (1..).zip(&pages).filter(|(_, page)| plain(&page.text).contains(part)).map(|(number, _)| number).collect();
        assert_eq!(on.len(), 2, "{part} stands in the contents and on its page: {on:?}");
    }
}

#[test]
fn links_name_their_heading_and_the_number_at_the_foot_of_its_page() {
    let paper = Paper::new(&published().pdf());
    let pages = paper.pages();
    let links = paper.links();
    assert!(links.len() > 100, "{} links", links.len());
    for link in links {
        let (heading, number) = link.rsplit_once(", 页 ").unwrap_or_else(|| panic!("“{link}” names no page"));
        let foot = format!("—{number}—");
        let page = pages.iter().find(|page| plain(&page.artifacts).contains(&foot)).unwrap_or_else(|| panic!("no page {number}"));
        // A report's name stands apart from its mark.
        let stands = heading.split_whitespace().all(|piece| plain(&page.text).contains(piece));
        assert!(stands, "“{heading}” is not on page {number}: {}", page.text);
    }
}

/// A department with so many items that tables 02 and 03 go over pages.
fn long() -> Made {
    let source = fs::read_to_string(repository().join("examples/shili/2024/045006-zhixiao.yaml")).expect("a readable example");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rows: String = include_str!("../../src/catalog/data/2024/functional.csv")
        .lines()
        .filter(|line| line.len() > 8 && line.as_bytes()[7] == b',' && line.starts_with("201") && line.ends_with(",general"))
        .take(90)
        .map(|line| format!("  - {{科目: {}, 项目支出: 12345.60}}\n", &line[..7]))
        .collect();
    let text = source.replacen("一般公共预算财政拨款:\n", &format!("一般公共预算财政拨款:\n{rows}"), 1);
    let text = text.replacen("科目说明:\n", "科目说明:\n  201: {年初预算: 0, 上年决算: 0, 用途: 各项工作}\n", 1);
    assert!(text.contains(&rows) && text.contains("用途: 各项工作"), "the example has both keys");
    let path = folder.path().join("long.yaml");
    fs::write(&path, text).expect("a writable folder");
    making::file(&path, |plan| plan.options.draft = true)
}

#[test]
fn table_heads_repeat_and_totals_do_not() {
    let pages = Paper::new(&long().pdf()).pages();
    let bodies: Vec<String> = pages.iter().map(|page| plain(&page.text)).collect();
    let heads: Vec<String> = pages.iter().map(|page| plain(&page.artifacts) + &plain(&page.text)).collect();
    let on: Vec<usize> =
        (0..bodies.len()).filter(|page| heads[*page].contains("对附属单位补助支出") && heads[*page].contains("上缴上级支出")).collect();
    assert!(on.len() >= 2, "table 03 goes over pages: {on:?}");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &on {
        *counts.entry("合计12").or_default() += usize::from(bodies[*page].contains("合计1") && bodies[*page].contains("公开03表"));
    }
    assert_eq!(counts["合计12"], 1, "合计 stands once, on the first page of table 03");
}

#[test]
fn the_mark_of_a_further_page_is_no_part_of_the_text() {
    let pages = Paper::new(&long().pdf()).pages();
    let marked = pages.iter().filter(|page| page.artifacts.contains("公开03表（续）")).count();
    assert!(marked >= 1 && !pages.iter().any(|page| page.text.contains("（续）")), "{marked} pages");
}
