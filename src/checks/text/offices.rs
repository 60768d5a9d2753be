//! JS-Q10: offices that are named in the text but not in 机构设置: 机要保密科 where the list has 机要保密股.

use std::sync::LazyLock;

use super::finding::Finding;
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

/// A name ending in 股 or 科 that is said to do something.
static ACTING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:^|[，。；：、“（]|由|交由|归口|委托)(\p{Han}{2,10}?[股科室])(?:负责|牵头|组织|承担|会同|配合|具体|统一|统筹|拟定|制定|办理|实施|按照?|根据)",
    )
});
/// Bodies that have offices of their own.
const OTHER_BODIES: [&str; 17] =
    ["局", "委", "部", "院", "厅", "校", "镇", "乡", "公司", "中心", "所", "站", "队", "各", "相关", "有关", "上级"];
/// What stands before a name without belonging to it.
const LEADS: [&str; 5] = ["交由", "由", "归口", "委托", "其中"];
const SUFFIXES: [char; 3] = ['股', '科', '室'];

/// Finds offices that the list (`known`) does not have. Silent where the list has no 股 and no 科: then the department is organised otherwise.
pub fn findings(text: &Prose, known: &[&str]) -> Vec<Finding> {
    if !known.iter().any(|name| name.ends_with(['股', '科'])) {
        return Vec::new();
    }
    let unknown = ACTING.captures_iter(text).filter_map(|captures| {
        let name = captures.get(1).expect("the pattern captures a name");
        let office = LEADS.iter().fold(name.as_str(), |office, lead| office.strip_prefix(lead).unwrap_or(office));
        let range = name.end() - office.len()..name.end();
        let is_known = known.iter().any(|listed| listed.ends_with(office) || office.ends_with(listed));
        let elsewhere = OTHER_BODIES.iter().any(|body| office.contains(body));
        if is_known || elsewhere {
            return None;
        }
        let message = match known.iter().find(|listed| listed.trim_end_matches(SUFFIXES) == office.trim_end_matches(SUFFIXES)) {
            Some(listed) => format!("“{office}”在机构设置里写作“{listed}”"),
            None => format!("机构设置里没有“{office}”"),
        };
        Some(Finding::new(range, message, "与“概况”的机构设置核对名称"))
    });
    unknown.filter(|finding| !text[finding.range.clone()].ends_with('室') || finding.message.contains("写作")).collect()
}
