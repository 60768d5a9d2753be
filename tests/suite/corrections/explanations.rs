//! Why a figure is what it is: every printed one is explained, and its arithmetic computes.

use std::collections::BTreeSet;

use juesuan::corrections::{Derivation, Explainer, Origin, Place, Setting, State, html_page};
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::making::repository;
use super::{example_states, lanxian, setting, state};

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
    assert!(explainer.answer("没有这个数").explained.is_empty() && explainer.alike("没有这个数").is_empty());
    let far = "03[20８]．基本支出数";
    assert!(explainer.answer(far).explained.is_empty());
    assert_eq!(explainer.alike(far), ["03[208].基本支出"]);
    let page = html_page(&state, &explainer);
    assert!(page.matches("<button").count() > 300);
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains(" src="), "self-contained");
}

#[test]
fn last_years_figures_are_followed_into_last_years_file() {
    let path = repository().join("examples/shili/2024/301-chengguanzhen.yaml");
    let state = State::load(&path, &setting().around(&path).expect("a sound workspace")).expect("a sound example");
    let explainer = Explainer::new(&state).expect("explained");
    let answer = explainer.answer("情况说明.一");
    let mut lines = Vec::new();
    answer.explained.iter().filter_map(|explained| explained.derivation.as_ref()).for_each(|derivation| written(derivation, &mut lines));
    assert!(lines.iter().any(|(file, text)| file.ends_with("2023/301-chengguanzhen.yaml") && text.contains("科目:")), "{lines:?}");
    assert!(!lines.iter().any(|(_, text)| text.starts_with("上年文件")), "{lines:?}");
    assert!(answer.show().contains("（算法见上）"));
}

fn written(derivation: &Derivation, lines: &mut Vec<(String, String)>) {
    lines.extend(derivation.written.iter().map(|written| (written.file.clone(), written.text.trim().to_owned())));
    derivation.operands.iter().for_each(|operand| written(operand, lines));
}

#[test]
fn the_points_for_execution_are_those_of_the_standard() {
    let pack = tempfile::tempdir().expect("a temporary folder");
    super::super::standards::copied(&repository().join("templates/shanxi"), pack.path());
    let manifest = pack.path().join("standard.yaml");
    let text = std::fs::read_to_string(&manifest).expect("the manifest");
    std::fs::write(&manifest, super::replaced(&text, "{indicators: 90, execution: 10}", "{indicators: 80, execution: 20}"))
        .expect("writable");
    let path = repository().join("examples/lanxian/2024/041-xianweiban.yaml");
    let state = State::load(&path, &Setting { standard: Some(pack.path().to_owned()), ..setting() }).expect("a sound file");
    let explainer = Explainer::new(&state).expect("explained");
    let points = explainer.occurrences().iter().filter(|occurrence| match &occurrence.place {
        Place::Report { pointer, .. } => pointer.ends_with("/execution_score"),
        _ => false,
    });
    let derived: Vec<Derivation> = points.filter_map(|occurrence| explainer.explain(occurrence).derivation).collect();
    assert!(derived.iter().any(|points| points.value > Decimal::TEN), "{derived:#?}");
    for points in &derived {
        let formula = points.formula.as_ref().expect("points follow from amounts");
        assert_eq!(
            evaluate(&formula.text).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
            points.value,
            "{}",
            formula.text
        );
    }
}
