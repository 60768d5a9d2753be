//! Where a top-level section that is not written belongs: behind the written one that stands before it in the order of the schema.

use super::schema::{Leaf, Rule, RuleId, Schema};
use super::tree::{Content, Tree};
use crate::source::{Disclosure, Span};

/// The place of the key behind whose section a department's file should hold another one; none if nothing at all is written, or no such section exists.
pub fn place_for(tree: &Tree, section: &str) -> Option<Span> {
    let Content::Mapping { entries, .. } = &tree.root.as_ref()?.content else { return None };
    let schema = Schema::of::<Disclosure>();
    let Rule::Mapping(fields) = schema.rule(schema.root()) else { return None };
    let place = |key: &str| fields.iter().position(|field| field.name == key);
    let wanted = place(section)?;
    let own = entries.iter().filter(|entry| entry.key.span.file == tree.file);
    let before = own.filter_map(|entry| Some((place(&entry.key.text).filter(|place| *place < wanted)?, entry.key.span)));
    before.max_by_key(|(place, _)| *place).map(|(_, span)| span)
}

/// The rule of a key of a department's file by its dotted path.
fn rule_at(schema: &Schema, path: &str) -> Option<RuleId> {
    let step = |id, key: &str| match schema.rule(id) {
        Rule::Mapping(_) => schema.field(id, key).map(|field| field.rule),
        Rule::Entries { value, .. } => Some(*value),
        Rule::Sequence(_) | Rule::Leaf(_) => None,
    };
    path.split('.').try_fold(schema.root(), step)
}

/// Whether a department's file has a key at a dotted path.
pub fn has_key(path: &str) -> bool {
    rule_at(&Schema::of::<Disclosure>(), path).is_some()
}

/// Whether a department's file takes a text, or a list of texts, at a dotted path.
pub fn takes_text(path: &str) -> bool {
    let schema = Schema::of::<Disclosure>();
    let Some(id) = rule_at(&schema, path) else { return false };
    let id = if let Rule::Sequence(item) = schema.rule(id) { *item } else { id };
    matches!(schema.rule(id), Rule::Leaf(Leaf::Text))
}

#[cfg(test)]
mod tests {
    use super::{has_key, place_for, takes_text};
    use crate::diagnostics::Files;
    use crate::source::Disclosure;
    use crate::source::reading::read_bytes;

    #[test]
    fn a_section_belongs_behind_the_one_before_it() {
        let text = "年度: 2024\n三公经费: {}\n一般公共预算财政拨款: []\n";
        let mut files = Files::default();
        let tree = read_bytes::<Disclosure>(std::path::Path::new("a.yaml"), text.as_bytes(), &mut files).tree;
        let behind = |section: &str| place_for(&tree, section).map(|span| &text[span.range()]);
        assert_eq!(behind("基本支出明细"), Some("一般公共预算财政拨款"));
        assert_eq!(behind("国有资产"), Some("三公经费"));
        assert_eq!(behind("金额单位"), Some("年度"));
        assert_eq!(behind("标准"), None);
        assert_eq!(behind("没有这一节"), None);
    }

    #[test]
    fn the_schema_says_which_keys_take_texts() {
        for text in ["概况.职责", "科目说明.208.用途", "科目说明.{code}.变动原因", "绩效管理.管理制度", "变动原因.绩效自评金额差异"]
        {
            assert!(takes_text(text), "{text}");
        }
        for other in ["科目说明.208.年初预算", "概况", "概况.机构设置", "绩效管理.跟踪项目数", "没有这一节", "中各类的年初预算"]
        {
            assert!(!takes_text(other), "{other}");
        }
        for (path, known) in [("上年决算.收入总计", true), ("科目说明.{code}.年初预算", true), ("上年决算.收人总计", false), ("", false)]
        {
            assert_eq!(has_key(path), known, "{path}");
        }
    }
}
