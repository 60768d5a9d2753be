//! Lints against sentences: tests/text/<ID>/silent.txt holds sound ones, fires.txt faulty ones with the expected pieces between ⟦ and ⟧, one a line.
//! A line break inside a text is written ⏎. Sentences of tests/text/ordinary.txt are sound for every lint.

use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::finding::Finding;
use super::prose::Prose;
use super::*;

type Lint = Box<dyn Fn(&Prose) -> Vec<Finding>>;

fn facts() -> report_figures::Facts {
    let yuan = Decimal::from;
    report_figures::Facts {
        year: 2024,
        initial: vec![yuan(80_000), yuan(80_000)],
        adjusted: vec![yuan(75_705)],
        executed: vec![yuan(75_705)],
        rates: vec![yuan(100), Decimal::new(9463, 2)],
        score: yuan(96),
        grade: "优".to_owned(),
        satisfaction: vec![("驻村工作人员满意度".to_owned(), yuan(95))],
        persons: vec![("驻村工作人员数量".to_owned(), vec![yuan(4), yuan(4)])],
        quantities: vec![("建设示范基地".to_owned(), "个".to_owned(), vec![yuan(3), yuan(2)])],
    }
}

/// Every lint with the surroundings its sentences are written for.
fn lints() -> Vec<(&'static str, Lint)> {
    let offices = ["综合股", "资料信息股", "机要保密股", "机关事务管理股", "档案管理股", "办公室"];
    let budget = [Decimal::from(200_000), Decimal::from(200_000)];
    let basic = Decimal::from(1_402_400);
    let projects = ["党政机关电脑购置费", "县级储备粮油补贴项目"];
    vec![
        ("JS-Q01", Box::new(placeholders::findings)),
        ("JS-Q02", Box::new(alternatives::findings)),
        ("JS-Q03", Box::new(directions::findings)),
        ("JS-Q04", Box::new(review_marks::findings)),
        ("JS-Q05", Box::new(residue::findings)),
        (
            "JS-Q06",
            Box::new(|text| {
                let lints: [fn(&Prose) -> Vec<Finding>; 4] = [
                    repetition::findings,
                    punctuation::findings,
                    |text| Vec::from_iter(punctuation::open_end(text)),
                    |text| brackets::findings(text),
                ];
                lints.iter().flat_map(|lint| lint(text)).collect()
            }),
        ),
        ("JS-Q07", Box::new(style::findings)),
        ("JS-Q08", Box::new(units::findings)),
        ("JS-Q09", Box::new(|text| slots::findings(text, false))),
        ("JS-Q10", Box::new(move |text| offices::findings(text, &offices))),
        ("JS-R10", Box::new(|text| years::findings(text, 2024))),
        ("JS-V01", Box::new(privacy::findings)),
        ("JS-V02", Box::new(secrecy::findings)),
        ("JS-V03", Box::new(secret_domain::findings)),
        ("JS-E07", Box::new(|text| report_figures::findings(text, &facts()))),
        (
            "JS-E09",
            Box::new(move |text| {
                let mut found = overview_cost::findings(text, &budget);
                found.extend(overview_cost::items(text, &budget));
                found
            }),
        ),
        (
            "JS-E10",
            Box::new(|text| {
                let mut found = periods::promise(text, 2024);
                found.extend(periods::reason(text, Decimal::from(80_000)));
                found
            }),
        ),
        ("JS-N10", Box::new(move |text| purposes::findings(text, basic, &projects))),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text")
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter(|line| !line.is_empty()).map(|line| line.replace('⏎', "\n")).collect()
}

/// A line with its marks taken out, and the marked pieces.
fn unmark(line: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut ranges, mut start) = (String::new(), Vec::new(), 0);
    for c in line.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => ranges.push(start..text.len()),
            _ => text.push(c),
        }
    }
    (text, ranges)
}

#[test]
fn sound_sentences_are_silent() {
    let mut wrong = Vec::new();
    let ordinary = lines(&folder().join("ordinary.txt"));
    for (id, lint) in lints() {
        let own = lines(&folder().join(id).join("silent.txt"));
        assert!(own.len() >= 20, "{id} has only {} sound sentences", own.len());
        for text in own.iter().chain(&ordinary) {
            wrong.extend(
                lint(&Prose::of(text))
                    .iter()
                    .map(|finding| format!("{id}: {text}\n    “{}” {}", &text[finding.range.clone()], finding.message)),
            );
        }
    }
    assert!(wrong.is_empty(), "{} false alarms:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn faulty_sentences_fire_where_they_are_faulty() {
    let mut wrong = Vec::new();
    for (id, lint) in lints() {
        let own = lines(&folder().join(id).join("fires.txt"));
        assert!(!own.is_empty(), "{id} has no faulty sentence");
        for line in own {
            let (text, expected) = unmark(&line);
            assert!(!expected.is_empty(), "{id}: nothing is marked in {line}");
            let mut found: Vec<_> = lint(&Prose::of(&text)).into_iter().map(|finding| finding.range).collect();
            found.sort_by_key(|range| range.start);
            if found != expected {
                let pieces: Vec<&str> = found.iter().map(|range| &text[range.clone()]).collect();
                wrong.push(format!("{id}: {line}\n    found {pieces:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_folder_of_sentences_has_its_lint() {
    let known: Vec<&str> = lints().iter().map(|(id, _)| *id).collect();
    for entry in fs::read_dir(folder()).expect("the sentences are there") {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!entry.path().is_dir() || known.contains(&name.as_str()), "{name} has no lint");
    }
}
