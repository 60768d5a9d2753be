//! What a file started by `juesuan new` still lacks: one finding for all places that say 待填, in file order, each with an example.

use super::codes;
use super::example;
use super::schema::Leaf;
use super::tree::Node;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Stands for what is still to be written in a file that was just started; refused, and never zero.
pub const MISSING: &str = "待填";

/// A place that says [`MISSING`], and what might be written there.
pub struct Unfilled {
    pub subject: String,
    pub place: Span,
    pub example: String,
}

/// An example of what stands in a place: the schema's own, or one of its kind.
pub fn example_of(leaf: &Leaf, sample: Option<&serde_json::Value>, year: Option<u32>) -> String {
    let usual = match leaf {
        Leaf::Amount => "1402400.00",
        Leaf::Code => "2013101",
        Leaf::Count | Leaf::Integer => "2",
        Leaf::Score => "10",
        Leaf::Date => "2025-08-20",
        Leaf::YearMonth => "2024-12",
        Leaf::Bool => "是",
        Leaf::OneOf(words) => words.first().map_or("", String::as_str),
        Leaf::Text => "机关日常运转",
    };
    let example = sample.filter(|sample| !sample.is_null()).map_or_else(|| usual.to_owned(), example::value);
    if matches!(leaf, Leaf::Date | Leaf::YearMonth) { example::of_year(&example, year) } else { example }
}

/// Says what is still to be filled in; nothing if nothing is.
pub fn report(unfilled: &[Unfilled], root: &Node, text: &str) -> Option<Diagnostic> {
    let first = unfilled.first()?;
    let hint = "把“待填”换成本年的内容；没有发生的金额和个数写 0，用不到的键整行删去";
    if let [only] = unfilled {
        let found = Diagnostic::error(codes::EMPTY_VALUE, format!("{}还没有填", only.subject));
        return Some(found.at(only.place, format!("这里写着“{MISSING}”")).hint(format!("例如 {}", only.example)).hint(hint));
    }
    let found = Diagnostic::error(codes::EMPTY_VALUE, format!("还有 {} 处没有填（写着“{MISSING}”）", unfilled.len()));
    let found = found.at(first.place, "第一处");
    let mut line = 1;
    let mut counted = 0;
    let row = |found: Diagnostic, place: &Unfilled| {
        let start = place.place.range().start;
        line += text[counted..start].matches('\n').count();
        counted = start;
        let path = root.path_at(place.place).map_or_else(|| place.subject.clone(), |path| in_words(&path));
        found.note(format!("第 {line:>3} 行  {path}，例如 {}", place.example))
    };
    Some(unfilled.iter().fold(found, row).hint(hint))
}

/// `绩效自评[1].科目` as people say it: `绩效自评第 1 项.科目`.
fn in_words(path: &str) -> String {
    path.replace('[', "第 ").replace(']', " 项")
}
