//! JS-Q09: a place in a sentence of the template that was filled with 无, 0 or a single character, so that the sentence says nothing.

use std::sync::LazyLock;

use super::finding::{Finding, distinct, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static WHOLE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"^\s*(?:无|没有|暂无|空|N/?A|n/a|[-—/／]+)[。.；]?\s*$"));
static IN_SENTENCE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"(?:主要(?:是|为|用于|包括)|原因(?:是|为)|用于|主要原因)[:：]?(?:无|暂无|没有|空)(?:[。；，]|$)"));

/// A pointer to what stands elsewhere: printed by itself, it points at nothing.
static ELSEWHERE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:(?:原因|理由|用途|情况)?(?:同|如|见)(?:上|前|左)(?:文|述|所述|面|一?[条项款行])?(?:原因|所述|说明|内容)?|(?:原因|理由|用途)?同(?:上年|去年)(?:度|的?原因)?|(?:详|参)?见(?:附件|附表|附后|后附|上文|下文|前文|正文|报表|另附|说明|情况说明|自评报告)|略|从略|待定|待补充?|另附)[。.；]?\s*$",
    )
});

/// Figures and punctuation, or one character, where prose is asked.
static NO_PROSE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"^\s*(?:[\d\s.,%％+\-—/，。、；;:：()（）]+|[^\s。；，、]\s*[。；，]?)\s*$"));

/// Keys of a project's report that ask for prose, though 无 may be an answer there.
const PROSE_SECTIONS: [&str; 5] = ["基本信息", "自评结果", "主要经验做法", "存在问题及原因", "改进措施及建议"];

/// Keys whose text becomes part of a sentence; elsewhere (table cells) 无 is an answer.
const SENTENCE_KEYS: [&str; 18] = [
    "用途",
    "变动原因",
    "预决算差异原因",
    "公务用车变动原因",
    "其他用车说明",
    "收支总计",
    "财政拨款收支总计",
    "一般公共预算财政拨款支出",
    "一般公共预算预决算差异",
    "政府性基金预算财政拨款支出",
    "国有资本经营预算财政拨款支出",
    "年初结转调整",
    "绩效自评金额差异",
    "解释",
    "改进措施",
    "评价结果",
    "报告",
    "工作机制",
];

/// Whether a text under these keys is part of a sentence.
pub fn is_in_sentence<'k>(mut keys: impl DoubleEndedIterator<Item = &'k str>) -> bool {
    let last = keys.next_back().unwrap_or_default();
    SENTENCE_KEYS.contains(&last) || keys.next_back() == Some("名词列举")
}

/// Whether prose is asked under these keys: more than a figure or a single character.
pub fn is_prose<'k>(mut keys: impl DoubleEndedIterator<Item = &'k str>) -> bool {
    keys.next_back() == Some("职责") || keys.any(|key| PROSE_SECTIONS.contains(&key))
}

/// Whether a text says nothing at all.
pub fn is_empty(text: &str) -> bool {
    let text = Prose::of(text);
    text.trim().is_empty() || WHOLE.is_match(&text) || NO_PROSE.is_match(&text)
}

/// What to do where the sentence must stand, and where it may be left out.
const WRITE: &str = "写实际内容：一句话说清楚，不写“无”或数字";
const WRITE_OR_DELETE: &str = "写实际内容；没有时删去这个键，相应的句子就不印";

const REPEAT: &str = "每一处单独印成一句话：把内容写出来，与别处相同的也照样写一遍";

/// Finds sentences that end in nothing. `asked` says that the document cannot do without the sentence.
pub fn findings(text: &Prose, asked: bool) -> Vec<Finding> {
    let hint = if asked { WRITE } else { WRITE_OR_DELETE };
    let mut found = matches(text, &IN_SENTENCE, |_| false, |piece| format!("“{piece}”没有说出内容"), hint);
    found.extend(matches(text, &WHOLE, |_| false, |piece| format!("用“{}”填空，句子没有内容", piece.trim()), hint));
    let elsewhere = |piece: &str| format!("只写了“{}”，印出来读的人看不到内容", piece.trim());
    found.extend(matches(text, &ELSEWHERE, |_| false, elsewhere, REPEAT));
    found.extend(no_prose(text));
    distinct(found)
}

/// Finds a figure or a single character where prose is asked.
pub fn no_prose(text: &Prose) -> Vec<Finding> {
    if WHOLE.is_match(text) {
        return Vec::new();
    }
    matches(text, &NO_PROSE, |_| false, |piece| format!("这里要写一句话，只写了“{}”", piece.trim()), WRITE)
}
