//! What a reader sees on the pages of extreme departments: nothing cut, nothing overprinted, nothing torn from what it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use juesuan::typeset::{Compiled, PlacedText};

use crate::making::{self, repository};

/// Millimetres in hundredths of a point.
const fn mm(length: i64) -> i64 {
    length * 72_000 / 254
}

/// The pages of an example of the made-up county, its text changed.
fn pages(example: &str, change: impl FnOnce(String) -> String) -> Compiled {
    let source = fs::read_to_string(repository().join("examples").join(example)).expect("a readable example");
    let county = tempfile::tempdir().expect("a temporary folder");
    let (folder, name) = example.rsplit_once('/').expect("a file in a folder");
    for year in ["2023", "2024"] {
        let from = repository().join("examples").join(folder).with_file_name(year);
        fs::create_dir(county.path().join(year)).expect("a writable folder");
        for entry in fs::read_dir(from).into_iter().flatten() {
            let path = entry.expect("a readable entry").path();
            fs::copy(&path, county.path().join(year).join(path.file_name().expect("a name"))).expect("a writable folder");
        }
    }
    let path = county.path().join("2024").join(name);
    fs::write(&path, change(source)).expect("a writable folder");
    making::with_edition(&path, |edition| edition.compile(&edition.word().expect("sound templates")).expect("a sound layout"))
}

const SMALL: &str = "shili/2024/062-gongshanglian.yaml";

/// The example with one project, a reason beside each of its 产出指标.
fn with_reasons(reason: &str) -> Compiled {
    pages(SMALL, |text| {
        let lines = text.lines().map(|line| match line.strip_suffix('}') {
            Some(row) if row.contains("一级指标: 产出指标") => format!("{row}, 偏差原因: {reason}}}\n"),
            _ => format!("{line}\n"),
        });
        lines.collect()
    })
}

fn texts(pages: &Compiled) -> Vec<Vec<PlacedText>> {
    (0..pages.page_count()).map(|page| pages.texts(page)).collect()
}

/// The pages (from 0) that show a text in one piece.
fn showing(pages: &Compiled, text: &str) -> Vec<usize> {
    (0..pages.page_count()).filter(|page| pages.texts(*page).iter().any(|placed| placed.text.contains(text))).collect()
}

fn right(text: &PlacedText) -> i64 {
    text.edges.last().copied().unwrap_or(text.left)
}

/// Two texts of a page that are printed over each other by more than a point.
fn overprinted(pages: &Compiled) -> Option<(usize, String, String)> {
    for (page, texts) in texts(pages).iter().enumerate() {
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[at + 1..] {
                let beside = one.left.max(other.left) + 100 >= right(one).min(right(other));
                let below = (one.baseline - other.baseline).abs() * 10 > one.height.min(other.height) * 7;
                if !beside && !below {
                    return Some((page + 1, one.text.clone(), other.text.clone()));
                }
            }
        }
    }
    None
}

#[test]
fn indicators_with_long_reasons_stay_within_the_page() {
    for (reason, each) in [("因".repeat(99), 99), ("因".repeat(600), 600), ("因".repeat(3000), 3000)] {
        let pages = with_reasons(&reason);
        let mut shown = 0;
        for (page, texts) in texts(&pages).iter().enumerate() {
            for text in texts.iter().filter(|text| text.text.contains('因') && text.text.chars().all(|c| c == '因')) {
                shown += text.text.chars().count();
                assert!(text.baseline < pages.size(page).1 - mm(35), "page {}: a reason of {each} runs into the margin", page + 1);
            }
        }
        assert_eq!(shown, 4 * each, "every character of every reason is printed");
        let heading = showing(&pages, "（二）绩效指标完成情况").pop();
        assert_eq!(heading, showing(&pages, "数量指标").pop(), "the heading stands over the first row");
        assert_eq!(overprinted(&pages), None);
    }
}

#[test]
fn words_without_a_break_keep_to_their_cells() {
    let words = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "≥1234567890.12平方米/百户每年", "http://example.com/0123456789abcdefghijklmnop"];
    let pages = pages(SMALL, |text| {
        let text = text.replacen("实际完成值: 4期", &format!("实际完成值: {}", words[0]), 1);
        let text = text.replacen("调整后指标: ≥95%", &format!("调整后指标: {}", words[1]), 1);
        text.replacen("年初指标: ≥50次", &format!("年初指标: {}", words[2]), 1)
    });
    assert_eq!(overprinted(&pages), None);
    let all: String = texts(&pages).iter().flatten().map(|text| text.text.replace('\u{200b}', "")).collect();
    for word in words {
        assert!(all.contains(word), "{word} is printed whole");
    }
}

#[test]
fn a_column_is_as_wide_as_what_it_holds() {
    let pages = pages(SMALL, |text| {
        let lines = text.lines().map(|line| match line.split_once("年初指标: ") {
            Some((before, after)) => format!("{before}{}\n", after.split_once(", ").expect("another key").1),
            None => format!("{line}\n"),
        });
        lines.collect()
    });
    // Nothing in 年初指标: its head takes two lines and no more room than that.
    let table: Vec<_> = showing(&pages, "实际完成值").into_iter().map(|page| pages.texts(page)).collect();
    assert!(!table.is_empty(), "the table of indicators");
    assert!(table.iter().all(|texts| texts.iter().any(|text| text.text == "年初")), "an empty column has no more than its head");
    assert!(table.iter().flatten().any(|text| text.text == "达成预期指标"), "a short text takes one line");
}

/// The example with every amount of yuan a thousand or more times as large.
fn with_amounts(example: &str, zeros: &str) -> Compiled {
    pages(example, |text| {
        let mut wide = String::new();
        for piece in text.split_inclusive(".00") {
            let digits = piece.trim_end_matches(".00").chars().rev().take_while(char::is_ascii_digit).count();
            match piece.strip_suffix(".00") {
                Some(amount) if digits >= 4 => wide.extend([amount, zeros, ".00"]),
                _ => wide.push_str(piece),
            }
        }
        wide
    })
}

/// An amount that begins left of the column whose head stands over it. Heads are centred, amounts end at the column's right edge but for an inset.
fn beyond_its_column(pages: &Compiled) -> Option<(usize, String)> {
    const INSET: i64 = 250;
    let amount = |text: &&PlacedText| text.text.contains('.') && text.text.chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
    for (page, texts) in texts(pages).iter().enumerate() {
        for head in texts.iter().filter(|text| ["决算数", "金额"].contains(&text.text.as_str())) {
            let middle = (head.left + right(head)) / 2;
            let below = || texts.iter().filter(amount).filter(|text| text.baseline > head.baseline && right(text) > right(head));
            let Some(edge) = below().map(right).min() else { continue };
            let left = 2 * middle - edge - INSET;
            if let Some(text) = below().find(|text| right(text) - edge < 10 && text.left < left) {
                return Some((page + 1, text.text.clone()));
            }
        }
    }
    None
}

#[test]
fn large_amounts_keep_to_their_columns() {
    for (example, most) in [(SMALL, 5), ("shili-shanghai/2024/177-difangzhi.yaml", 4)] {
        for zeros in ["000", "0000", "00000"].into_iter().filter(|zeros| zeros.len() <= most) {
            let pages = with_amounts(example, zeros);
            assert_eq!(overprinted(&pages), None, "{example}: amounts with {zeros} more");
            assert_eq!(beyond_its_column(&pages), None, "{example}: amounts with {zeros} more");
            let smallest = texts(&pages).iter().flatten().map(|text| text.height).min();
            assert!(smallest >= Some(600), "{example}: amounts with {zeros} more are set at {smallest:?}");
        }
    }
}

/// The type is then chosen so that the texts have just what they need; a hair less by rounding made a division by zero of it.
#[test]
fn texts_beside_large_amounts_have_just_what_they_need() {
    for amount in ["12345678.95", "1234567.89", "123456789.01", "98765432.10"] {
        let row =
            format!("      - {{资金来源: 财政资金, 目标申报: {amount}, 预算编制: {amount}, 全年预算: {amount}, 全年执行: {amount}}}\n");
        let pages = pages(SMALL, |text| {
            let line = |line: &str| if line.contains("资金来源:") { row.clone() } else { format!("{line}\n") };
            text.lines().map(line).collect()
        });
        assert_eq!(overprinted(&pages), None, "{amount}");
        let page = showing(&pages, "财政资金").pop().expect("the source stands in one line");
        assert_eq!(beyond_its_column(&pages), None, "{amount} on page {page}");
    }
}

fn with_name(name: &str) -> Compiled {
    pages(SMALL, |text| text.replace("示例县工商业联合会", name))
}

#[test]
fn long_names_leave_the_year_and_the_unit_their_room() {
    for length in [10, 23, 30, 38, 60] {
        let pages = with_name(&"县".repeat(length));
        for mark in ["公开01表", "公开02表"] {
            let texts = pages.texts(showing(&pages, mark).pop().expect("a table"));
            for whole in ["2024年度", "金额单位：万元"] {
                assert!(texts.iter().any(|text| text.text == whole), "{whole} in {mark} beside a name of {length} characters");
            }
        }
        assert_eq!(overprinted(&pages), None);
    }
}

#[test]
fn the_contents_of_a_report_stay_on_its_first_page() {
    for length in [10, 20, 40, 60] {
        let pages = with_name(&"县".repeat(length));
        let contents = showing(&pages, "六、下一步改进措施及管理建议")[0];
        assert_eq!(contents, showing(&pages, "项目支出绩效自评分析报告").pop().expect("the title"), "with a name of {length} characters");
    }
}

/// How far down the text block of an upright page a place is, in percent.
fn down(pages: &Compiled, page: usize, baseline: i64) -> i64 {
    (baseline - mm(37)) * 100 / (pages.size(page).1 - mm(72))
}

fn built(example: &str) -> Compiled {
    pages(example, |text| text)
}

#[test]
fn no_heading_is_left_alone_at_the_foot_of_a_page() {
    for example in making::examples() {
        let example = example.strip_prefix(repository().join("examples")).expect("an example").to_str().expect("a plain path").to_owned();
        if example.starts_with("lanxian") {
            continue;
        }
        let pages = built(&example);
        for heading in pages.headings() {
            let foot = pages.size(heading.page).1 - mm(35);
            let below = |text: &&PlacedText| text.baseline > heading.top + 2200 && text.baseline < foot;
            assert!(
                pages.texts(heading.page).iter().any(|text| below(&text)),
                "{example}: “{}” is the last line of page {}",
                heading.text,
                heading.page + 1
            );
        }
    }
}

#[test]
fn small_headings_are_headings() {
    let headings = built("shili/2024/045-jiaokeju.yaml").headings();
    let small = |text: &str| headings.iter().any(|heading| heading.level == 4 && heading.text == text);
    assert!(small("1、预算绩效管理工作开展情况") && small("2、其他需要说明的事项"));
}

#[test]
fn the_contents_take_no_page_for_a_line_or_two() {
    for example in ["045-jiaokeju", "062-gongshanglian", "045001-benji", "031-sifaju", "045006-zhixiao"] {
        let pages = built(&format!("shili/2024/{example}.yaml"));
        let first = showing(&pages, "第一部分　概况");
        assert_eq!(first, [1, 2], "{example}: the contents on page 2, part one on page 3");
    }
}

#[test]
fn the_last_parts_follow_on_the_page_before_them() {
    // Without a project there is nothing to show but a word.
    let pages = built("shili/2024/045-jiaokeju.yaml");
    let last = pages.page_count() - 1;
    assert!(pages.text(last).contains("第五部分　附件") && pages.text(last).contains("十二、机关运行经费"));
    // With projects the part names them, all on one page.
    let pages = built("shili/2024/012-fagaiju.yaml");
    let part = pages.headings().into_iter().find(|heading| heading.text == "第五部分　附件").expect("part five");
    let text = pages.text(part.page);
    assert!((1..=4).all(|number| text.contains(&format!("附件{number}"))), "{text}");
}

#[test]
fn further_pages_of_a_table_say_what_they_are() {
    let pages = built("shili/2024/050-nongyeju.yaml");
    let goes_on = showing(&pages, "公开02表（续）　金额单位：万元");
    let begins = showing(&pages, "公开02表").into_iter().filter(|page| !goes_on.contains(page)).collect::<Vec<_>>();
    assert_eq!((begins.len(), goes_on.len()), (1, 1), "table 02 takes two pages");
    assert_eq!(goes_on[0], begins[0] + 1);
    for page in goes_on {
        let texts = pages.texts(page);
        let mark = texts.iter().find(|text| text.text.contains("（续）")).expect("the mark");
        let head = texts.iter().find(|text| text.text == "项目").expect("the repeated head");
        assert!(mark.baseline < head.baseline && down(&pages, page, mark.baseline) < 0, "it stands in the margin over the head");
    }
    assert!(!(0..pages.page_count()).any(|page| pages.text(page).contains("公开01表（续）")), "table 01 takes one page");
}

/// The made-up examples as the tests name them.
fn made_up() -> impl Iterator<Item = String> {
    let name =
        |path: PathBuf| path.strip_prefix(repository().join("examples")).expect("an example").to_str().expect("a plain path").to_owned();
    making::examples().into_iter().map(name).filter(|example| !example.starts_with("lanxian"))
}

#[test]
fn no_line_is_driven_apart_and_none_holds_a_single_character() {
    for example in made_up() {
        let pages = built(&example);
        for (page, texts) in texts(&pages).iter().enumerate() {
            for text in texts.iter().filter(|text| text.height >= 1400) {
                let mut from = text.left;
                for (c, edge) in text.text.chars().zip(&text.edges) {
                    let width = edge - from;
                    from = *edge;
                    assert!(!matches!(c, '一'..='鿿') || width < text.height * 11 / 10, "{example}, page {}: {}", page + 1, text.text);
                }
                // A paragraph's last line begins at the margin, a paragraph two characters in.
                let alone =
                    (text.left - mm(28)).abs() < 10 && !texts.iter().any(|other| other.baseline == text.baseline && other.left > text.left);
                assert!(!alone || text.text.chars().count() > 2, "{example}, page {}: {}", page + 1, text.text);
            }
        }
    }
}

#[test]
fn headings_of_reports_keep_the_pitch_of_its_lines() {
    let pages = built(SMALL);
    let baseline = |title: &str| {
        let page = *showing(&pages, title).last().expect("a page");
        let texts = pages.texts(page);
        (page, texts.iter().find(|text| text.text.contains(title)).expect("the heading").baseline)
    };
    let (section, item, next) = (baseline("三、项目自评结果"), baseline("1．项目自评得分和结论"), baseline("5．效益情况及分析"));
    assert!(section.0 == item.0 && item.0 == next.0, "all on one page");
    assert_eq!(item.1 - section.1, 22_00);
    assert_eq!((next.1 - item.1) % 22_00, 0);
}

#[test]
fn no_report_ends_with_a_line_or_two_on_a_page() {
    for example in made_up() {
        let pages = built(&example);
        let reports: Vec<usize> =
            pages.headings().into_iter().filter(|heading| heading.text.starts_with("附件")).map(|heading| heading.page).collect();
        let ends = reports.iter().skip(1).copied().chain([pages.page_count()]).map(|next| next - 1).take(reports.len());
        for last in ends {
            let foot = pages.size(last).1 - mm(35);
            let lines: BTreeSet<i64> = pages.texts(last).iter().map(|text| text.baseline).filter(|baseline| *baseline < foot).collect();
            assert!(lines.len() >= 6, "{example}: {} lines on page {}", lines.len(), last + 1);
        }
    }
}

#[test]
fn a_part_goes_on_where_the_page_before_it_is_nearly_empty() {
    for (example, goes_on) in [("062-gongshanglian", true), ("050-nongyeju", true), ("012-fagaiju", false)] {
        let pages = built(&format!("shili/2024/{example}.yaml"));
        let part = pages.headings().into_iter().find(|heading| heading.text == "第四部分　名词解释").expect("part four");
        let before = pages.texts(part.page).iter().filter(|text| text.baseline < part.top).count();
        assert_eq!(before > 0, goes_on, "{example}: {before} texts before part four on page {}", part.page + 1);
        assert!(down(&pages, part.page, part.top) < 50, "{example}: part four begins in the upper half of page {}", part.page + 1);
    }
}

/// The lines of running text on a page, from the top: where each begins, and its text.
fn lines(pages: &Compiled, page: usize) -> Vec<(i64, String)> {
    let foot = pages.size(page).1 - mm(35);
    let mut lines = BTreeMap::<i64, Vec<PlacedText>>::new();
    for text in pages.texts(page).into_iter().filter(|text| text.baseline < foot && text.height >= 1500) {
        lines.entry(text.baseline).or_default().push(text);
    }
    let joined = lines.into_values().map(|mut pieces| {
        pieces.sort_by_key(|piece| piece.left);
        (pieces[0].left, pieces.iter().map(|piece| piece.text.as_str()).collect())
    });
    joined.collect()
}

#[test]
fn an_introduction_stays_with_what_it_introduces() {
    let begins = |text: &str| {
        ["年度收入合计", "年度支出合计", "年度财政拨款基本支出", "设下列内设机构", "决算编制范围的单位"]
            .iter()
            .any(|words| text.contains(words))
    };
    let mut introductions = 0;
    for example in made_up() {
        let pages = built(&example);
        for page in 0..pages.page_count() {
            let lines = lines(&pages, page);
            for (left, text) in lines.iter().filter(|(_, text)| text.ends_with('：') && begins(text)) {
                introductions += 1;
                assert_eq!((left - mm(28)) / 100, 31, "{example}, page {}: two characters in: {text}", page + 1);
            }
            let last = lines.last().map(|(_, text)| text.as_str()).unwrap_or_default();
            assert!(!last.ends_with("其中：") || !begins(last), "{example}, page {}: {last}", page + 1);
            assert!(
                !["设下列内设机构：", "具体如下：", "以下方面："].iter().any(|words| last.ends_with(words)),
                "{example}, page {}: {last}",
                page + 1
            );
        }
    }
    assert!(introductions > 30, "{introductions} introductions");
}

#[test]
fn the_last_offices_stay_together() {
    for example in ["031-sifaju", "045006-zhixiao"] {
        let pages = built(&format!("shili/2024/{example}.yaml"));
        let tables = showing(&pages, "公开01表")[0];
        let offices = lines(&pages, tables - 1).iter().filter(|(left, text)| *left > mm(29) && text.contains('、')).count();
        assert!(offices >= 4, "{example}: {offices} offices on the page before the tables");
    }
}

#[test]
fn marks_beside_a_quotation_mark_are_set_close() {
    let pages = built("shili-shanghai/2024/177-difangzhi.yaml");
    let mut closed = 0;
    for text in texts(&pages).iter().flatten().filter(|text| text.text.contains("”、“")) {
        let characters: Vec<char> = text.text.chars().collect();
        for at in 1..characters.len() - 1 {
            if characters[at - 1..=at + 1] == ['”', '、', '“'] {
                closed += 1;
                assert!(text.edges[at + 1] - text.edges[at - 2] < text.height * 5 / 2, "{}", text.text);
            }
        }
    }
    assert!(closed > 0, "a list of names in quotation marks");
}

#[test]
fn a_list_of_reports_and_its_line_in_the_contents_stay_together() {
    let path = repository().join("examples/lanxian/2024/041-xianweiban.yaml");
    let (pages, reports) = making::with_edition(&path, |edition| {
        let reports: Vec<String> = edition.derived.reports.iter().map(|report| report.name.clone()).collect();
        (edition.compile(&edition.word().expect("sound templates")).expect("a sound layout"), reports)
    });
    let part = showing(&pages, "第五部分　附件");
    assert_eq!(part.len(), 2, "in the contents and over the list");
    for page in part {
        let text = pages.text(page);
        assert!(reports.iter().all(|name| text.contains(name.as_str())), "page {}: {text}", page + 1);
    }
}

#[test]
fn no_row_of_the_basic_expenditure_takes_two_lines_but_for_the_longest_name() {
    let pages = built(SMALL);
    let texts = pages.texts(showing(&pages, "公开06表")[0]);
    for name in ["机关事业单位基本养老保险缴费", "信息网络及软件购置更新", "对机关事业单位职业年金的补助", "资本性支出（基本建设）"]
    {
        assert!(texts.iter().any(|text| text.text == name), "{name}");
    }
}

/// The text over another one in its cell.
fn above<'t>(texts: &'t [PlacedText], below: &PlacedText) -> Option<&'t PlacedText> {
    let over = |text: &&PlacedText| {
        (900..1300).contains(&(below.baseline - text.baseline)) && text.left < right(below) && below.left < right(text)
    };
    texts.iter().find(over)
}

#[test]
fn cells_of_indicators_break_at_words() {
    let han = |c: char| matches!(c, '一'..='鿿');
    let (mut dates, mut names) = (0, 0);
    for example in made_up() {
        let pages = built(&example);
        for page in showing(&pages, "指标名称") {
            let texts = pages.texts(page);
            for text in texts.iter().filter(|text| text.height < 1000) {
                // The second line of a cell.
                let Some(over) = above(&texts, text).filter(|over| above(&texts, over).is_none()) else { continue };
                let over = over.text.as_str();
                // Only where marks and figures let nobody tell how a text breaks, a character may stand alone.
                let alone = text.text.chars().count() == 1 && text.text.chars().all(han) && over.chars().count() > 1;
                assert!(!alone || text.text != "元" && !over.chars().all(han), "{example}, page {}: {over} / {}", page + 1, text.text);
                assert!(
                    !over.contains('年') || !over.ends_with(|c: char| c.is_ascii_digit()),
                    "{example}, page {}: {over} / {}",
                    page + 1,
                    text.text
                );
                dates += usize::from(over.ends_with('年') && text.text.contains('月'));
                names += usize::from(text.text.chars().count() == 2 && over.chars().all(han));
            }
        }
    }
    assert!(dates > 10 && names > 10, "{dates} dates and {names} names over two lines");
}
