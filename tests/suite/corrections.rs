//! Corrections: what changes between two states, why a figure is what it is, and whether a published PDF is the real one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use juesuan::corrections::{
    Derivation, Explainer, Notice, NoticeError, Origin, Problem, Published, Setting, State, compare, html_page, verify_published,
};
use juesuan::typeset::Search;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
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

/// Evaluates `a ÷ b × 100`, `(a + b) ÷ 10000`, `a − b`.
fn evaluate(text: &str) -> Decimal {
    let tokens: Vec<String> = text.replace('(', " ( ").replace(')', " ) ").split_whitespace().map(str::to_owned).collect();
    let mut at = 0;
    let value = terms(&tokens, &mut at);
    assert_eq!(at, tokens.len(), "{text}");
    value
}

fn terms(tokens: &[String], at: &mut usize) -> Decimal {
    let mut value = factors(tokens, at);
    while let Some(sign @ ("+" | "−")) = tokens.get(*at).map(String::as_str) {
        *at += 1;
        let next = factors(tokens, at);
        value = if sign == "+" { value + next } else { value - next };
    }
    value
}

fn factors(tokens: &[String], at: &mut usize) -> Decimal {
    let mut value = atom(tokens, at);
    while let Some(sign @ ("×" | "÷")) = tokens.get(*at).map(String::as_str) {
        *at += 1;
        let next = atom(tokens, at);
        value = if sign == "×" { value * next } else { value / next };
    }
    value
}

fn atom(tokens: &[String], at: &mut usize) -> Decimal {
    *at += 1;
    if tokens[*at - 1] != "(" {
        return Decimal::from_str_exact(&tokens[*at - 1]).expect("a number");
    }
    let value = terms(tokens, at);
    *at += 1;
    value
}

/// Holds a derivation's arithmetic against its value, all the way down to the written lines.
fn recompute(derivation: &Derivation) {
    let equation = derivation.equation().unwrap_or_default();
    if let Some(formula) = &derivation.formula {
        let exact = evaluate(&formula.text);
        let value = if formula.rounded { exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero) } else { exact };
        assert_eq!(value, derivation.value, "{} {equation}", derivation.label);
    }
    for written in &derivation.written {
        assert!(equation.is_empty() || equation.contains(&written.amount.abs().to_string()), "{equation}: {}", written.amount);
        assert!(written.line > 0 && !written.text.is_empty());
    }
    for operand in &derivation.operands {
        assert!(
            equation.contains(&operand.value.to_string()) || equation.starts_with("10 ") || equation.starts_with("0 "),
            "{equation}: {}",
            operand.value
        );
        recompute(operand);
    }
}

#[test]
fn every_amount_and_percentage_of_the_examples_is_explained_and_computes() {
    for state in example_states() {
        let explainer = Explainer::new(&state).unwrap_or_else(|error| panic!("{}: {error}", state.path.display()));
        let mut derived = 0;
        for occurrence in explainer.occurrences() {
            let explained = explainer.explain(occurrence);
            let here = format!("{} {} {}{}", state.path.display(), explained.place, explained.printed, explained.unit);
            match &explained.derivation {
                Some(derivation) => {
                    derived += 1;
                    recompute(derivation);
                    let printed: String = occurrence.printed.chars().filter(|c| *c != ',').collect();
                    assert_eq!(Decimal::from_str_exact(&printed).expect("a number"), derivation.value, "{here}");
                }
                None => assert!(explained.text.is_some(), "{here} has no explanation: {:?}", occurrence.origin),
            }
        }
        assert!(derived > 200, "{}: {derived} figures", state.path.display());
    }
}

/// Every amount and percentage in the sentences is among what is explained; the standard's own words hold but a few.
#[test]
fn no_amount_or_percentage_of_a_sentence_is_overlooked() {
    for state in example_states() {
        let explainer = Explainer::new(&state).expect("explained");
        let known: Vec<&str> = explainer.occurrences().iter().map(|occurrence| occurrence.printed.as_str()).collect();
        for passage in &explainer.printed.passages {
            let text = passage.text();
            for unit in ["万元", "%"] {
                for (end, _) in text.match_indices(unit) {
                    let digits: String = text[..end].chars().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
                    let number: String = digits.chars().rev().collect();
                    assert!(
                        number.is_empty() || known.contains(&number.trim_matches([',', '.'])),
                        "{}: {number}{unit} in {text}",
                        state.path.display()
                    );
                }
            }
        }
        let fixed = explainer.occurrences().iter().filter(|occurrence| matches!(occurrence.origin, Origin::Fixed { .. }));
        let fixed: BTreeSet<String> = fixed.map(|occurrence| format!("{}{}", occurrence.printed, occurrence.unit)).collect();
        assert!(fixed.len() <= 8, "{}: {fixed:?}", state.path.display());
    }
}

#[test]
fn questions_are_answered_by_address_section_and_number() {
    let state = state(&lanxian());
    let explainer = Explainer::new(&state).expect("explained");
    let cell = explainer.answer("03[208].基本支出");
    assert_eq!(cell.explained.len(), 1);
    assert_eq!(cell.explained[0].printed, "38.00");
    assert_eq!(cell.explained[0].derivation.as_ref().map(|derivation| derivation.written.len()), Some(3));
    let section = explainer.answer("情况说明.四");
    assert!(section.explained.iter().all(|explained| explained.place.contains("四、财政拨款收支决算")), "{}", section.show());
    assert!(section.explained.iter().any(|explained| explained.printed == "91.53"));
    let number = explainer.answer("1,236.03");
    assert!(number.explained.len() > 10 && number.explained.iter().any(|explained| explained.place.starts_with("01")));
    assert!(explainer.answer("91.53%").show().contains("(1236.03 − 645.33) ÷ 645.33 × 100 ≈ 91.53"));
    assert!(explainer.answer("没有这个数").explained.is_empty());
    let page = html_page(&state, &explainer);
    assert!(page.matches("<button").count() > 300);
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains(" src="), "self-contained");
}

#[test]
fn the_notice_says_what_is_replaced() {
    let text = lanxian();
    let (old, new) = (state(&text), state(&replaced(&text, "7410600.00}    # 专项业务", "7460600.00}    # 专项业务")));
    let difference = compare(&old, &new, true).expect("comparable");
    assert!(difference.pages.as_ref().is_some_and(|pages| !pages.is_empty()));
    let pdf = Notice { old: &old, new: &new, difference: &difference, reason: "漏记一笔支出", date: None }.pdf().expect("a notice");
    let paper = lopdf::Document::load_mem(&pdf).expect("a sound PDF");
    let pages: Vec<u32> = paper.get_pages().keys().copied().collect();
    let shown: String = paper.extract_text(&pages).expect("text").split_whitespace().collect();
    for part in ["更正说明", "漏记一笔支出", "1,241.03", "1,236.03", "特此说明"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let same = compare(&old, &old, true).expect("comparable");
    let nothing = Notice { old: &old, new: &old, difference: &same, reason: "无", date: None }.pdf();
    assert!(matches!(nothing, Err(NoticeError::NothingChanged)));
}

fn problems(bytes: Vec<u8>, setting: &Setting) -> Vec<Problem> {
    match Published::new(Path::new("公开.pdf"), bytes) {
        Ok(published) => verify_published(&published, setting).expect("an answer").problems,
        Err(error) => vec![Problem::Damaged { reason: error.to_string() }],
    }
}

#[test]
fn every_example_verifies() {
    for state in example_states() {
        let setting = setting().around(&state.path).expect("a sound workspace");
        let found = problems(state.pdf().expect("a PDF"), &setting);
        assert!(found.is_empty(), "{}: {:?}", state.path.display(), found.iter().map(Problem::show).collect::<Vec<_>>());
        juesuan::typeset::forget();
    }
}

/// Opens a PDF with another library, changes it and saves it.
fn tampered(bytes: &[u8], change: impl FnOnce(&mut lopdf::Document)) -> Vec<u8> {
    let mut pdf = lopdf::Document::load_mem(bytes).expect("a sound PDF");
    change(&mut pdf);
    let mut saved = Vec::new();
    pdf.save_to(&mut saved).expect("a PDF can be saved");
    saved
}

/// Takes a page's content and puts another in its place.
fn redrawn(pdf: &mut lopdf::Document, page: u32, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let id = pdf.get_pages()[&page];
    let content = change(pdf.get_page_content(id));
    pdf.change_page_content(id, content).expect("a page has content");
}

/// Swaps two different shown strings of a page: another figure where one stood.
fn swapped(pdf: &mut lopdf::Document, page: u32, first: usize) {
    redrawn(pdf, page, |content| {
        let mut decoded = lopdf::content::Content::decode(&content).expect("drawing instructions");
        let shown: Vec<usize> =
            (0..decoded.operations.len()).filter(|at| matches!(decoded.operations[*at].operator.as_str(), "Tj" | "TJ")).collect();
        let other = shown[first + 1..].iter().find(|at| decoded.operations[**at].operands != decoded.operations[shown[first]].operands);
        let (one, other) = (shown[first], *other.expect("another text"));
        let operands = decoded.operations[one].operands.clone();
        decoded.operations[one].operands = std::mem::replace(&mut decoded.operations[other].operands, operands);
        decoded.encode().expect("drawing instructions")
    });
}

/// Edits the attached source.
fn edited(pdf: &mut lopdf::Document, from: &str, to: &str) {
    let mut times = 0;
    for object in pdf.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        let Ok(content) = stream.decompressed_content().or_else(|_| Ok::<_, lopdf::Error>(stream.content.clone())) else { continue };
        let Ok(text) = String::from_utf8(content) else { continue };
        if text.contains("年度: \"2024\"") && text.contains(from) {
            stream.dict.remove(b"Filter");
            stream.set_content(text.replacen(from, to, 1).into_bytes());
            times += 1;
        }
    }
    assert_eq!(times, 1, "{from} stands in the attachment");
}

#[test]
fn twenty_tampered_files_do_not_verify() {
    let path = repository().join("examples/shili/2024/062-gongshanglian.yaml");
    let setting = setting().around(&path).expect("a sound workspace");
    let state = State::load(&path, &setting).expect("a sound example");
    let bytes = state.pdf().expect("a PDF");
    type Change = Box<dyn FnOnce(&mut lopdf::Document)>;
    let mut changes: Vec<(&str, Change)> = vec![("resaved", Box::new(|_| {}))];
    for (page, first) in [(4, 0), (5, 3), (6, 5), (7, 8), (8, 1), (14, 2)] {
        changes.push(("a text changed", Box::new(move |pdf| swapped(pdf, page, first))));
    }
    for (from, to) in [("642380", "652380"), ("60000", "70000"), ("会员股", "会员部"), ("2012801", "2012802"), ("行政单位", "事业单位")]
    {
        changes.push(("the attachment edited", Box::new(move |pdf| edited(pdf, from, to))));
    }
    changes.push(("pages removed", Box::new(|pdf| pdf.delete_pages(&[6]))));
    changes.push(("last page removed", Box::new(|pdf| pdf.delete_pages(&[pdf.get_pages().len().try_into().expect("few")]))));
    changes.push(("a page emptied", Box::new(|pdf| redrawn(pdf, 3, |_| Vec::new()))));
    changes.push((
        "something drawn over",
        Box::new(|pdf| {
            redrawn(pdf, 5, |mut content| {
                content.extend(b"\n1 g 100 100 200 20 re f");
                content
            })
        }),
    ));
    changes.push((
        "the attachment taken out",
        Box::new(|pdf| {
            for object in pdf.objects.values_mut() {
                if let Ok(dict) = object.as_dict_mut()
                    && dict.get(b"EF").is_ok()
                {
                    dict.remove(b"EF");
                    dict.remove(b"Type");
                }
            }
        }),
    ));
    let mut files: Vec<(&str, Vec<u8>)> = changes.into_iter().map(|(name, change)| (name, tampered(&bytes, change))).collect();
    files.push(("something appended", [bytes.as_slice(), b"\n% added\n"].concat()));
    files.push(("cut short", bytes[..bytes.len() / 2].to_vec()));
    files.push(("not a PDF", b"%PDF-1.7 nothing".to_vec()));
    let mut replaced = bytes.clone();
    let creator = replaced.windows(13).position(|window| window == b"juesuan 0.1.0").expect("the creator");
    replaced[creator + 8] = b'9';
    files.push(("another version", replaced));
    assert!(files.len() >= 20, "{}", files.len());
    for (name, bytes) in files {
        let found = problems(bytes, &setting);
        let shown: Vec<String> = found.iter().map(Problem::show).collect();
        let expected = match name {
            "resaved" | "something appended" => found == [Problem::Resaved],
            "a text changed" | "a page emptied" | "something drawn over" => {
                matches!(found.as_slice(), [Problem::Pages { pages }] if pages.len() == 1)
            }
            "pages removed" | "last page removed" => matches!(found[0], Problem::PageCount { .. }),
            "the attachment edited" => matches!(
                found.first(),
                Some(Problem::Pages { .. } | Problem::PageCount { .. } | Problem::Unsound { .. } | Problem::Attachment { .. })
            ),
            "the attachment taken out" => found == [Problem::NoSource],
            "another version" => found.iter().any(|problem| matches!(problem, Problem::Version { .. })),
            _ => matches!(found.as_slice(), [Problem::Damaged { .. }]),
        };
        assert!(expected, "{name}: {shown:?}");
    }
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
