//! A whole county through the program itself: batches, records, interruption, overrides, units, parts and their merge, the published pages.
//!
//! The departments are copies of the sample a new workspace comes with; a copy takes a fraction of a second to build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::tools;

mod afterwards;
mod failures;
mod inspection;
mod interruption;
mod kinds;
mod missing;
mod pages;
mod totals;
mod withdrawal;
mod workspaces;

/// A workspace of our own, removed with the value.
struct County {
    folder: TempDir,
}

const SAMPLE: &str = "2024/001-示例.yaml";

impl County {
    /// A new workspace with the sample and copies of it under further codes.
    fn with(codes: &[&str]) -> Self {
        let county = Self { folder: tempfile::tempdir().expect("a folder") };
        let made = run(&["new", "county", county.root().to_str().expect("UTF-8"), "--year", "2024"]);
        assert!(made.status.success(), "{}", text(&made));
        for code in codes {
            county.add(code, |text| text);
        }
        county
    }

    /// A copy of the made-up county among the examples.
    fn shili() -> Self {
        let county = County { folder: tempfile::tempdir().expect("a folder") };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shili"), county.root());
        county
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Adds a copy of the sample as another department.
    fn add(&self, code: &str, change: impl FnOnce(String) -> String) {
        let text = fs::read_to_string(self.path(SAMPLE)).expect("the sample");
        let text = text.replace("\"001\"", &format!("\"{code}\"")).replace("工商业联合会（示例）", &format!("第{code}局（示例）"));
        fs::write(self.path(&format!("2024/{code}-第{code}局.yaml")), change(text)).expect("a file");
    }

    /// Adds a department that has a file of 2023 alone.
    fn add_earlier(&self, code: &str) {
        let elsewhere = tempfile::tempdir().expect("a folder");
        let made = run(&["new", "county", elsewhere.path().to_str().expect("UTF-8"), "--year", "2023"]);
        assert!(made.status.success(), "{}", text(&made));
        let text = fs::read_to_string(elsewhere.path().join("2023/001-示例.yaml")).expect("the sample");
        let text = text.replace("\n年度: 2023", "\n批复日期: 2024-08-20\n公开日期: 2024-08-30\n年度: 2023");
        let text = text.replace("\"001\"", &format!("\"{code}\"")).replace("工商业联合会（示例）", &format!("第{code}局（示例）"));
        fs::create_dir_all(self.path("2023")).expect("a folder");
        fs::write(self.path(&format!("2023/{code}-第{code}局.yaml")), text).expect("a file");
    }

    fn edit(&self, name: &str, change: impl FnOnce(String) -> String) {
        let before = fs::read_to_string(self.path(name)).expect("a file");
        let after = change(before.clone());
        assert_ne!(before, after, "the edit of {name} changes nothing");
        fs::write(self.path(name), after).expect("a file");
    }

    /// Runs a command in the workspace.
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(program()).args(arguments).current_dir(self.root()).env("NO_COLOR", "1").output().expect("the program runs")
    }

    fn build(&self, arguments: &[&str]) -> Output {
        self.run(&[&["build"], arguments].concat())
    }

    fn published(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("公开"))
    }
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_juesuan")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().expect("the program runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The last line says how many were built, left alone, failed.
fn counts(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
}

/// All files below a folder by their path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    for (name, bytes) in a {
        assert!(b[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_new_county_builds_at_once_in_every_standard() {
    for standard in juesuan::standard::built_in_ids() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("某 县");
        let root = root.to_str().expect("UTF-8");
        let made = run(&["new", "county", root, "--region", "某县", "--standard", &standard]);
        assert!(made.status.success(), "{}", text(&made));
        let built = run(&["build", root]);
        assert!(built.status.success(), "{standard}: {}", text(&built));
        assert!(!text(&built).contains('['), "{standard}: a finding: {}", text(&built));
        let checked = run(&["check", root]);
        assert!(checked.status.success() && text(&checked).contains("没有发现问题"), "{standard}: {}", text(&checked));
        assert!(folder.path().join("某 县/公开/index.html").is_file());
        let by_its_file = run(&["build", &format!("{root}/县.yaml")]);
        assert!(by_its_file.status.success() && text(&by_its_file).contains("没有变化 1 份"), "{}", text(&by_its_file));
        let again = run(&["new", "county", root]);
        assert_eq!(again.status.code(), Some(2), "{}", text(&again));
    }
}

#[test]
fn jobs_and_parts_make_no_difference() {
    let codes = ["002", "003", "004", "005"];
    let county = County::with(&codes);
    let one = county.build(&["-j1"]);
    assert!(one.status.success(), "{}", text(&one));
    let alone = county.published();
    assert_eq!(alone.keys().filter(|name| name.ends_with(".pdf")).count(), 5);
    assert!(county.build(&["-j8", "-o", "八"]).status.success());
    assert_same(&alone, &files(&county.path("八")));
    for part in ["1/3", "2/3", "3/3"] {
        let built = county.build(&["--partition", part, "-o", &format!("份{}", &part[..1])]);
        assert!(built.status.success(), "{}", text(&built));
        assert!(!county.path(&format!("份{}/index.html", &part[..1])).exists(), "a part has no pages yet");
    }
    let merged = county.run(&["merge", "份1", "份2", "份3", "-o", "合"]);
    assert!(merged.status.success(), "{}", text(&merged));
    assert_same(&alone, &files(&county.path("合")));
}

#[test]
fn only_what_changed_is_built_again() {
    let county = County::with(&["002", "003"]);
    assert_eq!(counts(&county.build(&[])), "生成 3 份，没有变化 0 份，失败 0 份");
    let before = county.published();
    assert_eq!(counts(&county.build(&[])), "生成 0 份，没有变化 3 份，失败 0 份");
    assert_same(&before, &county.published());
    county.edit("2024/002-第002局.yaml", |text| text.replace("用途: 兄弟县区", "用途: 兄弟县"));
    assert_eq!(counts(&county.build(&[])), "生成 1 份，没有变化 2 份，失败 0 份");
    let after = county.published();
    let changed: Vec<&String> = after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    let page = |name: &str| name == ".juesuan/site.json" || !name.contains('/') && !name.ends_with(".pdf");
    assert!(changed.iter().all(|name| name.contains("002") || page(name)), "{changed:?}");
    assert_eq!(counts(&county.build(&["--force", "003"])), "生成 1 份，没有变化 0 份，失败 0 份");
    county.edit("县.yaml", |text| text.replace("公开日期: 2025-09-05", "公开日期: 2025-09-08"));
    assert_eq!(counts(&county.build(&[])), "生成 3 份，没有变化 0 份，失败 0 份");
    let pdf = after.keys().find(|name| name.ends_with(".pdf")).expect("a PDF");
    fs::remove_file(county.path("公开").join(pdf)).expect("removed");
    assert_eq!(counts(&county.build(&[])), "生成 1 份，没有变化 2 份，失败 0 份");
    fs::remove_file(county.path("2024/003-第003局.yaml")).expect("removed");
    assert_eq!(counts(&county.build(&[])), "生成 0 份，没有变化 2 份，失败 0 份");
    assert!(county.published().keys().all(|name| !name.contains("003")), "what has no source is withdrawn");
}

#[test]
fn departments_are_chosen_by_code_name_and_file() {
    let county = County::with(&["002", "003"]);
    for chosen in ["002", "第002局", "2024/002-第002局.yaml", "002-第002局"] {
        let built = county.build(&[chosen, "--force"]);
        assert_eq!(counts(&built), "生成 1 份，没有变化 0 份，失败 0 份", "{chosen}");
        assert!(text(&built).contains("002-"), "{}", text(&built));
    }
    let unknown = county.build(&["第002部"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown).contains("相近的有 002-第002局（示例县第002局（示例））"), "{}", text(&unknown));
}

#[test]
fn one_error_leaves_the_others_untouched() {
    let county = County::with(&["002", "003"]);
    county.edit("2024/002-第002局.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
    let built = county.build(&[]);
    assert_eq!(built.status.code(), Some(1));
    assert_eq!(counts(&built), "生成 2 份，没有变化 0 份，失败 1 份");
    assert!(text(&built).contains("002-第002局  失败：1 个错误"), "{}", text(&built));
    assert_eq!(county.published().keys().filter(|name| name.ends_with(".pdf")).count(), 2);
    county.add("004", |text| text);
    fs::copy(county.path("2024/004-第004局.yaml"), county.path("2024/004-又一个.yaml")).expect("copied");
    let doubled = county.build(&[]);
    assert!(text(&doubled).contains("2 个文件用同一个编码 004"), "{}", text(&doubled));
}

#[test]
fn a_document_that_hangs_is_given_up() {
    let county = County::with(&["002", "003"]);
    let hang = "<% if department.code == \"002\" %>#{ for a in range(100000) { for b in range(100000) {} } }<% endif %>\n";
    let cover = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shanxi/cover.typ.tera");
    fs::create_dir_all(county.path("标准/shanxi")).expect("a folder");
    let cover = fs::read_to_string(cover).expect("the cover");
    fs::write(county.path("标准/shanxi/cover.typ.tera"), format!("{hang}{cover}")).expect("a file");
    let built = county.build(&["--time-limit", "15"]);
    assert_eq!(built.status.code(), Some(1));
    assert_eq!(counts(&built), "生成 2 份，没有变化 0 份，失败 1 份", "{}", text(&built));
    assert!(text(&built).contains("002-第002局  失败：15 秒还没有生成完"), "{}", text(&built));
}

#[test]
fn overrides_replace_single_files_and_say_what_is_wrong() {
    let county = County::with(&[]);
    let folder = county.path("标准/shanxi/narrative");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("01-total.typ.tera"), "").expect("a file");
    let unknown = county.build(&[]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown).contains("01-total.typ.tera 不能覆盖"), "{}", text(&unknown));
    assert!(text(&unknown).contains("相近的有 narrative/01-totals.typ.tera"), "{}", text(&unknown));
    fs::remove_file(folder.join("01-total.typ.tera")).expect("removed");

    fs::write(folder.join("01-totals.typ.tera"), "本县的写法：\n<< totals.nothing >>\n").expect("a file");
    let broken = text(&county.build(&[]));
    assert!(broken.contains("标准/shanxi/narrative/01-totals.typ.tera（覆盖内置的 narrative/01-totals.typ.tera）:2:"), "{broken}");
    // Tera itself prints nothing for it and takes it for false.
    for slip in ["<% if totals.reasn %>因<% endif %>\n", "<< published.yaer >>年\n"] {
        fs::write(folder.join("01-totals.typ.tera"), format!("== 一、总体情况\n{slip}")).expect("a file");
        let refused = county.build(&[]);
        let said = text(&refused);
        let part = if slip.contains("reasn") { "“reasn”不存在" } else { "“yaer”不存在" };
        assert!(!refused.status.success() && said.contains("01-totals.typ.tera）:2:") && said.contains(part), "{said}");
    }
    fs::write(folder.join("01-totals.typ.tera"), "== 一、总体情况\n#nothing()\n").expect("a file");
    let broken = text(&county.build(&[]));
    assert!(broken.contains("标准/shanxi/narrative/01-totals.typ.tera（覆盖内置的 narrative/01-totals.typ.tera）"), "{broken}");
    fs::remove_file(folder.join("01-totals.typ.tera")).expect("removed");

    fs::create_dir_all(county.path("标准/shanxii")).expect("a folder");
    let stranger = county.build(&[]);
    assert_eq!(stranger.status.code(), Some(2));
    assert!(text(&stranger).contains("没有名为“shanxii”的标准"), "{}", text(&stranger));
    fs::remove_dir_all(county.path("标准")).expect("removed");

    assert!(county.build(&[]).status.success());
    fs::create_dir_all(county.path("标准/shanxi")).expect("a folder");
    let cover = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shanxi/cover.typ.tera")).expect("the cover");
    fs::write(county.path("标准/shanxi/cover.typ.tera"), format!("// 本县的封面\n{cover}")).expect("a file");
    assert_eq!(counts(&county.build(&["--emit", "typ", "-o", "公开"])), "生成 1 份，没有变化 0 份，失败 0 份");
    let main = county.published().into_iter().find(|(name, _)| name.ends_with("/main.typ")).expect("the source").1;
    assert!(String::from_utf8(main).expect("UTF-8").contains("// 本县的封面"));

    // Whatever stands there instead of a page of its own.
    fs::write(county.path("标准/shanxi/cover.typ.tera"), "本县的封面\n").expect("a file");
    let plain = county.build(&["--emit", "pdf", "-o", "公开"]);
    assert!(plain.status.success(), "{}", text(&plain));
}

#[test]
fn a_changed_unit_rebuilds_the_department_that_contains_it() {
    let county = County::shili();
    let chosen = ["045", "045001", "045006"];
    let built = county.build(&chosen);
    assert!(built.status.success(), "{}", text(&built));
    let figure = |code: &str| {
        let all = fs::read_to_string(county.path("公开/全县主要数据.json")).expect("the key figures");
        let all: serde_json::Value = serde_json::from_str(&all).expect("JSON");
        let documents = all["documents"].as_array().expect("a list").clone();
        let document = documents.into_iter().find(|document| document["code"] == code).expect("the department");
        document["figures"]["all.expenditure"].as_str().expect("an amount").parse::<rust_decimal::Decimal>().expect("a decimal")
    };
    assert_eq!(figure("045"), figure("045001") + figure("045006"), "exact sums");
    county.edit("2024/045006-zhixiao.yaml", |text| text + "\n# 改了一处\n");
    assert_eq!(counts(&county.build(&chosen)), "生成 2 份，没有变化 1 份，失败 0 份");
    let summary = fs::read_to_string(county.path("公开/全县汇总.html")).expect("the summary");
    assert!(summary.contains("另有 2 份单位决算已包含在主管部门的决算里"), "nothing is counted twice");
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

#[test]
fn a_new_department_takes_over_last_years_file_but_no_amount() {
    let county = County::shili();
    fs::remove_file(county.path("2024/062-gongshanglian.yaml")).expect("removed");
    let started = county.run(&["new", "department", "062"]);
    assert!(started.status.success(), "{}", text(&started));
    let made = fs::read_to_string(county.path("2024/062-gongshanglian.yaml")).expect("the new file");
    for kept in ["示例县工商业联合会", "办公室", "2012801", "年度: 2024", "../2023/062-gongshanglian.yaml", "机关运转和服务会员企业工作"]
    {
        assert!(made.contains(kept), "{kept} is missing in\n{made}");
    }
    assert!(!made.contains("642380") && !made.contains("基本支出: 0"), "no amount is taken over or set to zero:\n{made}");
    let built = county.build(&["062"]);
    assert_eq!(built.status.code(), Some(1));
    let said = text(&built);
    assert!(said.contains("处没有填（写着“待填”）") && said.contains("一般公共预算财政拨款第 1 项.基本支出，例如 1402400.00"), "{said}");
    fs::remove_file(county.path("2024/301-chengguanzhen.yaml")).expect("removed");
    assert!(county.run(&["new", "department", "301"]).status.success());
    let other = fs::read_to_string(county.path("2024/301-chengguanzhen.yaml")).expect("the new file");
    assert!(other.contains("预决算差异原因: 待填"), "every reason is asked for anew:\n{other}");
    assert!(made.contains("\"30101\": 待填   # 基本工资") && made.contains("项目名称: 民营企业服务专项经费"), "{made}");
    assert!(!said.contains("YAML-3") || said.contains("YAML-304"), "nothing but what is still missing: {said}");
    let filled = made.replace("待填", "0");
    let codes = filled.lines().filter(|line| line.contains("待填")).count();
    assert_eq!(codes, 0);
    assert!(!made.contains("上年的名称"), "{made}");
    fs::remove_file(county.path("2024/062-gongshanglian.yaml")).expect("removed");
    assert!(county.run(&["new", "department", "062", "商会"]).status.success());
    let renamed = fs::read_to_string(county.path("2024/062-商会.yaml")).expect("the new file");
    assert!(
        renamed.contains("  名称: 示例县工商业联合会   # 这是上年的名称；改了名的，写批复文件里的全称，例如 示例县商会\n"),
        "{renamed}"
    );
    let again = county.run(&["new", "department", "062"]);
    assert_eq!(again.status.code(), Some(2), "{}", text(&again));
    let blank = county.run(&["new", "department", "077", "示例县某局"]);
    assert!(blank.status.success(), "{}", text(&blank));
    let refused = text(&county.build(&["077"]));
    let rows: Vec<usize> = refused.lines().filter_map(|line| line.split_once("= 第")?.1.split_whitespace().next()?.parse().ok()).collect();
    let form = fs::read_to_string(county.path("2024/077-示例县某局.yaml")).expect("the form");
    let places = form.lines().filter(|line| !line.starts_with('#')).map(|line| line.matches("待填").count()).sum::<usize>();
    assert!(rows.len() == places && rows.is_sorted(), "{places} places, in file order: {refused}");
    assert!(refused.contains("共 1 个错误"), "nothing but what is still missing: {refused}");
}

#[test]
fn a_new_file_lies_in_the_folder_last_years_lay_in() {
    let county = County::shili();
    fs::create_dir(county.path("2023/045")).expect("a folder");
    let year_before = |name: &str, to: &str| {
        let text = fs::read_to_string(county.path(&format!("2024/{name}"))).expect("a file").replace("年度: 2024", "年度: 2023");
        fs::write(county.path(&format!("2023/{to}")), text.replace("文件: 045", "文件: 045/045")).expect("a file");
    };
    year_before("045-jiaokeju.yaml", "045-jiaokeju.yaml");
    year_before("045001-benji.yaml", "045/045001-benji.yaml");
    year_before("045006-zhixiao.yaml", "045/045006-zhixiao.yaml");
    fs::remove_file(county.path("2024/045001-benji.yaml")).expect("a file");
    let started = county.run(&["new", "department", "045001"]);
    assert!(started.status.success(), "{}", text(&started));
    let made = fs::read_to_string(county.path("2024/045/045001-benji.yaml")).expect("the new file");
    assert!(made.contains("上年文件: ../../2023/045/045001-benji.yaml\n"), "{made}");
}

#[test]
fn every_standard_brings_a_form_that_lacks_nothing_but_what_is_to_be_filled_in() {
    for standard in juesuan::standard::built_in_ids() {
        let county = County { folder: tempfile::tempdir().expect("a folder") };
        let root = county.root().to_str().expect("UTF-8");
        assert!(run(&["new", "county", root, "--year", "2024", "--standard", &standard]).status.success());
        let started = county.run(&["new", "department", "041", "示例县某局"]);
        assert!(started.status.success(), "{}", text(&started));
        let said = text(&county.build(&["041"]));
        assert!(said.contains("第一处") && said.contains("共 1 个错误"), "{standard}: {said}");
        county.edit("县.yaml", |text| text.replace(&format!("标准: {standard}\n"), ""));
        let refused = county.run(&["new", "department", "042", "示例县某局"]);
        assert!(text(&refused).contains("“县.yaml”没有写“标准”"), "{}", text(&refused));
    }
}

#[test]
fn a_reason_left_over_from_last_years_file_is_noted() {
    let county = County::shili();
    let reason = "工资调整后人员经费增加";
    assert!(std::fs::read_to_string(county.root().join("2023/062-gongshanglian.yaml")).expect("last year's file").contains(reason));
    let silent = county.run(&["check", "062"]);
    assert!(!text(&silent).contains("一字不差"), "{}", text(&silent));
    county.edit("2024/062-gongshanglian.yaml", |text| {
        let raised = text.replacen("基本支出: ", "基本支出: 1", 1);
        assert_ne!(raised, text, "nothing was raised");
        raised.replacen("\n  201: {", &format!("\n  201: {{变动原因: {reason}, "), 1)
    });
    let said = text(&county.run(&["check", "062"]));
    assert!(said.contains("一字不差") && said.contains(reason), "{said}");
}

#[test]
fn a_code_and_a_name_the_wrong_way_round_are_refused() {
    let county = County::shili();
    let said = text(&county.run(&["new", "department", "示例县某局", "042"]));
    assert!(said.contains("写反") && said.contains("new department 042 示例县某局"), "{said}");
    assert!(!county.root().join("2024/示例县某局-042.yaml").exists());
}

#[test]
fn a_file_from_elsewhere_is_not_written_among_what_a_county_published() {
    let county = County::shili();
    assert!(county.build(&["062", "--emit", "json"]).status.success());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("118.yaml");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/base.yaml"), &file).expect("a copy");
    let before = files(&county.root().join("公开"));
    let refused = run(&["build", file.to_str().expect("UTF-8"), "-o", county.root().join("公开").to_str().expect("UTF-8")]);
    assert!(!refused.status.success() && text(&refused).contains("公开文件夹"), "{}", text(&refused));
    assert_eq!(files(&county.root().join("公开")), before);
}

#[test]
fn last_years_file_is_found_in_the_workspace() {
    let county = County::shili();
    assert!(county.build(&["062", "--emit", "json", "-o", "明"]).status.success());
    county.edit("2024/062-gongshanglian.yaml", |text| text.replace("上年文件: ../2023/062-gongshanglian.yaml\n", ""));
    let built = county.build(&["062", "--emit", "json", "-o", "暗"]);
    assert!(built.status.success(), "{}", text(&built));
    let data = |folder: &str| files(&county.path(folder)).into_iter().find(|(name, _)| name.starts_with("数据/")).expect("the data").1;
    assert!(data("明") == data("暗"), "the same figures, named or found");
    county.edit("2023/062-gongshanglian.yaml", |text| text + "\n# 改了一处\n");
    let again = county.build(&["062", "--emit", "json", "-o", "暗"]);
    assert_eq!(counts(&again), "生成 1 份，没有变化 0 份，失败 0 份");
}

#[test]
fn a_link_written_the_windows_way_is_explained_everywhere() {
    let county = County::shili();
    county.edit("2024/062-gongshanglian.yaml", |text| text.replace("../2023/062", "..\\2023\\062"));
    let built = county.build(&["062"]);
    assert_eq!(built.status.code(), Some(1));
    assert!(text(&built).contains("用了反斜杠") && text(&built).contains("写成 ../2023/062-gongshanglian.yaml"), "{}", text(&built));
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_finishes_correctly() {
    let codes = ["002", "003", "004"];
    let county = County::with(&codes);
    let begun = std::time::Instant::now();
    assert!(county.build(&["-o", "完整"]).status.success());
    let whole_run = u64::try_from(begun.elapsed().as_millis()).expect("a short run").max(1);
    let whole = files(&county.path("完整"));
    let mut random = 0x2545_f491_u64;
    let mut killed = 0;
    for round in 0..200_u64 {
        if killed == 20 {
            break;
        }
        if round % 4 == 0 {
            let _ = fs::remove_dir_all(county.path("公开"));
        }
        let mut child = Command::new(program())
            .args(if round % 4 == 0 { &["build"][..] } else { &["build", "--force"][..] })
            .current_dir(county.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis((random >> 33) % whole_run));
        child.kill().expect("SIGKILL");
        killed += u32::from(!child.wait().expect("it ended").success());
        truthful(&county.path("公开"), &whole);
    }
    assert!(killed >= 20, "only {killed} runs were killed before they ended");
    let finished = county.build(&[]);
    assert!(finished.status.success(), "{}", text(&finished));
    assert_same(&whole, &county.published());
}

/// Every published file is whole, and every record speaks of files that stand there as it says.
fn truthful(folder: &Path, whole: &BTreeMap<String, Vec<u8>>) {
    if !folder.is_dir() {
        return;
    }
    interruption::pages_are_true(folder);
    let found = files(folder);
    for (name, bytes) in &found {
        let temporary = name.ends_with(".part") || name.ends_with(".pending");
        let page = !name.contains('/') && !name.ends_with(".pdf") || [".juesuan/site.json", ".juesuan/parts.json"].contains(&name.as_str());
        assert!(temporary || page || whole[name] == *bytes, "{name} is not whole");
    }
    for (name, bytes) in found.iter().filter(|(name, _)| name.starts_with(".juesuan/records/") && name.ends_with(".json")) {
        let record: serde_json::Value = serde_json::from_slice(bytes).expect("a record is whole");
        for output in record["outputs"].as_array().expect("a list") {
            let path = output["path"].as_str().expect("a path");
            let hash = blake3::hash(found.get(path).unwrap_or_else(|| panic!("{name} speaks of {path}, which is not there")));
            assert_eq!(output["blake3"].as_str().expect("a hash"), hash.to_hex().as_str(), "{name} about {path}");
        }
    }
}

#[test]
fn the_pages_work_in_a_browser() {
    let Some(browser) = tools::first_of(&tools::BROWSERS) else { return };
    let county = County::with(&["002"]);
    county.add("003", |text| text.replace("第003局（示例）", "<b>第003局</b>&（示例）"));
    let built = county.build(&[]);
    assert!(built.status.success(), "{}", text(&built));
    let dom = |page: &str, fragment: &str| {
        let address = format!("file://{}{fragment}", county.path("公开").join(page).display());
        let profile = tempfile::tempdir().expect("a folder");
        let profile = format!("--user-data-dir={}", profile.path().display());
        let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", &profile, "--dump-dom", &address];
        text(&Command::new(browser).args(flags).stderr(Stdio::null()).output().expect("the browser runs"))
    };
    let index = dom("index.html", "");
    assert!(index.contains("共 3 份") && index.contains("<html lang=\"zh-CN\">"), "{index}");
    assert!(index.contains("&lt;b&gt;第003局&lt;/b&gt;&amp;（示例）"), "names are text, never markup");
    assert!(!index.contains("src=") && !index.contains("http"), "nothing comes from elsewhere");
    let searched = dom("index.html", "#q=002");
    assert!(searched.contains("找到 1 份，共 3 份") && searched.matches("hidden=\"\"").count() == 2, "{searched}");
    let summary = dom("全县汇总.html", "");
    assert!(summary.contains("<svg") && summary.contains("财政拨款“三公”经费"), "{summary}");
    links_lead_somewhere(&county.path("公开"));
}

/// Every link of the pages leads to a file that is there.
fn links_lead_somewhere(folder: &Path) {
    for page in ["index.html", "全县汇总.html"] {
        let html = fs::read_to_string(folder.join(page)).expect("a page");
        let links: Vec<&str> = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 2, "{page} has links");
        for link in links.iter().filter_map(|link| link.split('#').next()).filter(|link| !link.is_empty()) {
            let mut bytes = Vec::new();
            let mut rest = link.as_bytes();
            while let [first, after @ ..] = rest {
                let coded = (*first == b'%').then(|| u8::from_str_radix(&String::from_utf8_lossy(&after[..2]), 16).expect("hex"));
                bytes.push(coded.unwrap_or(*first));
                rest = if coded.is_some() { &after[2..] } else { after };
            }
            let path = folder.join(String::from_utf8(bytes).expect("UTF-8"));
            assert!(path.is_file(), "{page} links to {}", path.display());
        }
    }
}
