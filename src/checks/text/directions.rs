//! JS-Q03: the template's directions to the writer, left in the text.

use std::sync::LazyLock;

use super::finding::{Finding, before, distinct, matches, matches_any};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static DIRECTIONS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"(?:请|逐项|分项|具体)列明|[（(](?:应|需|须)?列明[^）)]*[）)]",
        r"不涉及的?[，,]?(?:可|请|则)?(?:不列|不填|不写|删除|删去|不用写)",
        r"如(?:果)?(?:为)?(?:持平|没有|不涉及|无)[^，。；\n]{0,8}[，,]?(?:则|请|可|应|需)?(?:作|按|写|用)?[^，。；\n]{0,4}(?:表述|则删|不填|不写|删除|删去)",
        r"作持平表述|按持平表述|(?:统一|可|应|请)表述(?:为|如下)[:：“]",
        r"(?:此处|本处|此栏|本栏|该栏|本段|此段)(?:内容)?(?:应|需|请|须|可|不)?(?:填写|填列|填报|说明|删除|插入|粘贴|简要|介绍)",
        r"本部分(?:内容)?(?:请|应|需|须|要求|主要填写|应当|简要介绍|由[^，。；\n]{1,8}填)",
        r"(?:填写|填报|编写|填列)(?:说明|要求|提示|示例|样例|范例)[:：）)】]",
        r"[（(【\[](?:注[:：])?[^）)】\]\n]{0,30}(?:请填写|自行填写|自行删除|自行修改|据实填写|如实填写|根据实际填写|按实际填写|选填|必填|不列此项|可不列|请删除|请修改|可删除|任选其一|二选一|三选一)[^）)】\]\n]{0,20}[）)】\]]",
        r"(?:红色|蓝色|黄色|标红|标黄|灰色)(?:字体|部分|内容|文字)(?:为|请|需|应|是)",
        r"(?:样例|模板|示例)文字|^示例[:：]|以下(?:为|是)(?:示例|模板|样例)",
    ]
    .map(pattern)
    .into()
});
static PLEASE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("请(?:按照?|根据|参照|结合|如实|据实|在此|逐项|分别|简要|自行|注明|填写|填列|补充说明|说明原因|删除)"));

/// Finds directions.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("模板的填写说明“{piece}”留在文字里");
    let hint = "删去填写说明，只写说明所要求的内容";
    let mut found: Vec<Finding> = matches_any(text, &DIRECTIONS, message, hint);
    let asked_of_others =
        |range: &std::ops::Range<usize>| before(text, range.start).is_some_and(|c| "提申聘邀报恳呈宴延吁敬如".contains(c));
    found.extend(matches(text, &PLEASE, asked_of_others, message, hint));
    distinct(found)
}
