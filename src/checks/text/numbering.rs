//! JS-Q06, fourth part: an entry that brings its own number into a list that the standard numbers: 1、1、负责全县档案工作。

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

/// Whether the standards number the entry a text stands in: duties, offices, units in scope.
pub fn is_numbered(text: &WrittenText) -> bool {
    const NUMBERED: [&[&str]; 3] = [&["概况", "职责"], &["概况", "机构设置", "机构", "名称"], &["部门", "所属单位", "名称"]];
    NUMBERED.iter().any(|path| text.keys().eq(path.iter().copied()))
}

/// Finds the number an entry begins with.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let Some(found) = NUMBER.find_iter(text).next() else { return Vec::new() };
    let end = text[..found.end()].trim_end_matches(|c: char| !is_part_of_number(c)).len();
    let start = text.len() - text.trim_start().len();
    let message = format!("自带序号“{}”，印出来会编两次号", &text[start..end]);
    vec![Finding::new(start..end, message, "删去序号：程序按先后编号；几条写在一起的，一条写成一项")]
}

/// What ends a number; the pattern may take one character of the text behind `1.` along.
fn is_part_of_number(c: char) -> bool {
    matches!(c, '、' | '）' | ')' | '.' | '．' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::{Prose, findings};

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
