//! What has no file any longer is withdrawn, and nothing else: in a whole run, in a run of one department, in parts and their merge.

use super::*;

const PARTS: [&str; 3] = ["1/3", "2/3", "3/3"];

/// Builds all parts into their folders and merges them.
fn merge(county: &County) -> Output {
    for part in PARTS {
        let built = county.build(&["--partition", part, "-o", &folder(part)]);
        assert!(built.status.success(), "{}", text(&built));
    }
    let merged = county.run(&["merge", "份1", "份2", "份3", "-o", "合"]);
    assert!(merged.status.success(), "{}", text(&merged));
    merged
}

/// What a merge of all parts publishes.
fn merged(county: &County) -> BTreeMap<String, Vec<u8>> {
    merge(county);
    files(&county.path("合"))
}

fn folder(part: &str) -> String {
    format!("份{}", &part[..1])
}

fn index(county: &County, folder: &str) -> String {
    fs::read_to_string(county.path(folder).join("index.html")).expect("the index")
}

#[test]
fn the_parts_equal_the_whole_after_a_removal_a_renaming_and_a_change_of_code() {
    let county = County::with(&["002", "003", "004"]);
    let whole = |county: &County| {
        let built = county.build(&["-o", "全"]);
        assert!(built.status.success(), "{}", text(&built));
        files(&county.path("全"))
    };
    assert_same(&whole(&county), &merged(&county));

    fs::remove_file(county.path("2024/002-第002局.yaml")).expect("removed");
    let after = merged(&county);
    assert!(after.keys().all(|name| !name.contains("002")), "{:?}", after.keys());
    assert!(!index(&county, "合").contains("第002局"));
    assert_same(&whole(&county), &after);

    county.edit("2024/003-第003局.yaml", |text| text.replace("第003局（示例）", "改名的局（示例）"));
    let after = merged(&county);
    assert!(after.keys().all(|name| !name.contains("第003局（")), "{:?}", after.keys());
    assert!(after.keys().any(|name| name.contains("改名的局")));
    assert_same(&whole(&county), &after);

    county.edit("2024/004-第004局.yaml", |text| text.replace("\"004\"", "\"105\""));
    fs::rename(county.path("2024/004-第004局.yaml"), county.path("2024/105-第004局.yaml")).expect("renamed");
    let after = merged(&county);
    assert!(after.keys().all(|name| !name.starts_with("004")), "{:?}", after.keys());
    assert_same(&whole(&county), &after);
}

#[test]
fn a_run_of_one_department_lists_no_other_that_is_gone() {
    let county = County::with(&["002", "003"]);
    assert!(county.build(&[]).status.success());
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("002.yaml")).expect("moved out of its year");
    let built = county.build(&["003"]);
    assert!(text(&built).contains("2024/002-第002局.yaml  填报文件已经不在，它的公开文件撤下了"), "{}", text(&built));
    assert!(county.published().keys().all(|name| !name.contains("002")));
    assert!(!index(&county, "公开").contains("第002局"));
}

#[test]
fn a_renamed_file_keeps_its_department_published() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let pdfs = |county: &County| county.published().into_keys().filter(|name| name.ends_with(".pdf")).collect::<Vec<_>>();
    let before = pdfs(&county);
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-另一个文件名.yaml")).expect("renamed");
    assert!(county.build(&["002"]).status.success());
    assert_eq!(pdfs(&county), before);
    assert_eq!(counts(&county.build(&[])), "生成 0 份，没有变化 2 份，失败 0 份");
    assert_eq!(pdfs(&county), before);
}

#[test]
fn a_renamed_file_with_a_mistake_keeps_what_was_merged() {
    let county = County::with(&["002"]);
    assert!(county.build(&["-o", "份"]).status.success() && county.run(&["merge", "份", "-o", "合"]).status.success());
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-新.yaml")).expect("renamed");
    county.edit("2024/002-新.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
    assert_eq!(county.build(&["-o", "新份"]).status.code(), Some(1));
    let merged = county.run(&["merge", "新份", "-o", "合"]);
    assert!(!text(&merged).contains("撤下"), "{}", text(&merged));
    assert!(files(&county.path("合")).keys().any(|name| name.contains("002") && name.ends_with(".pdf")), "{}", text(&merged));
}

#[test]
fn a_renamed_file_with_a_mistake_keeps_what_was_published() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let kept = |county: &County| {
        let after = county.published();
        before
            .iter()
            .filter(|(name, _)| name.contains("002") && !name.contains("records/"))
            .all(|(name, bytes)| after.get(name) == Some(bytes))
    };
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-新.yaml")).expect("renamed");
    county.edit("2024/002-新.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
    assert!(county.build(&["001"]).status.success());
    assert!(kept(&county), "another department's run");
    for arguments in [&[][..], &["002"]] {
        let built = county.build(arguments);
        assert_eq!(built.status.code(), Some(1));
        assert!(!text(&built).contains("撤下") && kept(&county), "{}", text(&built));
        assert!(index(&county, "公开").contains("第002局") && !index(&county, "公开").contains("还没有公开"), "it is published");
    }
    county.edit("2024/002-新.yaml", |text| text.replace("金额单位: 角", "金额单位: 元").replace("第002局（示例）", "改名的局（示例）"));
    let built = county.build(&["002", "--emit", "json"]);
    let said = "2024/002-第002局.yaml  改名为 2024/002-新.yaml，公开文件换成了新的";
    assert!(built.status.success() && text(&built).contains(said) && !text(&built).contains("撤下"), "{}", text(&built));
    let after = county.published();
    assert!(after.keys().all(|name| !name.contains("第002局")), "{:?}", after.keys());
    assert!(after.keys().any(|name| name.contains("改名的局") && name.ends_with(".pdf")), "the kinds it had: {:?}", after.keys());
}

#[test]
fn a_file_renamed_to_another_code_than_its_own_keeps_what_was_published() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let before: Vec<String> = county.published().into_keys().filter(|name| name.contains("002-") && name.ends_with(".pdf")).collect();
    assert_eq!(before.len(), 1);
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/020-第002局.yaml")).expect("renamed");
    for arguments in [&["001"][..], &[], &["020"]] {
        let built = county.build(arguments);
        assert!(!text(&built).contains("撤下") && county.published().contains_key(&before[0]), "{}", text(&built));
    }
    fs::remove_file(county.path("2024/020-第002局.yaml")).expect("removed");
    let built = county.build(&[]);
    assert!(text(&built).contains("撤下") && !county.published().contains_key(&before[0]), "{}", text(&built));
}

#[test]
fn a_workspace_without_files_withdraws_nothing() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    fs::rename(county.path("2024"), county.path("别处")).expect("moved");
    let built = county.build(&[]);
    assert_eq!(built.status.code(), Some(2), "{}", text(&built));
    assert!(text(&built).contains("文件夹 2024 里没有填报文件"), "{}", text(&built));
    assert!(county.published().keys().any(|name| name.ends_with(".pdf")));
}

#[test]
fn a_merge_says_which_part_is_missing_and_what_it_left_out() {
    let county = County::with(&["002", "003", "004"]);
    merged(&county);
    let incomplete = county.run(&["merge", "份1", "份3", "-o", "合"]);
    assert_eq!(incomplete.status.code(), Some(2));
    assert!(text(&incomplete).contains("还缺第 2/3 份"), "{}", text(&incomplete));
    assert!(county.build(&["--partition", "1/2", "-o", "二分"]).status.success());
    let mixed = county.run(&["merge", "二分", "份1", "份2", "份3", "-o", "合"]);
    assert!(text(&mixed).contains("有的共 2 份，有的共 3 份"), "{}", text(&mixed));
    let (own, strange) = (files(&county.path("份1")), files(&county.path("份2")));
    let code =
        ["001", "002", "003", "004"].into_iter().find(|code| strange.keys().any(|name| name.starts_with(code))).expect("a department");
    assert!(own.keys().all(|name| !name.starts_with(code)));
    county.edit(if code == "001" { SAMPLE.to_owned() } else { format!("2024/{code}-第{code}局.yaml") }.as_str(), |text| {
        text + "\n# 改了\n"
    });
    assert!(county.build(&[code, "-o", "份1"]).status.success());
    let before = files(&county.path("合"));
    assert!(county.run(&["merge", "份1", "份2", "份3", "-o", "合"]).status.success());
    assert_same(&before, &files(&county.path("合")));
    let loose = county.build(&[code, "-o", "单独"]);
    assert!(loose.status.success());
    let joined = county.run(&["merge", "单独", "-o", "合"]);
    assert!(joined.status.success() && text(&joined).contains("没有撤下任何文件"), "{}", text(&joined));
    let count = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|name| name.ends_with(".pdf")).count();
    assert_eq!(count(&files(&county.path("合"))), count(&before));
}

#[test]
fn a_merge_tells_a_renamed_file_from_one_that_is_gone() {
    let county = County::with(&["002", "003"]);
    merge(&county);
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-新.yaml")).expect("renamed");
    fs::remove_file(county.path("2024/003-第003局.yaml")).expect("removed");
    let said = text(&merge(&county));
    assert!(said.contains("2024/002-第002局.yaml  改名为 2024/002-新.yaml，公开文件换成了新的"), "{said}");
    assert!(said.contains("2024/003-第003局.yaml  填报文件已经不在，它的公开文件撤下了"), "{said}");
    assert_eq!(said.matches("撤下").count(), 1, "{said}");
}

#[test]
fn a_merge_that_cannot_copy_a_file_withdraws_nothing() {
    let county = County::with(&["002"]);
    assert!(county.build(&["-o", "份"]).status.success() && county.run(&["merge", "份", "-o", "合"]).status.success());
    let pdfs = |folder: &str| files(&county.path(folder)).into_keys().filter(|name| name.ends_with(".pdf")).collect::<Vec<_>>();
    let before = pdfs("合");
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-新.yaml")).expect("renamed");
    county.edit("2024/002-新.yaml", |text| text.replace("第002局（示例）", "改名的局（示例）"));
    assert!(county.build(&["-o", "份"]).status.success());
    let renamed = pdfs("份").into_iter().find(|name| name.contains("改名的局")).expect("the new PDF");
    let copy = fs::read(county.path("份").join(&renamed)).expect("the PDF");
    fs::write(county.path("份").join(&renamed), "坏").expect("damaged");
    let damaged = county.run(&["merge", "份", "-o", "合"]);
    assert!(damaged.status.code() == Some(2) && text(&damaged).contains("与记录的校验和不符"), "{}", text(&damaged));
    assert_eq!(pdfs("合"), before);
    fs::write(county.path("份").join(&renamed), copy).expect("mended");
    assert!(county.run(&["merge", "份", "-o", "合"]).status.success());
    assert_eq!(pdfs("合"), pdfs("份"));
}

#[test]
fn a_merge_keeps_the_documents_of_other_years() {
    let county = County::with(&["002", "003"]);
    county.add_earlier("004");
    for built in [county.build(&["-o", "合"]), county.build(&["2023", "-o", "合"])] {
        assert!(built.status.success(), "{}", text(&built));
    }
    let published = |name: &String| name.contains("004-") && !name.starts_with(".juesuan");
    let earlier = |county: &County| files(&county.path("合")).into_keys().filter(published).collect::<Vec<_>>();
    let before = earlier(&county);
    assert!(before.iter().any(|name| name.ends_with(".pdf")), "{before:?}");
    fs::remove_file(county.path("2024/003-第003局.yaml")).expect("removed");
    let said = text(&merge(&county));
    assert_eq!(earlier(&county), before, "{said}");
    assert!(index(&county, "合").contains("004"), "{said}");
    assert_eq!(said.matches("撤下").count(), 1, "what is gone of this year: {said}");
    // A part that has it under another name of its file takes over, of whatever year.
    fs::rename(county.path("2023/004-第004局.yaml"), county.path("2023/004-新.yaml")).expect("renamed");
    assert!(county.build(&["2023", "-o", "份1"]).status.success() && county.build(&["2023", "-o", "份2"]).status.success());
    assert!(county.build(&["2023", "-o", "份3"]).status.success());
    let said = text(&merge(&county));
    assert!(said.contains("2023/004-第004局.yaml  改名为 2023/004-新.yaml"), "{said}");
    assert_eq!(earlier(&county), before, "{said}");
}

#[test]
fn a_merge_into_what_another_county_published_is_refused() {
    let county = County::with(&["002"]);
    merge(&county);
    let other = County::with(&[]);
    other.edit("县.yaml", |text| text.replace("地区: 示例县", "地区: 邻县"));
    assert!(other.build(&[]).status.success());
    let before = other.published();
    let target = other.path("公开");
    let refused = county.run(&["merge", "份1", "份2", "份3", "-o", target.to_str().expect("UTF-8")]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert!(text(&refused).contains("里是 邻县 的公开文件"), "{}", text(&refused));
    assert_same(&before, &other.published());
    county.edit("县.yaml", |text| text.replace("地区: 示例县", "地区: 新名县"));
    merge(&county);
}

#[test]
fn merged_drafts_have_no_pages() {
    let county = County::with(&["002"]);
    for part in ["1/2", "2/2"] {
        assert!(county.build(&["--draft", "--partition", part, "-o", &folder(part)]).status.success());
    }
    let merged = county.run(&["merge", "份1", "份2", "-o", "合"]);
    assert!(merged.status.success() && text(&merged).contains("合并了 2 份审核稿"), "{}", text(&merged));
    assert!(!text(&merged).contains("index.html") && !text(&merged).contains("网页"), "{}", text(&merged));
    let made = files(&county.path("合"));
    assert_eq!(made.keys().filter(|name| name.ends_with(".pdf")).count(), 2);
    assert!(made.keys().all(|name| !name.ends_with(".html")), "{:?}", made.keys());
}
