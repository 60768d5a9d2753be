//! What `check` finds of a workspace that no file shows of itself: files in the wrong place, and mistakes in what 县.yaml shares.

use super::*;

/// What `check` says, and how it ends.
fn checked(county: &County, arguments: &[&str]) -> (Option<i32>, String) {
    let checked = county.run(&[&["check"], arguments].concat());
    (checked.status.code(), text(&checked))
}

#[test]
fn a_copy_that_keeps_its_code_is_found_where_the_code_is_written() {
    let county = County::with(&["002"]);
    fs::copy(county.path("2024/002-第002局.yaml"), county.path("2024/003-第三局.yaml")).expect("a copy");
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("[YAML-904]: 文件名里的编码是 003，文件里写的是 002"), "{said}");
    assert!(said.contains("编码: \"002\""), "the place is shown: {said}");
    assert_eq!(said.matches("[YAML-904]").count(), 1, "{said}");
    let built = county.build(&[]);
    assert!(text(&built).contains("文件名里的编码是 003"), "build refuses the same: {}", text(&built));
}

#[test]
fn a_file_of_another_year_is_found_where_the_year_is_written() {
    let county = County::with(&[]);
    county.add("002", |text| text.replace("年度: 2024", "年度: 2023"));
    let (code, said) = checked(&county, &["2024/002-第002局.yaml"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("[YAML-904]: 文件在 2024 文件夹里，文件里写的年度是 2023"), "{said}");
    assert!(said.contains("年度: 2023"), "the place is shown: {said}");
}

#[test]
fn two_files_of_one_code_are_found_in_both() {
    let county = County::with(&["002"]);
    fs::copy(county.path("2024/002-第002局.yaml"), county.path("2024/002-旧.yaml")).expect("a copy");
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(1), "{said}");
    for other in ["2024/002-旧.yaml 也用编码 002", "2024/002-第002局.yaml 也用编码 002"] {
        assert!(said.contains(other), "{said}");
    }
}

#[test]
fn a_file_outside_the_folders_of_years_may_have_any_name() {
    let county = County::with(&[]);
    fs::create_dir_all(county.path("草稿")).expect("a folder");
    fs::copy(county.path(SAMPLE), county.path("草稿/试填.yaml")).expect("a copy");
    let (code, said) = checked(&county, &["草稿/试填.yaml"]);
    assert_eq!((code, said.contains("YAML-904")), (Some(0), false), "{said}");
}

#[test]
fn a_wrong_date_of_the_county_is_shown_in_its_file_once() {
    let county = County::with(&["002", "003"]);
    county.edit("县.yaml", |text| text.replace("公开日期: 2025-09-05", "公开日期: 2025-10-05"));
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("县.yaml:"), "{said}");
    assert!(said.contains("公开日期: 2025-10-05"), "the line is shown: {said}");
    assert_eq!(said.matches("错误[JS-D01]").count(), 1, "one mistake, said once: {said}");
}

#[test]
fn a_department_accepts_a_finding_about_what_the_county_shares() {
    let county = County::with(&[]);
    county.edit("县.yaml", |text| text.replace("公开日期: 2025-09-05", "公开日期: 2025-10-05"));
    county.edit(SAMPLE, |text| text + "\n接受: [{规则: JS-D01, 位置: 公开日期, 理由: 系统停机，经批准延期}]\n");
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("已接受：公开日期晚于批复后 20 日") && !said.contains("ACCEPT-001"), "{said}");
}

#[test]
fn a_term_the_county_shares_is_looked_at_where_it_is_written() {
    let county = County::with(&[]);
    county.edit("县.yaml", |text| text + "  补充名词: [{名词: 公益性岗位, 解释: 指由政府出资扶持的岗位岗位，，待填。}]\n");
    let (_, said) = checked(&county, &[]);
    let place = said.lines().find(|line| line.contains("县.yaml:")).unwrap_or_else(|| panic!("{said}"));
    assert!(place.contains("┌─") && said.contains("，，"), "{said}");
}

#[test]
fn severities_are_the_workspaces_and_wrong_ones_are_shown_in_its_file() {
    let county = County::with(&[]);
    county.edit(SAMPLE, |text| text.replace("    - 宣传贯彻", "    - 1、宣传贯彻"));
    let with = |severities: &str| {
        county.edit("县.yaml", |text| {
            let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("检查级别")).collect();
            format!("{}\n检查级别: {severities}\n", kept.join("\n"))
        });
        checked(&county, &[])
    };
    let (code, said) = with("{JS-Q06: 错误}");
    assert!(code == Some(1) && said.contains("错误[JS-Q06]"), "{said}");
    let (code, said) = with("{JS-Q06: 提醒}");
    assert!(code == Some(0) && said.contains("提醒[JS-Q06]"), "{said}");
    for (wrong, why) in [("{JS-X99: 警告}", "没有检查规则 JS-X99"), ("{JS-V01: 提醒}", "JS-V01 的严重程度不能降低")] {
        let (code, said) = with(wrong);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("错误[YAML-903]") && said.contains("县.yaml:") && said.contains(why), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_checked() {
    let county = County::with(&["002"]);
    std::os::unix::fs::symlink("没有.yaml", county.path("2024/000-断链.yaml")).expect("a link that leads nowhere");
    county.edit("2024/002-第002局.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("000-断链.yaml\n\n没有检查：") && said.contains("002-第002局.yaml") && said.contains("错误["), "{said}");
    assert!(said.contains("有 1 个文件没有检查，其余的检查了"), "{said}");
    let json = county.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON of all that could be read");
    let unread: Vec<bool> = json["departments"].as_array().expect("a list").iter().map(|file| file["unread"].is_string()).collect();
    assert_eq!(unread, [true, false, false]);
    assert_eq!(checked(&county, &["2024/000-断链.yaml"]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn sarif_says_what_is_accepted_and_what_could_not_be_read() {
    let county = County::with(&["002"]);
    std::os::unix::fs::symlink("没有.yaml", county.path("2024/000-断链.yaml")).expect("a link that leads nowhere");
    county.edit("2024/002-第002局.yaml", |text| {
        text.replace("    变动原因: 工资调整后人员经费增加\n", "")
            + "\n接受:\n  - {规则: JS-R09, 位置: 科目说明.201, 理由: 照去年的口径。}\n"
    });
    let sarif = |arguments: &[&str]| -> serde_json::Value {
        let checked = county.run(&[&["check", "--format", "sarif"], arguments].concat());
        assert_eq!(checked.status.code(), Some(2), "{}", text(&checked));
        serde_json::from_slice(&checked.stdout).expect("SARIF of all that could be read")
    };
    let run = &sarif(&[])["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(results.iter().all(|result| result["suppressions"].is_array()), "all or none have suppressions");
    let accepted: Vec<_> = results.iter().filter(|result| result["suppressions"] != serde_json::json!([])).collect();
    assert_eq!(accepted.len(), 1, "{accepted:?}");
    let suppression = &accepted[0]["suppressions"][0];
    assert_eq!((accepted[0]["ruleId"].as_str(), suppression["kind"].as_str()), (Some("JS-R09"), Some("inSource")));
    assert_eq!(suppression["justification"], "照去年的口径。");
    let written = fs::read_to_string(county.path("2024/002-第002局.yaml")).expect("the file").lines().count();
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], written);
    let alone = &sarif(&["2024/000-断链.yaml"])["runs"][0];
    for run in [run, alone] {
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let notification = &invocation["toolExecutionNotifications"][0];
        assert_eq!(notification["level"], "error");
        let uri = &notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(uri.as_str().is_some_and(|uri| uri.ends_with("2024/000-%E6%96%AD%E9%93%BE.yaml")), "{notification}");
    }
}

#[test]
fn a_folder_without_files_keeps_no_other_path_from_being_checked() {
    let county = County::with(&["002"]);
    fs::create_dir(county.path("空.yaml")).expect("a folder");
    let (code, said) = checked(&county, &["空.yaml", "2024/002-第002局.yaml", "没有这个部门"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("有 2 个文件没有检查，其余的检查了") && said.contains("空.yaml 里没有填报文件"), "{said}");
    assert!(said.contains("002 示例县第002局"), "{said}");
    let (code, said) = checked(&county, &["空.yaml"]);
    assert!(code == Some(2) && said.contains("空.yaml 里没有填报文件"), "{said}");
}

#[cfg(unix)]
#[test]
fn every_pdf_that_can_be_read_is_verified() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    let pdf = county.published().into_keys().find(|name| name.ends_with(".pdf")).expect("a PDF");
    std::os::unix::fs::symlink("没有.pdf", county.path("断链.pdf")).expect("a link that leads nowhere");
    fs::write(county.path("坏.pdf"), "不是 PDF").expect("a file");
    let pdf = format!("公开/{pdf}");
    let verified = county.run(&["verify", "--format", "json", "断链.pdf", "坏.pdf", &pdf]);
    assert_eq!(verified.status.code(), Some(2), "{}", text(&verified));
    let answers: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("an answer for each");
    let kinds: Vec<Option<&str>> = (0..3).map(|index| answers[index]["problems"][0]["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("unreadable"), Some("damaged"), None]);
    assert!(text(&county.run(&["verify", "断链.pdf", &pdf])).contains("断链.pdf：在这里不能核验"));
}

#[test]
fn a_folder_is_searched_for_departments_files_alone() {
    let county = County::with(&["002"]);
    assert!(county.build(&["--emit", "typ", "-o", "收集/公开"]).status.success());
    for name in ["收集/甲/~$001.yaml", "收集/标准/shanxi/x.yaml", "收集/公开/y.yaml"] {
        fs::create_dir_all(county.path(name).parent().expect("a folder")).expect("a folder");
        fs::write(county.path(name), "坏").expect("a file");
    }
    fs::copy(county.path(SAMPLE), county.path("收集/甲/001.yaml")).expect("a copy");
    fs::copy(county.path("2024/002-第002局.yaml"), county.path("收集/甲/002.yaml")).expect("a copy");
    let (code, said) = checked(&county, &["收集"]);
    assert_eq!((code, said.lines().filter(|line| line.starts_with("00")).count()), (Some(0), 2), "{said}");
}

#[test]
fn a_file_that_notepad_named_is_said_and_withdraws_nothing() {
    let county = County::with(&["015"]);
    assert!(county.build(&[]).status.success());
    let before = county.published().into_keys().filter(|name| name.starts_with("015")).collect::<Vec<_>>();
    fs::rename(county.path("2024/015-第015局.yaml"), county.path("2024/015-第015局.yaml.txt")).expect("renamed");
    let hint = "2024/015-第015局.yaml.txt 没有当作填报文件：名称的末尾不是 .yaml";
    for arguments in [&["build"][..], &["build", "001"], &["check"], &["check", "2024"]] {
        let run = county.run(arguments);
        let said = text(&run);
        assert_eq!(run.status.code(), Some(1), "{said}");
        assert!(said.contains(hint) && said.contains("改名为 015-第015局.yaml（") && !said.contains("撤下"), "{arguments:?}: {said}");
        assert_eq!(said.matches(hint).count(), 1, "{said}");
    }
    let kept = county.published().into_keys().filter(|name| name.starts_with("015")).collect::<Vec<_>>();
    assert_eq!(before, kept);
    let parts = ["1/2", "2/2"].map(|part| county.build(&["--partition", part, "-o", &format!("份{}", &part[..1])]));
    assert!(parts.iter().all(|part| part.status.code() == Some(1)));
    let merged = text(&county.run(&["merge", "份1", "份2", "-o", "公开"]));
    assert!(merged.contains("015 第015局  生成时失败：填报文件应名为 015-第015局.yaml"), "{merged}");
    let kept = county.published().into_keys().filter(|name| name.starts_with("015")).collect::<Vec<_>>();
    assert_eq!(before, kept, "parts made elsewhere never had it: {merged}");
    fs::remove_file(county.path("2024/015-第015局.yaml.txt")).expect("removed");
    let built = county.build(&[]);
    assert!(built.status.success() && text(&built).contains("撤下"), "{}", text(&built));
}

#[test]
fn a_year_without_a_folder_is_said_by_check_as_by_build() {
    let county = County::with(&[]);
    county.edit("县.yaml", |text| text.replace("年度: 2024", "年度: 2023"));
    for command in ["build", "check"] {
        let run = county.run(&[command]);
        assert_eq!(run.status.code(), Some(2), "{}", text(&run));
        assert!(text(&run).contains("错误: 文件夹 2023 里没有填报文件。核对“县.yaml”里的年度"), "{command}: {}", text(&run));
    }
}

#[test]
fn a_word_that_is_empty_means_no_department() {
    let county = County::with(&["002"]);
    for word in [" ", "\u{3000}"] {
        for command in ["build", "check"] {
            let run = county.run(&[command, word]);
            assert!(run.status.code() == Some(2) && text(&run).contains("写的部门是空的"), "{command} “{word}”: {}", text(&run));
        }
    }
    assert_eq!(county.build(&[""]).status.code(), Some(2));
    assert!(!county.path("公开/index.html").exists());
}

#[test]
fn a_copy_of_another_department_is_found_by_its_name() {
    let county = County::with(&["002"]);
    let same = |text: String| text.replace("第016局（示例）", "第002局（示例）");
    county.add("016", same);
    fs::rename(county.path("2024/016-第016局.yaml"), county.path("2024/016-档案馆.yaml")).expect("renamed");
    let (code, said) = checked(&county, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches("警告[YAML-905]").count(), 3, "{said}");
    for (one, other) in [("2024/016-档案馆.yaml", "2024/002-第002局.yaml"), ("2024/002-第002局.yaml", "2024/016-档案馆.yaml")] {
        assert!(said.contains(&format!("{one} 写的名称与 {other} 一样")), "{said}");
    }
    assert!(said.contains("文件名里写的是“档案馆”，“部门.名称”写的是“示例县第002局（示例）”"), "{said}");
    assert!(said.contains("名称: 示例县第002局（示例）"), "the place is shown: {said}");
    let built = county.build(&[]);
    let said = text(&built);
    assert!(built.status.success(), "{said}");
    assert!(said.contains("2024/016-档案馆.yaml 写的名称与 2024/002-第002局.yaml 一样") && said.contains("“档案馆”"), "{said}");
    assert!(counts(&built).contains("没有变化 0 份"), "{said}");
    assert!(text(&county.build(&[])).contains("写的名称与"), "as long as it is so: {said}");
    assert!(!text(&county.build(&["001"])).contains("写的名称与"), "only of what is built");
    // A unit may be called as its department.
    county.edit("2024/016-档案馆.yaml", |text| text.replacen("  名称:", "  公开类别: 单位\n  名称:", 1));
    fs::rename(county.path("2024/016-档案馆.yaml"), county.path("2024/016-第002局.yaml")).expect("renamed");
    let (_, said) = checked(&county, &[]);
    assert!(!said.contains("YAML-905"), "{said}");
}

#[test]
fn the_sample_is_doubted_beside_departments_of_the_countys_own() {
    let county = County::with(&["002"]);
    let (_, said) = checked(&county, &[]);
    assert!(!said.contains("YAML-905"), "samples alone: {said}");
    county.add("003", |text| text.replace("第003局（示例）", "第003局"));
    county.add("004", |text| text.replace("第004局（示例）", "第004局"));
    fs::remove_file(county.path("2024/002-第002局.yaml")).expect("removed");
    let (code, said) = checked(&county, &[]);
    let sentence = "2024/001-示例.yaml 是新建工作区时附带的示例，它的数也算在全县里";
    assert!(code == Some(0) && said.matches(sentence).count() == 1 && said.contains("删去"), "{said}");
    let built = county.build(&[]);
    assert!(built.status.success() && text(&built).matches(sentence).count() == 1, "{}", text(&built));
    fs::remove_file(county.path(SAMPLE)).expect("removed");
    assert!(!text(&county.build(&[])).contains("YAML-905"));
}

#[test]
fn a_name_without_the_region_and_a_file_name_without_a_code_are_found() {
    let county = County::with(&[]);
    let region = fs::read_to_string(county.path("县.yaml")).expect("县.yaml");
    let region = region.lines().find_map(|line| line.strip_prefix("地区: ")).expect("a region").trim().to_owned();
    let (_, said) = checked(&county, &[SAMPLE]);
    assert!(!said.contains("JS-S09"), "{said}");
    county.edit(SAMPLE, |text| text.replacen(&format!("名称: {region}工商业联合会（示例）"), "名称: 工商业联合会", 1));
    let (_, said) = checked(&county, &[SAMPLE]);
    assert!(said.contains(&format!("里没有“{region}”")), "{said}");
    fs::rename(county.path(SAMPLE), county.path("2024/终稿.yaml")).expect("another name");
    let (code, said) = checked(&county, &["2024/终稿.yaml"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("文件名“终稿”里没有编码") && said.contains("改名为 001-终稿.yaml"), "{said}");
}

#[test]
fn a_year_that_was_not_changed_is_said_and_not_last_years_file() {
    let county = County::with(&["002"]);
    fs::create_dir_all(county.path("2025")).expect("a folder");
    fs::copy(county.path("2024/002-第002局.yaml"), county.path("2025/002-第002局.yaml")).expect("a copy");
    let (code, said) = checked(&county, &["2025/002-第002局.yaml"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("[YAML-904]: 文件在 2025 文件夹里，文件里写的年度是 2024"), "{said}");
    assert!(!said.contains("上年文件是"), "{said}");
}

#[test]
fn a_finding_is_counted_with_the_file_it_is_about() {
    let county = County::shili();
    county.edit("2024/045006-zhixiao.yaml", |text| text.replace("    上缴上级支出: 80000.00", "    上缴上级支出: 9980000.00"));
    let checked = text(&county.run(&["check"]));
    let errors = |code: &str| -> usize {
        let row = checked.lines().rfind(|line| line.starts_with(&format!("{code} "))).unwrap_or_else(|| panic!("no {code} in {checked}"));
        let mut counts = row.split_whitespace().rev();
        counts.nth(2).and_then(|errors| errors.parse().ok()).unwrap_or_else(|| panic!("{row}"))
    };
    let unbalanced = checked.split("== ").find(|part| part.contains("错误[JS-T103]")).unwrap_or_else(|| panic!("{checked}"));
    assert!(unbalanced.starts_with("2024/045006-") && errors("045006") > 0, "with the unit, which its department names too: {checked}");
}

#[test]
fn money_left_under_a_code_without_a_row_is_told() {
    let county = County::shili();
    let row = "  - {科目: 2012802, 项目支出: 60000.00}    # 一般行政管理事务\n";
    county.edit("2023/062-gongshanglian.yaml", |text| {
        text.replace(row, &format!("{row}  - {{科目: 2012899, 本年收入: 50000.00, 项目支出: 20000.00}}\n"))
    });
    let (_, said) = checked(&county, &["062"]);
    assert!(said.contains("警告[JS-X13]: 一般公共预算财政拨款的科目 2012899 上年末结转 30,000.00 元，这份文件里没有这个科目"), "{said}");
    county.edit("2024/062-gongshanglian.yaml", |text| {
        text.replace(row, &format!("{row}  - {{科目: 2012899, 年初结转和结余: 30000.00, 本年收入: 0}}\n"))
    });
    let (_, said) = checked(&county, &["062"]);
    assert!(!said.contains("JS-X13"), "{said}");
}

#[test]
fn a_fund_that_only_last_year_had_asks_for_nothing() {
    let county = County::shili();
    county.edit("2023/062-gongshanglian.yaml", |text| {
        text.replace("\n基本支出明细:", "\n政府性基金预算财政拨款: [{科目: 2120803, 项目支出: 900000.00}]\n基本支出明细:")
    });
    let (_, said) = checked(&county, &["062"]);
    assert!(said.contains("变动原因.收支总计"), "the totals fell: {said}");
    assert!(!said.contains("2120803") && !said.contains("变动原因.政府性基金预算"), "nothing is printed of it: {said}");
    county.edit("2024/062-gongshanglian.yaml", |text| text.replace("科目说明:\n", "科目说明:\n  2120803: {用途: 城市建设}\n"));
    let (_, said) = checked(&county, &["062"]);
    assert!(said.contains("警告[JS-S12]: 科目说明 2120803 的用途不会印出来"), "{said}");
}

#[test]
fn codes_a_department_writes_beside_its_units_files_are_checked() {
    let county = County::shili();
    county.edit("2024/045-jiaokeju.yaml", |text| text.replace("科目说明:\n", "科目说明:\n  2089900: {年初预算: 50000.00, 用途: 补助}\n"));
    let (code, said) = checked(&county, &["045"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("错误[JS-T001]: 2024 年的科目目录里没有 2089900"), "{said}");
}

#[test]
fn what_is_wrong_with_a_shared_file_is_shown_by_every_command() {
    let county = County::shili();
    county.edit("县.yaml", |text| format!("{text}\n年度数: 3\n"));
    let commands: [&[&str]; 6] = [
        &["build"],
        &["check"],
        &["new", "department", "062", "--year", "2025"],
        &["diff", "2023/062-gongshanglian.yaml", "2024/062-gongshanglian.yaml"],
        &["diff", "2023", "2024"],
        &["explain", "2024/062-gongshanglian.yaml", "01[合计]"],
    ];
    for command in commands {
        let output = county.run(command);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {}", text(&output));
        assert!(text(&output).contains("没有“年度数”这个键"), "{command:?}: {}", text(&output));
    }
}
