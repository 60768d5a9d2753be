//! What `juesuan check` finds: every case in `tests/checks/<rule>/` changes a few lines of `tests/checks/base.yaml`. `wrong…` must show the rule, as
//! drawn beside it; `right…` must not. `JUESUAN_BLESS=1 cargo test` writes the drawings anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use juesuan::checks::{self, Basis, Policy};
use juesuan::diagnostics::{Diagnostic, Files, Severity, terminal};
use juesuan::inspection;
use juesuan::standard::{Standard, StandardError};

use crate::making::{self, examples, repository};

/// A built-in standard, loaded once; None if there is none of this name.
fn standard(id: &str) -> Option<Arc<Standard>> {
    static LOADED: std::sync::Mutex<std::collections::BTreeMap<String, Option<Arc<Standard>>>> =
        std::sync::Mutex::new(std::collections::BTreeMap::new());
    let mut loaded = LOADED.lock().expect("loading a standard does not panic halfway");
    let load = || match Standard::built_in(id, None) {
        Ok(standard) => Some(Arc::new(standard)),
        Err(StandardError::Unknown { .. }) => None,
        Err(error) => panic!("a built-in standard loads: {error}"),
    };
    loaded.entry(id.to_owned()).or_insert_with(load).clone()
}

/// Everything that is found in one file's text.
pub fn findings(text: &str) -> (Vec<Diagnostic>, Files) {
    inspected(text).unwrap_or_else(|(found, files)| panic!("{}", terminal::draw(&found, &files, false)))
}

/// Everything that the rules find in one file's text; else why it cannot be read, which is nothing where its standard is unknown: `build` says that.
pub fn inspected(text: &str) -> Result<(Vec<Diagnostic>, Files), (Vec<Diagnostic>, Files)> {
    let mut files = Files::default();
    let dossier = match making::alone(&mut files, "input.yaml", text) {
        Ok(dossier) => dossier,
        Err(found) => return Err((found, files)),
    };
    let Some(standard) = standard(dossier.disclosure.standard.as_ref().map_or("shanxi", |id| id.value.as_str())) else {
        return Err((Vec::new(), files));
    };
    let policy = Policy::of(&standard).expect("a pack names rules that exist");
    Ok((checks::inspect(&dossier, &standard, &policy).diagnostics, files))
}

fn base() -> String {
    fs::read_to_string(repository().join("tests/checks/base.yaml")).expect("the base is there")
}

/// The base with a patch's replacements: blocks of `<<<`, old text, `===`, new text, `>>>`.
fn patched(patch: &str) -> String {
    let mut text = base();
    for block in patch.split("<<<\n").skip(1) {
        let (old, rest) = block.split_once("\n===\n").expect("old text, then ===");
        let (new, _) = rest.split_once("\n>>>").expect("new text, then >>>");
        assert_eq!(text.matches(old).count(), 1, "“{old}” must stand in the base once");
        text = text.replacen(old, new, 1);
    }
    text
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()));
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().expect("a folder has a name").to_string_lossy().into_owned()
}

#[test]
fn wrong_cases_are_found_and_right_ones_are_silent() {
    let bless = std::env::var_os("JUESUAN_BLESS").is_some();
    let mut wrong = Vec::new();
    for rule in folders(&repository().join("tests/checks")) {
        for case in folders(&rule) {
            let patch = fs::read_to_string(case.join("patch.txt")).expect("every case has a patch.txt");
            let (mut found, files) = findings(&patched(&patch));
            found.retain(|finding| finding.code == name(&rule));
            let full = format!("{}/{}", name(&rule), name(&case));
            if name(&case).starts_with("right") {
                if !found.is_empty() {
                    wrong.push(format!("{full} is right, but:\n{}", terminal::draw(&found, &files, false)));
                }
                continue;
            }
            if found.is_empty() {
                wrong.push(format!("{full} is not found"));
                continue;
            }
            let drawn = terminal::draw(&found, &files, false);
            let expected = case.join("expected.txt");
            if bless {
                fs::write(&expected, &drawn).expect("a writable file");
            } else if fs::read_to_string(&expected).unwrap_or_default() != drawn {
                wrong.push(format!("{full} is drawn differently:\n{drawn}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_base_is_sound() {
    let (found, files) = findings(&base());
    assert!(found.is_empty(), "{}", terminal::draw(&found, &files, false));
}

/// The suite's sources, where the tests that show a rule by construction are looked for.
fn suite() -> String {
    let folder = repository().join("tests/suite");
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("the suite's folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_file() {
            text.push_str(&fs::read_to_string(path).expect("a source file"));
        }
    }
    text
}

/// Whether the doc comment right before a test names a rule, alone or within a range such as `JS-T101 … JS-TA01`.
fn spoken_of(before: &str, id: &str) -> bool {
    let comment: Vec<&str> = before.lines().rev().take_while(|line| line.starts_with("///")).collect();
    let ids: Vec<&str> = checks::rules().map(|rule| rule.id).collect();
    let place = |id: &str| ids.iter().position(|known| *known == id);
    comment.iter().any(|line| {
        let named = line.trim_start_matches('/').split([',', ':', '.', ' ']).filter(|word| !word.is_empty());
        let words: Vec<&str> = named.collect();
        let ranges = words.windows(3).filter(|window| window[1] == "…").filter_map(|window| Some(place(window[0])?..=place(window[2])?));
        words.contains(&id) || ranges.into_iter().any(|range| place(id).is_some_and(|at| range.contains(&at)))
    })
}

#[test]
fn every_rule_has_its_cases_or_its_construction_test() {
    let suite = suite();
    let mut bare = Vec::new();
    for rule in checks::rules() {
        match rule.basis {
            Basis::ByConstruction(test) => match suite.split_once(&format!("#[test]\nfn {test}() {{")) {
                None => bare.push(format!("{}: no test {test}", rule.id)),
                Some((before, _)) if !spoken_of(before, rule.id) => bare.push(format!("{}: {test} does not speak of it", rule.id)),
                Some(_) => {}
            },
            Basis::Checked | Basis::NeedsEvidence => {
                let homes = ["tests/checks", "tests/text"].map(|home| repository().join(home).join(rule.id));
                if !homes.iter().any(|home| home.is_dir()) {
                    bare.push(format!("{}: no cases", rule.id));
                }
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

/// Rules whose findings are facts of rounding, not faults.
const TAILS: &str = "JS-T202";

#[test]
fn the_examples_have_nothing_but_what_they_accept() {
    let plan = inspection::CheckPlan { paths: examples(), ..inspection::CheckPlan::default() };
    let checked = inspection::check(&plan).expect("the examples can be checked");
    for file in &checked.departments {
        let open = |finding: &&Diagnostic| finding.accepted.is_none() && (finding.severity > Severity::Note || finding.code != TAILS);
        let open: Vec<Diagnostic> = file.diagnostics.iter().filter(open).cloned().collect();
        assert!(open.is_empty(), "{}\n{}", file.path.display(), terminal::draw(&open, &checked.files, false));
    }
}

#[test]
fn acceptances_are_listed_and_superfluous_ones_are_warned_of() {
    let accepted = "接受: [{规则: JS-G04, 位置: 三公经费.公务用车运行维护费, 理由: 租用车辆}, {规则: JS-G05, 理由: 多余}, {规则: JS-X06, 理由: 不行}, {规则: JS-X99, 理由: 没有}]\n";
    let text = base().replace("保有量: 2", "保有量: 3").replace("  30101: 500000.00", "  30101: 490000.00") + accepted;
    let (found, _) = findings(&text);
    let of = |code: &str| found.iter().filter(|finding| finding.code == code).collect::<Vec<_>>();
    let kept = of("JS-G04");
    assert!(kept.iter().all(|finding| finding.accepted.is_some() && finding.severity == Severity::Note), "{kept:#?}");
    assert!(kept[0].notes.iter().any(|note| note.contains("租用车辆")));
    assert_eq!(of("JS-X06")[0].severity, Severity::Error, "arithmetic is never accepted");
    assert_eq!(of(checks::ACCEPTANCE).len(), 3, "{:#?}", of(checks::ACCEPTANCE));
}

#[test]
fn an_acceptance_at_another_place_is_told_where_the_finding_is() {
    let accepted = "接受: [{规则: JS-G04, 位置: 三公经费.公务用车运行维护费.变动原因, 理由: 租用车辆}]\n";
    let (found, _) = findings(&(base().replace("保有量: 2", "保有量: 3") + accepted));
    let said = found.iter().find(|finding| finding.code == checks::ACCEPTANCE).expect("an acceptance that meets nothing");
    assert!(said.hints.iter().any(|hint| hint.contains("它在“三公经费.公务用车运行维护费.保有量”")), "{said:#?}");
}

#[test]
fn a_unit_that_publishes_late_is_found_in_its_departments_check() {
    let path = repository().join("tests/checks/JS-D03/department.yaml");
    let checked =
        inspection::check(&inspection::CheckPlan { paths: vec![path], ..inspection::CheckPlan::default() }).expect("two readable files");
    let found: Vec<_> = checked.departments[0].diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(found, ["JS-D03"], "{}", terminal::draw(&checked.departments[0].diagnostics, &checked.files, false));
}

/// Convention: the same amount in two places, 0.01 万元 off, was trimmed in one of them; more is another amount.
#[test]
fn a_printed_amount_off_by_the_last_digit_is_a_warning() {
    let path = repository().join("examples/shili/2024/012-fagaiju.yaml");
    let text = fs::read_to_string(path).expect("an example in 万元");
    let stated = |amount: &str| {
        let (found, _) = findings(&format!("{text}\n核对: {{本年支出: {amount}}}\n"));
        found.into_iter().find(|finding| finding.code == "JS-D02")
    };
    let ours = stated("0.5").and_then(|finding| finding.figures).expect("another amount").expected;
    let cent = rust_decimal::Decimal::new(1, 2);
    let printed = juesuan::money::wan(ours);
    assert!(stated(&printed.to_string()).is_none());
    assert_eq!(stated(&(printed + cent).to_string()).map(|finding| finding.severity), Some(Severity::Warning));
    assert_eq!(stated(&(printed + cent + cent).to_string()).map(|finding| finding.severity), Some(Severity::Error));
}

/// `juesuan check` in a folder: exit code, product, talk.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("check").args(arguments).current_dir(folder).output();
    let output = run.expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn without_arguments_the_whole_workspace_is_checked() {
    let county = repository().join("examples/shili");
    for folder in [county.clone(), county.join("2024")] {
        let (code, product, talk) = run(&folder, &[]);
        assert_eq!((code, talk.as_str()), (Some(0), ""), "{product}");
        for department in ["示例县农业农村局", "示例县城关镇"] {
            assert!(product.contains(department), "{product}");
        }
    }
    let (code, product, _) = run(&county, &["050"]);
    assert!(code == Some(0) && product.contains("示例县农业农村局") && !product.contains("城关镇"), "{product}");
    assert_eq!(run(&county, &["县.yaml"]).1, run(&county, &[]).1, "the workspace's own file stands for the workspace");
}

#[test]
fn outside_a_workspace_check_says_what_to_give() {
    let nowhere = tempfile::tempdir().expect("a folder of our own");
    let (code, product, talk) = run(nowhere.path(), &[]);
    assert_eq!((code, product.as_str()), (Some(2), ""));
    assert!(talk.contains("不是工作区") && talk.contains("文件或文件夹"), "{talk}");
}

/// `juesuan schema | head`: a reader that goes away is no trouble.
#[test]
fn a_closed_pipe_is_no_trouble() {
    for arguments in [&["check", "--list"][..], &["schema"], &["schema", "--markdown"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success() && output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_several_codes_lack_is_accepted_where_it_is_said() {
    let text = base().replace("标准: shanxi", "标准: shanghai") + "\n接受:\n  - {规则: JS-S10, 位置: 科目说明, 理由: 用途另行说明}\n";
    let (found, _) = findings(&text);
    let lacking: Vec<&Diagnostic> =
        found.iter().filter(|finding| finding.code == "JS-S10" && finding.message.contains("没有写 科目说明")).collect();
    let [purposes] = lacking.as_slice() else { panic!("one finding for all codes: {lacking:#?}") };
    assert!(purposes.accepted.is_some() && ["2012601", "2210201"].iter().all(|code| purposes.message.contains(code)), "{purposes:#?}");
    assert!(found.iter().all(|finding| finding.code != "ACCEPT-001"), "{found:#?}");
}

#[test]
fn what_a_final_cannot_do_without_is_not_told_by_a_warning_of_another_budget() {
    let shanghai = base().replace("标准: shanxi", "标准: shanghai");
    let (before, rest) = shanghai.split_once("一般公共预算财政拨款:\n").expect("the general budget");
    let (_, after) = rest.split_once("基本支出明细:\n").expect("its items");
    let (_, after) = after.split_once("科目说明:\n").expect("the notes");
    let (_, after) = after.split_once("上年决算:\n").expect("last year");
    let fund = "政府性基金预算财政拨款: [{科目: 2120803, 项目支出: 200000.00}]\n科目说明: {2120803: {年初预算: 200000.00}}\n上年决算:\n";
    let (found, files) = findings(&format!("{before}{fund}{after}"));
    let lacks = |message: &str| found.iter().find(|finding| finding.code == "JS-S10" && finding.message.contains(message));
    let drawn = || terminal::draw(&found, &files, false);
    assert_eq!(lacks("2120803").map(|finding| finding.severity), Some(Severity::Warning), "{}", drawn());
    assert_eq!(lacks("各项级科目的年初预算").map(|finding| finding.severity), Some(Severity::Error), "{}", drawn());
}

#[test]
fn what_keeps_a_document_from_being_worded_cannot_be_accepted_and_that_is_said() {
    let text = base().replace("208: {年初预算: 100000.00, ", "208: {") + "接受: [{规则: JS-S10, 理由: 没有编过预算}]\n";
    let (found, files) = findings(&text);
    let of = |code: &str| found.iter().filter(|finding| finding.code == code).collect::<Vec<_>>();
    let drawn = terminal::draw(&found, &files, false);
    assert!(matches!(of("JS-S10").as_slice(), [lack] if lack.severity == Severity::Error), "{drawn}");
    assert!(matches!(of(checks::ACCEPTANCE).as_slice(), [said] if said.message.contains("不能接受")), "{drawn}");
}

/// The base without its general public budget, and all that follows from it.
fn of_own_money_alone() -> String {
    let base = base();
    let (before, rest) = base.split_once("一般公共预算财政拨款:\n").expect("the general budget");
    let head = before.replace("行政单位", "事业单位");
    let last_year = rest.split_once("上年决算:\n").expect("last year").1.split_once("变动原因:").expect("what follows").0;
    let none = last_year.replace("财政拨款收入总计: 1370000.00", "财政拨款收入总计: 0");
    let none = none.replace("财政拨款支出总计: 1370000.00", "财政拨款支出总计: 0").replace("拨款支出: 1370000.00", "拨款支出: 0");
    format!("{head}单位资金: [{{科目: 2012604, 事业收入: 1370000.00, 基本支出: 1370000.00}}]\n上年决算:\n{none}")
}

#[test]
fn a_unit_without_a_public_budget_needs_none() {
    let (found, files) = findings(&of_own_money_alone());
    assert!(found.is_empty(), "{}", terminal::draw(&found, &files, false));
}

#[test]
fn evaluations_that_are_counted_need_their_grades_or_reports() {
    let base = base();
    let (without_reports, _) = base.split_once("绩效自评:\n").expect("the reports");
    let counted = format!("{without_reports}绩效管理: {{自评项目数: 8, 自评金额: 200000.00, 平均得分: 93.5}}\n");
    let lacks = |text: &str, key: &str| {
        let (found, _) = findings(text);
        found.iter().any(|finding| finding.severity == Severity::Error && finding.message.contains(key))
    };
    assert!(lacks(&counted, "缺少 绩效自评（每个项目一份"));
    let shanghai = counted.replace("标准: shanxi", "标准: shanghai");
    assert!(lacks(&shanghai, "缺少 绩效管理.各等级项目数"));
    let graded = |grades: &str| shanghai.replace("平均得分: 93.5", &format!("平均得分: 93.5, 各等级项目数: {{{grades}}}"));
    assert!(lacks(&graded("优: 3"), "各等级的项目共 3 个，写明自评的是 8 个"));
    let whole = graded("优: 8");
    assert!(!lacks(&whole, "各等级") && !lacks(&whole, "绩效自评"), "eight of eight");
}

#[test]
fn a_text_that_is_wrong_throughout_is_told_by_its_first_places() {
    let wrong = "13812345678，".repeat(3_000);
    let (found, _) = findings(&base().replace("负责全县档案的收集、保管和利用。", &wrong));
    let numbers: Vec<&Diagnostic> = found.iter().filter(|finding| finding.code == "JS-V01").collect();
    assert!(numbers.len() < 100, "{}", numbers.len());
    assert!(numbers.last().is_some_and(|last| last.notes.iter().any(|note| note.contains("没有列出"))), "{:#?}", numbers.last());
}
