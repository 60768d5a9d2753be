//! JS-Q06, first part: words written twice. Only words that never meet themselves in sound Chinese are looked for: 人大人大代表 is sound, 项目项目 is not.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, is_numeral};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;
use crate::source::is_han;

/// Particles, the characters before a doubled one that end a word of their own, and those after it that begin one.
const PARTICLES: [(char, &str, &str); 6] = [
    ('的', "目标的有", "确士"),
    ('了', "", "解结却然断"),
    ('和', "", "谐平睦解气美"),
    ('与', "", "会时此其"),
    ('在', "存实现", "建职编册校读岗线地场押世"),
    ('及', "以普涉", "时早"),
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

/// How many characters [`WORDS`] have.
const WORD_CHARS: [usize; 2] = [2, 3];
static TWICE_IN_A_BREATH: LazyLock<Pattern> = LazyLock::new(|| pattern("未能及时[\\p{Han}、]{1,8}及时[\\p{Han}]{2}"));

const HINT: &str = "删去重复的字词";

/// Finds repeated words.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("“{piece}”重复");
    let twice = TWICE_IN_A_BREATH.find_iter(text).map(|found| found.range());
    let ranges = doubled(text).into_iter().chain(twice).chain(particles(text)).chain(threefold(text));
    distinct(ranges.map(|range| Finding::new(range.clone(), message(&text[range]), HINT)).collect())
}

/// Words written twice.
fn doubled(text: &str) -> Vec<Range<usize>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let start = |number: usize| characters.get(number).map_or(text.len(), |(at, _)| *at);
    let mut found = Vec::new();
    for length in WORD_CHARS {
        for (number, pair) in characters.windows(2 * length).enumerate() {
            let (word, next) = pair.split_at(length);
            let same = word.iter().zip(next).all(|((_, one), (_, other))| one == other);
            if same && WORDS.contains(&&text[start(number)..start(number + length)]) {
                found.push(start(number)..start(number + 2 * length));
            }
        }
    }
    found
}

/// Particles written twice.
fn particles(text: &str) -> impl Iterator<Item = Range<usize>> {
    let twins = text.char_indices().zip(text.chars().skip(1)).filter(|((_, one), next)| one == next);
    twins.filter_map(|((at, c), _)| {
        let (_, ending, beginning) = PARTICLES.iter().find(|(particle, ..)| *particle == c)?;
        let end = at + 2 * c.len_utf8();
        let sound = before(text, at).is_some_and(|c| ending.contains(c)) || after(text, end).is_some_and(|c| beginning.contains(c));
        (!sound).then_some(at..end)
    })
}

/// Three or more of the same character in a row; numbers are exempt.
fn threefold(text: &str) -> Vec<Range<usize>> {
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
