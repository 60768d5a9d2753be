//! What must hold for the lists of every year, and that what was really published in 2024 is in them.

use std::collections::BTreeSet;

use super::*;

fn catalogs() -> impl Iterator<Item = &'static Catalog> {
    Catalog::years().map(|year| Catalog::of(year).expect("a listed year is there"))
}

fn of_2024() -> &'static Catalog {
    Catalog::of(2024).expect("2024 is there")
}

/// The `code,name` lines of a published list.
fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().map(|line| line.split_once(',').expect("a published list has two columns"))
}

fn ascending<'a>(codes: impl Iterator<Item = &'a str>) -> bool {
    codes.collect::<Vec<_>>().is_sorted_by(|a, b| a < b)
}

#[test]
fn functional_codes_form_a_tree() {
    for catalog in catalogs() {
        assert!(ascending(catalog.functional_items().iter().map(|item| item.code)), "{}", catalog.year);
        for item in catalog.functional_items() {
            assert!(Level::of(item.code).is_some(), "{}", item.code);
            if let Some(parent) = parent(item.code) {
                assert!(catalog.functional(parent).is_some(), "{}: {} has no parent", catalog.year, item.code);
            }
        }
    }
}

#[test]
fn economic_codes_form_a_tree_in_two_parts() {
    for catalog in catalogs() {
        let items = catalog.economic_items();
        for part in [Part::Personnel, Part::Operating] {
            assert!(ascending(items.iter().filter(|item| item.part == part).map(|item| item.code)));
        }
        assert!(items.is_sorted_by_key(|item| item.part == Part::Operating), "personnel costs come first");
        for item in items {
            assert!(item.level() <= Level::Section, "{}", item.code);
            let class = catalog.economic(item.class()).expect("an item's class is there");
            assert_eq!(class.part, item.part, "{}", item.code);
            assert_eq!(item.part == Part::Personnel, matches!(item.class(), "301" | "303"), "{}", item.code);
        }
        let codes: BTreeSet<_> = items.iter().map(|item| item.code).collect();
        assert_eq!(codes.len(), items.len());
    }
}

#[test]
fn names_are_written_in_full_width() {
    for catalog in catalogs() {
        let functional = catalog.functional_items().iter().map(|item| item.name);
        for name in functional.chain(catalog.economic_items().iter().map(|item| item.name)) {
            assert!(!name.is_empty());
            assert!(!name.contains(|c: char| c.is_ascii() || c.is_whitespace()), "{name}");
            assert_eq!(name.matches('（').count(), name.matches('）').count(), "{name}");
            assert_eq!(name.matches('“').count(), name.matches('”').count(), "{name}");
        }
    }
}

#[test]
fn a_budget_below_is_admitted_above() {
    for catalog in catalogs() {
        for item in catalog.functional_items() {
            if let Some(above) = parent(item.code).and_then(|code| catalog.functional(code)) {
                assert!(above.budget.admits(item.budget), "{}: {} under {}", catalog.year, item.code, above.code);
            }
        }
    }
}

#[test]
fn lists_do_not_shrink() {
    for catalog in catalogs() {
        let count = |level| catalog.functional_items().iter().filter(|item| item.level() == level).count();
        assert_eq!(count(Level::Class), 26, "{}", catalog.year);
        assert!(count(Level::Section) > 225, "{}", catalog.year);
        assert!(count(Level::Item) > 1150, "{}", catalog.year);
        assert!(catalog.economic_items().len() >= 110, "{}", catalog.year);
    }
}

#[test]
fn published_functional_codes_are_there() {
    for (code, name) in pairs(include_str!("../../tests/catalog/functional-2024.csv")) {
        assert_eq!(of_2024().functional(code).map(|item| item.name), Some(name), "{code}");
    }
}

#[test]
fn published_economic_codes_are_there_in_their_order() {
    let published: Vec<_> = pairs(include_str!("../../tests/catalog/economic-2024.csv")).collect();
    let ours: Vec<_> = of_2024().economic_items().iter().map(|item| (item.code, item.name)).collect();
    assert_eq!(ours, published);
    assert_eq!(of_2024().economic("31303").map(|item| item.name), Some("补充全国社会保障基金"));
    assert_eq!(of_2024().economic("30199").map(|item| item.class()), Some("301"));
}

#[test]
fn classes_are_the_published_lines() {
    let published: Vec<_> = pairs(include_str!("../../tests/catalog/lines-2024.csv")).collect();
    for catalog in catalogs() {
        let ours: Vec<_> = catalog.functional_classes().iter().map(|class| (class.ordinal, class.name)).collect();
        assert_eq!(ours, published, "{}", catalog.year);
    }
}

#[test]
fn a_year_differs_from_its_base_as_listed() {
    let name = |year, code| Catalog::of(year).and_then(|catalog| catalog.functional(code)).map(|item| item.name);
    assert_eq!(name(2023, "20139"), None);
    assert_eq!(name(2023, "2013901"), None, "dropping a section drops its items");
    assert_eq!(name(2023, "2010308"), Some("信访事务"));
    assert_eq!(name(2024, "2010308"), None);
    assert_eq!(name(2023, "2013804"), Some("市场主体管理"));
    assert_eq!(name(2024, "2013804"), Some("经营主体管理"));
    assert_eq!(name(2023, "2130153"), Some("农田建设"));
    assert_eq!(name(2024, "2130153"), Some("耕地建设与利用"));
    assert_eq!((name(2023, "21006"), name(2024, "21006")), (Some("中医药"), None));
    assert_eq!((name(2023, "21017"), name(2024, "21017")), (None, Some("中医药事务")));
    assert_eq!(name(2025, "2219899"), Some("其他住房保障支出"));
    assert_eq!(name(2025, "2013901"), Some("行政运行"));
}

#[test]
fn a_mistyped_code_finds_what_was_meant() {
    let nearest = |code| of_2024().nearest_functional(code).iter().map(|item| item.code).collect::<Vec<_>>();
    assert_eq!(nearest("2013107").first(), Some(&"2013105"), "a wrong digit");
    assert_eq!(nearest("2031101").first(), Some(&"2013101"), "two digits swapped");
    assert!(nearest("2210204").contains(&"2210203"), "a sibling");
    assert!(!nearest("2013101").contains(&"2013101"), "never the code itself");
    assert!(nearest("9999999").is_empty());
    assert!(nearest("科目").is_empty());
}

#[test]
fn levels_follow_the_length() {
    assert_eq!(Level::of("201"), Some(Level::Class));
    assert_eq!(Level::of("20131").map(Level::chinese), Some("款"));
    assert_eq!(Level::of("2013101"), Some(Level::Item));
    assert_eq!(Level::of("2013"), None);
    assert_eq!(Level::of("２０１"), None);
    assert_eq!(parent("2013101"), Some("20131"));
    assert_eq!(parent("20131"), Some("201"));
    assert_eq!(parent("201"), None);
}
