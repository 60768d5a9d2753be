//! JS-V02: marks of secrecy. 机要密件传递 and 保密工作 are duties, not marks.

use std::sync::LazyLock;

use super::finding::{Finding, distinct, matches_any};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static MARKS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"(?:绝密|机密|秘密)(?:级)?[ 　]*[★☆][ 　]*(?:\d{1,3}[ ]?(?:年|个?月)|长期)?",
        r"[★☆][ 　]*(?:\d{1,3} ?(?:年|个?月)|长期)",
        r"(?m)^[ 　]*(?:绝密|机密|秘密)(?:[ 　]*\d{1,3} ?年)?[ 　]*$",
        r"密级[:：为][ ]?[“]?(?:绝密|机密|秘密)",
        r"[（(【](?:绝密|机密|秘密)(?:[·， ]?\d{1,3}年)?[）)】]",
        r"内部(?:资料|文件|刊物|材料)[，,、 　·]*(?:请)?(?:注意保存|注意保管|严禁外传|不得外传|请勿外传|妥善保管)",
        r"(?m)^[ 　]*(?:内部资料|注意保存)[ 　！!]*$",
    ]
    .map(pattern)
    .into()
});

/// Finds marks of secrecy.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("有密级或内部资料标志“{}”", piece.trim());
    let hint = "带密级标志的内容不能公开：先按程序解密或删去，不是只删去标志";
    distinct(matches_any(text, &MARKS, message, hint))
}
