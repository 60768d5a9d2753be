//! What is written where: kinds of files, folders that may not be written to, files that were changed by others.

use super::*;

fn pdf_of(county: &County, code: &str) -> Option<String> {
    county.published().into_keys().find(|name| name.starts_with(code) && name.ends_with(".pdf"))
}

#[test]
fn a_published_file_that_was_changed_is_made_again() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let pdf = pdf_of(&county, "002").expect("a PDF");
    let mut bytes = before[&pdf].clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(county.path("公开").join(&pdf), bytes).expect("the same size");
    assert_eq!(counts(&county.build(&[])), "生成 1 份，没有变化 1 份，失败 0 份");
    assert_same(&before, &county.published());
}

#[test]
fn fewer_kinds_for_one_department_withdraw_nothing() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    county.edit("2024/002-第002局.yaml", |text| text.replace("用途: 兄弟县区", "用途: 兄弟县"));
    assert!(county.build(&["002", "--emit", "json"]).status.success());
    let after = county.published();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let pdf = pdf_of(&county, "002").expect("a PDF");
    assert!(before[&pdf] != after[&pdf], "all kinds are of the same figures");
    assert_eq!(counts(&county.build(&[])), "生成 0 份，没有变化 2 份，失败 0 份");
}

#[test]
fn sources_go_only_where_they_are_told_to() {
    let county = County::with(&[]);
    let refused = county.build(&["--emit", "typ"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("用 -o 写明放到哪个文件夹"), "{}", text(&refused));
    assert!(!county.path("公开").exists());
    assert!(county.build(&["--emit", "typ", "-o", "源文件"]).status.success());
    assert!(files(&county.path("源文件")).keys().any(|name| name.ends_with("/main.typ")));
}

#[test]
fn nothing_is_written_among_the_sources_or_drafts_among_finals() {
    let county = County::with(&[]);
    assert!(county.build(&["-o", "一处"]).status.success());
    // The folder of overrides is one whether there are any or not.
    for folder in [".", "..", "2024", "2024/公开", "标准", "标准/shanxi/公开"] {
        for refused in [county.build(&["-o", folder]), county.run(&["merge", "一处", "-o", folder])] {
            assert_eq!(refused.status.code(), Some(2), "{folder}: {}", text(&refused));
            assert!(text(&refused).contains("不能写到"), "{folder}: {}", text(&refused));
        }
    }
    assert!(!county.path("2024/公开").exists() && !county.path(".juesuan").exists() && !county.path("标准").exists());
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let mixed = county.build(&["--draft", "-o", "公开"]);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(text(&mixed).contains("审核稿不能放在一起"), "{}", text(&mixed));
    assert_same(&before, &county.published());
    assert!(county.run(&["merge", "公开", "-o", "合"]).status.success(), "what was refused leaves no note of a broken run");
    assert!(county.build(&["--draft"]).status.success());
    let mixed = county.build(&["-o", "审核稿"]);
    assert!(text(&mixed).contains("定稿不能放在一起"), "{}", text(&mixed));
}

#[test]
fn nothing_is_written_among_what_another_county_published() {
    let (county, other) = (County::with(&[]), County::with(&["002"]));
    other.edit("县.yaml", |text| text.replace("地区: 示例县", "地区: 邻县"));
    assert!(other.build(&[]).status.success());
    let before = other.published();
    let target = other.path("公开");
    let into = || county.build(&["-o", target.to_str().expect("UTF-8")]);
    let refused = into();
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert!(text(&refused).contains("里是 邻县 的公开文件，要写的是 示例县 的"), "{}", text(&refused));
    assert_same(&before, &other.published());
    fs::remove_file(target.join(".juesuan/county.json")).expect("what the message advises");
    assert!(into().status.success());
    assert!(county.build(&[]).status.success());
    county.edit("县.yaml", |text| text.replace("地区: 示例县", "地区: 新名县"));
    assert!(county.build(&[]).status.success(), "a county may be renamed in its own workspace");
}

#[test]
fn a_merge_keeps_drafts_and_finals_apart() {
    let county = County::with(&["002"]);
    assert!(county.build(&["001", "-o", "定"]).status.success() && county.build(&["002", "--draft", "-o", "稿"]).status.success());
    let before = files(&county.path("定"));
    for (parts, output) in [(&["定", "稿"][..], "合"), (&["稿"], "定"), (&["定"], "稿")] {
        let refused = county.run(&[&["merge"], parts, &["-o", output]].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
        assert!(text(&refused).contains("稿 里是审核稿，定 里是定稿，不能合并在一起"), "{}", text(&refused));
    }
    assert_same(&before, &files(&county.path("定")));
}

#[test]
fn drafts_with_errors_are_told_apart_however_many_they_are() {
    let county = County::with(&["002"]);
    county.edit(SAMPLE, |text| text.replacen("年度: 2024", "年度: 2024\n公开日期: 2025-10-05", 1));
    for (arguments, said) in [
        (&["001", "--draft"][..], "没有变化 0 份"),
        (&["--draft"], "没有变化，还有"),
        (&["--draft", "--force"], "生成了，有"),
        (&["--draft"], "没有变化，还有"),
    ] {
        let built = county.build(arguments);
        assert_eq!(built.status.code(), Some(1), "{arguments:?}: {}", text(&built));
        assert!(text(&built).contains(said), "{arguments:?}: {}", text(&built));
    }
    assert_eq!(county.build(&["002", "--draft"]).status.code(), Some(0), "this one has none");
}

#[test]
fn an_override_that_changes_nothing_changes_nothing() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let cover = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shanxi/cover.typ.tera");
    fs::create_dir_all(county.path("标准/shanxi")).expect("a folder");
    fs::copy(cover, county.path("标准/shanxi/cover.typ.tera")).expect("a copy");
    // Notepad begins what it saves with a mark that is no part of the text.
    county.edit("标准/shanxi/cover.typ.tera", |text| format!("\u{feff}{text}"));
    assert_eq!(counts(&county.build(&[])), "生成 0 份，没有变化 1 份，失败 0 份");
    assert!(county.build(&["--force"]).status.success());
    assert_same(&before, &county.published());
}

#[test]
fn open_data_say_what_they_are() {
    let county = County::shili();
    assert!(county.build(&["045", "045006"]).status.success());
    let published = county.published();
    let of = |start: &str, end: &str| {
        let (_, bytes) = published.iter().find(|(name, _)| name.starts_with(start) && name.ends_with(end)).expect("a file");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    let csv = of("数据/045006", "/03.csv");
    let heads: Vec<&str> = csv.lines().take(3).collect();
    assert!(heads[1].ends_with("科目代码,科目名称,本年支出合计（万元）,基本支出（万元）,项目支出（万元）,上缴上级支出（万元）,经营支出（万元）,对附属单位补助支出（万元）"), "{heads:?}");
    assert!(heads[2].ends_with("栏次,栏次,1,2,3,4,5,6"), "{heads:?}");
    let json: serde_json::Value = serde_json::from_str(&of("数据/045006", ".json")).expect("JSON");
    let tables = json["tables"].as_array().expect("tables");
    let expenditure = tables.iter().find(|table| table["id"] == "03").expect("the table");
    assert_eq!(expenditure["columns"][1], serde_json::json!({ "heading": "项目／科目名称", "unit": null }));
    assert_eq!(expenditure["columns"][3], serde_json::json!({ "heading": "基本支出", "unit": "万元" }));
    let index = of("index.html", "");
    assert!(index.contains(">公开03表 支出决算表（CSV）<") && index.contains(">全部数据（JSON）<"), "{index}");

    let figures = of("全县主要数据.csv", "");
    let rows: Vec<Vec<&str>> = figures.lines().map(|line| line.split(',').collect()).collect();
    let column = |head: &str| rows[0].iter().position(|found| found.trim_start_matches('\u{feff}') == head).expect("a column");
    let row = |code: &str| rows.iter().find(|row| row[column("编码")] == code).expect("a row");
    assert_eq!((row("045")[column("已含在")], row("045006")[column("已含在")]), ("", "045"));
    assert_eq!(row("045006")[column("机关运行经费（元）")], "", "a school has no such expenses, not none of them");
    assert_ne!(row("045")[column("机关运行经费（元）")], "");
}
