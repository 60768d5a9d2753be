//! What the words of a reason or a purpose say about its figure: that there was nothing, that it rose, that it fell. When in doubt they say nothing.

use std::sync::LazyLock;

use super::pattern::{Pattern, pattern};
use super::prose::Prose;

/// A clause that says of the department, and of this year, that there was none of it.
static DENIAL: LazyLock<Pattern> = LazyLock::new(|| {
    let who = "(?:(?:本|我|该)?(?:单位|部门|局|县|办|委|校|院|镇|乡|中心)|全年|本年度?|当年|20\\d\\d年度?|财政拨款)*";
    let none = "(?:均|也|都|并)?(?:无|没有|未发生|没有发生|未产生|未安排|没有安排|未开支|未列支|不存在|不涉及|未涉及)";
    let whole = "(?:此项|此类|该项|该类|这项|相关|任何)?(?:财政拨款)?";
    let vehicles = "公务用车(?:购置)?[及和]?(?:运行(?:维护)?)?(?:费用?|经费)?";
    let others = "(?:因公)?出国(?:[（(]境[）)])?(?:费用?|经费|任务|团组|计划)?|出访(?:任务|团组|计划)?|公务接待(?:费用?|经费|活动)?|外事接待(?:费用?|活动)?|“?三公”?(?:经费)?";
    pattern(&format!("^{who}{none}(?:{whole}|{vehicles}|{others})(?:支出|收支|费用|经费|开支|预算)?(?:发生)?$"))
});
/// A clause that says of the whole figure that it was nothing.
static NOTHING: LazyLock<Pattern> =
    LazyLock::new(|| pattern("^(?:本年度?|全年|20\\d\\d年度?)?(?:支出|费用|决算)?(?:数|金额)?(?:为|是)(?:零|0(?:\\.0+)?(?:元|万元)?)$"));
/// What a denial among the three public expenses can name.
const SUBJECTS: [&str; 6] = ["出国", "出访", "购置", "运行", "用车", "接待"];
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

pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['，', '。', '；', '、', '：', ',', ';', '\n']).map(str::trim).filter(|clause| !clause.is_empty())
}

fn is_past(clause: &str) -> bool {
    PAST.iter().any(|past| clause.contains(past))
}

/// Whether a text says that there was no such expenditure at all. A text about last year, or about a part of it, does not; nor does 无 in an empty slot
/// (JS-Q09).
pub fn denies(text: &str) -> bool {
    let is_empty_slot = matches!(text.trim().trim_end_matches('。'), "无" | "没有");
    let is_denial = |clause: &str| {
        let clause = Prose::of(clause);
        DENIAL.is_match(&clause) || NOTHING.is_match(&clause)
    };
    !is_empty_slot && !is_past(text) && clauses(text).next().is_some() && clauses(text).all(is_denial)
}

/// Whether a text begins by saying that something was not there: 无出国任务, 本年未购置车辆.
pub fn begins_with_none(text: &str) -> bool {
    let who = ["本", "我", "该", "单位", "部门", "局", "年度", "年", "全"];
    let rest = who.iter().fold(text.trim(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    ["无", "没有", "未", "不", "尚未"].iter().any(|none| rest.starts_with(none))
}

/// Whether a text denies the very figure of the key it stands under: 未发生公务用车购置费 denies neither all vehicle costs nor the three together.
pub fn denies_own(path: &str, text: &str) -> bool {
    denies(text) && clauses(text).any(|clause| is_about(path, clause))
}

/// Whether what a clause denies is the figure of a key. One that names none of the three public expenses is about whatever it stands under.
fn is_about(path: &str, clause: &str) -> bool {
    let names = |subject: &&str| clause.contains(*subject);
    let named: Vec<&str> = SUBJECTS.into_iter().filter(names).collect();
    match named.as_slice() {
        [] => true,
        ["出国" | "出访"] => path.contains("因公出国"),
        ["接待"] => path.contains("公务接待费"),
        ["用车"] | ["购置", "运行", "用车"] => path.contains("公务用车"),
        ["购置", ..] => path.contains("公务用车购置费"),
        ["运行", ..] => path.contains("公务用车运行维护费"),
        _ => false,
    }
}

/// A clause that says that nothing changed.
static FLAT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "^(?:本年度?|今年|支出|预算|决算)*(?:与|较|比|同|和)?(?:上年|去年|上年度|上年决算|年初预算|预算)?(?:数|支出)?(?:相比)?(?:持平|相同|一致|相等|[无未]变化|没有变化|[无未]变动|没有变动|无增减|没有增减|无差异|没有差异|无偏差|没有偏差|不存在偏差)$",
    )
});

/// Whether a reason says nothing but that there was no change. 基本持平 says something else.
pub fn says_unchanged(reason: &str) -> bool {
    clauses(reason).next().is_some() && clauses(reason).all(|clause| FLAT.is_match(&Prose::of(clause)))
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

/// Words that turn a direction round: less income and more retirements say nothing of an expenditure's direction, nor does what did not come about, or
/// what was saved for something else.
const UNCLEAR: [&str; 7] = ["收入", "结转", "退休", "未", "改由", "用于", "统筹"];

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
            "本年未发生公务用车支出",
            "未发生公务用车购置及运行维护费",
            "本单位无“三公”经费支出",
            "未发生出国(境)费用",
            "全年未列支",
            "本年支出为0",
            "支出金额为零。",
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
            "未购置公务用车",
            "本年支出为零星维修",
            "无公务用车驾驶员编制",
            "上年支出为0",
            "无",
            "",
        ] {
            assert!(!denies(silent), "{silent}");
        }
    }

    #[test]
    fn a_denial_is_about_its_own_figure() {
        let three_public = |key: &str| format!("三公经费.{key}");
        for (key, denial) in [
            ("公务用车变动原因", "本年未发生公务用车支出"),
            ("公务用车变动原因", "未发生公务用车购置及运行维护费"),
            ("公务用车购置费.变动原因", "未发生公务用车购置费"),
            ("公务用车运行维护费.用途", "单位无此项支出"),
            ("公务接待费.国内接待.用途", "未发生公务接待费，无因公出国（境）费"),
            ("变动原因", "本单位无“三公”经费支出"),
            ("因公出国（境）费.变动原因", "本年没有出访任务"),
            ("因公出国（境）费.变动原因", "未安排出国"),
        ] {
            assert!(denies_own(&three_public(key), denial), "{key}: {denial}");
        }
        for (key, part) in [
            ("变动原因", "本年没有出访任务"),
            ("变动原因", "未发生公务接待费"),
            ("变动原因", "未发生公务接待费，无因公出国（境）费"),
            ("公务用车变动原因", "本年未发生公务用车购置费"),
            ("公务用车变动原因", "未发生公务用车运行维护费"),
            ("公务用车运行维护费.变动原因", "未发生公务用车购置费"),
        ] {
            assert!(!denies_own(&three_public(key), part), "{key}: {part}");
        }
    }

    #[test]
    fn nothing_but_no_change_is_no_reason() {
        for flat in ["与上年持平", "与上年决算相同。", "无变化", "支出与年初预算一致", "较上年无增减", "无偏差"]
        {
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
            "新增人员未到位",
            "部分企业增资手续未办完",
            "追加项目未实施",
            "取消收费后改由财政保障",
            "压减一般性支出，统筹用于场馆维修",
            "",
        ] {
            assert!(!points_up(neither) && !points_down(neither), "{neither}");
        }
    }
}
