//! What the words of a reason or a purpose say about its figure: that there was nothing, that it rose, that it fell. When in doubt they say nothing.

use std::sync::LazyLock;

use super::pattern::{Pattern, pattern};

/// A clause that says of the department, and of this year, that there was none of it.
static DENIAL: LazyLock<Pattern> = LazyLock::new(|| {
    let who = "(?:(?:本|我|该)?(?:单位|部门|局|县|办|委|校|院|镇|乡|中心)|全年|本年度?|当年|20\\d\\d年度?|财政拨款)*";
    let none = "(?:均|也|都|并)?(?:无|没有|未发生|没有发生|未产生|未安排|没有安排|不存在|不涉及|未涉及)";
    let subject = "(?:此项|此类|该项|该类|这项|相关|任何)?(?:财政拨款)?(?:支出|收支|费用|经费|开支|预算)?";
    pattern(&format!(
        "^{who}{none}(?:{subject}|(?:因公)?出国（境）费?|公务用车(?:购置|运行维护)?费?|公务接待(?:费|活动)?(?:支出)?|外事接待)(?:发生)?$"
    ))
});
/// Years that are not the one spoken of.
const PAST: [&str; 6] = ["上年", "去年", "以前年度", "往年", "前一年", "上一年"];
const UP: [&str; 20] = [
    "增加",
    "增长",
    "增多",
    "提高",
    "上升",
    "上调",
    "调增",
    "新增",
    "追加",
    "扩大",
    "上涨",
    "增资",
    "提标",
    "增编",
    "扩招",
    "增支",
    "高于预算",
    "超出预算",
    "多于",
    "调入",
];
const DOWN: [&str; 21] = [
    "减少",
    "下降",
    "降低",
    "压减",
    "压缩",
    "缩减",
    "调减",
    "核减",
    "下调",
    "回落",
    "节约",
    "节省",
    "从严控制",
    "严格控制",
    "取消",
    "停止",
    "减编",
    "低于预算",
    "未支出",
    "未支付",
    "少于",
];
/// What turns an upward word round: 未增加, 控制增长.
const DENYING: [&str; 8] = ["未", "不再", "没有", "无", "不", "控制", "防止", "严控"];

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['，', '。', '；', '、', '：', ',', ';', '\n']).map(str::trim).filter(|clause| !clause.is_empty())
}

fn is_past(clause: &str) -> bool {
    PAST.iter().any(|past| clause.contains(past))
}

/// Whether a text says that there was no such expenditure at all. A text about last year, or about a part of it, does not; nor does 无 in an empty slot
/// (JS-Q09).
pub fn denies(text: &str) -> bool {
    let is_empty_slot = matches!(text.trim().trim_end_matches('。'), "无" | "没有");
    !is_empty_slot && !is_past(text) && clauses(text).next().is_some() && clauses(text).all(|clause| DENIAL.is_match(clause))
}

/// A clause that says that nothing changed.
static FLAT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "^(?:本年度?|今年|支出|预算|决算)*(?:与|较|比|同|和)?(?:上年|去年|上年度|上年决算|年初预算|预算)?(?:数|支出)?(?:相比)?(?:持平|相同|一致|相等|无变化|没有变化|无变动|没有变动|未变动|无增减|没有增减)$",
    )
});

/// Whether a reason says nothing but that there was no change. 基本持平 says something else.
pub fn says_unchanged(reason: &str) -> bool {
    clauses(reason).next().is_some() && clauses(reason).all(|clause| FLAT.is_match(clause))
}

/// Whether all that a reason says explains an increase.
pub fn points_up(reason: &str) -> bool {
    says(reason, &UP) && !says(reason, &DOWN) && !is_past(reason) && !turned(reason)
}

/// Whether all that a reason says explains a decrease.
pub fn points_down(reason: &str) -> bool {
    says(reason, &DOWN) && !says(reason, &UP) && !is_past(reason) && !turned(reason)
}

fn says(reason: &str, words: &[&str]) -> bool {
    words.iter().any(|word| reason.contains(word))
}

/// Words that turn a direction round: less income and more retirements say nothing of an expenditure's direction.
const UNCLEAR: [&str; 3] = ["收入", "结转", "退休"];

/// Whether a word of direction is denied, or a reason is about something that moves expenditure either way: then it says neither.
fn turned(reason: &str) -> bool {
    let denied = |word: &&str| reason.match_indices(*word).any(|(at, _)| DENYING.iter().any(|denying| reason[..at].ends_with(denying)));
    says(reason, &UNCLEAR) || UP.iter().chain(&DOWN).any(denied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_the_whole_of_what_is_said() {
        for denial in [
            "单位无此项支出",
            "本年未发生此项。",
            "无此项",
            "没有发生",
            "本部门2024年度未发生公务接待费",
            "我单位没有此项支出",
            "全年无公务接待",
            "本单位不涉及此项支出",
            "未发生公务接待费，无因公出国（境）费",
        ] {
            assert!(denies(denial), "{denial}");
        }
        for silent in [
            "上年无此项支出",
            "上年无此项支出，本年新增",
            "无此项支出的单位减少",
            "压减公务接待",
            "无新增人员",
            "未发生大的变化",
            "本年无大型维修，办公费减少",
            "没有安排临时任务",
            "无纸化办公，印刷费减少",
            "不涉及人员变动",
            "无",
            "",
        ] {
            assert!(!denies(silent), "{silent}");
        }
    }

    #[test]
    fn nothing_but_no_change_is_no_reason() {
        for flat in ["与上年持平", "与上年决算相同。", "无变化", "支出与年初预算一致", "较上年无增减"] {
            assert!(says_unchanged(flat), "{flat}");
        }
        for silent in ["与上年基本持平", "人员与上年持平，缴费基数提高", "政策无变化，人数增加", "一致性评价项目增加", "无", ""]
        {
            assert!(!says_unchanged(silent), "{silent}");
        }
    }

    #[test]
    fn a_reason_points_one_way_or_says_nothing() {
        for up in ["本年度项目增加", "医疗保险缴费基数提高", "年中追加优化营商环境改革试点经费", "车辆老旧，维修增多"]
        {
            assert!(points_up(up) && !points_down(up), "{up}");
        }
        for down in ["人员减少导致公用经费减少", "厉行节约，压减接待", "从严控制接待批次和人数", "库存减少，补贴减少"]
        {
            assert!(points_down(down) && !points_up(down), "{down}");
        }
        for neither in [
            "规范支出科目使用",
            "人员减少，但缴费基数提高",
            "上年追加的一次性项目本年不再安排",
            "退休人员增加",
            "未增加人员",
            "控制增长",
            "非税收入减少",
            "上年有一次性项目追加",
            "",
        ] {
            assert!(!points_up(neither) && !points_down(neither), "{neither}");
        }
    }
}
