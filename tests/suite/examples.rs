//! Every example builds without an error, into files of its own, as library and as program.

use assert_cmd::Command;

use crate::making::{self, repository};
use crate::paper::Paper;

#[test]
fn every_example_builds_without_an_error() {
    let examples = making::examples();
    assert!(examples.len() >= 8, "only {} examples were found", examples.len());
    let mut wrong = Vec::new();
    for path in examples {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let plan = making::plan(&path, folder.path());
        let outcome = match juesuan::disclosure::build(&plan) {
            Ok(outcome) => outcome,
            Err(error) => {
                wrong.push(format!("{}: {error}", path.display()));
                continue;
            }
        };
        if outcome.has_errors() {
            wrong.push(juesuan::diagnostics::terminal::draw(&outcome.diagnostics, &outcome.files, false));
            continue;
        }
        let pdf = outcome.written.iter().find(|path| path.extension().is_some_and(|ending| ending == "pdf")).expect("a PDF is written");
        let pages = Paper::new(&std::fs::read(pdf).expect("a readable PDF")).pages();
        assert_eq!(Some(pages.len()), outcome.pages, "{}", path.display());
        let blank: Vec<usize> = (1..).zip(&pages).filter(|(_, page)| page.text.trim().is_empty()).map(|(number, _)| number).collect();
        assert!(blank.is_empty(), "{}: pages {blank:?} are blank", path.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 所有 and 全面 are said of all project money only; where some was not evaluated, the written reason is printed.
#[test]
fn what_was_not_evaluated_is_said() {
    let shown = |example: &str| -> String {
        let pages = Paper::new(&making::example(example, |_| {}).pdf()).pages();
        pages.iter().flat_map(|page| page.text.chars()).filter(|c| !c.is_whitespace()).collect()
    };
    let (all, part) = (shown("shili/2024/062-gongshanglian.yaml"), shown("shili/2024/012-fagaiju.yaml"));
    assert!(all.contains("预算安排的所有项目资金全面开展了绩效自评") && !all.contains("多于自评的资金"), "{all}");
    assert!(part.contains("预算安排的项目资金开展了绩效自评"), "{part}");
    assert!(part.contains("多于自评的资金，主要原因是粮食风险基金缴入专户"), "{part}");
}

#[test]
fn the_program_builds_an_example_from_a_folder_with_spaces_and_chinese_characters() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inside = folder.path().join("县级 部门").join("2024");
    std::fs::create_dir_all(&inside).expect("a writable folder");
    let source = inside.join("045006 职校.yaml");
    std::fs::copy(repository().join("examples/shili/2024/045006-zhixiao.yaml"), &source).expect("a writable folder");
    let run = Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("build").arg(&source).arg("-o").arg(folder.path().join("公 开")).output();
    let run = run.expect("the program starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{said}");
    let written = String::from_utf8(run.stdout).expect("the program speaks UTF-8");
    let path = written.lines().find_map(|line| line.split('（').next().filter(|path| path.ends_with(".pdf"))).expect("it names the PDF");
    assert!(std::fs::read(path).expect("the PDF is there").starts_with(b"%PDF-1.7"));
}
