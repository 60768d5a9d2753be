//! JS-Q06, first part: words written twice. Only words that never meet themselves in sound Chinese are looked for: 人大人大代表 is sound, 项目项目 is not.

use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, is_han, is_numeral};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

/// Particles, the characters before them that end a word of their own, and those after them that begin one.
const PARTICLES: [(&str, &str, &str); 6] = [
    ("的的", "目标的有", "确士"),
    ("了了", "", "解结却然断"),
    ("和和", "", "谐平睦解气美"),
    ("与与", "", "会时此其"),
    ("在在", "存实现", "建职编册校读岗线地场押世"),
    ("及及", "以普涉", "时早"),
];

/// Words that are not followed by themselves.
const WORDS: [&str; 62] = [
    "项目",
    "工作",
    "经费",
    "及时",
    "通过",
    "进行",
    "开展",
    "完成",
    "提高",
    "加强",
    "情况",
    "要求",
    "主要",
    "原因",
    "实施",
    "负责",
    "增加",
    "减少",
    "导致",
    "以及",
    "由于",
    "根据",
    "按照",
    "为了",
    "我县",
    "全县",
    "我单位",
    "本单位",
    "本部门",
    "年度",
    "本年度",
    "相关",
    "有关",
    "达到",
    "效果",
    "绩效",
    "确保",
    "实现",
    "推进",
    "促进",
    "落实",
    "提升",
    "严格",
    "积极",
    "充分",
    "进一步",
    "不断",
    "支出",
    "资金",
    "任务",
    "指标",
    "采购",
    "维修",
    "培训",
    "会议",
    "需要",
    "用于",
    "对于",
    "关于",
    "没有",
    "已经",
    "可以",
];

static DOUBLED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&WORDS.iter().map(|word| format!("{word}{word}")).collect::<Vec<_>>().join("|")));
static TWICE_IN_A_BREATH: LazyLock<Pattern> = LazyLock::new(|| pattern("未能及时[\\p{Han}、]{1,8}及时[\\p{Han}]{2}"));

const HINT: &str = "删去重复的字词";

/// Finds repeated words.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("“{piece}”重复");
    let doubled = DOUBLED.find_iter(text).map(|found| found.range());
    let twice = TWICE_IN_A_BREATH.find_iter(text).map(|found| found.range());
    let particles = PARTICLES.iter().flat_map(|(pair, ending, beginning)| {
        let sound = |at: usize| {
            before(text, at).is_some_and(|c| ending.contains(c)) || after(text, at + pair.len()).is_some_and(|c| beginning.contains(c))
        };
        text.match_indices(pair).map(|(at, _)| at).filter(move |at| !sound(*at)).map(|at| at..at + pair.len())
    });
    let ranges = doubled.chain(twice).chain(particles).chain(threefold(text));
    distinct(ranges.map(|range| Finding::new(range.clone(), message(&text[range]), HINT)).collect())
}

/// Three or more of the same character in a row; numbers are exempt.
fn threefold(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut run = (0, '\0', 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let (start, of, length) = run;
        if c == of {
            run.2 += 1;
            continue;
        }
        if length >= 3 && is_han(of) && !is_numeral(of) && of != '某' {
            found.push(start..at);
        }
        run = (at, c, 1);
    }
    found
}
