//! The county's totals count every department once, whatever its units call themselves and whichever years are published.

use super::*;

const SCHOOL: &str = "2024/045006-zhixiao.yaml";

/// The cards of the summary: how many departments, and their expenditure.
fn totals(county: &County) -> (String, String) {
    let page = fs::read_to_string(county.path("公开/全县汇总.html")).expect("the summary");
    let strong = |about: &str| {
        let after = page.split(&format!("<dt>{about}</dt><dd><strong>")).nth(1).unwrap_or_else(|| panic!("no {about} in {page}"));
        after.split('<').next().unwrap_or_default().to_owned()
    };
    (strong("汇总的部门（单位）"), strong("本年支出合计"))
}

/// The row of a year in the data of the three public expenses.
fn three_public(county: &County, year: &str) -> String {
    let page = fs::read_to_string(county.path("公开/全县汇总.html")).expect("the summary");
    let rows = page.split("三公”经费（万元）</caption>").nth(1).expect("the chart's table");
    rows.lines().find(|line| line.contains(&format!("{year} 年"))).unwrap_or_else(|| panic!("no {year} in {rows}")).to_owned()
}

#[test]
fn a_unit_counts_once_whatever_it_calls_itself() {
    let county = County::shili();
    let chosen = ["045", "045001", "045006"];
    let first = county.build(&chosen);
    assert!(first.status.success() && !text(&first).contains("警告"), "{}", text(&first));
    let expected = totals(&county);
    assert_eq!(expected.0, "1");

    county.edit(SCHOOL, |text| text.replace("名称: 示例县职业技术学校\n", "名称: 示例县职业技术学校（职教中心）\n"));
    assert!(county.build(&chosen).status.success());
    assert_eq!(totals(&county), expected);
    let said = text(&county.build(&["045", "--force"]));
    assert!(said.contains("所属单位写的名称是“示例县职业技术学校”，它的文件里是“示例县职业技术学校（职教中心）”"), "{said}");
    let places: Vec<&str> = said.lines().filter(|line| line.contains(".yaml:")).collect();
    assert!(places.iter().any(|line| line.contains("045-jiaokeju.yaml")) && said.contains("单位文件里的名称"), "{said}");

    county.edit(SCHOOL, |text| text.replace("  公开类别: 单位          # 公开的是一个单位的决算，不是部门决算\n", ""));
    let built = county.build(&chosen);
    assert!(built.status.success(), "{}", text(&built));
    assert_eq!(totals(&county), expected);
    let checked = text(&county.run(&["check", "2024/045-jiaokeju.yaml"]));
    assert!(checked.contains("“示例县职业技术学校”列在所属单位里，它的文件却没有写“公开类别: 单位”"), "{checked}");
}

#[test]
fn an_earlier_year_partly_published_keeps_the_departments_it_lacks() {
    let county = County::shili();
    let chosen = ["012", "062", "301"];
    assert!(county.build(&chosen).status.success());
    let before = three_public(&county, "2023");
    assert!(before.contains("（3 个部门）"), "{before}");
    let earlier = county.build(&["2023/062-gongshanglian.yaml", "2023/301-chengguanzhen.yaml"]);
    assert!(earlier.status.success(), "{}", text(&earlier));
    assert_eq!(three_public(&county, "2023"), before);
    assert!(three_public(&county, "2022").contains("（2 个部门）"), "the year before the earliest is still there");
}
