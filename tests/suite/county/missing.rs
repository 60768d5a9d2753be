//! A county that is not complete does not look complete: what failed or was never made is named on the pages and by `merge`.

use super::*;

/// The line of the book.
const PARALLEL: &str = "parallel 'juesuan build --partition {}/4 -o 分/{}' ::: 1 2 3 4; juesuan merge 分/* -o 公开";

fn page(county: &County, name: &str) -> String {
    fs::read_to_string(county.path("公开").join(name)).expect("a page")
}

fn break_a_department(county: &County) {
    county.edit("2024/002-第002局.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
}

#[test]
fn the_pages_name_the_departments_that_are_not_published() {
    let county = County::with(&["002", "003"]);
    break_a_department(&county);
    assert_eq!(county.build(&[]).status.code(), Some(1));
    for name in ["index.html", "全县汇总.html"] {
        let page = page(&county, name);
        assert!(page.contains("还没有公开的部门") && page.contains("<li>002 示例县第002局（示例）</li>"), "{name}: {page}");
        assert!(page.contains("2024 年度有 1 个部门（单位）还没有公开文件，合计和图表不包括它们"), "{name}: {page}");
    }
    assert!(page(&county, "全县主要数据.json").contains("\"unpublished\""));
    county.edit("2024/002-第002局.yaml", |text| text.replace("金额单位: 角", "金额单位: 元"));
    assert!(county.build(&[]).status.success());
    assert!(!page(&county, "index.html").contains("还没有公开的部门"));
}

#[test]
fn a_unit_that_is_not_published_is_in_the_sums_of_its_department() {
    let county = County::shili();
    assert!(county.build(&["045"]).status.success());
    let page = page(&county, "全县汇总.html");
    assert!(page.contains("<li>045006 zhixiao<span class=\"quiet\">（已含在主管部门）</span></li>"), "{page}");
    assert!(page.contains("<li>012 fagaiju</li>"), "{page}");
}

#[test]
fn a_merge_names_what_failed_and_what_is_missing() {
    let county = County::with(&["002", "003"]);
    break_a_department(&county);
    for part in ["1/2", "2/2"] {
        county.build(&["--partition", part, "-o", &format!("份{}", &part[..1])]);
    }
    let merged = county.run(&["merge", "份1", "份2", "-o", "公开"]);
    assert_eq!(merged.status.code(), Some(1), "{}", text(&merged));
    assert!(text(&merged).contains("002 示例县第002局（示例）  生成时失败：1 个错误"), "{}", text(&merged));
    assert!(text(&merged).contains("合并了 2 份，另有 1 份失败或没有生成"), "{}", text(&merged));
    assert!(page(&county, "index.html").contains("<li>002 示例县第002局（示例）</li>"));
    assert!(county.build(&["003", "-o", "单独"]).status.success());
    let loose = county.run(&["merge", "单独", "-o", "只有一个"]);
    assert_eq!(loose.status.code(), Some(1), "{}", text(&loose));
    assert!(text(&loose).contains("没有生成过：001 示例、002 第002局"), "{}", text(&loose));
}

#[test]
fn the_line_for_gnu_parallel_builds_the_whole() {
    let Some(_) = tools::first_of(&["parallel"]) else { return };
    let county = County::with(&["002", "003", "004"]);
    assert!(county.build(&["-o", "全"]).status.success());
    let folder = Path::new(program()).parent().expect("a folder").to_str().expect("UTF-8");
    let path = format!("{folder}:{}", std::env::var("PATH").expect("a path"));
    let line = || Command::new("sh").args(["-c", PARALLEL]).current_dir(county.root()).env("PATH", &path).output().expect("sh runs");
    let whole = line();
    assert!(whole.status.success(), "{}", text(&whole));
    assert_same(&files(&county.path("全")), &county.published());
    let book = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/全县批量.md")).expect("the chapter");
    assert!(book.contains(PARALLEL), "the book shows the line that is run here");

    break_a_department(&county);
    county.edit("2024/003-第003局.yaml", |text| text.replace("用途: 兄弟县区", "用途: 兄弟县"));
    assert_eq!(county.build(&["-o", "全"]).status.code(), Some(1));
    let partial = line();
    assert_eq!(partial.status.code(), Some(1), "{}", text(&partial));
    assert!(text(&partial).contains("002 第002局  生成时失败：1 个错误"), "{}", text(&partial));
    assert_same(&files(&county.path("全")), &county.published());
}
