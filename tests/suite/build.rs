//! What a build promises: exit codes, nothing written after an error, an existing PDF untouched, no panic on any bytes, quick refusals.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use juesuan::disclosure::{Emit, build};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::making::{self, repository};

const SMALL: &str = "examples/shili/2024/045006-zhixiao.yaml";

fn run(arguments: &[&Path]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A folder with an input file in it, and the folder for the output.
fn desk(bytes: &[u8]) -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (input, output) = (folder.path().join("118.yaml"), folder.path().join("公开"));
    fs::write(&input, bytes).expect("a writable folder");
    (folder, input, output)
}

fn refused(input: &Path, output: &Path) -> String {
    let (code, product, talk) = run(&[Path::new("build"), input, Path::new("-o"), output]);
    assert_eq!(code, Some(1), "{talk}");
    assert!(product.is_empty(), "nothing is produced: {product}");
    assert!(!output.exists() || fs::read_dir(output).expect("a folder").next().is_none(), "nothing is written");
    assert!(talk.contains("YAML-"), "{talk}");
    talk
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_missing_with_its_likely_neighbour() {
    let (folder, _, _) = desk("年度: 2024\n".as_bytes());
    let absent = folder.path().join("181.yaml");
    for command in ["build", "check", "explain"] {
        let (code, _, talk) = run(&[Path::new(command), &absent, Path::new("1")][..if command == "explain" { 3 } else { 2 }]);
        assert_eq!(code, Some(2), "{command}: {talk}");
        assert!(talk.contains("181.yaml") && talk.contains("那里有 118.yaml") && !talk.contains("工作区"), "{command}: {talk}");
    }
    let (code, _, talk) = run(&[Path::new("build"), Path::new("没有这个编码")]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(talk.contains("没有名为“没有这个编码”的文件或文件夹"), "{talk}");
}

#[test]
fn exit_codes_say_clean_errors_in_the_figures_could_not_run() {
    let (_folder, input, output) = desk("年度: 2024\n".as_bytes());
    let small = repository().join(SMALL);
    assert_eq!(run(&[Path::new("build"), &small, Path::new("-o"), &output]).0, Some(0));
    fs::remove_dir_all(&output).expect("it was written");
    refused(&input, &output);
    let (code, product, talk) = run(&[Path::new("build"), Path::new("没有这个文件.yaml"), Path::new("-o"), &output]);
    assert_eq!((code, product.as_str()), (Some(2), ""), "{talk}");
    assert!(talk.contains("没有这个文件.yaml"), "{talk}");
    let (code, product, talk) = run(&[Path::new("build"), &small, Path::new("--nonsense")]);
    assert_eq!((code, product.as_str()), (Some(2), ""), "{talk}");
}

/// The example of 快速开始 with one part replaced.
fn shortest(from: &str, to: &str) -> Vec<u8> {
    let book = fs::read_to_string(repository().join("book/src/快速开始.md")).expect("the book is there");
    let start = book.find("标准: shanxi\n年度").expect("the shortest file");
    let text = book[start..].split("```").next().expect("a block ends");
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_draft_shows_a_gap_for_a_missing_text_and_a_failed_build_says_that_nothing_was_written() {
    let (_folder, input, output) = desk(&shortest("用途: 机关运转和档案保管, ", ""));
    let build = |more: &[&str]| {
        let more = more.iter().map(Path::new);
        run(&[Path::new("build"), &input, Path::new("-o"), &output].into_iter().chain(more).collect::<Vec<_>>())
    };
    let (code, product, talk) = build(&[]);
    assert_eq!((code, product.as_str()), (Some(1), ""), "{talk}");
    assert!(talk.ends_with("没有生成 PDF（已有的文件没有动）；可以用 --draft 生成审核稿\n"), "{talk}");
    let (code, product, talk) = build(&["--draft", "--emit", "typ"]);
    assert_eq!(code, Some(1), "{talk}");
    let main = product.lines().find(|line| line.ends_with("main.typ")).expect("the source is written");
    assert!(fs::read_to_string(main).expect("a readable source").contains("【缺：用途】"));
    fs::write(&input, shortest("年初预算: 1500000.00, ", "")).expect("a writable file");
    let (code, product, talk) = build(&["--draft"]);
    assert_eq!((code, product.as_str()), (Some(1), ""), "{talk}");
    assert!(talk.contains("没有生成审核稿（已有的文件没有动）："), "{talk}");
}

#[test]
fn the_pdf_under_an_earlier_name_is_named_and_left_where_it_is() {
    let (_folder, input, output) = desk(&shortest("示例县档案馆", "示例县档案馆"));
    let build = |more: &[&str]| {
        let more = more.iter().map(Path::new);
        run(&[Path::new("build"), &input, Path::new("-o"), &output].into_iter().chain(more).collect::<Vec<_>>())
    };
    let (code, before, talk) = build(&[]);
    assert_eq!(code, Some(0), "{talk}");
    let text = fs::read_to_string(&input).expect("the file");
    fs::write(&input, text.replace("示例县档案馆", "示例县史志馆")).expect("renamed");
    let earlier = before.trim().rsplit_once('（').map_or(before.trim(), |(path, _)| path).to_owned();
    fs::copy(&earlier, output.join("118-另一份2024年的文件.pdf")).expect("a copy");
    fs::write(output.join("118-不是本程序生成的2024.pdf"), "不是 PDF").expect("written");
    let (code, after, talk) = build(&["--draft"]);
    assert!(code == Some(0) && !talk.contains("撤下"), "a draft takes nobody's place: {talk}");
    let (code, now, talk) = build(&[]);
    assert!(code == Some(0) && now != before && now != after, "{talk}");
    assert!(talk.contains("原来的名称") && talk.contains(&earlier) && Path::new(&earlier).is_file(), "{talk}");
    assert!(!talk.contains("不是本程序生成的"), "{talk}");
    fs::remove_file(&earlier).expect("taken down");
    fs::remove_file(output.join("118-另一份2024年的文件.pdf")).expect("taken down");
    assert!(!build(&[]).2.contains("原来的名称"));
}

/// What is missing is a sentence, not a figure: it has its gap where it would stand, and no other reason has one.
#[test]
fn a_draft_shows_a_gap_for_a_missing_reason() {
    let (_folder, input, output) = desk(&shortest(", 变动原因: 新增库房维修}", "}"));
    let (code, product, talk) = run(&[Path::new("build"), &input, Path::new("-o"), &output, Path::new("--draft"), Path::new("--emit=typ")]);
    assert_eq!(code, Some(1), "{talk}");
    assert!(talk.contains("JS-R09") && talk.contains("没有写原因"), "{talk}");
    let main = product.lines().find(|line| line.ends_with("main.typ")).expect("the source is written");
    let text = fs::read_to_string(main).expect("a readable source");
    let sentences: Vec<&str> = text.lines().filter(|line| line.contains("【缺：")).collect();
    assert_eq!(sentences.len(), 1, "{sentences:#?}");
    assert!(sentences[0].contains("一般公共服务支出") && sentences[0].contains("主要原因是#\"【缺：变动原因】\""), "{sentences:#?}");
}

/// A sentence that a final leaves out has its gap in the draft, unless the department accepts that it is missing.
#[test]
fn a_draft_shows_a_gap_where_a_final_leaves_a_sentence_out() {
    let example = fs::read_to_string(repository().join("examples/shili-shanghai/2024/177-difangzhi.yaml")).expect("a readable example");
    let without = [
        "    用途: 在职人员工资福利和机关日常运转\n",
        "  管理制度: [预算绩效管理办法, 项目支出绩效自评工作规程]\n",
        "    变动原因: 本年新增出访任务一次\n",
    ];
    let example = without.iter().fold(example, |text, line| {
        assert!(text.contains(line), "{line}");
        text.replacen(line, "", 1)
    });
    // A draft accepts what the checks accept: nothing without a reason, and by where the finding stands.
    let accept = |place: &str, reason: &str| format!("{example}\n接受:\n  - {{规则: JS-S10, 位置: {place}, 理由: {reason}}}\n");
    let accepting = accept("科目说明.2010301", "名称已说明用途");
    let (idle, beside) = (accept("科目说明.2010301", "无"), accept("科目说明.2010301.用途", "名称已说明用途"));
    for (text, purposes) in [(example.clone(), 1), (accepting, 0), (idle, 1), (beside, 1)] {
        let (_folder, input, output) = desk(text.as_bytes());
        let build = |more: &[&str]| {
            let (code, product, talk) = run(&[Path::new("build"), &input, Path::new("-o"), &output, Path::new("--emit=typ")]
                .into_iter()
                .chain(more.iter().map(Path::new))
                .collect::<Vec<_>>());
            assert_eq!(code, Some(0), "{talk}");
            let main = product.lines().find(|line| line.ends_with("main.typ")).expect("the source is written");
            fs::read_to_string(main).expect("a readable source")
        };
        let (draft, last) = (build(&["--draft"]), build(&[]));
        for (gap, count) in
            [("主要用于：#\"【缺：用途】", purposes), ("管理制度：#\"【缺：管理制度】", 1), ("主要原因是#\"【缺：变动原因】", 1)]
        {
            assert_eq!((draft.matches(gap).count(), last.matches(gap).count()), (count, 0), "{gap}");
        }
        assert_eq!(draft.matches("【缺：").count(), purposes + 2);
    }
}

#[test]
fn an_output_that_is_a_file_is_a_failure_that_says_so() {
    let (_folder, input, output) = desk(&fs::read(repository().join(SMALL)).expect("a readable example"));
    fs::write(&output, "not a folder").expect("a writable folder");
    let (code, _, talk) = run(&[Path::new("build"), &input, Path::new("-o"), &output]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(talk.contains("公开"), "{talk}");
    assert_eq!(fs::read_to_string(&output).expect("it is still there"), "not a folder");
}

#[test]
fn bombs_and_monsters_are_refused() {
    let bomb: String = (1..30).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", "))).collect();
    let monsters: [(&str, Vec<u8>); 5] = [
        ("aliases", format!("a0: &a0 x\n{bomb}").into_bytes()),
        ("deep flow", format!("概况: {}", "{a: ".repeat(100_000)).into_bytes()),
        ("deep lists", format!("概况:\n{}", "- ".repeat(100_000)).into_bytes()),
        ("deep blocks", (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>().into_bytes()),
        ("many values", format!("概况: [{}]", "1,".repeat(3_000_000)).into_bytes()),
    ];
    for (name, bytes) in monsters {
        let (_folder, input, output) = desk(&bytes);
        let talk = refused(&input, &output);
        assert!(talk.len() < 200_000, "{name}: {} bytes of talk", talk.len());
    }
}

#[test]
fn a_file_too_large_to_read_is_refused_unread() {
    let (_folder, input, output) = desk(b"");
    fs::File::create(&input).and_then(|file| file.set_len(64 << 30)).expect("a sparse file");
    let talk = refused(&input, &output);
    assert!(talk.contains("YAML-002"), "{talk}");
}

#[test]
fn an_existing_pdf_survives_a_failed_build() {
    let text = fs::read_to_string(repository().join(SMALL)).expect("a readable example");
    let (_folder, input, output) = desk(text.as_bytes());
    let mut plan = making::plan(&input, &output);
    plan.options.emit = BTreeSet::from([Emit::Pdf]);
    let outcome = build(&plan).expect("the example builds");
    let [pdf] = &outcome.written[..] else { panic!("one PDF: {:?}", outcome.written) };
    let before = fs::read(pdf).expect("a readable PDF");
    for broken in [text.replace("年度: 2024", "年度： 二〇二四"), text.replace("科目: 2", "科目: 9"), text + "\n未知的键: 1\n"]
    {
        fs::write(&input, broken).expect("a writable folder");
        let outcome = build(&plan).expect("mistakes in a file are findings");
        assert!(outcome.has_errors() && outcome.written.is_empty());
        assert_eq!(fs::read(pdf).expect("the PDF is still there"), before);
        assert_eq!(fs::read_dir(&output).expect("a folder").count(), 1, "nothing is left beside it");
    }
}

/// Bytes that look like a file here and there.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let sample: Vec<String> = include_str!("../../examples/shili/2024/045006-zhixiao.yaml").lines().map(str::to_owned).collect();
    let line = proptest::sample::select(sample).prop_map(String::into_bytes);
    let piece = prop_oneof![
        4 => line,
        2 => proptest::collection::vec(any::<u8>(), 0..40),
        2 => "[ -~：，“”{}#&*!|>%@年度科目0-9]{0,20}".prop_map(String::into_bytes),
        1 => Just(vec![0xff, 0xfe]),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(&b'\n'))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_build_panic(bytes in bytes()) {
        let (_folder, input, output) = desk(&bytes);
        let outcome = build(&making::plan(&input, &output)).expect("bytes are never a failure of the program");
        prop_assert_eq!(outcome.has_errors(), outcome.written.is_empty());
        juesuan::diagnostics::terminal::draw(&outcome.diagnostics, &outcome.files, false);
    }

    /// A sound file with one span of it cut out, doubled or replaced.
    #[test]
    fn no_slip_of_the_hand_makes_a_build_panic(at in any::<proptest::sample::Index>(), length in 0_usize..60, with in "[ -~：，“”\\n\\t　０-９年]{0,8}") {
        let text: Vec<char> = include_str!("../../examples/shili/2024/045006-zhixiao.yaml").chars().collect();
        let from = at.index(text.len());
        let to = (from + length).min(text.len());
        let slipped: String = text[..from].iter().copied().chain(with.chars()).chain(text[to..].iter().copied()).collect();
        let (_folder, input, output) = desk(slipped.as_bytes());
        let mut plan = making::plan(&input, &output);
        plan.options.emit = BTreeSet::from([Emit::Json]);
        let outcome = build(&plan).expect("a slip is never a failure of the program");
        let _ = crate::checks::inspected(&slipped);
        prop_assert_eq!(outcome.has_errors(), outcome.written.is_empty());
        juesuan::diagnostics::terminal::draw(&outcome.diagnostics, &outcome.files, false);
    }
}
