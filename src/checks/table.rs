//! All rules, by family.

use super::{Rule, performance, procurement, publication, ratios, structure, tables, text, three_public};

/// A family of rules: its Chinese name (also that of its page in the book) and its rules.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    pub name: &'static str,
    pub rules: &'static [Rule],
}

/// The families in the order of the book.
pub const FAMILIES: [Family; 8] = [
    Family { name: "结构", rules: structure::RULES },
    Family { name: "表格", rules: tables::RULES },
    Family { name: "情况说明", rules: ratios::RULES },
    Family { name: "三公经费", rules: three_public::RULES },
    Family { name: "采购与资产", rules: procurement::RULES },
    Family { name: "绩效自评", rules: performance::RULES },
    Family { name: "文字与保密", rules: text::RULES },
    Family { name: "批复与公开", rules: publication::RULES },
];

/// Every rule, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule of an identifier.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::checks::Basis;

    #[test]
    fn the_hundred_rules_are_all_here_once() {
        let mut letters = BTreeMap::<&str, usize>::new();
        let mut seen = std::collections::BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "{} stands twice", rule.id);
            *letters.entry(&rule.id[3..4]).or_default() += 1;
        }
        let expected =
            [("S", 12), ("T", 15), ("X", 13), ("N", 11), ("R", 12), ("G", 6), ("A", 4), ("E", 10), ("Q", 11), ("V", 3), ("D", 3)];
        assert_eq!(letters, BTreeMap::from(expected));
    }

    #[test]
    fn a_rule_is_looked_for_or_holds_by_construction() {
        for rule in rules() {
            let constructed = matches!(rule.basis, Basis::ByConstruction(_));
            assert_eq!(constructed, rule.checks.is_empty(), "{}", rule.id);
        }
    }
}
