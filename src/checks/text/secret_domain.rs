//! JS-V03: details of a secret domain (cipher equipment, shielded rooms, numbers of secret documents, counts of secure computers). They need a recorded
//! 保密审查. Duties that name the field (密码管理, 机要通信) are no details.

use std::sync::LazyLock;

use super::finding::{Finding, distinct, matches_any};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static DETAILS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"密码(?:通信)?(?:信息化)?设备|密码机|加密机|电磁(?:防护|屏蔽|泄漏)|红黑(?:隔离|电源)",
        r"屏蔽(?:机房|室|机柜)|保密机房|涉密机房|机要(?:室)?机房",
        r"[\p{Han}--按据照依]{0,2}机密?发 ?[〔\[［【（(](?:19|20)\d\d[〕\]］】）)] ?(?:第 ?)?\d+ ?号",
        r"(?:安可|信创|安全可靠)[^，。；\n]{0,24}?\d[\d,]* ?(?:余|多)?(?:台|套)|\d[\d,]* ?(?:余|多)?(?:台|套)[^，。；\n]{0,12}(?:安可|信创|安全可靠)",
        r"涉密(?:计算机|电脑|打印机|服务器|终端)[^，。；\n]{0,10}?\d+ ?(?:台|套)|\d+ ?(?:台|套)涉密(?:计算机|电脑|打印机|服务器|终端)",
    ]
    .map(pattern)
    .into()
});

/// Finds details of a secret domain.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("“{piece}”是涉密领域的细节");
    let hint = "公开前做保密审查，把日期和结论写在“保密审查”里；不同意公开的内容删去";
    distinct(matches_any(text, &DETAILS, message, hint))
}
