//! The 49 inconsistencies of the really published document (LX01–LX49): which of them a faithful transcription makes `check` find, which cannot arise
//! because the figure or the wording is derived, and which are out of reach of a source file. The controls, which are right, stay silent.

use std::collections::BTreeSet;
use std::fs;

use juesuan::diagnostics::Diagnostic;

use crate::checks::findings;
use crate::making::repository;

/// Fault, rule, and a part of the sentence or of a label.
const FOUND: &[(&str, &str, &str)] = &[
    ("LX01", "JS-T202", "20805"),
    ("LX02", "JS-T202", "4 处"),
    ("LX10", "JS-N07", "电费"),
    ("LX10", "JS-N07", "其他交通费用"),
    ("LX11", "JS-N10", "201"),
    ("LX12", "JS-R10", "213"),
    ("LX13", "JS-X13", "2023年度结余"),
    ("LX14", "JS-R09", "213"),
    ("LX14", "JS-R09", "221"),
    ("LX15", "JS-R10", "公务用车运行维护费"),
    ("LX15", "JS-R10", "用途"),
    ("LX16", "JS-E04", "“优”16 个"),
    ("LX17", "JS-E02", "自评金额"),
    ("LX18", "JS-E03", "项目支出"),
    ("LX19", "JS-E02", "年初预算"),
    ("LX20", "JS-E04", "没有需要改进的等级"),
    ("LX21", "JS-S11", "部门评价"),
    ("LX22", "JS-A03", "党政机关办公设备更新项目"),
    ("LX23", "JS-E01", "县委办补充公用经费"),
    ("LX24", "JS-E09", "743000"),
    ("LX25", "JS-E07", "99,840"),
    ("LX25", "JS-E07", "99.84"),
    ("LX26", "JS-E07", "150,000"),
    ("LX26", "JS-E07", "75,705"),
    ("LX27", "JS-E07", "人数写作 3"),
    ("LX28", "JS-E09", "外出考察学习经费"),
    ("LX29", "JS-E09", "60万元"),
    ("LX29", "JS-E09", "15万元"),
    ("LX29", "JS-E09", "35万元"),
    ("LX30", "JS-E09", "300万元"),
    ("LX31", "JS-E09", "数量乘单位成本"),
    ("LX32", "JS-E10", "安可替电脑替换时效"),
    ("LX33", "JS-E08", "培训费成本"),
    ("LX34", "JS-E08", "驻村工作人员经费保障率"),
    ("LX35", "JS-E08", "有效提升我县信息安全水平"),
    ("LX35", "JS-E08", "符号反了"),
    ("LX36", "JS-E08", "“外出考察学习经费”没有支出"),
    ("LX38", "JS-E10", "中心组学习资料订阅费用"),
    ("LX39", "JS-E08", "单位职工满意度"),
    ("LX39", "JS-E08", "机要密码经费总费用"),
    ("LX41", "JS-E06", "恰好等于执行数"),
    ("LX43", "JS-Q04", "仅供内部审核"),
    ("LX44", "JS-Q02", "本部门（单位）"),
    ("LX44", "JS-Q09", "无"),
    ("LX45", "JS-Q06", "。，"),
    ("LX45", "JS-Q06", "项目项目"),
    ("LX46", "JS-Q07", "【2022】"),
    ("LX47", "JS-Q10", "内务科"),
    ("LX47", "JS-Q10", "机要保密科"),
    ("LX48", "JS-V03", "涉密领域"),
    ("LX49", "JS-S09", "单位"),
];

/// What cannot arise, and the test that holds for any department: names, heads, units, line numbers, null markers, sentences of empty tables, contents
/// and rates come from one place.
const BY_CONSTRUCTION: [(&str, &str); 9] = [
    ("LX03", "random_departments_add_up_the_same"),
    ("LX04", "one_code_has_one_name_everywhere"),
    ("LX05", "names_and_years_come_from_one_place"),
    ("LX06", "every_table_names_its_unit_alike"),
    ("LX07", "sums_within_tables_hold_for_any_department"),
    ("LX08", "random_departments_add_up_the_same"),
    ("LX09", "an_empty_table_says_so_and_no_other_does"),
    ("LX37", "ratios_follow_from_printed_figures"),
    ("LX42", "contents_are_drawn_from_the_headings"),
];

/// What no source file shows: three offices against three persons are both right of themselves.
const OUT_OF_REACH: [&str; 1] = ["LX40"];

/// Rules that would speak of what is right in the document.
const CONTROLS: [&str; 21] = [
    "JS-T001", "JS-T002", "JS-T103", "JS-T402", "JS-X06", "JS-X10", "JS-X11", "JS-X12", "JS-N04", "JS-R07", "JS-R11", "JS-R12", "JS-G03",
    "JS-G04", "JS-G05", "JS-G06", "JS-A01", "JS-A02", "JS-E05", "JS-D01", "JS-D02",
];

fn transcription() -> Vec<Diagnostic> {
    let path = repository().join("tests/checks/lanxian-faithful.yaml");
    findings(&fs::read_to_string(path).expect("the transcription is there")).0
}

fn says(finding: &Diagnostic, words: &str) -> bool {
    let labels = finding.labels.iter().map(|label| &label.text);
    [&finding.message].into_iter().chain(labels).chain(&finding.notes).any(|text| text.contains(words))
}

#[test]
fn the_faults_of_the_published_document_are_found() {
    let found = transcription();
    let missed: Vec<_> =
        FOUND.iter().filter(|(_, rule, words)| !found.iter().any(|finding| finding.code == *rule && says(finding, words))).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_fault_is_accounted_for_once() {
    let found: BTreeSet<&str> = FOUND.iter().map(|(fault, ..)| *fault).collect();
    let mut known: Vec<&str> = found.into_iter().chain(BY_CONSTRUCTION.map(|(fault, _)| fault)).chain(OUT_OF_REACH).collect();
    known.sort_unstable();
    assert_eq!(known, (1..=49).map(|number| format!("LX{number:02}")).collect::<Vec<_>>());
    let tests = [include_str!("construction.rs"), include_str!("recomputation.rs")].concat();
    for (fault, test) in BY_CONSTRUCTION {
        assert!(tests.contains(&format!("#[test]\nfn {test}()")), "{fault}: no test is called {test}");
    }
}

#[test]
fn the_controls_stay_silent() {
    let found = transcription();
    let loud: Vec<_> =
        found.iter().filter(|finding| CONTROLS.contains(&finding.code)).map(|finding| (finding.code, &finding.message)).collect();
    assert!(loud.is_empty(), "{loud:#?}");
}
