//! What an accountant sees: every case in `tests/diagnostics/<code>/` is a file you drop in, with the drawn messages beside it.
//!
//! `JUESUAN_BLESS=1 cargo test` writes the expected texts anew.

use std::fs;
use std::path::{Path, PathBuf};

use juesuan::diagnostics::{Files, Severity, json, terminal};
use juesuan::inspection::{self, CheckPlan};
use juesuan::source::Disclosure;
use juesuan::source::reading::{self, DEPTH_LIMIT, NODE_LIMIT, SIZE_LIMIT, codes};

/// A case's folder and what makes its bytes.
type Made = (&'static str, fn() -> Vec<u8>);

/// Inputs too large to keep.
const MADE: &[Made] = &[
    ("YAML-002/over-the-limit", || vec![b'#'; usize::try_from(SIZE_LIMIT).expect("the limit fits") * 2]),
    ("YAML-207/deep-brackets", || format!("概况: {}{}\n", "[".repeat(DEPTH_LIMIT * 3), "]".repeat(DEPTH_LIMIT * 3)).into_bytes()),
    ("YAML-207/a-million-brackets", || "[".repeat(1_000_000).into_bytes()),
    ("YAML-208/too-many-values", || format!("概况: [{}]\n", "1,".repeat(NODE_LIMIT + 10)).into_bytes()),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()));
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Codes of a single file as a text; what is found with a file's surroundings, its year's codes or the fonts has other ones.
fn is_of_reading(code: &str) -> bool {
    code.starts_with("YAML-") && !code.starts_with("YAML-9")
}

/// All cases of reading: name (code/case), code and bytes.
fn cases() -> Vec<(String, String, Vec<u8>)> {
    let name = |path: &Path| path.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let mut cases = Vec::new();
    for folder in folders(&root()).into_iter().filter(|folder| is_of_reading(&name(folder))) {
        for case in folders(&folder) {
            let code = name(&folder);
            let full = format!("{code}/{}", name(&case));
            if MADE.iter().all(|(made, _)| *made != full) {
                cases.push((full, code, fs::read(case.join("input.yaml")).expect("every case has an input.yaml")));
            }
        }
    }
    cases.extend(MADE.iter().map(|(full, make)| ((*full).to_owned(), full[..8].to_owned(), make())));
    cases
}

#[test]
fn every_case_is_drawn_as_expected() {
    let bless = std::env::var_os("JUESUAN_BLESS").is_some();
    let mut wrong = Vec::new();
    for (case, code, bytes) in cases() {
        let mut files = Files::default();
        let reading = reading::read_bytes::<Disclosure>(Path::new("input.yaml"), &bytes, &mut files);
        let errors = reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(reading.value.is_some(), !errors, "{case}: a value if and only if there is no error");
        assert!(reading.diagnostics.iter().any(|diagnostic| diagnostic.code == code), "{case} does not show its code");
        let drawn = terminal::draw(&reading.diagnostics, &files, false);
        let expected = root().join(&case).join("expected.txt");
        if bless {
            fs::create_dir_all(expected.parent().expect("a case has a folder")).expect("a writable folder");
            fs::write(&expected, &drawn).expect("a writable file");
        } else if fs::read_to_string(&expected).unwrap_or_default() != drawn {
            wrong.push(format!("{case}:\n{drawn}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ (JUESUAN_BLESS=1 accepts them):\n\n{}", wrong.len(), wrong.join("\n"));
}

/// What `juesuan check` finds all at once, whatever kind of mistake it is.
#[test]
fn every_case_of_other_codes_is_checked_as_expected() {
    let bless = std::env::var_os("JUESUAN_BLESS").is_some();
    let mut wrong = Vec::new();
    for folder in folders(&root()).into_iter().filter(|folder| !is_of_reading(&folder.file_name().unwrap_or_default().to_string_lossy())) {
        for case in folders(&folder) {
            let plan = CheckPlan { paths: vec![case.join("input.yaml")], fonts: Some(Vec::new()), ..CheckPlan::default() };
            let checked = inspection::check(&plan).expect("the case can be checked");
            let findings: Vec<_> = checked.departments.into_iter().flat_map(|file| file.diagnostics).collect();
            let drawn = terminal::draw(&findings, &checked.files, false).replace(&format!("{}/", case.display()), "");
            let code = folder.file_name().unwrap_or_default().to_string_lossy();
            assert!(findings.iter().any(|finding| finding.code == code), "{} does not show its code:\n{drawn}", case.display());
            let expected = case.join("expected.txt");
            if bless {
                fs::write(&expected, &drawn).expect("a writable file");
            } else if fs::read_to_string(&expected).unwrap_or_default() != drawn {
                wrong.push(format!("{}:\n{drawn}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ (JUESUAN_BLESS=1 accepts them):\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let bare: Vec<&str> = codes::CODES.iter().map(|(code, _)| *code).filter(|code| !cases.iter().any(|(_, of, _)| of == code)).collect();
    assert!(bare.is_empty(), "codes without a case in tests/diagnostics: {bare:?}");
    let known = |code: &str| codes::CODES.iter().any(|(known, _)| *known == code);
    let strange: Vec<&String> =
        cases.iter().map(|(case, code, _)| (case, code)).filter(|(_, code)| !known(code)).map(|(case, _)| case).collect();
    assert!(strange.is_empty(), "cases of unknown codes: {strange:?}");
}

#[test]
fn carets_stand_under_the_characters_in_a_terminal_with_two_columns_a_character() {
    let mut files = Files::default();
    let reading = reading::read_bytes::<Disclosure>(Path::new("input.yaml"), "年度: 二〇二四\n".as_bytes(), &mut files);
    let drawn = terminal::draw(&reading.diagnostics, &files, false);
    let lines: Vec<&str> = drawn.lines().collect();
    let source = lines.iter().rposition(|line| line.contains("年度: 二〇二四")).expect("the line is shown");
    let before = lines[source].split("二〇二四").next().expect("a text before the value");
    let columns: usize = before.chars().map(|c| if c.is_ascii() || c == '│' { 1 } else { 2 }).sum();
    let caret = lines[source + 1].chars().position(|c| c == '^').expect("a caret");
    assert_eq!(caret, columns, "{drawn}");
    assert_eq!(lines[source + 1].matches('^').count(), 8, "two columns for each of four characters");
}

#[test]
fn json_says_where_and_what() {
    let mut files = Files::default();
    let text = "年度: 2024\r\n金额单位: 千元\r\n";
    let reading = reading::read_bytes::<Disclosure>(Path::new("041.yaml"), text.as_bytes(), &mut files);
    let value = json::to_json(&reading.diagnostics, &files);
    let found = value["diagnostics"].as_array().expect("a list").iter().find(|found| found["code"] == "YAML-305").expect("the wrong unit");
    assert_eq!((&found["file"], &found["line"], &found["column"]), (&"041.yaml".into(), &2.into(), &7.into()));
    assert_eq!(found["end"], serde_json::json!({ "line": 2, "column": 9 }));
    assert_eq!(found["severity"], "error");
    assert_eq!(found["hints"][0], "只能写其中之一：元、万元");
    assert!(found["expected"].is_null());
    assert_eq!(value["errors"], value["diagnostics"].as_array().expect("a list").len());
}
