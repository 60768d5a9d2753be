//! What is asked of a workspace's published files afterwards: differences from them, and the sources inside them.

use super::*;

#[test]
fn a_difference_is_taken_from_the_workspaces_own_output_folder() {
    let county = County::with(&[]);
    county.edit("县.yaml", |text| text + "\n输出文件夹: 公布\n");
    assert!(county.build(&[]).status.success());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = county.path(SAMPLE);
    let mut command = Command::new(program());
    let told = command.args(["diff", "--no-pages"]).arg(&file).current_dir(elsewhere.path()).output().expect("the program runs");
    assert!(told.status.success(), "{}", text(&told));
}

#[test]
fn a_renamed_departments_published_pdf_is_found_by_code_and_year() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    let published: Vec<String> = county.published().into_keys().filter(|name| name.ends_with(".pdf")).collect();
    county.edit(SAMPLE, |text| text.replace("工商业联合会", "工商业总会"));
    let diff = || county.run(&["diff", "--no-pages", SAMPLE]);
    let told = diff();
    assert!(told.status.success(), "{}", text(&told));
    assert!(published.iter().any(|name| text(&told).contains(&format!("公开/{name}"))), "{}", text(&told));
    let folder = county.path("公开");
    let own = published.iter().find(|name| text(&told).contains(name.as_str())).expect("it is named");
    fs::copy(folder.join(own), folder.join(own.replace("工商业", "老工商业"))).expect("a copy");
    let told = diff();
    assert!(told.status.code() == Some(2) && text(&told).contains("有几份"), "{}", text(&told));
    for name in county.published().into_keys().filter(|name| name.ends_with(".pdf")) {
        fs::remove_file(folder.join(name)).expect("removed");
    }
    let told = diff();
    assert!(told.status.code() == Some(2) && text(&told).contains("写明已公开的那一份"), "{}", text(&told));
}

#[test]
fn a_draft_is_verified_as_one() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success() && county.build(&["--draft"]).status.success());
    let verified = |folder: &str| {
        let mut names = files(&county.path(folder)).into_keys().filter(|name| name.ends_with(".pdf"));
        let told = county.run(&["verify", &format!("{folder}/{}", names.next_back().expect("a PDF"))]);
        assert!(told.status.success(), "{}", text(&told));
        text(&told)
    };
    assert!(verified("审核稿").trim_end().ends_with("：一致；这是审核稿，不是定稿，不能公开"), "{}", verified("审核稿"));
    assert!(verified("公开").trim_end().ends_with("：一致"), "{}", verified("公开"));
}

#[test]
fn what_was_taken_out_is_never_written_over_by_halves() {
    let county = County::shili();
    assert!(county.build(&["301"]).status.success());
    let pdf = county.published().into_keys().find(|name| name.ends_with(".pdf")).expect("a PDF");
    let take_out = || county.run(&["extract", "-o", "取出", &format!("公开/{pdf}")]);
    assert!(take_out().status.success());
    let taken: Vec<String> = files(&county.path("取出")).into_keys().collect();
    let (first, rest) = taken.split_first().expect("attachments");
    assert!(!rest.is_empty(), "last year's file is attached too: {taken:?}");
    fs::remove_file(county.path("取出").join(first)).expect("removed");
    let again = take_out();
    assert!(!again.status.success() && text(&again).contains("没有覆盖"), "{}", text(&again));
    assert_eq!(files(&county.path("取出")).into_keys().collect::<Vec<_>>(), rest, "nothing is written");
}

#[test]
fn what_a_unit_opens_with_is_followed_into_its_own_last_year() {
    let county = County::shili();
    for name in ["045-jiaokeju.yaml", "045001-benji.yaml", "045006-zhixiao.yaml"] {
        let now = fs::read_to_string(county.path(&format!("2024/{name}"))).expect("a file");
        let then =
            now.replace("年度: 2024", "年度: 2023").replace("公开日期: 2025", "公开日期: 2024").replace("批复日期: 2025", "批复日期: 2024");
        let then = then.replace("{科目: 2050102, 项目支出: 120000.00}", "{科目: 2050102, 本年收入: 121234.00, 项目支出: 120000.00}");
        fs::write(county.path(&format!("2023/{name}")), then).expect("a file");
    }
    county.edit("2024/045001-benji.yaml", |text| {
        text.replace("{科目: 2050102, 项目支出: 120000.00}", "{科目: 2050102, 本年收入: 118766.00, 项目支出: 120000.00}")
    });
    let told = text(&county.run(&["explain", "2024/045-jiaokeju.yaml", "04收[年初财政拨款结转和结余]"]));
    assert!(told.contains("2023/045001-benji.yaml") && told.contains("本年收入: 121234.00"), "{told}");
}

#[test]
fn a_department_is_named_to_every_command_in_the_same_words() {
    let county = County::with(&["002", "003"]);
    assert!(county.build(&["002"]).status.success());
    for word in ["002", "第002局", "2024/002-第002局.yaml"] {
        let explained = county.run(&["explain", word, "03[合计].基本支出"]);
        assert!(explained.status.success() && text(&explained).contains("002-第002局.yaml"), "{word}: {}", text(&explained));
        let compared = county.run(&["diff", "--no-pages", word]);
        assert!(compared.status.success(), "{word}: {}", text(&compared));
    }
    for command in [&["explain", "局", "03[合计].基本支出"][..], &["diff", "局"], &["watch", "局"]] {
        let refused = county.run(command);
        let said = text(&refused);
        assert!(
            refused.status.code() == Some(2) && said.contains("可以是 2 个部门：2024/002-第002局.yaml、2024/003"),
            "{command:?}: {said}"
        );
    }
    let unknown = text(&county.run(&["watch", "第02局"]));
    assert!(unknown.contains("工作区里没有“第02局”") && unknown.contains("相近的有 002-第002局"), "{unknown}");
    let absent = text(&county.run(&["explain", "2024/002-第002.yaml", "1"]));
    assert!(absent.contains("002-第002局.yaml"), "what is a path stays one: {absent}");
}
