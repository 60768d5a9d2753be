//! Corrections: what changes between two states, why a figure is what it is, and whether a published PDF is the real one.

mod explanations;
mod notices;
mod verification;

use std::collections::{BTreeMap, BTreeSet};

use juesuan::corrections::{Setting, State, compare};
use juesuan::typeset::Search;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

use super::making::{examples, repository};

fn setting() -> Setting {
    Setting { fonts: Search::system([]), ..Setting::default() }
}

fn lanxian() -> String {
    std::fs::read_to_string(repository().join("examples/lanxian/2024/041-xianweiban.yaml")).expect("the example")
}

/// The state of a text, outside any workspace.
fn state(text: &str) -> State {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("041.yaml");
    std::fs::write(&path, text).expect("a writable folder");
    State::load(&path, &setting()).unwrap_or_else(|error| panic!("{error}"))
}

/// Every example that stands in a year's folder, in its workspace.
fn example_states() -> impl Iterator<Item = State> {
    examples().into_iter().map(|path| {
        let setting = setting().around(&path).expect("a sound workspace");
        State::load(&path, &setting).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    })
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} stands once");
    text.replace(from, to)
}

#[test]
fn the_same_file_is_worded_the_same_each_time() {
    let text = lanxian();
    assert!(state(&text).worded.files == state(&text).worded.files, "what did not change must not be laid out again");
}

#[test]
fn a_state_knows_what_no_font_shows() {
    let path = repository().join("tests/diagnostics/FONT-001/private-use/input.yaml");
    let state = State::load(&path, &setting()).unwrap_or_else(|error| panic!("{error}"));
    assert!(state.findings.iter().any(|finding| finding.code == "FONT-001"), "{:?}", state.findings);
}

/// What is kept of the state before serves the same standard only: the file's own, else that of its surroundings.
#[test]
fn a_standard_no_longer_named_is_not_kept() {
    let text = std::fs::read_to_string(repository().join("examples/shili-shanghai/2024/177-difangzhi.yaml")).expect("the example");
    let named = state(&text);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("041.yaml");
    std::fs::write(&path, replaced(&text, "标准: shanghai\n", "")).expect("a writable folder");
    let without = State::load(&path, &setting().keeping(&named)).expect_err("no standard").to_string();
    assert_eq!(without, State::load(&path, &setting()).expect_err("no standard").to_string());
    let default = Setting { default_standard: Some("shanghai".to_owned()), ..setting() };
    assert_eq!(State::load(&path, &default.keeping(&named)).expect("the default").standard.manifest.id.value, "shanghai");
}

/// Numbers of open data by place, found without the library: cells by address, facts by path with list entries by code or name.
fn numbers(data: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for table in data["tables"].as_array().expect("tables") {
        for cell in table["rows"].as_array().expect("rows").iter().flat_map(|row| row["cells"].as_array().expect("cells")) {
            if let Some(address) = cell["address"].as_str() {
                let twice = found.insert(address.to_owned(), format!("{} {} {}", cell["yuan"], cell["wan"], cell["count"]));
                assert_eq!(twice, None, "{address} stands once");
            }
        }
    }
    facts(&data["facts"], String::new(), &mut found);
    found
}

fn facts(value: &Value, path: String, found: &mut BTreeMap<String, String>) {
    const TEXTS: [&str; 11] =
        ["actual", "target", "initial_target", "code", "unit_code", "authority_code", "year", "month", "prior_year", "day", "department"];
    match value {
        Value::Object(fields) => {
            let quantity = fields.contains_key("yuan") && fields.contains_key("wan");
            for (key, field) in fields.iter().filter(|(key, _)| !TEXTS.contains(&key.as_str())) {
                let part = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match (quantity, key.as_str()) {
                    (true, "yuan" | "wan") => *found.entry(path.clone()).or_default() += &field.to_string(),
                    _ => facts(field, part, found),
                }
            }
        }
        Value::Array(items) => {
            let names = |key: &str| items.iter().filter_map(|item| Some(item.get(key)?.as_str()?.to_owned())).collect::<Vec<_>>();
            let unique =
                ["code", "name", "budget"].into_iter().map(names).find(|names| names.iter().collect::<BTreeSet<_>>().len() == items.len());
            for (index, item) in items.iter().enumerate() {
                let name = unique.as_ref().map_or_else(|| (index + 1).to_string(), |names| names[index].clone());
                facts(item, format!("{path}[{name}]"), found);
            }
        }
        Value::String(text) if Decimal::from_str_exact(text).is_ok() => {
            found.insert(path, text.clone());
        }
        Value::Number(number) => {
            found.insert(path, number.to_string());
        }
        _ => {}
    }
}

/// The places whose numbers differ between the open data of two states; those of indicators with equal names are left to themselves.
fn differing(old: &State, new: &State) -> BTreeSet<String> {
    let (old, new) = (numbers(&old.data), numbers(&new.data));
    let places: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    places.into_iter().filter(|place| old.get(*place) != new.get(*place)).cloned().collect()
}

/// Compares and holds the figures of the difference against those of the two JSON outputs.
fn exactly(old: &State, new: &State) -> juesuan::corrections::Difference {
    let difference = compare(old, new, false).expect("comparable");
    let told: BTreeSet<String> = difference.figures.iter().map(|change| change.place.clone()).collect();
    assert_eq!(told.len(), difference.figures.len(), "every place once");
    assert_eq!(told, differing(old, new));
    difference
}

#[test]
fn scripted_corrections_list_exactly_the_figures_that_differ() {
    let text = lanxian();
    let old = state(&text);
    let amount = exactly(&old, &state(&replaced(&text, "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")));
    let cell = amount.figures.iter().find(|change| change.place == "03[201].项目支出").expect("the cell");
    assert_eq!((cell.old, cell.new), (Some(Decimal::new(102_382, 2)), Some(Decimal::new(102_882, 2))));
    assert_eq!(cell.difference, Decimal::new(500, 2));
    assert_eq!(amount.raw.len(), 1);
    assert_eq!(amount.raw[0].path, "一般公共预算财政拨款[2013105].项目支出");
    assert_eq!(amount.raw[0].new.as_ref().map(|value| value.line), Some(56));
    assert!(amount.sentences.iter().any(|change| change.pieces.iter().any(|piece| (&*piece.old, &*piece.new) == ("1,236.03", "1,241.03"))));

    let moved = exactly(
        &old,
        &state(
            &replaced(&text, "{科目: 2010303, 项目支出: 89900.00}", "{科目: 2080501, 项目支出: 89900.00}")
                .replace("{科目: 2080501, 基本支出: 184230.00}", "{科目: 2080505, 基本支出: 184230.00}")
                .replace("{科目: 2080505, 基本支出: 184730.00}", "{科目: 2080599, 基本支出: 184730.00}")
                .replace("{科目: 2080599, 基本支出: 11040.00}", "{科目: 2080506, 基本支出: 11040.00}"),
        ),
    );
    assert!(moved.figures.iter().any(|change| change.place == "03[2010303].项目支出" && change.new.is_none()));

    let reason = exactly(&old, &state(&replaced(&text, "变动原因: 本年度项目增加\n  208:", "变动原因: 本年度新增项目\n  208:")));
    assert!(reason.figures.is_empty() && !reason.sentences.is_empty());

    let (from, to) =
        (text.find("  - 项目名称: 外出考察学习经费").expect("a project"), text.find("  - 项目名称: 保密机房维修维护费").expect("the next"));
    let deleted = exactly(&old, &state(&format!("{}{}", &text[..from], &text[to..])));
    assert!(deleted.figures.iter().any(|change| change.place == "performance.projects"));
    assert!(
        deleted
            .figures
            .iter()
            .filter(|change| change.place.starts_with("reports["))
            .all(|change| change.place.contains("外出考察学习经费"))
    );

    let last_year = exactly(&old, &state(&replaced(&text, "\n  收入总计: 6453300.00", "\n  收入总计: 6463300.00")));
    assert!(last_year.figures.iter().all(|change| !change.table), "no table shows last year");
    assert!(last_year.figures.iter().any(|change| change.place == "totals.resources_change.percent"));
}

#[test]
fn a_change_below_a_cent_says_that_nothing_printed_changes() {
    let text = lanxian();
    let difference = exactly(&state(&text), &state(&replaced(&text, "\n  收入总计: 6453300.00", "\n  收入总计: 6453300.01")));
    assert!(!difference.printed && !difference.figures.is_empty());
    let shown = juesuan::corrections::show(&difference);
    assert!(shown.contains("印出来的内容没有变化"), "{shown}");
    let same = compare(&state(&text), &state(&text), false).expect("comparable");
    assert!(same.is_empty() && juesuan::corrections::show(&same).contains("没有差别"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_corrections_list_exactly_the_figures_that_differ(line in 0usize..200, delta in 1u64..5_000_000) {
        let text = lanxian();
        let amounts: Vec<(usize, usize)> = amounts_in(&text);
        let (start, end) = amounts[line % amounts.len()];
        let written = Decimal::from_str_exact(&text[start..end]).expect("an amount");
        let corrected = format!("{}{}{}", &text[..start], written + Decimal::new(delta.try_into().expect("small"), 2), &text[end..]);
        exactly(&state(&text), &state(&corrected));
    }
}

/// Where amounts stand that can grow without anything else becoming unsound: the figures above the reports.
fn amounts_in(text: &str) -> Vec<(usize, usize)> {
    let until = text.find("绩效自评:").expect("reports");
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < until {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        if length > 5 && text[at..at + length].ends_with(".00") {
            found.push((at, at + length));
        }
        at += length.max(1);
    }
    found
}

#[test]
fn a_published_pdf_stands_for_its_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("公开.pdf");
    let old = state(&lanxian());
    std::fs::write(&path, old.pdf().expect("a PDF")).expect("a writable folder");
    let published = State::load(&path, &setting()).unwrap_or_else(|error| panic!("{error}"));
    let same = compare(&published, &old, false).expect("comparable");
    assert!(same.raw.is_empty() && same.figures.is_empty() && same.sentences.is_empty(), "{}", juesuan::corrections::show(&same));
}
