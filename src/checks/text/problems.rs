//! What a report says where it is asked for problems: whether it says that there are none (JS-E04).

use std::sync::LazyLock;

use super::pattern::{Pattern, pattern};
use super::prose::Prose;
use super::reasons::clauses;

/// A clause that says that there was nothing to put right.
static NO_PROBLEM: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "^(?:本|该)?(?:项目|单位|部门)?(?:管理中|执行中|实施中)?(?:暂|均|尚)?(?:无|没有|未发现|不存在|未发生|无需)(?:存在)?(?:明显|突出|重大|较大|主要)?(?:的)?(?:问题|不足|改进|整改|改进措施|问题及原因)?$",
    )
});

/// Whether a text says nothing but that there are no problems.
pub fn says_none(text: &str) -> bool {
    clauses(text).next().is_some() && clauses(text).all(|clause| NO_PROBLEM.is_match(&Prose::of(clause)))
}

#[cfg(test)]
mod tests {
    use super::says_none;

    #[test]
    fn no_problem_is_the_whole_of_what_is_said() {
        for none in ["无。", "暂无", "没有问题", "未发现问题。", "本项目不存在问题", "无明显问题", "无需改进"]
        {
            assert!(says_none(none), "{none}");
        }
        for silent in ["没有按期完工。", "无专人负责。", "未发现大的问题，付款手续办理较晚。", "问题已经整改。", ""]
        {
            assert!(!says_none(silent), "{silent}");
        }
    }
}
