//! JS-Q06, fourth part: an entry that brings its own number into a list that the standard numbers: 1、1、负责全县档案工作。 And a number that stands
//! before what is not numbered at all: the one sentence of an office's duty.

use std::sync::LazyLock;

use super::finding::Finding;
use super::pattern::{Pattern, pattern};
use super::prose::Prose;
use crate::source::reading::WrittenText;

static NUMBER: LazyLock<Pattern> = LazyLock::new(|| {
    let numeral = "[一二三四五六七八九十]{1,3}";
    pattern(&format!(
        r"^\s*(?:[（(]\s*(?:\d{{1,2}}|{numeral})\s*[）)][、.．]?|\d{{1,2}}\s*[、）)]|\d{{1,2}}[.．](?:[^\d]|$)|第?{numeral}[、．]|[①-⑳])"
    ))
});

/// A further number of a list that is written within one text.
static FURTHER: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(?:2|２|二)\s*[、.．）)]|[（(]\s*(?:2|２|二)\s*[）)]|②"));

/// Entries the standards number: duties, offices, units in scope, terms.
const NUMBERED: [&[&str]; 4] =
    [&["概况", "职责"], &["概况", "机构设置", "机构", "名称"], &["部门", "所属单位", "名称"], &["补充名词", "名词"]];
/// What stands behind the number and the name of a numbered entry, or before a list.
const WITHIN: [&[&str]; 2] = [&["概况", "机构设置", "机构", "职责"], &["概况", "机构设置", "说明"]];

/// Finds the number a text begins with, if the standards number the entry it is or stands in. An office's duty may be a list of its own: then it numbers
/// more than one thing.
pub fn of_entry(text: &WrittenText, prose: &Prose) -> Vec<Finding> {
    let stands = |paths: &[&[&str]]| paths.iter().any(|path| text.keys().eq(path.iter().copied()));
    match (stands(&NUMBERED), stands(&WITHIN)) {
        (true, _) => findings(prose),
        (_, true) => alone(prose),
        _ => Vec::new(),
    }
}

/// Finds the number an entry begins with.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let Some(range) = number(text) else { return Vec::new() };
    let message = format!("自带序号“{}”，印出来会编两次号", &text[range.clone()]);
    vec![Finding::new(range, message, "删去序号：程序按先后编号；几条写在一起的，一条写成一项")]
}

/// Finds the number before a single sentence.
fn alone(text: &Prose) -> Vec<Finding> {
    let Some(range) = number(text).filter(|_| !FURTHER.is_match(text)) else { return Vec::new() };
    let message = format!("前面有序号“{}”，后面却只有一条", &text[range.clone()]);
    vec![Finding::new(range, message, "删去序号：机构由程序编号，它的职责接着名称写；确有几条的，把各条都编上号")]
}

fn number(text: &Prose) -> Option<std::ops::Range<usize>> {
    let found = NUMBER.find_iter(text).next()?;
    let end = text[..found.end()].trim_end_matches(|c: char| !is_part_of_number(c)).len();
    Some(text.len() - text.trim_start().len()..end)
}

/// What ends a number; the pattern may take one character of the text behind `1.` along.
fn is_part_of_number(c: char) -> bool {
    matches!(c, '、' | '）' | ')' | '.' | '．' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::{Prose, alone, findings};

    #[test]
    fn a_number_in_front_is_found() {
        for (text, number) in [
            ("1、负责全县档案工作。", "1、"),
            (" 12、负责档案利用。", "12、"),
            ("1.负责全县档案工作。", "1."),
            ("2．承办其他事项。", "2．"),
            ("（一）贯彻执行党的方针政策。", "（一）"),
            ("(3)负责档案利用。", "(3)"),
            ("一、综合股", "一、"),
            ("第十二、承办其他事项。", "第十二、"),
            ("3）负责保管。", "3）"),
            ("①负责收集。", "①"),
        ] {
            let found = findings(&Prose::of(text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].range.clone()], number);
        }
    }

    #[test]
    fn a_list_within_an_office_may_number_its_entries() {
        let found = |text: &str| alone(&Prose::of(text)).into_iter().map(|finding| text[finding.range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("1、负责机关日常运转。"), ["1、"]);
        assert_eq!(found("（一）负责机关日常运转，办理2件以上的事项。"), ["（一）"]);
        for silent in ["1、负责收集；2、负责保管。", "（一）负责收集。\n（二）负责保管。", "①收集②保管", "负责机关日常运转。"]
        {
            assert!(found(silent).is_empty(), "{silent}");
        }
    }

    #[test]
    fn figures_that_begin_a_sentence_are_no_numbers() {
        for text in [
            "12345热线的受理和转办。",
            "110接处警联动工作。",
            "3.15消费者权益日活动的组织。",
            "2024年度的档案接收。",
            "一件事一次办的协调推进。",
            "一是负责收集，二是负责保管。",
            "三公经费的审核。",
            "第一责任人制度的落实。",
            "“一、二、三”产业融合发展。",
            "十四五规划的编制和实施。",
            "（含乡镇）档案工作的指导。",
            "1+3+N应急体系的建设。",
            "一办",
            "二十四节气文化的传承。",
            "5G基站建设的协调。",
            "负责以下工作：1、收集；2、保管。",
            "119消防宣传。",
            "24小时政务值班。",
            "50%以上村级档案室的达标建设。",
            "三农工作的统筹协调。",
        ] {
            assert!(findings(&Prose::of(text)).is_empty(), "{text}");
        }
    }
}
